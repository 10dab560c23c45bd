/* SPDX-License-Identifier: Apache-2.0 */
/* A token that lives shortly: kept, to be shown again when it has ended. */
#ifndef POSTERN_SCAN_SHORT_TOKEN_H
#define POSTERN_SCAN_SHORT_TOKEN_H

#include "base/span.h"

#include <stdbool.h>
#include <stdint.h>

struct short_token {
    struct span value; /* {NULL, 0}: none is kept */
    int64_t ends;      /* seconds since 1970, by our clock */
    int64_t life;      /* seconds */
    bool stated;       /* in the token itself, so that using it cannot prolong its life */
};

/* Keeps the first token that lives 90 seconds or less. expires: seconds since 1970, by the issuer's
 * clock; 0: unknown. now: when it was got. issued: by a login just now, not by the user's file. */
void short_token_keep(struct short_token *token, struct span value, int64_t expires, int64_t now,
                      bool issued);

#endif
