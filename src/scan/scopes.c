/* SPDX-License-Identifier: Apache-2.0 */
/* Scopes by their words. */
#include "scan/scopes.h"

#include "text/words.h"

void scopes_add(struct scopes *held, struct span text) {
    while (text.ptr && held->n < SCOPES_MOST) {
        struct span word = span_trim(span_cut(&text, ' '));
        if (word.len) {
            held->at[held->n++] = word;
        }
    }
}

const struct span SCOPE_CLAIMS[SCOPE_CLAIM_COUNT] = {SPAN_INIT("scope"), SPAN_INIT("scopes"),
                                                     SPAN_INIT("scp")};

void scopes_add_claims(struct scopes *held, const struct node *claims) {
    for (size_t i = 0; i < SCOPE_CLAIM_COUNT; i++) {
        const struct node *claim = node_get(claims, SCOPE_CLAIMS[i]);
        scopes_add(held, node_text(claim));
        NODE_EACH(item, node_is(claim, NODE_ARRAY) ? claim : NULL) {
            scopes_add(held, node_text(item));
        }
    }
}

static bool is_separator(char c) {
    return c == ':' || c == '.' || c == '/' || c == '_' || c == '-';
}

static const struct span WIDE =
    SPAN_INIT(" admin all full write manage edit superuser root everything owner readwrite rw ");

bool scopes_is_wide(struct span scope) {
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

static bool has(const struct scopes *held, struct span wanted) {
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
                           const struct scopes *held) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        VEC_EACH(const struct span, scope, &need->scopes) {
            if (need->scheme == scheme && !has(held, *scope)) {
                return *scope;
            }
        }
    }
    return (struct span){NULL, 0};
}

struct span scopes_lacking(const struct operation *operation, const struct scheme *scheme,
                           const struct scopes *held) {
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

static bool knows(const struct need *need, const struct scopes *held) {
    VEC_EACH(const struct span, scope, &need->scopes) {
        for (size_t i = 0; i < held->n; i++) {
            if (span_equal(held->at[i], *scope)) {
                return true;
            }
        }
    }
    return false;
}

bool scopes_spoken(const struct contract *contract, const struct scheme *scheme,
                   const struct scopes *held) {
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

struct span scopes_lacked(const struct contract *contract, const struct operation *operation,
                          const struct scheme *scheme, const struct scopes *held) {
    bool speaks = held->n && scopes_spoken(contract, scheme, held);
    return speaks ? scopes_lacking(operation, scheme, held) : (struct span){NULL, 0};
}

struct span scopes_lower(const struct contract *contract, const struct operation *operation,
                         const struct scheme *scheme) {
    VEC_EACH(const struct operation, other, &contract->operations) {
        VEC_EACH(const struct requirement, requirement, &other->security.any) {
            VEC_EACH(const struct need, need, &requirement->needs) {
                VEC_EACH(const struct span, scope, &need->scopes) {
                    struct scopes one = {.at = {*scope}, .n = 1};
                    if (need->scheme == scheme && !scopes_is_wide(*scope) &&
                        scopes_lacking(operation, scheme, &one).len) {
                        return *scope;
                    }
                }
            }
        }
    }
    return (struct span){NULL, 0};
}

struct span scopes_asked(const struct operation *operation, const struct scheme *scheme) {
    struct scopes none = {.n = 0};
    return scopes_lacking(operation, scheme, &none);
}

static bool asks_for(const struct operation *operation, struct span wanted) {
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            VEC_EACH(const struct span, scope, &need->scopes) {
                if (span_equal(*scope, wanted)) {
                    return true;
                }
            }
        }
    }
    return false;
}

struct span scopes_beside(const struct contract *contract, const struct operation *operation,
                          const struct scheme *scheme) {
    VEC_EACH(const struct operation, other, &contract->operations) {
        struct span scope = scopes_asked(other, scheme);
        if (scope.len && !asks_for(operation, scope)) {
            return scope;
        }
    }
    return SPAN("");
}
