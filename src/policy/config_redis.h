/* SPDX-License-Identifier: Apache-2.0 */
/* Where guards share what they count: the configuration's "redis". */
#ifndef POSTERN_POLICY_CONFIG_REDIS_H
#define POSTERN_POLICY_CONFIG_REDIS_H

#include "policy/member.h"

struct config_redis {
    const struct node *node;   /* NULL: nothing is shared */
    struct span address;       /* "unix:PATH", or an IP address with a port */
    struct span key, password; /* paths of files; with a NUL behind; password empty: none */
    struct span username;      /* empty: Redis's own default */
    struct span prefix;        /* of the names of its keys */
    int64_t database;
    int64_t patience;   /* seconds without an answer until it is gone */
    bool goes_on_blind; /* what was known last counts when it is */
};

/* Reads "redis"; node may be NULL. What is wrong is told. */
void config_redis_read(const struct member_reader *reader, const struct node *node,
                       struct config_redis *out);

#endif
