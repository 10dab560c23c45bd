/* SPDX-License-Identifier: Apache-2.0 */
/* How many failures are allowed: the configuration's "limits". */
#ifndef POSTERN_POLICY_CONFIG_LIMITS_H
#define POSTERN_POLICY_CONFIG_LIMITS_H

#include "policy/member.h"

/* Member and what it is where nothing is said. Failures within the window; 0: as many as one likes.
 */
#define CONFIG_LIMITS_LIST(X)                                               \
    X(user, 10)          /* of one name, from one address */                \
    X(token, 10)         /* of tokens that begin alike, from one address */ \
    X(address, 100)      /* of passwords and tokens, from one address */    \
    X(signatures, 10000) /* of JWTs, from one address */                    \
    X(everywhere, 100)   /* of one name or beginning: from then on an address has one try */

enum { CONFIG_WINDOW_SECONDS = 900, CONFIG_WINDOW_MOST = 86400 };

struct config_limits {
    int64_t window; /* seconds */
#define CONFIG_LIMITS_FIELD(name, most) int64_t name;
    CONFIG_LIMITS_LIST(CONFIG_LIMITS_FIELD)
#undef CONFIG_LIMITS_FIELD
};

/* Reads "limits"; node may be NULL. What is wrong is told. */
void config_limits_read(const struct member_reader *reader, const struct node *node,
                        struct config_limits *out);

#endif
