/* SPDX-License-Identifier: Apache-2.0 */
/* Our verifications of one token a second of processor time: verify-rate TOKEN ALG KEY SECONDS. KEY
 * is a file: a PEM, or for HMAC the secret's bytes. Signature, typ and claims are checked each
 * time; nothing is cached. */
#include "base/io.h"
#include "token/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUND = 200 };

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The arena is emptied for each token and keeps its memory, as a server's would. */
static bool once(struct arena *arena, const struct verifier *verifier, struct span token) {
    struct jws jws;
    enum token_reason reason;
    arena_reset(arena);
    return verify_token(arena, verifier, 1700000000, token, &jws, &reason) == OK &&
           reason == TOKEN_ACCEPTED;
}

static enum err load(struct arena *arena, char **argv, struct keys *keys) {
    struct span text;
    enum key_fault fault;
    enum alg alg = alg_from_name(span_from(argv[2]));
    TRY(io_read(arena, argv[3], 1 << 16, &text));
    return alg_info(alg)->family == FAMILY_HMAC ? keys_secret(arena, text, alg, keys, &fault)
                                                : keys_read(arena, text, alg, keys, &fault);
}

int main(int argc, char **argv) {
    static const struct span issuer = SPAN_INIT("https://issuer.example"),
                             audience = SPAN_INIT("bench");
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)1 << 20);
    ARENA_SCOPE work;
    arena_init(&work, (size_t)1 << 20);
    KEYS_SCOPE keys = {0};
    if (argc != 5 || load(&arena, argv, &keys) != OK) {
        (void)fputs("verify-rate TOKEN ALG KEY SECONDS\n", stderr);
        return 2;
    }
    struct verifier verifier = {
        .keys = &keys,
        .policy = {.issuers = &issuer, .n_issuers = 1, .audiences = &audience, .n_audiences = 1}};
    struct span token = span_from(argv[1]);
    double start = seconds(), most = strtod(argv[4], NULL), spent = 0;
    size_t done = 0;
    while (spent < most) {
        for (int i = 0; i < ROUND; i++) {
            if (!once(&work, &verifier, token)) {
                (void)fputs("verify-rate: refused\n", stderr);
                return 1;
            }
        }
        done += ROUND;
        spent = seconds() - start;
    }
    (void)printf("%.0f\n", (double)done / spent);
    return 0;
}
