/* SPDX-License-Identifier: Apache-2.0 */
/* Fickle: a target that serves and refuses the same request by turns. Where several operations do
 * so, what was asked twice elsewhere shows nothing: it is asked again in the end, and oftener. */
#ifndef POSTERN_SCAN_FICKLE_H
#define POSTERN_SCAN_FICKLE_H

#include "scan/subject.h"

/* Several operations answered the same request by turns. */
bool fickle_is(const struct engine *engine);

/* Learns from a subject whose attacks are judged. Errors: ERR_MEMORY. */
NODISCARD enum err fickle_note(struct subject *subject);

/* In the last round, where the target is fickle: each hit and each control again and again. Errors:
 * ERR_MEMORY. */
NODISCARD enum err fickle_ask(struct subject *subject);

/* All those answers say what the first one said. */
bool fickle_holds(const struct subject *subject);

/* Remembers what is told of a subject, in case that it has to be taken back. Errors: ERR_MEMORY. */
NODISCARD enum err fickle_told(const struct subject *subject, const struct sighting *sighting);

/* Where the target is fickle: takes back what was told, and adds its operations to those that are
 * asked again gently; all of them where many answered by turns. Errors: ERR_MEMORY. */
NODISCARD enum err fickle_recall(struct engine *engine);

#endif
