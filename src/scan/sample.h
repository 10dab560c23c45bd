/* SPDX-License-Identifier: Apache-2.0 */
/* A sample: what of an answer can be compared with another's: status, form, values, signs of
 * refusal. */
#ifndef POSTERN_SCAN_SAMPLE_H
#define POSTERN_SCAN_SAMPLE_H

#include "base/err.h"
#include "text/message.h"

enum sample_kind { SAMPLE_NONE = 0, SAMPLE_EMPTY, SAMPLE_JSON, SAMPLE_HTML, SAMPLE_TEXT };

enum { SAMPLE_LEAVES = 400 };

/* One value of a JSON body, or one word of a text. Array elements share the path of their array. */
struct leaf {
    uint64_t path, parent, value; /* hashes; parent: the path of what holds it */
    uint64_t words;               /* an error's text: hash of its words without digits, or 0 */
    bool blank;                   /* null, "", [], {} or a word for nobody ("anonymous") */
    bool denial;                  /* a text that speaks of refusal */
    bool blames;                  /* and of a credential that is missing or no good */
    bool array;
    bool telling; /* a text that tells which error this is */
    bool holds;   /* an array or an object that is not empty */
    bool echo;    /* a text that repeats what the request carried */
};

struct sample {
    enum wire wire;
    int status;
    enum sample_kind kind;
    bool challenge;       /* WWW-Authenticate */
    bool throttled;       /* sample_asks_patience */
    bool password_form;   /* HTML that asks for a password */
    bool fails;           /* the body says that it is an error */
    bool refusal;         /* the form of the body says no: {"success": false}, {"error": …} */
    bool blames;          /* a text that is not JSON speaks of a bad credential */
    bool telling;         /* a text that is not JSON tells which error it is */
    uint64_t code;        /* hash of what the envelope itself says of how it went, or 0 */
    struct span location; /* path of the Location header, without its query */
    uint64_t hash;        /* of the whole body */
    uint64_t type;        /* hash of its media type */
    uint64_t asked;       /* hash of the path that was asked for, where the body may repeat it */
    bool rebuff;          /* worthless credentials are turned away by these words; see rebuffs.h */
    bool echoes;          /* the body repeats a value that the request carried */
    size_t size;          /* of the body, bytes */
    struct leaf *leaves;  /* sorted by path, then value */
    size_t leaf_n;
};

/* Bodies that were taken already: most answers of an operation are one of a few, byte for byte. */
enum { SAMPLE_MEMORY = 8 };
struct sample_memory {
    struct sample at[SAMPLE_MEMORY];
    size_t n;
};

/* 429, 503 with Retry-After, or 403 and 420 whose fields say that a quota is spent: the answer is
 * of how much was asked, not of who asks. */
bool sample_asks_patience(const struct response *response);

/* Takes a sample of an answer. The answer to a HEAD has no body; where a body repeats the path that
 * was asked for, that path does not count, so that "no route /a" and "no route /b" are the same;
 * nor does a value that the request carried (its credential), in whatever encoding.
 * memory: of the same operation's samples, which out joins; or NULL.
 * Errors: ERR_MEMORY. A body that is not what its type says is taken as text. */
NODISCARD enum err sample_take(struct arena *arena, const struct exchange *exchange,
                               struct sample_memory *memory, struct sample *out);

/* 401, 403 or 407, a rebuff, or the server broke off over the client certificate. */
bool sample_refused(const struct sample *sample);

/* 2xx. */
bool sample_served(const struct sample *sample);

/* 2xx, and a body that says that it is an error. */
bool sample_fails(const struct sample *sample);

/* Answered, not refused, and not by a server error: past the gate, as far as a status can tell. */
bool sample_past(const struct sample *sample);

/* How much one answer is like another of the same request. */
enum likeness {
    LIKE_NOTHING = 0, /* another status class, kind or form */
    LIKE_FILTERED,    /* the same form, with lists or most of what it holds emptied */
    LIKE_FORM,        /* the same form, other values */
    LIKE_SAME,        /* the same, but for what changes in every answer */
};

/* Paths whose values change from one answer to the next. */
struct volatility {
    uint64_t *paths; /* sorted */
    size_t n;
    uint64_t *numbered; /* of these, sorted: texts in which numbers alone change, and no words */
    size_t numbered_n;
    size_t differing; /* texts: hundredths of the words that change from one answer to the next */
};

/* Learns from two answers to the same request with the same credential. Errors: ERR_MEMORY. */
NODISCARD enum err sample_learn(struct arena *arena, const struct sample *a, const struct sample *b,
                                struct volatility *out);

enum likeness sample_compare(const struct sample *answer, const struct sample *reference,
                             const struct volatility *volatility);

/* An array or an object of the reference is empty, null or missing in the answer. */
bool sample_emptied(const struct sample *answer, const struct sample *reference);

/* Two errors are the same only word by word, but for what changes in every answer, and where there
 * are words: an API's errors share their envelope, and "Bad Request" may be said of anything. */
bool sample_same_error(const struct sample *answer, const struct sample *reference,
                       const struct volatility *volatility);

/* Two refusals say the same: the same status, kind and code, and no other words, but for what
 * changes in every answer. Numbers, dates and ids are no words. */
bool sample_same_refusal(const struct sample *answer, const struct sample *reference,
                         const struct volatility *volatility);

/* True when the answer holds words of refusal which the reference does not hold. */
bool sample_denies(const struct sample *answer, const struct sample *reference);

/* The same for words that say of a credential that it is missing or no good. */
bool sample_blames_credential(const struct sample *answer, const struct sample *reference);

#endif
