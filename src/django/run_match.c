/* SPDX-License-Identifier: Apache-2.0 */
/* match and case: literals, names, alternatives and sequences are held against the subject; what
 * looks into objects is not known. */
#include "django/run_match.h"

#include "django/assign.h"
#include "django/fork.h"
#include "django/name.h"
#include "django/operators.h"
#include "django/program.h"

enum { NESTED_MOST = 8 };

/* The subject's value equal to the pattern's. */
static enum truth equals(struct interp *in, const struct value *subject,
                         const struct value *value) {
    const struct value *said = operator_compare(in, SPAN("=="), subject, value);
    return interp_truth(in, said);
}

/* "role.ADMIN": looked up; a name alone takes whatever there is. */
static enum truth fits_name(struct interp *in, struct frame *frame, const struct value *subject,
                            const struct py *name) {
    struct span rest = py_text(name);
    if (span_find_byte(rest, '.') == SIZE_MAX) {
        assign_to(in, frame, name->first ? name->first : name, subject);
        return TRUTH_YES;
    }
    const struct value *value = name_get(in, frame, span_cut(&rest, '.'));
    while (rest.len && value && !in->raised) {
        value = interp_get(in, value, span_cut(&rest, '.'));
    }
    return value && !in->raised ? equals(in, subject, value) : TRUTH_UNKNOWN;
}

static enum truth fits(struct interp *in, struct frame *frame, const struct value *subject,
                       const struct py *pattern, unsigned depth);

/* (a, b) against as many items that are surely there. */
static enum truth fits_items(struct interp *in, struct frame *frame, const struct value *subject,
                             const struct py *first, enum py_kind kind, unsigned depth) {
    size_t n = 0;
    for (const struct py *each = first; each; each = each->next) {
        n += kind == PY_KINDS || each->kind == kind;
    }
    if (!value_is(subject, VALUE_SEQUENCE) || subject->sequence->open) {
        return TRUTH_UNKNOWN;
    }
    if (subject->sequence->items.n != n) {
        return TRUTH_UNKNOWN; /* a star may stand for any number of them */
    }
    enum truth all = TRUTH_YES;
    size_t i = 0;
    for (const struct py *each = first; each && i < n; each = each->next) {
        if (kind != PY_KINDS && each->kind != kind) {
            continue;
        }
        struct item item = subject->sequence->items.at[i++];
        enum truth one = item.maybe ? TRUTH_UNKNOWN : fits(in, frame, item.value, each, depth - 1);
        all = one == TRUTH_NO || all == TRUTH_NO ? TRUTH_NO : one == TRUTH_YES ? all : one;
    }
    return all;
}

static enum truth fits_either(struct interp *in, struct frame *frame, const struct value *subject,
                              const struct py *pattern, unsigned depth) {
    enum truth any = TRUTH_NO;
    PY_EACH(each, pattern) {
        enum truth one = fits(in, frame, subject, each, depth - 1);
        any = one == TRUTH_YES || any == TRUTH_YES ? TRUTH_YES : one == TRUTH_NO ? any : one;
    }
    return any;
}

