/* SPDX-License-Identifier: Apache-2.0 */
/* From what a survey discloses to a finding with its evidence. */
#include "scan/survey_report.h"

#include "scan/engine_state.h"
#include "scan/evidence.h"
#include "scan/probe.h"

static enum err add_evidence(struct survey *survey, const struct exhibit *exhibit,
                             struct finding *finding) {
    struct engine *engine = survey->engine;
    struct evidence *evidence = vec_add(engine->arena, &finding->evidence);
    TRY_PTR(evidence);
    struct hidden hidden = {engine->options->identities, {"", 0}, &engine->options->client.fields};
    struct exchange shown = *exhibit->exchange;
    shown.response.body = exhibit->secret ? SPAN("") : shown.response.body;
    return evidence_make(engine->arena, &hidden, &shown,
                         exhibit->attack ? SPAN("attack") : SPAN("control"), exhibit->label,
                         evidence);
}

/* Operations in the order of the report; the target as a whole before all. */
static size_t rank_of(const struct survey *survey, const struct operation *operation) {
    const struct planned *planned = plan_of(&survey->engine->plan, operation);
    return planned ? planned->index : 0;
}

enum err survey_report(struct survey *survey, const struct probe *probe,
                       const struct disclosure *what) {
    struct engine *engine = survey->engine;
    struct finding *shown;
    struct sighting sighting = {.rule = probe->rule,
                                .cause = what->cause,
                                .rank = rank_of(survey, what->operation),
                                .message = what->message,
                                .confidence = what->confidence,
                                .mild = what->mild};
    if (what->operation) {
        sighting.place = what->operation->place;
        sighting.operation =
            (struct operation_name){what->operation->method, what->operation->path};
    }
    engine->progress.findings++;
    TRY(findings_add(&engine->findings, &sighting, &shown));
    for (size_t i = 0; shown && i < what->exhibit_n; i++) {
        TRY(add_evidence(survey, &what->exhibits[i], shown));
    }
    return OK;
}
