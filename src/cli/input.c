/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a file, or telling why not. */
#include "cli/input.h"

#include "base/io.h"

enum err input_read(struct arena *arena, struct span path, size_t limit, struct span *out,
                    struct diag *diag) {
    enum err err = io_read(arena, path.ptr, limit, out);
    if (err != OK) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = path}, "%s", io_words(err));
    }
    return err;
}
