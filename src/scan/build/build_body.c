/* SPDX-License-Identifier: Apache-2.0 */
/* Request bodies: real ones from the schema, and ones that no parser or validator lets through. */
#include "scan/build/build_body.h"

#include "base/mutant.h"
#include "scan/build/build_known.h"
#include "scan/build/build_style.h"
#include "scan/build/build_value.h"
#include "text/json.h"
#include "text/uri.h"

#define BOUNDARY "postern-boundary-5c41"

/* The media types that can be written, the best liked first. */
enum body_kind { BODY_JSON = 0, BODY_FORM, BODY_MULTIPART, BODY_XML, BODY_OTHER };

static struct span bare_type(struct span type) {
    return span_trim(span_cut(&type, ';'));
}

static enum body_kind kind_of(struct span type) {
    type = bare_type(type);
    if (span_equal_nocase(type, SPAN("application/json")) || span_ends(type, SPAN("+json")) ||
        span_equal(type, SPAN("*/*")) || span_equal(type, SPAN("application/*")) ||
        span_equal_nocase(type, SPAN("text/json"))) {
        return BODY_JSON;
    }
    if (span_equal_nocase(type, SPAN("application/x-www-form-urlencoded"))) {
        return BODY_FORM;
    }
    if (span_starts_nocase(type, SPAN("multipart/"))) {
        return BODY_MULTIPART;
    }
    bool xml = span_ends(type, SPAN("/xml")) || span_ends(type, SPAN("+xml"));
    return xml ? BODY_XML : BODY_OTHER;
}

static const struct media *choose(const struct operation *operation) {
    const struct media *best = NULL;
    for (size_t i = 0; i < operation->bodies.n; i++) {
        const struct media *media = &operation->bodies.at[i];
        bool plain = span_equal_nocase(bare_type(media->type), SPAN("application/json"));
        if (!best || kind_of(media->type) < kind_of(best->type) ||
            (plain && kind_of(best->type) == BODY_JSON &&
             !span_equal_nocase(bare_type(best->type), SPAN("application/json")))) {
            best = media;
        }
    }
    return best;
}

static enum err set_body(struct builder *b, struct span type, struct span body) {
    struct request *request = &b->draft->request;
    if (span_find_byte(bare_type(type), '*') != SIZE_MAX) {
        type = SPAN("application/json");
    }
    request->body = body;
    TRY_PTR(body.ptr);
    return fields_add(b->arena, &request->fields, SPAN("Content-Type"), type) ? OK : ERR_MEMORY;
}

static enum err set_built(struct builder *b, struct span type, const struct buf *body) {
    TRY(buf_status(body));
    return set_body(b, type, arena_dup(b->arena, buf_span(body)));
}

static enum err form_body(struct builder *b, const struct media *media, const struct node *value) {
    BUF_SCOPE body = {0};
    NODE_EACH(field, value) {
        if (body.len) {
            buf_byte(&body, '&');
        }
        style_form(&body, node_key(field), field);
    }
    return set_built(b, media->type, &body);
}

static bool is_file(struct builder *b, const struct media *media, struct span name) {
    struct schema_view whole, field;
    schema_open(&whole, b->contract, media->schema);
    schema_open(&field, b->contract, schema_property(&whole, name));
    return span_equal(node_text(schema_get(&field, SPAN("format"))), SPAN("binary")) ||
           span_equal(schema_type(&field), SPAN("file")) ||
           schema_get(&field, SPAN("contentMediaType"));
}

static void add_quoted(struct buf *out, struct span name) {
    buf_byte(out, '"');
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        buf_byte(out, c == '"' || (unsigned char)c < ' ' ? '_' : c);
    }
    buf_byte(out, '"');
}

