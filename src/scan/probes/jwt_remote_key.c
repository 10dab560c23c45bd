/* SPDX-License-Identifier: Apache-2.0 */
/* Is a key believed that the token says where to fetch? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery,
                    const struct forgery_remote *remote, const char *name, struct span url) {
    struct arena *arena = subject_arena(subject);
    struct edit edits[] = {
        {SPAN("alg"), SPAN("\"RS256\"")},
        {SPAN("kid"), forge_string(arena, remote->kid)},
        {span_from(name), forge_string(arena, url)},
    };
    struct forge_signer signer = {.alg = ALG_RS256, .pkey = remote->pkey};
    struct span token;
    TRY(forgery_make(subject, forgery, edits, 3, NULL, 0, &signer, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%s leads to a key of ours", name),
        .cause = SPAN("remote"),
        .message =
            arena_printf(arena,
                         "The verifier fetches the key from the URL that the token gives (%s) "
                         "and believes it.",
                         name),
    };
    return forgery_attack(subject, &jwt_remote_key, forgery, token, attack);
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct forgery_remote remote = forgery_remote(subject);
    if (!remote.pkey) {
        return OK;
    }
    TRY(add(subject, &forgery, &remote, "jku", remote.jwks_url));
    return add(subject, &forgery, &remote, "x5u", remote.x509_url);
}

static const struct rule rule = {
    .id = "jwt-remote-key",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A key that the token says where to fetch is believed",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The header's jku or x5u is the attacker's text. A verifier that follows it fetches the "
           "attacker's key, and can be sent to any address inside its network.",
    .how =
        "The scan serves a key set of its own (--listen ADDR; a loopback address by default), and "
        "sends the accepted identity's claims signed with that key, with jku or x5u leading there. "
        "It fires when that is accepted. A target that cannot reach the address cannot be judged.",
    .fix = "Take keys from URLs in your configuration alone; ignore jku and x5u, or hold them "
           "against a list of exact URLs (RFC 8725, section 3.10).",
};

const struct probe jwt_remote_key = {.rule = &rule,
                                     .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                     .opens = true,
                                     .cause = &jwt_signature_unchecked,
                                     .plan = plan};
