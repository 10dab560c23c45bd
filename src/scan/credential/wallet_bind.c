/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the value for a scheme among what the file gives. */
#include "scan/credential/wallet_bind.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "scan/credential/login_spec.h"
#include "scan/credential/secret.h"

bool wallet_carries_token(struct span name) {
    static const struct span words[] = {SPAN_INIT("token"), SPAN_INIT("jwt"), SPAN_INIT("auth"),
                                        SPAN_INIT("session")};
    if (span_find_nocase(name, SPAN("key")) != SIZE_MAX || csrf_is_name(name)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (span_find_nocase(name, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool wallet_is_given(const struct wallet *wallet, const struct scheme *scheme) {
    return wallet_carries_token(scheme->parameter) || login_spec_of(wallet->identities, scheme);
}

struct credential *wallet_slot(struct wallet *wallet, const struct identity *identity,
                               const struct scheme *scheme) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->scheme == scheme) {
            return *each;
        }
    }
    struct credential *made = arena_new(wallet->arena, struct credential);
    if (!made || !vec_push(wallet->arena, &wallet->all, made)) {
        return NULL;
    }
    made->identity = identity;
    made->scheme = scheme;
    return made;
}

static const struct secret *named(const struct named_secret *all, size_t n, struct span name,
                                  bool nocase) {
    for (size_t i = 0; i < n; i++) {
        bool same = nocase ? span_equal_nocase(all[i].name, name) : span_equal(all[i].name, name);
        if (same) {
            return &all[i].secret;
        }
    }
    return NULL;
}

/* A value that the user wrote as it is to travel: taken apart where it carries its own prefix, so
 * that worthless and forged values get the same form. */
static enum err take_whole(struct wallet *wallet, struct credential *credential,
                           const struct secret *whole) {
    struct span prefix, value;
    credential->secret = *whole;
    credential->own_prefix = SPAN("");
    if (credential_split(whole->value, &prefix, &value)) {
        credential->secret.value = value;
        credential->own_prefix = prefix;
    }
    return wallet_learn_prefix(wallet, credential->scheme, credential->own_prefix);
}

/* A value given for the scheme by its name: without a word of its own it goes behind the scheme's.
 */
static enum err take_given(struct wallet *wallet, struct credential *credential,
                           const struct secret *given) {
    struct span prefix, value;
    if (credential_split(given->value, &prefix, &value) || MUTANT(given_unlearns_word)) {
        return take_whole(wallet, credential, given);
    }
    credential->secret = *given;
    return OK;
}

bool wallet_defines(const struct wallet *wallet, const struct scheme *scheme) {
    const struct contract *contract = wallet->contract;
    return contract && contract->schemes.n && scheme >= contract->schemes.at &&
           scheme < contract->schemes.at + contract->schemes.n;
}

static const struct secret *authorization_of(const struct identity *identity) {
    return named(identity->headers.at, identity->headers.n, SPAN("Authorization"), true);
}

/* A whole Authorization field of the identity's own, when it begins with the word. */
static bool own_authorization(const struct identity *identity, struct span word,
                              const struct secret **out) {
    const struct secret *whole = authorization_of(identity);
    *out = whole;
    return whole &&
           (word.len == 0 || (span_starts_nocase(whole->value, word) &&
                              whole->value.len > word.len && whole->value.ptr[word.len] == ' '));
}

/* Whether the user's own word may stand before tokens of a scheme in place of the scheme's: where
 * it is no other scheme's word. The user knows better than the contract, but a scheme that only we
 * think of is what its word says. */
static bool may_override(const struct wallet *wallet, const struct scheme *scheme,
                         struct span word) {
    if (span_equal_nocase(credential_prefix(scheme), word)) {
        return true;
    }
    if ((!wallet_defines(wallet, scheme) && !MUTANT(strangers_overridden)) ||
        span_equal_nocase(word, SPAN("Basic")) || span_equal_nocase(word, SPAN("Digest")) ||
        span_equal_nocase(word, SPAN("Negotiate"))) {
        return false;
    }
    VEC_EACH(const struct scheme, other, &wallet->contract->schemes) {
        bool tokens = other->kind == SCHEME_BEARER || other->kind == SCHEME_AUTHORIZATION;
        if (other != scheme && tokens && span_equal_nocase(credential_prefix(other), word)) {
            return false;
        }
    }
    return true;
}

/* The same where the word is the user's: "JWT …" for what the contract calls bearer. */
static bool overriding_authorization(const struct wallet *wallet,
                                     const struct credential *credential,
                                     const struct secret **out) {
    struct span word, value;
    *out = authorization_of(credential->identity);
    return *out && credential_split((*out)->value, &word, &value) &&
           may_override(wallet, credential->scheme, word);
}

/* Whether the contract has a place for what the file calls a bearer token. */
static bool has_bearer(const struct wallet *wallet) {
    bool any = false;
    for (size_t i = 0; wallet->contract && i < wallet->contract->schemes.n; i++) {
        any |= wallet->contract->schemes.at[i].kind == SCHEME_BEARER;
    }
    return any;
}

/* DRF's "Token" and a bearer token are kept apart: each is refused where the other belongs. Where
 * the contract has no place for the latter, its own word goes before whatever the file gives. */
static const struct secret *token_for(const struct wallet *wallet, const struct identity *identity,
                                      const struct scheme *scheme) {
    struct span prefix = credential_prefix(scheme);
    const struct secret *bearer = identity->bearer.value.len ? &identity->bearer : NULL;
    const struct secret *token = identity->token.value.len ? &identity->token : NULL;
    if (span_equal_nocase(prefix, SPAN("Token"))) {
        bool apart = (has_bearer(wallet) && !MUTANT(token_for_bearer)) ||
                     !wallet_defines(wallet, scheme) || MUTANT(bearer_never_token);
        return token || apart ? token : bearer;
    }
    bool raw = scheme->kind != SCHEME_BEARER && prefix.len == 0;
    const struct secret *first = raw ? token : bearer, *second = raw ? bearer : token;
    return first || scheme->kind == SCHEME_BEARER ? first : second;
}

static enum err bind_authorization(struct wallet *wallet, struct credential *credential) {
    const struct identity *identity = credential->identity;
    struct span word = credential_prefix(credential->scheme);
    const struct secret *whole;
    if (own_authorization(identity, word, &whole) ||
        overriding_authorization(wallet, credential, &whole)) {
        return take_whole(wallet, credential, whole);
    }
    const struct secret *token = token_for(wallet, identity, credential->scheme);
    if (!token && wallet_is_leftover(wallet, credential->scheme)) { /* the API asks for that word */
        token = identity->bearer.value.len ? &identity->bearer : NULL;
    }
    bool own = identity->prefix.len > 0;
    if (token && (!own || may_override(wallet, credential->scheme, identity->prefix))) {
        credential->secret = *token;
        if (own) {
            credential->own_prefix = identity->prefix;
            return wallet_learn_prefix(wallet, credential->scheme, identity->prefix);
        }
    }
    return OK;
}

static enum err bind_basic(struct wallet *wallet, struct credential *credential) {
    const struct secret *whole;
    if (own_authorization(credential->identity, SPAN("Basic"), &whole)) {
        return take_whole(wallet, credential, whole);
    }
    credential->secret = credential->identity->basic;
    return OK;
}

static void bind_digest(struct credential *credential) {
    const struct secret *whole;
    struct span word = credential_prefix(credential->scheme);
    if (own_authorization(credential->identity, word, &whole)) {
        credential->secret = *whole;
        credential->secret.value = span_trim(span_from_index(whole->value, word.len));
        credential->own_prefix = span_slice(whole->value, 0, word.len);
    }
}

/* In a header of its own: what the file gives by that name, else a token that needs a word. */
static enum err bind_header(struct wallet *wallet, struct credential *credential) {
    const struct identity *identity = credential->identity;
    struct span name = credential->scheme->parameter;
    const struct secret *whole = named(identity->headers.at, identity->headers.n, name, true);
    if (whole) {
        return take_whole(wallet, credential, whole);
    }
    if (wallet_carries_token(name)) {
        const struct secret *token = token_for(wallet, identity, credential->scheme);
        credential->secret = token ? *token : (struct secret){0};
    }
    return OK;
}

static void bind_named(struct credential *credential, const struct named_secret *all, size_t n) {
    const struct secret *found = named(all, n, credential->scheme->parameter, false);
    credential->secret = found ? *found : (struct secret){0};
}

static enum err bind_by_kind(struct wallet *wallet, struct credential *credential) {
    const struct identity *identity = credential->identity;
    switch (credential->scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
        return bind_authorization(wallet, credential);
    case SCHEME_DIGEST:
        bind_digest(credential);
        break;
    case SCHEME_BASIC:
        return bind_basic(wallet, credential);
    case SCHEME_HEADER:
        return bind_header(wallet, credential);
    case SCHEME_QUERY:
        bind_named(credential, identity->queries.at, identity->queries.n);
        break;
    case SCHEME_COOKIE:
        bind_named(credential, identity->cookies.at, identity->cookies.n);
        break;
    case SCHEME_MUTUAL_TLS:
        if (identity->certificate.len) {
            credential->secret = (struct secret){identity->certificate, SPAN("")};
        }
        break;
    case SCHEME_UNKNOWN:
        break;
    }
    return OK;
}

enum err wallet_bind_file(struct wallet *wallet, struct credential *credential) {
    const struct identity *identity = credential->identity;
    const struct secret *given =
        named(identity->schemes.at, identity->schemes.n, credential->scheme->name, false);
    bool flag = span_equal(identity->place.file, SPAN("-H"));
    credential->origin = flag ? SPAN("-H") : SPAN("the identities file");
    if (given) {
        TRY(take_given(wallet, credential, given));
    } else {
        TRY(bind_by_kind(wallet, credential));
    }
    credential->expires = secret_expiry(credential->secret.value);
    short_token_keep(&credential->short_token, credential->secret.value, credential->expires,
                     clock_unix(), false);
    return OK;
}
