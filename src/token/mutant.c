/* SPDX-License-Identifier: Apache-2.0 */
/* The planted bugs that take more than a word: the wrong algorithm, the wrong key. Nothing of this
 * is linked into a build without a mutant. */
#include "token/mutant.h"

#include "token/forge.h"
#include "token/jws.h"
#include "token/key.h"

static bool accept(enum token_reason *reason) {
    *reason = TOKEN_ACCEPTED;
    return true;
}

/* alg none, all of it or what is not spelled in small letters. */
static bool unsigned_passes(const struct jws *jws) {
    bool none = span_equal_nocase(jws->alg_name, SPAN("none"));
    bool small = span_equal(jws->alg_name, SPAN("none"));
    return none && (MUTANT(alg_none) || (MUTANT(alg_casing) && !small));
}

static bool verifies(enum alg alg, EVP_PKEY *pkey, const struct jws *jws) {
    KEY_SCOPE key = {0};
    enum key_fault fault;
    enum token_reason reason = TOKEN_REFUSED;
    return key_from_pkey(&key, alg, (struct span){NULL, 0}, pkey, &fault) == OK &&
           key_verify(&key, jws->signing_input, jws->signature, &reason) == OK &&
           reason == TOKEN_ACCEPTED;
}

/* The public key's PEM as HMAC secret: what a library does that believes the header. */
static bool confused(const struct key *key, const struct jws *jws) {
    struct forge_signer signer = {.alg = jws->alg};
    struct span mac;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    return key->pkey && alg_info(jws->alg)->family == FAMILY_HMAC &&
           pkey_public(&arena, key->pkey, PKEY_SPKI_PEM, &signer.secret) == OK &&
           forge_signature(&arena, &signer, jws->signing_input, &mac) == OK &&
           span_equal(mac, jws->signature);
}

static bool embedded(const struct jws *jws) {
    JWK_SCOPE jwk = {0};
    enum key_fault fault;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *node = node_get(jws->header_node, SPAN("jwk"));
    return node && jwk_read(&arena, node, &jwk, &fault) == OK && jwk.pkey &&
           verifies(jws->alg, jwk.pkey, jws);
}

bool mutant_accepts(const struct jws *jws, enum token_reason *reason) {
    if (unsigned_passes(jws) || (MUTANT(embedded_key) && embedded(jws))) {
        return accept(reason);
    }
    return false;
}

bool mutant_verifies(const struct key *key, const struct jws *jws, enum token_reason *reason) {
    bool same_family = alg_info(key->alg)->family == alg_info(jws->alg)->family;
    if ((MUTANT(alg_unbound) && confused(key, jws)) ||
        (MUTANT(hash_any) && key->pkey && same_family && verifies(jws->alg, key->pkey, jws))) {
        return accept(reason);
    }
    return false;
}
