/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-expiry-not-required: a token without an expiry is good for ever. */
#include "audit/judge.h"

static bool requires_expiry(struct judging *j, const struct value *options) {
    const struct value *list = options ? dict_text(j->in, options, SPAN("require")) : NULL;
    const struct value *flag = options ? dict_text(j->in, options, SPAN("require_exp")) : NULL;
    struct value exp = {.kind = VALUE_TEXT, .text = SPAN("exp")};
    if (flag && interp_truth(j->in, flag) != TRUTH_NO) {
        return true;
    }
    return list && interp_truth(j->in, operator_compare(j->in, SPAN("in"), &exp, list)) != TRUTH_NO;
}

static const struct py *option_node(const struct py *call, struct span name) {
    PY_EACH(pair, py_keyword(call, SPAN("options"))) {
        const struct py *key = pair->kind == PY_PAIR ? py_get(pair, PY_ROLE_KEY) : NULL;
        if (py_is(key, PY_STRING) && span_equal(py_text(key), name)) {
            return py_get(pair, PY_ROLE_VALUE);
        }
    }
    return NULL;
}

/* What stands in the call itself. Options that stand elsewhere may be used elsewhere, too. */
static void mend_options(struct judging *j, struct finding *finding,
                         const struct decode_call *call) {
    const struct py *off = option_node(call->node, SPAN("verify_exp"));
    const struct py *list = option_node(call->node, SPAN("require"));
    if (off) {
        mend_node(j, finding, (struct written){call->module, off}, "True");
    }
    if (list && py_is(list, PY_LIST) && list->first) {
        struct span source = py_source(&call->module->file, list);
        size_t at = list->first->start;
        if (span_find(source, SPAN("exp")) == SIZE_MAX) {
            mend_bytes(j, finding, call->module, at, at, "\"exp\", ");
        }
    } else if (off && !list) {
        mend_bytes(j, finding, call->module, off->end, off->end, ", \"require\": [\"exp\"]");
    } else {
        mend_never(finding);
    }
}

static void mend(struct judging *j, struct finding *finding, const struct decode_call *call) {
    mend_loses(finding, "who shows a token that has ended, or has no end");
    if (call->library != PACKAGE_PYJWT) { /* other words */
        mend_never(finding);
    } else if (call->options) {
        mend_options(j, finding, call);
    } else {
        mend_argument(j, finding, (struct written){call->module, call->node},
                      "options={\"require\": [\"exp\"]}");
    }
}

/* Authlib looks at times when claims.validate() is called, wherever that is. */
static void check_authlib(struct judging *j, const struct decode_call *call) {
    bool validates = span_find(call->module->file.text, SPAN(".validate(")) != SIZE_MAX;
    const struct value *exp = call->options ? dict_text(j->in, call->options, SPAN("exp")) : NULL;
    const struct value *must = exp ? dict_text(j->in, exp, SPAN("essential")) : NULL;
    if (call->verifies != TRUTH_YES || call->open || (must && validates) ||
        judge_compares_claim(call, "exp")) {
        return;
    }
    mend_never(judge_tell_call(j, validates ? SEVERITY_MEDIUM : SEVERITY_HIGH, call, "%s",
                               validates ? "a token without exp is accepted, and never ends"
                                         : "expired tokens are accepted: nothing calls validate() "
                                           "of the claims"));
}

static void check_call(struct judging *j, const struct decode_call *call) {
    if (call->library == PACKAGE_AUTHLIB) {
        check_authlib(j, call);
        return;
    }
    const struct value *said =
        call->options ? dict_text(j->in, call->options, SPAN("verify_exp")) : NULL;
    bool off = said && interp_truth(j->in, said) == TRUTH_NO;
    bool known = !call->options
                     ? !call->open
                     : value_is(call->options, VALUE_DICT) || value_is(call->options, VALUE_NONE);
    if (call->verifies == TRUTH_YES && known && (off || !requires_expiry(j, call->options)) &&
        !judge_compares_claim(call, "exp")) {
        struct finding *finding =
            judge_tell_call(j, off ? SEVERITY_HIGH : SEVERITY_MEDIUM, call, "%s",
                            off ? "expired tokens are accepted"
                                : "a token without exp is accepted, and never ends");
        mend(j, finding, call);
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_expiry_not_required = {
    .record =
        {
            .id = "jwt-expiry-not-required",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A token without an expiry is good for ever",
            .cwe = {"CWE-613"},
            .owasp = "API2:2023",
            .why = "Libraries check exp when it is there. A token without it, issued by a slip or "
                   "minted "
                   "with a leaked key, never ends.",
            .how = "jwt.decode verifies and its options do not require exp, or verify_exp is off; "
                   "with authlib, claims_options do not call exp essential, or validate() of the "
                   "claims is never called. Silent where the function holds the claim against the "
                   "time itself.",
            .fix = "options={\"require\": [\"exp\"]}.",
        },
    .check = check,
};
