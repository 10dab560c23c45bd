/* SPDX-License-Identifier: Apache-2.0 */
/* One parameter (OpenAPI 3.1.0, section 4.8.12; 2.0, "Parameter Object"). */
#include "contract/parameter.h"

static bool read_in(struct span in, struct declared *out) {
    static const struct {
        const char *word;
        enum declared_role role;
        enum parameter_in in;
    } places[] = {
        {"path", DECLARED_PARAMETER, IN_PATH},     {"query", DECLARED_PARAMETER, IN_QUERY},
        {"header", DECLARED_PARAMETER, IN_HEADER}, {"cookie", DECLARED_PARAMETER, IN_COOKIE},
        {"body", DECLARED_BODY, IN_PATH},          {"formData", DECLARED_FORM, IN_PATH},
    };
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        if (span_equal(in, span_from(places[i].word))) {
            out->role = places[i].role;
            out->parameter.in = places[i].in;
            return true;
        }
    }
    return false;
}

static struct span default_style(enum parameter_in in) {
    return in == IN_QUERY || in == IN_COOKIE ? SPAN("form") : SPAN("simple");
}

/* 2.0 says collectionFormat where 3.x says style and explode. */
static void read_collection_format(const struct node *node, struct parameter *out) {
    struct span format = node_text(node_get(node, SPAN("collectionFormat")));
    out->style = default_style(out->in);
    out->explode = span_equal(format, SPAN("multi"));
    if (span_equal(format, SPAN("ssv"))) {
        out->style = SPAN("spaceDelimited");
    } else if (span_equal(format, SPAN("tsv"))) {
        out->style = SPAN("tabDelimited");
    } else if (span_equal(format, SPAN("pipes"))) {
        out->style = SPAN("pipeDelimited");
    }
}

static void read_swagger(const struct node *node, struct parameter *out) {
    read_collection_format(node, out);
    out->schema = node; /* type, format, enum and the rest stand in the parameter itself */
    out->example = node_get(node, SPAN("x-example"));
    out->example = out->example ? out->example : node_get(node, SPAN("example"));
}

const struct node *parameter_example(struct loader *l, const struct spot *object) {
    const struct node *example = node_get(object->node, SPAN("example"));
    if (example) {
        return example;
    }
    struct spot examples = spot_get(object, SPAN("examples"));
    if (!node_is(examples.node, NODE_OBJECT)) {
        return NULL;
    }
    SPOT_EACH(item, &examples) {
        const struct node *value =
            node_get(documents_follow(l->documents, &item).node, SPAN("value"));
        if (value) {
            return value;
        }
    }
    return NULL;
}

static void read_content(struct loader *l, const struct spot *spot, struct parameter *out) {
    struct spot content = spot_get(spot, SPAN("content"));
    struct spot media = spot_child(&content, node_first(content.node), 0);
    if (!node_is(content.node, NODE_OBJECT) || !node_is(media.node, NODE_OBJECT)) {
        return;
    }
    out->content_type = node_key(media.node);
    out->schema = node_get(media.node, SPAN("schema"));
    out->example = out->example ? out->example : parameter_example(l, &media);
}

static void read_openapi(struct loader *l, const struct spot *spot, struct parameter *out) {
    struct span style = node_text(node_get(spot->node, SPAN("style")));
    const struct node *explode = node_get(spot->node, SPAN("explode"));
    out->style = style.len ? style : default_style(out->in);
    out->explode = explode ? node_true(explode) : span_equal(out->style, SPAN("form"));
    out->schema = node_get(spot->node, SPAN("schema"));
    out->example = parameter_example(l, spot);
    if (!out->schema) {
        read_content(l, spot, out);
    }
}

/* What 3.x says shall be ignored (section 4.8.12.2.1): these belong to the request itself, and a
 * made-up Authorization would spoil every experiment. */
static bool is_ignored(const struct parameter *p) {
    return p->in == IN_HEADER && (span_equal_nocase(p->name, SPAN("Accept")) ||
                                  span_equal_nocase(p->name, SPAN("Content-Type")) ||
                                  span_equal_nocase(p->name, SPAN("Authorization")));
}

static enum err read_object(struct loader *l, const struct spot *spot, struct declared *out) {
    struct parameter *p = &out->parameter;
    struct span in = node_text(node_get(spot->node, SPAN("in")));
    p->name = node_text(node_get(spot->node, SPAN("name")));
    if (!p->name.ptr) {
        loader_warn(l, spot, "a parameter must have a name; it is left out");
        return OK;
    }
    if (!read_in(in, out) || (out->role != DECLARED_PARAMETER && l->out->dialect != 20)) {
        loader_warn(l, spot,
                    "the parameter \"%.*s\" stands in no place that is known (\"%.*s\"); it "
                    "is left out",
                    SPAN_ARG(p->name), SPAN_ARG(in));
        out->role = DECLARED_NOTHING;
        return OK;
    }
    if (out->role == DECLARED_PARAMETER && is_ignored(p)) {
        out->role = DECLARED_NOTHING;
        return OK;
    }
    bool is_path = out->role == DECLARED_PARAMETER && p->in == IN_PATH;
    p->required = is_path || node_true(node_get(spot->node, SPAN("required")));
    p->place = spot_place(l->arena, spot);
    out->node = spot->node;
    if (l->out->dialect == 20) {
        read_swagger(spot->node, p);
    } else {
        read_openapi(l, spot, p);
    }
    return OK;
}

enum err parameter_read(struct loader *l, const struct spot *spot, struct declared *out) {
    *out = (struct declared){0};
    struct span reference = documents_reference(spot->node);
    const struct declared *known = reference.ptr ? map_get(&l->parameters, reference) : NULL;
    if (known) {
        *out = *known;
        return OK;
    }
    struct spot object = documents_follow(l->documents, spot);
    if (!node_is(object.node, NODE_OBJECT)) {
        loader_warn(l, spot, "a parameter must be an object; it is left out");
    } else {
        TRY(read_object(l, &object, out));
    }
    if (!reference.ptr) {
        return OK;
    }
    struct declared *copy = arena_new(l->arena, struct declared);
    TRY_PTR(copy);
    *copy = *out;
    return map_put(l->arena, &l->parameters, reference, copy);
}
