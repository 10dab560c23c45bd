/* SPDX-License-Identifier: Apache-2.0 */
/* Request bodies. */
#ifndef POSTERN_SCAN_BUILD_BODY_H
#define POSTERN_SCAN_BUILD_BODY_H

#include "scan/build/builder.h"

/* Body and Content-Type of the request. */
NODISCARD enum err build_body(struct builder *b);

/* Another body for an operation that takes one: with other names and numbers for each variant,
 * where its schema leaves a choice. {NULL, 0} where there is none. Errors: ERR_MEMORY. */
NODISCARD enum err build_other_body(struct arena *arena, const struct contract *contract,
                                    const struct operation *operation,
                                    const struct known_values *known, size_t variant,
                                    struct span *out);

#endif
