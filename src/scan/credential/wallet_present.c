/* SPDX-License-Identifier: Apache-2.0 */
/* Putting credentials on requests: genuine ones, worthless ones, and what goes with either. */
#include "base/mutant.h"
#include "scan/build/build_effect.h"
#include "scan/credential/wallet.h"

/* The pair that the identity's logins gave; of nobody: the first identity's that has one. */
static const struct csrf *csrf_of(const struct wallet *wallet, const struct identity *identity) {
    if (!identity && csrf_is_known(&wallet->nobodys)) {
        return &wallet->nobodys;
    }
    VEC_EACH(struct grant *, grant, &wallet->grants) {
        if (csrf_is_known(&(*grant)->csrf) && (!identity || (*grant)->identity == identity)) {
            return &(*grant)->csrf;
        }
    }
    return NULL;
}

/* A pair that the user gave as cookies. */
static bool given_csrf(const struct identity *identity, struct csrf *out) {
    VEC_EACH(const struct named_secret, cookie, &identity->cookies) {
        if (csrf_is_name(cookie->name)) {
            *out = (struct csrf){.cookie = cookie->name, .value = cookie->secret.value};
            return true;
        }
    }
    return false;
}

/* What goes with sessions is there already, and with it whether an Origin does. */
static bool is_accompanied(const struct request *request) {
    for (size_t i = 0; i < request->fields.n; i++) {
        if (csrf_is_name(request->fields.at[i].name)) {
            return true;
        }
    }
    return false;
}

static enum err put_csrf(struct wallet *wallet, struct arena *arena,
                         const struct identity *identity, struct request *request) {
    struct csrf given;
    const struct csrf *pair = csrf_of(wallet, identity);
    if (!pair && identity && given_csrf(identity, &given)) {
        pair = &given;
    }
    bool accompanied = is_accompanied(request);
    TRY(csrf_put(arena, pair, request));
    return accompanied ? OK : site_put(arena, &wallet->site, request);
}

struct presented wallet_form(const struct wallet *wallet, const struct credential *credential) {
    return (struct presented){credential->scheme, credential, credential->secret.value,
                              credential_word(wallet, credential)};
}

static enum err put(struct wallet *wallet, struct arena *arena, const struct identity *identity,
                    const struct presented *presented, struct request *request) {
    const struct scheme *scheme = presented->scheme;
    TRY(credential_put(arena, scheme, presented->prefix, presented->value, request));
    bool session = scheme->kind == SCHEME_COOKIE && !build_is_read(request->method);
    return session && !MUTANT(csrf_left_out) ? put_csrf(wallet, arena, identity, request) : OK;
}

enum err wallet_present_scheme(struct wallet *wallet, struct arena *arena,
                               const struct identity *identity, const struct scheme *scheme,
                               struct request *request) {
    if (wallet_is_csrf(scheme)) {
        return put_csrf(wallet, arena, identity, request);
    }
    const struct credential *credential = wallet_find(wallet, identity, scheme);
    if (!credential) {
        return ERR_MISSING;
    }
    if (scheme->kind == SCHEME_MUTUAL_TLS) {
        request->certificate = identity->certificate;
        request->key = identity->key;
        return OK;
    }
    struct presented presented = wallet_form(wallet, credential);
    presented.scheme = scheme;
    return put(wallet, arena, identity, &presented, request);
}

static bool has_companions(const struct contract *contract, const struct identity *identity) {
    struct unnamed unnamed;
    for (size_t i = 0; companion_next(contract, identity, &i, &unnamed);) {
        if (unnamed.companion) {
            return true;
        }
    }
    return false;
}

const struct identity *wallet_company(struct wallet *wallet, const struct operation *operation) {
    const struct identity *any = NULL;
    if (!wallet->identities || !wallet->contract) {
        return NULL;
    }
    VEC_EACH(const struct identity, identity, &wallet->identities->all) {
        const struct requirement *chosen = wallet_choose(wallet, identity, &operation->security);
        if (chosen && !wallet_is_refused(wallet, identity, chosen)) {
            return identity;
        }
        any = !any && has_companions(wallet->contract, identity) ? identity : any;
    }
    return any;
}

