/* SPDX-License-Identifier: Apache-2.0 */
/* backend-timing: the time of an answer tells which users exist. */
#include "audit/judge.h"

struct search {
    struct judging *j;
    const struct module *module;
    const struct py *check;  /* check_password(…) */
    const struct py *except; /* the clause of DoesNotExist */
};

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (judge_checks_password(node)) {
        search->check = node;
    }
    if (node->kind == PY_EXCEPT && py_is(node->first, PY_ATTRIBUTE) &&
        span_ends(judge_dotted(search->j, node->first), SPAN(".DoesNotExist"))) {
        search->except = node;
    }
}

/* As long a hash for nobody as for somebody. */
static void mend(struct judging *j, struct finding *finding, const struct module *module,
                 const struct py *method) {
    struct search search = {j, module, NULL, NULL};
    py_walk(method, on_node, &search);
    const struct py *password = py_at(py_get(search.check, PY_ROLE_ARGUMENTS), 0);
    const struct py *block = NULL;
    PY_EACH(child, search.except) {
        block = child->kind == PY_BLOCK ? child : block;
    }
    if (!password || !block || !block->first) {
        mend_never(finding);
        return;
    }
    struct span model = py_source(&module->file, py_get(search.except->first, PY_ROLE_OBJECT));
    mend_line_before(j, finding, (struct written){module, block->first},
                     "%.*s().set_password(%.*s)", SPAN_ARG(model),
                     SPAN_ARG(py_source(&module->file, password)));
    mend_loses(finding, "nobody");
}

static void check_backend(struct judging *j, struct class *class, const struct value *method) {
    struct span source = py_source(&class->module->file, method->node);
    bool checks = span_find(source, SPAN("check_password")) != SIZE_MAX;
    bool gets = span_find(source, SPAN(".get(")) != SIZE_MAX &&
                span_find(source, SPAN("DoesNotExist")) != SIZE_MAX;
    bool first = span_find(source, SPAN(".first()")) != SIZE_MAX;
    bool hashes = span_find(source, SPAN("set_password")) != SIZE_MAX ||
                  span_find(source, SPAN("make_password")) != SIZE_MAX ||
                  span_find(source, SPAN("super()")) != SIZE_MAX;
    if (checks && (gets || first) && !hashes) {
        mend(j,
             judge_tell(j, SEVERITY_LOW, class->module, method->node, NULL,
                        "%.*s answers sooner for users who do not exist", SPAN_ARG(class->name)),
             class->module, method->node);
    }
}

static void check(struct judging *j) {
    judge_backends(j, check_backend);
}

const struct audit_rule rule_backend_timing = {
    .record =
        {
            .id = "backend-timing",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "The time of an answer tells which users exist",
            .cwe = {"CWE-208", "CWE-204"},
            .owasp = "API2:2023",
            .why = "Hashing a password takes a tenth of a second; a name that nobody has answers "
                   "at once. "
                   "Whoever measures has the list of users.",
            .how = "A backend's authenticate() looks the user up, checks the password, and on "
                   "DoesNotExist "
                   "returns without hashing anything.",
            .fix = "In the except branch: User().set_password(password), as ModelBackend does; or "
                   "descend "
                   "from ModelBackend.",
        },
    .check = check,
};
