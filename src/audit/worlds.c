/* SPDX-License-Identifier: Apache-2.0 */
/* What is up to a variable of the environment is told for the value that the code itself names. */
#include "audit/worlds.h"

#include "base/limits.h"
#include "django/python.h"
#include "django/settings.h"

static const struct span by_default =
    SPAN_INIT("told for the defaults of settings that come from the environment");

void worlds_load(const struct audit_options *options, struct program *program, struct span settings,
                 struct interp *in) {
    program->modules = (struct map){0};
    program->steps = 0;
    program->settings = settings;
    python_init(in, program->arena, program, options->diag);
    settings_run(in);
}

static bool same_question(const struct endpoint *a, const struct endpoint *b) {
    bool same = a->methods.n == b->methods.n && a->kind == b->kind &&
                span_equal(a->view, b->view) && span_equal(a->action, b->action);
    for (size_t i = 0; same && i < a->methods.n; i++) {
        same = span_equal(a->methods.at[i], b->methods.at[i]);
    }
    return same;
}

/* The same view at the same route or, where a part of the route is up to a variable as well, at
 * another. NULL: there is none that tells more. */
static const struct endpoint *counterpart(const struct endpoint *row,
                                          const struct endpoints *with) {
    const struct endpoint *elsewhere = NULL;
    VEC_EACH(const struct endpoint, other, &with->all) {
        if (!same_question(row, other) ||
            !(endpoint_is_told(other) || other->decided > row->decided)) {
            continue;
        }
        if (span_equal(row->route, other->route)) {
            return other;
        }
        elsewhere = elsewhere ? elsewhere : other;
    }
    return span_find(row->route, SPAN("{…}")) != SIZE_MAX ? elsewhere : NULL;
}

/* The row as it is with the defaults, unless that tells no more. */
static void settle(struct endpoint *row, const struct endpoints *with) {
    const struct endpoint *other = counterpart(row, with);
    if (!other) {
        return;
    }
    row->authenticators = other->authenticators;
    row->permissions = other->permissions;
    row->throttles = other->throttles;
    row->anonymous = other->anonymous;
    row->decided = other->decided;
    row->by_hand = other->by_hand;
    row->unnamed = other->unnamed;
    row->reason = endpoint_is_told(other) ? by_default : other->reason;
    row->assumed = true;
}

enum err worlds_settle(const struct audit_options *options, struct program *program,
                       struct span settings, struct endpoints *endpoints) {
    struct map open = {0};
    bool anywhere = false; /* a part of an open row's route is up to a variable as well */
    VEC_EACH(struct endpoint, row, &endpoints->all) {
        if (!endpoint_is_told(row)) {
            TRY(map_put(program->arena, &open, row->route, row));
            anywhere |= span_find(row->route, SPAN("{…}")) != SIZE_MAX;
        }
    }
    bool large = program->arena->used > LIMIT_DEFAULTS_MEMORY; /* it takes as much again */
    if (!open.n || !program->asks_defaults || large) {
        return OK;
    }
    struct map modules = program->modules;
    struct diag *diag = program->diag;
    struct audit_options quiet = *options;
    struct interp in;
    struct endpoints with = {0};
    quiet.diag = program->diag = NULL; /* all of it was said once */
    program->defaults = true;
    worlds_load(&quiet, program, settings, &in);
    enum err err = endpoints_find(&in, anywhere ? NULL : &open, &with);
    program->defaults = false;
    program->diag = diag;
    program->modules = modules;
    VEC_EACH(struct endpoint, row, &endpoints->all) {
        if (!endpoint_is_told(row)) {
            settle(row, &with);
        }
    }
    return err == ERR_MISSING ? OK : err;
}
