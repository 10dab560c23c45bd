/* SPDX-License-Identifier: Apache-2.0 */
/* simplejwt-long-lived: access tokens live for days. */
#include "audit/judge.h"

static bool is_long(const struct value *value) {
    return value->kind == VALUE_INT && value->number >= 86400;
}

static void check(struct judging *j) {
    const struct value *life = judge_member(j, "SIMPLE_JWT", "ACCESS_TOKEN_LIFETIME");
    struct slot *seconds =
        value_is(life, VALUE_OBJECT) ? table_find(&life->object->names, SPAN("seconds")) : NULL;
    if (seconds && seconds->value && value_may_be(seconds->value, is_long)) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_MEDIUM, life, "access tokens live for a day or longer");
        bool call = module_is_own(life->module) && py_is(life->node, PY_CALL);
        struct span source =
            call ? py_source(&life->module->file, py_get(life->node, PY_ROLE_FUNCTION)) : SPAN("");
        if (span_ends(source, SPAN("timedelta"))) {
            mend_node(j, finding, (struct written){life->module, life->node}, "%.*s(minutes=15)",
                      SPAN_ARG(source));
        }
        mend_loses(finding, "clients that do not refresh their token are refused after a quarter "
                            "of an hour");
    }
}

const struct audit_rule rule_simplejwt_long_lived = {
    .record =
        {
            .id = "simplejwt-long-lived",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Access tokens live for days",
            .cwe = {"CWE-613"},
            .owasp = "API2:2023",
            .why = "A stolen access token cannot be called back; it works until it expires.",
            .how = "SIMPLE_JWT[\"ACCESS_TOKEN_LIFETIME\"] is timedelta of a day or more, as far as "
                   "its "
                   "arguments are known.",
            .fix =
                "ACCESS_TOKEN_LIFETIME = timedelta(minutes=5), and a refresh token that rotates.",
        },
    .check = check,
};
