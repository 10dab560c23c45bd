/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-weak-key-literal: tokens are checked with a key that stands in the source. */
#include "audit/judge.h"

#include "base/mutant.h"

static bool is_literal(const struct value *value) {
    return value->kind == VALUE_TEXT && !span_starts(value->text, SPAN("-----BEGIN"));
}

/* RS256, ES256, PS256, EdDSA and no other: the key is a public one, or none that works. */
static bool is_public(const struct value *algorithms) {
    bool some = value_is(algorithms, VALUE_SEQUENCE) && algorithms->sequence->items.n;
    for (size_t i = 0; some && i < algorithms->sequence->items.n; i++) {
        const struct value *item = algorithms->sequence->items.at[i].value;
        some = item->kind == VALUE_TEXT && item->text.len && !span_starts(item->text, SPAN("HS")) &&
               !span_equal_nocase(item->text, SPAN("none"));
    }
    return some;
}

/* A key that is written once, so that what signs takes it from the same place. */
static void mend(struct judging *j, struct finding *finding, struct written key) {
    struct span text = key.module->file.text;
    struct span source =
        py_is(key.node, PY_STRING) ? py_source(&key.module->file, key.node) : SPAN("");
    size_t first = source.len ? span_find(text, source) : SIZE_MAX;
    bool again = first != SIZE_MAX &&
                 span_find(span_from_index(text, first + source.len), source) != SIZE_MAX;
    if (!source.len || again) {
        mend_never(finding);
        return;
    }
    struct span os = mend_import(j, finding, key.module, "os", "");
    mend_node(j, finding, key, "%.*s.environ[\"JWT_KEY\"]", SPAN_ARG(os));
    mend_loses(finding, "all tokens that the old key signed; the variable JWT_KEY must be set "
                        "before the program starts, also where tokens are signed");
}

/* Where the literal stands: in a value of its own, or in the call. */
static struct written place_of(const struct decode_call *call, const struct value *key) {
    if (module_is_own(key->module) && key->node) {
        return (struct written){key->module, key->node};
    }
    PY_EACH(argument, py_get(call->node, PY_ROLE_ARGUMENTS)) {
        const struct py *value =
            argument->kind == PY_KEYWORD ? py_get(argument, PY_ROLE_VALUE) : argument;
        if (py_is(value, PY_STRING) && span_equal(py_text(value), key->text)) {
            return (struct written){call->module, value};
        }
    }
    return (struct written){call->module, NULL};
}

/* One literal is one finding, however many calls use it. */
static void tell(struct judging *j, const struct decode_call *call, const struct value *key) {
    bool own = module_is_own(key->module) && key->node;
    bool signs = span_ends(judge_dotted(j, py_get(call->node, PY_ROLE_FUNCTION)), SPAN("encode"));
    struct finding *finding = judge_tell(
        j, SEVERITY_HIGH, own ? key->module : call->module, own ? key->node : call->node, NULL,
        key->text.len ? "tokens are %s with a key that stands in the source"
                      : "tokens are %s with an empty key where a variable is not set",
        signs ? "signed" : "checked");
    judge_step(j, finding, call->module, call->node, "used here");
    mend(j, finding, place_of(call, key));
}

/* Whether somebody asks if the key is there before it is used: if not settings.HOOK_KEY. */
static bool asks_whether_set(struct judging *j, const struct decode_call *call) {
    struct span name = SPAN("");
    PY_EACH(argument, py_get(call->node, PY_ROLE_ARGUMENTS)) {
        const struct py *value =
            argument->kind == PY_KEYWORD ? py_get(argument, PY_ROLE_VALUE) : argument;
        struct span said = py_last_name(value);
        static const char *const words[] = {"key", "KEY", "secret", "SECRET"};
        name = !name.len && span_says_one(said, words, 4) ? said : name;
    }
    if (!name.len) {
        return false;
    }
    struct span asks[] = {arena_printf(j->arena, "not %.*s", SPAN_ARG(name)),
                          arena_printf(j->arena, "not settings.%.*s", SPAN_ARG(name)),
                          arena_printf(j->arena, "if %.*s:", SPAN_ARG(name)),
                          arena_printf(j->arena, "if settings.%.*s:", SPAN_ARG(name))};
    VEC_EACH(const struct module *, module, &j->modules) {
        for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++) {
            if (span_find((*module)->file.text, asks[i]) != SIZE_MAX) {
                return true;
            }
        }
    }
    return MUTANT(empty_key_fine);
}

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *secret = judge_setting(j, "SECRET_KEY"), *key = call->key;
    if (!key || call->verifies == TRUTH_NO ||
        (is_public(call->algorithms) && !MUTANT(public_key_weak)) ||
        (secret && value_same(secret, key) == TRUTH_YES)) {
        return;
    }
    if (is_literal(key)) {
        tell(j, call, key);
    }
    for (size_t i = 0; key->kind == VALUE_CHOICE && i < key->sequence->items.n; i++) {
        const struct value *item = key->sequence->items.at[i].value;
        bool same = secret && value_same(secret, item) == TRUTH_YES;
        if (is_literal(item) && !same && (item->text.len || !asks_whether_set(j, call))) {
            tell(j, call, item);
        }
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->encodes) {
        check_call(j, call);
    }
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
                   "PEM or public key, or falls back to one, or to an empty one that nobody asks "
                   "for, where a variable is not set. Silent "
                   "where all of its algorithms take public keys.",
            .fix = "A key from the environment, of 32 random bytes or more.",
        },
    .check = check,
};
