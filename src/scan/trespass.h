/* SPDX-License-Identifier: Apache-2.0 */
/* Trespass: one identity asks for what is another's, and what he gets is held against what the
 * owner gets. */
#ifndef POSTERN_SCAN_TRESPASS_H
#define POSTERN_SCAN_TRESPASS_H

#include "scan/aim.h"
#include "scan/privacy.h"

struct trespass {
    struct survey *survey;
    const struct operation *operation;
    const struct identity *owner, *reader;
    struct self owner_self, reader_self;
    struct owned owned;
    struct aim aim;
    struct reply owners, readers, again;
    struct reply owners_list, readers_list;
    struct volatility volatility;
    struct privacy privacy;
    bool made;    /* the owner's object was made for this by the scan */
    bool changed; /* the owner himself saw what the reader did to it */
};

/* The reader asks for an object that only the owner's lists show, or for the owner himself.
 * *asked: a request was sent. *found: he is served what the owner is, nobody else is, and it holds
 * once more with fresh lists. Errors: ERR_MEMORY, ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err trespass_read(struct trespass *trespass, bool *asked, bool *found);

/* Something tells that the object is the owner's own business: it names him, it holds what nobody
 * tells, the contract says so, the list is refused to the reader, or its kind is private. Without
 * it, other members may be meant to see it. */
bool trespass_is_proven(const struct trespass *trespass);

/* Where the id comes from: "GET /orders shows it to anna and not to ben", in words. */
struct span trespass_origin(const struct trespass *trespass);

/* Asks for the list as the identity, and reads it. *out has status 0 where it cannot be asked for.
 * Errors: as above. */
NODISCARD enum err trespass_list(struct survey *survey, const struct operation *list,
                                 const struct identity *identity, struct reply *reply,
                                 struct listing *out);

/* Two answers say the same, but for what changes in every answer. */
bool trespass_same(const struct trespass *trespass, const struct reply *a, const struct reply *b);

/* Asks for the lists once more: *out: they still show it to the owner alone. Errors: as above. */
NODISCARD enum err trespass_still_his(struct trespass *trespass, bool *out);

/* The same request as each of them, or as nobody (NULL). Errors: as above. */
NODISCARD enum err trespass_ask(struct trespass *trespass, const struct request *request,
                                const struct identity *identity, struct reply *out);

#endif
