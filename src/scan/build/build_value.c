/* SPDX-License-Identifier: Apache-2.0 */
/* Values from schemas: what the schema names itself, else the plainest thing that fits. */
#include "scan/build/build_value.h"

#include "base/mutant.h"
#include "scan/build/build_known.h"
#include "scan/build/noun.h"

enum {
    DEEPEST = 12,         /* required values nest no deeper */
    DEEPEST_OPTIONAL = 3, /* optional ones are left out below */
    MOST_NODES = 4000,
    MOST_ITEMS = 100,
};

struct node *value_node(struct arena *arena, enum node_kind kind) {
    struct node *node = arena_new(arena, struct node);
    if (node) {
        node->kind = (uint32_t)kind & 7u;
    }
    return node;
}

static struct node *text_node(struct arena *arena, enum node_kind kind, struct span text) {
    struct node *node = value_node(arena, kind);
    if (node) {
        node->text = text.ptr;
        node->len = (uint32_t)text.len;
    }
    return node;
}

struct node *value_string(struct arena *arena, struct span text) {
    return text_node(arena, NODE_STRING, text);
}

static struct node *value_number(struct arena *arena, struct span digits) {
    return text_node(arena, NODE_NUMBER, digits);
}

/* Puts a copy of the value (its children are shared) at the end of an array or object. */
static enum err append(struct arena *arena, struct node *parent, struct node **last,
                       struct span key, const struct node *value) {
    struct node *copy = arena_new(arena, struct node);
    TRY_PTR(copy);
    *copy = *value;
    copy->next = NULL;
    copy->key = key.ptr;
    copy->key_len = (uint32_t)key.len & NODE_KEY_MOST;
    if (*last) {
        (*last)->next = copy;
    } else {
        parent->child = copy;
    }
    *last = copy;
    parent->len++;
    return OK;
}

enum err value_lay_over(struct arena *arena, const struct node *below, const struct node *above,
                        const struct node **out) {
    struct node *whole = value_node(arena, NODE_OBJECT), *last = NULL;
    TRY_PTR(whole);
    NODE_EACH(member, below) {
        if (!node_get(above, node_key(member))) {
            TRY(append(arena, whole, &last, node_key(member), member));
        }
    }
    NODE_EACH(member, above) {
        TRY(append(arena, whole, &last, node_key(member), member));
    }
    *out = whole;
    return OK;
}

static enum err make(struct value_maker *maker, const struct node *schema, struct span hint,
                     unsigned depth, const struct node **out);

static enum err make_viewed(struct value_maker *maker, const struct schema_view *view,
                            struct span hint, unsigned depth, const struct node **out);

static enum err make_array(struct value_maker *maker, const struct schema_view *view,
                           struct span hint, unsigned depth, const struct node **out) {
    int64_t least = 0, most = MOST_ITEMS;
    bool asked = node_i64(schema_get(view, SPAN("minItems")), &least) && least > 0;
    bool capped = node_i64(schema_get(view, SPAN("maxItems")), &most);
    struct node *array = value_node(maker->arena, NODE_ARRAY), *last = NULL;
    TRY_PTR(array);
    int64_t wanted = asked ? least : capped && most < 1 ? 0 : 1;
    if (wanted > MOST_ITEMS) {
        maker->reason = SPAN("an array of more than 100 items is asked for");
        return OK;
    }
    size_t variant = maker->variant;
    bool differ = schema_flag(view, SPAN("uniqueItems"));
    for (int64_t i = 0; i < wanted; i++) {
        const struct node *item = NULL;
        maker->variant = differ ? (size_t)i : variant;
        TRY(make(maker, schema_get(view, SPAN("items")), hint, depth + 1, &item));
        if (!item && asked) {
            maker->variant = variant;
            return OK;
        }
        if (item) {
            TRY(append(maker->arena, array, &last, (struct span){NULL, 0}, item));
        }
    }
    maker->variant = variant;
    maker->reason = (struct span){NULL, 0};
    *out = array;
    return OK;
}

/* Whether a property goes into the object. Without any "required", a writer that leaves out all
 * properties sends nothing, so those at the top are all sent. */
static bool wanted_property(const struct schema_view *view, struct span name, unsigned depth) {
    struct schema_view inner;
    schema_open(&inner, view->contract, schema_property(view, name));
    if (schema_flag(&inner, SPAN("readOnly"))) {
        return false;
    }
    if (schema_requires(view, name)) {
        return true;
    }
    return depth < DEEPEST_OPTIONAL && !schema_get(view, SPAN("required"));
}

static bool stands_already(const struct node *object, struct span name) {
    return node_get(object, name) != NULL;
}

static enum err add_property(struct value_maker *maker, const struct schema_view *view,
                             struct node *object, struct node **last, struct span name,
                             unsigned depth, bool *missing) {
    const struct node *value = NULL;
    TRY(make(maker, schema_property(view, name), name, depth + 1, &value));
    if (value) {
        return append(maker->arena, object, last, name, value);
    }
    *missing = schema_requires(view, name);
    if (!*missing) {
        maker->reason = (struct span){NULL, 0};
    }
    return OK;
}

static enum err add_properties(struct value_maker *maker, const struct schema_view *view,
                               struct node *object, struct node **last, unsigned depth,
                               bool *missing) {
    for (struct schema_walk walk = {.view = view}; !*missing && schema_next(&walk);) {
        struct span name = node_key(walk.property);
        if (!stands_already(object, name) && wanted_property(view, name, depth)) {
            TRY(add_property(maker, view, object, last, name, depth, missing));
        }
    }
    for (size_t i = 0; i < view->n && !*missing; i++) { /* required, but described nowhere */
        NODE_EACH(each, node_get(view->part[i], SPAN("required"))) {
            struct span name = node_text(each);
            if (name.len && !schema_property(view, name) && !stands_already(object, name)) {
                TRY(add_property(maker, view, object, last, name, depth, missing));
            }
        }
    }
    return OK;
}

