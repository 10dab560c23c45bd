/* SPDX-License-Identifier: Apache-2.0 */
/* The wallet as a report shows it: names, origins and standings, no secrets. */
#include "scan/credential/wallet_bind.h"

/* A place that never held anything is no credential. */
static bool is_worth_a_row(const struct credential *credential) {
    return credential->secret.value.len || credential->standing == STANDING_REFUSED ||
           credential->standing == STANDING_LOST;
}

static enum err add_row(struct wallet *wallet, const struct credential *credential,
                        struct result *out) {
    bool refused = credential->standing == STANDING_UNTRIED && credential->rebuffed;
    struct credential_result row = {
        .identity = credential->identity->name,
        .scheme = credential->scheme->name,
        .origin = credential->origin,
        .standing = refused ? STANDING_REFUSED : credential->standing,
        .proven_at = credential->proven_at,
    };
    return vec_push(wallet->arena, &out->credentials, row) ? OK : ERR_MEMORY;
}

static enum err report_scheme(struct wallet *wallet, const struct scheme *scheme,
                              struct result *out) {
    VEC_EACH(const struct identity, identity, &wallet->identities->all) {
        (void)wallet_find(wallet, identity, scheme);
        const struct credential *credential = wallet_slot(wallet, identity, scheme);
        TRY_PTR(credential);
        if (is_worth_a_row(credential)) {
            TRY(add_row(wallet, credential, out));
        }
    }
    return OK;
}

enum err wallet_report(struct wallet *wallet, struct result *out) {
    if (!wallet->contract) {
        return OK;
    }
    VEC_EACH(const struct scheme, scheme, &wallet->contract->schemes) {
        TRY(report_scheme(wallet, scheme, out));
    }
    VEC_EACH(struct scheme *const, scheme, &wallet->leftovers) {
        TRY(report_scheme(wallet, *scheme, out));
    }
    return OK;
}
