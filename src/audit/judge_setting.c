/* SPDX-License-Identifier: Apache-2.0 */
/* Settings by their names, and the places where they are given them. */
#include "audit/judge.h"

static struct module *settings_module(struct judging *j) {
    return program_find(j->program, j->settings);
}

static const struct py *given_in(const struct module *module, struct span name) {
    return py_get(py_last_assignment(module->file.root, name), PY_ROLE_RIGHT);
}

/* What was worked out, os.getenv("ALL", "1") == "1", stands where the name is given it: in the
 * settings module, or in one beside it that it takes everything from. */
static const struct value *placed(struct judging *j, const struct module *settings,
                                  struct span name, const struct value *value) {
    if (value->node && module_is_own(value->module)) {
        return value;
    }
    const struct module *at = settings;
    const struct py *given = given_in(settings, name);
    struct span folder = folder_above(settings->file.path);
    for (size_t i = 0; !given && i < j->modules.n; i++) {
        at = j->modules.at[i];
        if (span_equal(folder_above(at->file.path), folder)) {
            given = given_in(at, name);
        }
    }
    return given ? value_at(j->in, value, at, given) : value;
}

const struct value *judge_setting(struct judging *j, const char *name) {
    struct module *module = settings_module(j);
    struct slot *slot = module ? table_find(&module->scope.names, span_from(name)) : NULL;
    const struct value *value =
        slot && slot->value ? module_get(j->in, module, span_from(name)) : NULL;
    return value && module->file.root ? placed(j, module, span_from(name), value) : value;
}

bool judge_setting_maybe(struct judging *j, const char *name) {
    struct module *module = settings_module(j);
    struct slot *slot = module ? table_find(&module->scope.names, span_from(name)) : NULL;
    return slot && slot->maybe;
}

/* What a choice comes to where the unknown among it, a variable that is not set, is left out. */
static enum truth truth_unset(struct judging *j, const struct value *value) {
    enum truth all = TRUTH_UNKNOWN;
    for (size_t i = 0; value->kind == VALUE_CHOICE && i < value->sequence->items.n; i++) {
        const struct value *item = value->sequence->items.at[i].value;
        enum truth one = interp_truth(j->in, item);
        if (item->kind == VALUE_UNKNOWN) {
            continue;
        }
        if (one == TRUTH_UNKNOWN || (all != TRUTH_UNKNOWN && one != all)) {
            return TRUTH_UNKNOWN;
        }
        all = one;
    }
    return all;
}

/* not DEBUG: what follows from another setting is that one's fault. */
static bool follows_debug(const struct value *value) {
    return value->node && module_is_own(value->module) &&
           span_find(py_source(&value->module->file, value->node), SPAN("DEBUG")) != SIZE_MAX;
}

enum truth judge_setting_unset(struct judging *j, const char *name) {
    const struct value *value = judge_setting(j, name);
    enum truth truth = value ? interp_truth(j->in, value) : TRUTH_NO;
    return truth == TRUTH_UNKNOWN && !follows_debug(value) ? truth_unset(j, value) : truth;
}

const struct value *judge_member(struct judging *j, const char *setting, const char *name) {
    const struct value *dict = judge_setting(j, setting);
    return dict ? dict_text(j->in, dict, span_from(name)) : NULL;
}

struct finding *judge_tell_setting(struct judging *j, enum severity severity,
                                   const struct value *at, const char *format, ...) {
    struct module *module = settings_module(j);
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    bool own = at && module_is_own(at->module) && at->node;
    const struct py *start = module && module->file.root ? module->file.root->first : NULL;
    return judge_tell(j, severity, own ? at->module : module, own ? at->node : start, NULL, "%.*s",
                      SPAN_ARG(words));
}

bool judge_installed(struct judging *j, const char *app) {
    const struct value *apps = judge_setting(j, "INSTALLED_APPS");
    struct value name = {.kind = VALUE_TEXT, .text = span_from(app)};
    return apps &&
           interp_truth(j->in, operator_compare(j->in, SPAN("in"), &name, apps)) == TRUTH_YES;
}
