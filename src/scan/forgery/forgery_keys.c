/* SPDX-License-Identifier: Apache-2.0 */
/* The public keys that are given, published, or shown in the contract; and our own, at the end. */
#include "scan/forgery/forgery_keys.h"

#include "scan/forgery/forgery_published.h"

enum err forgery_contract_keys(struct engine *engine) {
    struct published *published = &engine->published;
    const struct node *root = engine->options->contract->root;
    const struct node *components = node_get(root, SPAN("components"));
    TRY(published_walk(published, node_get(components, SPAN("securitySchemes"))));
    TRY(published_walk(published, node_get(root, SPAN("securityDefinitions"))));
    TRY(published_walk(published, node_get(root, SPAN("info"))));
    NODE_EACH(member, root) {
        if (span_starts(node_key(member), SPAN("x-"))) {
            TRY(published_walk(published, member));
        }
    }
    return OK;
}

enum err forgery_keys_prepare(struct engine *engine) {
    bool wanted = false;
    engine->published.arena = engine->arena;
    for (size_t i = 0; i < engine->options->public_key_n; i++) {
        TRY(published_read(&engine->published, engine->options->public_keys[i]));
    }
    TRY(forgery_published_seek(engine, &wanted));
    return wanted ? forgery_contract_keys(engine) : OK; /* last: what it shows may be a sample */
}

void forgery_keys_conclude(struct engine *engine) {
    if (!engine->remote_used || !engine->listener ||
        findings_has(&engine->findings, "jwt-remote-key")) {
        return;
    }
    bool fetched = listener_hits(engine->listener) != 0;
    diag_add(engine->options->diag, fetched ? DIAG_WARNING : DIAG_NOTE,
             (struct place){.file = {NULL, 0}},
             fetched
                 ? "jwt-remote-key: the target fetched our key set from %.*s and did not accept "
                   "its key: tokens can still send it to addresses inside its network"
                 : "jwt-remote-key: the target never fetched our key set from %.*s: it does not "
                   "follow jku and x5u; or it cannot reach that address, and then this rule is "
                   "untested (see --listen)",
             SPAN_ARG(engine->remote_url));
}

void forgery_keys_free(struct engine *engine) {
    published_free(&engine->published);
    for (size_t i = 0; i < ALG_COUNT; i++) {
        pkey_free(&engine->own_keys[i]);
    }
    listener_close(&engine->listener);
}
