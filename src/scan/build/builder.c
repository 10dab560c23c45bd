/* SPDX-License-Identifier: Apache-2.0 */
/* Giving up on a request: the first reason stays. */
#include "scan/build/builder.h"

enum err builder_give_up(struct builder *b, const char *format, ...) {
    if (builder_gave_up(b)) {
        return OK;
    }
    va_list arguments;
    va_start(arguments, format);
    b->draft->reason = arena_vprintf(b->arena, format, arguments);
    va_end(arguments);
    return b->draft->reason.ptr ? OK : ERR_MEMORY;
}
