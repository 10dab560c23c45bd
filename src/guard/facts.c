/* SPDX-License-Identifier: Apache-2.0 */
/* From a request's bytes to facts: its path, its credential, and what nobody outside may send. */
#include "guard/facts.h"

#include "base/mutant.h"
#include "guard/carrier.h"
#include "guard/forged.h"
#include "guard/same_site.h"
#include "token/authorization.h"

#include <stddef.h>

static enum err read_authorization(struct arena *arena, struct span value, struct facts *out) {
    struct authorization authorization;
    enum authorization_fault fault;
    TRY(authorization_read(arena, value, &authorization, &fault));
    out->prefix = authorization.scheme;
    if (fault == AUTHORIZATION_SOUND && span_equal_nocase(out->prefix, SPAN("Basic"))) {
        TRY(authorization_basic(arena, &authorization, &out->user, &out->password, &fault));
    }
    out->malformed = fault != AUTHORIZATION_SOUND ||
                     authorization_token(&authorization, authorization.scheme, &out->secret) !=
                         AUTHORIZATION_SOUND;
    return OK;
}

/* Unsafe methods by session need to know. */
static void read_site(const struct policy *policy, const struct facts_request *request,
                      struct facts *out) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->kind == CONFIG_SESSION && facts_carry(out, *scheme)) {
            out->same_site = same_site(&(*scheme)->config->session, request->fields);
        }
    }
}

/* Wherever they travel: two of them could be two people, and which one counts is anybody's guess.
 */
static enum err read_credential(struct arena *arena, const struct policy *policy,
                                const struct facts_request *request, struct facts *out) {
    static const struct span name = SPAN_INIT("Authorization");
    size_t fields = 0;
    while (fields_get_nth(request->fields, name, fields).ptr) {
        fields++;
    }
    size_t n = fields + carrier_count(policy, out->path.query, request->fields);
    if (n > 1 && !MUTANT(two_credentials)) {
        out->fault = GROUND_TWO;
        return OK;
    }
    out->credential = n > 0;
    if (fields) {
        return read_authorization(arena, fields_get(request->fields, name), out);
    }
    if (n) {
        TRY(carrier_read(arena, policy, out->path.query, request->fields, &out->carrier,
                         &out->secret));
        read_site(policy, request, out);
    }
    return OK;
}

bool facts_carry(const struct facts *facts, const struct policy_scheme *scheme) {
    const struct policy_carrier *carrier = facts->carrier;
    if (scheme->carrier.kind == SCHEME_UNKNOWN) {
        return facts->prefix.len &&
               (span_equal_nocase(scheme->prefix, facts->prefix) || MUTANT(any_prefix));
    }
    return carrier && carrier->kind == scheme->carrier.kind &&
           span_equal(carrier->name, scheme->carrier.name);
}

void facts_clear(struct facts *facts) {
    memset(facts, 0, offsetof(struct facts, path));
    facts->path.len = 0;
    facts->path.query = (struct span){NULL, 0};
}

enum err facts_read(struct arena *arena, const struct policy *policy,
                    const struct facts_request *request, struct facts *out) {
    facts_clear(out);
    out->method = request->method;
    out->path_fault = path_read(request->target, &out->path);
    if (out->path_fault != PATH_SOUND) {
        out->fault = GROUND_PATH;
        return OK;
    }
    if (forged_find(policy, request->fields, &out->forged)) {
        out->fault = GROUND_FORGED;
        return OK;
    }
    return read_credential(arena, policy, request, out);
}
