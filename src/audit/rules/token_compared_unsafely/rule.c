/* SPDX-License-Identifier: Apache-2.0 */
/* token-compared-unsafely: a secret is compared letter by letter. */
#include "audit/judge.h"

#include "base/mutant.h"

static bool says(struct span name, const char *word) {
    return span_find_nocase(name, span_from(word)) != SIZE_MAX;
}

static bool is_secret_word(struct span name) {
    bool secret = says(name, "token") || says(name, "secret") || says(name, "api_key") ||
                  says(name, "apikey") || says(name, "password") || says(name, "signature") ||
                  span_ends(name, SPAN("_KEY")) || span_ends(name, SPAN("auth_key"));
    bool other = says(name, "type") || says(name, "_id") || says(name, "status") ||
                 says(name, "public") || says(name, "hash") || says(name, "version") ||
                 says(name, "class") || says(name, "scope") || says(name, "name") ||
                 says(name, "primary") || says(name, "cache") || says(name, "foreign");
    return secret && !other;
}

static bool from_environment(struct span source) {
    return says(source, "environ") || says(source, "getenv");
}

static bool is_signature(struct span source) {
    return says(source, "hmac.") && says(source, "digest(");
}

/* What only the server knows: settings.SYNC_TOKEN, os.environ["KEY"], an HMAC, a stored secret. */
static bool is_kept(const struct visit *visit, const struct py *function, const struct py *side);

/* "Sync " + settings.SYNC_TOKEN, f"Sync {settings.SYNC_TOKEN}" */
static bool holds_kept(const struct visit *visit, const struct py *function,
                       const struct py *side) {
    PY_EACH(child, side) {
        const struct py *part = child->kind == PY_INTERPOLATION ? child->first : child;
        if (part && (is_kept(visit, function, part) || holds_kept(visit, function, part))) {
            return true;
        }
    }
    return false;
}

struct maker {
    const struct py_file *file;
    struct span name;
    bool found;
};

static void on_maker(void *user, const struct py *node) {
    struct maker *maker = user;
    maker->found |= node->kind == PY_FUNCTION &&
                    py_named(py_get(node, PY_ROLE_NAME), maker->name) &&
                    is_signature(py_source(maker->file, node)) && !MUTANT(maker_unseen);
}

/* _sign(body), self.sign(body): a function of the same file that makes an HMAC. */
static bool makes_signature(const struct visit *visit, const struct py *call) {
    struct maker maker = {&visit->module->file, py_called(call), false};
    if (py_is(call, PY_CALL) && maker.name.len && is_signature(maker.file->text)) {
        py_walk(visit->module->file.root, on_maker, &maker);
    }
    return maker.found;
}

static bool is_kept(const struct visit *visit, const struct py *function, const struct py *side) {
    if (py_is(side, PY_BINARY) || py_is(side, PY_FORMAT) || py_is(side, PY_JOINED)) {
        return holds_kept(visit, function, side);
    }
    const struct py_file *file = &visit->module->file;
    struct span dotted = judge_dotted(visit->j, side), source = py_source(file, side);
    if (py_is(side, PY_ATTRIBUTE)) {
        bool request = says(dotted, "request.") || says(dotted, "serializer.");
        return !request && is_secret_word(py_last_name(side));
    }
    if (py_is(side, PY_CALL) || py_is(side, PY_SUBSCRIPT)) {
        bool setting = span_starts(source, SPAN("getattr(settings")) && is_secret_word(source);
        return setting || is_signature(source) || makes_signature(visit, side) ||
               (from_environment(source) && is_secret_word(source));
    }
    struct span name = py_is(side, PY_NAME) ? py_text(side) : SPAN("");
    return name.len &&
           (judge_assigned(file, function, name, is_signature) ||
            (is_secret_word(name) && judge_assigned(file, function, name, from_environment)));
}

static bool from_request(struct span source) {
    return says(source, "request.") || says(source, ".headers") || says(source, "META");
}

