/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of texts, lists and dictionaries. */
#include "django/builtin_methods.h"

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

static const struct value *first(const struct arguments *arguments) {
    return arguments->list.n ? arguments->list.at[0] : NULL;
}

static const struct value *text_same(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)in, (void)arguments;
    return self;
}

static const struct value *affix(struct interp *in, const struct value *self,
                                 const struct arguments *arguments,
                                 bool (*has)(struct span, struct span)) {
    const struct value *other = first(arguments);
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
    const struct value *what = first(arguments);
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
    const struct value *by = first(arguments), *made = value_sequence(in, SEQUENCE_LIST);
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
    const struct sequence *items = first(arguments) ? items_of(in, first(arguments), &open) : NULL;
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
    const struct value *by = first(arguments), *made = value_sequence(in, SEQUENCE_TUPLE);
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
    const struct value *old = first(arguments), *new = argument(arguments, 1, NULL);
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

static const struct value *list_append(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    if (first(arguments)) {
        sequence_add(in, self, first(arguments));
    }
    return &value_none;
}

static const struct value *list_extend(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    bool open = true;
    const struct sequence *items = first(arguments) ? items_of(in, first(arguments), &open) : NULL;
    for (size_t i = 0; items && i < items->items.n; i++) {
        struct item item = items->items.at[i];
        item.maybe |= in->depth > self->sequence->depth;
        sequence_add_item(in, self, item);
    }
    self->sequence->open |= open;
    return &value_none;
}

static const struct value *list_insert(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *index = first(arguments), *item = argument(arguments, 1, NULL);
    if (!item || self->sequence->epoch != in->epoch) {
        return &value_none;
    }
    sequence_add(in, self, item);
    size_t n = self->sequence->items.n;
    size_t at = value_is(index, VALUE_INT) && index->number >= 0 && (size_t)index->number < n
                    ? (size_t)index->number
                    : n - 1;
    struct item added = self->sequence->items.at[n - 1];
    memmove(self->sequence->items.at + at + 1, self->sequence->items.at + at,
            (n - 1 - at) * sizeof(added));
    self->sequence->items.at[at] = added;
    return &value_none;
}

/* What is taken out may be any: what stays is only perhaps there. */
static const struct value *list_remove(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    struct sequence *items = self->sequence;
    if (items->epoch != in->epoch) {
        return &value_unknown;
    }
    const struct value *what = first(arguments);
    for (size_t i = 0; what && i < items->items.n; i++) {
        if (value_same(items->items.at[i].value, what) == TRUTH_YES && in->depth <= items->depth) {
            memmove(items->items.at + i, items->items.at + i + 1,
                    (items->items.n - i - 1) * sizeof(*items->items.at));
            items->items.n--;
            return &value_none;
        }
    }
    for (size_t i = 0; i < items->items.n; i++) {
        items->items.at[i].maybe = true;
    }
    return value_tainted(in, value_taint(self));
}

static const struct value *list_copy(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    const struct value *made = value_sequence(in, self->sequence->kind);
    (void)arguments;
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < self->sequence->items.n; i++) {
        sequence_add_item(in, made, self->sequence->items.at[i]);
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = self->sequence->open;
    }
    return made;
}

static const struct value *set_union(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    const struct value *made = list_copy(in, self, arguments);
    if (made->kind == VALUE_SEQUENCE) {
        (void)list_extend(in, made, arguments);
    }
    return made;
}

static const struct native_name of_list[] = {
    {"append", list_append},  {"add", list_append},    {"extend", list_extend},
    {"update", list_extend},  {"insert", list_insert}, {"remove", list_remove},
    {"discard", list_remove}, {"pop", list_remove},    {"copy", list_copy},
    {"union", set_union},
};

