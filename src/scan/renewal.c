/* SPDX-License-Identifier: Apache-2.0 */
/* When a credential is renewed, and what is lost where it cannot be. */
#include "scan/renewal.h"

#include "base/mutant.h"

enum { RENEW_SECONDS = 20, VAIN_RENEWALS = 2 };

/* How long before its end a credential is renewed: of one that lives shortly, at half its life. */
static int64_t renew_ahead(const struct canary *canary) {
    bool brief = canary->life > 0 && canary->life < 2 * (int64_t)RENEW_SECONDS;
    return brief ? (canary->life + 1) / 2 : RENEW_SECONDS;
}

bool renewal_due(const struct engine *engine) {
    bool due = false;
    int64_t now = client_clock_unix(engine->client);
    VEC_EACH(struct canary, canary, &engine->canaries.all) {
        const struct wallet *wallet = &engine->wallet;
        int64_t ahead = renew_ahead(canary);
        int64_t pause = ahead < RENEW_SECONDS / 4 ? ahead : RENEW_SECONDS / 4;
        if (!canary->lost && wallet_renewable(wallet, canary->identity) &&
            login_expires_within(wallet, canary->identity, now, ahead) &&
            now - canary->renewed >= pause) {
            canary->renew_wanted = true;
            due = true;
        }
    }
    return due;
}

static void renew_one(struct engine *engine, struct canary *canary, struct span *lost) {
    const struct identity *identity = canary->identity;
    canary->renew_wanted = false;
    canary->renewed = client_clock_unix(engine->client);
    bool vain = canary->in_vain > VAIN_RENEWALS && !MUTANT(renewed_for_ever);
    if (vain || login_renew(&engine->login, identity) != OK) {
        wallet_lose(&engine->wallet, identity);
        canary->lost = true;
        *lost = arena_printf(engine->arena, "%.*s: the login was lost%s", SPAN_ARG(identity->name),
                             vain ? ": what it gives anew is refused, too" : "");
    }
    int64_t expires = wallet_expires(&engine->wallet, identity);
    canary->life = expires > canary->renewed ? expires - canary->renewed : 0;
}

void renewal_run(struct engine *engine, struct span *lost) {
    VEC_EACH(struct canary, canary, &engine->canaries.all) {
        if (canary->renew_wanted) {
            renew_one(engine, canary, lost);
        }
    }
}
