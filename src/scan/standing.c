/* SPDX-License-Identifier: Apache-2.0 */
/* Telling the wallet. */
#include "scan/standing.h"

#include "base/mutant.h"
#include "scan/member.h"

/* Refused by whatever means a worthless credential is refused by. That another refusal met it (403,
 * with words of its own) shows that it was read. */
static bool as_worthless(const struct subject *subject, const struct sample *sample) {
    static const struct volatility none = {.differing = 0};
    const struct controls *controls = &subject->controls;
    if (sample->status == 401) {
        return true;
    }
    return subject->gate.garbage.verdict == VERDICT_DENIED && !MUTANT(only_401_refuses) &&
           oracle_judge(controls, sample).verdict == VERDICT_DENIED &&
           sample_same_refusal(sample, &controls->garbage, &none);
}

/* Only where a worthless credential is refused does an answer say anything about a good one. */
static bool tells_good_from_bad(const struct gate_ruling *gate) {
    return (gate->garbage.verdict == VERDICT_DENIED || MUTANT(proven_by_open)) &&
           gate->anonymous.verdict != VERDICT_GRANTED;
}

/* An error that speaks of the credential: an end that was told by 400, say. */
static bool blames(const struct sample *sample) {
    static const struct sample nothing = {.wire = WIRE_OK};
    return !sample_served(sample) && sample_blames_credential(sample, &nothing) &&
           !MUTANT(blame_proves);
}

/* Let in: or past a gate that refuses both none and a worthless one, to an error of what is behind
 * it, as what a write sends is made to fail. */
static bool opens(const struct subject *subject, const struct sample *sample) {
    const struct gate_ruling *gate = &subject->gate;
    bool past = sample_served(sample) || (gate->gate == GATE_ENFORCED && sample_past(sample) &&
                                          !blames(sample) && !MUTANT(errors_prove_nothing));
    return past && gate->valid_accepted &&
           oracle_judge(&subject->controls, sample).verdict != VERDICT_DENIED;
}

enum err standing_learn(struct subject *subject) {
    const struct gate_ruling *gate = &subject->gate;
    VEC_EACH(struct shot *, shot, &subject->offers) {
        const struct sample *sample = &(*shot)->sample;
        if (sample->wire != WIRE_OK) {
            continue;
        }
        bool refused = as_worthless(subject, sample);
        canary_judge(canary_of(&subject->engine->canaries, (*shot)->identity), refused);
        if (!tells_good_from_bad(gate)) {
            continue;
        }
        if (refused) {
            bool certain = sample->status == 401 && subject->controls.garbage.status == 401;
            wallet_refused(subject_wallet(subject), (*shot)->identity, (*shot)->requirement,
                           certain);
        } else if (opens(subject, sample)) {
            TRY(members_prove(subject, *shot));
        } else if (blames(sample)) {
            wallet_refused(subject_wallet(subject), (*shot)->identity, (*shot)->requirement, false);
        }
    }
    return OK;
}