static enum truth fits(struct interp *in, struct frame *frame, const struct value *subject,
                       const struct py *pattern, unsigned depth) {
    if (!depth) {
        return TRUTH_UNKNOWN;
    }
    bool wrapped = pattern->kind == PY_PATTERN;
    if (wrapped && !pattern->first) { /* "_" is no node; neither is the sign of a number */
        struct span text = py_source(&frame->module->file, pattern);
        return span_equal(text, SPAN("_")) ? TRUTH_YES : TRUTH_UNKNOWN;
    }
    if (wrapped && py_source(&frame->module->file, pattern).ptr[0] == '-') {
        return TRUTH_UNKNOWN;
    }
    if (wrapped) {
        return fits(in, frame, subject, pattern->first, depth - 1);
    }
    if (pattern->kind == PY_UNION) {
        return fits_either(in, frame, subject, pattern, depth);
    }
    if (pattern->kind == PY_DOTTED) {
        return fits_name(in, frame, subject, pattern);
    }
    bool group = pattern->kind == PY_TUPLE && py_count(pattern) == 1 &&
                 span_find_byte(py_source(&frame->module->file, pattern), ',') == SIZE_MAX;
    if (group) { /* parentheses alone */
        return fits(in, frame, subject, pattern->first, depth - 1);
    }
    if (pattern->kind == PY_TUPLE || pattern->kind == PY_LIST) {
        return fits_items(in, frame, subject, pattern->first, PY_KINDS, depth);
    }
    if (pattern->kind == PY_AS && pattern->first) {
        enum truth truth = fits(in, frame, subject, pattern->first, depth - 1);
        const struct py *target = py_get(pattern, PY_ROLE_ALIAS);
        assign_to(in, frame, target ? target : py_at(pattern, 1), subject);
        return truth;
    }
    bool literal = pattern->kind == PY_STRING || pattern->kind == PY_INTEGER ||
                   pattern->kind == PY_JOINED || pattern->kind == PY_TRUE ||
                   pattern->kind == PY_FALSE || pattern->kind == PY_NONE;
    return literal ? equals(in, subject, interp_eval(in, frame, pattern)) : TRUTH_UNKNOWN;
}

/* Pattern and guard of one case. */
static enum truth fits_case(struct interp *in, struct frame *frame, const struct value *subject,
                            const struct py *clause) {
    size_t patterns = 0;
    const struct py *guard = NULL;
    PY_EACH(child, clause) {
        patterns += child->kind == PY_PATTERN;
        guard = child->kind == PY_IF_CLAUSE ? child->first : guard;
    }
    enum truth truth = patterns > 1
                           ? fits_items(in, frame, subject, clause->first, PY_PATTERN, NESTED_MOST)
                       : clause->first ? fits(in, frame, subject, clause->first, NESTED_MOST)
                                       : TRUTH_UNKNOWN;
    if (truth == TRUTH_NO || !guard || in->raised) {
        return truth;
    }
    enum truth said = interp_truth(in, interp_eval(in, frame, guard));
    return said == TRUTH_YES ? truth : said;
}

static unsigned run_cases(struct interp *in, struct frame *frame, const struct value *subject,
                          const struct py *clause) {
    while (clause && clause->kind != PY_CASE) {
        clause = clause->next;
    }
    if (!clause) {
        return END_FALL;
    }
    const struct py *body = py_get(clause, PY_ROLE_CONSEQUENCE);
    enum truth truth = fits_case(in, frame, subject, clause);
    if (in->raised) {
        return END_RAISE;
    }
    switch (truth) {
    case TRUTH_YES:
        return interp_run(in, frame, body);
    case TRUTH_NO:
        return run_cases(in, frame, subject, clause->next);
    case TRUTH_UNKNOWN:
        break;
    }
    struct fork fork;
    fork_begin(in, &fork);
    unsigned first = interp_run(in, frame, body);
    const struct value *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    unsigned second = run_cases(in, frame, subject, clause->next);
    fork_end(in, &fork, first & END_FALL, second & END_FALL);
    return fork_completion(in, first, raised, second);
}

/* "match a, b:" is a match of a tuple. */
static const struct value *subject_of(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *all = value_sequence(in, SEQUENCE_TUPLE), *one = &value_unknown;
    size_t n = 0;
    PY_EACH(child, node) {
        if (child->role == PY_ROLE_SUBJECT && !in->raised) {
            one = interp_eval(in, frame, child);
            n++;
            if (all->kind == VALUE_SEQUENCE) {
                sequence_add_item(in, all, (struct item){one, false});
            }
        }
    }
    return n > 1 ? all : one;
}

unsigned run_match(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *subject = subject_of(in, frame, node);
    const struct py *block = py_get(node, PY_ROLE_BODY);
    return in->raised ? END_RAISE : run_cases(in, frame, subject, block ? block->first : NULL);
}
