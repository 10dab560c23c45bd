/* SPDX-License-Identifier: Apache-2.0 */
/* The report for people: what was looked at, its rows, the findings, and the sum of it. */
#include "base/mutant.h"
#include "report/formats.h"
#include "report/text_parts.h"

enum { DEFAULT_WIDTH = 100, SCRATCH_LIMIT = 256 << 20 };

static void head(struct pen *pen, const struct result *result) {
    pen_text(pen, TONE_BOLD, "postern ");
    pen_text(pen, TONE_BOLD, kind_word(result->kind));
    pen_text(pen, TONE_PLAIN, "  ");
    pen_put(pen, TONE_PLAIN, pen_clean(pen, result->contract));
    if (result->contract.len && result->target.len) {
        buf_printf(pen->out, " %s ", pen_arrow(pen));
    }
    pen_put(pen, TONE_PLAIN, pen_clean(pen, result->target));
    buf_byte(pen->out, '\n');
}

static const char *plural(size_t n) {
    return n == 1 ? "" : "s";
}

static void count(struct pen *pen, enum tone tone, size_t n, const char *word, const char *before) {
    if (n) {
        buf_text(pen->out, before);
        pen_put(pen, tone, arena_printf(pen->arena, "%zu %s", n, word));
    }
}

/* "3 open · 5 enforced" behind a total. */
static void sum_operations(struct pen *pen, const struct result *result,
                           const struct tally *tally) {
    size_t n = result->operations.n;
    buf_printf(pen->out, "%zu operation%s", n, plural(n));
    const char *before = ": ";
    for (size_t i = 0; i < GATES; i++) {
        enum gate gate = matrix_gate_order[i];
        count(pen, tone_of_gate(gate), tally->gates[gate], gate_word(gate), before);
        before = tally->gates[gate] ? pen_dot(pen) : before;
    }
    buf_byte(pen->out, '\n');
}

static void sum_endpoints(struct pen *pen, const struct result *result, const struct tally *tally) {
    size_t n = result->endpoints.n;
    buf_printf(pen->out, "%zu endpoint%s", n, plural(n));
    count(pen, TONE_ALARM, tally->accesses[ACCESS_ALLOWED], "let anonymous callers in", ": ");
    const char *before = tally->accesses[ACCESS_ALLOWED] ? pen_dot(pen) : ": ";
    count(pen, TONE_DOUBT, tally->accesses[ACCESS_UNDECIDED], "undecided", before);
    before = tally->accesses[ACCESS_UNDECIDED] ? pen_dot(pen) : before;
    count(pen, TONE_GOOD, tally->accesses[ACCESS_REFUSED], "refuse them", before);
    buf_byte(pen->out, '\n');
}

/* A number with its thousands apart: "1,204". */
static struct span grouped(struct pen *pen, size_t n) {
    struct span rest = n < 1000 || MUTANT(thousands_run_on) ? SPAN("") : grouped(pen, n / 1000);
    return rest.len ? arena_printf(pen->arena, "%.*s,%03zu", SPAN_ARG(rest), n % 1000)
                    : arena_printf(pen->arena, "%zu", n);
}

/* What 0 promises: how much of what was to be judged was. */
static void sum_judged(struct pen *pen, const struct result *result) {
    struct judged judged = result_judged(result);
    if (!judged.operations_of && !judged.attacks.planned) {
        return;
    }
    bool all = judged.operations == judged.operations_of &&
               (judged.attacks.judged == judged.attacks.planned || MUTANT(short_is_calm));
    struct span line = arena_printf(
        pen->arena, "judged %.*s of %.*s operation%s, %.*s of %.*s attack%s",
        SPAN_ARG(grouped(pen, judged.operations)), SPAN_ARG(grouped(pen, judged.operations_of)),
        plural(judged.operations_of), SPAN_ARG(grouped(pen, judged.attacks.judged)),
        SPAN_ARG(grouped(pen, judged.attacks.planned)), plural(judged.attacks.planned));
    pen_put(pen, all ? TONE_PLAIN : TONE_DOUBT, line);
    buf_byte(pen->out, '\n');
}

static void sum_findings(struct pen *pen, const struct result *result, const struct tally *tally) {
    if (tally->findings) {
        buf_printf(pen->out, "%zu finding%s", tally->findings, plural(tally->findings));
    } else {
        /* Nothing found by half a run is no good news. */
        pen_text(pen, result->complete || MUTANT(half_good) ? TONE_GOOD : TONE_DOUBT,
                 tally->known || tally->accepted ? "no new findings" : "no findings");
    }
    const char *before = ": ";
    for (size_t i = SEVERITIES; i-- > 0;) {
        enum severity severity = (enum severity)i;
        count(pen, tone_of_severity(severity), tally->severities[i], severity_word(severity),
              before);
        before = tally->severities[i] ? pen_dot(pen) : before;
    }
    if (tally->known) {
        buf_printf(pen->out, " (%zu more in the baseline)", tally->known);
    }
    if (tally->accepted && !MUTANT(accepted_vanish)) {
        buf_printf(pen->out, " (%zu more accepted in postern.yaml)", tally->accepted);
    }
    buf_byte(pen->out, '\n');
}

/* What was accepted once and is gone may leave the baseline. */
static void sum_fixed(struct pen *pen, const struct result *result) {
    size_t n = result->fixed.n;
    if (n) {
        pen_put(pen, TONE_GOOD,
                arena_printf(pen->arena, "%zu finding%s of the baseline %s gone: ", n, plural(n),
                             n == 1 ? "is" : "are"));
        pen_text(pen, TONE_PLAIN, "postern baseline prune takes them out\n");
    }
}

static void sum_run(struct pen *pen, const struct result *result) {
    int64_t seconds = result->finished - result->started;
    if (result->kind == KIND_SCAN) {
        buf_printf(pen->out, "%llu request%s in %lld s\n", (unsigned long long)result->requests,
                   plural(result->requests), (long long)(seconds > 0 ? seconds : 0));
    }
    if (!result->complete && !MUTANT(incomplete_silent)) {
        static const struct span label = SPAN_INIT("incomplete: ");
        pen_put(pen, TONE_ALARM, label);
        struct span why = result->incomplete_why;
        pen_wrap(pen, TONE_PLAIN, why.len ? why : SPAN("the plan was not carried out to its end"),
                 label.len);
    }
}

enum err report_text(const struct result *result, const struct report_style *style,
                     struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SCRATCH_LIMIT);
    struct pen pen = {out, *style, &arena};
    pen.style.width = style->width ? style->width : DEFAULT_WIDTH;
    struct tally tally = matrix_tally(result);
    head(&pen, result);
    if (result->kind == KIND_AUDIT) {
        text_endpoints(&pen, result);
        text_findings(&pen, result);
        buf_byte(out, '\n');
        sum_endpoints(&pen, result, &tally);
    } else {
        text_credentials(&pen, result);
        TRY(text_matrix(&pen, result));
        text_findings(&pen, result);
        text_reasons(&pen, result);
        text_attacks(&pen, result);
        buf_byte(out, '\n');
        sum_operations(&pen, result, &tally);
        sum_judged(&pen, result);
    }
    sum_findings(&pen, result, &tally);
    sum_fixed(&pen, result);
    sum_run(&pen, result);
    return buf_status(out);
}