/* RFC 7578. */
static enum err multipart_body(struct builder *b, const struct media *media,
                               const struct node *value) {
    BUF_SCOPE body = {0};
    NODE_EACH(field, value) {
        buf_text(&body, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=");
        add_quoted(&body, node_key(field));
        if (is_file(b, media, node_key(field))) {
            buf_text(&body, "; filename=\"postern.txt\"\r\nContent-Type: text/plain");
        }
        buf_text(&body, "\r\n\r\n");
        style_text(&body, field);
        buf_text(&body, "\r\n");
    }
    buf_text(&body, "--" BOUNDARY "--\r\n");
    struct span type = arena_join(b->arena, bare_type(media->type), SPAN("; boundary=" BOUNDARY));
    TRY_PTR(type.ptr);
    return set_built(b, type, &body);
}

/* What was recorded, unless it is to be a body that was not sent before. */
static enum err recorded_value(struct builder *b, const struct node **value) {
    const struct known_body *body = build_recorded_body(b->known, b->operation);
    if (!body || b->variant) {
        return OK;
    }
    if (!body->whole && node_is(body->value, NODE_OBJECT) && node_is(*value, NODE_OBJECT)) {
        return value_lay_over(b->arena, *value, body->value, value);
    }
    *value = body->value;
    return OK;
}

/* What the user wants in the body: members instead of, and beside, those that would be sent. */
static enum err own_value(struct builder *b, const struct node **value) {
    TRY(recorded_value(b, value));
    const struct node *own = build_user_body(b->known, b->operation);
    if (!own || MUTANT(own_body_unused)) {
        return OK;
    }
    if (node_is(own, NODE_OBJECT) && node_is(*value, NODE_OBJECT)) {
        return value_lay_over(b->arena, *value, own, value);
    }
    *value = own;
    return OK;
}

/* Objects of a collection, which other operations list or read: making one changes no other. */
static bool makes_object(const struct builder *b) {
    struct span path = uri_without_slash(b->operation->path);
    bool found = false;
    VEC_EACH(const struct operation, other, &b->contract->operations) {
        struct span beside = uri_without_slash(other->path);
        bool below =
            span_starts(beside, path) && span_starts(span_from_index(beside, path.len), SPAN("/{"));
        found |= span_equal(other->method, SPAN("GET")) && (span_equal(beside, path) || below);
    }
    return found && span_equal(b->operation->method, SPAN("POST"));
}

static enum err media_value(struct builder *b, const struct media *media, const struct node **out) {
    *out = b->variant && media->schema ? NULL : media->example;
    if (*out) {
        return own_value(b, out);
    }
    struct value_maker maker = {.arena = b->arena, .contract = b->contract, .variant = b->variant};
    maker.known = !b->spoil && makes_object(b) ? b->known : NULL;
    TRY(value_make(&maker, media->schema, (struct span){NULL, 0}, out));
    TRY(own_value(b, out));
    return *out ? OK : builder_give_up(b, "no body could be built: %.*s", SPAN_ARG(maker.reason));
}

static enum err real_body(struct builder *b, const struct media *media) {
    const struct node *value;
    TRY(media_value(b, media, &value));
    if (builder_gave_up(b)) {
        return OK;
    }
    BUF_SCOPE body = {0};
    enum body_kind kind = kind_of(media->type);
    if (kind == BODY_FORM && node_is(value, NODE_OBJECT)) {
        return form_body(b, media, value);
    }
    if (kind == BODY_MULTIPART && node_is(value, NODE_OBJECT)) {
        return multipart_body(b, media, value);
    }
    if (kind == BODY_JSON) {
        struct json_writer writer = {.out = &body};
        json_node(&writer, value);
    } else if (node_is(value, NODE_STRING)) {
        style_text(&body, value);
    } else if (kind == BODY_OTHER && !media->schema) {
        buf_text(&body, "postern");
    } else {
        return builder_give_up(b, "a body of type %.*s cannot be built from its schema",
                               SPAN_ARG(media->type));
    }
    return set_built(b, media->type, &body);
}

/* A form without its fields is refused only where a field is required. */
static bool form_requires(struct builder *b, const struct media *media) {
    struct schema_view view;
    schema_open(&view, b->contract, media->schema);
    return node_first(schema_get(&view, SPAN("required"))) != NULL;
}

static enum err unparsable_body(struct builder *b, const struct media *media) {
    switch (kind_of(media->type)) {
    case BODY_JSON:
        b->guarded = true;
        return set_body(b, media->type, SPAN("{\"postern\":"));
    case BODY_FORM:
    case BODY_MULTIPART:
        /* no form at all is unparsable; a multipart body without boundary is refused, or empty */
        b->guarded = b->guarded || form_requires(b, media);
        return set_body(b, SPAN("multipart/form-data"), SPAN("--postern"));
    case BODY_XML:
        b->guarded = true;
        return set_body(b, media->type, SPAN("<postern"));
    case BODY_OTHER:
        break;
    }
    return set_body(b, media->type, SPAN("")); /* any bytes are fine: this is no guard */
}

/* A JSON text of another type than the schema's. Some parsers take lists and objects alone, and
 * some handlers either: a list goes only to what is not there. False: the schema takes anything. */
static bool mistyped(struct builder *b, const struct media *media, struct span *out) {
    struct schema_view view;
    schema_open(&view, b->contract, media->schema);
    struct span type = schema_type(&view);
    bool list = span_equal(type, SPAN("string")) ||
                (b->draft->made_up_id && !span_equal(type, SPAN("array")));
    *out = list ? SPAN("[0]") : SPAN("\"postern\"");
    return kind_of(media->type) == BODY_JSON && type.len && !schema_alternatives(&view);
}

/* A property that the client itself has to send: required, not the server's to fill in, and without
 * a value for those who leave it out. */
static bool must_send(struct builder *b, const struct schema_view *whole, struct span name) {
    struct schema_view field;
    schema_open(&field, b->contract, schema_property(whole, name));
    return !schema_flag(&field, SPAN("readOnly")) && !schema_get(&field, SPAN("default"));
}

static bool requires_members(struct builder *b, const struct media *media) {
    struct schema_view view;
    schema_open(&view, b->contract, media->schema);
    for (size_t i = 0; i < view.n; i++) {
        NODE_EACH(name, node_get(view.part[i], SPAN("required"))) {
            if (must_send(b, &view, node_text(name))) {
                return true;
            }
        }
    }
    return false;
}

/* JSON of the wrong kind that holds nothing: even where lists are taken for many at once, this one
 * makes none. Only what the contract cannot mean is a guard. */
static enum err lacking_json(struct builder *b, const struct media *media) {
    struct schema_view view;
    schema_open(&view, b->contract, media->schema);
    struct span type = schema_type(&view);
    bool list = span_equal(type, SPAN("array"));
    bool object = span_equal(type, SPAN("object")) && requires_members(b, media);
    b->guarded = b->guarded || ((list || object) && !schema_alternatives(&view));
    return set_body(b, media->type, list ? SPAN("{}") : SPAN("[]"));
}

static enum err lacking_body(struct builder *b, const struct media *media) {
    switch (kind_of(media->type)) {
    case BODY_JSON:
        return lacking_json(b, media);
    case BODY_FORM:
        b->guarded = b->guarded || requires_members(b, media);
        return set_body(b, media->type, SPAN("postern="));
    case BODY_MULTIPART:
        b->guarded = b->guarded || requires_members(b, media);
        return set_body(b, SPAN("multipart/form-data; boundary=" BOUNDARY),
                        SPAN("--" BOUNDARY
                             "\r\nContent-Disposition: form-data; name=\"postern\"\r\n"
                             "\r\n\r\n--" BOUNDARY "--\r\n"));
    case BODY_XML:
    case BODY_OTHER:
        break;
    }
    return set_body(b, media->type, SPAN("")); /* nobody knows what it would mean: no guard */
}

enum err build_body(struct builder *b) {
    const struct media *media = choose(b->operation);
    struct span text;
    if (!media) {
        return OK;
    }
    if (!b->spoil || b->mode == BUILD_ABSENT) {
        bool send = b->operation->body_required || !build_is_read(b->operation->method);
        return send ? real_body(b, media) : OK;
    }
    if (b->mode == BUILD_LACKING) {
        return lacking_body(b, media);
    }
    if (b->mode == BUILD_MISTYPED && mistyped(b, media, &text)) {
        b->guarded = true;
        return set_body(b, media->type, text);
    }
    return unparsable_body(b, media);
}

enum err build_other_body(struct arena *arena, const struct contract *contract,
                          const struct operation *operation, const struct known_values *known,
                          size_t variant, struct span *out) {
    struct draft draft = {.request = {.method = operation->method}};
    struct builder builder = {.arena = arena,
                              .contract = contract,
                              .operation = operation,
                              .known = known,
                              .variant = variant,
                              .draft = &draft};
    TRY(build_body(&builder));
    *out = draft.reason.len ? (struct span){NULL, 0} : draft.request.body;
    return OK;
}
