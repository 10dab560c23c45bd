/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the tokens to forge from: in whatever is presented, of whoever is served. */
#include "scan/forgery/forgery.h"

#include "base/mutant.h"
#include "scan/subject.h"

static bool is_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.+/=", c));
}

/* The token within a value, as in a cookie "Bearer%20eyJ…": a run of its letters; every JSON object
 * begins with "ey" or "ew" in base64. */
static bool find_token(struct span value, struct forgery *out, struct span *token) {
    for (size_t at = 0; at < value.len; at++) {
        bool start = value.ptr[at] == 'e' &&
                     (at == 0 || !is_token(value.ptr[at - 1]) ||
                      (at >= 3 && value.ptr[at - 3] == '%' && !MUTANT(encoded_space_joins)));
        size_t len = 0;
        while (start && at + len < value.len && is_token(value.ptr[at + len])) {
            len++;
        }
        *token = span_slice(value, at, len);
        if (start && jws_looks_like(*token)) {
            out->before = span_slice(value, 0, at);
            out->after = span_from_index(value, at + len);
            return true;
        }
    }
    return false;
}

/* Everywhere but in a password; in a query parameter and a cookie, too. */
static bool carries_token(const struct scheme *scheme) {
    return scheme && scheme->kind != SCHEME_BASIC && scheme->kind != SCHEME_DIGEST;
}

static enum err take(struct subject *subject, const struct identity *identity,
                     const struct requirement *requirement, struct forgery *out, bool *found) {
    struct wallet *wallet = subject_wallet(subject);
    struct span token;
    *found = false;
    VEC_EACH(const struct need, need, &requirement->needs) {
        const struct credential *credential =
            carries_token(need->scheme) ? wallet_find(wallet, identity, need->scheme) : NULL;
        *out = (struct forgery){.identity = identity, .requirement = requirement};
        if (!credential || !find_token(credential->secret.value, out, &token)) {
            continue;
        }
        struct span word = credential->own_prefix.ptr ? credential->own_prefix
                                                      : wallet_prefix(wallet, need->scheme);
        out->presented = (struct presented){need->scheme, credential, token, word};
        enum err read = jws_read(&subject->arena, token, &out->jws);
        if (read == ERR_MEMORY) {
            return read;
        }
        *found = read == OK && out->jws.payload_node;
        return OK;
    }
    return OK;
}

enum err forgery_take_of(struct subject *subject, const struct identity *identity,
                         struct forgery *out, bool *found) {
    const struct requirement *requirement =
        wallet_choose(subject_wallet(subject), identity, &subject->operation->security);
    *found = false;
    return requirement ? take(subject, identity, requirement, out, found) : OK;
}

static struct span text_of(const struct node *object, const char *name) {
    return node_text(node_get(object, span_from(name)));
}

/* The same issuer's, for the same key: attacks on the one are attacks on the other. */
static bool same_make(const struct forgery *a, const struct forgery *b) {
    return a->presented.scheme == b->presented.scheme &&
           (span_equal(a->jws.alg_name, b->jws.alg_name) || MUTANT(algorithms_alike)) &&
           span_equal(text_of(a->jws.header_node, "kid"), text_of(b->jws.header_node, "kid")) &&
           (span_equal(text_of(a->jws.payload_node, "iss"), text_of(b->jws.payload_node, "iss")) ||
            MUTANT(issuers_alike));
}

static void add(struct forgeries *all, const struct forgery *one) {
    bool known = all->n == FORGERIES_MOST;
    for (size_t i = 0; i < all->n; i++) {
        known = known || same_make(&all->at[i], one);
    }
    if (!known) {
        all->at[all->n++] = *one;
    }
}

static enum err take_all(struct subject *subject, struct forgeries *all) {
    struct forgery one;
    bool found;
    if (!subject->identity || !subject->requirement) {
        return OK;
    }
    TRY(take(subject, subject->identity, subject->requirement, &one, &found));
    if (found) {
        add(all, &one);
    }
    VEC_EACH(struct shot *, shot, &subject->offers) {
        if ((*shot)->identity && (*shot)->requirement &&
            (sample_served(&(*shot)->sample) || MUTANT(refused_forged))) {
            TRY(take(subject, (*shot)->identity, (*shot)->requirement, &one, &found));
            if (found) {
                add(all, &one);
            }
        }
    }
    return OK;
}

enum err forgery_all(struct subject *subject, const struct forgeries **out) {
    if (!subject->forgeries) {
        struct forgeries *all = arena_new(&subject->arena, struct forgeries);
        TRY_PTR(all);
        TRY(take_all(subject, all));
        subject->forgeries = all;
    }
    *out = subject->forgeries;
    return OK;
}

enum err forgery_each(struct subject *subject, const struct probe *probe) {
    const struct forgeries *all;
    TRY(forgery_all(subject, &all));
    for (size_t i = 0; i < all->n; i++) {
        TRY(probe->forge(subject, &all->at[i]));
    }
    return OK;
}
