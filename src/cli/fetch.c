/* SPDX-License-Identifier: Apache-2.0 */
/* A GET with its redirects. */
#include "cli/fetch.h"

#include "base/limits.h"
#include "text/uri.h"

enum { REDIRECTS = 5 };

static bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static enum err get(struct client *client, struct arena *arena, struct span url,
                    struct exchange *exchange) {
    static const struct span accept =
        SPAN_INIT("application/vnd.oai.openapi+json, application/json, application/yaml;q=0.9, "
                  "*/*;q=0.5");
    *exchange = (struct exchange){.request = {.method = SPAN("GET"), .url = url}};
    if (!fields_add(arena, &exchange->request.fields, SPAN("Accept"), accept)) {
        return ERR_MEMORY;
    }
    return client_fetch(client, arena, exchange);
}

static void keep(struct span url, const struct response *response, struct fetched *out) {
    *out = (struct fetched){
        .status = response->status,
        .url = url,
        .body = response->body,
        .wire = response->wire,
        .detail = response->detail,
        .cut = response->cut,
    };
}

enum err fetch(struct arena *arena, const struct client_options *options, struct span url,
               struct fetched *out) {
    struct client_options own = *options;
    own.body_limit = LIMIT_CONTRACT_BYTES;
    own.max_requests = 0;
    CLIENT_SCOPE *client = NULL;
    TRY(client_open(&own, url, &client));
    for (int i = 0; i <= REDIRECTS; i++) {
        struct exchange exchange;
        struct span next;
        TRY(get(client, arena, url, &exchange));
        keep(url, &exchange.response, out);
        if (out->wire != WIRE_OK) {
            return out->wire == WIRE_STOPPED ? ERR_STOPPED : ERR_NETWORK;
        }
        struct span location = fields_get(&exchange.response.fields, SPAN("location"));
        if (!is_redirect(out->status) || uri_resolve(arena, url, location, &next) != OK ||
            !uri_same_origin(url, next)) {
            return OK;
        }
        url = next;
    }
    return OK;
}
