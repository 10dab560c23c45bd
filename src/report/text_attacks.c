/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks that were never judged, operation by operation: silence about them is no refusal. */
#include "base/mutant.h"
#include "report/text_parts.h"

enum { LISTED = 12 }; /* operations named; --verbose: all */

static bool is_short(const struct operation_result *operation) {
    return operation->attacks.judged < operation->attacks.planned && !MUTANT(attacks_silent);
}

static void row(struct pen *pen, const struct operation_result *operation) {
    struct span counts = arena_printf(pen->arena, "judged %zu of %zu attacks",
                                      operation->attacks.judged, operation->attacks.planned);
    size_t indent = 3 + pen_width(counts) + 2;
    struct span method = pen_clean(pen, operation->method);
    buf_text(pen->out, "   ");
    pen_put(pen, TONE_DIM, counts);
    buf_text(pen->out, "  ");
    pen_cell(pen, TONE_PLAIN, method, pen_width(method) > 6 ? pen_width(method) : 6);
    buf_byte(pen->out, ' ');
    pen_put_path(pen, TONE_PLAIN, operation->path, indent + 8);
    buf_byte(pen->out, '\n');
}

void text_attacks(struct pen *pen, const struct result *result) {
    size_t n = 0, told = 0;
    for (size_t i = 0; i < result->operations.n; i++) {
        n += is_short(&result->operations.at[i]);
    }
    if (!n) {
        return;
    }
    buf_text(pen->out, "\n ");
    pen_text(pen, TONE_DOUBT, "attacks not judged");
    buf_printf(pen->out, ": %zu operation%s\n", n, n == 1 ? "" : "s");
    size_t most = pen->style.verbose || n <= LISTED + 1 ? n : LISTED;
    for (size_t i = 0; i < result->operations.n && told < most; i++) {
        if (is_short(&result->operations.at[i])) {
            row(pen, &result->operations.at[i]);
            told++;
        }
    }
    if (n > told) {
        buf_printf(pen->out, "   +%zu more\n", n - told);
    }
}
