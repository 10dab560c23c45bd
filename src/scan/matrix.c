/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts of those who asked, and the row that they make. */
#include "scan/matrix.h"

#include "base/mutant.h"

static enum verdict valid_verdict(const struct controls *controls, const struct sample *sample) {
    if (sample->wire != WIRE_OK || sample->throttled || sample->status / 100 == 5) {
        return VERDICT_UNCLEAR;
    }
    if (sample->status / 100 == 2) {
        return sample_denies(sample, &controls->valid) && !MUTANT(polite_granted) ? VERDICT_DENIED
                                                                                  : VERDICT_GRANTED;
    }
    if (sample->status == 401 || sample->status == 403) {
        return VERDICT_DENIED;
    }
    return oracle_judge(controls, sample).verdict;
}

static struct span join_needs(struct arena *arena, const struct requirement *requirement) {
    struct span joined = SPAN("");
    VEC_EACH(const struct need, need, &requirement->needs) {
        joined = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(joined), joined.len ? " & " : "",
                              SPAN_ARG(need->name));
    }
    return joined.len ? joined : SPAN("-");
}

static enum err write_cells(struct arena *arena, const struct matrix_source *from,
                            struct operation_result *row) {
    for (size_t i = 0; i < from->asker_n; i++) {
        const struct asker *asker = &from->askers[i];
        struct cell cell = {arena_dup(arena, asker->who),
                            asker->ruling ? asker->ruling->verdict
                                          : valid_verdict(from->controls, asker->sample),
                            asker->sample->status};
        if (!cell.who.ptr || !vec_push(arena, &row->cells, cell)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err say_more(struct arena *arena, struct operation_result *row, struct span more) {
    if (more.len) {
        row->reason = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(row->reason),
                                   row->reason.len ? "; " : "", SPAN_ARG(more));
    }
    return row->reason.ptr || !more.len ? OK : ERR_MEMORY;
}

enum err matrix_write(struct arena *arena, const struct matrix_source *from,
                      struct operation_result *row) {
    row->gate = from->gate->gate;
    row->requests = from->requests;
    row->cells.n = row->declared.n = 0;
    if (row->gate == GATE_UNTESTED && !MUTANT(untested_unsaid)) {
        row->reason = arena_dup(arena, from->untested_why);
    } else {
        row->reason = span_from(from->gate->reason);
    }
    if (row->gate == GATE_ENFORCED && from->opened && !MUTANT(passed_is_shut)) {
        row->gate = GATE_OPEN;
        row->reason = SPAN("refuses plain attempts, but can be passed without a valid credential");
    }
    TRY(say_more(arena, row, row->gate == GATE_UNTESTED ? SPAN("") : from->gap));
    if (!MUTANT(untried_unsaid)) {
        TRY(say_more(arena, row, from->untried));
    }
    VEC_EACH(const struct requirement, requirement, &from->security->any) {
        struct span needs = join_needs(arena, requirement);
        if (!needs.ptr || !vec_push(arena, &row->declared, needs)) {
            return ERR_MEMORY;
        }
    }
    return write_cells(arena, from, row);
}
