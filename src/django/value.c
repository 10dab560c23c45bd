/* SPDX-License-Identifier: Apache-2.0 */
/* Making values, joining them, holding them against each other. */
#include "base/limits.h"
#include "base/mutant.h"
#include "django/interp.h"

enum { TAINT_DEPTH = 4, TAINT_VALUES = 500, SAME_VALUES = 2000, TEXT_STEP = 64 };

const struct value value_none = {.kind = VALUE_NONE};
const struct value value_true = {.kind = VALUE_BOOL, .number = 1};
const struct value value_false = {.kind = VALUE_BOOL};
const struct value value_unknown = {.kind = VALUE_UNKNOWN};

static struct value *make(struct interp *in, enum value_kind kind) {
    struct value *value = arena_new(in->arena, struct value);
    if (!value) {
        in->err = ERR_MEMORY;
        return NULL;
    }
    value->kind = kind;
    value->module = in->site_module;
    value->node = in->site_node;
    return value;
}

const struct value *value_bool(bool truth) {
    return truth ? &value_true : &value_false;
}

const struct value *value_int(struct interp *in, int64_t number) {
    struct value *value = make(in, VALUE_INT);
    if (!value) {
        return &value_unknown;
    }
    value->number = number;
    return value;
}

const struct value *value_str(struct interp *in, struct span text) {
    struct value *value = make(in, VALUE_TEXT);
    if (!value) {
        return &value_unknown;
    }
    value->text = text;
    return value;
}

bool value_fits(size_t bytes) {
    return bytes <= LIMIT_INTERPRETER_TEXT;
}

const struct value *value_built(struct interp *in, const struct buf *text, unsigned taint) {
    if (!value_fits(text->len)) {
        return value_why(in, taint, "a text that is too long to follow");
    }
    in->steps += text->len / TEXT_STEP;
    return value_str(in, arena_dup(in->arena, buf_span(text)));
}

const struct value *value_why(struct interp *in, unsigned taint, const char *format, ...) {
    struct value *value = make(in, VALUE_UNKNOWN);
    if (!value) {
        return &value_unknown;
    }
    va_list arguments;
    va_start(arguments, format);
    value->text = arena_vprintf(in->arena, format, arguments);
    va_end(arguments);
    value->taint = taint;
    return value;
}

const struct value *value_tainted(struct interp *in, unsigned taint) {
    if (!taint) {
        return &value_unknown;
    }
    struct value *value = make(in, VALUE_UNKNOWN);
    if (!value) {
        return &value_unknown;
    }
    value->taint = taint;
    return value;
}

const struct value *value_truth(struct interp *in, enum truth truth, unsigned taint) {
    return truth == TRUTH_UNKNOWN ? value_tainted(in, taint) : value_bool(truth == TRUTH_YES);
}

const struct value *value_sequence(struct interp *in, enum sequence_kind kind) {
    struct value *value = make(in, VALUE_SEQUENCE);
    struct sequence *sequence = arena_new(in->arena, struct sequence);
    if (!value || !sequence) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    sequence->kind = kind;
    sequence->depth = in->depth;
    sequence->epoch = in->epoch;
    value->sequence = sequence;
    return value;
}

const struct value *value_dict(struct interp *in) {
    struct value *value = make(in, VALUE_DICT);
    struct dict *dict = arena_new(in->arena, struct dict);
    if (!value || !dict) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    dict->depth = in->depth;
    dict->epoch = in->epoch;
    value->dict = dict;
    return value;
}

const struct value *value_class(struct interp *in, struct class *class) {
    struct value *value = make(in, VALUE_CLASS);
    if (!value) {
        return &value_unknown;
    }
    value->class = class;
    return value;
}

const struct value *value_object(struct interp *in, struct class *class) {
    struct value *value = make(in, VALUE_OBJECT);
    struct object *object = arena_new(in->arena, struct object);
    if (!value || !object) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    object->class = class;
    object->names.arena = in->arena;
    object->epoch = in->epoch;
    value->object = object;
    return value;
}

