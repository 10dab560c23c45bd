/* SPDX-License-Identifier: Apache-2.0 */
/* Which files make the interpreter one of Python: here the circle of its parts is closed. */
#include "django/python.h"

#include "base/limits.h"
#include "django/attribute.h"
#include "django/call.h"
#include "django/eval.h"
#include "django/run.h"

static const struct interp_parts parts = {
    .eval = eval_node, .run = run_statements, .call = call_value, .get = attribute_get};

void python_init(struct interp *in, struct arena *arena, struct program *program,
                 struct diag *diag) {
    *in = (struct interp){.parts = &parts,
                          .arena = arena,
                          .lasting = arena,
                          .program = program,
                          .diag = diag,
                          .steps_most = LIMIT_INTERPRETER_STEPS};
}
