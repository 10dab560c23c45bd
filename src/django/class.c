/* SPDX-License-Identifier: Apache-2.0 */
/* Classes: the order in which ancestors are asked (Python's C3), and who has an attribute. */
#include "django/class.h"

#include "base/mutant.h"
#include "django/program.h"

enum { ANCESTORS_MOST = 200 };

/* Lists to be merged; each is walked from its start. */
struct lists {
    struct {
        struct class **at;
        size_t n, next;
    } all[64];
    size_t n;
};

static bool in_a_tail(const struct lists *lists, const struct class *class) {
    for (size_t i = 0; i < lists->n; i++) {
        for (size_t k = lists->all[i].next + 1; k < lists->all[i].n; k++) {
            if (lists->all[i].at[k] == class) {
                return true;
            }
        }
    }
    return false;
}

static struct class *next_head(const struct lists *lists) {
    struct class *first = NULL;
    for (size_t i = 0; i < lists->n; i++) {
        if (lists->all[i].next < lists->all[i].n) {
            struct class *head = lists->all[i].at[lists->all[i].next];
            if (!in_a_tail(lists, head) || MUTANT(order_depth_first)) {
                return head;
            }
            first = first ? first : head;
        }
    }
    return first; /* no consistent order: Python refuses; we take what comes */
}

static void merge(struct interp *in, struct class *class, struct lists *lists) {
    struct class *head;
    while ((head = next_head(lists)) != NULL && class->mro.n < ANCESTORS_MOST) {
        if (!vec_push(in->lasting, &class->mro, head)) {
            in->err = ERR_MEMORY;
            return;
        }
        for (size_t i = 0; i < lists->n; i++) {
            bool here = lists->all[i].next < lists->all[i].n;
            if (here && lists->all[i].at[lists->all[i].next] == head) {
                lists->all[i].next++;
            }
        }
    }
}

static void note_open(struct interp *in, struct class *class, const struct value *base) {
    if (class->open) {
        return;
    }
    class->open = true;
    if (base->kind == VALUE_FOREIGN) {
        class->open_why =
            arena_printf(in->lasting, "its base %.*s is not in the tree", SPAN_ARG(base->text));
    } else {
        class->open_why =
            arena_printf(in->lasting, "a base of %.*s is not known", SPAN_ARG(class->full));
    }
}

void class_order(struct interp *in, struct class *class) {
    if (class->mro_known) {
        return;
    }
    class->mro_known = true; /* also ends a circle */
    struct lists lists = {0};
    struct class **direct = arena_array(in->lasting, struct class *, class->bases.n + 1);
    if (!direct || !vec_push(in->lasting, &class->mro, class)) {
        in->err = ERR_MEMORY;
        return;
    }
    size_t n = 0;
    for (size_t i = 0; i < class->bases.n && lists.n + 2 < 64; i++) {
        const struct value *base = class->bases.at[i];
        if (base->kind != VALUE_CLASS) {
            note_open(in, class, base);
            continue;
        }
        class_order(in, base->class);
        if (base->class->open && !class->open) {
            class->open = true;
            class->open_why = base->class->open_why;
        }
        lists.all[lists.n].at = base->class->mro.at;
        lists.all[lists.n++].n = base->class->mro.n;
        direct[n++] = base->class;
    }
    lists.all[lists.n].at = direct;
    lists.all[lists.n++].n = n;
    merge(in, class, &lists);
}

/* Whether an ancestor that is not known may stand before the n-th, so that its attribute would win.
 * A class of the project is no ancestor of what is not in the tree; one of Django's may be. */
static bool may_be_hidden(const struct class *class, size_t n) {
    if (!class->open) {
        return false;
    }
    bool framework = class->mro.at[n]->module->inner;
    for (size_t i = 0; i <= n; i++) {
        const struct class *before = class->mro.at[i];
        for (size_t k = 0; k < before->bases.n; k++) {
            bool unknown = before->bases.at[k]->kind != VALUE_CLASS;
            if (unknown && (framework || i < n)) {
                return true;
            }
        }
    }
    return framework;
}

const struct value *class_get_from(struct interp *in, struct class *class, size_t n,
                                   struct span name, struct class **holder, bool *doubt) {
    class_order(in, class);
    for (size_t i = n; i < class->mro.n; i++) {
        const struct slot *slot = table_find(&class->mro.at[i]->names, name);
        if (slot && slot->value) {
            if (holder) {
                *holder = class->mro.at[i];
            }
            if (doubt) {
                *doubt = may_be_hidden(class, i);
            }
            return slot->value;
        }
    }
    if (doubt) {
        *doubt = class->open;
    }
    return NULL;
}

const struct value *class_get(struct interp *in, struct class *class, struct span name,
                              struct class **holder, bool *doubt) {
    return class_get_from(in, class, 0, name, holder, doubt);
}

enum truth class_is(struct interp *in, struct class *class, struct span full) {
    class_order(in, class);
    for (size_t i = 0; i < class->mro.n; i++) {
        if (span_equal(class->mro.at[i]->full, full)) {
            return TRUTH_YES;
        }
    }
    return class->open ? TRUTH_UNKNOWN : TRUTH_NO;
}

/* What is not in the tree knows no class of the project. */
static bool only_foreign(const struct class *class) {
    for (size_t i = 0; i < class->mro.n; i++) {
        const struct class *each = class->mro.at[i];
        for (size_t k = 0; k < each->bases.n; k++) {
            enum value_kind kind = each->bases.at[k]->kind;
            if (kind != VALUE_CLASS && kind != VALUE_FOREIGN) {
                return false;
            }
        }
    }
    return true;
}

enum truth class_descends(struct interp *in, struct class *class, const struct class *from) {
    enum truth is = class_is(in, class, from->full);
    bool ours = is == TRUTH_UNKNOWN && module_is_own(from->module) && only_foreign(class);
    return ours ? TRUTH_NO : is;
}
