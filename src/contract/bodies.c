/* SPDX-License-Identifier: Apache-2.0 */
/* Request bodies (OpenAPI 3.1.0, section 4.8.13; 2.0: body and formData parameters, consumes). */
#include "contract/bodies.h"

#include "contract/parameter.h"

static enum err read_openapi(struct loader *l, const struct spot *spot, struct operation *out) {
    struct spot written = spot_get(spot, SPAN("requestBody"));
    if (!written.node) {
        return OK;
    }
    struct spot body = documents_follow(l->documents, &written);
    struct spot content = spot_get(&body, SPAN("content"));
    out->body_required = node_true(node_get(body.node, SPAN("required")));
    if (!node_is(content.node, NODE_OBJECT)) {
        loader_warn(l, &written, "a request body must have content");
        return OK;
    }
    SPOT_EACH(member, &content) {
        struct spot media = documents_follow(l->documents, &member); /* 3.2 allows a reference */
        struct media one = {.type = node_key(member.node),
                            .schema = node_get(media.node, SPAN("schema")),
                            .example = parameter_example(l, &media),
                            .encoding = node_get(media.node, SPAN("encoding"))};
        if (!vec_push(l->arena, &out->bodies, one)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* Nodes that are made, not read. */
static struct node *made(struct loader *l, enum node_kind kind, struct span key,
                         const struct node *like) {
    struct node *node = arena_new(l->arena, struct node);
    if (node) {
        *node = like ? *like : (struct node){.kind = kind};
        node->next = NULL;
        node->key = key.ptr;
        node->key_len = (uint32_t)key.len & NODE_KEY_MOST;
    }
    return node;
}

static struct node *made_text(struct loader *l, struct span key, struct span text) {
    struct node *node = made(l, NODE_STRING, key, NULL);
    if (node) {
        node->text = text.ptr;
        node->len = (uint32_t)text.len;
    }
    return node;
}

static void append(struct node *parent, struct node *child) {
    child->next = parent->child;
    parent->child = child;
    parent->len++;
}

static bool is_file(const struct declared *field) {
    return span_equal(node_text(node_get(field->node, SPAN("type"))), SPAN("file"));
}

/* A field's schema: the parameter itself, but a file is a binary string. */
static enum err add_property(struct loader *l, struct node *properties,
                             const struct declared *field) {
    struct span name = field->parameter.name;
    struct node *property = made(l, NODE_OBJECT, name, is_file(field) ? NULL : field->node);
    TRY_PTR(property);
    if (is_file(field)) {
        struct node *format = made_text(l, SPAN("format"), SPAN("binary"));
        struct node *type = made_text(l, SPAN("type"), SPAN("string"));
        TRY_PTR(format);
        TRY_PTR(type);
        append(property, format);
        append(property, type);
    }
    append(properties, property);
    return OK;
}

/* The object that the fields of a form make up. */
static enum err form_schema(struct loader *l, const struct declared_list *list,
                            struct operation *out, const struct node **schema) {
    struct node *object = made(l, NODE_OBJECT, SPAN(""), NULL);
    struct node *properties = made(l, NODE_OBJECT, SPAN("properties"), NULL);
    struct node *required = made(l, NODE_ARRAY, SPAN("required"), NULL);
    struct node *type = made_text(l, SPAN("type"), SPAN("object"));
    TRY_PTR(object);
    TRY_PTR(properties);
    TRY_PTR(required);
    TRY_PTR(type);
    for (size_t i = list->n; i-- > 0;) { /* append puts each before the others */
        const struct declared *field = &list->at[i];
        if (field->role != DECLARED_FORM) {
            continue;
        }
        TRY(add_property(l, properties, field));
        if (field->parameter.required) {
            struct node *name = made_text(l, SPAN(""), field->parameter.name);
            TRY_PTR(name);
            append(required, name);
            out->body_required = true;
        }
    }
    append(object, properties);
    append(object, required);
    append(object, type);
    *schema = object;
    return OK;
}

static bool is_form_type(struct span type) {
    return span_starts_nocase(type, SPAN("multipart/form-data")) ||
           span_starts_nocase(type, SPAN("application/x-www-form-urlencoded"));
}

static enum err add_media(struct loader *l, struct operation *out, struct span type,
                          const struct node *schema, const struct node *example) {
    struct media media = {.type = type, .schema = schema, .example = example};
    return vec_push(l->arena, &out->bodies, media) ? OK : ERR_MEMORY;
}

static const struct node *consumes(struct loader *l, const struct spot *spot) {
    const struct node *own = node_get(spot->node, SPAN("consumes"));
    own = own ? own : node_get(l->root.node, SPAN("consumes"));
    return node_is(own, NODE_ARRAY) ? own : NULL;
}

static enum err read_form(struct loader *l, const struct spot *spot,
                          const struct declared_list *list, bool has_file, struct operation *out) {
    const struct node *schema = NULL;
    TRY(form_schema(l, list, out, &schema));
    NODE_EACH(type, consumes(l, spot)) {
        if (is_form_type(node_text(type))) {
            TRY(add_media(l, out, node_text(type), schema, NULL));
        }
    }
    if (out->bodies.n) {
        return OK;
    }
    return add_media(
        l, out, has_file ? SPAN("multipart/form-data") : SPAN("application/x-www-form-urlencoded"),
        schema, NULL);
}

static enum err read_body(struct loader *l, const struct spot *spot, const struct declared *body,
                          struct operation *out) {
    const struct node *schema = node_get(body->node, SPAN("schema"));
    const struct node *example = node_get(body->node, SPAN("x-example"));
    out->body_required = body->parameter.required;
    NODE_EACH(type, consumes(l, spot)) {
        if (node_is(type, NODE_STRING)) {
            TRY(add_media(l, out, node_text(type), schema, example));
        }
    }
    return out->bodies.n ? OK : add_media(l, out, SPAN("application/json"), schema, example);
}

enum err bodies_give(struct loader *l, const struct spot *spot, const struct declared_list *list,
                     struct operation *out) {
    if (l->out->dialect != 20) {
        return read_openapi(l, spot, out);
    }
    bool form = false, file = false;
    VEC_EACH(const struct declared, item, list) {
        if (item->role == DECLARED_BODY) {
            return read_body(l, spot, item, out);
        }
        form = form || item->role == DECLARED_FORM;
        file = file || (item->role == DECLARED_FORM && is_file(item));
    }
    return form ? read_form(l, spot, list, file, out) : OK;
}
