/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-none-allowed: unsigned tokens are accepted. */
#include "audit/judge.h"

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *list = call->algorithms;
    for (size_t i = 0; value_is(list, VALUE_SEQUENCE) && i < list->sequence->items.n; i++) {
        const struct value *item = list->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && span_equal_nocase(item->text, SPAN("none"))) {
            struct finding *finding = judge_tell_call(
                j, SEVERITY_CRITICAL, call, "unsigned tokens (none) are among the algorithms");
            mend_remove_text(j, finding, list, item->text);
            mend_loses(finding, "who shows an unsigned token");
        }
    }
}

/* if header["alg"] == "none": return claims */
static void on_function(void *user, const struct py *node) {
    struct visit *visit = user;
    struct span source =
        node->kind == PY_FUNCTION ? py_source(&visit->module->file, node) : SPAN("");
    static const char *const words[] = {"token", "jwt", "jws", "claims", "signature"};
    bool tokens = span_says_one(source, words, sizeof(words) / sizeof(*words));
    const struct py *found = tokens ? judge_takes_none(&visit->module->file, node) : NULL;
    if (found) {
        (void)judge_tell(visit->j, SEVERITY_CRITICAL, visit->module, found, NULL,
                         "a token that says it has no signature (none) is believed");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
    judge_nodes(j, on_function);
}

const struct audit_rule rule_jwt_none_allowed = {
    .record =
        {
            .id = "jwt-none-allowed",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "Unsigned tokens are accepted",
            .cwe = {"CWE-347"},
            .owasp = "API2:2023",
            .why = "A token with \"alg\": \"none\" needs no key: anybody writes one.",
            .how = "algorithms of jwt.decode holds \"none\" in any spelling; or a function "
                   "that takes tokens apart by hand gives the claims back where the header's alg "
                   "is none.",
            .fix =
                "Take \"none\" out of the list; refuse every alg but the one that the key is for.",
        },
    .check = check,
};