static enum err make_object(struct value_maker *maker, const struct schema_view *view,
                            unsigned depth, const struct node **out) {
    struct node *object = value_node(maker->arena, NODE_OBJECT), *last = NULL;
    TRY_PTR(object);
    bool missing = false;
    TRY(add_properties(maker, view, object, &last, depth, &missing));
    if (missing) {
        return OK;
    }
    int64_t least = 0;
    (void)node_i64(schema_get(view, SPAN("minProperties")), &least);
    const struct node *others = schema_get(view, SPAN("additionalProperties"));
    for (int64_t i = (int64_t)object->len; i < least && i < MOST_ITEMS; i++) {
        const struct node *value = NULL;
        struct span name = arena_printf(maker->arena, "postern%lld", (long long)i);
        TRY_PTR(name.ptr);
        TRY(make(maker, node_is(others, NODE_OBJECT) ? others : NULL, name, depth + 1, &value));
        if (!value) {
            return OK;
        }
        TRY(append(maker->arena, object, &last, name, value));
    }
    maker->reason = (struct span){NULL, 0};
    *out = object;
    return OK;
}

/* The first alternative of oneOf or anyOf for which there is a value. */
static enum err make_alternative(struct value_maker *maker, const struct schema_view *view,
                                 const struct node *alternatives, struct span hint, unsigned depth,
                                 const struct node **out) {
    NODE_EACH(each, alternatives) {
        struct schema_view alone, with;
        schema_open(&alone, view->contract, each);
        schema_choose(view, alternatives, each, &with);
        if (!span_equal(schema_type(&alone), SPAN("null"))) {
            TRY(make_viewed(maker, &with, hint, depth + 1, out));
        }
        if (*out) {
            return OK;
        }
    }
    return OK;
}

/* "pet_id" beside "/pets", of which one is known. Nobody's account is named, nor what he comes in
 * with. */
static struct span named_object(const struct value_maker *maker, const struct schema_view *view,
                                struct span type, struct span hint) {
    const struct parameter parameter = {.name = hint};
    struct span format = node_text(schema_get(view, SPAN("format"))), none = SPAN("");
    if (!maker->known || !noun_is_id(hint) || !noun_of(hint).len ||
        build_names_person(hint, none) || schema_get(view, SPAN("pattern")) ||
        MUTANT(bodies_name_nothing)) {
        return (struct span){NULL, 0};
    }
    struct span made = build_made_id(maker->known, &parameter, type, format, none);
    return made.ptr ? made : build_known_id(maker->known, &parameter, type, format, none);
}

static enum err make_scalar(struct value_maker *maker, const struct schema_view *view,
                            struct span type, struct span hint, const struct node **out) {
    struct span text = {NULL, 0};
    bool whole = span_equal(type, SPAN("integer"));
    if (span_equal(type, SPAN("boolean"))) {
        *out = value_node(maker->arena, NODE_TRUE);
        return *out ? OK : ERR_MEMORY;
    }
    if (span_equal(type, SPAN("null"))) {
        *out = value_node(maker->arena, NODE_NULL);
        return *out ? OK : ERR_MEMORY;
    }
    struct span object = named_object(maker, view, type, hint);
    if (object.ptr) {
        *out = whole ? value_number(maker->arena, object) : value_string(maker->arena, object);
        return *out ? OK : ERR_MEMORY;
    }
    if (whole || span_equal(type, SPAN("number"))) {
        TRY(value_digits(maker, view, whole, &text));
        *out = text.ptr ? value_number(maker->arena, text) : NULL;
    } else {
        TRY(value_text(maker, view, hint, &text));
        *out = text.ptr ? value_string(maker->arena, text) : NULL;
    }
    return text.ptr && !*out ? ERR_MEMORY : OK;
}

static enum err make_viewed(struct value_maker *maker, const struct schema_view *view,
                            struct span hint, unsigned depth, const struct node **out) {
    *out = NULL;
    if (depth > DEEPEST || ++maker->nodes > MOST_NODES) {
        maker->reason = SPAN("the schema nests too deep, or in a circle");
        return OK;
    }
    *out = schema_named_value(view, maker->variant);
    if (*out) {
        return OK;
    }
    struct span type = schema_type(view);
    const struct node *alternatives = schema_alternatives(view);
    if (alternatives) {
        TRY(make_alternative(maker, view, alternatives, hint, depth, out));
    } else if (span_equal(type, SPAN("object")) || (type.len == 0 && hint.len == 0)) {
        TRY(make_object(maker, view, depth, out));
    } else if (span_equal(type, SPAN("array"))) {
        TRY(make_array(maker, view, hint, depth, out));
    } else {
        TRY(make_scalar(maker, view, type, hint, out));
    }
    if (!*out && depth && schema_nullable(view)) {
        maker->reason = (struct span){NULL, 0};
        *out = value_node(maker->arena, NODE_NULL);
        return *out ? OK : ERR_MEMORY;
    }
    return OK;
}

static enum err make(struct value_maker *maker, const struct node *schema, struct span hint,
                     unsigned depth, const struct node **out) {
    struct schema_view view;
    schema_open(&view, maker->contract, schema);
    return make_viewed(maker, &view, hint, depth, out);
}

enum err value_make(struct value_maker *maker, const struct node *schema, struct span hint,
                    const struct node **out) {
    maker->reason = (struct span){NULL, 0};
    maker->nodes = 0;
    TRY(make(maker, schema, hint, 0, out));
    if (!*out && maker->reason.len == 0) {
        maker->reason = SPAN("no value fits the schema");
    }
    return OK;
}
