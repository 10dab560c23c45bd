/* SPDX-License-Identifier: Apache-2.0 */
/* Trespass on what the scan made: with writes allowed, the owner makes an object, the reader acts
 * on it, and it is taken away again. */
#ifndef POSTERN_SCAN_TRESPASS_MADE_H
#define POSTERN_SCAN_TRESPASS_MADE_H

#include "scan/trespass.h"

/* Called for each operation that lets the reader act on the owner's object. */
typedef enum err trespass_found(struct trespass *trespass);

/* True for an operation that makes objects which another operation addresses. */
bool trespass_makes(const struct survey *survey, const struct operation *operation);

/* Makes an object, where lists show it to its owner alone, and tries all operations on it: those
 * below its collection, and those that name it in the query or the body. One that a deletion took
 * is made anew. Errors: ERR_MEMORY, ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err trespass_on_made(struct survey *survey, const struct operation *create,
                                    const struct identity *owner, const struct identity *reader,
                                    trespass_found *found);

#endif
