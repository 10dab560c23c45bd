/* SPDX-License-Identifier: Apache-2.0 */
/* One fetch for each scheme, waited for. */
#include "cli/guard_keys.h"

#include "guard/keys/keys_fetch.h"
#include "policy/fetched_keys.h"

static enum err fetch_one(struct arena *arena, const struct policy *policy,
                          struct policy_scheme *scheme, struct diag *diag) {
    const struct config_scheme *config = scheme->config;
    enum key_fault fault = KEY_UNUSABLE;
    struct span text, why;
    struct keys_fetch from = {config->remote.url, scheme->key_ca, NULL};
    enum err err = keys_fetch(arena, &from, &text, &why);
    if (err == OK) {
        err = fetched_keys_read(arena, config, text, &scheme->keys, &fault);
        why = span_from(err == ERR_INVALID ? key_fault_words(fault) : err_words(err));
    }
    if (err != OK) {
        struct place place = {policy->config->file, config->node->line, config->node->column, {0}};
        why = why.len ? why : span_from(err_words(err));
        diag_add(diag, DIAG_WARNING, place,
                 "the keys of '%.*s' cannot be had from %.*s, and until they can it opens nothing: "
                 "%.*s",
                 SPAN_ARG(config->name), SPAN_ARG(config->remote.url), SPAN_ARG(why));
    }
    return err == ERR_MEMORY ? err : OK;
}

enum err guard_keys_fetch(struct arena *arena, const struct policy *policy, struct diag *diag) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->remote.url.len) {
            TRY(fetch_one(arena, policy, *scheme, diag));
        }
    }
    return OK;
}

void guard_keys_free(const struct policy *policy) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->remote.url.len) {
            keys_free(&(*scheme)->keys);
        }
    }
}
