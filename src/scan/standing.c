/* SPDX-License-Identifier: Apache-2.0 */
/* Telling the wallet. */
#include "scan/standing.h"

#include "base/mutant.h"
#include "scan/member.h"

/* Only where a worthless credential is refused does an answer say anything about a good one. */
enum err standing_learn(struct subject *subject) {
    struct wallet *wallet = subject_wallet(subject);
    const struct gate_ruling *gate = &subject->gate;
    const struct sample *garbage = &subject->controls.garbage;
    if ((gate->garbage.verdict != VERDICT_DENIED && !MUTANT(proven_by_open)) ||
        gate->anonymous.verdict == VERDICT_GRANTED) {
        return OK;
    }
    VEC_EACH(struct shot *, shot, &subject->offers) {
        const struct requirement *requirement = (*shot)->requirement;
        const struct sample *sample = &(*shot)->sample;
        if (sample->wire != WIRE_OK) {
            continue;
        }
        if (sample_served(sample) && gate->valid_accepted) {
            TRY(members_prove(subject, *shot));
        } else if (sample->status == 401 && garbage->status == 401) {
            wallet_refused(wallet, (*shot)->identity, requirement);
        }
    }
    return OK;
}
