/* SPDX-License-Identifier: Apache-2.0 */
/* Reading lists, and keeping one of each operation and identity. */
#include "scan/listing.h"

#include "base/map.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"

#include <stdlib.h>

enum { MOST_LISTINGS = 2000, MOST_MEMBERS = 4000, MOST_KEPT = 1 << 19, DEPTH = 64 };

static uint64_t hash_of(struct span name, struct span value) {
    const uint64_t plain[2] = {0}, named[2] = {map_hash(plain, name), 0};
    return map_hash(named, value);
}

static int by_value(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Elements of an array of bare values go by the array's name, or by "id". */
static enum err walk(struct arena *arena, const struct node *node, struct span name,
                     struct listing *out) {
    struct span value = node_scalar(node);
    if (value.len && out->members.n < MOST_MEMBERS) {
        return vec_push(arena, &out->members, hash_of(name.len ? name : SPAN("id"), value))
                   ? OK
                   : ERR_MEMORY;
    }
    out->whole &= out->members.n < MOST_MEMBERS;
    NODE_EACH(child, node) {
        TRY(walk(arena, child, node_is(node, NODE_OBJECT) ? node_key(child) : name, out));
    }
    return OK;
}

/* A name's letters alone, in lower case: "nextPage" and "next_page" are the same. */
struct flat_name {
    char text[32];
    size_t n;
};

static struct flat_name flat_of(struct span key) {
    struct flat_name flat = {.n = 0};
    for (size_t i = 0; i < key.len && flat.n < sizeof(flat.text); i++) {
        char lower = (char)(key.ptr[i] | 0x20);
        if (lower >= 'a' && lower <= 'z') {
            flat.text[flat.n++] = lower;
        }
    }
    return flat;
}

/* A member beside the list, as pages have them, says that there is more than it holds. */
static bool says_more(const struct node *member, size_t shown) {
    static const struct span next =
        SPAN_INIT(" next nextpage nextlink nextcursor nexturl nexttoken hasmore hasnext more "
                  "hasnextpage cursor continuation nextpagetoken endcursor continuationtoken ");
    static const struct span counts = SPAN_INIT(" count total totalcount totalitems totalelements "
                                                "totalresults itemcount recordcount ");
    static const struct span pages = SPAN_INIT(" pages totalpages pagecount lastpage ");
    const struct flat_name flat = flat_of(node_key(member));
    const struct span name = {flat.text, flat.n};
    int64_t number = 0;
    bool counted = node_i64(member, &number);
    if (words_listed(name, next)) {
        return node_true(member) || node_text(member).len || counted || node_first(member);
    }
    return counted && ((words_listed(name, counts) && number > (int64_t)shown) ||
                       (words_listed(name, pages) && number > 1));
}

static bool any_says_more(const struct node *root, size_t shown) {
    NODE_EACH(member, node_is(root, NODE_OBJECT) ? root : NULL) {
        if (says_more(member, shown) || any_says_more(member, shown)) {
            return true;
        }
    }
    return false;
}

/* The longest list in it. */
static size_t longest(const struct node *node) {
    size_t n = 0, most = 0;
    NODE_EACH(child, node) {
        size_t inner = node_is(node, NODE_ARRAY) ? 0 : longest(child);
        most = inner > most ? inner : most;
        n++;
    }
    return node_is(node, NODE_ARRAY) ? n : most;
}

/* As many as a page usually has: there may be another. */
static bool fills_page(size_t shown) {
    static const size_t usual[] = {10, 12, 15, 20, 24, 25, 30, 40, 50, 60, 64, 100, 128, 200, 250};
    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
        if (shown == usual[i]) {
            return true;
        }
    }
    return shown > 250;
}

static bool is_whole(const struct response *response, const struct node *root) {
    struct span link = fields_get(&response->fields, SPAN("Link"));
    struct span total = fields_get(&response->fields, SPAN("X-Total-Count"));
    size_t shown = longest(root);
    uint64_t count = 0;
    return !response->cut && span_find_nocase(link, SPAN("next")) == SIZE_MAX &&
           !(span_to_u64(total, &count) && count > shown) && !any_says_more(root, shown) &&
           !fills_page(shown);
}

