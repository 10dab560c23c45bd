/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-mixed-algorithms: hMAC and public-key algorithms share a key. */
#include "audit/judge.h"

static bool has_kind(const struct value *list, char first) {
    for (size_t i = 0; value_is(list, VALUE_SEQUENCE) && i < list->sequence->items.n; i++) {
        const struct value *item = list->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && item->text.len > 1 && item->text.ptr[0] == first &&
            item->text.ptr[1] == 'S') {
            return true;
        }
    }
    return false;
}

/* HMAC goes where the key is a public one; elsewhere nobody can tell which was meant. */
static void mend(struct judging *j, struct finding *finding, const struct decode_call *call) {
    struct span source = py_source(&call->module->file, call->node);
    bool public = span_find_nocase(source, SPAN("public")) != SIZE_MAX ||
                  (value_is(call->key, VALUE_TEXT) &&
                   span_starts(call->key->text, SPAN("-----BEGIN PUBLIC")));
    for (size_t i = 0; public && i < call->algorithms->sequence->items.n; i++) {
        const struct value *item = call->algorithms->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && span_starts(item->text, SPAN("HS"))) {
            mend_remove_text(j, finding, call->algorithms, item->text);
        }
    }
    if (!public) {
        mend_never(finding);
    }
    mend_loses(finding, "who shows a token that is signed by HMAC, with the public key as secret");
}

/* What a library of that age is known for; "": nothing, or its age is not known. */
static const char *known_for(const struct judging *j, const struct decode_call *call) {
    if (call->library == PACKAGE_JOSE) {
        return judge_before(j, PACKAGE_JOSE, 3, 4) > 0
                   ? ", and python-jose before 3.4 takes public keys as secrets (CVE-2024-33663)"
                   : "";
    }
    return judge_before(j, PACKAGE_PYJWT, 2, 4) > 0
               ? ", and PyJWT before 2.4 takes public keys as secrets (CVE-2022-29217)"
               : "";
}

/* authlib.jose.jwt takes every algorithm; since 1.3.1 it refuses a public key as a secret. */
static bool is_old_authlib(const struct judging *j, const struct decode_call *call) {
    return call->library == PACKAGE_AUTHLIB && value_is(call->algorithms, VALUE_TEXT) &&
           requirements_before(&j->program->requirements, PACKAGE_AUTHLIB,
                               (struct version){{1, 3, 1}}) > 0;
}

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *list = call->algorithms;
    if (is_old_authlib(j, call)) {
        (void)judge_tell_call(
            j, SEVERITY_HIGH, call,
            "authlib.jose.jwt takes any algorithm, and authlib before 1.3.1 takes "
            "public keys as secrets (CVE-2024-37568)");
        return;
    }
    if (has_kind(list, 'H') &&
        (has_kind(list, 'R') || has_kind(list, 'E') || has_kind(list, 'P'))) {
        mend(j,
             judge_tell_call(j, SEVERITY_HIGH, call,
                             "HMAC and public-key algorithms are allowed for the same key%s",
                             known_for(j, call)),
             call);
    } else if (list && call->verifies != TRUTH_NO && (value_taint(list) & TAINT_UNVERIFIED) &&
               !judge_names_header_key(j, call)) {
        (void)judge_tell_call(j, SEVERITY_HIGH, call,
                              "the token itself says by which algorithm it is verified");
    }
}

/* By what the token says, its signature is held against an HMAC with the key that is public. */
static void on_function(void *user, const struct py *node) {
    struct visit *visit = user;
    bool function = node->kind == PY_FUNCTION;
    const struct py *found = function ? judge_confuses_keys(visit->j, visit->module, node) : NULL;
    if (found) {
        (void)judge_tell(visit->j, SEVERITY_HIGH, visit->module, found, NULL,
                         "the key of a public-key algorithm is also the secret of an HMAC");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
    judge_nodes(j, on_function);
}

const struct audit_rule rule_jwt_mixed_algorithms = {
    .record =
        {
            .id = "jwt-mixed-algorithms",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "HMAC and public-key algorithms share a key",
            .cwe = {"CWE-347", "CWE-327"},
            .owasp = "API2:2023",
            .why =
                "With both kinds allowed, the public key, which everybody has, serves as the HMAC "
                "secret: anybody signs.",
            .how = "algorithms of one jwt.decode holds HS… together with RS…, ES… or PS…, or what "
                   "get_unverified_header gave; or a function that verifies by hand, by what the "
                   "header's alg says, gives hmac.new the key that it also reads as a public one.",
            .fix = "One kind a key: algorithms=[\"RS256\"].",
        },
    .check = check,
};
