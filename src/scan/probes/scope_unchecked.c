/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token served that lacks the scope which the contract asks for? */
#include "base/mutant.h"
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

static const struct span WIDE =
    SPAN_INIT(" admin all full write manage edit superuser root everything owner readwrite rw ");

/* Who knows what else it holds? */
static bool is_wide(struct span scope) {
    return words_any(scope, WIDE) || span_find_byte(scope, '*') != SIZE_MAX;
}

/* One scope may hold another: "orders" and "orders:*" hold "orders:read", and whoever may write may
 * mostly read; some name the API in front. */
static bool covers(struct span held, struct span wanted) {
    bool of_same = span_equal_nocase(words_first(held), words_first(wanted));
    if (span_equal_nocase(held, wanted) || words_listed(words_first(held), WIDE) ||
        span_find_byte(held, '*') != SIZE_MAX || (of_same && words_any(held, WIDE))) {
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

static const struct span CLAIMS[] = {SPAN_INIT("scope"), SPAN_INIT("scopes"), SPAN_INIT("scp")};
enum { CLAIM_COUNT = sizeof(CLAIMS) / sizeof(*CLAIMS) };

/* A scope of the contract that holds none of those which the operation asks for; {NULL, 0}: none.
 */
static struct span lower_scope(struct subject *subject, const struct scheme *scheme) {
    VEC_EACH(const struct operation, other, &subject_contract(subject)->operations) {
        VEC_EACH(const struct requirement, requirement, &other->security.any) {
            VEC_EACH(const struct need, need, &requirement->needs) {
                VEC_EACH(const struct span, scope, &need->scopes) {
                    struct held one = {.at = {*scope}, .n = 1};
                    if (need->scheme == scheme && !is_wide(*scope) &&
                        lacking_everywhere(subject_operation(subject), scheme, &one).len) {
                        return *scope;
                    }
                }
            }
        }
    }
    return (struct span){NULL, 0};
}

/* The token's own claims for scopes, with the lower one alone, in the form that each has. */
static size_t lower_claims(struct subject *subject, const struct forgery *forgery,
                           struct span scope, struct edit *edits) {
    struct arena *arena = subject_arena(subject);
    size_t n = 0;
    for (size_t i = 0; i < CLAIM_COUNT; i++) {
        const struct node *claim = node_get(forgery->jws.payload_node, CLAIMS[i]);
        struct span text = forge_string(arena, scope);
        bool list = node_is(claim, NODE_ARRAY);
        if (claim) {
            edits[n++] = (struct edit){CLAIMS[i],
                                       list ? arena_printf(arena, "[%.*s]", SPAN_ARG(text)) : text};
        }
    }
    return n;
}

static enum err mint(struct subject *subject, const struct forgery *forgery, struct span secret,
                     struct span scope) {
    struct arena *arena = subject_arena(subject);
    struct held held = {.at = {scope}, .n = 1};
    struct span wanted =
        lacking_everywhere(subject_operation(subject), forgery->presented.scheme, &held);
    struct edit edits[CLAIM_COUNT];
    size_t n = lower_claims(subject, forgery, scope, edits);
    struct forgery_change change = {
        .payload = edits, .payload_n = n, .signer = forgery_signer(forgery, secret)};
    struct span token;
    if (!n) { /* its scopes are elsewhere */
        return OK;
    }
    TRY(forgery_make(subject, forgery, &change, &token));
    const struct attack attack = {
        .label = arena_printf(arena, "a minted token with the scope %.*s alone", SPAN_ARG(scope)),
        .cause = wanted,
        .message = arena_printf(arena,
                                "A token with the scope %.*s alone is served, and the contract "
                                "asks for %.*s.",
                                SPAN_ARG(scope), SPAN_ARG(wanted)),
    };
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    return forgery_attack_hidden(subject, &scope_unchecked, forgery, token, attack);
}

/* Where the secret is known, a token of lower scope can be made of the one that is served. */
static enum err try_minted(struct subject *subject, const struct forgery *forgery) {
    struct held held = {.n = 0};
    struct span secret, scope = {NULL, 0};
    bool found;
    TRY(forgery_secret(subject, forgery, &secret, &found));
    if (!found || MUTANT(scopes_unminted)) {
        return OK;
    }
    read_claims(forgery, &held);
    if (held.n && speaks_alike(subject_contract(subject), forgery->presented.scheme, &held)) {
        scope = lower_scope(subject, forgery->presented.scheme);
    }
    return scope.len ? mint(subject, forgery, secret, scope) : OK;
}

static enum err plan(struct subject *subject) {
    const struct forgeries *minted;
    if (!build_is_read(subject_operation(subject)->method)) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        TRY(try_identity(subject, identity));
    }
    TRY(forgery_all(subject, &minted));
    for (size_t i = 0; i < minted->n; i++) {
        TRY(try_minted(subject, &minted->at[i]));
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
           "It fires when a read is served, twice, to a token that has none of them, and the token "
           "has other scopes that the contract knows. A wider scope (orders for orders:read, one "
           "that writes, admin, *) counts as the narrower one. Where the secret is known, such a "
           "token is minted: the one that is served, with another scope of the contract in the "
           "place of its own.",
    .fix = "Ask for the scope where the view is: Django OAuth Toolkit's TokenHasScope with "
           "required_scopes; with simplejwt a permission class that reads the verified claims "
           "(request.auth['scope'].split()), never the token's text.",
};

const struct probe scope_unchecked = {.rule = &rule,
                                      .once = true,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                               NEEDS_SECRET,
                                      .plan = plan,
                                      .hit = hit};
