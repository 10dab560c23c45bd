/* SPDX-License-Identifier: Apache-2.0 */
/* A case of the scan: what it is given, and what came of it. */
#ifndef POSTERN_TESTS_SCAN_SCENARIO_H
#define POSTERN_TESTS_SCAN_SCENARIO_H

#include "scan/engine.h"
#include "script.h"

struct scenario {
    const char *name;
    struct arena arena;
    struct diag diag;
    struct contract contract;
    struct identities identities;
    struct script script;
    struct result result;
    struct scan_progress progress; /* the newest */
    struct span waited; /* what it was the first time that the scan waited; empty: never */
    enum effort effort;
    struct result foretold; /* by a dry run before the scan */
    enum err ended;
    struct span wrong; /* everything that is not as expected, line by line */
};

/* Adds a line to what is wrong. */
static inline void complain(struct scenario *scenario, struct span words) {
    scenario->wrong =
        arena_printf(&scenario->arena, "%.*s\n  %.*s", SPAN_ARG(scenario->wrong), SPAN_ARG(words));
}
#define COMPLAIN(scenario, ...) complain(scenario, arena_printf(&(scenario)->arena, __VA_ARGS__))

/* A number of an object, or what is meant where it has none. */
static inline double number(const struct node *object, struct span name, double otherwise) {
    int64_t value;
    return node_i64(node_get(object, name), &value) ? (double)value : otherwise;
}

#endif
