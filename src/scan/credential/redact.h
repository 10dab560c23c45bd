/* SPDX-License-Identifier: Apache-2.0 */
/* What redaction compares: texts decoded, letters folded, secrets in all their forms. */
#ifndef POSTERN_SCAN_REDACT_H
#define POSTERN_SCAN_REDACT_H

#include "scan/credential/identity.h"

/* A text with every escape of JSON, HTML and URLs undone, and where each byte came from. */
struct plain {
    char *bytes;
    size_t *from; /* of n + 1 bytes: its offset in the text */
    size_t n;
};

/* Undoes escapes until none is left. A text and what encodes it come to the same. Errors:
 * ERR_MEMORY. */
NODISCARD enum err plain_read(struct arena *arena, struct span text, struct plain *out);

/* Bytes that are compared as one: letters of either case; "+", "-" and a space; "/" and "_". */
unsigned char plain_fold(char c);

/* A secret as it may stand in a text: itself, in base64 of one alignment, or in hex. */
struct spelling {
    struct span bytes; /* plain */
    struct span name;
    size_t claims, signature; /* where what is secret begins: of a JWT; else 0 */
    size_t piece;             /* the fewest bytes that are worth hiding */
    bool cased;               /* a common word: only as it is written */
};

enum { SPELLING_START = 6, SPELLING_PIECE = 16 };

struct window {
    uint64_t hash;
    uint32_t spelling, offset; /* spelling: 0: free, else its index and 1 */
};

/* Open addressing over hashes of bytes; as many as fit stand for the same hash. */
struct windows {
    struct window *at;
    size_t mask;
};

struct redaction {
    VEC(struct spelling) spellings;
    VEC(struct secret) words; /* of fewer than SPELLING_START bytes */
    struct windows starts, pieces;
    size_t secrets; /* how many it was built from */
};

/* Brings the list up to date after secrets were added. Errors: ERR_MEMORY. */
NODISCARD enum err redaction_build(struct arena *arena, const struct identities *identities,
                                   struct redaction *out);

uint64_t redaction_hash(const char *bytes, size_t n);

#endif
