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

/* Where each proxy says what the request was. Envoy's question has its method and path. */
struct wording {
    struct span method, target;
};

static const struct wording WORDINGS[DIALECT_COUNT] = {
    [DIALECT_NGINX] = {SPAN_INIT("X-Original-Method"), SPAN_INIT("X-Original-URI")},
    [DIALECT_TRAEFIK] = {SPAN_INIT("X-Forwarded-Method"), SPAN_INIT("X-Forwarded-Uri")},
    [DIALECT_CADDY] = {SPAN_INIT("X-Forwarded-Method"), SPAN_INIT("X-Forwarded-Uri")},
    [DIALECT_HAPROXY] = {SPAN_INIT("X-Original-Method"), SPAN_INIT("X-Original-URI")},
};

/* The one field of that name; another spelling of it could be the sender's. */
static bool read_original(const struct fields *fields, struct span name, struct span *out) {
    size_t n = 0;
    VEC_EACH(const struct field, field, fields) {
        n += forged_same(field->name, name);
    }
    *out = fields_get(fields, name);
    return (n == 1 || MUTANT(original_twice)) && out->len > 0;
}

static bool read_itself(const struct config_serving *serving, const struct ask *ask,
                        struct facts_request *request) {
    request->method = ask->method;
    request->target = span_from_index(ask->target, serving->path_prefix.len);
    return ask->method.len && span_starts(ask->target, serving->path_prefix) &&
           span_starts(request->target, SPAN("/"));
}

static bool read_request(const struct policy *policy, const struct ask *ask,
                         struct facts_request *request) {
    const struct config_serving *serving = &policy->config->serving;
    const struct wording *wording = &WORDINGS[serving->dialect];
    return wording->method.len ? read_original(ask->fields, wording->method, &request->method) &&
                                     read_original(ask->fields, wording->target, &request->target)
                               : read_itself(serving, ask, request);
}

static bool is_plain(const struct policy *policy, const struct ask *ask) {
    struct span protocol;
    return policy->config->serving.https_only && !MUTANT(any_protocol) &&
           !(read_original(ask->fields, SPAN("X-Forwarded-Proto"), &protocol) &&
             span_equal_nocase(protocol, SPAN("https")));
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
    bool read = read_request(policy, ask, request);
    decision->ground = read ? GROUND_PLAIN : GROUND_ORIGINAL;
    if (read && !is_plain(policy, ask)) {
        struct judge_users users = ask->users;
        client_of(ask->fields, &policy->config->proxies, &users.client);
        judge_request(arena, policy, &users, request, now, facts, decision);
    }
}
