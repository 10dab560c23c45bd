/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping credentials by identity and scheme, and what is known of their worth. */
#include "scan/credential/wallet.h"

#include "base/mutant.h"
#include "scan/credential/wallet_bind.h"

enum { REFUSALS = 3 }; /* by as many operations a credential counts as refused */

void wallet_init(struct wallet *wallet, struct arena *arena, const struct contract *contract,
                 struct identities *identities) {
    *wallet = (struct wallet){.arena = arena, .contract = contract, .identities = identities};
}

static bool in_authorization(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION ||
           scheme->kind == SCHEME_BASIC || scheme->kind == SCHEME_DIGEST;
}

bool wallet_same_place(const struct wallet *wallet, const struct scheme *a,
                       const struct scheme *b) {
    if (in_authorization(a) && in_authorization(b)) {
        return span_equal_nocase(wallet_prefix(wallet, a), wallet_prefix(wallet, b));
    }
    return a->kind == b->kind && span_equal_nocase(a->parameter, b->parameter);
}

/* A scheme that the contract does not define has no login; what travels in the same place is its
 * credential as well. */
static const struct credential *neighbour(const struct wallet *wallet,
                                          const struct identity *identity,
                                          const struct scheme *scheme) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->grant && (*each)->secret.value.len &&
            wallet_same_place(wallet, (*each)->scheme, scheme)) {
            return *each;
        }
    }
    return NULL;
}

const struct credential *wallet_find(struct wallet *wallet, const struct identity *identity,
                                     const struct scheme *scheme) {
    if (!identity || !scheme) {
        return NULL;
    }
    size_t bound = wallet->all.n;
    struct credential *credential = wallet_slot(wallet, identity, scheme);
    if (!credential) {
        return NULL;
    }
    if (wallet->all.n != bound && wallet_bind_file(wallet, credential) != OK) {
        return NULL;
    }
    if (!credential->secret.value.len && !wallet_defines(wallet, scheme)) {
        return neighbour(wallet, identity, scheme);
    }
    return credential->secret.value.len && credential->standing != STANDING_LOST ? credential
                                                                                 : NULL;
}

bool wallet_is_csrf(const struct scheme *scheme) {
    return scheme && (scheme->kind == SCHEME_HEADER || scheme->kind == SCHEME_COOKIE) &&
           csrf_is_name(scheme->parameter);
}

bool wallet_meets(struct wallet *wallet, const struct identity *identity,
                  const struct requirement *requirement) {
    size_t credentials = 0;
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (wallet_is_csrf(need->scheme)) {
            continue; /* goes with every request */
        }
        if (!wallet_find(wallet, identity, need->scheme)) {
            if (MUTANT(one_of_two_suffices)) {
                continue;
            }
            return false;
        }
        credentials++;
    }
    return credentials != 0;
}

bool wallet_is_refused(struct wallet *wallet, const struct identity *identity,
                       const struct requirement *requirement) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        const struct credential *held = wallet_find(wallet, identity, need->scheme);
        if (held && held->standing == STANDING_REFUSED) {
            return true;
        }
    }
    return false;
}

bool wallet_has_lost(const struct wallet *wallet, const struct security *security) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->standing == STANDING_LOST && security_names(security, (*each)->scheme)) {
            return true;
        }
    }
    return false;
}

const struct requirement *wallet_choose(struct wallet *wallet, const struct identity *identity,
                                        const struct security *security) {
    const struct requirement *second = NULL;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (!wallet_meets(wallet, identity, requirement)) {
            continue;
        }
        if (!wallet_is_refused(wallet, identity, requirement)) {
            return requirement;
        }
        second = second ? second : requirement;
    }
    return second;
}

size_t wallet_set_size(const struct requirement *requirement) {
    size_t credentials = 0;
    VEC_EACH(const struct need, need, &requirement->needs) {
        credentials += !wallet_is_csrf(need->scheme); /* which goes with every request */
    }
    return credentials;
}

enum err wallet_proved(struct wallet *wallet, const struct identity *identity,
                       const struct scheme *scheme, const struct operation *operation) {
    struct credential *credential = scheme ? wallet_slot(wallet, identity, scheme) : NULL;
    if (!credential) {
        return OK;
    }
    credential->refusals = 0;
    if (credential->standing == STANDING_PROVEN || !credential->secret.value.len) {
        return OK;
    }
    credential->standing = STANDING_PROVEN;
    credential->proven_at = arena_printf(wallet->arena, "%.*s %.*s", SPAN_ARG(operation->method),
                                         SPAN_ARG(operation->path));
    return credential->proven_at.ptr ? OK : ERR_MEMORY;
}

void wallet_refused(struct wallet *wallet, const struct identity *identity,
                    const struct requirement *requirement, bool certain) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        struct credential *credential =
            need->scheme ? wallet_slot(wallet, identity, need->scheme) : NULL;
        if (!credential || credential->standing != STANDING_UNTRIED) {
            continue;
        }
        credential->rebuffed |= requirement->needs.n == 1;
        credential->refusals += certain;
        if (credential->refusals >= REFUSALS) {
            credential->standing = STANDING_REFUSED;
        }
    }
}

void wallet_lose(struct wallet *wallet, const struct identity *identity) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->secret.value.len) {
            (*each)->standing = STANDING_LOST;
        }
    }
}

bool wallet_renewable(const struct wallet *wallet, const struct identity *identity) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->grant && (*each)->standing != STANDING_LOST) {
            return true;
        }
    }
    return false;
}

int64_t wallet_expires(const struct wallet *wallet, const struct identity *identity) {
    int64_t soonest = 0;
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->grant && (*each)->expires &&
            (!soonest || (*each)->expires < soonest)) {
            soonest = (*each)->expires;
        }
    }
    return soonest;
}

struct span wallet_old_token(const struct wallet *wallet, const struct identity *identity) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->identity == identity && (*each)->old_value.len) {
            return (*each)->old_value;
        }
    }
    return (struct span){NULL, 0};
}

struct span wallet_refresh_token(const struct wallet *wallet, const struct identity *identity) {
    VEC_EACH(struct grant *, grant, &wallet->grants) {
        if ((*grant)->identity == identity && (*grant)->refresh.value.len) {
            return (*grant)->refresh.value;
        }
    }
    return identity ? identity->refresh.value : (struct span){NULL, 0};
}
