/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that are fetched: from which address, how often, and how long they count when it is gone. */
#ifndef POSTERN_POLICY_CONFIG_REMOTE_H
#define POSTERN_POLICY_CONFIG_REMOTE_H

#include "policy/member.h"

struct config_remote {
    struct span url; /* empty: the key is a file */
    struct span ca;  /* path of the certificates that its server's is held against; with a NUL
                        behind; empty: the system's */
    int64_t refresh; /* seconds from one fetch to the next */
    int64_t stale;   /* seconds that keys count after the last fetch that succeeded */
};

/* Reads the members of a scheme whose "key" may be an address: https, or http to a loopback
 * address. What is wrong is told. */
void config_remote_read(const struct member_reader *reader, const struct node *scheme,
                        struct span key, const struct member_texts *algorithms,
                        struct config_remote *out);

#endif
