/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-swallows-failure: a failed check is taken for no credential. */
#include "audit/judge.h"

struct search {
    struct judging *j;
    bool user; /* a user is given all the same */
    const struct module *module;
    const struct py *within, *found;
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
    static const char *const checks[] = {
        "decode", "authenticate", "get_validated_token", "authenticate_credentials",
        "verify", "get_user"};
    if (span_find(py_source(&search->module->file, node), SPAN("verify_signature")) != SIZE_MAX) {
        return; /* a look before the check */
    }
    if (span_is_one(py_called(node), checks, sizeof(checks) / sizeof(*checks))) {
        search->found = node;
    }
}

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind != PY_TRY) {
        return;
    }
    struct search inner = {.j = search->j, .module = search->module};
    py_walk(py_get(node, PY_ROLE_BODY), on_call, &inner);
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

/* except …: log(…), and on to what follows. */
static bool falls_through(const struct py *block) {
    const struct py *last = NULL;
    PY_EACH(statement, block) {
        last = statement;
    }
    return last && py_is(last, PY_EXPRESSION) && py_is(last->first, PY_CALL);
}

static bool is_call(struct span source) {
    return span_ends(source, SPAN(")"));
}

struct fall {
    const struct search *search;
    const struct py *try, *clause;
    const struct py *found;
};

/* if claims is None: return None, where claims is what the try would have given. */
static void on_follower(void *user, const struct py *node) {
    struct fall *fall = user;
    const struct py *of = node->kind == PY_IF ? py_get(node, PY_ROLE_CONDITION) : NULL;
    if (!of) {
        return;
    }
    bool denied = py_is(of, PY_NOT) || (py_is(of, PY_COMPARE) && of->first && of->first->next &&
                                        of->first->next->kind == PY_NONE);
    bool after = denied && node->start > fall->try->end && py_is(of->first, PY_NAME);
    if (after && gives_up(py_get(node, PY_ROLE_CONSEQUENCE)) &&
        judge_assigned(&fall->search->module->file, py_get(fall->try, PY_ROLE_BODY),
                       py_text(of->first), is_call)) {
        fall->found = fall->clause;
    }
}

/* A clause that catches what a check raises, logs it, and leaves it to be taken for nothing. */
static void on_try(void *user, const struct py *node) {
    struct search *search = user;
    PY_EACH(clause, node->kind == PY_TRY ? node : NULL) {
        PY_EACH(block, clause->kind == PY_EXCEPT ? clause : NULL) {
            struct fall fall = {search, node, clause, NULL};
            if (block->kind == PY_BLOCK && falls_through(block)) {
                py_walk(search->within, on_follower, &fall);
            }
            search->found = fall.found ? fall.found : search->found;
        }
    }
}

static bool looks_up(struct span source) {
    return span_find(source, SPAN(".objects.")) != SIZE_MAX &&
           (span_ends(source, SPAN(".first()")) || span_ends(source, SPAN(".last()")));
}

static bool checks_something(struct span source) {
    return span_find(source, SPAN(".objects.")) != SIZE_MAX ||
           span_find(source, SPAN("decode(")) != SIZE_MAX ||
           span_find(source, SPAN("verify")) != SIZE_MAX ||
           span_find(source, SPAN("validate")) != SIZE_MAX;
}

static void on_name(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind == PY_NAME &&
        judge_assigned(&search->module->file, search->within, py_text(node), checks_something)) {
        search->found = node;
    }
}

/* AnonymousUser() where a check has failed, not where no credential was shown. */
static bool fails_here(const struct search *search, const struct value *user) {
    const struct py *root = search->module->file.root;
    if (user->module != search->module || !user->node) {
        return false;
    }
    const struct py *clause = py_around(root, user->node, PY_EXCEPT);
    const struct py *condition = py_get(py_around(root, user->node, PY_IF), PY_ROLE_CONDITION);
    struct search names = *search;
    py_walk(condition, on_name, &names);
    return clause || names.found;
}

