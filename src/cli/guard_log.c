/* SPDX-License-Identifier: Apache-2.0 */
/* Verifying the audit log's chain, file by file. */
#include "cli/guard_log.h"

#include "base/diag.h"
#include "cli/complain.h"
#include "cli/input.h"
#include "cli/terminal.h"
#include "guard/journal.h"

enum { LOG_BYTES = 1 << 30 };

static enum err verify(struct span path, struct journal_check *check) {
    ARENA_SCOPE arena;
    struct diag diag;
    struct span text;
    arena_init(&arena, (size_t)LOG_BYTES + (1 << 20));
    diag_init(&diag, &arena);
    enum err err = input_read(&arena, path, LOG_BYTES, &text, &diag);
    struct complain_diag complaints = {.diag = &diag};
    complain_diag(&complaints);
    TRY(err);
    size_t before = check->lines;
    TRY(journal_verify(check, text));
    if (check->fault.len) {
        complain("%.*s:%zu: this line %.*s", SPAN_ARG(path), check->lines - before,
                 SPAN_ARG(check->fault));
    }
    return OK;
}

int guard_log(const struct span *paths, size_t n) {
    struct journal_check check = {0};
    for (size_t i = 0; i < n && !check.fault.len; i++) {
        enum err err = verify(paths[i], &check);
        if (err != OK) {
            return err_exit_status(err);
        }
    }
    if (check.fault.len) {
        return 1;
    }
    BUF_SCOPE out = {0};
    buf_printf(&out, "%zu lines, none changed, none missing between the first and the last.\n",
               check.lines);
    if (check.begun) {
        buf_printf(&out, "The last hash is %.*s\n", DIGEST_HEX, check.hash);
    }
    return err_exit_status(terminal_print(&out));
}
