/* SPDX-License-Identifier: Apache-2.0 */
/* URLs of the contract's paths, where logins are. */
#include "scan/login/login_url.h"

#include "scan/build/build.h"

struct span login_url(struct arena *arena, const struct login *login, struct span base,
                      struct span path) {
    struct span front = arena_join(arena, login->base_url, build_base(login->base_url, base));
    return front.ptr ? arena_join(arena, front, path) : front;
}