const struct value *value_foreign(struct interp *in, struct span name) {
    struct value *value = make(in, VALUE_FOREIGN);
    if (!value) {
        return &value_unknown;
    }
    value->text = name;
    return value;
}

const struct value *value_native(struct interp *in, native function, const struct value *self) {
    struct value *value = make(in, VALUE_NATIVE);
    if (!value) {
        return &value_unknown;
    }
    value->native = function;
    value->inner = self;
    value->taint = self ? self->taint : 0;
    return value;
}

const struct value *value_method(struct interp *in, const struct value *function,
                                 const struct value *self) {
    struct value *value = make(in, VALUE_METHOD);
    if (!value) {
        return &value_unknown;
    }
    value->function = function->function;
    value->inner = self;
    value->module = function->module;
    value->node = function->node;
    return value;
}

const struct value *value_at(struct interp *in, const struct value *value,
                             const struct module *module, const struct py *node) {
    struct value *copy = make(in, value->kind);
    if (!copy) {
        return value;
    }
    *copy = *value;
    copy->module = module;
    copy->node = node;
    return copy;
}

const struct value *value_placed(const struct value *made, const struct module *module,
                                 const struct py *node) {
    struct value *value = (struct value *)made;
    value->module = module;
    value->node = node;
    return value;
}

struct table *value_names(const struct value *value) {
    return value_is(value, VALUE_OBJECT) ? &value->object->names
           : value_is_function(value)    ? &value->function->names
                                         : NULL;
}

const struct value *value_wrapped(const struct value *value) {
    const struct slot *slot =
        value_is_function(value) ? table_find(&value->function->names, SPAN("__wrapped__")) : NULL;
    return slot ? slot->value : NULL;
}

bool value_holds_unknown(const struct value *value) {
    for (size_t i = 0; value_is(value, VALUE_CHOICE) && i < value->sequence->items.n; i++) {
        if (value_holds_unknown(value->sequence->items.at[i].value)) {
            return true;
        }
    }
    return value_is(value, VALUE_UNKNOWN) || value_is(value, VALUE_FOREIGN);
}

bool value_is_text(const struct value *value, struct span text) {
    return value_is(value, VALUE_TEXT) && span_equal(value->text, text);
}

bool value_is_list(const struct value *value, enum sequence_kind kind) {
    return value_is(value, VALUE_SEQUENCE) && value->sequence->kind == kind;
}

static enum truth truth_of(bool yes) {
    return yes ? TRUTH_YES : TRUTH_NO;
}

static enum truth same_within(const struct value *a, const struct value *b, unsigned *left);

static enum truth same_items(const struct sequence *a, const struct sequence *b, unsigned *left) {
    if (a->open || b->open || a->kind != b->kind || a->items.n != b->items.n) {
        return a->open || b->open ? TRUTH_UNKNOWN : TRUTH_NO;
    }
    enum truth all = TRUTH_YES;
    for (size_t i = 0; i < a->items.n && all == TRUTH_YES; i++) {
        bool maybe = a->items.at[i].maybe || b->items.at[i].maybe;
        all = maybe ? TRUTH_UNKNOWN : same_within(a->items.at[i].value, b->items.at[i].value, left);
    }
    return all;
}

static bool is_nothing(const struct value *value) {
    return value->kind == VALUE_NONE || (value->kind == VALUE_TEXT && !value->text.len);
}

static bool is_something(const struct value *value) {
    return value->kind == VALUE_UNKNOWN && (value->taint & TAINT_SOME);
}

