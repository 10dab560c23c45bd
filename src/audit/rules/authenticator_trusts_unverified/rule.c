/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-trusts-unverified: an authenticator believes what nobody verified. */
#include "audit/judge.h"

#include "base/mutant.h"

static bool trusted(struct judging *j, const struct value *user) {
    unsigned taint = value_taint(user);
    if (user->kind == VALUE_OBJECT) {
        return judge_is_nobody(j, user) ||
               (taint & (TAINT_VERIFIED | TAINT_STORED | TAINT_PASSWORD));
    }
    if (taint & (TAINT_VERIFIED | TAINT_PASSWORD)) {
        return true;
    }
    return !(taint & (TAINT_UNVERIFIED | TAINT_NAMED));
}

static bool trusts(struct judging *j, const struct value *result) {
    if (result->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < result->sequence->items.n; i++) {
            if (trusts(j, result->sequence->items.at[i].value)) {
                return true;
            }
        }
        return false;
    }
    return result->kind == VALUE_SEQUENCE && result->sequence->items.n &&
           (result->sequence->items.at[0].value->kind == VALUE_OBJECT ||
            result->sequence->items.at[0].value->kind == VALUE_UNKNOWN) &&
           !trusted(j, result->sequence->items.at[0].value);
}

/* Calls that could not refuse anything. */
static bool is_harmless(struct span name) {
    return span_equal(name, SPAN("len")) || span_equal(name, SPAN("strip")) ||
           span_equal(name, SPAN("str")) || span_equal(name, SPAN("startswith"));
}

/* len(token) > 20: any string of that length. */
static bool measures(const struct py *compare) {
    PY_EACH(side, compare) {
        bool length =
            side->kind == PY_CALL && py_named(py_get(side, PY_ROLE_FUNCTION), SPAN("len"));
        bool number = side->kind == PY_INTEGER || side->role == PY_ROLE_OPERATORS;
        if (!length && !number) {
            return false;
        }
    }
    return true;
}

static void on_node(void *user, const struct py *node) {
    bool *asks = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    struct span name = py_last_name(named);
    *asks |= (node->kind == PY_COMPARE && !measures(node)) || (named && !is_harmless(name));
}

/* Ninja's authenticate(request, token): return token. */
static bool echoes(const struct authenticator *each) {
    bool asks = false;
    py_walk(py_get(each->method, PY_ROLE_BODY), on_node, &asks);
    return each->ninja && !asks && !value_is(each->result, VALUE_NONE);
}

/* A user of the database whom nothing that was shown leads to: User.objects.first(). */
static bool is_anybody(const struct value *result) {
    const struct value *user = result->kind == VALUE_SEQUENCE && result->sequence->items.n
                                   ? result->sequence->items.at[0].value
                                   : NULL;
    unsigned taint = user ? value_taint(user) : 0;
    return user && user->kind == VALUE_UNKNOWN && (taint & TAINT_STORED) &&
           !(taint & ~(unsigned)(TAINT_STORED | TAINT_ACTIVE | TAINT_SOME));
}

static void on_check(void *user, const struct py *node) {
    bool *asks = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    const struct py *of = py_receiver(node);
    *asks |= node->kind == PY_COMPARE || py_is(named, PY_NAME) || py_named(of, SPAN("self")) ||
             py_is(of, PY_CALL);
}

static bool takes_anybody(const struct authenticator *each) {
    bool asks = false;
    py_walk(py_get(each->method, PY_ROLE_BODY), on_check, &asks);
    return !asks && value_may_be(each->result, is_anybody);
}

static bool stands_in(const struct finding *finding, const struct module *module,
                      const struct py *function) {
    struct span rest = py_source(&module->file, function);
    uint32_t last = function->line;
    while (rest.ptr) {
        (void)span_cut(&rest, '\n');
        last += rest.ptr != NULL;
    }
    return span_equal(finding->place.file, module->file.path) &&
           finding->place.line >= function->line && finding->place.line <= last;
}

/* The decode that nobody verifies, in the file of the class, which was told already where it
 * stands. To believe what another file only reads is a fault of one's own. */
static struct finding *cause_of(struct judging *j, const struct authenticator *each) {
    VEC_EACH(struct finding, finding, &j->result->findings) {
        bool decodes = span_equal(span_from(finding->rule->id), SPAN("jwt-verify-disabled")) ||
                       span_equal(span_from(finding->rule->id), SPAN("jwt-claims-unverified-use"));
        VEC_EACH(const struct written, ran, &each->ran) {
            if (decodes && ran->module == each->class->module &&
                stands_in(finding, ran->module, ran->node)) {
                return finding;
            }
        }
    }
    return NULL;
}

static void check_one(struct judging *j, const struct authenticator *each) {
    bool trusting = trusts(j, each->result) && !judge_compares(j, each);
    struct finding *cause = trusting ? cause_of(j, each) : NULL;
    if (cause && !MUTANT(cause_twice)) { /* one cause, one finding */
        judge_step(j, cause, each->module, each->method, "%.*s gives a user by it",
                   SPAN_ARG(each->class->name));
        judge_uses(j, cause, each);
        return;
    }
    if (echoes(each) || takes_anybody(each) || trusting) {
        struct finding *finding = judge_tell_class(
            j, SEVERITY_CRITICAL, each, "%.*s gives a user without having verified anything",
            SPAN_ARG(each->class->name));
        judge_uses(j, finding, each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_authenticator_trusts_unverified = {
    .record =
        {
            .id = "authenticator-trusts-unverified",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "An authenticator believes what nobody verified",
            .cwe = {"CWE-287", "CWE-290"},
            .owasp = "API2:2023",
            .why = "A user is made of what the request says: any string, any unsigned token, any "
                   "name in a "
                   "header, and the caller is in.",
            .how =
                "authenticate() is run with a credential shown. One of its outcomes is a user "
                "object "
                "that it made itself, or that it looked up by claims of an unverified token or by "
                "a name that a header says, while nothing that it did could have refused the "
                "credential: no lookup of the credential, no signature checked, no password. Where "
                "a "
                "decode of the same file that verifies nothing is to blame, that is told where it "
                "stands, with the endpoints, and nothing here.",
            .fix = "Look the credential up, or verify its signature, and raise "
                   "AuthenticationFailed when "
                   "that fails.",
        },
    .check = check,
};
