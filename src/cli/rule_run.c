/* SPDX-License-Identifier: Apache-2.0 */
/* A verb about the catalogue, from its command line to its exit status. */
#include "cli/rule_run.h"

#include "base/limits.h"
#include "cli/complain.h"
#include "cli/project_arguments.h"
#include "cli/rule_names.h"
#include "cli/terminal.h"

int rule_run(const struct verb_call *call, const struct grammar *grammar, rule_write *write) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    BUF_SCOPE out = {0};
    struct rule_fields fields = {0};
    struct texts words = {0};
    struct registry registry;
    struct diag diag;
    struct project_arguments how = {grammar, &arena, &diag, &fields, sizeof(fields), NULL};
    int status;
    diag_init(&diag, &arena);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    complain_diag(&(struct complain_diag){.diag = &diag});
    enum err err = rule_names_all(&arena, &registry);
    struct pen pen = {&out, terminal_style((enum color)fields.color), &arena};
    err = err == OK ? write(&(struct rule_call){&fields, &words, &registry}, &pen) : err;
    return err_exit_status(err == OK ? terminal_print(&out) : err);
}
