/* SPDX-License-Identifier: Apache-2.0 */
/* Setting the stage: copies of what a scan changes, and credentials where only a target has them.
 */
#include "scan/rehearsal/rehearsal.h"

#include "scan/credential/secret.h"
#include "scan/credential/wallet_bind.h"
#include "scan/login/login_need.h"
#include "scan/rehearsal/rehearsal_answer.h"
#include "scan/rehearsal/rehearsal_token.h"

/* What a program would print is taken to be a token. */
static enum err spare_commands(struct rehearsal *rehearsal, struct arena *arena) {
    VEC_EACH(struct identity, identity, &rehearsal->identities.all) {
        if (identity->command.argv) {
            struct span token = rehearsal_issue(rehearsal, arena, SPAN("access"));
            TRY_PTR(token.ptr);
            identity->command.argv = NULL;
            TRY(secret_set(&rehearsal->identities, identity->name, &identity->bearer, SPAN("TOKEN"),
                           token));
        }
    }
    return OK;
}

/* What it is asked for is added to a copy. */
static enum err copy_known(struct rehearsal *rehearsal, const struct known_values *known,
                           struct arena *arena) {
    rehearsal->known.arena = arena;
    for (size_t i = 0; known && i < known->values.n; i++) {
        if (!vec_push(arena, &rehearsal->known.values, known->values.at[i])) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err copy_identities(struct rehearsal *rehearsal, const struct identities *identities,
                                struct arena *arena) {
    rehearsal->identities = *identities;
    rehearsal->identities.all.at = arena_array(arena, struct identity, identities->all.n + 1);
    TRY_PTR(rehearsal->identities.all.at);
    for (size_t i = 0; i < identities->all.n; i++) {
        rehearsal->identities.all.at[i] = identities->all.at[i];
    }
    return spare_commands(rehearsal, arena);
}

enum err rehearsal_open(struct rehearsal *rehearsal, struct engine *engine,
                        struct scan_options *options) {
    struct arena *arena = engine->arena;
    rehearsal->engine = engine;
    rehearsal->replay = (struct replay){.answer = rehearsal_answer, .user = rehearsal};
    arena_init(&rehearsal->scratch, SIZE_MAX);
    diag_init(&rehearsal->diag, arena);
    TRY(copy_known(rehearsal, options->known, arena));
    TRY(copy_identities(rehearsal, options->identities, arena));
    options->known = &rehearsal->known;
    options->identities = &rehearsal->identities;
    options->diag = &rehearsal->diag;
    options->progress = NULL;
    options->client.replay = &rehearsal->replay;
    options->client.rate = 0;
    options->client.max_requests = 0;
    return OK;
}

static enum err provide(struct rehearsal *rehearsal, const struct identity *identity,
                        const struct scheme *scheme) {
    struct wallet *wallet = &rehearsal->engine->wallet;
    bool holds = wallet_find(wallet, identity, scheme) != NULL;
    bool can = identity->username.len || identity->client_id.len;
    if (holds || !can || !login_can_give(wallet, scheme) ||
        !login_needs(&rehearsal->engine->login, identity, scheme)) {
        return OK;
    }
    struct credential *credential = wallet_slot(wallet, identity, scheme);
    struct span token = rehearsal_issue(rehearsal, wallet->arena, SPAN("access"));
    TRY_PTR(credential);
    TRY_PTR(token.ptr);
    credential->origin = SPAN("a login");
    credential->standing = STANDING_UNTRIED;
    return secret_set(&rehearsal->identities, identity->name, &credential->secret, SPAN("TOKEN"),
                      token);
}

enum err rehearsal_provide(struct engine *engine) {
    VEC_EACH(const struct identity, identity, &engine->rehearsal->identities.all) {
        VEC_EACH(const struct scheme, scheme, &engine->options->contract->schemes) {
            TRY(provide(engine->rehearsal, identity, scheme));
        }
    }
    return OK;
}

void rehearsal_close(struct rehearsal *rehearsal) {
    arena_free(&rehearsal->scratch);
}
