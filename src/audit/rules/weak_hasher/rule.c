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

/* The weak one of several, where the others are what a variable may say: a known other is what is
 * used when nobody runs the tests. */
static const struct value *weak_of(const struct value *value) {
    const struct value *found = value_is(value, VALUE_TEXT) && is_weak(value->text) ? value : NULL;
    for (size_t i = 0; value_is(value, VALUE_CHOICE) && i < value->sequence->items.n; i++) {
        const struct value *item = value->sequence->items.at[i].value;
        if (item->kind != VALUE_UNKNOWN && !weak_of(item)) {
            return NULL;
        }
        found = item->kind == VALUE_UNKNOWN ? found : weak_of(item);
    }
    bool list = value_is(value, VALUE_SEQUENCE) && value->sequence->items.n;
    return list ? weak_of(value->sequence->items.at[0].value) : found;
}

struct search {
    struct span name;
    const struct py *found;
};

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind == PY_STRING && span_equal(py_text(node), search->name)) {
        search->found = node;
    }
}

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "PASSWORD_HASHERS");
    const struct value *first = weak_of(all);
    if (first && !judge_setting_maybe(j, "PASSWORD_HASHERS")) {
        bool said = value_is(all, VALUE_SEQUENCE) && first == all->sequence->items.at[0].value;
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_HIGH, all, "new passwords are kept under %.*s%s", SPAN_ARG(first->text),
            said ? "" : " unless a variable says otherwise");
        const struct py *list =
            py_is(all->node, PY_LIST) || py_is(all->node, PY_TUPLE) ? all->node->first : NULL;
        size_t at = list ? list->start : SIZE_MAX;
        struct search literal = {first->text, NULL};
        py_walk(said ? NULL : all->node, on_node, &literal);
        if (literal.found) {
            mend_node(j, finding, (struct written){all->module, literal.found},
                      "\"django.contrib.auth.hashers.PBKDF2PasswordHasher\"");
        } else if (!said) {
            mend_never(finding);
        } else {
            mend_bytes(j, finding, all->module, at, at,
                       "\"django.contrib.auth.hashers.PBKDF2PasswordHasher\", ");
        }
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
                   "crypt, also where a variable of the environment says so unless it is set.",
            .fix = "Remove it; Argon2PasswordHasher or PBKDF2PasswordHasher first.",
        },
    .check = check,
};
