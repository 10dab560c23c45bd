/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of texts. */
#include "django/text_methods.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "django/arguments.h"
#include "django/items.h"
#include "django/native.h"

static const struct value *vague(struct interp *in, const struct value *self,
                                 const struct arguments *arguments) {
    return value_tainted(in, value_taint(self) | arguments_taint(arguments));
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
    bool several = value_is(other, VALUE_SEQUENCE) && !other->sequence->open && !MUTANT(one_affix);
    for (size_t i = 0; several && i < other->sequence->items.n; i++) {
        const struct item *item = &other->sequence->items.at[i];
        several = item->value->kind == VALUE_TEXT && !item->maybe;
        if (several && has(self->text, item->value->text)) {
            return value_bool(true);
        }
    }
    return several ? value_bool(false) : vague(in, self, arguments);
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

static const struct value *strip(struct interp *in, const struct value *self,
                                 const struct arguments *arguments, bool left, bool right) {
    const struct value *given = arguments_first(arguments);
    struct span text = self->text, what = SPAN(" \t\n\r\f\v");
    if (given && !value_is(given, VALUE_TEXT)) {
        return vague(in, self, arguments);
    }
    what = given ? given->text : what;
    while (left && text.len && span_find_byte(what, text.ptr[0]) != SIZE_MAX) {
        text = span_from_index(text, 1);
    }
    while (right && text.len && span_find_byte(what, text.ptr[text.len - 1]) != SIZE_MAX) {
        text.len--;
    }
    return value_str(in, text);
}

static const struct value *text_strip(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    return strip(in, self, arguments, true, true);
}

static const struct value *text_lstrip(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    return strip(in, self, arguments, true, false);
}

static const struct value *text_rstrip(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    return strip(in, self, arguments, false, true);
}

static const struct value *text_removeprefix(struct interp *in, const struct value *self,
                                             const struct arguments *arguments) {
    const struct value *what = arguments_first(arguments);
    if (!value_is(what, VALUE_TEXT)) {
        return vague(in, self, arguments);
    }
    return span_starts(self->text, what->text)
               ? value_str(in, span_from_index(self->text, what->text.len))
               : self;
}

static const struct value *text_removesuffix(struct interp *in, const struct value *self,
                                             const struct arguments *arguments) {
    const struct value *what = arguments_first(arguments);
    if (!value_is(what, VALUE_TEXT)) {
        return vague(in, self, arguments);
    }
    size_t n = self->text.len - what->text.len;
    return span_ends(self->text, what->text) ? value_str(in, span_slice(self->text, 0, n)) : self;
}

static const struct value *text_split(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments), *made = value_sequence(in, SEQUENCE_LIST);
    if (made->kind != VALUE_SEQUENCE || arguments->list.n > 1 ||
        (by && !(value_is(by, VALUE_TEXT) && by->text.len))) {
        return vague(in, self, arguments);
    }
    struct span rest = self->text;
    while (rest.ptr) {
        size_t at = by ? span_find(rest, by->text) : span_find_byte(rest, ' ');
        struct span part = span_slice(rest, 0, at == SIZE_MAX ? rest.len : at);
        rest =
            at == SIZE_MAX ? (struct span){0} : span_from_index(rest, at + (by ? by->text.len : 1));
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
    for (size_t i = 0; items && !open && i < items->items.n && value_fits(out.len); i++) {
        const struct value *item = items->items.at[i].value;
        open |= item->kind != VALUE_TEXT || items->items.at[i].maybe;
        buf_add(&out, i ? self->text : SPAN(""));
        buf_add(&out, item->text);
    }
    return open ? vague(in, self, arguments) : value_built(in, &out, 0);
}

static const struct value *three(struct interp *in, struct span a, struct span b, struct span c) {
    const struct value *made = value_sequence(in, SEQUENCE_TUPLE);
    struct span parts[] = {a, b, c};
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < 3; i++) {
        sequence_add_item(in, made, (struct item){value_str(in, parts[i]), false});
    }
    return made;
}

/* Always three parts. */
static const struct value *text_partition(struct interp *in, const struct value *self,
                                          const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments);
    if (!by || by->kind != VALUE_TEXT) {
        return vague(in, self, arguments);
    }
    size_t at = span_find(self->text, by->text);
    bool found = at != SIZE_MAX;
    return three(in, found ? span_slice(self->text, 0, at) : self->text,
                 found ? by->text : SPAN(""),
                 found ? span_from_index(self->text, at + by->text.len) : SPAN(""));
}

