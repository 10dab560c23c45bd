/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract send credentials over plain HTTP? */
#include "scan/probe.h"
#include "text/uri.h"

static bool is_plain(struct span url) {
    return span_starts_nocase(url, SPAN("http://")) && !uri_is_loopback(url);
}

static enum err tell(struct lint *lint, struct place place, struct span url) {
    struct span message = arena_printf(lint->arena, "%.*s is plain HTTP.", SPAN_ARG(url));
    return message.ptr ? lint_report(lint, &contract_plain_http, NULL, place, url, message)
                       : ERR_MEMORY;
}

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct server, server, &lint->contract->servers) {
        if (is_plain(server->url)) {
            TRY(tell(lint, server->place, server->url));
        }
    }
    VEC_EACH(const struct scheme, scheme, &lint->contract->schemes) {
        VEC_EACH(const struct flow, flow, &scheme->flows) {
            if (is_plain(flow->token_url)) {
                TRY(tell(lint, scheme->place, flow->token_url));
            }
            if (is_plain(flow->authorization_url)) {
                TRY(tell(lint, scheme->place, flow->authorization_url));
            }
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-plain-http",
    .group = "contract",
    .severity = SEVERITY_MEDIUM,
    .title = "The contract sends credentials over plain HTTP",
    .cwe = {"CWE-319"},
    .owasp = "API8:2023",
    .why = "Whoever is on the way reads tokens and passwords, and may change answers. Clients that "
           "are generated from the contract do what it says.",
    .how = "Read in the contract: a server, or a scheme's token or authorization URL, begins with "
           "http:// and is not the loopback host.",
    .fix = "Write https:// in servers (schemes: [https] in OpenAPI 2.0). Django: "
           "SECURE_SSL_REDIRECT = True and SECURE_HSTS_SECONDS.",
};

const struct probe contract_plain_http = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