/* Where what is compared decides who gets in, whatever it was called on the way there. */
static bool is_check(const struct py *function) {
    static const char *const names[] = {"authenticate", "has_permission", "verify",  "validate_",
                                        "check_token",  "check_key",      "is_valid"};
    return span_says_one(py_text(py_get(function, PY_ROLE_NAME)), names,
                         sizeof(names) / sizeof(*names));
}

/* What the caller has shown. */
static bool is_shown(const struct visit *visit, const struct py *function, const struct py *side) {
    const struct py_file *file = &visit->module->file;
    struct span source = py_source(file, side);
    if (py_is(side, PY_NAME)) {
        return judge_assigned(file, function, py_text(side), from_request) || is_check(function);
    }
    bool part = py_is(side, PY_CALL) || py_is(side, PY_SUBSCRIPT) || py_is(side, PY_ATTRIBUTE);
    const struct py *of = side;
    while (py_is(of, PY_CALL) || py_is(of, PY_SUBSCRIPT) || py_is(of, PY_ATTRIBUTE)) {
        of = of->first; /* header[7:], header.removeprefix("Static ") */
    }
    bool named = part && side->kind != PY_ATTRIBUTE && py_is(of, PY_NAME) && of != side &&
                 judge_assigned(file, function, py_text(of), from_request);
    return (part && from_request(source)) || named;
}

/* What is not kept at all must not be equal to the word None. */
static void mend(struct visit *visit, struct finding *finding, const struct py *compare,
                 const struct py *kept, const struct py *shown, bool equal) {
    const struct py_file *file = &visit->module->file;
    struct span same = mend_import(visit->j, finding, visit->module, "django.utils.crypto",
                                   "constant_time_compare");
    struct span a = py_source(file, kept), b = py_source(file, shown);
    mend_node(visit->j, finding, (struct written){visit->module, compare},
              equal ? "(bool(%.*s) and %.*s(%.*s, %.*s))" : "not (%.*s and %.*s(%.*s, %.*s))",
              SPAN_ARG(a), SPAN_ARG(same), SPAN_ARG(b), SPAN_ARG(a));
    mend_loses(finding, "nobody who knows the secret");
}

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    const struct py *left = node->kind == PY_COMPARE ? node->first : NULL;
    const struct py *right = left ? left->next : NULL;
    while (right && right->role == PY_ROLE_OPERATORS) {
        right = right->next;
    }
    if (!right || right->next) {
        return;
    }
    struct span between = span_slice(visit->module->file.text, left->end, right->start - left->end);
    bool compares = says(between, "==") || says(between, "!=");
    const struct py *function =
        compares ? py_around(visit->module->file.root, node, PY_FUNCTION) : NULL;
    if (!function) {
        return;
    }
    bool straight = is_shown(visit, function, right) && is_kept(visit, function, left);
    if (straight || (is_shown(visit, function, left) && is_kept(visit, function, right))) {
        struct finding *finding =
            judge_tell(visit->j, SEVERITY_LOW, visit->module, node, NULL,
                       "a secret is compared letter by letter: the time tells how many are right");
        mend(visit, finding, node, straight ? left : right, straight ? right : left,
             says(between, "=="));
    }
}

static void check(struct judging *j) {
    judge_nodes(j, on_node);
}

const struct audit_rule rule_token_compared_unsafely = {
    .record =
        {
            .id = "token-compared-unsafely",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A secret is compared letter by letter",
            .cwe = {"CWE-208"},
            .owasp = "API2:2023",
            .why = "== stops at the first letter that differs. Whoever measures often enough "
                   "learns a key or a signature letter by letter, without ever having seen it.",
            .how = "Within a function, == or != stands between what only the server knows (a "
                   "setting or an attribute named token, secret, key or signature, the "
                   "environment, the result of hmac) and what came with the request. Comparisons "
                   "with literals and of digests that are no HMAC are silent.",
            .fix = "hmac.compare_digest(a, b), or django.utils.crypto.constant_time_compare(a, b).",
        },
    .check = check,
};
