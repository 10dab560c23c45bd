/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-weak-key-literal: tokens are checked with a key that stands in the source. */
#include "audit/judge.h"

static bool is_literal(const struct value *value) {
    return value->kind == VALUE_TEXT && !span_starts(value->text, SPAN("-----BEGIN"));
}

/* One literal is one finding, however many calls use it. */
static void tell(struct judging *j, const struct decode_call *call, const struct value *key) {
    bool own = module_is_own(key->module) && key->node;
    struct finding *finding =
        judge_tell(j, SEVERITY_HIGH, own ? key->module : call->module, own ? key->node : call->node,
                   NULL, "tokens are checked with a key that stands in the source");
    judge_step(j, finding, call->module, call->node, "used here");
}

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *secret = judge_setting(j, "SECRET_KEY"), *key = call->key;
    if (!key || call->verifies == TRUTH_NO || (secret && value_same(secret, key) == TRUTH_YES)) {
        return;
    }
    if (is_literal(key)) {
        tell(j, call, key);
    }
    for (size_t i = 0; key->kind == VALUE_CHOICE && i < key->sequence->items.n; i++) {
        const struct value *item = key->sequence->items.at[i].value;
        bool same = secret && value_same(secret, item) == TRUTH_YES;
        if (is_literal(item) && !same) {
            tell(j, call, item);
        }
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_weak_key_literal = {
    .record =
        {
            .id = "jwt-weak-key-literal",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "Tokens are checked with a key that stands in the source",
            .cwe = {"CWE-798", "CWE-321"},
            .owasp = "API2:2023",
            .why = "Whoever has read the source, or guesses a short word, signs tokens for every "
                   "user.",
            .how = "The key of a jwt.decode that verifies is known as a literal text that is no "
                   "PEM or "
                   "public key.",
            .fix = "A key from the environment, of 32 random bytes or more.",
        },
    .check = check,
};
