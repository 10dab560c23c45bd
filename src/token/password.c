/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a stored password apart, within bounds. */
#include "token/password.h"

#include "text/base64.h"

static const struct span WORDS[] = {
#define PASSWORD_WORD(code, word) SPAN_INIT(word),
    PASSWORD_LIST(PASSWORD_WORD)
#undef PASSWORD_WORD
};

static enum err read_number(struct span text, uint32_t least, uint32_t most, uint32_t *out) {
    uint64_t value;
    if (!span_to_u64(text, &value) || value < least) {
        return ERR_INVALID;
    }
    if (value > most) {
        return ERR_LIMIT;
    }
    *out = (uint32_t)value;
    return OK;
}

/* Standard base64, with its padding, of just so many bytes. */
static enum err read_key(struct span text, size_t len, struct password *out) {
    unsigned char key[PASSWORD_KDF_BYTES + 8]; /* padding takes room before it is seen */
    if (base64_room(text.len) > sizeof(key)) {
        return ERR_INVALID;
    }
    bool sound = base64_read(BASE64_PADDED, text, key, &out->key_len) == OK && out->key_len == len;
    memcpy(out->key, key, sound ? len : 0);
    return sound ? OK : ERR_INVALID;
}

/* "iterations$salt$key" */
static enum err read_pbkdf2(struct span rest, size_t len, struct password *out) {
    struct span cost = span_cut(&rest, '$');
    out->salt = span_cut(&rest, '$');
    TRY(read_number(cost, 1, PASSWORD_ITERATIONS, &out->cost));
    return out->salt.len ? read_key(rest, len, out) : ERR_INVALID;
}

/* "N$salt$r$p$key" */
static enum err read_scrypt(struct span rest, struct password *out) {
    struct span cost = span_cut(&rest, '$');
    out->salt = span_cut(&rest, '$');
    struct span block = span_cut(&rest, '$'), lanes = span_cut(&rest, '$');
    TRY(read_number(cost, 2, 1 << 22, &out->cost));
    TRY(read_number(block, 1, 64, &out->block));
    TRY(read_number(lanes, 1, 64, &out->lanes));
    if ((out->cost & (out->cost - 1)) || !out->salt.len) {
        return ERR_INVALID;
    }
    if ((uint64_t)128 * out->cost * out->block > PASSWORD_MEMORY / 2) {
        return ERR_LIMIT;
    }
    return read_key(rest, 64, out);
}

static enum err read_named(struct span text, const char *name, uint32_t most, uint32_t *out) {
    struct span prefix = span_from(name);
    return span_starts(text, prefix) ? read_number(span_from_index(text, prefix.len), 1, most, out)
                                     : ERR_INVALID;
}

/* "argon2id$v=19$m=102400,t=2,p=8$salt$key", a "$" before it once it is the library's. */
static enum err read_argon2(struct span rest, struct password *out) {
    out->rest = (struct span){rest.ptr - 1, rest.len + 1};
    struct span kind = span_cut(&rest, '$'), version = span_cut(&rest, '$');
    struct span parameters = span_cut(&rest, '$');
    struct span memory = span_cut(&parameters, ','), passes = span_cut(&parameters, ',');
    bool known = span_equal(kind, SPAN("argon2id")) || span_equal(kind, SPAN("argon2i")) ||
                 span_equal(kind, SPAN("argon2d"));
    if (!known || !span_equal(version, SPAN("v=19"))) {
        return ERR_UNSUPPORTED;
    }
    TRY(read_named(memory, "m=", PASSWORD_MEMORY >> 10, &out->cost));
    TRY(read_named(passes, "t=", 1000, &out->block));
    TRY(read_named(parameters, "p=", 64, &out->lanes));
    return rest.len ? OK : ERR_INVALID;
}

/* "$2b$12$" and 53 letters. */
static enum err read_bcrypt(struct span rest, struct password *out) {
    bool known = span_starts(rest, SPAN("$2b$")) || span_starts(rest, SPAN("$2a$")) ||
                 span_starts(rest, SPAN("$2y$"));
    if (!known || rest.len != 60 || rest.ptr[6] != '$') {
        return ERR_INVALID;
    }
    out->rest = rest;
    return read_number(span_slice(rest, 4, 2), 4, 20, &out->cost);
}

static enum err read_as(enum password_kind kind, struct span rest, struct password *out) {
    switch (kind) {
    case PASSWORD_UNUSABLE:
        return OK;
    case PASSWORD_PBKDF2_SHA256:
        return read_pbkdf2(rest, 32, out);
    case PASSWORD_PBKDF2_SHA1:
        return read_pbkdf2(rest, 20, out);
    case PASSWORD_SCRYPT:
        return read_scrypt(rest, out);
    case PASSWORD_ARGON2:
        return read_argon2(rest, out);
    case PASSWORD_BCRYPT_SHA256:
    case PASSWORD_BCRYPT:
        return read_bcrypt(rest, out);
    case PASSWORD_KINDS:
        break;
    }
    return ERR_UNSUPPORTED;
}

enum err password_read(struct span encoded, struct password *out) {
    *out = (struct password){.kind = PASSWORD_UNUSABLE};
    if (!encoded.len || encoded.ptr[0] == '!') {
        return OK;
    }
    if (encoded.len > PASSWORD_ENCODED_BYTES || span_find_byte(encoded, 0) != SIZE_MAX) {
        return ERR_INVALID;
    }
    struct span rest = encoded, word = span_cut(&rest, '$');
    for (size_t kind = 1; rest.ptr && kind < PASSWORD_KINDS; kind++) {
        if (span_equal(word, WORDS[kind])) {
            enum err err = read_as((enum password_kind)kind, rest, out);
            out->kind = err == OK ? (enum password_kind)kind : PASSWORD_UNUSABLE;
            return err;
        }
    }
    return ERR_UNSUPPORTED;
}