static const struct value *text_rpartition(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments);
    if (!by || by->kind != VALUE_TEXT || !by->text.len) {
        return vague(in, self, arguments);
    }
    size_t last = SIZE_MAX;
    for (size_t at = 0; at + by->text.len <= self->text.len; at++) {
        bool here = span_equal(span_slice(self->text, at, by->text.len), by->text);
        last = here ? at : last;
    }
    bool found = last != SIZE_MAX;
    return three(in, found ? span_slice(self->text, 0, last) : SPAN(""),
                 found ? by->text : SPAN(""),
                 found ? span_from_index(self->text, last + by->text.len) : self->text);
}

static const struct value *text_replace(struct interp *in, const struct value *self,
                                        const struct arguments *arguments) {
    const struct value *old = arguments_first(arguments), *new = argument(arguments, 1, NULL);
    if (!value_is(old, VALUE_TEXT) || !value_is(new, VALUE_TEXT) || !old->text.len) {
        return vague(in, self, arguments);
    }
    BUF_SCOPE out = {0};
    struct span rest = self->text;
    for (size_t at; value_fits(out.len) && (at = span_find(rest, old->text)) != SIZE_MAX;
         rest = span_from_index(rest, at + old->text.len)) {
        buf_add(&out, span_slice(rest, 0, at));
        buf_add(&out, new->text);
    }
    buf_add(&out, rest);
    return value_built(in, &out, 0);
}

/* The argument that a field names: "{}", "{0}", "{name}"; NULL: not that simple, or not given. */
static const struct value *field_of(const struct arguments *arguments, struct span field,
                                    size_t *next) {
    uint64_t index = 0;
    if (!field.len) {
        return argument(arguments, (*next)++, NULL);
    }
    if (span_to_u64(field, &index)) {
        return index < arguments->list.n ? arguments->list.at[index] : NULL;
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        if (value_is_text(arguments->named.at[i].key, field)) {
            return arguments->named.at[i].value;
        }
    }
    return NULL;
}

/* Known where every field is a text that is known; else it carries what any argument carries.
 * Braces that stand twice stand for themselves. */
static const struct value *text_format(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    BUF_SCOPE out = {0};
    struct span text = self->text;
    size_t next = 0;
    for (size_t at = 0; at < text.len && value_fits(out.len);) {
        char c = text.ptr[at];
        if (c != '{' && c != '}') {
            buf_byte(&out, c);
            at++;
            continue;
        }
        if (at + 1 < text.len && text.ptr[at + 1] == c) {
            buf_byte(&out, c);
            at += 2;
            continue;
        }
        size_t length = c == '{' ? span_find_byte(span_from_index(text, at), '}') : SIZE_MAX;
        const struct value *value =
            length == SIZE_MAX ? NULL
                               : field_of(arguments, span_slice(text, at + 1, length - 1), &next);
        if (!value_is(value, VALUE_TEXT)) {
            return vague(in, self, arguments);
        }
        buf_add(&out, value->text);
        at += length + 1;
    }
    return value_built(in, &out, 0);
}

/* From the right, so often at most: "a.b.c".rsplit(".", 1). */
static const struct value *text_rsplit(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *by = arguments_first(arguments), *most = argument(arguments, 1, "maxsplit");
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    bool known = value_is(by, VALUE_TEXT) && by->text.len == 1 && value_is(most, VALUE_INT) &&
                 most->number == 1 && made->kind == VALUE_SEQUENCE;
    if (!known) {
        return most ? vague(in, self, arguments) : text_split(in, self, arguments);
    }
    size_t at = self->text.len;
    while (at > 0 && self->text.ptr[at - 1] != by->text.ptr[0]) {
        at--;
    }
    if (at) {
        const struct value *head = value_str(in, span_slice(self->text, 0, at - 1));
        sequence_add_item(in, made, (struct item){head, false});
    }
    const struct value *tail = value_str(in, span_from_index(self->text, at));
    sequence_add_item(in, made, (struct item){tail, false});
    return made;
}

static const struct native_name of_text[] = {
    {"startswith", text_startswith},
    {"endswith", text_endswith},
    {"lower", text_lower},
    {"upper", text_upper},
    {"strip", text_strip},
    {"lstrip", text_lstrip},
    {"rstrip", text_rstrip},
    {"removeprefix", text_removeprefix},
    {"removesuffix", text_removesuffix},
    {"rpartition", text_rpartition},
    {"split", text_split},
    {"join", text_join},
    {"replace", text_replace},
    {"partition", text_partition},
    {"encode", text_same},
    {"decode", text_same},
    {"format", text_format},
    {"rsplit", text_rsplit},
};

const struct value *text_method(struct interp *in, const struct value *self, struct span name) {
    return native_find(in, of_text, sizeof(of_text) / sizeof(*of_text), name, self);
}
