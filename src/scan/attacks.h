/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks: what hit, and whether it stands when asked again. */
#ifndef POSTERN_SCAN_ATTACKS_H
#define POSTERN_SCAN_ATTACKS_H

#include "scan/subject.h"

enum { ATTACK_REPEATS = 1 };

/* Sends those that were planned and not sent; whether there are any. */
bool attacks_waiting(const struct subject *subject);
NODISCARD enum err attacks_send(struct subject *subject);

/* Whether the attack hit, or its answer tells nothing. */
bool attacks_hit(const struct subject *subject, const struct attack *attack);
bool attacks_tells(const struct attack *attack);

/* Judges the attacks that were not judged yet, keeps those that hit, and queues the parts of those
 * that are combined. */
NODISCARD enum err attacks_collect(struct subject *subject);

/* So many untold answers are the target's state, and no matter of single attacks. */
enum { ATTACK_RETRIES = 10 };
size_t attacks_untold(const struct subject *subject);

/* Sends those once more, one after the other, whose answers told nothing. */
NODISCARD enum err attacks_retry(struct subject *subject);
NODISCARD enum err attacks_judge_retried(struct subject *subject);

/* How many there were to be, and how many of them were judged: with an answer that tells something,
 * between controls that agree. */
struct attack_count attacks_count(const struct subject *subject);

/* Drops hits that say no more than others: combined ones of which a part hit, and symptoms. */
void attacks_sift(struct subject *subject);

/* Sends the hits again. */
NODISCARD enum err attacks_confirm(struct subject *subject);

/* Whether the hits, asked again, got answers that tell something. */
bool attacks_confirmation_tells(const struct subject *subject);

/* Says which hits are confirmed. hold: the controls around them agree. */
void attacks_conclude(struct subject *subject, bool hold);

/* The answer to the hit's request, asked once more, is a hit as well. */
bool attacks_hit_again(const struct subject *subject, const struct hit *hit,
                       const struct shot *shot);

/* Some confirmed hit was served without a valid credential. */
bool attacks_opened(const struct subject *subject);

#endif
