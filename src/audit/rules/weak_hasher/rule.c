/* SPDX-License-Identifier: Apache-2.0 */
/* weak-hasher: passwords are kept under a hash that is quickly reversed. */
#include "audit/judge.h"

static bool is_weak(struct span name) {
    static const struct span weak[] = {SPAN_INIT("MD5"), SPAN_INIT("SHA1PasswordHasher"),
                                       SPAN_INIT("Unsalted"), SPAN_INIT("CryptPasswordHasher"),
                                       SPAN_INIT("PlainText")};
    bool strong = span_find(name, SPAN("PBKDF2")) != SIZE_MAX;
    for (size_t i = 0; i < sizeof(weak) / sizeof(*weak) && !strong; i++) {
        if (span_find(name, weak[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "PASSWORD_HASHERS");
    const struct value *first = value_is(all, VALUE_SEQUENCE) && all->sequence->items.n
                                    ? all->sequence->items.at[0].value
                                    : NULL;
    if (first && first->kind == VALUE_TEXT && is_weak(first->text)) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_HIGH, all, "new passwords are kept under %.*s", SPAN_ARG(first->text));
        const struct py *list =
            py_is(all->node, PY_LIST) || py_is(all->node, PY_TUPLE) ? all->node->first : NULL;
        size_t at = list ? list->start : SIZE_MAX;
        mend_bytes(j, finding, all->module, at, at,
                   "\"django.contrib.auth.hashers.PBKDF2PasswordHasher\", ");
        mend_loses(finding, "nobody; a password is kept anew when its user logs in next");
    }
}

const struct audit_rule rule_weak_hasher = {
    .record =
        {
            .id = "weak-hasher",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "Passwords are kept under a hash that is quickly reversed",
            .cwe = {"CWE-916", "CWE-327"},
            .owasp = "API2:2023",
            .why =
                "A stolen table of MD5 or SHA-1 hashes is a table of passwords after an afternoon.",
            .how = "The first of PASSWORD_HASHERS, which new passwords get, is MD5, SHA-1, "
                   "unsalted or "
                   "crypt.",
            .fix = "Remove it; Argon2PasswordHasher or PBKDF2PasswordHasher first.",
        },
    .check = check,
};
