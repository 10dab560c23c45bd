/* SPDX-License-Identifier: Apache-2.0 */
/* What could not be judged, and why: operations grouped by reason. */
#include "report/text_parts.h"

enum {
    LISTED = 6,   /* operations named under one reason */
    REASONS = 20, /* told of one verdict; with --verbose all are */
    CROWD = 40,   /* operations of one verdict, from which on less is said of each reason */
    CROWD_LISTED = 2,
    CROWD_REASONS = 10,
};

struct group {
    const struct result *result;
    enum gate gate;
    struct span reason;
    size_t listed; /* operations named */
};

static bool belongs(const struct group *group, size_t index) {
    const struct operation_result *operation = &group->result->operations.at[index];
    return operation->gate == group->gate && span_equal(operation->reason, group->reason);
}

static bool told_before(const struct group *group, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (belongs(group, i)) {
            return true;
        }
    }
    return false;
}

static void members(struct pen *pen, const struct group *group, size_t first) {
    size_t told = 0, more = 0;
    for (size_t i = first; i < group->result->operations.n; i++) {
        const struct operation_result *operation = &group->result->operations.at[i];
        if (!belongs(group, i)) {
            continue;
        }
        if (told == group->listed) {
            more++;
            continue;
        }
        told++;
        struct span method = pen_clean(pen, operation->method);
        buf_fill(pen->out, ' ', 5);
        pen_cell(pen, TONE_PLAIN, method, pen_width(method) > 6 ? pen_width(method) : 6);
        buf_byte(pen->out, ' ');
        pen_put_path(pen, TONE_PLAIN, operation->path, 14);
        buf_byte(pen->out, '\n');
    }
    if (more) {
        buf_printf(pen->out, "     +%zu more\n", more);
    }
}

static void groups_of(struct pen *pen, const struct result *result, enum gate gate, size_t n) {
    bool crowd = n > CROWD && !pen->style.verbose;
    size_t told = 0, most = crowd ? CROWD_REASONS : REASONS;
    for (size_t i = 0; i < result->operations.n; i++) {
        struct group group = {result, gate, result->operations.at[i].reason,
                              crowd ? CROWD_LISTED : LISTED};
        if (!belongs(&group, i) || told_before(&group, i)) {
            continue;
        }
        if (told++ == most && !pen->style.verbose) {
            buf_text(pen->out, "   and others: --verbose tells all reasons\n");
            break;
        }
        buf_text(pen->out, "   ");
        pen_wrap(pen, TONE_DIM, group.reason.len ? group.reason : SPAN("no reason was given"), 3);
        members(pen, &group, i);
    }
}

void text_reasons(struct pen *pen, const struct result *result) {
    static const enum gate gates[] = {GATE_INCONCLUSIVE, GATE_UNTESTED};
    struct tally tally = matrix_tally(result);
    for (size_t i = 0; i < 2; i++) {
        size_t n = tally.gates[gates[i]];
        if (n) {
            buf_text(pen->out, "\n ");
            pen_text(pen, tone_of_gate(gates[i]), gate_word(gates[i]));
            buf_printf(pen->out, ": %zu operation%s\n", n, n == 1 ? "" : "s");
            groups_of(pen, result, gates[i], n);
        }
    }
}
