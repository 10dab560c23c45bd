/* SPDX-License-Identifier: Apache-2.0 */
/* A policy for tests, from the texts of a contract and a configuration. */
#ifndef POSTERN_TESTS_POLICY_FIXTURE_H
#define POSTERN_TESTS_POLICY_FIXTURE_H

#include "policy/compile.h"

struct fixture {
    struct arena arena;
    struct diag diag;
    struct contract contract;
    struct config config;
    struct policy policy;
};

/* The secret of every scheme's key in tests, as a JWK. */
#define FIXTURE_KEY                                                               \
    "{\"kty\":\"oct\",\"k\":\"bWFkZS11cC1mb3ItdGVzdHMtYW5kLWxvbmctZW5vdWdoISE\"," \
    "\"alg\":\"HS256\"}"
#define FIXTURE_SECRET "made-up-for-tests-and-long-enough!!"

static enum err fixture_key(void *user, struct span path, struct span *text) {
    (void)user;
    *text = span_ends(path, SPAN("secret.txt"))  ? SPAN(FIXTURE_SECRET "\n")
            : span_ends(path, SPAN("short.txt")) ? SPAN("made-up\n")
            : span_ends(path, SPAN("lines.txt")) ? SPAN("made-up-for-tests\nand-long-enough!!")
                                                 : SPAN(FIXTURE_KEY);
    return span_ends(path, SPAN("absent.json")) ? ERR_MISSING : OK;
}

/* What compiling came to; fixture_free it in any case. */
static inline enum err fixture_make(struct fixture *f, struct span contract, struct span config) {
    *f = (struct fixture){0};
    arena_init(&f->arena, (size_t)64 << 20);
    diag_init(&f->diag, &f->arena);
    struct contract_options options = {.file = SPAN("openapi.yaml")};
    TRY(contract_load(&f->arena, contract, &options, &f->contract, &f->diag));
    TRY(config_read(&f->arena, SPAN("etc/guard.yaml"), config, &f->config, &f->diag));
    struct compile_options compile = {&f->contract, &f->config, fixture_key, NULL};
    return compile_policy(&f->arena, &compile, &f->policy, &f->diag);
}

static inline void fixture_free(struct fixture *f) {
    policy_free(&f->policy);
    arena_free(&f->arena);
}

#endif
