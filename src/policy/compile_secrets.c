/* SPDX-License-Identifier: Apache-2.0 */
/* SECRET_KEY with its fallbacks, and lists of hashes. */
#include "policy/compile_secrets.h"

enum { SECRET_BYTES_LEAST = 16 /* Django's own check asks for 50, and says so */ };

static enum err read_file(struct compiling *c, const struct policy_scheme *scheme,
                          struct span named, struct span *path, struct span *text) {
    const struct config_scheme *config = scheme->config;
    *text = (struct span){NULL, 0};
    *path = span_starts(named, SPAN("env:")) ? arena_dup(c->arena, named)
                                             : config_path(c->arena, c->config, named);
    TRY_PTR(path->ptr);
    enum err err = c->options->read_key(c->options->user, *path, text);
    if (err != OK) {
        *text = (struct span){NULL, 0};
        COMPILE_FAULT(c, config->node, "what '%.*s' needs cannot be read from %.*s",
                      SPAN_ARG(config->name), SPAN_ARG(*path));
    }
    return err == ERR_MEMORY ? err : OK;
}

static enum err read_secrets(struct compiling *c, struct policy_scheme *scheme) {
    const struct member_texts *named = &scheme->config->session.secrets;
    struct member_texts secrets = {0};
    for (size_t i = 0; i < named->n; i++) {
        struct span path, text;
        TRY(read_file(c, scheme, named->at[i], &path, &text));
        text = span_trim(text);
        if (text.ptr && text.len < SECRET_BYTES_LEAST) {
            COMPILE_FAULT(c, scheme->config->node, "the secret in %.*s has less than %d bytes",
                          SPAN_ARG(path), SECRET_BYTES_LEAST);
        }
        if (text.len && !vec_push(c->arena, &secrets, text)) {
            return ERR_MEMORY;
        }
    }
    scheme->secrets = (struct django_secrets){secrets.at, secrets.n};
    return OK;
}

static enum err read_api_keys(struct compiling *c, struct policy_scheme *scheme) {
    const struct config_scheme *config = scheme->config;
    struct span path, text;
    if (!config->keys.len) {
        return OK;
    }
    TRY(read_file(c, scheme, config->keys, &path, &text));
    enum err err = text.ptr ? api_keys_read(c->arena, path, text, config->scope_claim,
                                            &scheme->api_keys, c->diag)
                            : OK;
    return err == ERR_MEMORY ? err : OK; /* anything else was told */
}

enum err compile_secrets(struct compiling *c, struct policy_scheme *scheme) {
    switch (scheme->config->kind) {
    case CONFIG_SESSION:
        return read_secrets(c, scheme);
    case CONFIG_KEY:
        return read_api_keys(c, scheme);
    case CONFIG_JWT:
    case CONFIG_TOKEN:
    case CONFIG_BASIC:
        break;
    }
    return OK;
}
