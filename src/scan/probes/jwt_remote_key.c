/* SPDX-License-Identifier: Apache-2.0 */
/* Is a key believed that the token says where to fetch? */
#include "base/mutant.h"
#include "scan/forgery/forgery.h"

/* A verifier of several issuers may ask whichever the token names for its keys. */
static enum err add_issuer(struct subject *subject, const struct forgery *forgery,
                           const struct forgery_remote *remote, enum alg alg) {
    struct arena *arena = subject_arena(subject);
    struct edit header[] = {{SPAN("alg"), forgery_alg(subject, forgery, alg)},
                            {SPAN("kid"), forge_string(arena, remote->kid)}};
    struct edit issuer = {SPAN("iss"), forge_string(arena, remote->issuer)};
    struct forgery_change change = {.header = header,
                                    .header_n = 2,
                                    .payload = &issuer,
                                    .payload_n = 1,
                                    .signer = {.alg = alg, .pkey = remote->pkey},
                                    .alone = true};
    struct span token;
    if (!node_get(forgery->jws.payload_node, SPAN("iss")) || MUTANT(issuers_untried)) {
        return OK;
    }
    TRY(forgery_make(subject, forgery, &change, &token));
    const struct attack attack = {
        .label = SPAN("iss names an issuer of ours"),
        .cause = SPAN("issuer"),
        .battery = BATTERY_FULL,
        .message = SPAN("The verifier asks the issuer that the token names (iss) for the key, and "
                        "believes it, whoever that is."),
    };
    return forgery_attack(subject, &jwt_remote_key, forgery, token, attack);
}

static enum err add(struct subject *subject, const struct forgery *forgery,
                    const struct forgery_remote *remote, enum alg alg, const char *name,
                    struct span url, enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct edit edits[] = {
        {SPAN("alg"), forgery_alg(subject, forgery, alg)},
        {SPAN("kid"), forge_string(arena, remote->kid)},
        {span_from(name), forge_string(arena, url)},
    };
    struct forgery_change change = {.header = edits,
                                    .header_n = 3,
                                    .signer = {.alg = alg, .pkey = remote->pkey},
                                    .alone = true};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%s leads to a key of ours", name),
        .cause = SPAN("remote"),
        .battery = battery,
        .message =
            arena_printf(arena,
                         "The verifier fetches the key from the URL that the token gives (%s) "
                         "and believes it.",
                         name),
    };
    return forgery_attack(subject, &jwt_remote_key, forgery, token, attack);
}

/* The token's own algorithm, where a key pair of ours can sign by it. */
static enum alg signing_alg(const struct forgery *forgery) {
    switch (forgery->jws.alg) {
    case ALG_RS256:
    case ALG_RS384:
    case ALG_RS512:
    case ALG_PS256:
    case ALG_PS384:
    case ALG_PS512:
    case ALG_ES256:
    case ALG_ES384:
    case ALG_ES512:
    case ALG_EDDSA:
        return forgery->jws.alg;
    case ALG_UNKNOWN:
    case ALG_HS256:
    case ALG_HS384:
    case ALG_HS512:
    case ALG_ES256K:
    case ALG_ED25519:
    case ALG_ED448:
    case ALG_COUNT:
        break;
    }
    return ALG_RS256;
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    enum alg alg = signing_alg(forgery);
    struct forgery_remote remote = forgery_remote(subject, alg);
    if (!remote.pkey) {
        return OK;
    }
    TRY(add(subject, forgery, &remote, alg, "jku", remote.jwks_url, BATTERY_SHORT));
    TRY(add_issuer(subject, forgery, &remote, alg));
    return add(subject, forgery, &remote, alg, "x5u", remote.x509_url, BATTERY_FULL);
}

static const struct rule rule = {
    .id = "jwt-remote-key",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A key that the token says where to fetch is believed",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The header's jku or x5u is the attacker's text, and so is iss before it is verified. A "
           "verifier that follows it fetches the attacker's key, and can be sent to any address "
           "inside its network.",
    .how = "The scan serves a key set of its own (--listen ADDR; a loopback address by default), "
           "and sends the accepted identity's claims signed with that key, with jku or x5u leading "
           "there, and nothing else in the header that leads to a key; and, where tokens have an "
           "iss, with our address as the issuer, whose discovery document and key sets are served "
           "as well. It fires when that is accepted. A target that cannot reach the address cannot "
           "be judged.",
    .fix = "Take keys from URLs in your configuration alone; ignore jku and x5u, or hold them "
           "against a list of exact URLs (RFC 8725, section 3.10). Look iss up among the issuers "
           "that you trust before anything is fetched from it.",
};

const struct probe jwt_remote_key = {.rule = &rule,
                                     .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                     .opens = true,
                                     .cause = &jwt_signature_unchecked,
                                     .forge = forge};
