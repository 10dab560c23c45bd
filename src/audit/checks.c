/* SPDX-License-Identifier: Apache-2.0 */
/* Checks by hand: whether a comparison is made, and whether anybody asks what came of it. */
#include "audit/judge.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* They say yes or no, and refuse nobody. */
static bool answers(struct span name) {
    static const char *const names[] = {"compare_digest", "constant_time_compare", "check_password",
                                        "checkpw"};
    return span_is_one(name, names, COUNT(names));
}

struct asking {
    const struct py *what; /* asked for: a node, or a name */
    struct span name;
    bool found;
};

static void on_name(void *user, const struct py *node) {
    struct asking *asking = user;
    asking->found |= py_named(node, asking->name);
}

/* A condition, or what is given back, holds it. */
static void on_condition(void *user, const struct py *node) {
    struct asking *asking = user;
    bool branch = node->kind == PY_IF || node->kind == PY_ELIF || node->kind == PY_WHILE;
    bool whole = node->kind == PY_CONDITIONAL || node->kind == PY_ASSERT ||
                 node->kind == PY_RETURN || node->kind == PY_IF_CLAUSE;
    const struct py *of = branch ? py_get(node, PY_ROLE_CONDITION) : whole ? node : NULL;
    if (!of) {
        return;
    }
    if (asking->what) {
        asking->found |= py_within(asking->what, of);
    } else {
        py_walk(of, on_name, asking);
    }
}

struct assigning {
    const struct py *call, *target;
};

static void on_assign(void *user, const struct py *node) {
    struct assigning *assigning = user;
    if ((node->kind == PY_ASSIGN || node->kind == PY_NAMED) && py_within(assigning->call, node)) {
        assigning->target =
            node->kind == PY_NAMED ? py_get(node, PY_ROLE_NAME) : py_get(node, PY_ROLE_LEFT);
    }
}

/* Whether what a call answers is asked for: in a condition, by whoever called the function, or by
 * way of a name. */
static bool is_consulted(const struct py *function, const struct py *call) {
    struct asking asking = {.what = call};
    py_walk(function, on_condition, &asking);
    struct assigning assigning = {call, NULL};
    py_walk(function, on_assign, &assigning);
    if (asking.found || !py_is(assigning.target, PY_NAME)) {
        return asking.found;
    }
    struct asking by_name = {.name = py_text(assigning.target)};
    py_walk(function, on_condition, &by_name);
    return by_name.found;
}

struct checking {
    const struct py *function;
    bool compares, consults;
};

static void on_call(void *user, const struct py *node) {
    struct checking *checking = user;
    if (node->kind == PY_CALL && answers(py_called(node))) {
        checking->compares = true;
        checking->consults |= is_consulted(checking->function, node);
    }
}

bool judge_ignores_check(const struct py *function) {
    struct checking checking = {.function = function};
    py_walk(function, on_call, &checking);
    return checking.compares && !checking.consults;
}

/* They raise, or ask somebody else. */
static const char *const refusals[] = {
    ".verify(", "InvalidSignature", "introspect",   "requests.",       "httpx.",
    "signing.", ".unsign(",         "verify_token", "verify_id_token", "validate_token"};

bool judge_checks(const struct py_file *file, const struct py *function) {
    struct checking checking = {.function = function};
    struct span source = py_source(file, function);
    py_walk(function, on_call, &checking);
    bool digests =
        span_find(source, SPAN("hmac.new(")) != SIZE_MAX &&
        (span_find(source, SPAN("==")) != SIZE_MAX || span_find(source, SPAN("!=")) != SIZE_MAX);
    return checking.consults || (digests && !checking.compares) ||
           span_says_one(source, refusals, COUNT(refusals));
}

bool judge_compares(struct judging *j, const struct authenticator *each) {
    (void)j;
    for (size_t i = 0; i < each->class->mro.n; i++) {
        const struct class *class = each->class->mro.at[i];
        if (module_is_own(class->module) && judge_checks(&class->module->file, class->node)) {
            return true;
        }
    }
    VEC_EACH(const struct written, ran, &each->ran) {
        if (judge_checks(&ran->module->file, ran->node)) {
            return true;
        }
    }
    return false;
}
