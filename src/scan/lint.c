/* SPDX-License-Identifier: Apache-2.0 */
/* What lints report becomes findings, as what probes see does. */
#include "scan/probe.h"

enum err lint_report(struct lint *lint, const struct probe *probe,
                     const struct operation *operation, struct place place, struct span cause,
                     struct span message) {
    struct finding *shown;
    if (operation && !lint->selects(lint, operation)) {
        return OK;
    }
    struct sighting sighting = {.rule = probe->rule,
                                .cause = cause,
                                .rank = lint->findings->sightings, /* the first one is shown */
                                .place = place,
                                .message = message,
                                .confidence = CONFIDENCE_CONFIRMED};
    if (operation) {
        sighting.operation = (struct operation_name){operation->method, operation->path};
    }
    return findings_add(lint->findings, &sighting, &shown);
}
