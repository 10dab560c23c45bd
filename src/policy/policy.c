/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the operation of a request. */
#include "policy/policy.h"

#include "base/mutant.h"

void policy_free(struct policy *policy) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if (!(*scheme)->config->remote.url.len) { /* else the fetcher's */
            keys_free(&(*scheme)->keys);
        }
        cache_free(&(*scheme)->verifier.cache);
        jws_head_free(&(*scheme)->head);
    }
    policy->schemes.n = 0;
}

bool policy_carries_token(const struct scheme *scheme) {
    return (scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION) &&
           scheme->prefix.len > 0;
}

static const struct policy_operation *find_on(const struct route *route, struct span method) {
    const struct policy_operation *found = route_has(route, method);
    if (!found && span_equal(method, SPAN("HEAD")) && !MUTANT(head_apart)) {
        found = route_has(route, SPAN("GET"));
    }
    if (MUTANT(options_exempt) && !found && span_equal(method, SPAN("OPTIONS"))) {
        found = route_has(route, SPAN("GET"));
    }
    return found ? found : route_has(route, SPAN("*"));
}

const struct policy_operation *policy_find(const struct policy *policy, struct span method,
                                           struct span path) {
    const struct policy_operation *found = find_on(routes_find(&policy->routes, path), method);
    bool loosely = policy->config->serving.append_slash || MUTANT(slash_loosely);
    return found || !loosely ? found : find_on(routes_find_loosely(&policy->routes, path), method);
}
