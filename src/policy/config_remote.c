/* SPDX-License-Identifier: Apache-2.0 */
/* An address is the configuration's alone, whole, and encrypted. */
#include "policy/config_remote.h"

#include "base/mutant.h"
#include "text/uri.h"
#include "token/alg.h"

enum {
    REFRESH = 300,
    REFRESH_LEAST = 1,
    STALE = 24 * 60 * 60,
    SECONDS_MOST = 30 * 24 * 60 * 60,
};

static bool is_address(struct span key) {
    return span_starts_nocase(key, SPAN("https://")) || span_starts_nocase(key, SPAN("http://"));
}

/* Whoever is between could put keys of its own there; on the machine itself nobody is. */
static bool is_private(struct span url) {
    return span_starts_nocase(url, SPAN("https://")) || MUTANT(plain_keys) ||
           (uri_has_address(url) && uri_is_loopback(url));
}

static void check_url(const struct member_reader *reader, const struct node *node,
                      struct span url) {
    struct uri parts;
    if (uri_split(url, &parts) != OK || !parts.host.len || parts.has_userinfo ||
        parts.has_fragment) {
        MEMBER_FAULT(reader, node, "'key' must be a whole URL, without a user and a fragment");
    } else if (!is_private(url)) {
        MEMBER_FAULT(reader, node,
                     "'key' must be fetched by https: plain http is for loopback addresses alone");
    }
}

/* A secret that can be fetched is none. */
static void check_algorithms(const struct member_reader *reader, const struct node *node,
                             const struct member_texts *algorithms) {
    for (size_t i = 0; i < algorithms->n; i++) {
        if (alg_info(alg_from_name(algorithms->at[i]))->family == FAMILY_HMAC) {
            MEMBER_FAULT(reader, node, "a secret for %.*s is not fetched: name a file",
                         SPAN_ARG(algorithms->at[i]));
        }
    }
}

static void refuse_alone(const struct member_reader *reader, const struct node *scheme) {
    static const char *const names[] = {"key_ca", "key_refresh", "key_stale"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const struct node *node = node_get(scheme, span_from(names[i]));
        if (node) {
            MEMBER_FAULT(reader, node, "'%s' is for a 'key' that is a URL", names[i]);
        }
    }
}

void config_remote_read(const struct member_reader *reader, const struct node *scheme,
                        struct span key, const struct member_texts *algorithms,
                        struct config_remote *out) {
    const struct node *node = node_get(scheme, SPAN("key"));
    *out = (struct config_remote){.url = SPAN(""), .ca = SPAN("")};
    if (!is_address(key)) {
        refuse_alone(reader, scheme);
        return;
    }
    out->url = key;
    out->refresh = REFRESH;
    out->stale = STALE;
    check_url(reader, node, key);
    check_algorithms(reader, node, algorithms);
    member_text(reader, scheme, "key_ca", &out->ca);
    member_number(reader, scheme, "key_refresh", SECONDS_MOST, &out->refresh);
    member_number(reader, scheme, "key_stale", SECONDS_MOST, &out->stale);
    if (out->refresh < REFRESH_LEAST || out->stale < out->refresh) {
        MEMBER_FAULT(reader, node,
                     "'key_refresh' must be %d seconds or more, and 'key_stale' no less than that",
                     REFRESH_LEAST);
    }
}
