/* SPDX-License-Identifier: Apache-2.0 */
/* The list of rules, and going through it. */
#include "audit/rules.h"

#include "audit/gather.h"
#include "audit/rule_list.h"

#define RULE_DECLARE(name) extern const struct audit_rule rule_##name;
AUDIT_RULE_LIST(RULE_DECLARE)
#undef RULE_DECLARE

#define RULE_ROW(name) &rule_##name,
static const struct audit_rule *const rules[] = {AUDIT_RULE_LIST(RULE_ROW)};
#undef RULE_ROW

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

enum err rules_register(struct arena *arena, struct registry *registry) {
    for (size_t i = 0; i < RULES; i++) {
        TRY(registry_add(arena, registry, &rules[i]->record));
    }
    return OK;
}

static bool holds(const struct span *ids, size_t n, const char *id) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(ids[i], span_from(id))) {
            return true;
        }
    }
    return false;
}

static bool wanted(const struct audit_options *options, const struct rule *rule) {
    bool asked = !options->only_n || holds(options->only, options->only_n, rule->id);
    return asked && !holds(options->skip, options->skip_n, rule->id);
}

/* group: of the rules to check; NULL: all but those that hold a contract against every site. */
static void check_all(const struct audit_options *options, struct judging *j, const char *group) {
    for (size_t i = 0; i < RULES && j->err == OK; i++) {
        const struct rule *rule = &rules[i]->record;
        bool fits = group ? strcmp(rule->group, group) == 0 : strcmp(rule->group, "contract") != 0;
        if (fits && wanted(options, rule)) {
            j->rule = rule;
            j->in->raised = j->in->softly = NULL;
            rules[i]->check(j);
        }
    }
}

static struct judging judging_of(struct interp *in, const struct endpoints *endpoints,
                                 struct result *result) {
    return (struct judging){.arena = in->lasting,
                            .in = in,
                            .program = in->program,
                            .settings = in->program->settings,
                            .endpoints = endpoints,
                            .result = result};
}

enum err rules_check_settings(const struct audit_options *options, struct interp *in,
                              struct result *result) {
    static const struct endpoints none;
    struct judging j = judging_of(in, &none, result);
    struct module *module = program_find(in->program, j.settings);
    if (module) {
        program_run(in, module);
        check_all(options, &j, "settings");
    }
    return j.err == OK ? in->err : j.err;
}

enum err rules_check(const struct audit_options *options, struct interp *in,
                     const struct endpoints *endpoints, struct result *result) {
    struct judging j = judging_of(in, endpoints, result);
    enum err err = gather(&j);
    if (err == OK) {
        check_all(options, &j, NULL);
        err = j.err;
    }
    gather_free(&j);
    TRY(err);
    return in->err;
}

enum err rules_check_contract(const struct audit_options *options, struct interp *in,
                              const struct endpoints *endpoints, struct result *result) {
    struct judging j = judging_of(in, endpoints, result);
    j.contract = options->contract;
    check_all(options, &j, "contract");
    return j.err == OK ? in->err : j.err;
}
