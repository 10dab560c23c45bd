/* SPDX-License-Identifier: Apache-2.0 */
/* Values joined to a schema. */
#include "traffic/shape.h"

#include "base/mutant.h"
#include "text/words.h"
#include "traffic/looks.h"

enum { SHAPE_DEPTH = 16, SHAPE_MEMBERS = 200, NAME_MOST = 64, NAME_DIGITS = 3 };

static const char *const formats[] = {"uuid", "date-time", "date", "email", "uri"};
enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

static bool has_format(struct span text, size_t format) {
    switch (format) {
    case 0:
        return looks_like_uuid(text);
    case 1:
        return text.len > 16 && looks_like_date(span_slice(text, 0, 10)) && text.ptr[10] == 'T';
    case 2:
        return looks_like_date(text);
    case 3:
        return looks_like_address(text);
    default:
        return span_starts(text, SPAN("http://")) || span_starts(text, SPAN("https://"));
    }
}

bool shape_is_name(struct span name) {
    size_t digits = 0;
    bool plain = name.len > 0 && name.len <= NAME_MOST;
    for (size_t i = 0; plain && i < name.len; i++) {
        char c = name.ptr[i];
        bool digit = c >= '0' && c <= '9';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        digits += digit;
        plain = letter || (i && (digit || c == '-' || c == '.' || c == '[' || c == ']'));
    }
    return plain && digits <= NAME_DIGITS && !looks_like_uuid(name);
}

enum err shape_member(struct arena *arena, struct shape *shape, struct span name,
                      struct shape_member **out) {
    *out = map_get(&shape->by_name, name);
    if (*out) {
        return OK;
    }
    if ((!shape_is_name(name) && !MUTANT(names_of_values)) || shape->members.n >= SHAPE_MEMBERS) {
        shape->open = true;
        return OK;
    }
    struct shape_member *member = arena_new(arena, struct shape_member);
    TRY_PTR(member);
    member->name = name;
    member->shape = arena_new(arena, struct shape);
    TRY_PTR(member->shape);
    TRY(map_put(arena, &shape->by_name, name, member));
    TRY_PTR(vec_push(arena, &shape->members, member) ? member : NULL);
    *out = member;
    return OK;
}

static void add_formats(struct shape *shape, struct span text) {
    shape->texts++;
    for (size_t i = 0; i < FORMATS; i++) {
        shape->formats[i] += has_format(text, i);
    }
}

static enum err add(struct arena *arena, struct shape *shape, const struct node *value,
                    unsigned depth);

static enum err add_members(struct arena *arena, struct shape *shape, const struct node *object,
                            unsigned depth) {
    shape->objects++;
    NODE_EACH(node, object) {
        struct shape_member *member;
        TRY(shape_member(arena, shape, node_key(node), &member));
        if (member) {
            member->n++;
            TRY(add(arena, member->shape, node, depth + 1));
        }
    }
    return OK;
}

static enum err add_items(struct arena *arena, struct shape *shape, const struct node *array,
                          unsigned depth) {
    shape->arrays++;
    if (!shape->items) {
        shape->items = arena_new(arena, struct shape);
        TRY_PTR(shape->items);
    }
    NODE_EACH(item, array) {
        TRY(add(arena, shape->items, item, depth + 1));
    }
    return OK;
}

/* Recursion is bounded by SHAPE_DEPTH: what is deeper may be anything. */
static enum err add(struct arena *arena, struct shape *shape, const struct node *value,
                    unsigned depth) {
    int64_t whole;
    switch (depth > SHAPE_DEPTH || !value ? NODE_NULL : (enum node_kind)value->kind) {
    case NODE_NULL:
        shape->nulls++;
        return OK;
    case NODE_FALSE:
    case NODE_TRUE:
        shape->truths++;
        return OK;
    case NODE_NUMBER:
        shape->integers += node_i64(value, &whole);
        shape->numbers++;
        return OK;
    case NODE_STRING:
        add_formats(shape, node_text(value));
        return OK;
    case NODE_ARRAY:
        return add_items(arena, shape, value, depth);
    case NODE_OBJECT:
        return add_members(arena, shape, value, depth);
    }
    return OK;
}

enum err shape_add(struct arena *arena, struct shape *shape, const struct node *value) {
    return add(arena, shape, value, 0);
}

enum err shape_add_text(struct arena *arena, struct shape *shape, struct span text) {
    uint64_t number;
    (void)arena;
    if (span_equal(text, SPAN("true")) || span_equal(text, SPAN("false"))) {
        shape->truths++;
    } else if (span_to_u64(text, &number) && number <= INT64_MAX) {
        shape->integers++;
        shape->numbers++;
    } else {
        add_formats(shape, text);
    }
    return OK;
}

static void write_type(struct json_writer *w, const char *type, bool nullable) {
    json_key(w, "type");
    if (nullable) {
        json_begin_array(w);
        json_text(w, type);
        json_text(w, "null");
        json_end_array(w);
    } else {
        json_text(w, type);
    }
}

static void write_text(struct json_writer *w, const struct shape *shape, struct span name) {
    static const struct span passwords = SPAN_INIT(" password passwd pwd passphrase ");
    if (words_any(name, passwords)) {
        json_key(w, "format");
        json_text(w, "password");
        return;
    }
    for (size_t i = 0; i < FORMATS; i++) {
        if (shape->formats[i] == shape->texts) {
            json_key(w, "format");
            json_text(w, formats[i]);
            return;
        }
    }
}

static void write_object(struct json_writer *w, const struct shape *shape) {
    bool required = false;
    json_key(w, "properties");
    json_begin_object(w);
    VEC_EACH(struct shape_member *const, member, &shape->members) {
        json_key_span(w, (*member)->name);
        shape_write(w, (*member)->shape, (*member)->name);
        required = required || (*member)->n >= shape->objects;
    }
    json_end_object(w);
    if (required) {
        json_key(w, "required");
        json_begin_array(w);
        VEC_EACH(struct shape_member *const, member, &shape->members) {
            if ((*member)->n >= shape->objects) {
                json_string(w, (*member)->name);
            }
        }
        json_end_array(w);
    }
}

/* The depth is that of what was added. */
void shape_write(struct json_writer *w, const struct shape *shape, struct span name) {
    int kinds = (shape->truths > 0) + (shape->numbers > 0) + (shape->texts > 0) +
                (shape->arrays > 0) + (shape->objects > 0);
    json_begin_object(w);
    if (kinds != 1) { /* anything, or nothing but null */
        json_end_object(w);
        return;
    }
    bool nullable = shape->nulls > 0;
    if (shape->truths) {
        write_type(w, "boolean", nullable);
    } else if (shape->numbers) {
        write_type(w, shape->integers == shape->numbers ? "integer" : "number", nullable);
    } else if (shape->texts) {
        write_type(w, "string", nullable);
        write_text(w, shape, name);
    } else if (shape->arrays) {
        write_type(w, "array", nullable);
        json_key(w, "items");
        shape_write(w, shape->items, (struct span){NULL, 0});
    } else {
        write_type(w, "object", nullable);
        write_object(w, shape);
    }
    json_end_object(w);
}
