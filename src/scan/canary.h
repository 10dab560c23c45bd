/* SPDX-License-Identifier: Apache-2.0 */
/* Canaries: for each identity, a read that it was served by, asked again when there is doubt about
 * its credential; and what answers have said of that credential. */
#ifndef POSTERN_SCAN_CANARY_H
#define POSTERN_SCAN_CANARY_H

#include "contract/contract.h"
#include "scan/credential/identity.h"
#include "scan/sample.h"

struct canary {
    const struct identity *identity;
    const struct requirement *requirement; /* NULL: nothing is kept yet */
    struct request request;                /* without credential */
    int64_t renewed; /* when its credential was renewed last, seconds since 1970 */
    int64_t life;    /* how long it then was to live, seconds; 0: unknown, or without end */
    bool renew_wanted, lost;
    unsigned in_vain;       /* renewals asked for since it was served last */
    bool refused, got_past; /* by any operation */
    bool unanswered;        /* asked with, and no answer came */
};

/* One for each identity. */
struct canaries {
    VEC(struct canary) all;
};

/* Makes one for each identity. Errors: ERR_MEMORY. */
NODISCARD enum err canaries_make(struct arena *arena, const struct identities *identities,
                                 struct canaries *out);

struct canary *canary_of(const struct canaries *canaries, const struct identity *identity);

/* Learns what an answer to the identity's credential says of it. */
void canary_note(struct canary *canary, const struct sample *sample);

/* And what the controls together say: whether it got what a worthless credential gets. */
void canary_judge(struct canary *canary, bool refused);

/* Keeps a copy of the request, which may outlive whoever built it, and of the requirement. Errors:
 * ERR_MEMORY. */
NODISCARD enum err canary_keep(struct arena *arena, struct canary *canary,
                               const struct request *request,
                               const struct requirement *requirement);

/* A new credential is wanted. */
void canary_want_renewal(struct canary *canary);

#endif
