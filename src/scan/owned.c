/* SPDX-License-Identifier: Apache-2.0 */
/* Holding one identity's lists against another's. */
#include "scan/owned.h"

#include "base/mutant.h"
#include "scan/build/noun.h"
#include "scan/credential/role.h"
#include "scan/meant.h"
#include "text/uri.h"

static bool is_served(const struct listing *listing) {
    return listing && listing->status / 100 == 2;
}

/* He may not see the list at all, or sees all of it that is his. */
static bool tells(const struct listing *readers) {
    return readers && (readers->status == 403 || readers->status == 404 ||
                       (is_served(readers) && readers->whole));
}

/* An id of the list's own objects, which stands there in so many words. */
static bool is_listed(const struct listing *listing, const struct known_value *value) {
    return span_equal(uri_without_slash(value->path),
                      uri_without_slash(listing->operation->path)) &&
           listing_holds(listing, value->name, value->value);
}

/* No mere number, which another collection may have as well. */
static bool is_unique(struct span value) {
    uint64_t number;
    return value.len >= 16 && !span_to_u64(value, &number);
}

/* What is for administrators and serves others as well is a fault of its own, and gives no right.
 */
static bool is_of_administrators(const struct listing *listing) {
    return !role_is_trusted(listing->identity->role) && listing->identity->role.len &&
           (meant_for_administrators(listing->operation) ||
            meant_place(listing->operation->path).len) &&
           !MUTANT(stolen_lists_count);
}

/* Some other list of the same collection shows it to the reader, or shows him a page alone:
 * "/me/projects" is not all that "/projects" has. */
static bool may_know(const struct listings *listings, const struct identity *reader,
                     const struct known_value *value) {
    struct span collection = uri_last_segment(value->path);
    VEC_EACH(struct listing *const, each, &listings->all) {
        const struct listing *listing = *each;
        if (listing->identity != reader || !is_served(listing) || is_of_administrators(listing)) {
            continue;
        }
        bool shows = listing_holds(listing, value->name, value->value);
        if ((shows && is_unique(value->value)) ||
            ((shows || !listing->whole) &&
             noun_alike(uri_last_segment(listing->operation->path), collection))) {
            return true;
        }
    }
    return false;
}

/* For all that is known of the reader. */
static bool is_alone(const struct listings *listings, const struct listing *readers,
                     const struct known_value *value) {
    bool shown = is_served(readers) && listing_holds(readers, value->name, value->value);
    return !shown && (MUTANT(other_lists_unseen) || !may_know(listings, readers->identity, value));
}

static enum err collect(struct arena *arena, const struct listings *listings,
                        const struct listing *owners, const struct listing *readers,
                        struct owned *out) {
    VEC_EACH(const struct known_value, value, &owners->values.values) {
        if (is_listed(owners, value) && is_alone(listings, readers, value) &&
            !vec_push(arena, &out->ids, ((struct owned_id){*value, owners, readers}))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err add_known(struct arena *arena, const struct known_values *from, struct owned *out) {
    VEC_EACH(const struct known_value, value, &from->values) {
        if (!vec_push(arena, &out->known.values, *value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum err owned_collect(struct arena *arena, const struct listings *listings,
                       const struct identity *owner, const struct identity *reader,
                       struct owned *out) {
    *out = (struct owned){.known = {.arena = arena, .index = listings->index}};
    VEC_EACH(struct listing *const, each, &listings->all) {
        const struct listing *owners = *each;
        if (owners->identity != owner || !is_served(owners)) {
            continue;
        }
        const struct listing *readers = listing_of(listings, owners->operation, reader);
        if (tells(readers)) {
            TRY(collect(arena, listings, owners, readers, out));
        }
    }
    VEC_EACH(const struct owned_id, id, &out->ids) {
        if (!vec_push(arena, &out->known.values, id->value)) {
            return ERR_MEMORY;
        }
    }
    VEC_EACH(struct listing *const, each, &listings->all) {
        if ((*each)->identity == owner && is_served(*each) && out->ids.n) {
            TRY(add_known(arena, &(*each)->values, out));
        }
    }
    return OK;
}

/* The placeholder asks for objects of the collection. before: the template in front of it. */
static bool asks_for(const struct owned_id *id, struct span before, struct span placeholder) {
    struct span collection = uri_last_segment(id->value.path);
    struct span noun = noun_of(placeholder);
    return span_equal(uri_without_slash(before), uri_without_slash(id->value.path)) ||
           (noun.len ? noun_alike(noun, collection)
                     : noun_alike(uri_last_segment(before), collection));
}

/* Cuts the last segment off. */
static struct span cut_last(struct span *path) {
    struct span whole = uri_without_slash(*path);
    struct span last = uri_last_segment(whole);
    *path = span_slice(whole, 0, whole.len - last.len);
    return last;
}

const struct owned_id *owned_in(struct arena *arena, const struct owned *owned,
                                struct span template, struct span url) {
    struct span path = uri_path(url);
    while (uri_without_slash(template).len && uri_without_slash(path).len) {
        struct span asked = cut_last(&template), value = cut_last(&path);
        bool open = asked.len > 2 && asked.ptr[0] == '{' && asked.ptr[asked.len - 1] == '}';
        struct span decoded = open ? uri_decode(arena, value) : value;
        VEC_EACH(const struct owned_id, id, &owned->ids) {
            if (open && span_equal(decoded, id->value.value) &&
                asks_for(id, template, span_slice(asked, 1, asked.len - 2))) {
                return id;
            }
        }
    }
    return NULL;
}

struct span owned_elsewhere(struct arena *arena, const struct owned_id *id, struct span other,
                            struct span url) {
    struct span value = uri_encoded(arena, id->value.value, URI_SEGMENT);
    struct span encoded = uri_encoded(arena, other, URI_SEGMENT);
    struct span needle = arena_printf(arena, "/%.*s", SPAN_ARG(value));
    size_t at = SIZE_MAX;
    for (size_t i = 0; needle.ptr && i + needle.len <= url.len; i++) {
        bool ends = i + needle.len == url.len || strchr("/?.", url.ptr[i + needle.len]);
        at = ends && span_equal(span_slice(url, i, needle.len), needle) ? i : at;
    }
    return at == SIZE_MAX
               ? url
               : arena_printf(arena, "%.*s/%.*s%.*s", (int)at, url.ptr, SPAN_ARG(encoded),
                              SPAN_ARG(span_from_index(url, at + needle.len)));
}
