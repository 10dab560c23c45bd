/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering the names and numbers of an identity from what is its own. */
#include "scan/self.h"

#include "base/mutant.h"
#include "scan/build/noun.h"
#include "text/words.h"
#include "token/jws.h"

/* Claims that say who somebody is. */
static const struct span CLAIMS[] = {
    SPAN_INIT("sub"),        SPAN_INIT("user_id"),    SPAN_INIT("userId"),
    SPAN_INIT("uid"),        SPAN_INIT("id"),         SPAN_INIT("user"),
    SPAN_INIT("username"),   SPAN_INIT("account_id"), SPAN_INIT("customer_id"),
    SPAN_INIT("customerId"), SPAN_INIT("accountId"),  SPAN_INIT("preferred_username"),
    SPAN_INIT("member_id"),  SPAN_INIT("email"),
};

bool self_is_told(const struct listing *listing) {
    return listing && listing->status / 100 == 2 && listing->selves;
}

bool self_is_person(struct span name) {
    static const struct span people = SPAN_INIT(
        " user users owner owners customer customers client clients account accounts member "
        "members person people patient employee holder buyer payer recipient tenant subscriber "
        "uid username login profile ");
    struct span noun = noun_of(name);
    return words_listed(words_last(noun.len ? noun : name), people);
}

static void add(struct self *self, struct span name, struct span value) {
    for (size_t i = 0; i < self->n; i++) {
        if (span_equal(self->at[i].value, value)) {
            return;
        }
    }
    if (value.len && self->n < SELF_MOST) {
        self->at[self->n].name = name;
        self->at[self->n++].value = value;
    }
}

static enum err add_claims(struct arena *arena, struct span value, struct self *self) {
    struct jws jws;
    if (!jws_looks_like(value) || MUTANT(tokens_tell_nobody)) {
        return OK;
    }
    TRY(jws_read(arena, value, &jws));
    for (size_t i = 0; i < sizeof(CLAIMS) / sizeof(*CLAIMS); i++) {
        const struct node *claim = node_get(jws.payload_node, CLAIMS[i]);
        struct span text = node_scalar(claim);
        if (claim && text.len) {
            add(self, CLAIMS[i], arena_dup(arena, text));
        }
    }
    return OK;
}

/* Ids of the answer itself, not of what it lists besides. */
static void add_told(const struct listing *listing, struct self *self) {
    VEC_EACH(const struct known_value, value, &listing->values.values) {
        bool own = span_equal(value->path, listing->operation->path) &&
                   listing_holds(listing, value->name, value->value);
        struct span noun = noun_of(value->name);
        if (own && (!noun.len || self_is_person(value->name))) {
            add(self, value->name, value->value);
        }
    }
}

enum err self_read(struct arena *arena, const struct wallet *wallet,
                   const struct listings *listings, const struct identity *identity,
                   struct self *out) {
    *out = (struct self){.identity = identity};
    VEC_EACH(struct listing *const, listing, &listings->all) {
        if ((*listing)->identity == identity && self_is_told(*listing)) {
            add_told(*listing, out);
        }
    }
    VEC_EACH(struct credential *const, credential, &wallet->all) {
        if ((*credential)->identity == identity) {
            TRY(add_claims(arena, (*credential)->secret.value, out));
        }
    }
    return OK;
}

static bool is_number(struct span value) {
    uint64_t number;
    return span_to_u64(value, &number);
}

bool self_names(const struct self *self, struct span key, struct span within, struct span value) {
    const struct identity *identity = self->identity;
    if (value.len && (span_equal_nocase(value, identity->name) ||
                      span_equal_nocase(value, identity_user(identity)))) {
        return true;
    }
    bool person = self_is_person(key) || (noun_is_id(key) && self_is_person(within));
    for (size_t i = 0; i < self->n && value.len; i++) {
        if (span_equal(value, self->at[i].value) && (person || !is_number(value))) {
            return true;
        }
    }
    return false;
}
