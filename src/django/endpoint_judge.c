/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody without a credential gets of a view that was called. */
#include "django/endpoint_judge.h"

#include "base/mutant.h"
#include "django/class.h"

static bool status_refuses(struct interp *in, const struct value *result) {
    const struct value *status = interp_get(in, result, SPAN("status_code"));
    bool login =
        value_is(result, VALUE_OBJECT) &&
        class_is(in, result->object->class, SPAN("django.http.RedirectToLogin")) == TRUTH_YES;
    return login ||
           (value_is(status, VALUE_INT) && (status->number == 401 || status->number == 403));
}

/* An error of whatever kind is not what was asked for. */
static bool status_fails(struct interp *in, const struct value *result) {
    const struct value *status = interp_get(in, result, SPAN("status_code"));
    return value_is(status, VALUE_INT) && status->number >= 400;
}

/* Whether everything that may come back is a refusal. */
static bool refuses(struct interp *in, const struct value *result) {
    if (value_is(result, VALUE_OBJECT)) {
        return status_refuses(in, result) || status_fails(in, result);
    }
    if (!value_is(result, VALUE_CHOICE)) {
        return false;
    }
    for (size_t i = 0; i < result->sequence->items.n; i++) {
        if (!refuses(in, result->sequence->items.at[i].value)) {
            return false;
        }
    }
    return true;
}

/* Whether something that may come back is one. */
static bool may_refuse(struct interp *in, const struct value *result) {
    if (value_is(result, VALUE_OBJECT)) {
        return status_refuses(in, result);
    }
    for (size_t i = 0; value_is(result, VALUE_CHOICE) && i < result->sequence->items.n; i++) {
        if (may_refuse(in, result->sequence->items.at[i].value)) {
            return true;
        }
    }
    return false;
}

static bool refusal_raised(struct interp *in, const struct value *raised) {
    static const char *const names[] = {"django.core.exceptions.PermissionDenied",
                                        "django.http.Http404",
                                        "rest_framework.exceptions.PermissionDenied",
                                        "rest_framework.exceptions.NotAuthenticated",
                                        "rest_framework.exceptions.AuthenticationFailed",
                                        "rest_framework.exceptions.NotFound"};
    struct class *class = value_is(raised, VALUE_CLASS)    ? raised->class
                          : value_is(raised, VALUE_OBJECT) ? raised->object->class
                                                           : NULL;
    for (size_t i = 0; class && i < sizeof(names) / sizeof(*names); i++) {
        if (class_is(in, class, span_from(names[i])) == TRUTH_YES) {
            return true;
        }
    }
    return false;
}

/* The permission whose answer is not known. A class of DRF's own answers for sure. */
static const struct in_effect *doubtful(const struct endpoint *row) {
    VEC_EACH(const struct in_effect, permission, &row->permissions.all) {
        if (!permission->class || !permission->class->module->inner) {
            return permission;
        }
    }
    return NULL;
}

/* Who stands before the view and may refuse; or the project's own condition on which it depends. */
static struct span wondered(struct interp *in, const struct probe *probe, struct span guard) {
    const struct place *at = &probe->unsure;
    if (guard.len) {
        return arena_printf(in->lasting, "what %.*s says to an anonymous caller is not known",
                            SPAN_ARG(guard));
    }
    return at->file.len && !MUTANT(condition_nowhere)
               ? arena_printf(in->lasting,
                              "whether the view is reached depends on a condition that is not "
                              "known (%.*s:%u)",
                              SPAN_ARG(at->file), (unsigned)at->line)
               : SPAN("whether the view is reached depends on a condition that is not known");
}

static struct span spent(struct interp *in, const struct probe *probe) {
    const struct place *at = &probe->unsure;
    return at->file.len
               ? arena_printf(in->lasting, "too much would have to be followed to tell (%.*s:%u)",
                              SPAN_ARG(at->file), (unsigned)at->line)
               : SPAN("too much would have to be followed to tell");
}

/* What it was handed to may have called it, and given its answer. */
static bool called_elsewhere(const struct probe *probe) {
    return probe->handed && !probe->raised && value_holds_unknown(probe->result) &&
           !MUTANT(handed_refuses);
}

/* Why nobody can say what comes of it. Where it surely came to a permission that is named, the row
 * is told in full: the rest is up to what that permission looks at, and no source holds. */
static void uncertain(struct interp *in, const struct probe *probe, struct endpoint *row) {
    const struct in_effect *permission = probe->asked ? doubtful(row) : NULL;
    bool guarded = !permission && !probe->unsure.file.len && probe->guards.all.n;
    row->depends = permission && !probe->wrapped && !probe->ran_out;
    if (probe->ran_out) {
        row->reason = spent(in, probe);
    } else if (called_elsewhere(probe) && !probe->perhaps && !probe->wrapped) {
        row->reason = SPAN("the view is handed to a function whose source is not in the tree");
    } else if (probe->wrapped) {
        row->reason = SPAN("a decorator whose source is not in the tree is laid around the view");
    } else {
        row->reason = wondered(in, probe,
                               permission ? permission->name
                               : guarded  ? probe->guards.all.at[0].name
                                          : SPAN(""));
    }
}

/* Whether it is known what would have been reached: what came back instead was a guard's answer. */
static bool aimed(const struct probe *probe, const struct endpoint *row) {
    return probe->target || probe->self || row->kind == VIEW_NINJA;
}

/* What the anonymous caller got. */
void endpoint_judge(struct interp *in, const struct probe *probe, struct endpoint *row) {
    const struct value *result = probe->result;
    if (probe->reached) {
        bool hand = probe->raised ? refusal_raised(in, probe->raised) : refuses(in, result);
        bool maybe = row->kind != VIEW_DRF && row->kind != VIEW_NINJA && !hand &&
                     (may_refuse(in, result) || (in->softly && refusal_raised(in, in->softly)));
        row->by_hand = hand;
        /* What a plain view would have said to who has no login. The permissions of the others
         * were asked before. */
        bool asked = (row->kind == VIEW_DRF || row->kind == VIEW_NINJA) && !MUTANT(handlers_unsaid);
        bool unsaid = !asked && !hand && probe->ran_out;
        row->anonymous = hand              ? ACCESS_REFUSED
                         : maybe || unsaid ? ACCESS_UNDECIDED
                                           : ACCESS_ALLOWED;
        if (unsaid) {
            row->reason = spent(in, probe);
        } else if (maybe) {
            row->reason = SPAN("the view itself refuses under a condition that is not known");
        }
    } else if (!probe->perhaps && !probe->wrapped && !probe->ran_out && !called_elsewhere(probe) &&
               (aimed(probe, row) || probe->raised || refuses(in, result)) &&
               (probe->raised || in->softly || value_is(result, VALUE_OBJECT) ||
                value_is(result, VALUE_CHOICE))) {
        row->anonymous = ACCESS_REFUSED;
    } else {
        row->anonymous = MUTANT(doubt_refuses) ? ACCESS_REFUSED : ACCESS_UNDECIDED;
        uncertain(in, probe, row);
    }
}
