/* SPDX-License-Identifier: Apache-2.0 */
/* Operators, and what Python takes for true. */
#include "django/operators.h"

#include "base/buf.h"
#include "django/call.h"
#include "django/class.h"
#include "django/dict.h"
#include "django/items.h"
#include "django/text_operators.h"
#include "django/value_join.h"

static enum truth all_alike(struct interp *in, const struct sequence *choices) {
    enum truth first = TRUTH_UNKNOWN;
    for (size_t i = 0; i < choices->items.n; i++) {
        enum truth truth = interp_truth(in, choices->items.at[i].value);
        if (i && truth != first) {
            return TRUTH_UNKNOWN;
        }
        first = truth;
    }
    return first;
}

static enum truth any_item(const struct sequence *items) {
    for (size_t i = 0; i < items->items.n; i++) {
        if (!items->items.at[i].maybe) {
            return TRUTH_YES;
        }
    }
    return items->open || items->items.n ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth any_entry(const struct dict *dict) {
    for (size_t i = 0; i < dict->entries.n; i++) {
        if (!dict->entries.at[i].maybe) {
            return TRUTH_YES;
        }
    }
    return dict->open || dict->entries.n ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth object_truth(struct interp *in, const struct value *value) {
    static const struct span asked[] = {SPAN_INIT("__bool__"), SPAN_INIT("__len__")};
    for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
        const struct value *method = class_get(in, value->object->class, asked[i], NULL, NULL);
        if (method) {
            const struct value *said = call_method(in, value, asked[i], &(struct arguments){0});
            return said->kind == VALUE_OBJECT ? TRUTH_UNKNOWN : interp_truth(in, said);
        }
    }
    return value->object->class->open ? TRUTH_UNKNOWN : TRUTH_YES;
}

enum truth interp_truth(struct interp *in, const struct value *value) {
    switch (value->kind) {
    case VALUE_NONE:
        return TRUTH_NO;
    case VALUE_BOOL:
    case VALUE_INT:
        return value->number ? TRUTH_YES : TRUTH_NO;
    case VALUE_TEXT:
        return value->text.len ? TRUTH_YES : TRUTH_NO;
    case VALUE_SEQUENCE:
        return any_item(value->sequence);
    case VALUE_DICT:
        return any_entry(value->dict);
    case VALUE_CHOICE:
        return all_alike(in, value->sequence);
    case VALUE_OBJECT:
        return object_truth(in, value);
    case VALUE_CLASS:
    case VALUE_FUNCTION:
    case VALUE_METHOD:
    case VALUE_MODULE:
    case VALUE_NATIVE:
    case VALUE_SUPER:
        return TRUTH_YES;
    case VALUE_UNKNOWN:
    case VALUE_FOREIGN:
    case VALUE_IMPORT:
        break;
    }
    return TRUTH_UNKNOWN;
}

static const struct value *concatenate(struct interp *in, const struct value *a,
                                       const struct value *b) {
    const struct value *made = value_sequence(in, a->sequence->kind);
    if (made->kind != VALUE_SEQUENCE) {
        return made;
    }
    const struct value *parts[] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        bool open;
        const struct sequence *items = items_of(in, parts[i], &open);
        made->sequence->open |= open;
        for (size_t k = 0; items && k < items->items.n; k++) {
            sequence_add_item(in, made, items->items.at[k]);
        }
    }
    return made;
}

static const struct value *by_method(struct interp *in, const char *name, const struct value *of,
                                     const struct value *other) {
    bool may = of->kind == VALUE_OBJECT || of->kind == VALUE_CLASS;
    const struct value *method = may ? interp_get(in, of, span_from(name)) : NULL;
    struct arguments one = {0};
    if (!method || !vec_push(in->arena, &one.list, other)) {
        return NULL;
    }
    return interp_call(in, method, &one);
}

static const struct value *merged(struct interp *in, const struct value *a, const struct value *b) {
    const struct value *made = value_dict(in);
    if (made->kind == VALUE_DICT) {
        dict_merge(in, made, a);
        dict_merge(in, made, b);
    }
    return made;
}

static const struct value *over_choices(struct interp *in, struct span sign, const struct value *a,
                                        const struct value *b) {
    const struct value *joined = NULL;
    const struct sequence *choices = a->kind == VALUE_CHOICE ? a->sequence : b->sequence;
    for (size_t i = 0; i < choices->items.n; i++) {
        const struct value *each = choices->items.at[i].value;
        joined = value_join(in, joined,
                            a->kind == VALUE_CHOICE ? operator_binary(in, sign, each, b)
                                                    : operator_binary(in, sign, a, each));
    }
    return joined ? joined : &value_unknown;
}