static const struct value *dict_do_get(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *key = first(arguments), *standard = argument(arguments, 1, "default");
    const struct value *found = key ? dict_get(in, self, key) : NULL;
    standard = standard ? standard : &value_none;
    if (!found) {
        return standard;
    }
    for (size_t i = 0; i < self->dict->entries.n; i++) {
        const struct entry *entry = &self->dict->entries.at[i];
        if (!entry->maybe && value_same(entry->key, key) == TRUTH_YES) {
            return found;
        }
    }
    return value_join(in, found, standard);
}

static const struct value *dict_update(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *from = first(arguments);
    if (from && from->kind == VALUE_DICT) {
        for (size_t i = 0; i < from->dict->entries.n; i++) {
            dict_set(in, self, from->dict->entries.at[i].key, from->dict->entries.at[i].value);
        }
        self->dict->open |= from->dict->open;
    } else if (from) {
        self->dict->open = true;
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        dict_set(in, self, arguments->named.at[i].key, arguments->named.at[i].value);
    }
    return &value_none;
}

static const struct value *dict_setdefault(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    const struct value *key = first(arguments), *standard = argument(arguments, 1, "default");
    const struct value *found = key ? dict_get(in, self, key) : NULL;
    if (!found && key) {
        found = standard ? standard : &value_none;
        dict_set(in, self, key, found);
    }
    return found ? found : &value_unknown;
}

static const struct value *dict_list(struct interp *in, const struct value *self, bool keys,
                                     bool values) {
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < self->dict->entries.n; i++) {
        struct entry *entry = &self->dict->entries.at[i];
        const struct value *item = keys ? entry->key : entry->value;
        if (keys && values) {
            item = value_sequence(in, SEQUENCE_TUPLE);
            sequence_add_item(in, item, (struct item){entry->key, false});
            sequence_add_item(in, item, (struct item){entry->value, false});
        }
        sequence_add_item(in, made, (struct item){item, entry->maybe});
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = self->dict->open;
    }
    return made;
}

static const struct value *dict_items(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)arguments;
    return dict_list(in, self, true, true);
}

static const struct value *dict_keys(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)arguments;
    return dict_list(in, self, true, false);
}

static const struct value *dict_values(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    (void)arguments;
    return dict_list(in, self, false, true);
}

static const struct value *dict_copy(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    const struct value *made = value_dict(in);
    (void)arguments;
    for (size_t i = 0; made->kind == VALUE_DICT && i < self->dict->entries.n; i++) {
        dict_set(in, made, self->dict->entries.at[i].key, self->dict->entries.at[i].value);
    }
    if (made->kind == VALUE_DICT) {
        made->dict->open = self->dict->open;
    }
    return made;
}

static const struct value *dict_pop(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    const struct value *found = dict_do_get(in, self, arguments);
    if (self->dict->epoch == in->epoch && first(arguments)) {
        for (size_t i = 0; i < self->dict->entries.n; i++) {
            struct entry *entry = &self->dict->entries.at[i];
            if (value_same(entry->key, first(arguments)) == TRUTH_YES) {
                bool sure = in->depth <= self->dict->depth;
                entry->maybe = true;
                if (sure) {
                    *entry = self->dict->entries.at[--self->dict->entries.n];
                    break;
                }
            }
        }
    }
    return found;
}

static const struct native_name of_dict[] = {
    {"get", dict_do_get},  {"update", dict_update}, {"setdefault", dict_setdefault},
    {"items", dict_items}, {"keys", dict_keys},     {"values", dict_values},
    {"copy", dict_copy},   {"pop", dict_pop},
};

#define FIND(table) native_find(in, table, sizeof(table) / sizeof(*(table)), name, self)

const struct value *builtin_method(struct interp *in, const struct value *self, struct span name) {
    const struct value *found = NULL;
    if (self->kind == VALUE_TEXT) {
        found = FIND(of_text);
    } else if (self->kind == VALUE_SEQUENCE) {
        found = FIND(of_list);
    } else if (self->kind == VALUE_DICT) {
        found = FIND(of_dict);
    } else if (self->kind == VALUE_NONE) {
        return NULL;
    }
    return found ? found : value_tainted(in, value_taint(self));
}
