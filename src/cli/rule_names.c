/* SPDX-License-Identifier: Apache-2.0 */
/* All rules, and looking one up. */
#include "cli/rule_names.h"

#include "audit/audit.h"
#include "scan/engine.h"
#include "text/suggest.h"

/* A verb that has rules adds its line. */
static registry_fill *const verbs[] = {
    scan_rules,
    audit_rules,
};

enum err rule_names_all(struct arena *arena, struct registry *out) {
    *out = (struct registry){0};
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        TRY(verbs[i](arena, out));
    }
    return OK;
}

const struct rule *rule_names_find(const struct registry *registry, struct span id,
                                   const char **nearest) {
    const struct rule *found = registry_find(registry, id);
    struct suggest suggest = {.word = id};
    for (size_t i = 0; i < registry->all.n && !found; i++) {
        suggest_offer(&suggest, registry->all.at[i]->id);
    }
    *nearest = suggest.best;
    return found;
}

static enum err check(const struct registry *registry, const struct grammar *grammar,
                      enum kind kind, const char *option, struct span id) {
    const char *nearest = NULL;
    const struct rule *rule = rule_names_find(registry, id, &nearest);
    if (!rule) {
        return options_complain(grammar, "--%s: there is no rule '%.*s'%s%s%s", option,
                                SPAN_ARG(id), nearest ? "; did you mean '" : "",
                                nearest ? nearest : "", nearest ? "'?" : "");
    }
    return rule->kind == kind ? OK
                              : options_complain(grammar, "--%s: '%s' is a rule of postern %s",
                                                 option, rule->id, kind_word(rule->kind));
}

enum err rule_names_check(struct arena *arena, const struct grammar *grammar, enum kind kind,
                          const char *option, const struct texts *ids) {
    struct registry registry;
    TRY(rule_names_all(arena, &registry));
    VEC_EACH(const struct span, id, ids) {
        TRY(check(&registry, grammar, kind, option, *id));
    }
    return OK;
}
