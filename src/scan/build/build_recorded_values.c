/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a recorded request, without its secrets. */
#include "scan/build/build_recorded_values.h"

#include "base/mutant.h"
#include "routes/routes.h"
#include "scan/build/build_value.h"
#include "text/json.h"
#include "text/uri.h"
#include "traffic/secret.h"

enum { VALUE_MOST = 2000, BODY_MOST = 256 << 10 };

struct taking {
    struct known_values *known;
    const struct operation *operation;
    const struct traffic_request *request;
};

static bool is_secret(const struct taking *t, struct span name, struct span value) {
    return (secret_named(name) || secret_shaped(value) ||
            secret_carried(&t->request->fields, value)) &&
           !MUTANT(recorded_secrets);
}

static struct span decode(struct arena *arena, struct span text) {
    char *plain = arena_take(arena, text.len + 1, 1);
    for (size_t i = 0; plain && i < text.len; i++) {
        plain[i] = text.ptr[i];
        if (plain[i] == '+') {
            plain[i] = ' ';
        }
    }
    return plain ? uri_decode(arena, (struct span){plain, text.len}) : (struct span){NULL, 0};
}

/* Dot segments and what is empty name no object. */
static bool is_value(struct span value) {
    return value.len > 0 && value.len <= VALUE_MOST && !span_equal(value, SPAN(".")) &&
           !span_equal(value, SPAN(".."));
}

/* A header takes no line of its own along. */
static bool is_plain(struct span value) {
    bool plain = true;
    for (size_t i = 0; i < value.len; i++) {
        plain = plain && (unsigned char)value.ptr[i] >= ' ' && value.ptr[i] != 0x7f;
    }
    return plain;
}

/* The path ends in a slash as the template does. */
static struct span fitted(struct arena *arena, struct span template, struct span path) {
    bool wanted = span_ends(template, SPAN("/")), there = span_ends(path, SPAN("/"));
    return wanted && !there   ? arena_join(arena, path, SPAN("/"))
           : !wanted && there ? uri_without_slash(path)
                              : path;
}

