/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing, of what is known of an identity, the id that a parameter asks for. */
#include "scan/oneself.h"

#include "scan/build/build_known.h"
#include "scan/build/noun.h"
#include "text/words.h"

static const struct span NAMES = SPAN_INIT(" username login handle name ");

bool oneself_placeholder(struct span template, struct span *name, struct span *before) {
    size_t open = span_find_byte(template, '{');
    if (open == SIZE_MAX) {
        return false;
    }
    struct span rest = span_from_index(template, open + 1);
    *before = span_slice(template, 0, open);
    *name = span_cut(&rest, '}');
    return name->len && rest.ptr && span_find_byte(rest, '{') == SIZE_MAX;
}

static bool is_id(struct span key) {
    return noun_is_id(key) || span_equal(key, SPAN("sub")) || span_equal(key, SPAN("uid"));
}

/* An id for a parameter that asks for one, a name for one that asks for a name. */
static bool answers(struct span key, struct span parameter) {
    struct span noun = noun_of(key);
    return words_any(parameter, NAMES)
               ? words_any(key, NAMES)
               : is_id(key) && (!noun.len || !noun_is_id(key) || self_is_person(key));
}

/* A list of people in which the reader may look him up, or of which he saw a page. */
static bool stands_in_directory(const struct listings *listings, const struct identity *reader,
                                struct span name, struct span value) {
    struct span key = is_id(name) ? SPAN("id") : name;
    VEC_EACH(struct listing *const, each, &listings->all) {
        const struct listing *listing = *each;
        bool people = listing->identity == reader && listing->status / 100 == 2 &&
                      !self_is_told(listing) &&
                      build_names_person(SPAN(""), listing->operation->path);
        if (people && (!listing->whole || listing_holds(listing, key, value) ||
                       listing_holds(listing, name, value))) {
            return true;
        }
    }
    return false;
}

static bool is_known(const struct self *self, struct span value) {
    for (size_t i = 0; i < self->n; i++) {
        if (span_equal(self->at[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* The "/me" that told the owner his id. */
static const struct listing *told_by(const struct listings *listings,
                                     const struct identity *identity, struct span name,
                                     struct span value) {
    VEC_EACH(struct listing *const, listing, &listings->all) {
        if ((*listing)->identity == identity && self_is_told(*listing) &&
            listing_holds(*listing, name, value)) {
            return *listing;
        }
    }
    return NULL;
}

/* One who has several ids has one of each kind: "customerId" for "/customers/{customerId}". */
static bool is_named_so(struct span name, struct span parameter) {
    return noun_alike(noun_of(name), noun_of(parameter));
}

static size_t named_so(const struct self *self, struct span parameter) {
    size_t n = 0;
    for (size_t i = 0; i < self->n; i++) {
        n += is_named_so(self->at[i].name, parameter);
    }
    return n;
}

enum err oneself_collect(struct arena *arena, const struct listings *listings,
                         const struct self *owner, const struct self *reader, struct span parameter,
                         struct span before, struct owned *out) {
    bool by_name = named_so(owner, parameter);
    *out = (struct owned){.known = {.arena = arena, .index = listings->index}};
    for (size_t i = 0; i < owner->n && build_names_person(parameter, before); i++) {
        struct span name = owner->at[i].name, value = owner->at[i].value;
        if (!answers(name, parameter) || is_known(reader, value) ||
            (by_name && !is_named_so(name, parameter)) ||
            stands_in_directory(listings, reader->identity, name, value)) {
            continue;
        }
        const struct listing *owners = told_by(listings, owner->identity, name, value);
        const struct listing *readers =
            owners ? listing_of(listings, owners->operation, reader->identity) : NULL;
        const struct owned_id id = {
            .value = {.name = name, .value = value},
            .owners = readers ? owners : NULL,
            .readers = readers,
        };
        const struct known_value given = {.name = parameter, .value = value};
        return vec_push(arena, &out->known.values, given) && vec_push(arena, &out->ids, id)
                   ? OK
                   : ERR_MEMORY;
    }
    return OK;
}
