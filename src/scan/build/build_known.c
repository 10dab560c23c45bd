/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing, among the values that list answers gave, the one that belongs into a path. */
#include "scan/build/build_known.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "scan/build/noun.h"
#include "text/uri.h"
#include "text/words.h"

static bool is_number(struct span s) {
    uint64_t value;
    return span_to_u64(s, &value);
}

bool build_is_uuid(struct span s) {
    if (s.len != 36) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.ptr[i] != '-' : !memchr("0123456789abcdefABCDEF", s.ptr[i], 22)) {
            return false;
        }
    }
    return true;
}

static bool fits(struct span value, struct span type, struct span format) {
    if (span_equal(type, SPAN("integer"))) {
        return is_number(value);
    }
    return !span_equal_nocase(format, SPAN("uuid")) || build_is_uuid(value);
}

static bool is_generic(struct span name) {
    return noun_is_id(name) && noun_of(name).len == 0;
}

static bool ends_in(struct span name, struct span list) {
    return words_listed(words_last(name), list);
}

/* How well an item's key answers to a parameter of the collection: 0 not at all. source: the
 * collection that the item is of. */
static unsigned key_score(struct span key, struct span parameter, struct span collection,
                          struct span source) {
    static const struct span slugs = SPAN_INIT(" slug "), uuids = SPAN_INIT(" uuid guid ");
    if (noun_equal(key, parameter)) {
        return 4;
    }
    if (ends_in(parameter, slugs) || ends_in(parameter, uuids)) {
        bool slug = ends_in(parameter, slugs);
        bool bare = is_generic(key) || noun_alike(noun_of(key), collection);
        return bare && ends_in(key, slug ? slugs : uuids) ? 3 : 0;
    }
    /* "{order}" below "/orders" is an id as well, and so is one of "/orders" anywhere */
    bool asks_id =
        noun_is_id(parameter) || noun_alike(parameter, collection) || noun_alike(parameter, source);
    if (!asks_id || !noun_is_id(key) || ends_in(key, slugs)) {
        return 0;
    }
    bool other = noun_of(key).len && !noun_alike(noun_of(key), collection);
    return other ? 0 : ends_in(key, SPAN(" id ")) ? 3 : 2;
}

enum { SAME_PLACE = 100, RECORDED_PLACE = 60 };

/* How near the place that the value came from is to the place that it goes to: 0 not at all. */
static unsigned place_score(const struct known_value *value, struct span parameter,
                            struct span before) {
    struct span from = uri_without_slash(value->path), to = uri_without_slash(before);
    struct span source = uri_last_segment(from), collection = uri_last_segment(to),
                noun = noun_of(parameter);
    if (value->recorded && !MUTANT(recorded_before_listed)) {
        bool same = span_equal(from, to) && noun_equal(value->name, parameter);
        return same ? RECORDED_PLACE : 0;
    }
    if (span_equal(from, to)) {
        return SAME_PLACE;
    }
    bool telling = noun.len && noun_is_id(parameter) && !ends_in(parameter, SPAN(" slug "));
    if (telling && noun_equal(value->name, parameter)) {
        return 50; /* "order_id" means the same everywhere */
    }
    if (noun_alike(source, noun) || (!noun.len && noun_alike(source, collection))) {
        return 40;
    }
    if (!noun.len && noun_is_id(value->name) && noun_alike(noun_of(value->name), collection)) {
        return 35; /* "order_id", for "/orders/{id}" */
    }
    size_t depth = 0;
    for (size_t i = 0; i < from.len; i++) {
        depth += from.ptr[i] == '/';
    }
    bool above = depth >= 2 && span_starts(to, from) && to.len > from.len &&
                 to.ptr[from.len] == '/' &&
                 span_find_byte(span_from_index(to, from.len), '{') == SIZE_MAX;
    return above && is_generic(parameter) ? 10 + (from.len > 20 ? 20 : (unsigned)from.len) : 0;
}

/* Whatever the parameter is called: right behind the collection whose objects have an id, a number,
 * a UUID or what is called by a letter or two ("{i}") is that id. */
static bool stands_for_id(struct span key, const struct parameter *parameter, struct span type,
                          struct span format) {
    bool formed = span_equal(type, SPAN("integer")) || span_equal_nocase(format, SPAN("uuid"));
    return is_generic(key) && (formed || parameter->name.len <= 3);
}

/* What of a place the marks of values are held against. */
struct wanted {
    struct span place; /* without slash */
    uint32_t collection, name, noun;
    bool generic;
};

