/* SPDX-License-Identifier: Apache-2.0 */
/* Values for path parameters: known ids where they may work, made-up ones where they must not. */
#include "scan/build/build_id.h"

#include "base/mutant.h"
#include "scan/build/build_known.h"
#include "scan/build/build_value.h"

enum { GUARD_LENGTH = 6 }; /* a shorter text might be somebody's id by chance */

/* The same in every run, and nobody's: an id near the end of 32 bits, a version 4 UUID. */
#define NO_SUCH_NUMBER "2147480123"
#define NO_SUCH_UUID "b7e15162-8aed-4a6a-bf71-58809cf4f3c7"
#define NO_SUCH_TEXT "postern-no-such"

/* Parameters that say how, not which: a made-up value for them only leads nowhere. */
static const struct {
    struct span name, value;
} settings[] = {
    {SPAN_INIT("version"), SPAN_INIT("v1")},    {SPAN_INIT("api_version"), SPAN_INIT("v1")},
    {SPAN_INIT("apiVersion"), SPAN_INIT("v1")}, {SPAN_INIT("format"), SPAN_INIT("json")},
    {SPAN_INIT("lang"), SPAN_INIT("en")},       {SPAN_INIT("language"), SPAN_INIT("en")},
    {SPAN_INIT("locale"), SPAN_INIT("en")},
};

static struct span setting_value(struct span name) {
    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        if (span_equal_nocase(settings[i].name, name)) {
            return settings[i].value;
        }
    }
    return (struct span){NULL, 0};
}

/* A node of the parameter's type: numbers and strings look alike in a path, but JSON is not. */
static enum err text_value(struct builder *b, struct span text, const struct node **out) {
    *out = value_string(b->arena, text);
    return *out ? OK : ERR_MEMORY;
}

static bool is_guard(struct span type, const struct node *value, const struct schema_view *view) {
    if (schema_get(view, SPAN("enum")) || schema_get(view, SPAN("const"))) {
        return false;
    }
    uint64_t number;
    bool typed = span_equal(type, SPAN("integer")) || span_equal(type, SPAN("number"));
    if (typed && span_to_u64(node_text(value), &number)) {
        int64_t least = INT64_MIN, most = INT64_MAX;
        (void)node_i64(schema_get(view, SPAN("minimum")), &least);
        (void)node_i64(schema_get(view, SPAN("maximum")), &most);
        return least <= 2147480123 && most >= 2147480123;
    }
    return node_text(value).len >= GUARD_LENGTH;
}

/* A string that fits the schema's pattern and lengths, or just the one that says what it is; where
 * the contract rules nothing, one that looks as the API's own do. */
static enum err made_up_text(struct builder *b, const struct schema_view *view, struct span format,
                             struct span known, struct span *out) {
    bool ruled = schema_get(view, SPAN("pattern")) || schema_get(view, SPAN("minLength")) ||
                 schema_get(view, SPAN("maxLength"));
    if (span_equal_nocase(format, SPAN("uuid"))) {
        *out = SPAN(NO_SUCH_UUID);
        return OK;
    }
    if (!ruled && format.len == 0) {
        struct span like = build_nobodys_like(b->arena, known);
        *out = like.len && !MUTANT(forms_unlearnt) ? like : SPAN(NO_SUCH_TEXT);
        return OK;
    }
    struct value_maker maker = {.arena = b->arena, .contract = b->contract};
    TRY(value_text(&maker, view, SPAN("id"), out));
    if (!out->ptr) {
        return builder_give_up(b, "%.*s", SPAN_ARG(maker.reason));
    }
    return OK;
}

struct span build_nobodys_id(enum build_id id) {
    switch (id) {
    case BUILD_ID_NUMBER:
        return SPAN(NO_SUCH_NUMBER);
    case BUILD_ID_UUID:
        return SPAN(NO_SUCH_UUID);
    case BUILD_ID_SLUG:
        return SPAN(NO_SUCH_TEXT);
    case BUILD_ID_DECLARED:
        break;
    }
    return (struct span){"", 0};
}

/* The words before a number: "ORD-" of "ORD-0017". */
static struct span before_number(struct span known) {
    size_t at = known.len;
    while (at > 0 && known.ptr[at - 1] >= '0' && known.ptr[at - 1] <= '9') {
        at--;
    }
    bool joined = at > 0 && (known.ptr[at - 1] == '-' || known.ptr[at - 1] == '_');
    return at < known.len && (at == 0 || joined) ? span_slice(known, 0, at)
                                                 : (struct span){NULL, 0};
}

/* Another letter of its kind: digits, and the first of the alphabet in small and in large. */
static char other_letter(char c, size_t i) {
    return (char)(c >= '0' && c <= '9'   ? '0' + (int)((i * 7 + 3) % 10)
                  : c >= 'a' && c <= 'f' ? 'a' + (int)((i * 5 + 2) % 6)
                  : c >= 'A' && c <= 'F' ? 'A' + (int)((i * 5 + 2) % 6)
                  : c >= 'g' && c <= 'z' ? 'g' + (int)((i * 5 + 2) % 14)
                  : c >= 'G' && c <= 'Z' ? 'P' + (int)((i * 5 + 2) % 4)
                                         : c);
}

