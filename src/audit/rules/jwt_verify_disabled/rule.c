/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-verify-disabled: a token is decoded without checking its signature. */
#include "audit/judge.h"

#include "base/mutant.h"

/* The block of an if statement that holds the node; the statement itself for its condition. */
static const struct py *branch_of(const struct py *statement, const struct py *node) {
    PY_EACH(child, statement) {
        if (py_within(node, child)) {
            return child;
        }
    }
    return statement;
}

/* return jwt.decode(…): all of the claims, for whoever called to believe. */
static bool is_returned(const struct decode_call *call) {
    const struct py *returned = py_around(call->module->file.root, call->node, PY_RETURN);
    return returned && returned->first == call->node;
}

/* One of the two is reached, never both: what one verifies, the other does not. */
static bool excludes(const struct decode_call *call, const struct py *other) {
    const struct py *root = call->module->file.root;
    const struct py *statement = py_around(root, call->node, PY_IF);
    if (is_returned(call)) {
        return true;
    }
    return statement && py_within(other, statement) &&
           branch_of(statement, other) != branch_of(statement, call->node);
}

/* Whether both were seen in one run: a look at the token before it is verified. */
static bool seen_with(const struct judging *j, const struct decode_call *call,
                      const struct decode_call *other) {
    VEC_EACH(const struct decode_call, same, &j->decodes) {
        if (same->node == call->node && same->run == other->run) {
            return true;
        }
    }
    return false;
}

/* Whether a decode that verifies stands in the same function, or runs on the same object, or in the
 * same run. */
static bool verified_too(const struct judging *j, const struct decode_call *call) {
    VEC_EACH(const struct decode_call, other, &j->decodes) {
        bool same = other->module == call->module && other->function == call->function;
        bool object = call->self && other->self == call->self;
        bool verifies = other->verifies != TRUTH_NO && other->node != call->node;
        if (verifies && same && excludes(call, other->node)) {
            continue;
        }
        if (verifies && (same || object || (!is_returned(call) && seen_with(j, call, other)))) {
            return true;
        }
    }
    return false;
}

struct search {
    struct judging *j;
    const struct py_file *file;
    const struct decode_call *call;
    bool found;
};

/* jwt.decode(token, key, …) that a run did not come to. */
static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    if (!named || node == search->call->node || py_count(py_get(node, PY_ROLE_ARGUMENTS)) < 2) {
        return;
    }
    struct span source = py_source(search->file, node);
    search->found |= !excludes(search->call, node) &&
                     span_ends(judge_dotted(search->j, named), SPAN("jwt.decode")) &&
                     span_find(source, SPAN("verify_signature")) == SIZE_MAX &&
                     span_find(source, SPAN("verify=False")) == SIZE_MAX;
}

/* Calls of the function that gives the claims, and those among them beside which nothing verifies.
 */
struct lookers {
    struct judging *j;
    const struct decode_call *call;
    const struct module *module;
    size_t all, bare;
    size_t mentions, known; /* of its name; those of them that are its definition or called */
};

static bool decode_beside(struct lookers *lookers, const struct py *function,
                          const struct py *call) {
    struct decode_call there = {.module = lookers->module, .node = call, .function = function};
    struct search search = {lookers->j, &lookers->module->file, &there, false};
    py_walk(function, on_node, &search);
    VEC_EACH(const struct decode_call, other, &lookers->j->decodes) {
        search.found |= other->module == there.module && other->function == function &&
                        other->verifies != TRUTH_NO && !excludes(&there, other->node);
    }
    return search.found;
}

/* from peeks import peek as claims_of */
static bool renames(const struct py *node, struct span name) {
    struct span rest = node->kind == PY_ALIASED ? py_text(py_get(node, PY_ROLE_NAME)) : SPAN("");
    struct span last = rest;
    while (rest.len) {
        last = span_cut(&rest, '.');
    }
    return span_equal(last, name);
}

/* A variable of that name, in a function that gives it its value. */
static bool is_variable(const struct lookers *lookers, const struct py *node, struct span name) {
    const struct py *function =
        py_named(node, name) ? py_around(lookers->module->file.root, node, PY_FUNCTION) : NULL;
    return py_last_assignment(function, name) && !MUTANT(variables_looked_by);
}

/* Who has it under another name, or hands it on, calls it where nobody sees. */
static void count_mention(struct lookers *lookers, const struct py *node, struct span name) {
    struct span named = node->kind == PY_FUNCTION || node->kind == PY_KEYWORD
                            ? py_text(py_get(node, PY_ROLE_NAME))
                        : node->kind == PY_CALL ? py_called(node)
                                                : SPAN("");
    lookers->mentions +=
        (py_named(node, name) && !is_variable(lookers, node, name)) || renames(node, name);
    lookers->known += span_equal(named, name);
}

