/* SPDX-License-Identifier: Apache-2.0 */
/* The spellings of all secrets, and an index of their bytes. */
#include "base/mutant.h"
#include "scan/credential/redact.h"
#include "text/base64.h"
#include "token/jws.h"

enum { COMMON_WORD = 16, MOST_SECRET = 16 << 10 };

uint64_t redaction_hash(const char *bytes, size_t n) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ plain_fold(bytes[i])) * 0x100000001b3u;
    }
    return hash ^ hash >> 29;
}

/* "secret", "password": stands in texts for itself, so letters count as they are. */
static bool is_common_word(struct span value) {
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < 'a' || value.ptr[i] > 'z') {
            return false;
        }
    }
    return value.len < COMMON_WORD;
}

/* What is short when its escapes are undone is a word like any other that is short. */
static enum err add(struct arena *arena, struct redaction *r, struct spelling spelling) {
    struct plain plain;
    TRY(plain_read(arena, spelling.bytes, &plain));
    spelling.bytes = (struct span){plain.bytes, plain.n};
    if (plain.n >= SPELLING_START) {
        return vec_push(arena, &r->spellings, spelling) ? OK : ERR_MEMORY;
    }
    struct secret word = {.value = spelling.bytes, .name = spelling.name};
    return plain.n == 0 || MUTANT(shrunk_secret) || vec_push(arena, &r->words, word) ? OK
                                                                                     : ERR_MEMORY;
}

/* What base64 makes of the value behind so many bytes of something else: the letters that the
 * value alone decides. */
static enum err add_base64(struct arena *arena, struct redaction *r, const struct spelling *of,
                           size_t before) {
    static const size_t undecided[] = {0, 2, 3};
    struct span padded = arena_join(arena, span_slice(SPAN("--"), 0, before), of->bytes);
    TRY_PTR(padded.ptr);
    struct span text = base64_encode(arena, BASE64_PADDED, padded);
    TRY_PTR(text.ptr);
    size_t whole = padded.len * 8 / 6, from = undecided[before];
    struct spelling spelling = *of;
    spelling.bytes = span_slice(text, from, whole > from ? whole - from : 0);
    spelling.claims = (of->claims * 8 + 5) / 6;
    spelling.signature = (of->signature * 8 + 5) / 6;
    spelling.piece = MUTANT(encoded_in_pieces) ? SIZE_MAX : of->piece * 8 / 6 + 1;
    spelling.cased = false;
    return add(arena, r, spelling);
}

static enum err add_hex(struct arena *arena, struct redaction *r, const struct spelling *of) {
    static const char digits[] = "0123456789abcdef";
    char *text = arena_array(arena, char, of->bytes.len * 2 + 1);
    TRY_PTR(text);
    for (size_t i = 0; i < of->bytes.len; i++) {
        unsigned char byte = (unsigned char)of->bytes.ptr[i];
        text[2 * i] = digits[byte >> 4];
        text[2 * i + 1] = digits[byte & 15];
    }
    struct spelling spelling = *of;
    spelling.bytes = (struct span){text, of->bytes.len * 2};
    spelling.claims *= 2;
    spelling.signature *= 2;
    spelling.piece = MUTANT(encoded_in_pieces) ? SIZE_MAX : spelling.piece * 2;
    spelling.cased = false;
    return add(arena, r, spelling);
}

static enum err add_secret(struct arena *arena, struct redaction *r, const struct secret *secret) {
    struct span value = span_slice(secret->value, 0, MOST_SECRET);
    struct spelling spelling = {.bytes = value,
                                .name = secret->name,
                                .piece = SPELLING_PIECE,
                                .cased = is_common_word(value)};
    if (jws_looks_like(value)) { /* a header is nobody's secret */
        spelling.claims = span_find_byte(value, '.') + 1;
        size_t dot = span_find_byte(span_from_index(value, spelling.claims), '.');
        spelling.signature = dot == SIZE_MAX ? value.len : spelling.claims + dot + 1;
    }
    TRY(add(arena, r, spelling));
    if (value.len < SPELLING_START) {
        return OK;
    }
    for (size_t before = 0; before < 3; before++) {
        TRY(add_base64(arena, r, &spelling, before));
    }
    return add_hex(arena, r, &spelling);
}

/* No more than so many are kept of those that begin alike. */
static void put(struct windows *windows, uint64_t hash, size_t spelling, size_t offset,
                size_t most) {
    size_t at = hash & windows->mask, alike = 0;
    while (windows->at[at].spelling) {
        alike += windows->at[at].hash == hash;
        if (alike == most) {
            return;
        }
        at = (at + 1) & windows->mask;
    }
    windows->at[at] = (struct window){hash, (uint32_t)spelling + 1, (uint32_t)offset};
}

static enum err make_room(struct arena *arena, struct windows *windows, size_t n) {
    size_t room = 64;
    while (room < n * 2) {
        room *= 2;
    }
    windows->at = arena_array(arena, struct window, room);
    windows->mask = room - 1;
    return windows->at ? OK : ERR_MEMORY;
}

/* Each secret is found where it stands whole, however many begin like it. Of pieces whose bytes
 * repeat themselves a few do: a target must not make us search for ever. */
static enum err index_all(struct arena *arena, struct redaction *r) {
    enum { PIECES_ALIKE = 8 };
    size_t pieces = 0, wholes = MUTANT(alike_forgotten) ? PIECES_ALIKE : SIZE_MAX;
    VEC_EACH(const struct spelling, spelling, &r->spellings) {
        pieces += spelling->bytes.len;
    }
    TRY(make_room(arena, &r->starts, r->spellings.n));
    TRY(make_room(arena, &r->pieces, pieces));
    for (size_t i = 0; i < r->spellings.n; i++) {
        const struct spelling *s = &r->spellings.at[i];
        put(&r->starts, redaction_hash(s->bytes.ptr, SPELLING_START), i, 0, wholes);
        for (size_t at = s->claims; !s->cased && at + s->piece <= s->bytes.len; at++) {
            put(&r->pieces, redaction_hash(s->bytes.ptr + at, SPELLING_PIECE), i, at, PIECES_ALIKE);
        }
    }
    return OK;
}

enum err redaction_build(struct arena *arena, const struct identities *identities,
                         struct redaction *out) {
    *out = (struct redaction){.secrets = identities->secrets.n};
    VEC_EACH(const struct secret, secret, &identities->secrets) {
        TRY(add_secret(arena, out, secret));
    }
    return index_all(arena, out);
}