static const struct value *add(struct interp *in, const struct value *a, const struct value *b) {
    if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT) {
        BUF_SCOPE both = {0};
        bool fits = value_fits(a->text.len + b->text.len);
        buf_add(&both, fits ? a->text : (struct span){0});
        buf_add(&both, fits ? b->text : (struct span){0});
        return fits ? value_built(in, &both, 0) : value_why(in, 0, "a text too long to follow");
    }
    if (a->kind == VALUE_INT && b->kind == VALUE_INT) {
        return value_int(in, (int64_t)((uint64_t)a->number + (uint64_t)b->number));
    }
    if (a->kind == VALUE_SEQUENCE) {
        return concatenate(in, a, b);
    }
    if (b->kind == VALUE_SEQUENCE) {
        const struct value *made = concatenate(in, b, a); /* unknown + list */
        return made;
    }
    return NULL;
}

static enum truth contains(const struct value *items, const struct value *item) {
    if (items->kind == VALUE_CHOICE || item->kind == VALUE_CHOICE) {
        bool of_items = items->kind == VALUE_CHOICE;
        const struct sequence *each = of_items ? items->sequence : item->sequence;
        enum truth all = TRUTH_UNKNOWN;
        for (size_t i = 0; i < each->items.n; i++) {
            const struct value *one = each->items.at[i].value;
            enum truth truth = of_items ? contains(one, item) : contains(items, one);
            if (truth == TRUTH_UNKNOWN || (i && truth != all)) {
                return TRUTH_UNKNOWN;
            }
            all = truth;
        }
        return all;
    }
    if (items->kind == VALUE_TEXT && item->kind == VALUE_TEXT) {
        return span_find(items->text, item->text) != SIZE_MAX ? TRUTH_YES : TRUTH_NO;
    }
    if (items->kind == VALUE_SEQUENCE) {
        enum truth found = items->sequence->open ? TRUTH_UNKNOWN : TRUTH_NO;
        for (size_t i = 0; i < items->sequence->items.n; i++) {
            enum truth same = value_same(items->sequence->items.at[i].value, item);
            if (same == TRUTH_YES && !items->sequence->items.at[i].maybe) {
                return TRUTH_YES;
            }
            found = same == TRUTH_NO ? found : TRUTH_UNKNOWN;
        }
        return found;
    }
    if (items->kind == VALUE_DICT) {
        enum truth found = items->dict->open ? TRUTH_UNKNOWN : TRUTH_NO;
        for (size_t i = 0; i < items->dict->entries.n; i++) {
            enum truth same = value_same(items->dict->entries.at[i].key, item);
            if (same == TRUTH_YES && !items->dict->entries.at[i].maybe) {
                return TRUTH_YES;
            }
            found = same == TRUTH_NO ? found : TRUTH_UNKNOWN;
        }
        return found;
    }
    return TRUTH_UNKNOWN;
}

/* Sets: without the other's, with only those of the other, with the other's too. */
static const struct value *sets(struct interp *in, char sign, const struct value *a,
                                const struct value *b) {
    if (sign == '|') {
        return concatenate(in, a, b);
    }
    const struct value *made = value_sequence(in, SEQUENCE_SET);
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < a->sequence->items.n; i++) {
        struct item item = a->sequence->items.at[i];
        enum truth other = contains(b, item.value);
        item.maybe |= other == TRUTH_UNKNOWN;
        if (other != (sign == '-' ? TRUTH_YES : TRUTH_NO)) {
            sequence_add_item(in, made, item);
        }
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = a->sequence->open;
    }
    return made;
}

