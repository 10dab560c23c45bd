/* SPDX-License-Identifier: Apache-2.0 */
/* try, except, else, finally: which handlers may run, and what gets past them. */
#include "django/run_try.h"

#include "base/mutant.h"
#include "django/assign.h"
#include "django/class.h"
#include "django/fork.h"
#include "django/value_join.h"

/* What an exception is: its class, whether it was raised as a class or an object. */
static struct class *class_of(const struct value *exception) {
    if (value_is(exception, VALUE_CLASS)) {
        return exception->class;
    }
    return value_is(exception, VALUE_OBJECT) ? exception->object->class : NULL;
}

static enum truth caught_by(struct interp *in, const struct value *exception,
                            const struct value *type) {
    if (value_is(type, VALUE_SEQUENCE)) {
        enum truth any = type->sequence->open ? TRUTH_UNKNOWN : TRUTH_NO;
        for (size_t i = 0; i < type->sequence->items.n && any != TRUTH_YES; i++) {
            enum truth one = caught_by(in, exception, type->sequence->items.at[i].value);
            any = one == TRUTH_NO ? any : one;
        }
        return any;
    }
    struct class *class = class_of(exception);
    if (value_is(type, VALUE_FOREIGN) && value_is(exception, VALUE_FOREIGN)) {
        return span_equal(type->text, exception->text) ? TRUTH_YES : TRUTH_UNKNOWN;
    }
    if (!value_is(type, VALUE_CLASS)) {
        return TRUTH_UNKNOWN;
    }
    bool all = span_equal(type->class->full, SPAN("builtins.Exception")) ||
               span_equal(type->class->full, SPAN("builtins.BaseException"));
    if (all) {
        return TRUTH_YES;
    }
    return class ? class_is(in, class, type->class->full) : TRUTH_UNKNOWN;
}

static enum truth catches(struct interp *in, const struct value *exception,
                          const struct value *type) {
    if (!type) {
        return TRUTH_YES; /* except: */
    }
    if (!value_is(exception, VALUE_CHOICE)) {
        return caught_by(in, exception, type);
    }
    enum truth first = TRUTH_UNKNOWN;
    for (size_t i = 0; i < exception->sequence->items.n; i++) {
        enum truth one = caught_by(in, exception->sequence->items.at[i].value, type);
        if (i && one != first) {
            return TRUTH_UNKNOWN;
        }
        first = one;
    }
    return first;
}

/* Of exceptions that may be on their way, those that the handler does not catch for sure. */
static const struct value *not_caught(struct interp *in, const struct value *exception,
                                      const struct value *type) {
    if (!value_is(exception, VALUE_CHOICE)) {
        return !exception || catches(in, exception, type) == TRUTH_YES ? NULL : exception;
    }
    const struct value *left = NULL;
    for (size_t i = 0; i < exception->sequence->items.n; i++) {
        left = value_join(in, left, not_caught(in, exception->sequence->items.at[i].value, type));
    }
    return left;
}

struct handler {
    const struct value *type; /* NULL: all */
    const struct py *name, *body;
};

static struct handler handler_of(struct interp *in, struct frame *frame, const struct py *clause) {
    struct handler handler = {0};
    PY_EACH(child, clause) {
        if (child->kind == PY_BLOCK) {
            handler.body = child;
        } else if (child->kind == PY_AS) {
            const struct py *target = py_get(child, PY_ROLE_ALIAS);
            handler.type = interp_eval(in, frame, child->first);
            handler.name = target ? target->first : NULL;
        } else if (!handler.type) {
            handler.type = interp_eval(in, frame, child);
        }
    }
    return handler;
}

static unsigned run_handler(struct interp *in, struct frame *frame, const struct handler *handler,
                            const struct value *exception) {
    if (handler->name) {
        const struct value *bound = value_is(exception, VALUE_OBJECT)
                                        ? exception
                                        : value_tainted(in, value_taint(exception));
        assign_to(in, frame, handler->name, bound);
    }
    return interp_run(in, frame, handler->body);
}

/* Exceptions of the body: one for sure, some perhaps, or calls that nobody knows. */
struct trouble {
    const struct value *sure, *perhaps;
    bool unknown;
};

/* Goes through the handlers. Returns how they may end; 0: none runs. */
static unsigned handle(struct interp *in, struct frame *frame, const struct py *node,
                       struct trouble *trouble) {
    unsigned all = 0;
    PY_EACH(clause, node) {
        if (clause->kind != PY_EXCEPT) {
            continue;
        }
        struct handler handler = handler_of(in, frame, clause);
        enum truth sure = !trouble->sure        ? TRUTH_NO
                          : MUTANT(catches_any) ? TRUTH_YES
                                                : catches(in, trouble->sure, handler.type);
        enum truth perhaps =
            trouble->perhaps ? catches(in, trouble->perhaps, handler.type) : TRUTH_NO;
        if (sure == TRUTH_YES) {
            all |= run_handler(in, frame, &handler, trouble->sure);
            trouble->sure = NULL;
        } else if (sure == TRUTH_UNKNOWN || perhaps != TRUTH_NO || trouble->unknown) {
            struct fork fork;
            fork_begin(in, &fork);
            unsigned end = run_handler(in, frame, &handler, trouble->perhaps);
            const struct value *raised = in->raised;
            in->raised = NULL;
            fork_turn(in, &fork);
            fork_end(in, &fork, end & END_FALL, true);
            if (raised) {
                interp_may_raise(in, raised);
                end &= ~(unsigned)END_RAISE;
            }
            all |= end;
        }
        trouble->perhaps = not_caught(in, trouble->perhaps, handler.type);
    }
    return all;
}

unsigned run_try(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *softly = in->softly;
    size_t failures = in->failures;
    in->softly = NULL;
    unsigned end = interp_run(in, frame, py_get(node, PY_ROLE_BODY));
    struct trouble trouble = {in->raised, in->softly, in->failures != failures};
    in->raised = NULL;
    in->softly = NULL;
    unsigned all = handle(in, frame, node, &trouble);
    const struct py *otherwise = NULL, *finally = NULL;
    PY_EACH(child, node) {
        otherwise = child->kind == PY_ELSE ? child : otherwise;
        finally = child->kind == PY_FINALLY ? child : finally;
    }
    end &= ~(unsigned)END_RAISE;
    if (otherwise && (end & END_FALL) && !in->raised) {
        end = (end & ~(unsigned)END_FALL) | interp_run(in, frame, py_get(otherwise, PY_ROLE_BODY));
    }
    if (trouble.sure) {
        interp_raise(in, trouble.sure); /* nobody catches it */
        end |= END_RAISE;
    }
    in->softly = value_join(in, value_join(in, softly, trouble.perhaps), in->softly);
    end |= all;
    if (finally) {
        const struct value *raised = in->raised;
        in->raised = NULL;
        unsigned last = interp_run(in, frame, finally->first);
        in->raised = in->raised ? in->raised : raised;
        end = last & END_FALL ? end : last;
    }
    if (in->raised && end != END_RAISE) {
        interp_may_raise(in, in->raised);
        in->raised = NULL;
        end &= ~(unsigned)END_RAISE;
    }
    return end ? end : END_FALL;
}
