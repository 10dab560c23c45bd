/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of texts. */
#include "django/text_methods.h"

#include "base/buf.h"
#include "django/arguments.h"
#include "django/items.h"
#include "django/native.h"

static const struct value *vague(struct interp *in, const struct value *self,
                                 const struct arguments *arguments) {
    unsigned taint = value_taint(self);
    for (size_t i = 0; i < arguments->list.n; i++) {
        taint |= value_taint(arguments->list.at[i]);
    }
    return value_tainted(in, taint);
}

static const struct value *text_same(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)in, (void)arguments;
    return self;
}

static const struct value *affix(struct interp *in, const struct value *self,
                                 const struct arguments *arguments,
                                 bool (*has)(struct span, struct span)) {
    const struct value *other = arguments_first(arguments);
    if (value_is(other, VALUE_TEXT)) {
        return value_bool(has(self->text, other->text));
    }
    return vague(in, self, arguments);
}

static const struct value *text_startswith(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    return affix(in, self, arguments, span_starts);
}

static const struct value *text_endswith(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    return affix(in, self, arguments, span_ends);
}

static const struct value *text_case(struct interp *in, const struct value *self, char low,
                                     char high) {
    struct span copy = arena_dup(in->arena, self->text);
    for (size_t i = 0; i < copy.len; i++) {
        char *c = (char *)copy.ptr + i;
        *c = (char)(*c >= low && *c <= high ? *c ^ 0x20 : *c);
    }
    return value_str(in, copy);
}

static const struct value *text_lower(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)arguments;
    return text_case(in, self, 'A', 'Z');
}

static const struct value *text_upper(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)arguments;
    return text_case(in, self, 'a', 'z');
}

static const struct value *text_strip(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    const struct value *what = arguments_first(arguments);
    struct span text = self->text;
    if (!what) {
        return value_str(in, span_trim(text));
    }
    if (!value_is(what, VALUE_TEXT)) {
        return vague(in, self, arguments);
    }
    while (text.len && span_find_byte(what->text, text.ptr[0]) != SIZE_MAX) {
        text = span_from_index(text, 1);
    }
    while (text.len && span_find_byte(what->text, text.ptr[text.len - 1]) != SIZE_MAX) {
        text.len--;
    }
    return value_str(in, text);
}

static const struct value *text_split(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments), *made = value_sequence(in, SEQUENCE_LIST);
    if (made->kind != VALUE_SEQUENCE || arguments->list.n > 1 ||
        (by && !(value_is(by, VALUE_TEXT) && by->text.len == 1))) {
        return vague(in, self, arguments);
    }
    char separator = by ? by->text.ptr[0] : ' ';
    struct span rest = self->text;
    while (rest.ptr) {
        struct span part = span_cut(&rest, separator);
        if (by || part.len) {
            sequence_add_item(in, made, (struct item){value_str(in, part), false});
        }
    }
    return made;
}

static const struct value *text_join(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    bool open = true;
    const struct sequence *items =
        arguments_first(arguments) ? items_of(in, arguments_first(arguments), &open) : NULL;
    BUF_SCOPE out = {0};
    for (size_t i = 0; items && !open && i < items->items.n; i++) {
        const struct value *item = items->items.at[i].value;
        open |= item->kind != VALUE_TEXT || items->items.at[i].maybe;
        buf_add(&out, i ? self->text : SPAN(""));
        buf_add(&out, item->text);
    }
    return open ? vague(in, self, arguments) : value_str(in, arena_dup(in->arena, buf_span(&out)));
}

/* Always three parts. */
static const struct value *text_partition(struct interp *in, const struct value *self,
                                          const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments), *made = value_sequence(in, SEQUENCE_TUPLE);
    if (!by || by->kind != VALUE_TEXT || made->kind != VALUE_SEQUENCE) {
        return vague(in, self, arguments);
    }
    size_t at = span_find(self->text, by->text);
    bool found = at != SIZE_MAX;
    struct span parts[] = {found ? span_slice(self->text, 0, at) : self->text,
                           found ? by->text : SPAN(""),
                           found ? span_from_index(self->text, at + by->text.len) : SPAN("")};
    for (size_t i = 0; i < 3; i++) {
        sequence_add_item(in, made, (struct item){value_str(in, parts[i]), false});
    }
    return made;
}

static const struct value *text_replace(struct interp *in, const struct value *self,
                                        const struct arguments *arguments) {
    const struct value *old = arguments_first(arguments), *new = argument(arguments, 1, NULL);
    if (!value_is(old, VALUE_TEXT) || !value_is(new, VALUE_TEXT) || !old->text.len) {
        return vague(in, self, arguments);
    }
    BUF_SCOPE out = {0};
    struct span rest = self->text;
    for (size_t at; (at = span_find(rest, old->text)) != SIZE_MAX;
         rest = span_from_index(rest, at + old->text.len)) {
        buf_add(&out, span_slice(rest, 0, at));
        buf_add(&out, new->text);
    }
    buf_add(&out, rest);
    return value_str(in, arena_dup(in->arena, buf_span(&out)));
}

static const struct native_name of_text[] = {
    {"startswith", text_startswith},
    {"endswith", text_endswith},
    {"lower", text_lower},
    {"upper", text_upper},
    {"strip", text_strip},
    {"split", text_split},
    {"join", text_join},
    {"replace", text_replace},
    {"partition", text_partition},
    {"encode", text_same},
    {"decode", text_same},
    {"format", vague},
};

const struct value *text_method(struct interp *in, const struct value *self, struct span name) {
    return native_find(in, of_text, sizeof(of_text) / sizeof(*of_text), name, self);
}
