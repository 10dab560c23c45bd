/* SPDX-License-Identifier: Apache-2.0 */
/* Asks the readers of postern.yaml and of the identities file what they think of files, for
 * schemas.py. Usage: readers postern|identities FILE...; a line a file: "good" or "bad". */
#include "base/io.h"
#include "cli/audit_arguments.h"
#include "cli/scan_arguments.h"
#include "scan/credential/identity.h"

#include <stdio.h>

static enum err read_postern(struct arena *arena, char *path, struct diag *diag) {
    static char config[] = "--config", url[] = "--url", target[] = "http://127.0.0.1";
    char *scan[] = {config, path, url, target}, *audit[] = {config, path};
    struct scan_arguments scanned;
    struct audit_arguments audited;
    TRY(scan_arguments_read(4, scan, arena, diag, &scanned));
    return audit_arguments_read(2, audit, arena, diag, &audited);
}

static enum err read_identities(struct arena *arena, char *path, struct diag *diag) {
    struct span text;
    struct identities identities;
    TRY(io_read(arena, path, 1 << 20, &text));
    return identities_load(arena, text, span_from(path), &identities, diag);
}

int main(int argc, char **argv) {
    bool postern = argc > 1 && strcmp(argv[1], "postern") == 0;
    for (int i = 2; i < argc; i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, (size_t)256 << 20);
        struct diag diag;
        diag_init(&diag, &arena);
        enum err err = postern ? read_postern(&arena, argv[i], &diag)
                               : read_identities(&arena, argv[i], &diag);
        (void)puts(err == OK ? "good" : "bad");
    }
    return 0;
}