static void on_looker(void *user, const struct py *node) {
    struct lookers *lookers = user;
    struct span name = py_text(py_get(lookers->call->function, PY_ROLE_NAME));
    count_mention(lookers, node, name);
    if (node->kind != PY_CALL || !span_equal(py_called(node), name)) {
        return;
    }
    const struct py *function = py_around(lookers->module->file.root, node, PY_FUNCTION);
    lookers->all++;
    lookers->bare += !function || !decode_beside(lookers, function, node);
}

/* peek(token) gives the claims, and whoever calls it verifies the token thereafter. */
static bool verified_by_callers(struct judging *j, const struct decode_call *call) {
    struct lookers lookers = {.j = j, .call = call};
    bool own = is_returned(call) && py_is(call->function, PY_FUNCTION) && !MUTANT(callers_unseen);
    VEC_EACH(const struct module *, module, &j->modules) {
        lookers.module = *module;
        py_walk(own ? (*module)->file.root : NULL, on_looker, &lookers);
    }
    bool elsewhere = lookers.mentions > lookers.known && !MUTANT(aliases_unseen);
    return lookers.all && !lookers.bare && !elsewhere;
}

static bool verified_beside(struct judging *j, const struct decode_call *call) {
    struct search search = {j, &call->module->file, call, false};
    py_walk(call->function, on_node, &search);
    return search.found;
}

/* What came from the provider itself, over TLS, may be read as it is (OpenID Connect Core 1.0,
 * section 3.1.3.7). */
static bool is_from_provider(const struct decode_call *call) {
    struct span token =
        py_source(&call->module->file, py_at(py_get(call->node, PY_ROLE_ARGUMENTS), 0));
    return span_find(token, SPAN("id_token")) != SIZE_MAX &&
           span_find(token, SPAN("request")) == SIZE_MAX;
}

/* verify_signature: False in the call itself, or verify=False. */
static void on_switch(void *user, const struct py *node) {
    const struct py **found = user;
    struct span key = py_text(node->kind == PY_PAIR      ? py_get(node, PY_ROLE_KEY)
                              : node->kind == PY_KEYWORD ? py_get(node, PY_ROLE_NAME)
                                                         : NULL);
    if (py_is(py_get(node, PY_ROLE_VALUE), PY_FALSE) &&
        (span_equal(key, SPAN("verify_signature")) || span_equal(key, SPAN("verify")))) {
        *found = py_get(node, PY_ROLE_VALUE);
    }
}

/* Where key and algorithms are there already, the check need only be switched on. */
static void mend(struct judging *j, struct finding *finding, const struct decode_call *call) {
    const struct py *off = NULL;
    bool key = call->key && !(value_is(call->key, VALUE_TEXT) && !call->key->text.len) &&
               !value_is(call->key, VALUE_NONE);
    py_walk(py_get(call->node, PY_ROLE_ARGUMENTS), on_switch, &off);
    if (!off || !key || !value_is(call->algorithms, VALUE_SEQUENCE)) {
        mend_never(finding);
        return;
    }
    mend_node(j, finding, (struct written){call->module, off}, "True");
    mend_loses(finding, "who shows a token that nobody signed with this key");
}

static void check_call(struct judging *j, const struct decode_call *call) {
    if (call->verifies == TRUTH_NO && !verified_too(j, call) && !judge_verifies_by_hand(j, call) &&
        !verified_beside(j, call) && !verified_by_callers(j, call) && !is_from_provider(call)) {
        mend(j,
             judge_tell_call(j, SEVERITY_CRITICAL, call, "the token's signature is not checked%s",
                             call->older_only ? " where PyJWT is older than 2: later ones do not "
                                                "heed verify=False, and no file tells which runs"
                                              : ""),
             call);
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_verify_disabled = {
    .record =
        {
            .id = "jwt-verify-disabled",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "A token is decoded without checking its signature",
            .cwe = {"CWE-347"},
            .owasp = "API2:2023",
            .why = "Anybody writes a token and is whoever it says.",
            .how =
                "jwt.decode is called with verify_signature False, or with verify=False unless the "
                "project's lock files or requirements say PyJWT 2 or later, which does not heed "
                "it; "
                "or jose.jws.verify with verify=False. The same function does not decode the token "
                "with a check as well. Looking first and verifying afterwards is silent, and so is "
                "a function that looks, where all that call it verify.",
            .fix = "Decode with the key and algorithms=[...], and without verify_signature: False.",
        },
    .check = check,
};
