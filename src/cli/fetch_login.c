/* SPDX-License-Identifier: Apache-2.0 */
/* A contract that says no more than "there is a token" stands for the one that is looked for. */
#include "cli/fetch_login.h"

#include "scan/login/login.h"

static const char STAND_IN[] =
    "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"none yet\", \"version\": \"0\"},"
    "\"paths\": {\"/\": {\"get\": {\"security\": [{\"token\": []}],"
    "\"responses\": {\"200\": {\"description\": \"\"}}}}},"
    "\"components\": {\"securitySchemes\": {"
    "\"token\": {\"type\": \"http\", \"scheme\": \"bearer\"}}}}";

/* Each login counts for the one scheme that there is. */
static void name_scheme(const struct identities *identities, struct arena *arena,
                        struct identities *out) {
    *out = *identities;
    if (!out->login.given && out->logins.n) {
        out->login = out->logins.at[0];
        out->login.scheme = SPAN("");
    }
    out->logins.n = 0;
    out->arena = arena;
}

enum err fetch_login(struct arena *arena, const struct client_options *options, struct span target,
                     struct wallet *wallet, struct diag *diag) {
    const struct identities *given = wallet->identities;
    if (!given->login.given && !given->logins.n) {
        return OK;
    }
    struct contract *contract = arena_new(arena, struct contract);
    TRY_PTR(contract);
    struct contract_options reading = {.file = SPAN("")};
    TRY(contract_load(arena, span_from(STAND_IN), &reading, contract, NULL));
    struct identities *own = arena_new(arena, struct identities);
    TRY_PTR(own);
    name_scheme(given, arena, own);
    wallet_init(wallet, arena, contract, own);
    CLIENT_SCOPE *client = NULL;
    TRY(client_open(options, target, &client));
    struct login login = {
        .client = client, .contract = contract, .wallet = wallet, .base_url = target, .diag = diag};
    enum err err = login_all(&login);
    return err == ERR_LOGIN || err == ERR_BUDGET ? OK : err;
}
