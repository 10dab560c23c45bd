/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-swallows-failure: a failed check is taken for no credential. */
#include "audit/judge.h"

struct search {
    struct judging *j;
    bool user; /* a user is given all the same */
    const struct module *module;
    const struct py *found;
};

static bool gives_up(const struct py *block) {
    PY_EACH(statement, block) {
        bool nothing = statement->kind == PY_RETURN &&
                       (!statement->first || statement->first->kind == PY_NONE ||
                        statement->first->kind == PY_TUPLE);
        if (nothing || statement->kind == PY_PASS) {
            return true;
        }
    }
    return false;
}

static bool gives_user(const struct py *block) {
    PY_EACH(statement, block) {
        const struct py *first = py_is(statement->first, PY_TUPLE) ? statement->first->first : NULL;
        if (statement->kind == PY_RETURN && first && first->kind != PY_NONE) {
            return true;
        }
    }
    return false;
}

static void on_call(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind != PY_CALL) {
        return;
    }
    static const struct span checks[] = {SPAN_INIT("decode"),
                                         SPAN_INIT("authenticate"),
                                         SPAN_INIT("get_validated_token"),
                                         SPAN_INIT("authenticate_credentials"),
                                         SPAN_INIT("verify"),
                                         SPAN_INIT("get_user")};
    const struct py *named = py_get(node, PY_ROLE_FUNCTION);
    struct span name =
        py_is(named, PY_ATTRIBUTE) ? py_text(py_get(named, PY_ROLE_ATTRIBUTE)) : py_text(named);
    for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
        search->found = span_equal(name, checks[i]) ? node : search->found;
    }
}

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind != PY_TRY) {
        return;
    }
    struct search inner = {.j = search->j, .module = search->module};
    judge_walk(py_get(node, PY_ROLE_BODY), on_call, &inner);
    PY_EACH(clause, node) {
        if (clause->kind == PY_EXCEPT && inner.found) {
            PY_EACH(block, clause) {
                bool up = block->kind == PY_BLOCK && gives_up(block);
                search->found = up ? clause : search->found;
                search->user |= up && gives_user(block);
            }
        }
    }
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct search search = {.j = j, .module = each->module};
    judge_walk(each->method, on_node, &search);
    if (search.found) {
        bool open = search.user || judge_open_use(j, each);
        struct finding *finding =
            judge_tell(j, open ? SEVERITY_HIGH : SEVERITY_LOW, each->module, search.found, NULL,
                       "%.*s takes a failed check for no credential%s", SPAN_ARG(each->class->name),
                       search.user ? ", and gives a user all the same"
                       : open      ? ", and an endpoint lets anonymous callers in"
                                   : "; the permissions catch it");
        judge_uses(j, finding, each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_authenticator_swallows_failure = {
    .record =
        {
            .id = "authenticator-swallows-failure",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A failed check is taken for no credential",
            .cwe = {"CWE-287", "CWE-390"},
            .owasp = "API2:2023",
            .why = "A wrong token should end the request. Where it counts as none, the request "
                   "goes on as "
                   "anonymous, or the next authenticator is asked; a view that lets anonymous "
                   "callers in "
                   "and looks at the token by hand is then open.",
            .how = "In authenticate(), an except clause around the check of a credential returns "
                   "None or a "
                   "user. High where an endpoint that uses the class lets anonymous callers in; "
                   "low where "
                   "its permissions catch it.",
            .fix = "raise AuthenticationFailed() in the except clause.",
        },
    .check = check,
};
