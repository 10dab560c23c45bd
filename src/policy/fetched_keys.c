/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a set that somebody else has published. */
#include "policy/fetched_keys.h"

static bool is_listed(const struct config_scheme *config, enum alg alg) {
    for (size_t i = 0; i < config->algorithms.n; i++) {
        if (alg_from_name(config->algorithms.at[i]) == alg) {
            return true;
        }
    }
    return false;
}

enum err fetched_keys_read(struct arena *arena, const struct config_scheme *config,
                           struct span text, struct keys *out, enum key_fault *fault) {
    struct keys_wish wish = {
        .alg = config->algorithms.n == 1 ? alg_from_name(config->algorithms.at[0]) : ALG_UNKNOWN};
    TRY(keys_read_with(arena, text, &wish, out, fault));
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (is_listed(config, out->at[i].alg)) {
            out->at[kept++] = out->at[i];
        } else {
            key_free(&out->at[i]);
        }
    }
    out->n = kept;
    *fault = KEY_SET_EMPTY;
    return kept ? OK : ERR_INVALID;
}
