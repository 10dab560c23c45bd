/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file that says versions, in each form: a range has an end behind its start. */
#include "django/requirements.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct span files[] = {
        SPAN_INIT("requirements.txt"), SPAN_INIT("pyproject.toml"), SPAN_INIT("poetry.lock"),
        SPAN_INIT("Pipfile"),          SPAN_INIT("Pipfile.lock"),   SPAN_INIT("setup.cfg"),
        SPAN_INIT("setup.py"),         SPAN_INIT("environment.yml")};
    if (size > 16384) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, (size_t)64 << 20);
        struct diag diag;
        diag_init(&diag, &arena);
        struct requirements all = {0};
        struct requirements_reader reader = {.out = &all, .file = files[i], .diag = &diag};
        struct span text = {(const char *)data, size};
        if (requirements_parse(&reader, &arena, text) != OK || diag.errors) {
            abort();
        }
        for (unsigned package = 0; package < PACKAGES; package++) {
            const struct installed *of = &all.of[package];
            if (of->said && version_compare(&of->range.least, &of->range.most) > 0) {
                abort();
            }
        }
    }
    return 0;
}