static enum err keep_members(struct arena *arena, struct listing *read, struct listing *out) {
    if (!read->members.n) {
        return OK;
    }
    qsort(read->members.at, read->members.n, sizeof(uint64_t), by_value);
    uint64_t *kept = arena_array(arena, uint64_t, read->members.n);
    TRY_PTR(kept);
    memcpy(kept, read->members.at, read->members.n * sizeof(*kept));
    out->members.at = kept;
    out->members.n = read->members.n;
    return OK;
}

enum err listing_read(struct arena *arena, const struct contract *contract,
                      struct harvest_index *index, const struct exchange *exchange,
                      struct listing *out) {
    const struct response *response = &exchange->response;
    const struct node *root = NULL;
    const struct json_options options = {.depth = DEPTH};
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    out->status = response->wire == WIRE_OK ? response->status : 0;
    out->whole = false;
    out->values = (struct known_values){.index = index, .arena = arena};
    if (out->status / 100 != 2) {
        return OK;
    }
    enum err read = json_parse(&scratch, response->body, &options, &root, NULL);
    if (read != OK) {
        out->status = 0;
        return read == ERR_MEMORY ? read : OK;
    }
    struct listing members = {.whole = is_whole(response, root)};
    TRY(walk(&scratch, root, SPAN(""), &members));
    out->whole = members.whole;
    TRY(keep_members(arena, &members, out));
    return response->cut ? OK
                         : build_harvest_tree(&out->values, contract, out->operation, SPAN(""),
                                              out->status, root);
}

static struct listing *find(const struct listings *listings, const struct operation *operation,
                            const struct identity *identity) {
    VEC_EACH(struct listing *const, listing, &listings->all) {
        if ((*listing)->operation == operation && (*listing)->identity == identity) {
            return *listing;
        }
    }
    return NULL;
}

const struct listing *listing_of(const struct listings *listings, const struct operation *operation,
                                 const struct identity *identity) {
    return find(listings, operation, identity);
}

/* By the last part of its path. */
static bool names_self(const struct operation *operation) {
    static const struct span selves =
        SPAN_INIT(" me whoami self myself profile current userinfo account user ");
    return words_listed(words_last(uri_last_segment(operation->path)), selves);
}

static enum err add(struct listings *listings, const struct operation *operation,
                    const struct identity *identity, const struct exchange *exchange,
                    struct listing **out) {
    struct listing *listing = arena_new(listings->arena, struct listing);
    TRY_PTR(listing);
    *listing = (struct listing){
        .operation = operation,
        .identity = identity,
        .selves = names_self(operation),
        .path = arena_dup(listings->arena, uri_path(exchange->request.url)),
    };
    TRY_PTR(listing->path.ptr);
    *out = listing;
    return vec_push(listings->arena, &listings->all, listing) ? OK : ERR_MEMORY;
}

static bool may_list(const struct operation *operation, const struct exchange *exchange) {
    return span_equal(operation->method, SPAN("GET")) &&
           span_equal(exchange->request.method, SPAN("GET")) && !operation_has_variable(operation);
}

enum err listing_note(struct listings *listings, const struct contract *contract,
                      const struct operation *operation, const struct identity *identity,
                      const struct exchange *exchange) {
    if (!identity || !may_list(operation, exchange) || listings->all.n >= MOST_LISTINGS ||
        listings->members >= MOST_KEPT) {
        return OK;
    }
    struct listing *listing = find(listings, operation, identity);
    if (listing && (listing->status / 100 == 2 ||
                    !span_equal(uri_path(exchange->request.url), listing->path))) {
        return OK;
    }
    if (!listing) {
        TRY(add(listings, operation, identity, exchange, &listing));
    }
    TRY(listing_read(listings->arena, contract, listings->index, exchange, listing));
    listings->index = listing->values.index ? listing->values.index : listings->index;
    listings->members += listing->members.n;
    return OK;
}

bool listing_holds(const struct listing *listing, struct span name, struct span value) {
    uint64_t hash = hash_of(name, value);
    return listing->members.n &&
           bsearch(&hash, listing->members.at, listing->members.n, sizeof(uint64_t), by_value);
}
