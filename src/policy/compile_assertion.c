/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the secret, which must be as long as the hash (RFC 7518, section 3.2). */
#include "policy/compile_assertion.h"

enum { SECRET_BYTES_LEAST = 32, SECRET_BYTES_MOST = 4096 };

enum err compile_assertion(struct compiling *c) {
    const struct config_assertion *config = &c->config->assertion;
    struct span text;
    if (!config->node || !config->key.len) {
        return OK;
    }
    struct span path = config_path(c->arena, c->config, config->key);
    TRY_PTR(path.ptr);
    enum err err = c->options->read_key(c->options->user, path, &text);
    if (err != OK) {
        COMPILE_FAULT(c, config->node, "the secret of 'assertion' cannot be read from %.*s",
                      SPAN_ARG(path));
        return err == ERR_MEMORY ? err : OK;
    }
    c->out->assertion_secret = span_trim(text);
    size_t len = c->out->assertion_secret.len;
    if (len < SECRET_BYTES_LEAST || len > SECRET_BYTES_MOST) {
        COMPILE_FAULT(c, config->node, "the secret in %.*s must have %d to %d bytes",
                      SPAN_ARG(path), SECRET_BYTES_LEAST, SECRET_BYTES_MOST);
    }
    return OK;
}
