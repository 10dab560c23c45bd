/* SPDX-License-Identifier: Apache-2.0 */
/* What the configuration says about serving: to which proxy, how strictly, watched from where. */
#ifndef POSTERN_POLICY_CONFIG_SERVING_H
#define POSTERN_POLICY_CONFIG_SERVING_H

#include "policy/member.h"

/* Whose question it is, and its name in the configuration. */
#define DIALECT_LIST(X)   \
    X(NGINX, "nginx")     \
    X(ENVOY, "envoy")     \
    X(TRAEFIK, "traefik") \
    X(CADDY, "caddy")     \
    X(HAPROXY, "haproxy")

#define DIALECT_ENUM(code, name) DIALECT_##code,
enum dialect { DIALECT_LIST(DIALECT_ENUM) DIALECT_COUNT };
#undef DIALECT_ENUM

struct config_serving {
    enum dialect dialect;
    struct span path_prefix; /* that Envoy puts before the original path; empty: none */
    bool https_only;         /* the proxy must say that the request came by HTTPS */
    bool append_slash;       /* as Django's APPEND_SLASH: the final slash makes no difference */
    bool observe;            /* everything passes; what would be refused is told */
    bool log_may_fail;       /* decisions count though they cannot be written down */
    struct span user,
        group;       /* who to be once it was started as root; with a NUL behind; empty: not said */
    bool unconfined; /* no system call is refused */
    struct span metrics; /* an address for whoever watches it; empty: none */
    const struct node *metrics_node;
};

/* Reads them off the root. All that is wrong is told. */
void config_serving_read(const struct member_reader *reader, const struct node *root,
                         struct config_serving *out);

#endif
