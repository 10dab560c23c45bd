/* SPDX-License-Identifier: Apache-2.0 */
/* Doubt: is a refusal the operation's own word, or has the credential died meanwhile? */
#ifndef POSTERN_SCAN_DOUBT_H
#define POSTERN_SCAN_DOUBT_H

#include "scan/subject.h"

/* Learns from each identity's answer, and keeps a read that it was served by. Errors: ERR_MEMORY.
 */
NODISCARD enum err doubt_learn(struct subject *subject);

/* The identity that was served by another operation and gets 401 here; or NULL. */
const struct identity *doubt_of(const struct subject *subject);

/* Asks that identity's canary. Errors: ERR_MEMORY. */
NODISCARD enum err doubt_ask(struct subject *subject);

/* The identity whose credential has died: the canary was refused, or the valid control that was
 * accepted before; or NULL. */
const struct identity *doubt_dead(const struct subject *subject);

#endif
