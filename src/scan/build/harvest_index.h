/* SPDX-License-Identifier: Apache-2.0 */
/* What a contract's paths ask for, so that answers are searched for nothing else. */
#ifndef POSTERN_SCAN_BUILD_HARVEST_INDEX_H
#define POSTERN_SCAN_BUILD_HARVEST_INDEX_H

#include "contract/contract.h"
#include "routes/routes.h"

struct harvest_index {
    struct map nouns;     /* collections in front of a placeholder, by noun_key */
    struct map names;     /* placeholders, by noun_key */
    struct routes routes; /* templates that have placeholders */
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err harvest_index_make(struct arena *arena, const struct contract *contract,
                                      struct harvest_index **out);

/* Lays a link's path over the contract's templates: as it is, or without what stands in front of an
 * API (a base path, whoever put it there). False when it is of none. */
bool harvest_index_match(const struct harvest_index *index, struct span path,
                         struct route_match *out);

#endif
