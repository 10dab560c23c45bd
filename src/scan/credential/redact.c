/* SPDX-License-Identifier: Apache-2.0 */
/* Taking secrets out of whatever is shown. */
#include "scan/credential/credential_place.h"
#include "scan/credential/identity.h"
#include "scan/credential/secret.h"
#include "text/json.h"
#include "text/uri.h"

enum { SHORT_SECRET = 6 }; /* fewer bytes stand in many texts by chance */

struct redaction {
    struct arena *arena;
    VEC(struct secret) spellings; /* of all secrets */
};

static enum err add_spelling(struct redaction *r, struct span value, struct span name) {
    for (size_t i = 0; i < r->spellings.n; i++) {
        if (span_equal(r->spellings.at[i].value, value)) {
            return OK;
        }
    }
    return value.len == 0 || vec_push(r->arena, &r->spellings, ((struct secret){value, name}))
               ? OK
               : ERR_MEMORY;
}

/* A secret as it stands in headers, in URLs, in forms and in JSON. */
static enum err add_secret(struct redaction *r, const struct secret *secret) {
    static const enum uri_set sets[] = {URI_UNRESERVED, URI_SEGMENT, URI_QUERY, URI_FORM};
    if (secret->value.len == 0) {
        return OK;
    }
    TRY(add_spelling(r, secret->value, secret->name));
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        struct span encoded = uri_encoded(r->arena, secret->value, sets[i]);
        TRY_PTR(encoded.ptr);
        TRY(add_spelling(r, encoded, secret->name));
    }
    BUF_SCOPE quoted = {0};
    json_quote(&quoted, secret->value);
    TRY(buf_status(&quoted));
    struct span inner = span_slice(buf_span(&quoted), 1, quoted.len - 2);
    inner = arena_dup(r->arena, inner);
    TRY_PTR(inner.ptr);
    return add_spelling(r, inner, secret->name);
}

static enum err add_basic(struct redaction *r, const struct identity *identity, struct span user,
                          const struct secret *password) {
    if (user.len == 0 || password->value.len == 0) {
        return OK;
    }
    struct secret pair = {credential_basic(r->arena, user, password->value),
                          secret_name(r->arena, identity->name, SPAN("BASIC"))};
    TRY_PTR(pair.value.ptr);
    TRY_PTR(pair.name.ptr);
    return add_secret(r, &pair);
}

static enum err add_named(struct redaction *r, const struct named_secret *all, size_t n) {
    for (size_t i = 0; i < n; i++) {
        TRY(add_secret(r, &all[i].secret));
        size_t space =
            span_find_byte(all[i].secret.value, ' '); /* "Bearer eyJ…": the token alone */
        struct secret token = {span_from_index(all[i].secret.value, space), all[i].secret.name};
        if (space != SIZE_MAX) {
            token.value = span_trim(token.value);
            TRY(add_secret(r, &token));
        }
    }
    return OK;
}

static enum err add_identity(struct redaction *r, const struct identity *identity) {
    const struct secret *single[] = {
        &identity->bearer, &identity->token,          &identity->refresh, &identity->session,
        &identity->csrf,   &identity->basic_password, &identity->password};
    for (size_t i = 0; i < sizeof(single) / sizeof(single[0]); i++) {
        TRY(add_secret(r, single[i]));
    }
    TRY(add_basic(r, identity, identity->username, &identity->password));
    TRY(add_basic(r, identity, identity->basic_user, &identity->basic_password));
    TRY(add_named(r, identity->headers.at, identity->headers.n));
    TRY(add_named(r, identity->cookies.at, identity->cookies.n));
    return add_named(r, identity->queries.at, identity->queries.n);
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* True when the spelling stands at this place of the text. */
static bool stands_at(struct span text, size_t at, struct span value) {
    if (!span_starts(span_from_index(text, at), value)) {
        return false;
    }
    size_t end = at + value.len;
    return value.len >= SHORT_SECRET || ((at == 0 || !is_word(text.ptr[at - 1])) &&
                                         (end == text.len || !is_word(text.ptr[end])));
}

/* The longest spelling at this place, or NULL. */
static const struct secret *longest_at(const struct redaction *r, struct span text, size_t at) {
    const struct secret *best = NULL;
    for (size_t i = 0; i < r->spellings.n; i++) {
        const struct secret *secret = &r->spellings.at[i];
        if (text.ptr[at] == secret->value.ptr[0] && stands_at(text, at, secret->value) &&
            (!best || secret->value.len > best->value.len)) {
            best = secret;
        }
    }
    return best;
}

static enum err collect(struct redaction *r, const struct identities *identities) {
    for (size_t i = 0; i < identities->all.n; i++) {
        TRY(add_identity(r, &identities->all.at[i]));
    }
    for (size_t i = 0; i < identities->former.n; i++) {
        TRY(add_secret(r, &identities->former.at[i]));
    }
    return OK;
}

struct span identities_redact(const struct identities *identities, struct arena *arena,
                              struct span text) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct redaction r = {.arena = &scratch};
    BUF_SCOPE out = {0};
    if (collect(&r, identities) != OK) {
        return (struct span){NULL, 0};
    }
    for (size_t at = 0; at < text.len;) {
        const struct secret *secret = longest_at(&r, text, at);
        if (secret) {
            buf_add(&out, secret->name);
            at += secret->value.len;
        } else {
            buf_byte(&out, text.ptr[at++]);
        }
    }
    return buf_status(&out) == OK ? arena_dup(arena, buf_span(&out)) : (struct span){NULL, 0};
}
