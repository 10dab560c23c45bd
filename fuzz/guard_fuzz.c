/* SPDX-License-Identifier: Apache-2.0 */
/* A request from anywhere (the method and target on the first line, then fields) before a policy:
 * what passes is a public operation, or was proven; and nothing passes by a path that is not sound.
 */
#include "../tests/policy/fixture.h"
#include "guard/judge.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static struct fixture *policy(void) {
    static struct fixture made;
    if (!made.policy.operations.n) {
        struct span contract = SPAN("openapi: 3.0.3\ninfo: {title: t, version: '1'}\ncomponents: "
                                    "{securitySchemes: {a: {type: http, scheme: bearer}, k: {type: "
                                    "apiKey, in: query, name: k}}}\npaths:\n  /a/{x}/: {get: "
                                    "{security: [{a: []}]}}\n  /b/: {get: {security: []}}\n");
        struct span config = SPAN("contract: c\nschemes: {a: {issuer: i, audience: a, algorithms: "
                                  "HS256, key: k}}\npublic: [GET /b/]\n");
        check(fixture_make(&made, contract, config) == OK);
    }
    return &made;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct facts facts;
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct span rest = {(const char *)data, size}, target = span_cut(&rest, '\n'),
                method = span_cut(&target, ' ');
    struct fields fields = {0};
    struct decision decision;
    while (rest.ptr) {
        struct span value = span_cut(&rest, '\n'), name = span_cut(&value, ':');
        check(fields_add(&arena, &fields, name, span_trim(value)));
    }
    struct facts_request request = {method, target, &fields};
    judge_request(&arena, &policy()->policy, &(struct judge_users){0}, &request, 1000, &facts,
                  &decision);
    check(decision.effect != EFFECT_PROVE);
    if (decision.effect == EFFECT_PERMIT) {
        check(facts.path_fault == PATH_SOUND && decision.operation != NULL);
        check(decision.operation->access == POLICY_PUBLIC || decision.claims != NULL);
        check(span_find(path_span(&facts.path), SPAN("//")) == SIZE_MAX);
        check(span_find(path_span(&facts.path), SPAN("/../")) == SIZE_MAX);
    }
    return 0;
}