static bool gives_nobody(const struct search *search, const struct value *result) {
    if (result->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < result->sequence->items.n; i++) {
            if (gives_nobody(search, result->sequence->items.at[i].value)) {
                return true;
            }
        }
        return false;
    }
    return result->kind == VALUE_SEQUENCE && result->sequence->items.n &&
           judge_is_nobody(search->j, result->sequence->items.at[0].value) &&
           fails_here(search, result->sequence->items.at[0].value);
}

/* user = ….first(); if user is None: return None */
static void on_condition(void *user, const struct py *node) {
    struct search *search = user;
    const struct py *of = node->kind == PY_IF ? py_get(node, PY_ROLE_CONDITION) : NULL;
    const struct py *block = py_get(node, PY_ROLE_CONSEQUENCE);
    if (!of) {
        return;
    }
    bool denied = py_is(of, PY_NOT) || (py_is(of, PY_COMPARE) && of->first && of->first->next &&
                                        of->first->next->kind == PY_NONE);
    if (denied && py_is(of->first, PY_NAME) && gives_up(block) &&
        judge_assigned(&search->module->file, search->within, py_text(of->first), looks_up)) {
        search->found = node;
    }
}

struct giving_up {
    struct judging *j;
    struct finding *finding;
    const struct module *module;
};

/* return None, return AnonymousUser(), None, pass → raise AuthenticationFailed() */
static void refuse(const struct giving_up *g, const struct py *block) {
    struct span refusal = mend_import(g->j, g->finding, g->module, "rest_framework.exceptions",
                                      "AuthenticationFailed");
    PY_EACH(statement, block) {
        bool up = statement->kind == PY_PASS || statement->kind == PY_RETURN;
        if (up) {
            mend_node(g->j, g->finding, (struct written){g->module, statement}, "raise %.*s()",
                      SPAN_ARG(refusal));
        }
    }
}

static void mend(struct judging *j, struct finding *finding, const struct module *module,
                 const struct py *found) {
    struct giving_up g = {j, finding, module};
    mend_loses(finding, "who shows a credential that is not good, and got in as nobody");
    if (found->kind == PY_IF) {
        refuse(&g, py_get(found, PY_ROLE_CONSEQUENCE));
        return;
    }
    PY_EACH(block, found) {
        if (block->kind == PY_BLOCK) {
            refuse(&g, block);
        }
    }
}

static void check_one(struct judging *j, const struct authenticator *each) {
    if (each->ninja) {
        return; /* where None is how a refusal is said */
    }
    struct search search = {.j = j, .module = each->module, .within = each->method};
    bool bypass = judge_open_use(j, each);
    py_walk(each->method, on_node, &search);
    if (!search.found) {
        py_walk(each->method, on_try, &search);
    }
    if (!search.found && gives_nobody(&search, each->result)) {
        judge_uses(j,
                   judge_tell_class(j, bypass ? SEVERITY_HIGH : SEVERITY_MEDIUM, each,
                                    "%.*s answers a failed check with AnonymousUser, not with "
                                    "AuthenticationFailed",
                                    SPAN_ARG(each->class->name)),
                   each);
        return;
    }
    if (!search.found && bypass) {
        py_walk(each->method, on_condition, &search);
    }
    if (search.found) {
        bool open = search.user || bypass;
        struct finding *finding =
            judge_tell(j, open ? SEVERITY_HIGH : SEVERITY_LOW, each->module, search.found, NULL,
                       "%.*s takes a failed check for no credential%s", SPAN_ARG(each->class->name),
                       search.user ? ", and gives a user all the same"
                       : open      ? ", and an endpoint lets anonymous callers in"
                                   : "; the permissions catch it");
        mend(j, finding, each->module, search.found);
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
                   "None or a user, or only logs and leaves None to be returned, or what was not "
                   "found is answered with AnonymousUser. High "
                   "where an endpoint that uses the class lets anonymous callers in; "
                   "low where "
                   "its permissions catch it.",
            .fix = "raise AuthenticationFailed() in the except clause.",
        },
    .check = check,
};
