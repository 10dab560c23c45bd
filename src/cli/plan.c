/* SPDX-License-Identifier: Apache-2.0 */
/* Printing the plan, a line an operation. */
#include "cli/plan.h"

#include "report/pen.h"

#include <inttypes.h>

void plan_line(void *user, const struct scan_plan_line *line) {
    struct plan *plan = user;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct pen pen = {plan->out, {0}, &arena};
    const struct operation *operation = line->operation;
    pen_cell(&pen, TONE_PLAIN, pen_clean(&pen, operation->method), 8);
    if (line->tested) {
        pen_put(&pen, TONE_PLAIN, pen_clean(&pen, line->url));
        buf_printf(plan->out, "  about %u requests\n", line->requests);
        plan->tested++;
    } else {
        pen_put(&pen, TONE_PLAIN, pen_clean(&pen, operation->path));
        buf_text(plan->out, "  untested: ");
        pen_put(&pen, TONE_PLAIN, pen_clean(&pen, line->reason));
        buf_byte(plan->out, '\n');
        plan->untested++;
    }
}

void plan_sum(struct plan *plan, const struct result *foretold) {
    buf_printf(plan->out, "\n%zu operation%s would be tested with about %" PRIu64 " requests",
               plan->tested, plan->tested == 1 ? "" : "s", foretold->requests);
    if (foretold->requests_least < foretold->requests_most) {
        buf_printf(plan->out, " (%" PRIu64 " to %" PRIu64 ", by what its gates let in)",
                   foretold->requests_least, foretold->requests_most);
    }
    if (plan->untested) {
        buf_printf(plan->out, "; %zu would not", plan->untested);
    }
    buf_text(plan->out, "\n");
    if (plan->verbose) {
        VEC_EACH(const struct request_count, count, &foretold->requests_by) {
            buf_printf(plan->out, "  %7" PRIu64 "  %.*s\n", count->n, SPAN_ARG(count->by));
        }
    }
}
