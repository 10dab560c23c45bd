/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-secret-key-reused: tokens are signed with Django's SECRET_KEY. */
#include "audit/judge.h"

#include "base/mutant.h"

static bool told(const struct judging *j) {
    return j->result->findings.n &&
           j->result->findings.at[j->result->findings.n - 1].rule == j->rule;
}

struct key {
    struct judging *j;
    const struct decode_call *call;
    struct span name; /* "KEY", "self.key" */
    bool parameter;   /* of the call's function */
    size_t all, reused;
};

static bool is_secret_key(struct judging *j, const struct py *value) {
    return value && span_equal(judge_dotted(j, value), SPAN("settings.SECRET_KEY"));
}

static void on_parameter(void *user, const struct py *node) {
    struct key *key = user;
    key->parameter |= py_named(node, key->name);
}

/* The name means there what it means to the call: self.key in the same class, another in a function
 * around the call, or in none where no parameter is called so. */
static bool is_seen(struct key *key, const struct py *assignment) {
    const struct py *root = key->call->module->file.root;
    const struct py *class = py_around(root, assignment, PY_CLASS);
    const struct py *function = py_around(root, assignment, PY_FUNCTION);
    if (MUTANT(keys_of_others)) {
        return true;
    }
    if (span_starts(key->name, SPAN("self."))) {
        return class == py_around(root, key->call->node, PY_CLASS);
    }
    return function ? py_within(key->call->node, function) : !key->parameter;
}

static void on_assign(void *user, const struct py *node) {
    struct key *key = user;
    const struct py *left = node->kind == PY_ASSIGN ? py_get(node, PY_ROLE_LEFT) : NULL;
    if (left && span_equal(judge_dotted(key->j, left), key->name) && is_seen(key, node)) {
        key->all++;
        key->reused += is_secret_key(key->j, py_get(node, PY_ROLE_RIGHT));
    }
}

/* KEY = settings.SECRET_KEY, and the name is given nothing else in the module. */
static bool names_secret_key(struct judging *j, const struct decode_call *call,
                             const struct py *argument) {
    struct key key = {
        .j = j, .call = call, .name = argument ? judge_dotted(j, argument) : SPAN("")};
    if (key.name.len && !MUTANT(key_by_name_unseen)) {
        const struct py *function = py_around(call->module->file.root, call->node, PY_FUNCTION);
        py_walk(py_get(function, PY_ROLE_PARAMETERS), on_parameter, &key);
        py_walk(call->module->file.root, on_assign, &key);
    }
    return key.reused && key.reused == key.all;
}

static void check_call(struct judging *j, const struct decode_call *call, const char *done) {
    const struct py *list = py_get(call->node, PY_ROLE_ARGUMENTS);
    PY_EACH(each, list) {
        const struct py *argument = each->kind == PY_KEYWORD ? py_get(each, PY_ROLE_VALUE) : each;
        if ((is_secret_key(j, argument) || names_secret_key(j, call, argument)) &&
            call->verifies != TRUTH_NO) {
            (void)judge_tell_call(j, SEVERITY_MEDIUM, call, "tokens are %s with SECRET_KEY", done);
        }
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call, "checked");
    }
    bool checked = told(j) || MUTANT(signing_is_no_use); /* by one key: signing is the same cause */
    for (size_t i = 0; i < j->encodes.n && !checked; i++) {
        check_call(j, &j->encodes.at[i], "signed");
    }
}

const struct audit_rule rule_jwt_secret_key_reused = {
    .record =
        {
            .id = "jwt-secret-key-reused",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Tokens are signed with Django's SECRET_KEY",
            .cwe = {"CWE-323", "CWE-321"},
            .owasp = "API2:2023",
            .why = "One leak opens sessions, reset links and tokens at once, and the key cannot be "
                   "changed "
                   "for one without the others.",
            .how =
                "The key of jwt.decode is settings.SECRET_KEY, or of jwt.encode where nothing is "
                "checked with it.",
            .fix = "A key of its own, from the environment.",
        },
    .check = check,
};