struct span build_nobodys_like(struct arena *arena, struct span known) {
    enum { SHORTEST_RANDOM = 16, LONGEST_KNOWN = 64, KEPT = 2 };
    struct span words = before_number(known);
    if (words.ptr && known.len < SHORTEST_RANDOM) {
        return arena_printf(arena, "%.*s" NO_SUCH_NUMBER, SPAN_ARG(words));
    }
    if (known.len < SHORTEST_RANDOM || known.len > LONGEST_KNOWN) {
        return (struct span){"", 0};
    }
    if (build_is_uuid(known)) {
        return SPAN(NO_SUCH_UUID);
    }
    char *text = arena_take(arena, known.len, 1);
    for (size_t i = 0; text && i < known.len; i++) {
        text[i] = i < KEPT ? known.ptr[i] : other_letter(known.ptr[i], i);
    }
    return (struct span){text ? text : "", text ? known.len : 0};
}

static enum err made_up(struct builder *b, const struct parameter *parameter,
                        const struct schema_view *view, struct span type, struct span before,
                        const struct node **out) {
    struct value_maker maker = {.arena = b->arena, .contract = b->contract};
    struct span format = node_text(schema_get(view, SPAN("format"))), text = SPAN(NO_SUCH_NUMBER);
    bool choice = schema_get(view, SPAN("enum")) || schema_get(view, SPAN("const"));
    *out = NULL;
    b->draft->free_id |= !choice;
    if (choice) {
        *out = schema_named_value(view, 0);
    } else if (b->id != BUILD_ID_DECLARED) {
        text = build_nobodys_id(b->id);
    } else if (span_equal(type, SPAN("integer")) || span_equal(type, SPAN("number"))) {
        int64_t most = INT64_MAX;
        bool small = node_i64(schema_get(view, SPAN("maximum")), &most) && most < 2147480123;
        if (small) {
            TRY(value_digits(&maker, view, true, &text));
        }
    } else if (type.len == 0 || span_equal(type, SPAN("string"))) {
        bool uuid = type.len == 0 && span_find_nocase(parameter->name, SPAN("uuid")) != SIZE_MAX;
        struct span known = build_known_id(b->known, parameter, type, format, before);
        TRY(made_up_text(b, view, uuid ? SPAN("uuid") : format, known, &text));
    } else {
        TRY(value_make(&maker, parameter->schema, parameter->name, out));
        text = (struct span){NULL, 0};
    }
    if (!*out && !text.len) {
        return builder_gave_up(b)
                   ? OK
                   : builder_give_up(b, "no value for {%.*s}: %.*s", SPAN_ARG(parameter->name),
                                     SPAN_ARG(maker.reason));
    }
    return *out ? OK : text_value(b, text, out);
}

/* What the contract itself names for the parameter. */
static const struct node *named_value(const struct parameter *parameter,
                                      const struct schema_view *view) {
    const struct node *named = parameter->example;
    return named && !node_is(named, NODE_NULL) ? named : schema_named_value(view, 0);
}

/* A write that is to succeed never changes what others made, nor anybody: an object of our own, or
 * one that does not exist. POST is no exception: "/orders/{id}/cancel". */
static bool must_be_ours(const struct builder *b, const struct parameter *parameter,
                         struct span before, bool last) {
    return !build_is_read(b->operation->method) &&
           ((last && !MUTANT(others_objects)) || build_names_person(parameter->name, before));
}

/* What is known is named around what is not there, which PUT alone might make in it. */
static bool stands_around(const struct builder *b, const struct parameter *parameter,
                          struct span before, bool last) {
    return b->within && !last && !build_names_person(parameter->name, before) &&
           !span_equal(b->operation->method, SPAN("PUT"));
}

enum err build_path_value(struct builder *b, const struct parameter *parameter, struct span before,
                          bool last, const struct node **out) {
    struct schema_view view;
    schema_open(&view, b->contract, parameter->schema);
    struct span type = schema_type(&view), setting = setting_value(parameter->name);
    struct span user = build_user_value(b->known, b->operation, parameter->name);
    bool choice = schema_get(&view, SPAN("enum")) || schema_get(&view, SPAN("const"));
    bool must_miss = b->spoil && last && !choice && !setting.len;
    *out = NULL;
    if (user.ptr && !must_miss) {
        return text_value(b, user, out);
    }
    bool ours = !b->spoil && must_be_ours(b, parameter, before, last) && !choice && !setting.len;
    bool around = b->spoil && stands_around(b, parameter, before, last);
    if (!b->spoil || around) {
        struct span format = node_text(schema_get(&view, SPAN("format")));
        struct span known = build_made_id(b->known, parameter, type, format, before);
        if (!known.ptr && !ours) {
            known = build_known_id(b->known, parameter, type, format, before);
        }
        if (known.ptr) {
            b->draft->within = around && !b->draft->made_up_id;
            return text_value(b, known, out);
        }
    }
    if ((!b->spoil && !ours) || choice || setting.len) {
        *out = named_value(parameter, &view);
        if (*out) {
            return OK;
        }
        if (setting.len) {
            return text_value(b, setting, out);
        }
    }
    TRY(made_up(b, parameter, &view, type, before, out));
    if (*out) {
        b->draft->within &= last;
        b->draft->made_up_id = true;
        b->guarded = b->guarded || is_guard(type, *out, &view);
        b->number =
            span_equal(type, SPAN("integer")) || span_equal(node_text(*out), SPAN(NO_SUCH_NUMBER));
        b->uuid = span_equal(node_text(*out), SPAN(NO_SUCH_UUID));
    }
    return OK;
}
