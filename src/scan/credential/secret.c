/* SPDX-License-Identifier: Apache-2.0 */
/* Reading secrets from the environment and from files, and naming them. */
#include "scan/credential/secret.h"

#include "base/buf.h"
#include "base/io.h"
#include "text/folder.h"
#include "token/jws.h"

#include <stdlib.h>

enum { SECRET_FILE_BYTES = 64 << 10 };

static void add_upper(struct buf *out, struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool lower = c >= 'a' && c <= 'z';
        bool stands = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buf_byte(out, lower ? (char)(c - ('a' - 'A')) : stands ? c : '_');
    }
}

struct span secret_name(struct arena *arena, struct span identity, struct span kind) {
    BUF_SCOPE name = {0};
    bool digit = identity.len && identity.ptr[0] >= '0' && identity.ptr[0] <= '9';
    buf_text(&name, digit ? "$_" : "$"); /* no shell variable begins with a digit */
    add_upper(&name, identity);
    buf_byte(&name, '_');
    add_upper(&name, kind);
    return buf_status(&name) == OK ? arena_dup(arena, buf_span(&name)) : (struct span){NULL, 0};
}

struct span secret_path(struct arena *arena, struct span path, struct span file) {
    bool absolute = span_starts(path, SPAN("/"));
    return arena_join(arena, absolute ? SPAN("") : folder_above(file), path);
}

static enum err from_file(struct arena *arena, struct span path, struct place place,
                          struct span *out, struct diag *diag) {
    struct span whole = secret_path(arena, path, place.file);
    TRY_PTR(whole.ptr);
    enum err read = io_read(arena, whole.ptr, SECRET_FILE_BYTES, out);
    if (read == ERR_MEMORY) {
        return read;
    }
    if (read != OK) {
        diag_add(diag, DIAG_ERROR, place, "the file %.*s: %s", SPAN_ARG(whole), err_words(read));
        return read == ERR_LIMIT ? ERR_INVALID : ERR_MISSING;
    }
    *out = span_trim(*out);
    return OK;
}

static enum err from_environment(struct arena *arena, struct span name, struct place place,
                                 struct span *out, struct diag *diag) {
    struct span ended = arena_dup(arena, name);
    TRY_PTR(ended.ptr);
    const char *value = getenv(ended.ptr);
    if (!value) {
        diag_add(diag, DIAG_ERROR, place, "the environment variable %.*s is not set",
                 SPAN_ARG(name));
        return ERR_MISSING;
    }
    *out = arena_dup(arena, span_from(value));
    return out->ptr ? OK : ERR_MEMORY;
}

static bool has_control(struct span value) {
    for (size_t i = 0; i < value.len; i++) {
        if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

enum err secret_resolve(struct arena *arena, struct span given, struct place place,
                        struct span *out, struct diag *diag) {
    *out = given;
    if (span_starts(given, SPAN("env:"))) {
        TRY(from_environment(arena, span_from_index(given, 4), place, out, diag));
    } else if (span_starts(given, SPAN("file:"))) {
        TRY(from_file(arena, span_from_index(given, 5), place, out, diag));
    }
    if (out->len == 0) {
        diag_add(diag, DIAG_ERROR, place, "the value is empty");
        return ERR_MISSING;
    }
    if (has_control(*out)) {
        diag_add(diag, DIAG_ERROR, place, "the value holds a line break or another control byte");
        return ERR_INVALID;
    }
    return OK;
}

static const struct secret *known(const struct identities *identities, struct span value) {
    VEC_EACH(const struct secret, secret, &identities->secrets) {
        if (span_equal(secret->value, value)) {
            return secret;
        }
    }
    return NULL;
}

static bool name_taken(const struct identities *identities, struct span name) {
    VEC_EACH(const struct secret, secret, &identities->secrets) {
        if (span_equal(secret->name, name)) {
            return true;
        }
    }
    return false;
}

static enum err free_name(const struct identities *identities, struct span identity,
                          struct span kind, struct span *out) {
    struct span first = secret_name(identities->arena, identity, kind);
    *out = first;
    for (unsigned n = 2; first.ptr && out->ptr && name_taken(identities, *out); n++) {
        *out = arena_printf(identities->arena, "%.*s%u", SPAN_ARG(first), n);
    }
    return out->ptr ? OK : ERR_MEMORY;
}

enum err secret_set(struct identities *identities, struct span identity, struct secret *secret,
                    struct span kind, struct span value) {
    const struct secret *same = known(identities, value);
    if (same) {
        *secret = *same;
        return OK;
    }
    if (!secret->name.ptr) {
        TRY(free_name(identities, identity, kind, &secret->name));
    }
    secret->value = value;
    return vec_push(identities->arena, &identities->secrets, *secret) ? OK : ERR_MEMORY;
}

/* A NumericDate, which may have a fraction (RFC 7519, section 2). */
static int64_t date_of(struct span token, struct span claim) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)1 << 20);
    struct jws jws = {0};
    int64_t date = 0;
    if (jws_parse(&scratch, token, &jws) == OK &&
        node_i64(node_get(jws.payload_node, claim), &date) && date > 0) {
        return date;
    }
    double value;
    struct span digits = node_number(node_get(jws.payload_node, claim));
    struct span ended = digits.len ? arena_dup(&scratch, digits) : digits;
    value = ended.ptr ? strtod(ended.ptr, NULL) : 0;
    return value > 0 && value < 1e15 ? (int64_t)value : 0;
}

int64_t secret_expiry(struct span token) {
    return date_of(token, SPAN("exp"));
}

int64_t secret_issued(struct span token) {
    return date_of(token, SPAN("iat"));
}
