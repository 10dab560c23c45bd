/* SPDX-License-Identifier: Apache-2.0 */
/* Taking secrets out of whatever is shown: text and secrets are compared decoded. */
#include "scan/credential/redact.h"

#include "base/buf.h"
#include "base/mutant.h"

struct found {
    size_t length; /* of the plain text; 0: nothing */
    struct span name;
    bool piece;
};

struct search {
    const struct redaction *r;
    struct span text;
    struct plain plain;
    bool request;
};

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* How many bytes here are those of the spelling from an offset on. */
static size_t same_length(const struct search *s, size_t at, const struct spelling *spelling,
                          size_t offset) {
    size_t n = 0;
    while (at + n < s->plain.n && offset + n < spelling->bytes.len) {
        char a = s->plain.bytes[at + n], b = spelling->bytes.ptr[offset + n];
        if (spelling->cased ? a != b : plain_fold(a) != plain_fold(b)) {
            break;
        }
        n++;
    }
    return n;
}

/* The longest secret that stands here as a whole. */
static void find_whole(const struct search *s, size_t at, struct found *out) {
    const struct windows *windows = &s->r->starts;
    if (at + SPELLING_START > s->plain.n) {
        return;
    }
    uint64_t hash = redaction_hash(s->plain.bytes + at, SPELLING_START);
    for (size_t i = hash & windows->mask; windows->at[i].spelling; i = (i + 1) & windows->mask) {
        const struct spelling *spelling = &s->r->spellings.at[windows->at[i].spelling - 1];
        size_t whole = spelling->bytes.len;
        if (windows->at[i].hash == hash && whole > out->length &&
            same_length(s, at, spelling, 0) == whole) {
            *out = (struct found){whole, spelling->name, false};
        }
    }
}

/* The longest piece of one. */
static void find_piece(const struct search *s, size_t at, struct found *out) {
    const struct windows *windows = &s->r->pieces;
    if (at + SPELLING_PIECE > s->plain.n) {
        return;
    }
    uint64_t hash = redaction_hash(s->plain.bytes + at, SPELLING_PIECE);
    for (size_t i = hash & windows->mask; windows->at[i].spelling; i = (i + 1) & windows->mask) {
        const struct window *window = &windows->at[i];
        const struct spelling *spelling = &s->r->spellings.at[window->spelling - 1];
        bool secret = !s->request || window->offset >= spelling->signature;
        size_t n =
            window->hash == hash && secret ? same_length(s, at, spelling, window->offset) : 0;
        if (n >= spelling->piece && n > out->length) {
            *out = (struct found){n, spelling->name, true};
        }
    }
}

/* From there to the end of it stands as a word of its own, or is long with its escapes. */
static bool stands_out(const struct search *s, size_t at, size_t end) {
    bool alone = (at == 0 || !is_word(s->plain.bytes[at - 1])) &&
                 (end == s->plain.n || !is_word(s->plain.bytes[end]) || MUTANT(short_within_words));
    return alone || s->plain.from[end] - s->plain.from[at] >= SPELLING_START;
}

/* A short one. */
static void find_word(const struct search *s, size_t at, struct found *out) {
    VEC_EACH(const struct secret, word, &s->r->words) {
        size_t end = at + word->value.len;
        bool here = end <= s->plain.n && end > at &&
                    memcmp(s->plain.bytes + at, word->value.ptr, word->value.len) == 0;
        if (here && word->value.len > out->length && stands_out(s, at, end)) {
            *out = (struct found){word->value.len, word->name, false};
        }
    }
}

static struct found find(const struct search *s, size_t at) {
    struct found found = {0};
    find_whole(s, at, &found);
    if (found.length == 0 && !MUTANT(secret_in_pieces)) {
        find_piece(s, at, &found);
    }
    if (found.length == 0) {
        find_word(s, at, &found);
    }
    return found;
}

static struct span replace(const struct search *s, struct arena *arena) {
    BUF_SCOPE out = {0};
    size_t done = 0; /* of the text */
    for (size_t at = 0; at < s->plain.n;) {
        struct found found = find(s, at);
        if (found.length == 0) {
            at++;
            continue;
        }
        size_t from = s->plain.from[at], to = s->plain.from[at + found.length];
        buf_add(&out, span_slice(s->text, done, from > done ? from - done : 0));
        buf_add(&out, found.name);
        buf_text(&out, found.piece ? "(part)" : "");
        done = to > done ? to : done;
        at += found.length;
    }
    buf_add(&out, span_from_index(s->text, done));
    return buf_status(&out) == OK ? arena_dup(arena, buf_span(&out)) : (struct span){NULL, 0};
}

static struct span redact(const struct identities *identities, struct arena *arena,
                          struct span text, bool request) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct redaction own = {0}, *r = identities->redaction ? identities->redaction : &own;
    struct arena *keeper = identities->redaction ? identities->arena : &scratch;
    if (identities->secrets.n == 0) {
        return arena_dup(arena, text);
    }
    if ((r->secrets != identities->secrets.n || MUTANT(spelled_each_time)) &&
        !(MUTANT(renewed_secret) && r->secrets) && redaction_build(keeper, identities, r) != OK) {
        return (struct span){NULL, 0};
    }
    struct search search = {.r = r, .text = text, .request = request};
    if (plain_read(&scratch, text, &search.plain) != OK) {
        return (struct span){NULL, 0};
    }
    return replace(&search, arena);
}

struct span identities_redact(const struct identities *identities, struct arena *arena,
                              struct span text) {
    return redact(identities, arena, text, false);
}

struct span identities_redact_request(const struct identities *identities, struct arena *arena,
                                      struct span text) {
    return redact(identities, arena, text, true);
}
