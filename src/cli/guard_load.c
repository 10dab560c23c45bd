/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what decides who may pass. */
#include "cli/guard_load.h"

#include "cli/input.h"
#include "cli/load.h"
#include "cli/trusted.h"
#include "guard/listen.h"
#include "token/keys.h"

#include <stdlib.h>

enum { CONFIG_BYTES = 4 << 20 };

struct key_files {
    struct arena *arena;
    struct diag *diag;
};

static enum err read_trusted(struct arena *arena, struct span path, size_t limit, struct span *text,
                             struct diag *diag) {
    TRY(trusted_check(path, diag));
    return input_read(arena, path, limit, text, diag);
}

static enum err read_key(void *user, struct span path, struct span *text) {
    const struct key_files *files = user;
    if (span_starts(path, SPAN("env:"))) {
        const char *value = getenv(path.ptr + 4);
        *text = value ? arena_dup(files->arena, span_from(value)) : (struct span){NULL, 0};
        return text->ptr ? OK : ERR_MISSING;
    }
    return read_trusted(files->arena, path, KEYS_BYTES, text, files->diag);
}

static enum err read_contract(struct arena *arena, struct guard_load *out, struct diag *diag) {
    struct span name, path = config_path(arena, &out->config, out->config.contract);
    struct load load = {.arena = arena, .diag = diag};
    TRY_PTR(path.ptr);
    if (load_is_url(out->config.contract)) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = out->config.file},
                 "contract: must be a file: nobody else may decide who passes");
        return ERR_INVALID;
    }
    TRY(trusted_check(path, diag));
    return load_contract(&load, path, &out->contract, &name);
}

enum err guard_load(struct arena *arena, struct span path, struct guard_load *out,
                    struct diag *diag) {
    *out = (struct guard_load){0};
    struct span text;
    struct key_files files = {arena, diag};
    TRY(read_trusted(arena, path, CONFIG_BYTES, &text, diag));
    TRY(config_read(arena, path, text, &out->config, diag));
    TRY(read_contract(arena, out, diag));
    TRY(listen_check(&out->config, diag));
    TRY(guard_revoked_load(arena, &out->config, &out->revoked, diag));
    struct compile_options options = {&out->contract, &out->config, read_key, &files};
    return compile_policy(arena, &options, &out->policy, diag);
}
