/* SPDX-License-Identifier: Apache-2.0 */
/* Admitted: what an identity holds and the contract does not ask for, where the API's own refusal
 * names it: by a challenge, or by the words of its body. */
#ifndef POSTERN_SCAN_ADMITTED_H
#define POSTERN_SCAN_ADMITTED_H

#include "scan/credential/wallet.h"

struct admission {
    const struct response *refusal;
    bool silent; /* neither the contract nor the refusal says what is asked for: whatever cookie,
                    header or parameter there is may serve */
};

/* Adds a requirement to the security for each value of the identity that the refusal names and no
 * scheme of the contract does, unless it was refused often enough elsewhere. What is added lasts as
 * long as the wallet. Errors: ERR_MEMORY. */
NODISCARD enum err admitted_add(struct wallet *wallet, struct arena *arena,
                                const struct identity *identity, struct admission admission,
                                struct security *security);

/* True when a text names a thing, however either is written: "X-Api-Key" is named by "API key". */
bool admitted_names(struct span text, struct span name);

#endif
