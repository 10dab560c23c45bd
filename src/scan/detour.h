/* SPDX-License-Identifier: Apache-2.0 */
/* Detours: what a first answer shows the contract to have left out, a slash or a scheme; or us to
 * have added, an Origin. */
#ifndef POSTERN_SCAN_DETOUR_H
#define POSTERN_SCAN_DETOUR_H

#include "scan/subject.h"

/* Redirected to the same path with a slash behind it: Django's APPEND_SLASH, and others' ways. */
bool detour_wants_slash(const struct subject *subject);

/* Puts a slash behind the path of the draft. */
NODISCARD enum err detour_add_slash(struct subject *subject);

/* The operation refuses, and the contract does not say what it asks for: that is to be inferred. */
bool detour_wants_inference(const struct subject *subject);

/* Everybody gets the same error for a made-up id: perhaps no route takes ids of that form. */
bool detour_wants_id(const struct subject *subject);

/* The next form of an id, and after the last the first that the operation itself took. */
void detour_next_id(struct subject *subject);

/* What a session writes was refused, or fell over, with an Origin; whether it is taken without is
 * to be seen. */
bool detour_wants_no_origin(const struct subject *subject);

/* Remembers for the whole scan whether one is taken. */
void detour_learn_origin(struct subject *subject);

/* All that the contract asks for was refused, and identities have more of which it says nothing; or
 * that did not help either. */
NODISCARD enum err detour_wants_leftover(struct subject *subject, bool *wants);

/* The chosen requirement has something of which the contract says nothing: the row tells it.
 * Errors: ERR_MEMORY. */
NODISCARD enum err detour_tell_leftover(struct subject *subject);

/* Gives the subject an operation of its own that declares it. */
NODISCARD enum err detour_infer(struct subject *subject);

#endif
