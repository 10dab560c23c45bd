/* SPDX-License-Identifier: Apache-2.0 */
/* Reading keywords off a flattened schema. */
#include "scan/build/build_schema.h"

#include "base/mutant.h"

enum { ALL_OF_DEPTH = 16 };

static void add_part(struct schema_view *view, const struct node *schema, unsigned depth) {
    if (!node_is(schema, NODE_OBJECT) || depth > ALL_OF_DEPTH || view->n == SCHEMA_PARTS) {
        return;
    }
    for (size_t i = 0; i < view->n; i++) {
        if (view->part[i] == schema) {
            return; /* a circle of allOf */
        }
    }
    view->part[view->n++] = schema; /* what stands beside $ref counts, too (3.1) */
    const struct node *meant = contract_resolve(view->contract, schema);
    if (meant != schema) {
        add_part(view, meant, depth + 1);
    }
    NODE_EACH(each, node_get(schema, SPAN("allOf"))) {
        add_part(view, each, depth + 1);
    }
}

void schema_open(struct schema_view *view, const struct contract *contract,
                 const struct node *schema) {
    view->contract = contract;
    view->n = view->choices = 0;
    add_part(view, schema, 0);
}

static const struct span ALTERNATIVES[] = {SPAN_INIT("oneOf"), SPAN_INIT("anyOf")};
enum { ALTERNATIVES_N = sizeof(ALTERNATIVES) / sizeof(ALTERNATIVES[0]) };

void schema_open_whole(struct schema_view *view, const struct contract *contract,
                       const struct node *schema) {
    schema_open(view, contract, schema);
    for (size_t i = 0; i < view->n; i++) { /* which grows */
        for (size_t k = 0; k < ALTERNATIVES_N && !MUTANT(alternatives_unread); k++) {
            NODE_EACH(each, node_get(view->part[i], ALTERNATIVES[k])) {
                add_part(view, each, 0);
            }
        }
    }
}

static bool is_chosen(const struct schema_view *view, const struct node *alternatives) {
    for (size_t i = 0; i < view->choices; i++) {
        if (view->chosen[i] == alternatives) {
            return true;
        }
    }
    return view->choices == SCHEMA_CHOICES;
}

const struct node *schema_alternatives(const struct schema_view *view) {
    for (size_t i = 0; i < view->n; i++) {
        for (size_t k = 0; k < ALTERNATIVES_N; k++) {
            const struct node *found = node_get(view->part[i], ALTERNATIVES[k]);
            if (node_first(found) && !is_chosen(view, found)) {
                return found;
            }
        }
    }
    return NULL;
}

void schema_choose(const struct schema_view *view, const struct node *alternatives,
                   const struct node *chosen, struct schema_view *out) {
    *out = *view;
    out->chosen[out->choices++] = alternatives;
    out->n = 0;
    add_part(out, chosen, 0);
    for (size_t i = 0; i < view->n; i++) {
        add_part(out, view->part[i], 0);
    }
}

const struct node *schema_get(const struct schema_view *view, struct span keyword) {
    for (size_t i = 0; i < view->n; i++) {
        const struct node *found = node_get(view->part[i], keyword);
        if (found) {
            return found;
        }
    }
    return NULL;
}

bool schema_flag(const struct schema_view *view, struct span keyword) {
    for (size_t i = 0; i < view->n; i++) {
        if (node_true(node_get(view->part[i], keyword))) {
            return true;
        }
    }
    return false;
}

/* keyword -> the type that it speaks of */
static const struct {
    struct span keyword, type;
} hints[] = {
    {SPAN_INIT("properties"), SPAN_INIT("object")},
    {SPAN_INIT("additionalProperties"), SPAN_INIT("object")},
    {SPAN_INIT("required"), SPAN_INIT("object")},
    {SPAN_INIT("items"), SPAN_INIT("array")},
    {SPAN_INIT("minItems"), SPAN_INIT("array")},
    {SPAN_INIT("format"), SPAN_INIT("string")},
    {SPAN_INIT("pattern"), SPAN_INIT("string")},
    {SPAN_INIT("minLength"), SPAN_INIT("string")},
    {SPAN_INIT("maxLength"), SPAN_INIT("string")},
    {SPAN_INIT("multipleOf"), SPAN_INIT("number")},
    {SPAN_INIT("minimum"), SPAN_INIT("number")},
    {SPAN_INIT("maximum"), SPAN_INIT("number")},
};

struct span schema_type(const struct schema_view *view) {
    const struct node *type = schema_get(view, SPAN("type"));
    if (node_text(type).len) {
        return node_text(type);
    }
    NODE_EACH(each, type) {
        if (!span_equal(node_text(each), SPAN("null"))) {
            return node_text(each);
        }
    }
    for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        if (schema_get(view, hints[i].keyword)) {
            return hints[i].type;
        }
    }
    return (struct span){NULL, 0};
}

bool schema_nullable(const struct schema_view *view) {
    if (schema_flag(view, SPAN("nullable")) || schema_flag(view, SPAN("x-nullable"))) {
        return true;
    }
    const struct node *type = schema_get(view, SPAN("type"));
    NODE_EACH(each, type) {
        if (span_equal(node_text(each), SPAN("null"))) {
            return true;
        }
    }
    return span_equal(node_text(type), SPAN("null"));
}

static const struct node *useful(const struct node *value) {
    return node_is(value, NODE_NULL) ? NULL : value;
}

const struct node *schema_named_value(const struct schema_view *view, size_t number) {
    const struct node *choices = schema_get(view, SPAN("enum"));
    if (number == 0) {
        static const struct span keywords[] = {SPAN_INIT("example"), SPAN_INIT("x-example"),
                                               SPAN_INIT("const"), SPAN_INIT("default")};
        const struct node *first = useful(node_first(schema_get(view, SPAN("examples"))));
        for (size_t i = 0; !first && i < sizeof(keywords) / sizeof(keywords[0]); i++) {
            first = useful(schema_get(view, keywords[i]));
        }
        if (first) {
            return first;
        }
    }
    size_t count = 0;
    NODE_EACH(each, choices) {
        count += useful(each) != NULL;
    }
    size_t wanted = count ? number % count : 0;
    NODE_EACH(each, choices) {
        if (useful(each) && wanted-- == 0) {
            return each;
        }
    }
    return NULL;
}

const struct node *schema_property(const struct schema_view *view, struct span name) {
    for (size_t i = 0; i < view->n; i++) {
        const struct node *found = node_get(node_get(view->part[i], SPAN("properties")), name);
        if (found) {
            return found;
        }
    }
    return NULL;
}

bool schema_next(struct schema_walk *walk) {
    walk->property = walk->property ? walk->property->next : NULL;
    while (!walk->property && walk->parts < walk->view->n) {
        const struct node *part = walk->view->part[walk->parts++];
        walk->property = node_first(node_get(part, SPAN("properties")));
    }
    return walk->property != NULL;
}

bool schema_requires(const struct schema_view *view, struct span name) {
    for (size_t i = 0; i < view->n; i++) {
        NODE_EACH(each, node_get(view->part[i], SPAN("required"))) {
            if (span_equal(node_text(each), name)) {
                return true;
            }
        }
    }
    return false;
}