/* Lists may hold themselves, or one list many times over. */
static enum truth same_within(const struct value *a, const struct value *b, unsigned *left) {
    if (!*left || !--*left) {
        return TRUTH_UNKNOWN;
    }
    if (a == b && a->kind != VALUE_UNKNOWN) {
        return TRUTH_YES;
    }
    if ((is_nothing(a) && is_something(b)) || (is_nothing(b) && is_something(a))) {
        return TRUTH_NO;
    }
    bool vague = a->kind == VALUE_UNKNOWN || b->kind == VALUE_UNKNOWN || a->kind == VALUE_CHOICE ||
                 b->kind == VALUE_CHOICE;
    if (vague) {
        return MUTANT(unknown_differs) ? TRUTH_NO : TRUTH_UNKNOWN;
    }
    if (a->kind == VALUE_FOREIGN || b->kind == VALUE_FOREIGN) {
        return a->kind == b->kind && span_equal(a->text, b->text) ? TRUTH_YES : TRUTH_UNKNOWN;
    }
    bool numbers = (a->kind == VALUE_INT || a->kind == VALUE_BOOL) &&
                   (b->kind == VALUE_INT || b->kind == VALUE_BOOL);
    if (numbers) {
        return truth_of(a->number == b->number);
    }
    if (a->kind != b->kind) {
        return TRUTH_NO;
    }
    switch (a->kind) {
    case VALUE_NONE:
        return TRUTH_YES;
    case VALUE_TEXT:
        return truth_of(span_equal(a->text, b->text));
    case VALUE_SEQUENCE:
        return same_items(a->sequence, b->sequence, left);
    case VALUE_CLASS:
        return truth_of(a->class == b->class);
    case VALUE_FUNCTION:
        return truth_of(a->function == b->function);
    case VALUE_METHOD:
        return truth_of(a->function == b->function && a->inner == b->inner);
    case VALUE_MODULE:
        return truth_of(a->of == b->of);
    case VALUE_OBJECT:
        return a->object == b->object ? TRUTH_YES : TRUTH_UNKNOWN;
    case VALUE_NATIVE:
        return truth_of(a->native == b->native && a->inner == b->inner);
    case VALUE_DICT:
        return a->dict == b->dict ? TRUTH_YES : TRUTH_UNKNOWN;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_SUPER:
    case VALUE_UNKNOWN:
    case VALUE_CHOICE:
    case VALUE_FOREIGN:
    case VALUE_IMPORT:
        break;
    }
    return TRUTH_UNKNOWN;
}

enum truth value_same(const struct value *a, const struct value *b) {
    unsigned left = SAME_VALUES;
    return same_within(a, b, &left);
}

void sequence_add_item(struct interp *in, const struct value *sequence, struct item item) {
    if (sequence->sequence->epoch != in->epoch) {
        return;
    }
    in->steps++;
    if (sequence->sequence->items.n >= LIMIT_INTERPRETER_ITEMS) {
        sequence->sequence->open = true;
    } else if (!vec_push(in->arena, &sequence->sequence->items, item)) {
        in->err = ERR_MEMORY;
    }
}

void sequence_add(struct interp *in, const struct value *sequence, const struct value *item) {
    bool maybe = in->depth > sequence->sequence->depth && !MUTANT(surely_added);
    sequence_add_item(in, sequence, (struct item){item, maybe});
}

static unsigned taint_within(const struct value *value, unsigned depth, unsigned *left) {
    unsigned taint = value->taint;
    *left -= *left > 0;
    if (!depth || !*left) {
        return taint;
    }
    if (value->kind == VALUE_SEQUENCE || value->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < value->sequence->items.n && *left; i++) {
            taint |= taint_within(value->sequence->items.at[i].value, depth - 1, left);
        }
    } else if (value->kind == VALUE_DICT) {
        for (size_t i = 0; i < value->dict->entries.n && *left; i++) {
            taint |= taint_within(value->dict->entries.at[i].value, depth - 1, left);
        }
    }
    return taint;
}

unsigned value_taint(const struct value *value) {
    unsigned left = TAINT_VALUES;
    return value ? taint_within(value, TAINT_DEPTH, &left) : 0;
}
