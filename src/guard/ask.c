/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the original request off the headers that the proxy sets. */
#include "guard/ask.h"

#include "base/mutant.h"
#include "guard/forged.h"

static bool is_declared(const struct policy *policy, struct span peer) {
    for (size_t i = 0; i < policy->config->proxies.n; i++) {
        if (span_equal(policy->config->proxies.at[i], peer)) {
            return true;
        }
    }
    return MUTANT(any_proxy);
}

/* The one field of that name; another spelling of it could be the sender's. */
static bool read_original(const struct fields *fields, struct span name, struct span *out) {
    size_t n = 0;
    VEC_EACH(const struct field, field, fields) {
        n += forged_same(field->name, name);
    }
    *out = fields_get(fields, name);
    return (n == 1 || MUTANT(original_twice)) && out->len > 0;
}

void ask_judge(struct arena *arena, const struct policy *policy, const struct ask *ask, int64_t now,
               struct facts_request *request, struct facts *facts, struct decision *decision) {
    *request = (struct facts_request){.fields = ask->fields};
    facts->path_fault = PATH_UNREAD;
    facts->path.len = 0;
    *decision = (struct decision){.ground = GROUND_PROXY, .lacking = {"", 0}};
    if (!is_declared(policy, ask->peer)) {
        return;
    }
    decision->ground = GROUND_ORIGINAL;
    if (read_original(ask->fields, SPAN("X-Original-Method"), &request->method) &&
        read_original(ask->fields, SPAN("X-Original-URI"), &request->target)) {
        judge_request(arena, policy, request, now, facts, decision);
    }
}