static struct wanted wanted_at(struct span parameter, struct span before) {
    struct span place = uri_without_slash(before);
    return (struct wanted){.place = place,
                           .collection = noun_mark(uri_last_segment(place)),
                           .name = noun_mark(parameter),
                           .noun = noun_mark(noun_of(parameter)),
                           .generic = is_generic(parameter)};
}

/* False: place_score would give 0. */
static bool may_belong(const struct wanted *wanted, const struct known_value *value) {
    const struct known_marks *marks = &value->marks;
    if (!marks->taken) {
        return true;
    }
    return (wanted->noun && (marks->name == wanted->name || marks->collection == wanted->noun)) ||
           (!wanted->noun &&
            (marks->collection == wanted->collection || marks->noun == wanted->collection)) ||
           (wanted->generic && span_starts(wanted->place, uri_without_slash(value->path))) ||
           span_equal(wanted->place, uri_without_slash(value->path));
}

static struct span best_of(const struct known_values *known, const struct parameter *parameter,
                           struct span type, struct span format, struct span before,
                           bool made_only) {
    struct span best = {NULL, 0};
    unsigned most = 0;
    const struct wanted wanted = wanted_at(parameter->name, before);
    for (size_t i = 0; known && i < known->values.n; i++) {
        const struct known_value *value = &known->values.at[i];
        if (value->path.len == 0 || value->gone || (made_only && !value->made) ||
            !may_belong(&wanted, value) || !fits(value->value, type, format)) {
            continue;
        }
        unsigned place = place_score(value, parameter->name, before);
        unsigned key = place ? key_score(value->name, parameter->name, uri_last_segment(before),
                                         uri_last_segment(value->path))
                             : 0;
        if (!key && place == SAME_PLACE && stands_for_id(value->name, parameter, type, format)) {
            key = 1;
        }
        if (key && place * 8 + key > most) { /* the first one among equals: always the same */
            most = place * 8 + key;
            best = value->value;
        }
    }
    return best;
}

struct span build_known_id(const struct known_values *known, const struct parameter *parameter,
                           struct span type, struct span format, struct span before) {
    return best_of(known, parameter, type, format, before, false);
}

struct span build_made_id(const struct known_values *known, const struct parameter *parameter,
                          struct span type, struct span format, struct span before) {
    return best_of(known, parameter, type, format, before, true);
}

void build_take_away(struct known_values *known, struct span url) {
    struct span path = uri_without_slash(uri_path(url)), last = uri_last_segment(path);
    struct span front = uri_without_slash(span_slice(path, 0, path.len - last.len));
    VEC_EACH(struct known_value, value, &known->values) {
        bool same = noun_alike(uri_last_segment(value->path), uri_last_segment(front)) &&
                    span_equal(value->value, uri_decode(known->arena, last));
        value->gone |= value->made && same && !MUTANT(gone_is_named);
    }
}

bool build_names_person(struct span parameter, struct span before) {
    static const struct span people = SPAN_INIT(
        " user users account accounts member members profile profiles session sessions person "
        "people "
        "employee employees customer customers token tokens credential credentials admin admins "
        "username login identity identities uid driver drivers student students ");
    return words_listed(words_last(uri_last_segment(before)), people) ||
           words_any(parameter, people);
}

static bool is_of(struct span method, struct span template, const struct operation *operation) {
    return span_equal(method, operation->method) && span_equal(template, operation->path);
}

struct span build_user_value(const struct known_values *known, const struct operation *operation,
                             struct span name) {
    struct span found = {NULL, 0};
    for (size_t i = 0; known && i < known->values.n; i++) {
        const struct known_value *value = &known->values.at[i];
        bool applies = !value->template.len || MUTANT(own_values_for_all) ||
                       is_of(value->method, value->template, operation);
        if (value->path.len == 0 && applies && span_equal(value->name, name)) {
            found = value->value; /* the last one wins, as on any command line */
        }
    }
    return found;
}

static const struct known_body *last_body(const struct known_values *known,
                                          const struct operation *operation, bool recorded) {
    const struct known_body *found = NULL;
    for (size_t i = 0; known && i < known->bodies.n; i++) {
        const struct known_body *body = &known->bodies.at[i];
        bool of = body->recorded == recorded && is_of(body->method, body->template, operation);
        found = of ? body : found;
    }
    return found;
}

const struct node *build_user_body(const struct known_values *known,
                                   const struct operation *operation) {
    const struct known_body *body = last_body(known, operation, false);
    return body ? body->value : NULL;
}

const struct known_body *build_recorded_body(const struct known_values *known,
                                             const struct operation *operation) {
    return last_body(known, operation, true);
}
