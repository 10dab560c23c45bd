/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing, among the values that list answers gave, the one that belongs into a path. */
#include "scan/build/build_parts.h"

static struct span without_slash(struct span path) {
    while (path.len && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    return path;
}

static struct span last_segment(struct span path) {
    path = without_slash(path);
    size_t at = path.len;
    while (at && path.ptr[at - 1] != '/') {
        at--;
    }
    return span_from_index(path, at);
}

static bool is_generic(struct span name) {
    return span_equal_nocase(name, SPAN("id")) || span_equal_nocase(name, SPAN("pk")) ||
           span_equal_nocase(name, SPAN("uuid"));
}

/* "order" of "order_id", "orderId", "order_pk", "order-uuid", "order"; empty of "id". */
static struct span noun_of(struct span name) {
    static const struct span endings[] = {SPAN_INIT("id"), SPAN_INIT("pk"), SPAN_INIT("uuid"),
                                          SPAN_INIT("slug")};
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t keep = name.len - endings[i].len;
        if (name.len > endings[i].len &&
            span_equal_nocase(span_from_index(name, keep), endings[i])) {
            bool cut = strchr("_-", name.ptr[keep - 1]) != NULL;
            bool camel = name.ptr[keep] >= 'A' && name.ptr[keep] <= 'Z';
            if (cut || camel) {
                return span_slice(name, 0, cut ? keep - 1 : keep);
            }
        }
    }
    return is_generic(name) || span_equal_nocase(name, SPAN("slug")) ? (struct span){"", 0} : name;
}

/* "orders" is the collection of "order", "entries" of "entry", "boxes" of "box". */
static bool is_plural(struct span collection, struct span noun) {
    if (noun.len == 0 || collection.len <= noun.len) {
        return noun.len && span_equal_nocase(collection, noun);
    }
    struct span rest = span_from_index(collection, noun.len);
    if (span_starts_nocase(collection, noun)) {
        return span_equal_nocase(rest, SPAN("s")) || span_equal_nocase(rest, SPAN("es"));
    }
    struct span stem = span_slice(noun, 0, noun.len - 1);
    return noun.ptr[noun.len - 1] == 'y' && span_starts_nocase(collection, stem) &&
           span_equal_nocase(span_from_index(collection, stem.len), SPAN("ies"));
}

static bool is_number(struct span s) {
    uint64_t value;
    return span_to_u64(s, &value);
}

static bool is_uuid(struct span s) {
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
    return !span_equal_nocase(format, SPAN("uuid")) || is_uuid(value);
}

/* How well an item's key answers to a parameter of the collection: 0 not at all. */
static unsigned key_score(struct span key, struct span parameter) {
    if (span_equal(key, parameter)) {
        return 4;
    }
    bool slug = span_ends(parameter, SPAN("slug"));
    bool uuid = span_ends(parameter, SPAN("uuid"));
    if ((slug && span_equal(key, SPAN("slug"))) || (uuid && span_equal(key, SPAN("uuid")))) {
        return 3;
    }
    if (slug) {
        return 0;
    }
    bool id_like = is_generic(parameter) || noun_of(parameter).len != parameter.len;
    if (id_like && span_equal(key, SPAN("id"))) {
        return 3;
    }
    return id_like && (span_equal(key, SPAN("pk")) || span_equal(key, SPAN("uuid"))) ? 2 : 0;
}

/* How near the place that the value came from is to the place that it goes to: 0 not at all. */
static unsigned place_score(const struct known_value *value, struct span parameter,
                            struct span before) {
    struct span from = without_slash(value->path), to = without_slash(before);
    if (span_equal(from, to)) {
        return 100;
    }
    if (span_equal(value->name, parameter) && !is_generic(parameter) && noun_of(parameter).len &&
        !span_equal(parameter, SPAN("name")) && !span_equal(parameter, SPAN("slug"))) {
        return 50; /* "order_id" means the same everywhere */
    }
    if (is_plural(last_segment(from), noun_of(parameter))) {
        return 40;
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

struct span build_known_id(const struct known_values *known, const struct parameter *parameter,
                           struct span type, struct span format, struct span before) {
    struct span best = {NULL, 0};
    unsigned most = 0;
    for (size_t i = 0; known && i < known->values.n; i++) {
        const struct known_value *value = &known->values.at[i];
        if (value->path.len == 0 || !fits(value->value, type, format)) {
            continue;
        }
        unsigned place = place_score(value, parameter->name, before);
        unsigned key = place ? key_score(value->name, parameter->name) : 0;
        if (key && place * 8 + key > most) { /* the first one among equals: always the same */
            most = place * 8 + key;
            best = value->value;
        }
    }
    return best;
}
