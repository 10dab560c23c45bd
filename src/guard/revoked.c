/* SPDX-License-Identifier: Apache-2.0 */
/* Lines to entries, and claims held against them. */
#include "guard/revoked.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "token/claims.h"
#include "token/digest.h"

#include <stdio.h>

enum { MEMORY = 256 << 20, VALUE_BYTES = 1024 };

struct revoked_entry {
    int64_t before; /* INT64_MAX: whenever it was issued */
};

/* Kind, the letter that stands before its values, whether it may say a time. */
#define KIND_LIST(X)   \
    X(jti, 'j', false) \
    X(sub, 's', true)  \
    X(user, 'u', true) \
    X(token, 't', false)

struct kind {
    const char *name;
    char letter;
    bool has_time;
};

static const struct kind *kind_of(struct span name) {
#define KIND_ROW(name, letter, has_time) {#name, letter, has_time},
    static const struct kind kinds[] = {KIND_LIST(KIND_ROW)};
#undef KIND_ROW
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        if (span_equal(name, span_from(kinds[i].name))) {
            return &kinds[i];
        }
    }
    return NULL;
}

void revoked_free(struct revoked *revoked) {
    arena_free(&revoked->arena);
    *revoked = (struct revoked){0};
}

/* The next word, or what stands between quotes; false where quotes do not end. */
static bool next(struct span *rest, struct span *word) {
    *rest = span_trim(*rest);
    if (span_starts(*rest, SPAN("\""))) {
        size_t end = span_find_byte(span_from_index(*rest, 1), '"');
        *word = span_slice(*rest, 1, end);
        *rest = span_from_index(*rest, end == SIZE_MAX ? rest->len : end + 2);
        return end != SIZE_MAX && (!rest->len || rest->ptr[0] == ' ' || rest->ptr[0] == '\t');
    }
    size_t n = 0;
    while (n < rest->len && rest->ptr[n] != ' ' && rest->ptr[n] != '\t') {
        n++;
    }
    *word = span_slice(*rest, 0, n);
    *rest = span_from_index(*rest, n);
    return true;
}

static bool read_time(struct span text, int64_t *out) {
    uint64_t seconds;
    if (span_to_u64(text, &seconds) && seconds <= (uint64_t)INT32_MAX * 100) {
        *out = (int64_t)seconds;
        return true;
    }
    return clock_from_iso(text, out);
}

/* "before TIME", or nothing. */
static bool read_before(struct span rest, int64_t *before) {
    struct span word, time;
    *before = INT64_MAX;
    if (!span_trim(rest).len) {
        return true;
    }
    return next(&rest, &word) && span_equal(word, SPAN("before")) && next(&rest, &time) &&
           read_time(time, before) && !span_trim(rest).len;
}

