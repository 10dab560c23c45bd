/* SPDX-License-Identifier: Apache-2.0 */
/* debug-on: DEBUG is on in a deployable settings module. */
#include "audit/judge.h"

static bool is_on(const struct value *value) {
    bool text = value->kind == VALUE_TEXT && (span_equal_nocase(value->text, SPAN("true")) ||
                                              span_equal(value->text, SPAN("1")));
    return text || (value->kind == VALUE_BOOL && value->number) ||
           (value->kind == VALUE_INT && value->number);
}

/* {True, False} is what a variable makes of it, and not what stands there. */
static bool is_off(const struct value *value) {
    return value->kind == VALUE_BOOL && !value->number;
}

static void check(struct judging *j) {
    const struct value *debug = judge_setting(j, "DEBUG");
    if (value_may_be(debug, is_on) && !value_may_be(debug, is_off)) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_HIGH, debug, "DEBUG is on%s",
            debug->kind == VALUE_CHOICE ? " unless a variable says otherwise" : "");
        mend_setting(j, finding, "DEBUG", "False");
        mend_loses(finding, "nobody; ALLOWED_HOSTS must name the hosts that are served");
    }
}

const struct audit_rule rule_debug_on = {
    .record =
        {
            .id = "debug-on",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "DEBUG is on in a deployable settings module",
            .cwe = {"CWE-489"},
            .owasp = "API8:2023",
            .why = "Every error answers with a page that shows settings, local variables, the "
                   "environment "
                   "and SQL to whoever caused it.",
            .how = "DEBUG is True, or is True unless a variable says otherwise, in a settings "
                   "module that "
                   "a deployment can load.",
            .fix = "DEBUG = False there; a development module of its own may set it to True.",
        },
    .check = check,
};
