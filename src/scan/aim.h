/* SPDX-License-Identifier: Apache-2.0 */
/* Aim: a request for an object of somebody's, wherever its id goes: path, query or body. */
#ifndef POSTERN_SCAN_AIM_H
#define POSTERN_SCAN_AIM_H

#include "scan/survey_ask.h"

struct aim {
    const struct owned_id *id; /* that the request asks for; NULL: it asks for none of them */
    bool oneself;              /* it is the owner himself */
    bool below;                /* what is asked for is another object, which stands below it */
    bool guessed;              /* it is asked for by the name of something else */
    struct request request;
    struct request elsewhere; /* the same with an id that nobody has */
    struct request
        readers; /* the same with an id of the reader's own; without a URL: none is known */
};

/* Aims the operation at one of the ids; in the query, at parameters that need not be sent, too; in
 * the body only where it only answers. Errors: ERR_MEMORY. */
NODISCARD enum err aim_at(struct survey *survey, const struct operation *operation,
                          const struct owned *owned, struct aim *out);

/* The same at an id in its path; of a write, only at what the scan made. Errors: ERR_MEMORY. */
NODISCARD enum err aim_in_path(struct survey *survey, const struct operation *operation,
                               const struct owned *owned, struct aim *out);

/* A write that must name one of the ids in its query or its body. Errors: ERR_MEMORY. */
NODISCARD enum err aim_beside_path(struct survey *survey, const struct operation *operation,
                                   const struct owned *owned, struct aim *out);

/* Aims it at the owner himself. owned: room that lives as long as the aim. Errors: ERR_MEMORY. */
NODISCARD enum err aim_at_self(struct survey *survey, const struct operation *operation,
                               const struct self *owner, const struct self *reader,
                               struct owned *owned, struct aim *out);

/* The same for a write, whose path holds the id, with a body that no server can parse: what parses
 * might be taken, and the object is real. Not aimed where the body alone does not make success
 * impossible. Errors: ERR_MEMORY. */
NODISCARD enum err aim_unparsable(struct survey *survey, const struct operation *operation,
                                  const struct owned *owned, struct aim *out);

#endif
