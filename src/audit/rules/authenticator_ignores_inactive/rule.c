/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-ignores-inactive: a user who was shut out still gets in. */
#include "audit/judge.h"

static bool forgets(const struct value *result) {
    if (result->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < result->sequence->items.n; i++) {
            if (forgets(result->sequence->items.at[i].value)) {
                return true;
            }
        }
        return false;
    }
    if (result->kind != VALUE_SEQUENCE || !result->sequence->items.n) {
        return false;
    }
    unsigned taint = value_taint(result->sequence->items.at[0].value);
    bool shown = taint & (TAINT_INPUT | TAINT_VERIFIED | TAINT_UNVERIFIED); /* led to it */
    return shown && (taint & TAINT_STORED) && !(taint & TAINT_ACTIVE);
}

struct returns {
    struct judging *j;
    struct finding *finding;
    const struct authenticator *each;
};

/* Before "return user, token": if not user.is_active: raise AuthenticationFailed() */
static void on_return(void *user, const struct py *node) {
    struct returns *returns = user;
    const struct module *module = returns->each->module;
    const struct py *pair = node->kind == PY_RETURN ? node->first : NULL;
    const struct py *who = pair && py_is(pair, PY_TUPLE) ? pair->first : NULL;
    if (!py_is(who, PY_NAME) && !py_is(who, PY_ATTRIBUTE)) {
        return;
    }
    struct span source = py_source(&module->file, who);
    struct span indent = mend_indent(module, node);
    struct span unit = indent.len && indent.ptr[0] == '\t' ? SPAN("\t") : SPAN("    ");
    struct span refusal = mend_import(returns->j, returns->finding, module,
                                      "rest_framework.exceptions", "AuthenticationFailed");
    mend_line_before(returns->j, returns->finding, (struct written){module, who},
                     "if not %.*s.is_active:\n%.*sraise %.*s()", SPAN_ARG(source), SPAN_ARG(unit),
                     SPAN_ARG(refusal));
}

static void check_one(struct judging *j, const struct authenticator *each) {
    if (forgets(each->result) && !each->asks_active) {
        struct finding *finding =
            judge_tell_class(j, SEVERITY_MEDIUM, each, "%.*s lets users in who are not active",
                             SPAN_ARG(each->class->name));
        py_walk(each->method, on_return, &(struct returns){j, finding, each});
        mend_loses(finding, "users who are not active");
        judge_uses(j, finding, each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_authenticator_ignores_inactive = {
    .record =
        {
            .id = "authenticator-ignores-inactive",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A user who was shut out still gets in",
            .cwe = {"CWE-285", "CWE-613"},
            .owasp = "API2:2023",
            .why = "An account that is deactivated keeps working with the credential that it had: "
                   "the one "
                   "measure that operators take against a stolen account does nothing.",
            .how = "authenticate() gives a user that it looked up, and neither the lookup nor the "
                   "code of "
                   "the class, nor what it calls, asks for is_active.",
            .fix = "User.objects.get(..., is_active=True), or raise AuthenticationFailed when not "
                   "user.is_active.",
        },
    .check = check,
};
