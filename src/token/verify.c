/* SPDX-License-Identifier: Apache-2.0 */
/* Shape, header, key, signature, claims: each may refuse, in this order. */
#include "token/verify.h"

#include "token/mutant.h"

static bool is_none(struct span alg) {
    return span_equal_nocase(alg, SPAN("none"));
}

/* Header members that make a token refused, whatever it says otherwise. No extension is understood
 * here, so that every crit is refused (RFC 7515, section 4.1.11), and b64 with it (RFC 7797,
 * section 7). Keys in the header are the sender's, not ours (RFC 8725, section 3.10). */
static enum token_reason judge_member(const struct verifier *verifier, const struct node *member) {
    struct span key = node_key(member);
    if (span_equal(key, SPAN("crit"))) {
        return MUTANT(crit) ? TOKEN_ACCEPTED : TOKEN_CRIT;
    }
    if (span_equal(key, SPAN("b64"))) {
        return node_true(member) ? TOKEN_ACCEPTED : TOKEN_B64;
    }
    if (span_equal(key, SPAN("zip"))) {
        return MUTANT(zip) ? TOKEN_ACCEPTED : TOKEN_ZIP;
    }
    if (verifier->pass_key_hints) {
        return TOKEN_ACCEPTED;
    }
    if (span_equal(key, SPAN("jwk"))) {
        return MUTANT(embedded_key) ? TOKEN_ACCEPTED : TOKEN_EMBEDDED_KEY;
    }
    bool remote = span_equal(key, SPAN("jku")) || span_equal(key, SPAN("x5u")) ||
                  span_equal(key, SPAN("x5c"));
    return remote && !MUTANT(remote_key) ? TOKEN_REMOTE_KEY : TOKEN_ACCEPTED;
}

/* What no header may have, before any key is looked for. */
static enum token_reason check_header(const struct verifier *verifier, const struct jws *jws) {
    if (!jws->alg_name.ptr) {
        return TOKEN_ALG_MISSING;
    }
    if (is_none(jws->alg_name)) {
        return TOKEN_ALG_NONE;
    }
    enum token_reason first = TOKEN_ACCEPTED; /* in the list's order, not in the header's */
    NODE_EACH(member, jws->header_node) {
        bool none_of_them = member->key_len > 4 || member->key_len < 3;
        enum token_reason reason = none_of_them ? TOKEN_ACCEPTED : judge_member(verifier, member);
        if (reason != TOKEN_ACCEPTED && (first == TOKEN_ACCEPTED || reason < first)) {
            first = reason;
        }
    }
    return first;
}

static enum token_reason find_key(const struct verifier *verifier, const struct jws *jws,
                                  struct key **out) {
    const struct node *kid = node_get(jws->header_node, SPAN("kid"));
    enum token_reason reason = TOKEN_REFUSED;
    if (kid && !node_is(kid, NODE_STRING)) {
        return TOKEN_KID_TYPE;
    }
    *out = keys_find(verifier->keys, node_text(kid), jws->alg, &reason);
    return *out ? TOKEN_ACCEPTED : reason;
}

/* The key's algorithm is the only one; the header may only agree (RFC 8725, section 3.1). */
static enum token_reason check_alg(const struct key *key, const struct jws *jws) {
    enum alg alg = jws->alg;
    if (alg == ALG_UNKNOWN) {
        return TOKEN_ALG_UNKNOWN;
    }
    return alg == key->alg ? TOKEN_ACCEPTED : TOKEN_ALG_MISMATCH;
}

static enum err check_signature(const struct verifier *verifier, struct key *key, struct jws *jws,
                                enum token_reason *reason) {
    if (cache_has(verifier->cache, jws->text)) {
        *reason = TOKEN_ACCEPTED;
        return OK;
    }
    if (!ahead_knows(verifier->ahead, key, jws->signing_input, jws->signature, reason)) {
        *reason = TOKEN_REFUSED;
        jws->awaited = !verifier->at_once &&
                       ahead_ask(verifier->ahead, key, jws->signing_input, jws->signature);
        if (jws->awaited) {
            return OK;
        }
        TRY(key_verify(key, jws->signing_input, jws->signature, reason));
    }
    if (*reason == TOKEN_ACCEPTED) {
        cache_add(verifier->cache, jws->text);
    }
    return OK;
}

#define REFUSE_UNLESS_ACCEPTED(call)     \
    do {                                 \
        *reason = (call);                \
        if (*reason != TOKEN_ACCEPTED) { \
            return OK;                   \
        }                                \
    } while (0)

enum err verify_jws(struct arena *arena, const struct verifier *verifier, struct span text,
                    struct jws *out, enum token_reason *reason) {
    *reason = TOKEN_REFUSED;
    enum err err = jws_split_after(arena, verifier->head, text, out);
    if (err == ERR_SYNTAX) {
        *reason = out->fault;
        return OK;
    }
    TRY(err);
    if (MUTANT_PLANTED && mutant_accepts(out, reason)) {
        return OK;
    }
    struct key *key = NULL;
    REFUSE_UNLESS_ACCEPTED(check_header(verifier, out));
    REFUSE_UNLESS_ACCEPTED(find_key(verifier, out, &key));
    if (MUTANT_PLANTED && mutant_verifies(key, out, reason)) {
        return OK;
    }
    REFUSE_UNLESS_ACCEPTED(check_alg(key, out));
    return check_signature(verifier, key, out, reason);
}

enum err verify_token(struct arena *arena, const struct verifier *verifier, int64_t now,
                      struct span text, struct jws *out, enum token_reason *reason) {
    *reason = TOKEN_REFUSED;
    TRY(claims_policy_check(&verifier->policy));
    bool known = MUTANT(cache_expiry) && cache_has(verifier->cache, text);
    TRY(verify_jws(arena, verifier, text, out, reason));
    if (*reason != TOKEN_ACCEPTED || known) {
        return OK;
    }
    *reason = TOKEN_REFUSED;
    REFUSE_UNLESS_ACCEPTED(
        (claims_check_typ(&verifier->policy, out->header_node, reason), *reason));
    enum err err = jws_parse_payload(arena, out);
    if (err == ERR_SYNTAX) {
        *reason = out->fault;
        return OK;
    }
    TRY(err);
    return claims_check(&verifier->policy, now, out->payload_node, reason);
}
