/* SPDX-License-Identifier: Apache-2.0 */
/* Settling: the gate as the oracle judges it from the controls, and as the rest of the scan has it:
 * logins, what was lost, what goes with all requests, what was taken away. */
#ifndef POSTERN_SCAN_SETTLE_H
#define POSTERN_SCAN_SETTLE_H

#include "scan/subject.h"

/* Judges the subject's gate by its controls, and tells the wallet and the memory of paths. Errors:
 * ERR_MEMORY. */
NODISCARD enum err settle_gate(struct subject *subject);

/* A login is public though it refuses what was asked without a credential. */
void settle_entrance(struct subject *subject, const struct sample *asked);

/* Not enforced where the credentials that it takes were lost. */
void settle_loss(struct subject *subject);

#endif
