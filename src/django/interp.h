/* SPDX-License-Identifier: Apache-2.0 */
/* A small interpreter of Python for what can be known without running a program: every value is
 * known, one of several, or unknown, and where a condition is unknown both ways are gone. */
#ifndef POSTERN_DJANGO_INTERP_H
#define POSTERN_DJANGO_INTERP_H

#include "django/value.h"
#include "source/parse.h"

/* How a statement may end; several at once when a condition is not known. */
enum completion {
    END_FALL = 1,
    END_RETURN = 2,
    END_RAISE = 4,
    END_BREAK = 8,
    END_CONTINUE = 16,
};

struct frame {
    const struct frame *caller;
    struct scope *scope;
    const struct module *module;
    struct class *class;          /* whose body is being run */
    const struct value *function; /* being run */
    const struct value *self;     /* its first argument, for super() */
    const struct value *returned; /* what it may return so far */
    const struct value *yielded;  /* sequence, in a generator */
    unsigned doubt;               /* left in part: what follows may not be reached */
    const struct py *unsure;      /* what left it in part first, or the condition that is open */
};

struct change {
    struct slot *slot;
    const struct value *before;
    const struct value *first; /* bound by the first way of a condition whose second is gone */
};

/* What an observer is told of. */
struct call_seen {
    const struct value *callee, *result;
    const struct arguments *arguments;
    const struct frame *frame;
};

/* Python is recursive by nature: an expression calls a function, whose statements hold expressions,
 * and an attribute may be a property, which runs. Here that circle is closed, and nowhere else:
 * these four are named by python.c alone, and everybody reaches them through interp_eval and the
 * like, so that the files know each other in one direction. */
struct interp_parts {
    const struct value *(*eval)(struct interp *in, struct frame *frame, const struct py *node);
    unsigned (*run)(struct interp *in, struct frame *frame, const struct py *statements);
    const struct value *(*call)(struct interp *in, const struct value *callee,
                                const struct arguments *arguments);
    const struct value *(*get)(struct interp *in, const struct value *of, struct span name);
};

struct interp {
    const struct interp_parts *parts;
    struct arena *arena;     /* of what is made now */
    struct arena *lasting;   /* of modules and what they hold */
    struct program *program; /* modules: django/program.h */
    struct diag *diag;
    enum err err; /* ERR_MEMORY sticks */

    VEC(struct change) journal;        /* while a condition is open, what was bound before */
    unsigned depth;                    /* open conditions */
    uint32_t stamp;                    /* of the last condition that was closed */
    unsigned doubt;                    /* of the frames that called */
    unsigned calls;                    /* nested */
    unsigned epoch;                    /* of the run: older sequences are left as they are */
    size_t steps, steps_most;          /* done; allowed */
    const struct module *spent_module; /* where the project's own code ran out of them; or NULL */
    const struct py *spent_node;

    uint64_t blamed; /* functions found to be too much */

    const struct value *raised; /* an exception on its way, for sure */
    const struct value *softly; /* exceptions that may be on their way */
    size_t failures;            /* calls that may fail in a way that nobody told */
    size_t asked_active;        /* how often somebody asked whether a user is active */
    const struct frame *frame;  /* innermost */
    bool cold;                  /* caches hold nothing yet */
    bool imports;               /* a module runs when it is imported, not when it is used */

    const struct module *site_module; /* the innermost call in the project's own code */
    const struct py *site_node;

    void *user; /* of whoever observes */
    void (*seen)(struct interp *in, const struct call_seen *call);
    void (*entered)(struct interp *in, const struct value *function);
    void (*event)(struct interp *in, struct span what, const struct value *about);
};

/* An expression's value; what statements come to (enum completion, several at once). */
const struct value *interp_eval(struct interp *in, struct frame *frame, const struct py *node);
unsigned interp_run(struct interp *in, struct frame *frame, const struct py *statements);

/* As if nothing had run before: no exception, no doubt, and so many steps to go. */
void interp_begin(struct interp *in, size_t steps_most);

/* Whether what runs now is surely reached: no condition is open, and nothing may have left before.
 */
bool interp_is_sure(const struct interp *in);

/* Calls; an exception for sure leaves in->raised, and the value is unknown. */
const struct value *interp_call(struct interp *in, const struct value *callee,
                                const struct arguments *arguments);

/* An attribute; NULL when it is surely not there. */
const struct value *interp_get(struct interp *in, const struct value *of, struct span name);

/* Binds a name, so that it can be undone. */
void interp_bind(struct interp *in, struct table *table, struct span name,
                 const struct value *value);
/* Runs are undone: binds nothing that lasts. */
size_t interp_mark(struct interp *in);
void interp_undo(struct interp *in, size_t mark);

/* Raises for sure; gives an unknown value. */
const struct value *interp_raise(struct interp *in, const struct value *exception);
/* Perhaps. */
void interp_may_raise(struct interp *in, const struct value *exception);

#endif
