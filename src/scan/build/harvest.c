/* SPDX-License-Identifier: Apache-2.0 */
/* Learning ids from the answers of list operations. */
#include "scan/build/build.h"
#include "text/json.h"
#include "text/uri.h"

enum {
    MOST_ITEMS = 5,     /* of one answer: the first ones serve as well as the last */
    MOST_VALUES = 5000, /* of the whole scan */
    LONGEST_VALUE = 200,
    HARVEST_DEPTH = 64,
    TEMPLATE_PARAMETERS = 16,
};

static bool is_id_key(struct span key) {
    static const struct span keys[] = {SPAN_INIT("id"),      SPAN_INIT("pk"),   SPAN_INIT("uuid"),
                                       SPAN_INIT("slug"),    SPAN_INIT("name"), SPAN_INIT("_id"),
                                       SPAN_INIT("guid"),    SPAN_INIT("code"), SPAN_INIT("key"),
                                       SPAN_INIT("username")};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (span_equal(keys[i], key)) {
            return true;
        }
    }
    return span_ends(key, SPAN("_id")) || span_ends(key, SPAN("Id")) ||
           span_ends(key, SPAN("_uuid")) || span_ends(key, SPAN("_slug"));
}

static bool is_link_key(struct span key) {
    return span_equal(key, SPAN("url")) || span_equal(key, SPAN("href")) ||
           span_equal(key, SPAN("self"));
}

static enum err learn(struct known_values *known, struct span name, struct span path,
                      struct span value) {
    if (value.len == 0 || value.len > LONGEST_VALUE || known->values.n >= MOST_VALUES) {
        return OK;
    }
    for (size_t i = 0; i < known->values.n; i++) {
        const struct known_value *other = &known->values.at[i];
        if (span_equal(other->value, value) && span_equal(other->name, name) &&
            span_equal(other->path, path)) {
            return OK;
        }
    }
    struct known_value learnt = {arena_dup(known->arena, name), path,
                                 arena_dup(known->arena, value)};
    TRY_PTR(learnt.name.ptr);
    TRY_PTR(learnt.value.ptr);
    return vec_push(known->arena, &known->values, learnt) ? OK : ERR_MEMORY;
}

struct match {
    struct span name[TEMPLATE_PARAMETERS], before[TEMPLATE_PARAMETERS], value[TEMPLATE_PARAMETERS];
    size_t n;
};

/* Lays a path over a template, segment by segment. */
static bool lay_over(struct span template, struct span path, struct match *match) {
    struct span rest = template;
    match->n = 0;
    while (rest.ptr && path.ptr) {
        size_t at = (size_t)(rest.ptr - template.ptr);
        struct span wanted = span_cut(&rest, '/'), is = span_cut(&path, '/');
        bool whole = wanted.len > 2 && wanted.ptr[0] == '{' && wanted.ptr[wanted.len - 1] == '}';
        if (whole && is.len && match->n < TEMPLATE_PARAMETERS) {
            match->name[match->n] = span_slice(wanted, 1, wanted.len - 2);
            match->before[match->n] = span_slice(template, 0, at);
            match->value[match->n++] = is;
        } else if (!span_equal(wanted, is)) {
            return false;
        }
    }
    return !rest.ptr && !path.ptr && match->n > 0;
}

/* A link of an item names an object of the contract: its ids are read off the path. */
static enum err learn_link(struct known_values *known, const struct contract *contract,
                           struct span link) {
    struct span path = uri_path(link);
    for (size_t i = 0; path.len && i < contract->operations.n; i++) {
        const struct operation *operation = &contract->operations.at[i];
        struct match match;
        struct span below =
            span_starts(path, operation->base) ? span_from_index(path, operation->base.len) : path;
        if (!lay_over(operation->path, below, &match)) {
            continue;
        }
        for (size_t k = 0; k < match.n; k++) {
            struct span value = uri_decode(known->arena, match.value[k]);
            TRY_PTR(value.ptr);
            TRY(learn(known, match.name[k], match.before[k], value));
        }
        return OK;
    }
    return OK;
}

/* True when some path below the collection has a parameter of that name. */
static bool is_wanted(const struct contract *contract, const struct operation *list,
                      struct span key) {
    for (size_t i = 0; i < contract->operations.n; i++) {
        const struct operation *operation = &contract->operations.at[i];
        if (operation == list || !span_starts(operation->path, list->path)) {
            continue;
        }
        for (size_t k = 0; k < operation->parameters.n; k++) {
            if (operation->parameters.at[k].in == IN_PATH &&
                span_equal(operation->parameters.at[k].name, key)) {
                return true;
            }
        }
    }
    return false;
}

static enum err learn_item(struct known_values *known, const struct contract *contract,
                           const struct operation *operation, const struct node *item) {
    NODE_EACH(member, item) {
        struct span key = node_key(member);
        struct span value = node_is(member, NODE_NUMBER) ? node_number(member) : node_text(member);
        if (value.len && is_link_key(key)) {
            TRY(learn_link(known, contract, value));
        } else if (value.len && (is_id_key(key) || is_wanted(contract, operation, key))) {
            TRY(learn(known, key, operation->path, value));
        }
    }
    return OK;
}

/* The list in an answer: the answer itself, or the member that pages keep it in. */
static const struct node *list_of(const struct node *root) {
    static const struct span keys[] = {
        SPAN_INIT("results"), SPAN_INIT("items"),   SPAN_INIT("data"),  SPAN_INIT("objects"),
        SPAN_INIT("content"), SPAN_INIT("records"), SPAN_INIT("value"), SPAN_INIT("rows")};
    if (node_is(root, NODE_ARRAY)) {
        return root;
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct node *found = node_get(root, keys[i]);
        if (node_is(found, NODE_ARRAY)) {
            return found;
        }
    }
    const struct node *embedded = node_get(root, SPAN("_embedded")); /* HAL */
    NODE_EACH(member, embedded) {
        if (node_is(member, NODE_ARRAY)) {
            return member;
        }
    }
    const struct node *only = NULL; /* {"orders": […]}, and nothing else that is a list */
    NODE_EACH(member, node_is(root, NODE_OBJECT) ? root : NULL) {
        if (node_is(member, NODE_ARRAY) && node_is(node_first(member), NODE_OBJECT)) {
            if (only) {
                return NULL;
            }
            only = member;
        }
    }
    return only;
}

enum err build_harvest(struct known_values *known, const struct contract *contract,
                       const struct operation *operation, const struct response *response) {
    if (response->wire != WIRE_OK || response->status < 200 || response->status > 299 ||
        response->cut) {
        return OK;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    const struct json_options options = {.depth = HARVEST_DEPTH};
    const struct node *root = NULL;
    enum err read = json_parse(&scratch, response->body, &options, &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    const struct node *list = list_of(root);
    if (!list) {
        return learn_item(known, contract, operation, root);
    }
    size_t items = 0;
    NODE_EACH(item, list) {
        if (items++ == MOST_ITEMS) {
            break;
        }
        struct span value = node_is(item, NODE_NUMBER) ? node_number(item) : node_text(item);
        TRY(value.len ? learn(known, SPAN("id"), operation->path, value)
                      : learn_item(known, contract, operation, item));
    }
    return OK;
}
