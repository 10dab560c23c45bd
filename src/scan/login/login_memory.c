/* SPDX-License-Identifier: Apache-2.0 */
/* What logins for one identity teach those for the next. */
#include "scan/login/login_memory.h"

struct login_memory *login_memory(struct login *login, const struct scheme *scheme) {
    VEC_EACH(struct login_memory, memory, &login->memory) {
        if (memory->scheme == scheme) {
            return memory;
        }
    }
    struct login_memory *added = vec_add(login->wallet->arena, &login->memory);
    if (added) {
        *added = (struct login_memory){.scheme = scheme};
    }
    return added;
}
