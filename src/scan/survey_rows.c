/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for what serves whom, and by which credential. */
#include "scan/survey_rows.h"

#include "base/mutant.h"
#include "scan/engine_state.h"
#include "scan/probe.h"

const struct operation_result *survey_row(const struct survey *survey,
                                          const struct operation *operation) {
    const struct planned *planned = plan_of(&survey->engine->plan, operation);
    return planned ? &survey->engine->result->operations.at[planned->index] : NULL;
}

void survey_mark_unnamed(struct survey *survey, const struct operation *operation) {
    const struct planned *planned = plan_of(&survey->engine->plan, operation);
    if (planned) {
        survey->engine->result->operations.at[planned->index].unnamed = true;
    }
}

const struct operation *survey_asked(const struct survey *survey, const struct request *request) {
    return plan_asked(&survey->engine->plan, request);
}

const struct cell *survey_cell(const struct operation_result *row,
                               const struct identity *identity) {
    VEC_EACH(const struct cell, cell, &row->cells) {
        if (span_equal(cell_identity(cell->who), identity->name)) {
            return cell;
        }
    }
    return NULL;
}

int survey_status(const struct operation_result *row, const struct identity *identity) {
    const struct cell *cell = survey_cell(row, identity);
    return cell ? cell->status : 0;
}

/* The way that the scan took by itself, or another whose credential opens elsewhere. */
static bool is_served_by(struct survey *survey, const struct operation *operation,
                         const struct identity *identity, const struct scheme *scheme) {
    struct wallet *wallet = survey_wallet(survey);
    const struct requirement *taken = wallet_choose(wallet, identity, &operation->security);
    const struct credential *credential = wallet_find(wallet, identity, scheme);
    const struct requirement *alone = survey_requirement(survey, operation, identity, scheme);
    bool proven = credential && credential->standing == STANDING_PROVEN;
    return alone && (alone == taken || (proven && !MUTANT(second_way_unseen)));
}

static bool only_reads(const struct operation *operation) {
    return span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
           !entrance_is(operation);
}

bool survey_is_plain_read(const struct operation *operation) {
    return only_reads(operation) && !operation_has_variable(operation);
}

bool survey_serves_by(struct survey *survey, const struct operation *operation,
                      const struct identity *identity, const struct scheme *scheme) {
    const struct operation_result *row = survey_row(survey, operation);
    return row && row->gate == GATE_ENFORCED && survey_status(row, identity) / 100 == 2 &&
           is_served_by(survey, operation, identity, scheme) && only_reads(operation);
}

bool survey_reads_by(struct survey *survey, const struct operation *operation,
                     const struct identity *identity, const struct scheme *scheme) {
    return survey_serves_by(survey, operation, identity, scheme) && survey_is_plain_read(operation);
}

const struct operation *survey_read_by(struct survey *survey, const struct identity *identity,
                                       const struct scheme *scheme) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (survey_reads_by(survey, operation, identity, scheme)) {
            return operation;
        }
    }
    return NULL;
}