const struct value *operator_binary(struct interp *in, struct span sign, const struct value *a,
                                    const struct value *b) {
    static const struct {
        const char *sign, *method, *reflected;
    } methods[] = {{"&", "__and__", "__rand__"},
                   {"|", "__or__", "__ror__"},
                   {"+", "__add__", "__radd__"},
                   {"/", "__truediv__", "__rtruediv__"}};
    if (a->kind == VALUE_CHOICE || b->kind == VALUE_CHOICE) {
        return over_choices(in, sign, a, b);
    }
    char c = sign.len ? sign.ptr[0] : 0;
    const struct value *made = NULL;
    if (c == '+') {
        made = add(in, a, b);
    } else if (c == '%' && a->kind == VALUE_TEXT) {
        made = text_percent(in, a, b);
    } else if (c == '|' && a->kind == VALUE_DICT && b->kind == VALUE_DICT) {
        made = merged(in, a, b);
    } else if (a->kind == VALUE_SEQUENCE && a->sequence->kind == SEQUENCE_SET && strchr("-&|", c)) {
        made = sets(in, c, a, b);
    } else if (c == '*' && sign.len == 1 && a->kind == VALUE_INT && b->kind == VALUE_INT) {
        made = value_int(in, (int64_t)((uint64_t)a->number * (uint64_t)b->number));
    } else if (c == '*' && sign.len == 1 && a->kind == VALUE_TEXT && b->kind == VALUE_INT) {
        made = text_repeated(in, a->text, b->number);
    } else if (c == '-' && a->kind == VALUE_INT && b->kind == VALUE_INT) {
        made = value_int(in, (int64_t)((uint64_t)a->number - (uint64_t)b->number));
    }
    for (size_t i = 0; !made && i < sizeof(methods) / sizeof(*methods); i++) {
        if (c == methods[i].sign[0]) {
            made = by_method(in, methods[i].method, a, b);
            made = made ? made : by_method(in, methods[i].reflected, b, a);
        }
    }
    return made ? made : value_tainted(in, value_taint(a) | value_taint(b));
}

static enum truth negate(enum truth truth) {
    return truth == TRUTH_YES ? TRUTH_NO : truth == TRUTH_NO ? TRUTH_YES : TRUTH_UNKNOWN;
}

/* "in" asked of an object with a __contains__ of its own. */
static enum truth contains_by_method(struct interp *in, const struct value *items,
                                     const struct value *item) {
    const struct value *said = by_method(in, "__contains__", items, item);
    return said ? interp_truth(in, said) : TRUTH_UNKNOWN;
}

/* Whether the value is the very other: None is only ever None. */
static enum truth identical(const struct value *a, const struct value *b) {
    if (a->kind == VALUE_CHOICE || b->kind == VALUE_CHOICE) {
        const struct sequence *choices = a->kind == VALUE_CHOICE ? a->sequence : b->sequence;
        const struct value *other = a->kind == VALUE_CHOICE ? b : a;
        enum truth all = TRUTH_UNKNOWN;
        for (size_t i = 0; i < choices->items.n; i++) {
            enum truth one = identical(choices->items.at[i].value, other);
            if (one == TRUTH_UNKNOWN || (i && one != all)) {
                return TRUTH_UNKNOWN;
            }
            all = one;
        }
        return all;
    }
    return value_same(a, b);
}

/* One of several compared: one of several answers. */
static const struct value *compare_choice(struct interp *in, struct span sign,
                                          const struct value *a, const struct value *b) {
    const struct value *joined = NULL;
    for (size_t i = 0; i < a->sequence->items.n; i++) {
        joined =
            value_join(in, joined, operator_compare(in, sign, a->sequence->items.at[i].value, b));
    }
    return joined ? joined : &value_unknown;
}

/* A lookup in the database never gives None where it gives anything. */
const struct value *operator_compare(struct interp *in, struct span sign, const struct value *a,
                                     const struct value *b) {
    unsigned taint = value_taint(a) | value_taint(b);
    if (a->kind == VALUE_CHOICE && b->kind != VALUE_CHOICE) {
        return compare_choice(in, sign, a, b);
    }
    if (span_equal(sign, SPAN("==")) || span_equal(sign, SPAN("is"))) {
        return value_truth(in, identical(a, b), taint);
    }
    if (span_equal(sign, SPAN("!=")) || span_equal(sign, SPAN("is not"))) {
        return value_truth(in, negate(identical(a, b)), taint);
    }
    if (span_equal(sign, SPAN("in")) || span_equal(sign, SPAN("not in"))) {
        in->steps += value_is(b, VALUE_SEQUENCE) ? b->sequence->items.n / 8 : 0;
        enum truth truth = b->kind == VALUE_OBJECT ? contains_by_method(in, b, a) : contains(b, a);
        return value_truth(in, sign.ptr[0] == 'n' ? negate(truth) : truth, taint);
    }
    if (a->kind == VALUE_INT && b->kind == VALUE_INT && sign.len) {
        bool less = sign.ptr[0] == '<';
        bool equal = sign.len == 2 && a->number == b->number;
        return value_bool(equal || (less ? a->number < b->number : a->number > b->number));
    }
    return value_tainted(in, taint);
}
