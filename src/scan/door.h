/* SPDX-License-Identifier: Apache-2.0 */
/* Doors: logins as they worked, to be tried again with other names, passwords and cookies. */
#ifndef POSTERN_SCAN_DOOR_H
#define POSTERN_SCAN_DOOR_H

#include "scan/credential/identity.h"

/* One request that logged somebody in. */
struct door {
    const struct identity *identity;
    struct request request;     /* its body: with places for name and password */
    bool basic;                 /* they travel by Basic instead, whatever the body is */
    struct span user, password; /* as they stood there */
    struct fields answer;       /* the fields that it was answered with */
};

struct doors {
    VEC(struct door) all; /* one for each place and identity */
};

/* Keeps a login that succeeded, if its body or its Basic pair holds an identity's name and
 * password. Errors: ERR_MEMORY. */
NODISCARD enum err door_note(struct arena *arena, const struct identities *identities,
                             const struct exchange *exchange, struct doors *out);

/* True of the first door at its place: where any identity's will do, this one is tried. */
bool door_is_first(const struct doors *doors, const struct door *door);

/* The request with another name and password in their places, as they are written there. Errors:
 * ERR_MEMORY. */
NODISCARD enum err door_request(struct arena *arena, const struct door *door, struct span user,
                                struct span password, struct request *out);

#endif
