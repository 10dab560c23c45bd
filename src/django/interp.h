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
    struct scope *scope;
    const struct module *module;
    struct class *class;          /* whose body is being run */
    const struct value *function; /* being run */
    const struct value *self;     /* its first argument, for super() */
    const struct value *returned; /* what it may return so far */
    const struct value *yielded;  /* sequence, in a generator */
    unsigned doubt;               /* left in part: what follows may not be reached */
};

struct change {
    struct slot *slot;
    const struct value *before;
};

/* What an observer is told of. */
struct call_seen {
    const struct value *callee, *result;
    const struct arguments *arguments;
    const struct frame *frame;
};

struct interp {
    struct arena *arena;     /* of what is made now */
    struct arena *lasting;   /* of modules and what they hold */
    struct program *program; /* modules: django/program.h */
    struct diag *diag;
    enum err err; /* ERR_MEMORY sticks */

    VEC(struct change) journal; /* while a condition is open, what was bound before */
    unsigned depth;             /* open conditions */
    uint64_t stamp;             /* of the last condition that was closed */
    unsigned doubt;             /* of the frames that called */
    unsigned calls;             /* nested */
    unsigned epoch;             /* of the run: older sequences are left as they are */
    size_t steps, steps_most;   /* done; allowed */

    const struct value *raised; /* an exception on its way, for sure */
    const struct value *softly; /* exceptions that may be on their way */
    size_t failures;            /* calls that may fail in a way that nobody told */
    size_t asked_active;        /* how often somebody asked whether a user is active */
    const struct frame *frame;  /* innermost */

    const struct module *site_module; /* the innermost call in the project's own code */
    const struct py *site_node;

    void *user; /* of whoever observes */
    void (*seen)(struct interp *in, const struct call_seen *call);
    void (*entered)(struct interp *in, const struct value *function);
    void (*event)(struct interp *in, struct span what, const struct value *about);
};

/* Takes memory from arena. program: where modules come from. */
void interp_init(struct interp *in, struct arena *arena, struct program *program,
                 struct diag *diag);

const struct value *interp_eval(struct interp *in, struct frame *frame, const struct py *node);
unsigned interp_run(struct interp *in, struct frame *frame, const struct py *statements);

/* Calls; an exception for sure leaves in->raised, and the value is unknown. */
const struct value *interp_call(struct interp *in, const struct value *callee,
                                const struct arguments *arguments);
const struct value *interp_call_method(struct interp *in, const struct value *self,
                                       struct span name, const struct arguments *arguments);

/* An attribute; NULL when it is surely not there. */
const struct value *interp_get(struct interp *in, const struct value *of, struct span name);
void interp_set(struct interp *in, const struct value *of, struct span name,
                const struct value *value);

/* In a class: the attribute as it stands there, not bound, and the class that has it. *doubt (may
 * be NULL): an ancestor that is not known may have another. */
const struct value *class_get(struct interp *in, struct class *class, struct span name,
                              struct class **holder, bool *doubt);
/* From the n-th of the MRO on. */
const struct value *class_get_from(struct interp *in, struct class *class, size_t n,
                                   struct span name, struct class **holder, bool *doubt);
void class_order(struct interp *in, struct class *class); /* finds the MRO */
/* Whether it is, or descends from, the class of that full name; unknown ancestors say unknown. */
enum truth class_is(struct interp *in, struct class *class, struct span full);

/* A name as seen from a frame; NULL: not bound. */
const struct value *interp_name(struct interp *in, struct frame *frame, struct span name);
void interp_bind(struct interp *in, struct table *table, struct span name,
                 const struct value *value);
void interp_assign(struct interp *in, struct frame *frame, const struct py *target,
                   const struct value *value);

enum truth interp_truth(struct interp *in, const struct value *value);

/* Items of what can be looped over; *open: there may be others. NULL: nothing is known. */
const struct sequence *interp_items(struct interp *in, const struct value *value, bool *open);

/* Both ways of a condition: begin, run one, turn, run the other, end with how they completed. */
struct fork {
    size_t mark;
    VEC(struct change) first;
    const struct value *softly;
};
void fork_begin(struct interp *in, struct fork *fork);
void fork_turn(struct interp *in, struct fork *fork);
void fork_end(struct interp *in, struct fork *fork, bool first_falls, bool second_falls);

/* Runs are undone: binds nothing that lasts. */
size_t interp_mark(struct interp *in);
void interp_undo(struct interp *in, size_t mark);

/* Raises for sure; gives an unknown value. */
const struct value *interp_raise(struct interp *in, const struct value *exception);
const struct value *interp_raise_named(struct interp *in, const char *name);
/* Perhaps. */
void interp_may_raise(struct interp *in, const struct value *exception);

const struct value *operator_binary(struct interp *in, struct span sign, const struct value *a,
                                    const struct value *b);
const struct value *operator_compare(struct interp *in, struct span sign, const struct value *a,
                                     const struct value *b);

/* Built-in names, and the methods of built-in types; NULL: there is none. */
const struct value *builtin_name(struct interp *in, struct span name, bool inner);
const struct value *builtin_method(struct interp *in, const struct value *self, struct span name);

/* The n-th argument, or the one of that name; NULL: not given. */
const struct value *argument(const struct arguments *arguments, size_t n, const char *name);

#endif
