/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in names: types, functions, what only the prelude may use, and classes of the prelude. */
#include "django/builtin.h"

#include "django/builtin_functions.h"
#include "django/builtin_inner.h"
#include "django/builtin_iterate.h"
#include "django/builtin_project.h"
#include "django/builtin_types.h"
#include "django/program.h"
#include "django/reflection.h"

static const struct value *look_up(struct interp *in, struct span name, bool inner) {
    const struct value *found = builtin_type_name(in, name);
    found = found ? found : builtin_function(in, name);
    found = found ? found : builtin_iterate(in, name);
    found = found ? found : builtin_reflection(in, name);
    if (!found && inner) {
        found = builtin_inner(in, name);
        found = found ? found : builtin_project(in, name);
    }
    found = found ? found : program_builtin(in, name);
    if (!found && span_equal(name, SPAN("__file__"))) {
        return &value_unknown;
    }
    return found;
}

/* Functions are the same whoever asks, and asked for all the time: each is made once. */
const struct value *builtin_name(struct interp *in, struct span name, bool inner) {
    struct map *known = &in->program->builtins[inner]; /* in->… is put back behind a module */
    const struct value *found = map_get(known, name);
    if (found) {
        return found;
    }
    struct arena *arena = in->arena;
    in->arena = in->lasting;
    found = look_up(in, name, inner);
    if (value_is(found, VALUE_NATIVE) && map_put(in->lasting, known, name, (void *)found) != OK) {
        in->err = ERR_MEMORY;
    }
    in->arena = arena;
    return found;
}
