/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be seen of one object, by whoever may. */
#ifndef POSTERN_SCAN_TRESPASS_SEEN_H
#define POSTERN_SCAN_TRESPASS_SEEN_H

#include "scan/trespass.h"

/* "/orders/{id}", "/orders/{id}/cancel" of "/orders". */
bool trespass_is_below(const struct operation *operation, const struct operation *create);

/* What the owner himself gets of the object, by its plainest read; its wire is WIRE_FAILED without
 * one. Errors: ERR_MEMORY, ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err trespass_look(struct trespass *trespass, const struct operation *create,
                                 struct reply *out);

/* Whether the reader is served it, too: it may be there for all, to be bidden for or spoken of. The
 * same errors. */
NODISCARD enum err trespass_shown(struct trespass *trespass, const struct operation *create,
                                  bool *out);

/* The answer says that nothing is there. */
bool trespass_is_gone(const struct reply *reply);

/* What was sent was taken. */
bool trespass_took(const struct reply *reply);

#endif
