/* SPDX-License-Identifier: Apache-2.0 */
/* The subject's row in the result: its gate, who asked, and what each answer meant. */
#include "scan/engine_private.h"

static enum verdict valid_verdict(const struct subject *subject, const struct shot *shot) {
    const struct sample *sample = &shot->sample;
    if (sample->wire != WIRE_OK || sample->throttled || sample->status / 100 == 5) {
        return VERDICT_UNCLEAR;
    }
    if (sample->status / 100 == 2) {
        return sample_denies(sample, &subject->controls.valid) ? VERDICT_DENIED : VERDICT_GRANTED;
    }
    if (sample->status == 401 || sample->status == 403) {
        return VERDICT_DENIED;
    }
    return oracle_judge(&subject->controls, sample).verdict;
}

static enum err add_cell(struct engine *engine, struct operation_result *row, struct span who,
                         enum verdict verdict, int status) {
    struct cell cell = {who, verdict, status};
    return who.ptr && vec_push(engine->arena, &row->cells, cell) ? OK : ERR_MEMORY;
}

static struct span join_needs(struct arena *arena, const struct requirement *requirement) {
    struct span joined = SPAN("");
    VEC_EACH(const struct need, need, &requirement->needs) {
        joined = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(joined), joined.len ? " & " : "",
                              SPAN_ARG(need->name));
    }
    return joined.len ? joined : SPAN("-");
}

static enum err write_cells(struct engine *engine, struct subject *subject,
                            struct operation_result *row) {
    static const struct span names[3] = {SPAN_INIT("anonymous"), SPAN_INIT("garbage"),
                                         SPAN_INIT("wrong-scheme")};
    const struct ruling *rulings[3] = {&subject->gate.anonymous, &subject->gate.garbage,
                                       &subject->gate.wrong_scheme};
    for (size_t i = 0; i < 3; i++) {
        const struct shot *shot = subject->control[i];
        if (shot) {
            TRY(add_cell(engine, row, names[i], rulings[i]->verdict, shot->sample.status));
        }
    }
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct span who =
            arena_printf(engine->arena, "valid:%.*s", SPAN_ARG((*shot)->identity->name));
        TRY(add_cell(engine, row, who, valid_verdict(subject, *shot), (*shot)->sample.status));
    }
    return OK;
}

static bool opened(const struct subject *subject) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (hit->confirmed && hit->attack->probe->opens) {
            return true;
        }
    }
    return false;
}

enum err matrix_write(struct engine *engine, struct subject *subject) {
    struct operation_result *row = &engine->result->operations.at[subject->index];
    row->gate = subject->gate.gate;
    row->requests = subject->requests;
    row->cells.n = row->declared.n = 0;
    if (row->gate == GATE_UNTESTED) {
        row->reason = arena_dup(engine->arena, subject->draft.reason);
    } else {
        row->reason = span_from(subject->gate.reason);
    }
    if (row->gate == GATE_ENFORCED && opened(subject)) {
        row->gate = GATE_OPEN;
        row->reason = SPAN("refuses plain attempts, but can be passed without a valid credential");
    }
    VEC_EACH(const struct requirement, requirement, &subject->operation->security.any) {
        struct span needs = join_needs(engine->arena, requirement);
        if (!needs.ptr || !vec_push(engine->arena, &row->declared, needs)) {
            return ERR_MEMORY;
        }
    }
    return write_cells(engine, subject, row);
}
