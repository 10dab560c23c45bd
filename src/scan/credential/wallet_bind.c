/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the value for a scheme among what the file and logins gave. */
#include "scan/credential/wallet_bind.h"

struct span wallet_named(const struct named_secret *all, size_t n, struct span name, bool nocase) {
    for (size_t i = 0; i < n; i++) {
        bool same = nocase ? span_equal_nocase(all[i].name, name) : span_equal(all[i].name, name);
        if (same) {
            return all[i].secret.value;
        }
    }
    return (struct span){NULL, 0};
}

/* A whole Authorization field of the identity's own, when it begins with the prefix: taken apart,
 * the prefix as it is spelled there. */
static bool take_own(struct credential *credential, struct span prefix) {
    const struct identity *identity = credential->identity;
    struct span whole =
        wallet_named(identity->headers.at, identity->headers.n, SPAN("Authorization"), true);
    bool fits = prefix.len == 0 ? whole.len != 0
                                : span_starts_nocase(whole, prefix) && whole.len > prefix.len &&
                                      whole.ptr[prefix.len] == ' ';
    if (fits) {
        credential->prefix = span_slice(whole, 0, prefix.len);
        credential->value = span_trim(span_from_index(whole, prefix.len));
    }
    return fits;
}

/* DRF's "Token" and a bearer token are kept apart: each is refused where the other belongs. */
static struct span token_for(const struct identity *identity, const struct scheme *scheme) {
    struct span prefix = credential_prefix(scheme);
    if (span_equal_nocase(prefix, SPAN("Token"))) {
        return identity->token.value;
    }
    bool raw = scheme->kind == SCHEME_AUTHORIZATION && prefix.len == 0;
    struct span first = raw ? identity->token.value : identity->bearer.value;
    struct span second = raw ? identity->bearer.value : identity->token.value;
    return first.len || scheme->kind != SCHEME_AUTHORIZATION ? first : second;
}

static struct span cookie_for(const struct identity *identity, struct span name) {
    struct span given = wallet_named(identity->cookies.at, identity->cookies.n, name, false);
    bool session = identity->session_cookie.len && span_equal(identity->session_cookie, name);
    return given.len == 0 && session ? identity->session.value : given;
}

static enum err bind_basic(struct arena *arena, struct credential *credential) {
    const struct identity *identity = credential->identity;
    bool own = identity->basic_user.len != 0;
    struct span user = own ? identity->basic_user : identity->username;
    struct span password = own ? identity->basic_password.value : identity->password.value;
    if (!take_own(credential, SPAN("Basic")) && user.len && password.ptr) {
        credential->value = credential_basic(arena, user, password);
        TRY_PTR(credential->value.ptr);
    }
    return OK;
}

enum err wallet_bind(struct arena *arena, struct credential *credential) {
    const struct identity *identity = credential->identity;
    const struct scheme *scheme = credential->scheme;
    credential->prefix = credential_prefix(scheme);
    credential->value = (struct span){NULL, 0};
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
        if (!take_own(credential, credential->prefix)) {
            credential->value = token_for(identity, scheme);
        }
        break;
    case SCHEME_DIGEST:
        (void)take_own(credential, credential->prefix);
        break;
    case SCHEME_BASIC:
        return bind_basic(arena, credential);
    case SCHEME_HEADER:
        credential->value =
            wallet_named(identity->headers.at, identity->headers.n, scheme->parameter, true);
        break;
    case SCHEME_QUERY:
        credential->value =
            wallet_named(identity->queries.at, identity->queries.n, scheme->parameter, false);
        break;
    case SCHEME_COOKIE:
        credential->value = cookie_for(identity, scheme->parameter);
        break;
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return OK;
}
