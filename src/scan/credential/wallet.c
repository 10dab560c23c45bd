/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping credentials by identity and scheme, and putting them on requests. */
#include "scan/credential/wallet.h"

#include "scan/build/build.h"
#include "scan/credential/wallet_bind.h"

#include <limits.h>

void wallet_init(struct wallet *wallet, struct arena *arena, const struct identities *identities) {
    *wallet = (struct wallet){.arena = arena, .identities = identities};
}

static struct credential *slot(struct wallet *wallet, const struct identity *identity,
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
    made->generation = UINT_MAX;
    return made;
}

const struct credential *wallet_find(struct wallet *wallet, const struct identity *identity,
                                     const struct scheme *scheme) {
    struct credential *credential =
        identity && scheme && !identity->failed ? slot(wallet, identity, scheme) : NULL;
    unsigned generation = wallet->identities ? wallet->identities->generation : 0;
    if (!credential) {
        return NULL;
    }
    if (credential->generation != generation) {
        if (wallet_bind(wallet->arena, credential) != OK) {
            return NULL;
        }
        credential->generation = generation;
    }
    return credential->value.len ? credential : NULL;
}

struct span wallet_prefix(const struct wallet *wallet, const struct scheme *scheme) {
    (void)wallet;
    return credential_prefix(scheme);
}

bool wallet_meets(struct wallet *wallet, const struct identity *identity,
                  const struct requirement *requirement) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (!wallet_find(wallet, identity, need->scheme)) {
            return false;
        }
    }
    return requirement->needs.n != 0;
}

const struct requirement *wallet_choose(struct wallet *wallet, const struct identity *identity,
                                        const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (wallet_meets(wallet, identity, requirement)) {
            return requirement;
        }
    }
    return NULL;
}

/* What Django takes for a CSRF token: 64 letters and digits, of which it only asks that cookie and
 * header hold the same ("double submit"). So a session that came without one can write all the
 * same.
 */
#define ANY_CSRF_TOKEN "posternMadeUpCsrfTokenposternMadeUpCsrfTokenposternMadeUpCsrfTok"

/* Whenever a session writes, the CSRF token goes along, in its cookie and in its header. */
static enum err put_csrf(struct arena *arena, const struct identity *identity,
                         struct request *request) {
    struct span cookie = identity->csrf_cookie.len ? identity->csrf_cookie : SPAN("csrftoken");
    struct span header = identity->csrf_header.len ? identity->csrf_header : SPAN("X-CSRFToken");
    struct span value = identity->csrf.value;
    if (build_is_read(request->method)) {
        return OK;
    }
    if (!value.len) {
        value = wallet_named(identity->cookies.at, identity->cookies.n, cookie, false);
    }
    value = value.len ? value : SPAN(ANY_CSRF_TOKEN);
    TRY(credential_cookie(arena, request, cookie, value));
    if (span_starts_nocase(request->url, SPAN("https:"))) { /* Django asks for it there */
        TRY(credential_field(arena, request, SPAN("Referer"), request->url));
    }
    return credential_field(arena, request, header, value);
}

enum err wallet_present_scheme(struct wallet *wallet, struct arena *arena,
                               const struct identity *identity, const struct scheme *scheme,
                               struct request *request) {
    const struct credential *credential = wallet_find(wallet, identity, scheme);
    if (!credential) {
        return ERR_MISSING;
    }
    TRY(credential_put(arena, scheme, credential->prefix, credential->value, request));
    return scheme->kind == SCHEME_COOKIE ? put_csrf(arena, identity, request) : OK;
}

enum err wallet_present(struct wallet *wallet, struct arena *arena, const struct identity *identity,
                        const struct requirement *requirement, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        TRY(wallet_present_scheme(wallet, arena, identity, need->scheme, request));
    }
    return OK;
}

enum err wallet_worthless(struct wallet *wallet, struct arena *arena,
                          const struct requirement *requirement, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (need->scheme) {
            struct span value = credential_worthless(arena, need->scheme);
            TRY_PTR(value.ptr);
            TRY(credential_put(arena, need->scheme, wallet_prefix(wallet, need->scheme), value,
                               request));
        }
    }
    return OK;
}

static bool is_token(const struct scheme *scheme) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_HEADER:
    case SCHEME_COOKIE:
        return true;
    case SCHEME_UNKNOWN:
    case SCHEME_BASIC:
    case SCHEME_QUERY:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return false;
}

bool wallet_presented(struct wallet *wallet, const struct identity *identity,
                      const struct requirement *requirement, struct presented *out) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        const struct credential *credential = wallet_find(wallet, identity, need->scheme);
        if (credential && is_token(need->scheme)) {
            *out =
                (struct presented){need->scheme, credential, credential->value, credential->prefix};
            return true;
        }
    }
    return false;
}

enum err presented_replace(struct arena *arena, const struct presented *presented,
                           struct span value, struct request *request) {
    return credential_put(arena, presented->scheme, presented->prefix, value, request);
}
