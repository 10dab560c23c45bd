/* SPDX-License-Identifier: Apache-2.0 */
/* Cracking: the secret under which a token's HMAC was made, sought offline and in parallel. */
#ifndef POSTERN_TOKEN_CRACK_H
#define POSTERN_TOKEN_CRACK_H

#include "base/diag.h"
#include "token/crack_kernel.h"
#include "token/crack_rules.h"

#include <signal.h>

/* What is to be explained: the MAC of input under a secret that nobody told. */
struct crack_target {
    enum crack_hash hash;
    struct span input; /* the signing input, "header.payload" (RFC 7515 section 5.1) */
    struct span mac;   /* decoded; as long as the hash says */
};

enum { CRACK_SPACE_MOST = 12 }; /* letters of a word of a space */

/* Candidates: words in memory, a file of them, one a line, or a space: all that can be written. */
struct crack_source {
    const char *name; /* for the result: "built-in list", "rockyou.txt" */
    const struct span *words;
    size_t n;
    const char *path; /* not NULL: a file instead ("-": standard input) */
    enum crack_rules rules;
    const char *alphabet; /* not NULL: every word of its letters instead, from 1 to most of them */
    unsigned most;        /* at most CRACK_SPACE_MOST */
};

struct crack_progress {
    uint64_t tried;
    uint64_t elapsed_ns;
    uint64_t read, size; /* bytes of the files: done and in all; size 0 when a pipe is among them */
};

struct crack_options {
    const struct crack_source *sources;
    size_t n;
    unsigned threads;                  /* 0: one for each processor */
    unsigned year;                     /* for the rules that append years; 0: this one */
    const struct crack_kernel *kernel; /* NULL: the fastest */
    const volatile sig_atomic_t *stop; /* may be NULL; when it turns true, ERR_STOPPED */
    void (*progress)(void *context, const struct crack_progress *progress); /* may be NULL */
    void *context;
};

struct crack_result {
    bool found;         /* proven with OpenSSL's HMAC */
    struct span secret; /* raw bytes, in the arena */
    const char *source; /* its name */
    const char *rule;   /* what was done to the word: "as it is", "base64 decoded" */
    const char *kernel;
    unsigned threads;
    uint64_t tried, too_long; /* candidates; words over LIMIT_CRACK_WORD, left out */
    uint64_t elapsed_ns;
};

/* Tries every word as it is, source by source, then what the rules make of them, and spaces with
 * those, in their place. Blank words are left out in files. progress is called by the calling
 * thread, some five times a second. The answer is out->found. Errors: ERR_INVALID (mac of the wrong
 * length), ERR_MISSING or ERR_IO (a file), ERR_STOPPED (out tells how far it came), ERR_MEMORY,
 * ERR_CRYPTO; told to diag (may be NULL). */
NODISCARD enum err crack_run(struct arena *arena, const struct crack_target *target,
                             const struct crack_options *options, struct crack_result *out,
                             struct diag *diag);

#endif