static bool is_sha256(struct span text) {
    bool sound = text.len == DIGEST_HEX;
    for (size_t i = 0; sound && i < text.len; i++) {
        sound = (text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
                (text.ptr[i] >= 'a' && text.ptr[i] <= 'f');
    }
    return sound;
}

/* "j7f3c": what entries are found by. */
static struct span key_of(char letter, struct span value, char out[VALUE_BYTES + 1]) {
    if (!value.len || value.len > VALUE_BYTES) {
        return SPAN("");
    }
    out[0] = letter;
    memcpy(out + 1, value.ptr, value.len);
    return (struct span){out, value.len + 1};
}

static enum err put(struct revoked *revoked, struct span key, int64_t before) {
    struct revoked_entry *entry = map_get(&revoked->entries, key);
    if (entry) {
        entry->before = before > entry->before ? before : entry->before;
        return OK;
    }
    if (revoked->n >= REVOKED_MOST) {
        return ERR_LIMIT;
    }
    struct span kept = arena_dup(&revoked->arena, key);
    entry = arena_new(&revoked->arena, struct revoked_entry);
    TRY_PTR(kept.ptr);
    TRY_PTR(entry);
    entry->before = before;
    TRY(map_put(&revoked->arena, &revoked->entries, kept, entry));
    revoked->n++;
    return OK;
}

static enum err refuse(const char **fault, const char *words) {
    *fault = words;
    return ERR_SYNTAX;
}

static enum err add_all(struct revoked *revoked, struct span rest, const char **fault) {
    int64_t before;
    if (!read_before(rest, &before) || before == INT64_MAX) {
        return refuse(fault, "'all' wants 'before' and a time");
    }
    revoked->all_before = before > revoked->all_before ? before : revoked->all_before;
    return OK;
}

enum err revoked_add(struct revoked *revoked, struct span line, const char **fault) {
    char text[VALUE_BYTES + 1];
    struct span rest = span_trim(line), name, value;
    int64_t before;
    if (!revoked->arena.limit) {
        arena_init(&revoked->arena, MEMORY);
    }
    if (!rest.len || rest.ptr[0] == '#') {
        return OK;
    }
    (void)next(&rest, &name);
    if (span_equal(name, SPAN("all"))) {
        return add_all(revoked, rest, fault);
    }
    const struct kind *kind = kind_of(name);
    if (!kind) {
        return refuse(fault, "a line begins with jti, sub, user, token or all");
    }
    if (!next(&rest, &value) || !value.len || value.len > VALUE_BYTES) {
        return refuse(fault, "there is no value, one without its second quote, or too long a one");
    }
    if (!read_before(rest, &before)) {
        return refuse(fault,
                      "nothing but 'before' and a time like 2026-11-27T10:00:00Z may follow");
    }
    if (before != INT64_MAX && !kind->has_time) {
        return refuse(fault, "a token is revoked whenever it was issued: no 'before'");
    }
    if (kind->letter == 't' && !is_sha256(value)) {
        return refuse(fault, "'token' wants a SHA-256 of 64 lower-case hexadecimal digits");
    }
    return put(revoked, key_of(kind->letter, value, text), before);
}

enum err revoked_read(struct revoked *revoked, struct span file, struct span text,
                      struct diag *diag) {
    size_t before = diag->errors;
    struct span rest = text;
    for (uint32_t number = 1; rest.ptr; number++) {
        const char *fault = "";
        struct span line = span_cut(&rest, '\n');
        enum err err = revoked_add(revoked, line, &fault);
        if (err == ERR_SYNTAX) {
            struct place place = {.file = file, .line = number, .column = 1};
            diag_add(diag, DIAG_ERROR, place, "%s", fault);
        } else {
            TRY(err);
        }
    }
    return diag->errors > before ? ERR_INVALID : OK;
}

static const struct revoked_entry *entry_of(const struct revoked *revoked, char letter,
                                            struct span value) {
    char text[VALUE_BYTES + 1];
    struct span key = key_of(letter, value, text);
    return key.len ? map_get(&revoked->entries, key) : NULL;
}

/* iat is rounded down: what was issued within that second counts as before its end. */
static bool is_before(const struct revoked_asked *asked, int64_t before) {
    int64_t issued;
    if (before == INT64_MAX) {
        return true;
    }
    if (!asked->is_token) {
        return false;
    }
    return !claims_seconds(node_get(asked->claims, SPAN("iat")), false, &issued) ||
           issued < before || MUTANT(revoked_whenever);
}

static bool hits(const struct revoked *revoked, char letter, struct span value,
                 const struct revoked_asked *asked) {
    const struct revoked_entry *entry = entry_of(revoked, letter, value);
    return entry && is_before(asked, entry->before);
}

static bool has_hash(const struct revoked *revoked, struct span secret) {
    char hex[DIGEST_HEX];
    return secret.len && digest_sha256(secret, hex) == OK &&
           entry_of(revoked, 't', (struct span){hex, sizeof(hex)});
}

const char *revoked_by(const struct revoked *revoked, const struct revoked_asked *asked) {
    const struct node *claims = asked->claims;
    if (asked->is_token && revoked->all_before && is_before(asked, revoked->all_before)) {
        return "all";
    }
    if (!revoked->n) {
        return NULL;
    }
    if (hits(revoked, 'j', node_scalar(node_get(claims, SPAN("jti"))), asked) &&
        !MUTANT(jti_unasked)) {
        return "jti";
    }
    if (hits(revoked, 's', node_scalar(node_get(claims, SPAN("sub"))), asked) ||
        (hits(revoked, 's', asked->subject, asked) && !MUTANT(subject_by_sub_alone))) {
        return "sub";
    }
    if (hits(revoked, 'u', node_scalar(node_get(claims, SPAN("username"))), asked) ||
        hits(revoked, 'u', asked->name, asked)) {
        return "user";
    }
    return has_hash(revoked, asked->secret) ? "token" : NULL;
}

const char *revocations_by(const struct revocations *all, const struct revoked_asked *asked) {
    const char *by = NULL;
    for (size_t i = 0; i < REVOKED_LISTS && !by; i++) {
        by = all->lists[i] ? revoked_by(all->lists[i], asked) : NULL;
    }
    return by;
}
