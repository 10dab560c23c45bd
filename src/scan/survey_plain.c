/* SPDX-License-Identifier: Apache-2.0 */
/* The one request that does not go to the target's own origin: the same host without TLS. */
#include "scan/engine_state.h"
#include "scan/requests_by.h"
#include "scan/survey_ask.h"
#include "text/uri.h"

enum { SECONDS = 5 }; /* a firewall that drops is no answer */

static bool is_target(const struct survey *survey, struct span url) {
    struct span target = uri_host(survey->engine->options->base_url);
    return target.len && span_equal_nocase(uri_host(url), target);
}

enum err survey_fetch_plain(struct survey *survey, const struct request *request,
                            struct reply *out) {
    struct engine *engine = survey->engine;
    struct client_options options = engine->options->client;
    struct span url = request->url;
    CLIENT_SCOPE *client = NULL;
    *out = (struct reply){.exchange.request = *request};
    if (!is_target(survey, url)) {
        return OK;
    }
    options.timeout = options.timeout > 0 && options.timeout < SECONDS ? options.timeout : SECONDS;
    options.connect_timeout = 0;
    options.fields = (struct fields){0}; /* the user's may hold a credential */
    TRY(client_open(&options, url, &client));
    TRY(requests_by_count(engine, survey->by));
    engine->plain_requests++;
    TRY(client_fetch(client, &survey->scratch, &out->exchange));
    return sample_take(&survey->scratch, &out->exchange, NULL, &out->sample);
}
