/* SPDX-License-Identifier: Apache-2.0 */
/* Telling credentials among header fields from what an API wants of everybody. */
#include "scan/credential/identity_header.h"

#include "base/mutant.h"
#include "scan/credential/credential_place.h"
#include "scan/credential/redact.h"
#include "scan/credential/secret.h"
#include "text/base64.h"

#define NAME "header"

enum err identities_init(struct arena *arena, struct identities *out) {
    *out = (struct identities){.arena = arena, .redaction = arena_new(arena, struct redaction)};
    return out->redaction ? OK : ERR_MEMORY;
}

static bool is_credential(const struct contract *contract, struct span name) {
    return span_equal_nocase(name, SPAN("Authorization")) ||
           (span_equal_nocase(name, SPAN("Cookie")) && !MUTANT(cookies_go_with_all)) ||
           (contract_carries(contract, SCHEME_HEADER, name) && !MUTANT(keys_go_with_all));
}

bool identity_header_sounds_secret(struct span name) {
    static const struct span words[] = {
        SPAN_INIT("auth"),     SPAN_INIT("token"),     SPAN_INIT("key"),    SPAN_INIT("secret"),
        SPAN_INIT("password"), SPAN_INIT("session"),   SPAN_INIT("cookie"), SPAN_INIT("signature"),
        SPAN_INIT("jwt"),      SPAN_INIT("credential")};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (span_find_nocase(name, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum err hide(struct identities *identities, struct span name, struct span value) {
    struct secret secret = {0};
    return value.len ? secret_set(identities, SPAN(NAME), &secret, name, value) : OK;
}

/* The parts of a value that are secret alone: a token behind its word, a password within Basic. */
static enum err hide_parts(struct identities *identities, struct span name, struct span value) {
    struct span prefix, rest, pair;
    if (!credential_split(value, &prefix, &rest) || MUTANT(parts_shown)) {
        return OK;
    }
    TRY(hide(identities, name, rest));
    if (span_equal_nocase(prefix, SPAN("Basic")) &&
        base64_decode(identities->arena, BASE64_PADDED, rest, &pair) == OK) {
        (void)span_cut(&pair, ':');
        TRY(hide(identities, SPAN("BASIC_PASSWORD"), pair));
    }
    return OK;
}

static enum err add_header(struct identities *identities, struct identity *identity,
                           const struct field *field) {
    struct named_secret *added = vec_add(identities->arena, &identity->headers);
    TRY_PTR(added);
    added->name = field->name;
    TRY(hide_parts(identities, field->name, field->value));
    return secret_set(identities, identity->name, &added->secret, field->name, field->value);
}

static enum err add_cookies(struct identities *identities, struct identity *identity,
                            struct span value) {
    while (value.ptr) {
        struct span pair = span_trim(span_cut(&value, ';')), rest = pair;
        struct span name = span_cut(&rest, '=');
        if (!name.len || !rest.len) {
            continue;
        }
        struct named_secret *added = vec_add(identities->arena, &identity->cookies);
        TRY_PTR(added);
        added->name = name;
        TRY(secret_set(identities, identity->name, &added->secret, name, rest));
    }
    return OK;
}

static enum err sort_out(const struct contract *contract, struct fields *fields,
                         struct identities *identities, struct identity *identity) {
    struct fields others = {0};
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *field = &fields->at[i];
        if (!is_credential(contract, field->name)) {
            if (identity_header_sounds_secret(field->name) && !MUTANT(gateways_shown)) {
                TRY(MUTANT(gateway_parts_shown)
                        ? OK
                        : hide_parts(identities, field->name, field->value));
                TRY(hide(identities, field->name, field->value));
            }
            if (!fields_add(identities->arena, &others, field->name, field->value)) {
                return ERR_MEMORY;
            }
        } else if (span_equal_nocase(field->name, SPAN("Cookie"))) {
            TRY(add_cookies(identities, identity, field->value));
        } else {
            TRY(add_header(identities, identity, field));
        }
    }
    *fields = others;
    return OK;
}

static bool is_taken(const struct identities *identities) {
    VEC_EACH(const struct identity, identity, &identities->all) {
        if (span_equal(identity->name, SPAN(NAME))) {
            return true;
        }
    }
    return false;
}

enum err identity_header_take(const struct contract *contract, struct fields *fields,
                              struct identities *identities, struct diag *diag) {
    struct identity identity = {.name = SPAN(NAME), .place = {.file = SPAN("-H")}};
    TRY(sort_out(contract, fields, identities, &identity));
    if (!identity.headers.n && !identity.cookies.n) {
        return OK;
    }
    if (is_taken(identities) && !MUTANT(header_twice)) {
        diag_add(diag, DIAG_ERROR, identity.place,
                 "the credential makes an identity of the name \"%s\", and the identities file has "
                 "one already",
                 NAME);
        return ERR_INVALID;
    }
    return vec_push(identities->arena, &identities->all, identity) ? OK : ERR_MEMORY;
}
