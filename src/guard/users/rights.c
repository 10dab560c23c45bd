/* SPDX-License-Identifier: Apache-2.0 */
/* Scopes and claims. */
#include "guard/users/rights.h"

#include "base/mutant.h"

/* A scope among those of a text (RFC 8693, section 4.2) or of a list. */
static bool has_scope(const struct node *held, struct span scope) {
    struct span rest = node_text(held);
    while (rest.ptr) {
        struct span one = span_cut(&rest, ' ');
        if (span_equal(one, scope) ||
            (MUTANT(scope_prefix) && one.len && span_starts(scope, one))) {
            return true;
        }
    }
    NODE_EACH(item, node_is(held, NODE_ARRAY) ? held : NULL) {
        if (node_is(item, NODE_STRING) && span_equal(node_text(item), scope)) {
            return true;
        }
    }
    return false;
}

bool rights_lack_scope(const struct policy_choice *choice, const struct node *claims,
                       struct span *lacking) {
    const struct node *held = node_get(claims, choice->scheme->config->scope_claim);
    for (size_t i = 0; i < choice->scopes.n; i++) {
        if (!has_scope(held, choice->scopes.at[i])) {
            *lacking = choice->scopes.at[i];
            return true;
        }
    }
    return false;
}

/* Numbers and truths by their spelling: the configuration knows texts alone. */
static bool is_value(const struct node *node, struct span value) {
    if (node_is(node, NODE_TRUE) || node_is(node, NODE_FALSE)) {
        return span_equal(value, node_true(node) ? SPAN("true") : SPAN("false"));
    }
    struct span text = node_scalar(node);
    return text.ptr && span_equal(text, value);
}

static bool has_value(const struct node *held, struct span value) {
    if (is_value(held, value)) {
        return true;
    }
    NODE_EACH(item, node_is(held, NODE_ARRAY) ? held : NULL) {
        if (is_value(item, value)) {
            return true;
        }
    }
    return false;
}

static bool has_claim(const struct config_claim *claim, const struct node *claims) {
    const struct node *held = node_get(claims, claim->name);
    for (size_t i = 0; i < claim->any.n; i++) {
        if (has_value(held, claim->any.at[i])) {
            return true;
        }
    }
    return false;
}

bool rights_lack_claim(const struct config_claims *wanted, const struct node *claims,
                       struct span *lacking) {
    VEC_EACH(const struct config_claim, claim, wanted) {
        if (!has_claim(claim, claims)) {
            *lacking = claim->name;
            return true;
        }
    }
    return false;
}

static bool is_printable(struct span text, bool spaces) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~') {
            bool inner = text.ptr[i] == ' ' && spaces && i > 0 && i + 1 < text.len;
            if (!inner) {
                return false;
            }
        }
    }
    return true;
}

/* A list's items are told apart by spaces, so that they have none. */
static bool is_sendable(const struct node *node) {
    if (!node_is(node, NODE_ARRAY)) {
        return !node_is(node, NODE_OBJECT) && is_printable(node_scalar(node), true);
    }
    NODE_EACH(item, node) {
        if (!node_scalar(item).len || !is_printable(node_scalar(item), false)) {
            return false;
        }
    }
    return true;
}

const struct node *rights_claim(const struct node *claims, const struct node *user,
                                struct span name) {
    bool is_user = user && span_equal(name, SPAN("sub")) && !MUTANT(token_names_itself);
    return node_get(is_user ? user : claims, name);
}

bool rights_identity_sendable(const struct policy *policy, const struct node *claims,
                              const struct node *user) {
    VEC_EACH(const struct config_identity, identity, &policy->config->identity) {
        if (!is_sendable(rights_claim(claims, user, identity->claim)) && !MUTANT(any_identity)) {
            return false;
        }
    }
    return true;
}

enum err rights_text(struct arena *arena, const struct node *claim, struct span *out) {
    *out = node_scalar(claim);
    if (!out->ptr) {
        BUF_SCOPE text = {0};
        rights_write(&text, claim);
        TRY(buf_status(&text));
        *out = arena_dup(arena, buf_span(&text));
        TRY_PTR(out->ptr);
    }
    return OK;
}

void rights_write(struct buf *out, const struct node *claim) {
    if (node_is(claim, NODE_TRUE) || node_is(claim, NODE_FALSE)) {
        buf_text(out, node_true(claim) ? "true" : "false");
    }
    buf_add(out, node_scalar(claim));
    NODE_EACH(item, node_is(claim, NODE_ARRAY) ? claim : NULL) {
        buf_text(out, item == node_first(claim) ? "" : " ");
        buf_add(out, node_scalar(item));
    }
}
