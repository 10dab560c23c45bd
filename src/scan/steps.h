/* SPDX-License-Identifier: Apache-2.0 */
/* The pieces of which the stages of a subject are made. */
#ifndef POSTERN_SCAN_STEPS_H
#define POSTERN_SCAN_STEPS_H

#include "scan/engine_private.h"

/* Sends the anonymous, garbage and wrong-scheme controls, and one for each identity. */
NODISCARD enum err controls_send(struct subject *subject);

/* Sends one control; its shot goes into slot[control]. */
NODISCARD enum err controls_shot(struct subject *subject, enum control control,
                                 struct shot *slot[static 4]);

/* Picks the identity that attacks are compared with: one that is served, else one that gets past.
 */
void controls_choose(struct subject *subject);

/* Keeps, for each identity, a read that it was served by. */
NODISCARD enum err canary_remember(struct subject *subject);

/* The shot of an identity that was served elsewhere and gets 401 here; or NULL. */
struct shot *canary_doubt(struct subject *subject);

/* Asks the identity's canary; the subject goes on in STAGE_CANARY. */
NODISCARD enum err canary_send(struct subject *subject, const struct identity *identity);

/* The subject waits for a new credential, then starts over. */
void canary_want_renewal(struct subject *subject, const struct identity *identity);

/* The credential died while attacks ran: their answers tell nothing. */
bool canary_died(const struct subject *subject);

/* Nearest evidence on whether refusals are shown openly: this path's, or that of a path above. */
bool path_memory_shows(const struct engine *engine, struct span path);
NODISCARD enum err path_memory_learn(struct subject *subject);

/* Asks the probes for their attacks: those that stand for themselves, or those whose cause was
 * silent. */
NODISCARD enum err attacks_plan(struct subject *subject, bool symptoms);

/* Sends those that were planned and not sent. */
void attacks_send(struct subject *subject);

bool attacks_is_hit(const struct subject *subject, const struct attack *attack);

/* Judges the attacks that were not judged yet, and keeps those that hit. */
NODISCARD enum err attacks_collect(struct subject *subject);

/* A combined hit stands only when none of its parts does. */
void attacks_drop_narrowed(struct subject *subject);

/* A hit whose probe's cause hit as well is a symptom of that. */
void attacks_drop_symptoms(struct subject *subject);

/* The fresh controls say the same as the first ones. */
bool attacks_controls_hold(const struct subject *subject);

/* Redirected to the same path with a slash behind it: Django's APPEND_SLASH, and others' ways. shot
 * may be NULL. */
bool detour_wants_slash(const struct subject *subject, const struct shot *shot);

/* Puts a slash behind the path of the draft. */
NODISCARD enum err detour_add_slash(struct subject *subject);

/* The operation refuses, and the contract does not say what it asks for: that is to be inferred. */
bool detour_wants_inference(const struct subject *subject);

/* Gives the subject an operation of its own that declares it. */
NODISCARD enum err detour_infer(struct subject *subject);

/* The end: confirmed hits become findings, the gate a row of the matrix. */
NODISCARD enum err outcome_tell(struct subject *subject);

#endif
