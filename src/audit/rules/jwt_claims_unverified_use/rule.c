/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-claims-unverified-use: claims are believed that nobody has verified. */
#include "audit/judge.h"

static bool says(struct span text, const char *word) {
    return span_find(text, span_from(word)) != SIZE_MAX;
}

static bool is_no(const struct py *call, const char *name) {
    return py_is(py_keyword(call, span_from(name)), PY_FALSE);
}

/* The function around, its docstring and comments and all. */
static struct span around(const struct visit *visit, const struct py *node) {
    const struct py *function = py_around(visit->module->file.root, node, PY_FUNCTION);
    return function ? py_source(&visit->module->file, function) : (struct span){0};
}

/* jose.jwt.get_unverified_claims(token), AccessToken(token, verify=False). */
static bool is_unverified_call(const struct visit *visit, const struct py *call) {
    struct span name = judge_dotted(visit->j, py_get(call, PY_ROLE_FUNCTION));
    bool token = span_ends(name, SPAN("Token")) || span_ends(name, SPAN("ackend.decode"));
    bool simplejwt = says(visit->module->file.text, "simplejwt");
    return span_ends(name, SPAN("get_unverified_claims")) ||
           (token && simplejwt && is_no(call, "verify"));
}

/* Something in the same function could have refused the token. */
static bool is_verified(const struct visit *visit, const struct py *node) {
    static const char *const words[] = {"hmac",           "compare_digest", ".verify(", "verify_",
                                        "validate_token", "introspect",     "unsign("};
    const struct py *function = py_around(visit->module->file.root, node, PY_FUNCTION);
    struct span source = around(visit, node);
    if (span_says_one(source, words, sizeof(words) / sizeof(*words)) &&
        !judge_ignores_check(function)) {
        return true;
    }
    VEC_EACH(const struct decode_call, call, &visit->j->decodes) {
        if (call->module == visit->module && call->function == function &&
            call->verifies != TRUTH_NO) {
            return true;
        }
    }
    return false;
}

/* Logging a claim uses none. */
static bool is_used(const struct visit *visit, const struct py *node) {
    const struct py *function = py_around(visit->module->file.root, node, PY_FUNCTION);
    struct span source = around(visit, node);
    return function &&
           (says(source, "return ") || says(source, ".objects.") || says(source, "request.user"));
}

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    bool claims = node->kind == PY_CALL && (is_unverified_call(visit, node) ||
                                            judge_decodes_by_hand(visit->j, visit->module, node));
    if (claims && !is_verified(visit, node) && is_used(visit, node)) {
        (void)judge_tell(visit->j, SEVERITY_CRITICAL, visit->module, node, NULL,
                         "claims are believed that nobody has verified");
    }
}

/* Expiry is checked after the signature: who catches that alone has seen a genuine token. */
static bool is_expiry(const struct visit *visit, const struct py *clause) {
    struct span first = py_source(&visit->module->file, clause->first);
    return says(first, "ExpiredSignatureError") && !says(first, ",");
}

static bool gives_up(const struct py *clause) {
    const struct py *last = NULL;
    PY_EACH(block, clause) {
        PY_EACH(statement, block->kind == PY_BLOCK ? block : NULL) {
            last = statement;
        }
    }
    return last && (last->kind == PY_RAISE ||
                    (last->kind == PY_RETURN && (!last->first || last->first->kind == PY_NONE)));
}

/* except InvalidTokenError: claims = jwt.decode(token, options={"verify_signature": False}) */
static void check_fallback(struct judging *j, const struct decode_call *call) {
    const struct py *clause = py_around(call->module->file.root, call->node, PY_EXCEPT);
    struct visit visit = {j, call->module};
    bool inside = clause && call->function && clause->start > call->function->start;
    if (call->verifies == TRUTH_NO && inside && is_verified(&visit, call->node) &&
        !is_expiry(&visit, clause) && !gives_up(clause)) {
        (void)judge_tell(j, SEVERITY_CRITICAL, call->module, call->node, NULL,
                         "a token that was refused is read again without being verified");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct module *, module, &j->modules) {
        struct span text = (*module)->file.text;
        if (says(text, "get_unverified_claims") || says(text, "b64decode") ||
            says(text, "verify=False")) {
            py_walk((*module)->file.root, on_node, &(struct visit){j, *module});
        }
    }
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_fallback(j, call);
    }
}

const struct audit_rule rule_jwt_claims_unverified_use = {
    .record =
        {
            .id = "jwt-claims-unverified-use",
            .group = "jwt",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "Claims are believed that nobody has verified",
            .cwe = {"CWE-347", "CWE-345"},
            .owasp = "API2:2023",
            .why = "The claims of a token are what the caller wrote there until the signature has "
                   "been checked. Whoever writes another sub is another user.",
            .how = "get_unverified_claims, a token class of simplejwt with verify=False, or the "
                   "second part of a token decoded by hand, in a function that returns something, "
                   "asks the database or sets request.user, while nothing in it checks a "
                   "signature, or somebody asks what came of it; or a decode without verification "
                   "where one with verification has "
                   "just failed. Peeking before verifying is silent.",
            .fix = "Use what jwt.decode(token, key, algorithms=[…]) returns, and nothing else.",
        },
    .check = check,
};
