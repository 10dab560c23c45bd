/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token served that lacks the scope which the contract asks for? */
#include "scan/forgery/forgery.h"
#include "text/words.h"

enum { SCOPES_MOST = 64 };

/* What a token, or the identities file, says that it may. */
struct held {
    struct span at[SCOPES_MOST];
    size_t n;
};

static void add_words(struct held *held, struct span text) {
    while (text.ptr && held->n < SCOPES_MOST) {
        struct span word = span_trim(span_cut(&text, ' '));
        if (word.len) {
            held->at[held->n++] = word;
        }
    }
}

/* "scope": "a b", "scp": ["a", "b"]. */
static void read_claims(const struct forgery *forgery, struct held *held) {
    static const struct span names[] = {SPAN_INIT("scope"), SPAN_INIT("scopes"), SPAN_INIT("scp")};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const struct node *claim = node_get(forgery->jws.payload_node, names[i]);
        add_words(held, node_text(claim));
        NODE_EACH(item, node_is(claim, NODE_ARRAY) ? claim : NULL) {
            add_words(held, node_text(item));
        }
    }
    for (size_t i = 0; !held->n && i < forgery->identity->scopes.n; i++) {
        add_words(held, forgery->identity->scopes.at[i]);
    }
}

static bool is_separator(char c) {
    return c == ':' || c == '.' || c == '/' || c == '_' || c == '-';
}

/* One scope may hold another: "orders" and "orders:*" hold "orders:read", and whoever may write may
 * mostly read; some name the API in front. */
static bool covers(struct span held, struct span wanted) {
    static const struct span wide = SPAN_INIT(
        " admin all full write manage edit superuser root everything owner readwrite rw ");
    bool of_same = span_equal_nocase(words_first(held), words_first(wanted));
    if (span_equal_nocase(held, wanted) || words_listed(words_first(held), wide) ||
        span_find_byte(held, '*') != SIZE_MAX || (of_same && words_any(held, wide))) {
        return true;
    }
    bool begins = span_starts_nocase(wanted, held) && is_separator(wanted.ptr[held.len]);
    bool ends = span_ends(held, wanted) && is_separator(held.ptr[held.len - wanted.len - 1]);
    return begins || ends;
}

static bool has(const struct held *held, struct span wanted) {
    for (size_t i = 0; i < held->n; i++) {
        if (covers(held->at[i], wanted)) {
            return true;
        }
    }
    return false;
}

/* The first scope of the requirement that is not held; {NULL, 0}: none, or it is another scheme's.
 */
static struct span lacking(const struct requirement *requirement, const struct scheme *scheme,
                           const struct held *held) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        VEC_EACH(const struct span, scope, &need->scopes) {
            if (need->scheme == scheme && !has(held, *scope)) {
                return *scope;
            }
        }
    }
    return (struct span){NULL, 0};
}

/* A scope that is asked for by every alternative that the scheme could meet; {NULL, 0}: none. */
static struct span lacking_everywhere(const struct operation *operation,
                                      const struct scheme *scheme, const struct held *held) {
    struct span found = {NULL, 0};
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        if (!requirement_names(requirement, scheme)) {
            continue;
        }
        found = lacking(requirement, scheme, held);
        if (!found.len) {
            return found;
        }
    }
    return found;
}

static bool knows(const struct need *need, const struct held *held) {
    VEC_EACH(const struct span, scope, &need->scopes) {
        for (size_t i = 0; i < held->n; i++) {
            if (span_equal(held->at[i], *scope)) {
                return true;
            }
        }
    }
    return false;
}

/* Token and contract speak of the same scopes: one that is held is asked for somewhere. */
static bool speaks_alike(const struct contract *contract, const struct scheme *scheme,
                         const struct held *held) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        VEC_EACH(const struct requirement, requirement, &operation->security.any) {
            VEC_EACH(const struct need, need, &requirement->needs) {
                if (need->scheme == scheme && knows(need, held)) {
                    return true;
                }
            }
        }
    }
    return false;
}

static enum err try_identity(struct subject *subject, const struct identity *identity) {
    struct arena *arena = subject_arena(subject);
    struct forgery forgery;
    struct held held = {.n = 0};
    bool found;
    TRY(forgery_take_of(subject, identity, &forgery, &found));
    if (!found) {
        return OK;
    }
    read_claims(&forgery, &held);
    const struct scheme *scheme = forgery.presented.scheme;
    struct span scope = lacking_everywhere(subject_operation(subject), scheme, &held);
    if (!scope.len || !held.n || !speaks_alike(subject_contract(subject), scheme, &held)) {
        return OK;
    }
    struct attack attack = {
        .label = cell_who(arena, identity->name),
        .cause = scope,
        .message = arena_printf(arena,
                                "%.*s's token has not the scope %.*s, which the contract asks for, "
                                "and is served.",
                                SPAN_ARG(identity->name), SPAN_ARG(scope)),
    };
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    return forgery_attack_genuine(subject, &scope_unchecked, &forgery, forgery.jws.text, attack);
}

static enum err plan(struct subject *subject) {
    if (!build_is_read(subject_operation(subject)->method)) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        TRY(try_identity(subject, identity));
    }
    return OK;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    return sample_served(attack->sample) && attack->ruling.verdict == VERDICT_GRANTED;
}

static const struct rule rule = {
    .id = "scope-unchecked",
    .group = "authorization",
    .severity = SEVERITY_HIGH,
    .title = "A token is served without the scope that the contract asks for",
    .cwe = {"CWE-863"},
    .owasp = "API5:2023",
    .why =
        "A token that was given away for one purpose, to an application or a partner, opens what "
        "it was never meant for.",
    .how = "The scopes of each identity's token (claims scope, scopes, scp, or scopes: of the "
           "identities file) are held against those that the contract declares for the operation. "
           "It fires "
           "when a read is served, twice, to a token that has none of them, and the token has "
           "other scopes "
           "that the contract knows. A wider scope (orders for orders:read, one that writes, "
           "admin, *) "
           "counts as the narrower one.",
    .fix = "Ask for the scope where the view is: Django OAuth Toolkit's TokenHasScope with "
           "required_scopes; with simplejwt a permission class that reads the verified claims "
           "(request.auth['scope'].split()), never the token's text.",
};

const struct probe scope_unchecked = {.rule = &rule,
                                      .once = true,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                      .plan = plan,
                                      .hit = hit};
