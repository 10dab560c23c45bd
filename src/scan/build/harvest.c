/* SPDX-License-Identifier: Apache-2.0 */
/* Learning ids from answers: of lists and details, of what is nested in them, and from links. */
#include "base/mutant.h"
#include "scan/build/build.h"
#include "scan/build/harvest_index.h"
#include "scan/build/noun.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"

enum {
    MOST_ITEMS = 5,     /* of one list: the first ones serve as well as the last */
    MOST_MEMBERS = 200, /* of one object */
    MOST_VALUES = 5000, /* of the whole scan */
    LONGEST_VALUE = 200,
    DEEPEST = 5, /* objects in objects */
    HARVEST_DEPTH = 64,
};

static bool is_id_key(struct span key) {
    return noun_is_id(key) || words_listed(key, SPAN(" name code key username login handle "));
}

/* Whatever it is called. */
static bool is_link(struct span value) {
    return span_starts(value, SPAN("/")) || span_starts_nocase(value, SPAN("http://")) ||
           span_starts_nocase(value, SPAN("https://"));
}

/* They hold what is spoken of, and are none of it. */
static bool is_wrapper(struct span key) {
    return words_listed(key,
                        SPAN(" data attributes results result items objects content records value "
                             "values rows edges nodes node relationships fields payload list ")) ||
           span_equal(key, SPAN("_embedded")) || span_equal(key, SPAN("_links")) ||
           span_equal(key, SPAN("links"));
}

/* Whether it is new; it is not afterwards. */
static enum err note_new(struct known_values *known, struct span name, struct span path,
                         struct span value, bool *new) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct span key =
        arena_printf(&scratch, "%.*s\n%.*s\n%.*s", SPAN_ARG(name), SPAN_ARG(path), SPAN_ARG(value));
    TRY_PTR(key.ptr);
    *new = !map_get(&known->learnt, key);
    if (!*new) {
        return OK;
    }
    key = arena_dup(known->arena, key);
    TRY_PTR(key.ptr);
    return map_put(known->arena, &known->learnt, key, known);
}

static enum err learn(struct known_values *known, struct span name, struct span path,
                      struct span value) {
    bool new = false;
    if (value.len == 0 || value.len > LONGEST_VALUE || known->values.n >= MOST_VALUES) {
        return OK;
    }
    TRY(note_new(known, name, path, value, &new));
    if (!new) {
        return OK;
    }
    struct known_value learnt = {.name = arena_dup(known->arena, name),
                                 .path = arena_dup(known->arena, path),
                                 .value = arena_dup(known->arena, value)};
    TRY_PTR(learnt.name.ptr);
    TRY_PTR(learnt.path.ptr);
    TRY_PTR(learnt.value.ptr);
    learnt.marks = (struct known_marks){.taken = true,
                                        .collection = noun_mark(uri_last_segment(path)),
                                        .name = noun_mark(name),
                                        .noun = noun_mark(noun_of(name))};
    return vec_push(known->arena, &known->values, learnt) ? OK : ERR_MEMORY;
}

/* A link names an object of the contract: its ids are read off the path. */
static enum err learn_link(struct known_values *known, struct span link) {
    struct route_match match;
    struct span path = uri_path(link);
    if (!path.len || path.ptr[0] != '/' || !harvest_index_match(known->index, path, &match)) {
        return OK;
    }
    for (size_t k = 0; k < match.n; k++) {
        struct span value = uri_decode(known->arena, match.at[k].value);
        TRY_PTR(value.ptr);
        TRY(learn(known, match.at[k].name, match.at[k].before, value));
    }
    return OK;
}

/* Whether the contract has a collection, or else a placeholder, that is called so. */
static bool is_asked_for(const struct map *map, struct span name) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)64 << 10);
    struct span key = noun_key(&scratch, name);
    return key.len && map_get(map, key);
}

static enum err learn_scalar(struct known_values *known, struct span key, struct span value,
                             struct span path) {
    const struct harvest_index *index = known->index;
    if (is_link(value)) {
        return learn_link(known, value);
    }
    if (is_id_key(key) || is_asked_for(&index->names, key)) {
        TRY(learn(known, key, path, value));
    }
    return OK;
}

static enum err walk(struct known_values *known, const struct node *node, struct span path,
                     unsigned depth);

/* What a member holds is of the collection that the member is called after, if there is one:
 * "/tags" for "tags": […], "/owner" for "owner": {…}. */
static enum err walk_member(struct known_values *known, const struct node *member, struct span path,
                            unsigned depth) {
    struct span key = node_key(member), below = path;
    if (!is_wrapper(key)) {
        bool asked = is_asked_for(&known->index->nouns, noun_of(key));
        below = asked ? arena_join(known->arena, SPAN("/"), noun_of(key)) : SPAN("");
        TRY_PTR(below.ptr);
    }
    return walk(known, member, below, depth + 1);
}

static enum err walk_object(struct known_values *known, const struct node *object, struct span path,
                            unsigned depth) {
    size_t members = 0;
    NODE_EACH(member, object) {
        struct span value = node_scalar(member);
        if (members++ == MOST_MEMBERS) {
            break;
        }
        if (value.len && path.len) {
            TRY(learn_scalar(known, node_key(member), value, path));
        } else if (is_link(value)) {
            TRY(learn_link(known, value));
        } else if (node_first(member)) {
            TRY(walk_member(known, member, path, depth));
        }
    }
    return OK;
}

/* path: the collection that the values are of; empty: nobody asks for such. */
static enum err walk(struct known_values *known, const struct node *node, struct span path,
                     unsigned depth) {
    size_t items = 0;
    if (depth == DEEPEST) {
        return OK;
    }
    if (node_is(node, NODE_OBJECT)) {
        return walk_object(known, node, path, depth);
    }
    NODE_EACH(item, node) {
        struct span value = node_scalar(item);
        if (items++ == MOST_ITEMS) {
            break;
        }
        if (value.len && path.len) {
            TRY(learn(known, SPAN("id"), path, value));
        } else if (node_first(item) && !node_is(item, NODE_ARRAY)) {
            TRY(walk(known, item, path, depth + 1));
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

/* An id that the request named ("folder_id" of what it is to stand in) was there before. */
static bool is_new(const struct known_value *value, struct span sent) {
    bool named = noun_is_id(value->name) && noun_of(value->name).len;
    return !named || span_find(sent, value->value) == SIZE_MAX;
}

enum err build_harvest(struct known_values *known, const struct contract *contract,
                       const struct operation *operation, struct span sent,
                       const struct response *response) {
    if (response->wire != WIRE_OK || response->status < 200 ||
        (response->status > 299 && !MUTANT(others_taught)) || response->cut) {
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
    return build_harvest_tree(known, contract, operation, sent, response->status, root);
}

enum err build_harvest_tree(struct known_values *known, const struct contract *contract,
                            const struct operation *operation, struct span sent, int status,
                            const struct node *root) {
    if (!known->index) {
        TRY(harvest_index_make(known->arena, contract, &known->index));
    }
    const struct node *list = list_of(root);
    if (list) {
        TRY(walk(known, list, operation->path, 0));
    }
    size_t before = known->values.n;
    if (list != root) {
        TRY(walk(known, root, list ? SPAN("") : operation->path, 0));
    }
    bool made = span_equal(operation->method, SPAN("POST")) && status == 201 && !list;
    for (size_t i = before; made && i < known->values.n; i++) {
        struct known_value *value = &known->values.at[i];
        value->made |= span_equal(value->path, operation->path) && is_new(value, sent);
    }
    return OK;
}
