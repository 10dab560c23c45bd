/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that tell nothing of the gate: whoever asks gets them. */
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
