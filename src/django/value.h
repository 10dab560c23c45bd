/* SPDX-License-Identifier: Apache-2.0 */
/* What the interpreter knows of a Python value: known, one of several, or unknown. */
#ifndef POSTERN_DJANGO_VALUE_H
#define POSTERN_DJANGO_VALUE_H

#include "base/buf.h"
#include "base/err.h"
#include "django/table.h"
#include "source/syntax.h"

struct module;
struct interp;
struct value;

#define VALUE_LIST(X)                                                                     \
    X(UNKNOWN, "unknown") /* text: why; inner: what an unknown decorator was laid around; \
                             class: the model whose rows it is */                         \
    X(NONE, "None")                                                                       \
    X(BOOL, "bool")                                                                       \
    X(INT, "int")                                                                         \
    X(TEXT, "str")                                                                        \
    X(SEQUENCE, "list")                                                                   \
    X(DICT, "dict")                                                                       \
    X(CLASS, "class")                                                                     \
    X(FUNCTION, "function")                                                               \
    X(METHOD, "method") /* inner: self */                                                 \
    X(OBJECT, "object") /* inner: of a manager, its model */                              \
    X(MODULE, "module")                                                                   \
    X(NATIVE, "built-in") /* inner: self, or NULL */                                      \
    X(SUPER, "super")     /* inner: self; number: place in the MRO to start from */       \
    X(FOREIGN, "foreign") /* text: dotted name in a package whose source is not here */   \
    X(CHOICE, "choice")   /* one of sequence's items */                                   \
    X(IMPORT, "import")   /* text: "module" or "module:name", looked up when it is read */

#define VALUE_ENUM(kind, words) VALUE_##kind,
enum value_kind { VALUE_LIST(VALUE_ENUM) };
#undef VALUE_ENUM

/* Three-valued truth; zero is the safe one. */
enum truth { TRUTH_UNKNOWN = 0, TRUTH_NO, TRUTH_YES };

/* What is known of a value's descent, whatever else is not. */
enum taint {
    TAINT_INPUT = 1,      /* came with the request */
    TAINT_UNVERIFIED = 2, /* claims of a token whose signature nobody checked */
    TAINT_VERIFIED = 4,   /* claims of a token that was checked */
    TAINT_STORED = 8,     /* looked up in the database */
    TAINT_VIEW = 16,      /* calling it may run the view */
    TAINT_PASSWORD = 32,  /* authenticated by password */
    TAINT_ACTIVE = 64,    /* looked up with is_active, or by what checks it */
    TAINT_SOME = 256,     /* neither None nor empty: a variable that must be set */
    TAINT_NAMED = 128,    /* looked up by a name that the request says, and by nothing secret */
};

struct item {
    const struct value *value;
    bool maybe; /* there only under a condition that is not known */
};

struct sequence {
    VEC(struct item) items;
    enum sequence_kind { SEQUENCE_LIST = 0, SEQUENCE_TUPLE, SEQUENCE_SET } kind;
    bool open; /* may have more items than these */
    bool tail; /* which then stand behind them: *args */
    unsigned depth, epoch;
};

struct entry {
    const struct value *key, *value;
    bool maybe;
};

struct dict {
    VEC(struct entry) entries;
    bool open;
    unsigned depth, epoch;
};

/* A class; its MRO is found when it is first asked for. */
struct class {
    struct span name, full; /* "SlotViewSet", "appointments.views.SlotViewSet" */
    VEC(const struct value *) bases;
    struct table names;
    const struct module *module;
    const struct py *node;
    const struct value *value;      /* itself */
    VEC(struct class *) mro;        /* itself first */
    VEC(struct class *) subclasses; /* direct, of modules that were run */
    const struct value *metaclass;  /* NULL: type */
    unsigned epoch;                 /* not 0: gone when its run is over */
    bool mro_known;                 /* found already */
    bool open;                      /* an ancestor is not known */
    struct span open_why;
};

struct scope {
    struct table names;
    struct scope *parent; /* enclosing function's; NULL: the module's own */
    const struct module *module;
    bool of_class;
};