enum err wallet_put_companions(const struct wallet *wallet, struct arena *arena,
                               const struct identity *identity, struct request *request) {
    return identity && wallet->contract ? companions_put(arena, wallet->contract, identity, request)
                                        : OK;
}

enum err wallet_present(struct wallet *wallet, struct arena *arena, const struct identity *identity,
                        const struct requirement *requirement, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        TRY(wallet_present_scheme(wallet, arena, identity, need->scheme, request));
    }
    return wallet_put_companions(wallet, arena, identity, request);
}

enum err wallet_present_instead(struct wallet *wallet, struct arena *arena,
                                const struct identity *identity,
                                const struct requirement *requirement,
                                const struct presented *instead, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        TRY(need->scheme == instead->scheme
                ? put(wallet, arena, identity, instead, request)
                : wallet_present_scheme(wallet, arena, identity, need->scheme, request));
    }
    return wallet_put_companions(wallet, arena, identity, request);
}

enum err grant_put_cookies(struct arena *arena, const struct grant *grant,
                           struct request *request) {
    VEC_EACH(const struct named_secret, cookie, &grant->cookies) {
        TRY(credential_cookie(arena, request, cookie->name, cookie->secret.value));
    }
    return OK;
}

static enum err put_worthless(struct wallet *wallet, struct arena *arena,
                              const struct scheme *scheme, struct request *request) {
    if (!scheme || wallet_is_csrf(scheme)) {
        return OK;
    }
    if (scheme->kind == SCHEME_MUTUAL_TLS) {
        TRY(wallet_stranger(wallet));
        request->certificate = wallet->stranger;
        request->key = wallet->strangers_key;
        return OK;
    }
    struct span value = credential_worthless(arena, scheme);
    TRY_PTR(value.ptr);
    return credential_put(arena, scheme, wallet_prefix(wallet, scheme), value, request);
}

enum err wallet_worthless(struct wallet *wallet, struct arena *arena,
                          const struct requirement *requirement, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (MUTANT(worthless_missing) && need != requirement->needs.at) {
            break;
        }
        TRY(put_worthless(wallet, arena, need->scheme, request));
    }
    return OK;
}

enum err wallet_present_but(struct wallet *wallet, struct arena *arena,
                            const struct identity *identity, const struct requirement *requirement,
                            const struct scheme *worthless, struct request *request) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        TRY(need->scheme == worthless
                ? put_worthless(wallet, arena, worthless, request)
                : wallet_present_scheme(wallet, arena, identity, need->scheme, request));
    }
    return wallet_put_companions(wallet, arena, identity, request);
}

static bool asks_for_cookie(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme &&
                (need->scheme->kind == SCHEME_COOKIE || wallet_is_csrf(need->scheme))) {
                return true;
            }
        }
    }
    return false;
}

enum err wallet_accompany(struct wallet *wallet, struct arena *arena,
                          const struct operation *operation, const struct identity *company,
                          struct request *request) {
    TRY(wallet_put_companions(wallet, arena, company, request));
    bool session = asks_for_cookie(&operation->security) || csrf_of(wallet, NULL) != NULL;
    if (!session || build_is_read(request->method)) {
        return OK;
    }
    TRY(put_csrf(wallet, arena, NULL, request));
    return site_put(arena, &wallet->site, request); /* also beside a header that was built */
}

static bool is_token(const struct scheme *scheme) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_HEADER:
    case SCHEME_COOKIE:
    case SCHEME_QUERY:
        return !wallet_is_csrf(scheme);
    case SCHEME_UNKNOWN:
    case SCHEME_BASIC:
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
            *out = wallet_form(wallet, credential);
            out->scheme = need->scheme;
            return true;
        }
    }
    return false;
}

enum err presented_replace(struct arena *arena, const struct presented *presented,
                           struct span value, struct request *request) {
    return credential_put(arena, presented->scheme, presented->prefix, value, request);
}