static enum err take_path(struct taking *t, struct span template, struct span path) {
    struct route_match match = {.n = 0};
    size_t prefix = template.len - t->operation->path.len;
    path = fitted(t->known->arena, template, path);
    TRY_PTR(path.ptr);
    if (!route_lay_over(template, path, &match)) {
        return OK;
    }
    for (size_t i = 0; i < match.n; i++) {
        struct known_value value = {.name = match.at[i].name,
                                    .value = uri_decode(t->known->arena, match.at[i].value),
                                    .recorded = true};
        TRY_PTR(value.value.ptr);
        value.path = arena_dup(t->known->arena, span_from_index(match.at[i].before, prefix));
        value.name = arena_dup(t->known->arena, value.name);
        TRY_PTR(value.path.ptr);
        TRY_PTR(value.name.ptr);
        if (is_value(value.value) && value.path.len && !is_secret(t, value.name, value.value) &&
            !vec_push(t->known->arena, &t->known->values, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* A value for this operation alone, if it takes one there. In a path it would be taken for the
 * user's. */
static enum err take_value(struct taking *t, enum parameter_in in, struct span name,
                           struct span text) {
    bool takes = false;
    VEC_EACH(const struct parameter, parameter, &t->operation->parameters) {
        bool same = in == IN_HEADER ? span_equal_nocase(parameter->name, name)
                                    : span_equal(parameter->name, name);
        if (same && parameter->in == IN_PATH) {
            return OK;
        }
        name = same && parameter->in == in ? parameter->name : name;
        takes = takes || (same && parameter->in == in);
    }
    struct known_value value = {.name = name,
                                .value = text,
                                .method = t->operation->method,
                                .template = t->operation->path,
                                .recorded = true};
    bool taken =
        takes && is_value(text) && (in != IN_HEADER || is_plain(text)) && !is_secret(t, name, text);
    return !taken || vec_push(t->known->arena, &t->known->values, value) ? OK : ERR_MEMORY;
}

static enum err take_query(struct taking *t) {
    struct span rest = t->request->url;
    (void)span_cut(&rest, '?');
    rest = rest.ptr ? span_cut(&rest, '#') : rest;
    while (rest.ptr) {
        struct span value = span_cut(&rest, '&'), name = span_cut(&value, '=');
        name = decode(t->known->arena, name);
        value = decode(t->known->arena, value);
        TRY_PTR(name.ptr);
        TRY_PTR(value.ptr);
        TRY(take_value(t, IN_QUERY, name, value));
    }
    return OK;
}

static enum err take_headers(struct taking *t) {
    VEC_EACH(const struct field, field, &t->request->fields) {
        TRY(take_value(t, IN_HEADER, field->name, field->value));
    }
    return OK;
}

enum { SECRET_DEPTH = 64 };

/* Whether a secret is anywhere in it; what is too deep to look at is one. */
static bool holds_secret(const struct taking *t, const struct node *node, unsigned depth) {
    if (depth > SECRET_DEPTH || is_secret(t, node_key(node), node_scalar(node))) {
        return true;
    }
    if (node_is(node, NODE_OBJECT) || node_is(node, NODE_ARRAY)) {
        NODE_EACH(child, node) {
            if (holds_secret(t, child, depth + 1)) {
                return true;
            }
        }
    }
    return false;
}

static enum err add_member(struct arena *arena, struct node *object, struct node **last,
                           const struct node *member) {
    struct node *copy = arena_new(arena, struct node);
    TRY_PTR(copy);
    *copy = *member;
    copy->next = NULL;
    if (*last) {
        (*last)->next = copy;
    } else {
        object->child = copy;
    }
    *last = copy;
    object->len++;
    return OK;
}

/* The value without the members that are, or hold, a secret; NULL: nothing of it may be sent. */
static enum err without_secrets(struct taking *t, const struct node *value,
                                struct known_body *out) {
    struct node *object, *last = NULL;
    out->whole = true;
    if (!node_is(value, NODE_OBJECT)) {
        out->value = holds_secret(t, value, 0) ? NULL : value;
        return OK;
    }
    object = value_node(t->known->arena, NODE_OBJECT);
    TRY_PTR(object);
    NODE_EACH(member, value) {
        if (holds_secret(t, member, 0)) {
            out->whole = false;
        } else {
            TRY(add_member(t->known->arena, object, &last, member));
        }
    }
    out->value = object->len || out->whole ? object : NULL;
    return OK;
}

static enum err form_member(struct arena *arena, struct node *object, struct node **last,
                            struct span name, struct span value) {
    struct node *member = value_string(arena, value);
    TRY_PTR(member);
    if (name.len > NODE_KEY_MOST) {
        return OK;
    }
    member->key = name.ptr;
    member->key_len = (uint32_t)name.len & NODE_KEY_MOST;
    return add_member(arena, object, last, member);
}

/* A form, its text or the fields that were kept of it, as an object of texts. */
static enum err form_value(struct taking *t, const struct node **out) {
    struct arena *arena = t->known->arena;
    struct node *object = value_node(arena, NODE_OBJECT), *last = NULL;
    TRY_PTR(object);
    VEC_EACH(const struct field, field, &t->request->form) {
        TRY(form_member(arena, object, &last, field->name, field->value));
    }
    bool encoded = span_starts_nocase(t->request->type, SPAN("application/x-www-form-urlencoded"));
    for (struct span rest = t->request->body; encoded && rest.len;) {
        struct span value = span_cut(&rest, '&'), name = span_cut(&value, '=');
        name = decode(arena, name);
        value = decode(arena, value);
        TRY_PTR(name.ptr);
        TRY_PTR(value.ptr);
        TRY(form_member(arena, object, &last, name, value));
    }
    *out = object->len ? object : NULL;
    return OK;
}

static bool takes_json(const struct operation *operation) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        if (span_find_nocase(media->type, SPAN("json")) != SIZE_MAX ||
            span_find_byte(media->type, '*') != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum err take_body(struct taking *t) {
    const struct node *value = NULL;
    struct span text = t->request->body;
    struct json_options options = {.depth = SECRET_DEPTH};
    bool json = span_find_nocase(t->request->type, SPAN("json")) != SIZE_MAX;
    if (!t->operation->bodies.n || text.len > BODY_MOST ||
        (t->operation->takes_password && !MUTANT(recorded_secrets)) ||
        json != takes_json(t->operation)) {
        return OK;
    }
    enum err err =
        json ? json_parse(t->known->arena, text, &options, &value, NULL) : form_value(t, &value);
    if (err != OK || !value) {
        return err == ERR_MEMORY ? err : OK; /* no JSON after all: there is nothing to take */
    }
    struct known_body body = {
        .method = t->operation->method, .template = t->operation->path, .recorded = true};
    TRY(without_secrets(t, value, &body));
    return !body.value || vec_push(t->known->arena, &t->known->bodies, body) ? OK : ERR_MEMORY;
}

enum err recorded_take(struct known_values *known, const struct operation *operation,
                       struct span template, struct span path,
                       const struct traffic_request *request) {
    struct taking taking = {known, operation, request};
    TRY(take_path(&taking, template, path));
    TRY(take_query(&taking));
    TRY(take_headers(&taking));
    return take_body(&taking);
}
