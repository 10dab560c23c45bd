/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of dictionaries. */
#include "django/dict_methods.h"

#include "django/arguments.h"
#include "django/dict.h"
#include "django/native.h"
#include "django/value_join.h"

static const struct value *dict_do_get(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *key = arguments_first(arguments),
                       *standard = argument(arguments, 1, "default");
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
    const struct value *from = arguments_first(arguments);
    if (from) {
        dict_merge(in, self, from);
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        dict_set(in, self, arguments->named.at[i].key, arguments->named.at[i].value);
    }
    return &value_none;
}

static const struct value *dict_setdefault(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    const struct value *key = arguments_first(arguments),
                       *standard = argument(arguments, 1, "default");
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
    if (made->kind == VALUE_DICT) {
        dict_merge(in, made, self);
    }
    return made;
}

static const struct value *dict_pop(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    const struct value *found = dict_do_get(in, self, arguments);
    if (self->dict->epoch == in->epoch && arguments_first(arguments)) {
        for (size_t i = 0; i < self->dict->entries.n; i++) {
            struct entry *entry = &self->dict->entries.at[i];
            if (value_same(entry->key, arguments_first(arguments)) == TRUTH_YES) {
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

const struct value *dict_method(struct interp *in, const struct value *self, struct span name) {
    return native_find(in, of_dict, sizeof(of_dict) / sizeof(*of_dict), name, self);
}
