/* SPDX-License-Identifier: Apache-2.0 */
/* A GET that believes in nothing but 200. */
#include "guard/keys/keys_fetch.h"

#include "base/mutant.h"
#include "http/client.h"
#include "text/uri.h"
#include "token/keys.h"

static void ignore(struct job *job) {
    (void)job;
}

static enum err judge(struct arena *arena, const struct response *response, struct span *text,
                      struct span *why) {
    if (response->wire == WIRE_STOPPED) {
        return ERR_STOPPED;
    }
    *why = response->wire != WIRE_OK
               ? arena_printf(arena, "%s%s%.*s", wire_words(response->wire),
                              response->detail.len ? ": " : "", SPAN_ARG(response->detail))
           : response->cut ? SPAN("the answer is larger than a set of keys may be")
           : response->status != 200 && !MUTANT(any_fetch)
               ? arena_printf(arena, "it was answered with status %d", response->status)
               : SPAN("");
    *text = response->body;
    TRY_PTR(why->ptr);
    return why->len ? ERR_NETWORK : OK;
}

enum err keys_fetch(struct arena *arena, const struct keys_fetch *from, struct span *text,
                    struct span *why) {
    struct client_options options = {.timeout = KEYS_FETCH_SECONDS,
                                     .body_limit = KEYS_BYTES,
                                     .ca_file = from->ca.len ? from->ca.ptr : NULL,
                                     .insecure = MUTANT(any_certificate),
                                     .stop = from->stop};
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = from->url}};
    struct job job = {.exchange = &exchange, .arena = arena, .done = ignore, .keep_429 = true};
    CLIENT_SCOPE *client = NULL;
    *text = *why = SPAN("");
    TRY(client_open(&options, uri_origin(from->url), &client));
    if (!fields_add(arena, &exchange.request.fields, SPAN("Accept"),
                    SPAN("application/jwk-set+json, application/json"))) {
        return ERR_MEMORY;
    }
    client_submit(client, &job);
    enum err err = client_run(client, 0);
    return err == OK || err == ERR_STOPPED ? judge(arena, &exchange.response, text, why) : err;
}
