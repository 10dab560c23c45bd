/* SPDX-License-Identifier: Apache-2.0 */
/* A log against a policy, as a table: the locked out first, and the most frequent. */
#include "cli/guard_replay.h"

#include "base/clock.h"
#include "cli/input.h"
#include "guard/replay.h"

#include <stdlib.h>

enum { LOG_BYTES = 1 << 30, LINE_MEMORY = 4 << 20, ROWS_SHOWN = 200 };

static int by_weight(const void *a, const void *b) {
    const struct replay_row *x = *(struct replay_row *const *)a;
    const struct replay_row *y = *(struct replay_row *const *)b;
    if (x->fate != y->fate) {
        return x->fate < y->fate ? 1 : -1;
    }
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : span_compare(x->place, y->place);
}

static void put_fate(struct pen *pen, enum replay_fate fate) {
    switch (fate) {
    case REPLAY_UNREAD:
        break;
    case REPLAY_PASSES:
        pen_cell(pen, TONE_GOOD, SPAN("passes"), 12);
        break;
    case REPLAY_DEPENDS:
        pen_cell(pen, TONE_DOUBT, SPAN("depends"), 12);
        break;
    case REPLAY_REFUSED:
        pen_cell(pen, TONE_PLAIN, SPAN("refused"), 12);
        break;
    case REPLAY_LOCKED_OUT:
        pen_cell(pen, TONE_BAD, SPAN("locked out"), 12);
        break;
    }
}

static void put_row(struct pen *pen, const struct replay_row *row) {
    put_fate(pen, row->fate);
    buf_printf(pen->out, "%9zu  ", row->n);
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, row->method), 8);
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, row->place), 48);
    buf_printf(pen->out, "  %s", ground_words(row->ground));
    if (row->by_slash) {
        buf_text(pen->out, "; with a final slash it does, which append_slash: true allows");
    }
    if (row->client.len && row->fate == REPLAY_LOCKED_OUT) {
        buf_text(pen->out, "; such as ");
        pen_put(pen, TONE_BOLD, pen_clean(pen, row->client));
    }
    buf_byte(pen->out, '\n');
}

static void put_all(struct pen *pen, struct replay *replay) {
    if (replay->rows.n) {
        qsort(replay->rows.at, replay->rows.n, sizeof(*replay->rows.at), by_weight);
    }
    for (size_t i = 0; i < replay->rows.n && i < ROWS_SHOWN; i++) {
        put_row(pen, replay->rows.at[i]);
    }
    if (replay->rows.n > ROWS_SHOWN) {
        buf_printf(pen->out, "and %zu more rows\n", replay->rows.n - ROWS_SHOWN);
    }
    const size_t *n = replay->n;
    buf_printf(pen->out,
               "\n%zu pass; %zu depend on a credential that the log does not show; %zu would be "
               "refused, and were not served; %zu were served, and would be locked out.\n",
               n[REPLAY_PASSES], n[REPLAY_DEPENDS], n[REPLAY_REFUSED], n[REPLAY_LOCKED_OUT]);
    if (n[REPLAY_UNREAD]) {
        buf_printf(pen->out, "%zu lines are none of an access log.\n", n[REPLAY_UNREAD]);
    }
}

enum err guard_replay(struct pen *pen, const struct policy *policy, struct span path,
                      bool *locked_out, struct diag *diag) {
    ARENA_SCOPE log;
    ARENA_SCOPE scratch;
    struct replay replay = {.arena = pen->arena, .policy = policy, .now = clock_unix()};
    struct span text;
    arena_init(&log, (size_t)LOG_BYTES + (1 << 20));
    arena_init(&scratch, LINE_MEMORY);
    TRY(input_read(&log, path, LOG_BYTES, &text, diag));
    struct span rest = text;
    while (rest.ptr && rest.len) {
        struct span line = span_cut(&rest, '\n');
        arena_reset(&scratch);
        if (span_trim(line).len) {
            TRY(replay_line(&replay, &scratch, line));
        }
    }
    if (!replay.rows.n) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = path}, "no line is one of an access log");
        return ERR_INVALID;
    }
    put_all(pen, &replay);
    *locked_out = replay.n[REPLAY_LOCKED_OUT] > 0;
    return OK;
}
