/* SPDX-License-Identifier: Apache-2.0 */
/* Reading who somebody is off the operations that tell him. */
#include "scan/oneself.h"

#include "scan/build/build_known.h"
#include "scan/build/noun.h"
#include "text/uri.h"
#include "text/words.h"

/* The last part of a path that answers everybody with himself. */
static const struct span SELVES =
    SPAN_INIT(" me whoami self myself current profile userinfo account user ");
static const struct span NAMES = SPAN_INIT(" username login handle name ");

static bool is_self(const struct listing *listing) {
    return listing && listing->status / 100 == 2 &&
           words_listed(words_last(uri_last_segment(listing->operation->path)), SELVES);
}

/* The only placeholder of the template, and what stands in front of it; false: it has none, or
 * several. */
static bool only_placeholder(struct span template, struct span *name, struct span *before) {
    size_t open = span_find_byte(template, '{');
    if (open == SIZE_MAX) {
        return false;
    }
    struct span rest = span_from_index(template, open + 1);
    *before = span_slice(template, 0, open);
    *name = span_cut(&rest, '}');
    return name->len && rest.ptr && span_find_byte(rest, '{') == SIZE_MAX;
}

/* An id for a placeholder that asks for one, a name for one that asks for a name. */
static bool answers(struct span key, struct span placeholder) {
    struct span noun = noun_of(key);
    return words_any(placeholder, NAMES)
               ? words_any(key, NAMES)
               : noun_is_id(key) && (!noun.len || build_names_person(noun, SPAN("")));
}

/* A list of people in which the reader may look him up, or of which he saw a page. */
static bool stands_in_directory(const struct listings *listings, const struct identity *reader,
                                const struct known_value *value) {
    VEC_EACH(struct listing *const, each, &listings->all) {
        const struct listing *listing = *each;
        bool people = listing->identity == reader && listing->status / 100 == 2 &&
                      !is_self(listing) && build_names_person(SPAN(""), listing->operation->path);
        if (people && (!listing->whole || listing_holds(listing, value->name, value->value))) {
            return true;
        }
    }
    return false;
}

static enum err add(struct arena *arena, const struct known_value *value, struct span placeholder,
                    const struct listing *owners, const struct listing *readers,
                    struct owned *out) {
    struct known_value given = {.name = placeholder, .value = value->value};
    struct owned_id id = {*value, owners, readers};
    return vec_push(arena, &out->known.values, given) && vec_push(arena, &out->ids, id)
               ? OK
               : ERR_MEMORY;
}

enum err oneself_collect(struct arena *arena, const struct listings *listings,
                         const struct identity *owner, const struct identity *reader,
                         const struct operation *operation, struct owned *out) {
    struct span placeholder, before;
    *out = (struct owned){.known = {.arena = arena, .index = listings->index}};
    if (!only_placeholder(operation->path, &placeholder, &before) ||
        !build_names_person(placeholder, before)) {
        return OK;
    }
    VEC_EACH(struct listing *const, each, &listings->all) {
        const struct listing *owners = *each;
        const struct listing *readers = listing_of(listings, owners->operation, reader);
        if (owners->identity != owner || !is_self(owners) || !is_self(readers)) {
            continue;
        }
        VEC_EACH(const struct known_value, value, &owners->values.values) {
            bool his = span_equal(value->path, owners->operation->path) &&
                       answers(value->name, placeholder) &&
                       listing_holds(owners, value->name, value->value) &&
                       !listing_holds(readers, value->name, value->value);
            if (his && !out->ids.n && !stands_in_directory(listings, reader, value)) {
                TRY(add(arena, value, placeholder, owners, readers, out));
            }
        }
    }
    return OK;
}
