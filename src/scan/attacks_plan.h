/* SPDX-License-Identifier: Apache-2.0 */
/* Planning attacks: which probes are asked, wave by wave. */
#ifndef POSTERN_SCAN_ATTACKS_PLAN_H
#define POSTERN_SCAN_ATTACKS_PLAN_H

#include "scan/subject.h"

/* Probes that stand for themselves come first, then those whose cause was silent and those that
 * need the secret that signs the token; in a round of their own those that had to wait. */
enum attack_wave { ATTACK_CAUSES = 0, ATTACK_SYMPTOMS, ATTACK_LATE };

/* Asks the probes of a wave for their attacks. */
NODISCARD enum err attacks_plan(struct subject *subject, enum attack_wave wave);

/* A probe of the second wave plans with the secret that signs the token. */
bool attacks_need_secret(const struct subject *subject);

/* A probe would ask late, and nothing that hit explains beforehand what it would find. */
bool attacks_want_late(const struct subject *subject);

/* Whether some attack of the probe hit; whether one of its cause did, or of the cause of that. */
bool attacks_hit_by(const struct subject *subject, const struct probe *probe);
bool attacks_explained(const struct subject *subject, const struct probe *probe);

#endif
