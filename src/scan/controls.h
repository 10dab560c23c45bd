/* SPDX-License-Identifier: Apache-2.0 */
/* Controls: the same request without a credential, with worthless ones, with each identity's. */
#ifndef POSTERN_SCAN_CONTROLS_H
#define POSTERN_SCAN_CONTROLS_H

#include "scan/subject.h"

/* How often a control is sent again whose answer told nothing. */
enum { CONTROL_REPEATS = 2 };

/* Sends the anonymous, garbage and wrong-scheme controls, and one for each
 * identity and each requirement that it meets. Errors: ERR_MEMORY. */
NODISCARD enum err controls_send(struct subject *subject);

/* What worthless credentials are made for: the accepted identity's requirement, or the first that
 * asks. NULL: none does. */
const struct requirement *controls_requirement(const struct subject *subject);

/* The first scheme of that; NULL: there is none. */
const struct scheme *controls_scheme(const struct subject *subject);

/* Sends one control; its shot goes into slot[control]. */
NODISCARD enum err controls_shot(struct subject *subject, enum control control,
                                 struct shot *slot[static 4]);

/* Picks for each identity the requirement that it comes furthest with, and of the identities the
 * one that attacks are compared with: one that is served, else one that gets past. Errors:
 * ERR_MEMORY.
 */
NODISCARD enum err controls_choose(struct subject *subject);

/* Makes the samples of what was answered into the subject's controls, and learns what changes from
 * answer to answer. Errors: ERR_MEMORY. */
NODISCARD enum err controls_take(struct subject *subject);

#endif
