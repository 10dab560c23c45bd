/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the key under which names are hashed, and Redis's password. */
#include "policy/compile_redis.h"

enum { SECRET_BYTES_LEAST = 32, SECRET_BYTES_MOST = 4096 };

static enum err read_secret(struct compiling *c, struct span named, const char *what, size_t least,
                            struct span *out) {
    const struct node *node = c->config->redis.node;
    struct span text, path = config_path(c->arena, c->config, named);
    TRY_PTR(path.ptr);
    enum err err = c->options->read_key(c->options->user, path, &text);
    if (err != OK) {
        COMPILE_FAULT(c, node, "the %s of 'redis' cannot be read from %.*s", what, SPAN_ARG(path));
        return err == ERR_MEMORY ? err : OK;
    }
    *out = span_trim(text);
    if (out->len < least || out->len > SECRET_BYTES_MOST) {
        COMPILE_FAULT(c, node, "the %s in %.*s must have %zu to %d bytes", what, SPAN_ARG(path),
                      least, SECRET_BYTES_MOST);
    }
    return OK;
}

enum err compile_redis(struct compiling *c) {
    const struct config_redis *config = &c->config->redis;
    if (!config->node || !config->key.len) {
        return OK;
    }
    TRY(read_secret(c, config->key, "key", SECRET_BYTES_LEAST, &c->out->redis_key));
    return config->password.len
               ? read_secret(c, config->password, "password", 1, &c->out->redis_password)
               : OK;
}
