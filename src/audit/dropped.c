/* SPDX-License-Identifier: Apache-2.0 */
/* self.handle_no_permission() on a line of its own: the request goes on. */
#include "audit/dropped.h"

#include "audit/mend.h"
#include "base/mutant.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct dropped {
    struct judging *j;
    const struct module *module;
};

/* PermissionDenied("no"), as an exception that nobody raises. */
static bool is_exception(struct span name) {
    static const char *const names[] = {"PermissionDenied", "NotAuthenticated",
                                        "AuthenticationFailed"};
    return span_is_one(name, names, COUNT(names));
}

/* HttpResponseForbidden("no"), as an answer that nobody gives. */
static bool is_answer(struct span name) {
    static const char *const names[] = {"HttpResponseForbidden", "redirect_to_login"};
    return span_is_one(name, names, COUNT(names));
}

static bool raises_itself(struct span class) {
    static const char *const words[] = {"raise_exception", "def handle_no_permission"};
    return span_says_one(class, words, COUNT(words));
}

/* Django's own, whose handle_no_permission() is known. */
static bool is_plain_view(struct span name) {
    static const char *const views[] = {"View",       "TemplateView", "RedirectView",
                                        "ListView",   "DetailView",   "FormView",
                                        "CreateView", "UpdateView",   "DeleteView"};
    return span_is_one(name, views, COUNT(views));
}

/* A mixin beside which a stranger comes as far as the call. Who has logged in, as those behind
 * LoginRequiredMixin have, makes it raise. */
static bool is_mixin(struct span name) {
    static const char *const mixins[] = {"AccessMixin", "UserPassesTestMixin"};
    return span_is_one(name, mixins, COUNT(mixins));
}

/* self.handle_no_permission() of Django's, which gives a redirect and raises nothing for who has
 * not logged in, but where raise_exception says so. */
static bool is_handler(const struct module *module, const struct py *call) {
    const struct py *holder = py_receiver(call);
    bool own = py_named(holder, SPAN("self")) || span_equal(py_called(holder), SPAN("super"));
    const struct py *class = own ? py_around(module->file.root, call, PY_CLASS) : NULL;
    bool django = false, other = false;
    PY_EACH(base, py_get(class, PY_ROLE_SUPERCLASSES)) {
        django |= is_mixin(py_last_name(base));
        other |= !is_mixin(py_last_name(base)) && !is_plain_view(py_last_name(base));
    }
    return django && (!other || MUTANT(handlers_anywhere)) &&
           span_equal(py_called(call), SPAN("handle_no_permission")) &&
           !raises_itself(py_source(&module->file, class));
}

/* with assertRaises(...): PermissionDenied() */
static bool is_tried(const struct module *module, const struct py *node) {
    return py_around(module->file.root, node, PY_WITH) != NULL;
}

static void on_node(void *user, const struct py *node) {
    const struct dropped *dropped = user;
    const struct py *call = node->kind == PY_EXPRESSION ? node->first : NULL;
    if (!call || call->kind != PY_CALL || call->next) {
        return;
    }
    struct span name = py_called(call);
    bool exception = is_exception(name);
    bool refusal = exception || is_answer(name) || is_handler(dropped->module, call);
    if (!refusal || !py_around(dropped->module->file.root, node, PY_FUNCTION) ||
        is_tried(dropped->module, node) || MUTANT(refusals_dropped)) {
        return;
    }
    struct finding *finding = judge_tell(dropped->j, SEVERITY_HIGH, dropped->module, node, NULL,
                                         "%.*s is made and not %s: the request goes on",
                                         SPAN_ARG(name), exception ? "raised" : "returned");
    mend_bytes(dropped->j, finding, dropped->module, node->start, node->start, "%s ",
               exception ? "raise" : "return");
    mend_loses(finding, "the guard takes effect: who does not pass it is refused from then on");
}

void dropped_check(struct judging *j, const struct module *module) {
    static const char *const words[] = {"PermissionDenied",     "NotAuthenticated",
                                        "AuthenticationFailed", "HttpResponseForbidden",
                                        "redirect_to_login",    "handle_no_permission"};
    if (span_says_one(module->file.text, words, COUNT(words))) {
        py_walk(module->file.root, on_node, &(struct dropped){j, module});
    }
}
