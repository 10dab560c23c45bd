/* SPDX-License-Identifier: Apache-2.0 */
/* Each pattern by itself, as the plan understands it. */
#include "cli/idle.h"

#include "base/mutant.h"
#include "scan/plan.h"
#include "text/glob.h"

static bool fits_any(struct span pattern, const struct contract *contract) {
    struct scan_options alone = {.include = &pattern, .include_n = 1};
    VEC_EACH(const struct operation, operation, &contract->operations) {
        struct operation asked = *operation;
        asked.skip = SPAN("");
        if (plan_selects(&alone, &asked)) {
            return true;
        }
    }
    VEC_EACH(const struct unreadable, row, &contract->unreadable) {
        if (glob_match(pattern, row->path) || glob_operation(pattern, row->method, row->path)) {
            return true;
        }
    }
    return false;
}

static void tell(const char *option, const struct texts *patterns, const struct contract *contract,
                 struct diag *diag) {
    VEC_EACH(const struct span, pattern, patterns) {
        if (!fits_any(*pattern, contract) && !MUTANT(idle_untold)) {
            diag_add(diag, DIAG_WARNING, (struct place){.file = contract->file},
                     "--%s '%.*s' fits no operation of the contract", option, SPAN_ARG(*pattern));
        }
    }
}

void idle_tell(const struct scan_arguments *arguments, const struct contract *contract,
               struct diag *diag) {
    tell("include", &arguments->include, contract, diag);
    tell("exclude", &arguments->exclude, contract, diag);
}
