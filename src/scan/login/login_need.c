/* SPDX-License-Identifier: Apache-2.0 */
/* Looking through the contract for what its operations ask of an identity. */
#include "scan/login/login_need.h"

#include "base/mutant.h"
#include "scan/credential/wallet_bind.h"

bool login_can_give(const struct wallet *wallet, const struct scheme *scheme) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
        return true;
    case SCHEME_COOKIE:
        return !csrf_is_name(scheme->parameter);
    case SCHEME_HEADER:
    case SCHEME_QUERY:
        return wallet_is_given(wallet, scheme);
    case SCHEME_UNKNOWN:
    case SCHEME_BASIC:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return false;
}

bool login_selects(const struct login *login, const struct operation *operation) {
    return !login->selects || login->selects(login->user, operation);
}

/* Nothing that is declared names any scheme, and something is not declared. */
static bool is_silent(const struct contract *contract) {
    bool silent = false;
    VEC_EACH(const struct operation, operation, &contract->operations) {
        silent |= !operation->security.declared;
        VEC_EACH(const struct requirement, requirement, &operation->security.any) {
            if (requirement->needs.n) {
                return false;
            }
        }
    }
    return silent;
}

bool login_is_asked(const struct login *login, const struct scheme *scheme) {
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        if ((login_selects(login, operation) && security_names(&operation->security, scheme)) ||
            MUTANT(logins_unneeded)) {
            return true;
        }
    }
    return is_silent(login->contract);
}

/* A credential that was refused everywhere stands for nothing. */
static bool stands(struct login *login, const struct identity *identity,
                   const struct security *security) {
    const struct requirement *chosen = wallet_choose(login->wallet, identity, security);
    return chosen && !wallet_is_refused(login->wallet, identity, chosen);
}

bool login_needs(struct login *login, const struct identity *identity,
                 const struct scheme *scheme) {
    if (scheme->kind != SCHEME_COOKIE) {
        return login_is_asked(login, scheme);
    }
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        const struct security *security = &operation->security;
        if (login_selects(login, operation) && security_names(security, scheme) &&
            !security_is_public(security) &&
            (!stands(login, identity, security) || MUTANT(page_beside_token))) {
            return true;
        }
    }
    return is_silent(login->contract);
}
