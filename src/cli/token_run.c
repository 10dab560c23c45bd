/* SPDX-License-Identifier: Apache-2.0 */
/* A verb under "token", from its command line to its exit status. */
#include "cli/token_run.h"

#include "cli/complain.h"
#include "cli/project_arguments.h"

#include <stdio.h>

enum { ARENA_MOST = 256 << 20 };

int token_run(const struct verb_call *call, const struct token_verb *verb) {
    ARENA_SCOPE arena;
    arena_init(&arena, ARENA_MOST);
    struct texts words = {0};
    struct diag diag;
    struct project_arguments how = {verb->grammar, &arena, &diag, verb->fields, verb->size, NULL};
    bool told = false;
    int status;
    diag_init(&diag, &arena);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    complain_diag(&(struct complain_diag){.diag = &diag});
    struct token_call given = {&arena, &words, call->stop};
    enum err err = verb->run(&given, verb->fields, &told);
    if (err == ERR_MEMORY || err == ERR_CRYPTO) {
        (void)fprintf(stderr, "postern %s: %s\n", verb->grammar->verb, err_words(err));
    }
    return err != OK ? err_exit_status(err) : told ? 1 : 0;
}
