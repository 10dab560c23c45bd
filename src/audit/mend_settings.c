/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes of settings: what a deployed module says, or says from now on. */
#include "audit/judge.h"

struct search {
    struct span name;
    const struct py *found;
    size_t n;
};

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    bool augmented = node->kind == PY_AUGMENTED;
    if ((node->kind == PY_ASSIGN || augmented) &&
        py_named(py_get(node, PY_ROLE_LEFT), search->name)) {
        search->found = node;
        search->n += augmented ? 2 : 1;
    }
}

/* The one assignment of the name in the settings module. several: there are more of them. */
static const struct py *assignment(const struct module *module, const char *name, bool *several) {
    struct search search = {.name = span_from(name)};
    py_walk(module->file.root, on_node, &search);
    *several = search.n > 1;
    return search.n == 1 ? search.found : NULL;
}

static void append(struct judging *j, struct finding *finding, const struct module *module,
                   struct span words) {
    struct span text = module->file.text;
    bool ended = !text.len || text.ptr[text.len - 1] == '\n';
    mend_bytes(j, finding, module, text.len, text.len, "%s%.*s\n", ended ? "" : "\n",
               SPAN_ARG(words));
}

void mend_setting(struct judging *j, struct finding *finding, const char *name, const char *value) {
    struct module *module = program_find(j->program, j->settings);
    bool several = false;
    if (!finding || !module || !module->file.root) {
        mend_never(finding);
        return;
    }
    const struct py *assign = assignment(module, name, &several);
    const struct py *right = py_get(assign, PY_ROLE_RIGHT);
    if (several || (right && right->parenthesized)) {
        mend_never(finding);
    } else if (right) {
        mend_node(j, finding, (struct written){module, right}, "%s", value);
    } else {
        append(j, finding, module, arena_printf(j->arena, "%s = %s", name, value));
    }
}

void mend_setting_environment(struct judging *j, struct finding *finding, const char *name,
                              const char *rest) {
    struct module *module = program_find(j->program, j->settings);
    struct span os = mend_import(j, finding, module, "os", "");
    struct span value = arena_printf(j->arena, "%.*s.environ[\"%s\"]%s", SPAN_ARG(os), name, rest);
    mend_setting(j, finding, name, value.ptr);
}

void mend_member_value(struct judging *j, struct finding *finding, const struct value *old,
                       const char *value) {
    if (!old || !old->node || old->node->parenthesized) {
        mend_never(finding);
        return;
    }
    mend_node(j, finding, (struct written){old->module, old->node}, "%s", value);
}

void mend_member(struct judging *j, struct finding *finding, const char *setting,
                 const char *pairs) {
    struct module *module = program_find(j->program, j->settings);
    bool several = false;
    if (!finding || !module || !module->file.root) {
        mend_never(finding);
        return;
    }
    const struct py *assign = assignment(module, setting, &several);
    const struct py *dict = py_get(assign, PY_ROLE_RIGHT);
    if (several || (assign && (!py_is(dict, PY_DICT) || (dict->first && !dict->first->line)))) {
        mend_never(finding);
    } else if (!assign && judge_setting(j, setting)) {
        mend_never(finding); /* made elsewhere, by something that may add to it */
    } else if (!assign) {
        append(j, finding, module, arena_printf(j->arena, "%s = {%s}", setting, pairs));
    } else {
        struct span indent = dict->first ? mend_indent(module, dict->first) : (struct span){0};
        bool lines = dict->first && indent.ptr;
        size_t at = lines ? dict->first->start : dict->start + 1;
        struct span between = lines         ? arena_printf(j->arena, ",\n%.*s", SPAN_ARG(indent))
                              : dict->first ? SPAN(", ")
                                            : SPAN("");
        mend_bytes(j, finding, module, at, at, "%s%.*s", pairs, SPAN_ARG(between));
    }
}
