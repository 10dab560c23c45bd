/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the value for a scheme among what a login gave. */
#include "base/clock.h"
#include "scan/credential/secret.h"
#include "scan/credential/wallet_bind.h"

static const struct secret *cookie_of(const struct grant *grant, struct span name) {
    VEC_EACH(const struct named_secret, cookie, &grant->cookies) {
        if (span_equal(cookie->name, name)) {
            return &cookie->secret;
        }
    }
    return NULL;
}

/* What the answer has in a field of the scheme's name, else the token. */
static enum err header_of(struct wallet *wallet, const struct credential *credential,
                          const struct grant *grant, struct secret *out) {
    struct span name = credential->scheme->parameter;
    struct span field = span_trim(fields_get(&grant->fields, name));
    *out = (struct secret){0};
    if (field.len) {
        return secret_set(wallet->identities, credential->identity->name, out, name, field);
    }
    if (wallet_is_given(wallet, credential->scheme)) {
        *out = grant->access;
    }
    return OK;
}

static enum err value_of(struct wallet *wallet, const struct credential *credential,
                         const struct grant *grant, struct secret *out) {
    const struct scheme *scheme = credential->scheme;
    const struct secret *cookie;
    *out = (struct secret){0};
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
        *out = grant->access;
        break;
    case SCHEME_HEADER:
        return header_of(wallet, credential, grant, out);
    case SCHEME_QUERY:
        *out = wallet_is_given(wallet, scheme) ? grant->access : *out;
        break;
    case SCHEME_COOKIE:
        cookie = cookie_of(grant, scheme->parameter);
        *out = cookie ? *cookie : *out;
        break;
    case SCHEME_UNKNOWN:
    case SCHEME_BASIC:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return OK;
}

enum err wallet_bind_grant(struct wallet *wallet, struct credential *credential,
                           struct grant *grant, bool *fits) {
    struct secret secret;
    struct span prefix, value;
    TRY(value_of(wallet, credential, grant, &secret));
    *fits = secret.value.len != 0;
    if (!*fits) {
        return OK;
    }
    if (credential_split(secret.value, &prefix, &value)) { /* "Bearer eyJ…" in an answer */
        secret.value = value;
        TRY(wallet_learn_prefix(wallet, credential->scheme, prefix));
    }
    if (credential->secret.value.len && !span_equal(credential->secret.value, secret.value)) {
        credential->old_value = credential->secret.value;
    }
    credential->secret = secret;
    credential->own_prefix = (struct span){NULL, 0};
    credential->grant = grant;
    credential->origin = grant->origin;
    int64_t expiry = secret_expiry(secret.value);
    bool access = span_equal(secret.value, grant->access.value);
    credential->expires = expiry ? expiry : access ? grant->expires : 0;
    short_token_keep(&credential->short_token, secret.value, credential->expires, clock_unix(),
                     true);
    if (credential->standing == STANDING_LOST || credential->standing == STANDING_REFUSED) {
        credential->standing = STANDING_UNTRIED;
    }
    return OK;
}

void wallet_unbind(struct credential *credential) {
    struct credential kept = *credential;
    *credential = (struct credential){.identity = kept.identity,
                                      .scheme = kept.scheme,
                                      .standing = STANDING_REFUSED,
                                      .origin = kept.origin,
                                      .old_value = kept.old_value};
}

enum err wallet_rebind(struct wallet *wallet, struct grant *grant) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        bool fits;
        if ((*each)->grant == grant) {
            TRY(wallet_bind_grant(wallet, *each, grant, &fits));
        }
    }
    return OK;
}
