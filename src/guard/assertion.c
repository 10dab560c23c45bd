/* SPDX-License-Identifier: Apache-2.0 */
/* A short-lived JWS of what was decided. */
#include "guard/assertion.h"

#include "base/mutant.h"
#include "guard/users/rights.h"
#include "text/json.h"
#include "token/forge.h"

/* A type of its own, so that no token of anybody else's is taken for one (RFC 8725, 3.11). */
static const struct span HEADER =
    SPAN_INIT("{\"alg\":\"HS256\",\"typ\":\"postern-assertion+jwt\"}");

static void put(struct json_writer *w, const char *key, struct span value) {
    json_key(w, key);
    json_string(w, value);
}

static void put_who(struct json_writer *w, const struct decision *decision) {
    const struct policy_choice *choice = decision->choice;
    if (!decision->claims || !choice) {
        return;
    }
    BUF_SCOPE scopes = {0};
    put(w, "sub", node_scalar(rights_claim(decision->claims, decision->user, SPAN("sub"))));
    put(w, "scheme", choice->scheme->config->name);
    rights_write(&scopes, node_get(decision->claims, choice->scheme->config->scope_claim));
    put(w, "scope", buf_span(&scopes));
    w->out->failed |= scopes.failed;
}

static void write_payload(struct buf *out, const struct policy *policy, const struct facts *facts,
                          const struct decision *decision, int64_t now) {
    const struct config_assertion *config = &policy->config->assertion;
    struct json_writer w = {.out = out};
    json_begin_object(&w);
    put(&w, "iss", SPAN("postern-guard"));
    put(&w, "aud", config->audience);
    json_key(&w, "iat");
    json_i64(&w, now);
    json_key(&w, "exp");
    json_i64(&w, now + config->lifetime);
    put(&w, "method", facts->method);
    put(&w, "path", path_span(&facts->path));
    put_who(&w, decision);
    json_end_object(&w);
}

enum err assertion_make(struct arena *arena, const struct policy *policy, const struct facts *facts,
                        const struct decision *decision, int64_t now, struct span *out) {
    *out = SPAN("");
    if (!policy->assertion_secret.len ||
        (decision->effect != EFFECT_PERMIT && !MUTANT(assert_refusals))) {
        return OK;
    }
    BUF_SCOPE payload = {0};
    write_payload(&payload, policy, facts, decision, now);
    TRY(buf_status(&payload));
    struct forge_signer signer = {.alg = ALG_HS256, .secret = policy->assertion_secret};
    return forge_token(arena, HEADER, buf_span(&payload), &signer, out);
}
