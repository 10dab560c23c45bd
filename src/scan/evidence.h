/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence: an exchange fit for a report, without secrets, with a curl line to repeat it. */
#ifndef POSTERN_SCAN_EVIDENCE_H
#define POSTERN_SCAN_EVIDENCE_H

#include "catalog/result.h"
#include "scan/credential/identity.h"

/* What must not be seen: the identities' secrets, and a token of the attack's own. */
struct hidden {
    const struct identities *identities;
    struct span token;               /* or empty */
    const struct fields *everywhere; /* what the client adds to every request (-H); or NULL */
};

/* An exchange for a report: secrets by name, body as an excerpt, a curl line. Errors: ERR_MEMORY.
 */
NODISCARD enum err evidence_make(struct arena *arena, const struct hidden *hidden,
                                 const struct exchange *exchange, struct span what,
                                 struct span label, struct evidence *out);

#endif