struct function {
    const struct py *node; /* FUNCTION or LAMBDA */
    struct scope *scope;   /* that it closes over; NULL: the module's */
    const struct module *module;
    struct class *owner;        /* the class whose body holds it, for super() */
    VEC(struct entry) defaults; /* key: the parameter's name, as TEXT */
    struct table names;         /* attributes */
    struct span name;
    enum binding { BIND_SELF = 0, BIND_CLASS, BIND_NOTHING, BIND_PROPERTY } binding;
};

struct object {
    struct class *class;
    struct table names;
    unsigned epoch;
};

struct arguments {
    VEC(const struct value *) list;
    VEC(struct entry) named; /* key: TEXT */
    bool open;               /* *unknown or **unknown among them */
    bool vague;              /* and where in the list it stands is not known either */
    const struct module *module;
    const struct py *node; /* the call */
};

typedef const struct value *(*native)(struct interp *in, const struct value *self,
                                      const struct arguments *arguments);

struct value {
    enum value_kind kind;
    unsigned taint;
    struct span text;
    int64_t number;
    const struct value *inner;
    union {
        struct sequence *sequence;
        struct dict *dict;
        struct class *class;
        struct function *function;
        struct object *object;
        const struct module *of;
        native native;
    };
    const struct module *module; /* where it was written; may be NULL */
    const struct py *node;
};

extern const struct value value_none, value_true, value_false, value_unknown;

/* New values; never NULL: without memory they are &value_unknown, and in->err is set. */
const struct value *value_bool(bool truth);
const struct value *value_truth(struct interp *in, enum truth truth, unsigned taint);
const struct value *value_int(struct interp *in, int64_t number);
const struct value *value_str(struct interp *in, struct span text);

/* A text that was put together, copied; unknown, with the taint, where it is too long to keep. */
const struct value *value_built(struct interp *in, const struct buf *text, unsigned taint);
/* Whether so many bytes of a text are kept. */
bool value_fits(size_t bytes);
const struct value *value_why(struct interp *in, unsigned taint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const struct value *value_tainted(struct interp *in, unsigned taint);
const struct value *value_sequence(struct interp *in, enum sequence_kind kind);
const struct value *value_dict(struct interp *in);
const struct value *value_class(struct interp *in, struct class *class);
const struct value *value_object(struct interp *in, struct class *class);
const struct value *value_foreign(struct interp *in, struct span name);
const struct value *value_native(struct interp *in, native function, const struct value *self);
const struct value *value_method(struct interp *in, const struct value *function,
                                 const struct value *self);

/* The value at another place of writing. */
const struct value *value_at(struct interp *in, const struct value *value,
                             const struct module *module, const struct py *node);

/* The same for one that was just made, and is nobody else's yet. */
const struct value *value_placed(const struct value *made, const struct module *module,
                                 const struct py *node);

/* Appends to a sequence: for sure or, under an unknown condition, perhaps. */
void sequence_add(struct interp *in, const struct value *sequence, const struct value *item);
void sequence_add_item(struct interp *in, const struct value *sequence, struct item item);

static inline bool value_is(const struct value *value, enum value_kind kind) {
    return value && value->kind == kind;
}
/* A function, or one that is bound. */
static inline bool value_is_function(const struct value *value) {
    return value_is(value, VALUE_FUNCTION) || value_is(value, VALUE_METHOD);
}
/* What lies on an object or a function; NULL: it is neither. */
struct table *value_names(const struct value *value);
/* What functools.wraps says that this function is laid around; NULL: nothing. */
const struct value *value_wrapped(const struct value *value);
bool value_is_text(const struct value *value, struct span text);
/* It is not known, or may be what is not. */
bool value_holds_unknown(const struct value *value);
bool value_is_list(const struct value *value, enum sequence_kind kind);
enum truth value_same(const struct value *a, const struct value *b); /* == */

/* Every taint of the value and of what it holds, some levels down. */
unsigned value_taint(const struct value *value);

/* As people write it: "IsAuthenticated & (IsReception | IsAdminRole)", "['HS256']". */
struct span value_show(struct interp *in, const struct value *value);

#endif
