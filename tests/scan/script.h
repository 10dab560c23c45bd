/* SPDX-License-Identifier: Apache-2.0 */
/* A server that is declared: rules from requests to answers, looked at in their order, behind the
 * client's replay. cases/README.md tells how they are written. */
#ifndef POSTERN_TESTS_SCAN_SCRIPT_H
#define POSTERN_TESTS_SCAN_SCRIPT_H

#include "base/map.h"
#include "http/client.h"
#include "text/tree.h"

struct script_rule {
    const struct node *node;
    int64_t answered; /* so often it did */
};

struct script {
    struct arena *arena;
    const char *name; /* of the case, for what it says of mistakes */
    VEC(struct script_rule) rules;
    struct map flags;   /* those that are set */
    struct span scheme; /* of the target */
    VEC(struct request) log;
    uint64_t now_ns; /* when the newest request came */
};

/* Reads the rules; fails the test where they make no sense. */
void script_init(struct script *script, struct arena *arena, const char *name,
                 const struct node *rules);

/* For struct replay; user: the script. */
void script_answer(void *user, const struct request *request, uint64_t now_ns,
                   struct response *out);

/* How many of the requests so far fit a pattern: request, query, with, body, as a rule has them. */
size_t script_count(const struct script *script, const struct node *pattern);

/* Fails the test when an object has a member that is not among these words. */
void script_knows(const char *name, const struct node *object, const char *words);

#endif
