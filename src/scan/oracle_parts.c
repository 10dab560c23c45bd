/* SPDX-License-Identifier: Apache-2.0 */
/* What judging an answer and judging a gate both ask of one. */
#include "scan/oracle_parts.h"

bool oracle_about_server(const struct sample *sample) {
    return sample->throttled || sample->status / 100 == 5 || sample->status / 100 == 1;
}

bool oracle_before_routing(const struct controls *controls, const struct sample *answer) {
    static const struct volatility none = {.differing = 0};
    return answered(&controls->nowhere) && answer->status == controls->nowhere.status &&
           (sample_compare(answer, &controls->nowhere, &controls->volatility) == LIKE_SAME ||
            sample_compare(answer, &controls->nowhere, &none) == LIKE_SAME);
}

bool oracle_refused(const struct controls *controls, const struct sample *answer) {
    if (sample_refused(answer)) {
        return true;
    }
    bool error = answer->status / 100 == 4 || sample_fails(answer);
    return answered(answer) && error && !answer->throttled &&
           sample_blames_credential(answer, &controls->valid);
}

bool oracle_crashed(const struct sample *sample) {
    return sample->wire == WIRE_CLOSED || (answered(sample) && sample->status == 500);
}

bool oracle_refuses_politely(const struct sample *sample) {
    bool blames = sample->blames;
    for (size_t i = 0; i < sample->leaf_n && !blames; i++) {
        blames = sample->leaves[i].blames;
    }
    return sample_served(sample) && blames && (sample->refusal || sample->kind != SAMPLE_JSON);
}
