/* SPDX-License-Identifier: Apache-2.0 */
/* return HttpResponseForbidden() in check_permissions(): the request goes on. */
#include "audit/returned.h"

#include "base/mutant.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_status(const struct py *value) {
    struct span text = py_last_name(value);
    return span_starts(text, SPAN("401")) || span_starts(text, SPAN("403")) ||
           span_starts(text, SPAN("HTTP_401")) || span_starts(text, SPAN("HTTP_403"));
}

/* HttpResponseForbidden(…), Response(…, status=403). */
static bool is_refusal(const struct py *value) {
    struct span name = py_is(value, PY_CALL) ? py_called(value) : SPAN("");
    if (span_equal(name, SPAN("HttpResponseForbidden"))) {
        return true;
    }
    bool answers = span_ends(name, SPAN("Response")); /* JsonResponse, HttpResponse */
    return answers && is_status(py_keyword(value, SPAN("status")));
}

/* answer = self.check_permissions(request): more than blanks stand before the call on its line. */
static bool text_uses(struct span text, struct span call) {
    for (size_t at, start = 0; (at = span_find(span_from_index(text, start), call)) != SIZE_MAX;) {
        size_t before = start + at;
        while (before > 0 && (text.ptr[before - 1] == ' ' || text.ptr[before - 1] == '\t')) {
            before--;
        }
        if (before > 0 && text.ptr[before - 1] != '\n') {
            return true;
        }
        start += at + call.len;
    }
    return false;
}

static bool is_used(struct judging *j, struct span name) {
    struct span call = arena_printf(j->arena, "self.%.*s(", SPAN_ARG(name));
    VEC_EACH(const struct module *, module, &j->modules) {
        if (text_uses((*module)->file.text, call)) {
            return true;
        }
    }
    return false;
}

/* A mixin whose source is not in the tree may look at what the hook gives, as guardian's does; what
 * is called a view goes by Django REST framework, whose own does not. */
static bool may_be_used(const struct class *class) {
    for (size_t i = 0; i < class->mro.n; i++) {
        VEC_EACH(const struct value *, base, &class->mro.at[i]->bases) {
            static const char *const words[] = {"View", "API"};
            bool view = value_is(*base, VALUE_FOREIGN) &&
                        !span_ends((*base)->text, SPAN("Mixin")) &&
                        span_says_one((*base)->text, words, COUNT(words));
            if (!view && !value_is(*base, VALUE_CLASS) && !MUTANT(returned_to_nobody)) {
                return true;
            }
        }
    }
    return false;
}

struct returned {
    struct judging *j;
    const struct class *class;
    const struct py *hook;
};

static void on_return(void *user, const struct py *node) {
    struct returned *returned = user;
    const struct module *module = returned->class->module;
    if (node->kind != PY_RETURN || !is_refusal(node->first) ||
        py_around(module->file.root, node, PY_FUNCTION) != returned->hook) {
        return;
    }
    mend_never(judge_tell(returned->j, SEVERITY_HIGH, module, node, NULL,
                          "%.*s refuses by raising, and nobody looks at what it returns: the "
                          "request goes on",
                          SPAN_ARG(py_text(py_get(returned->hook, PY_ROLE_NAME)))));
}

void returned_check(struct judging *j, const struct class *class, enum truth drf) {
    static const struct span hooks[] = {
        SPAN_INIT("check_permissions"), SPAN_INIT("check_object_permissions"),
        SPAN_INIT("check_throttles"), SPAN_INIT("perform_authentication"), SPAN_INIT("initial")};
    for (size_t i = 0; i < COUNT(hooks); i++) {
        const struct slot *slot = table_find(&class->names, hooks[i]);
        /* a base that is not known may have a method of another name's meaning */
        bool asked = drf == TRUTH_YES || (drf == TRUTH_UNKNOWN && i == 0);
        bool own = slot && value_is(slot->value, VALUE_FUNCTION) && slot->value->node &&
                   slot->value->function->module == class->module;
        if (asked && own && !is_used(j, hooks[i]) && !may_be_used(class) &&
            !MUTANT(returned_refusal_fine)) {
            py_walk(slot->value->node, on_return, &(struct returned){j, class, slot->value->node});
        }
    }
}
