/* SPDX-License-Identifier: Apache-2.0 */
/* What the contract does not tell of a scheme: the word before its credentials, or that it is ours.
 */
#include "scan/credential/wallet.h"

struct span wallet_prefix(const struct wallet *wallet, const struct scheme *scheme) {
    VEC_EACH(const struct learnt_prefix, learnt, &wallet->prefixes) {
        if (learnt->scheme == scheme) {
            return learnt->prefix;
        }
    }
    return credential_prefix(scheme);
}

enum err wallet_learn_prefix(struct wallet *wallet, const struct scheme *scheme,
                             struct span prefix) {
    VEC_EACH(struct learnt_prefix, learnt, &wallet->prefixes) {
        if (learnt->scheme == scheme) {
            learnt->prefix = prefix;
            return OK;
        }
    }
    struct learnt_prefix learnt = {scheme, prefix};
    return vec_push(wallet->arena, &wallet->prefixes, learnt) ? OK : ERR_MEMORY;
}

struct span credential_word(const struct wallet *wallet, const struct credential *credential) {
    return credential->own_prefix.ptr ? credential->own_prefix
                                      : wallet_prefix(wallet, credential->scheme);
}

bool wallet_is_leftover(const struct wallet *wallet, const struct scheme *scheme) {
    VEC_EACH(struct scheme *const, each, &wallet->leftovers) {
        if (*each == scheme) {
            return true;
        }
    }
    return false;
}
