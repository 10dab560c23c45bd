/* SPDX-License-Identifier: Apache-2.0 */
/* Permissions that ask a header which every caller may set, and nothing else. */
#include "audit/judge.h"

#include "base/mutant.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum { DEPTH_MOST = 2, SECRET_LEAST = 12 };

struct belief {
    struct judging *j;
    const struct module *module;
    const struct py *function;
    unsigned depth;
    bool header;  /* it reads one that is no credential */
    bool address; /* by which an address is told */
    bool other;   /* it asks something else, which may be a secret */
};

#define SAYS(text, words) span_says_one_nocase(text, words, COUNT(words))

static void on_header(struct belief *belief, struct span name) {
    /* What a server in front sets, or what only the right caller knows. */
    static const char *const passed[] = {"remote_addr", "host", "server_", "method",
                                         "content",     "ssl",  "cert",    "proto"};
    static const char *const secret[] = {"auth",      "key",  "token",    "secret",     "cookie",
                                         "signature", "sign", "password", "credential", "jwt"};
    static const char *const address[] = {"forwarded", "real_ip",   "real-ip",
                                          "client_ip", "client-ip", "connecting"};
    if (SAYS(name, secret)) {
        belief->other = true;
    } else if (!SAYS(name, passed)) {
        belief->header = true;
        belief->address |= SAYS(name, address);
    }
}

static void believe(struct belief *belief, const struct module *module, const struct py *function);

/* A function of the project's own that is handed the request. */
static const struct function *helper(struct belief *belief, const struct py *named) {
    const struct value *value =
        py_is(named, PY_NAME) && belief->depth < DEPTH_MOST
            ? module_get(belief->j->in, (struct module *)belief->module, py_text(named))
            : NULL;
    bool own = value_is(value, VALUE_FUNCTION) && module_is_own(value->function->module) &&
               value->function->node;
    return own ? value->function : NULL;
}

static void on_call(struct belief *belief, const struct py *call) {
    static const char *const harmless[] = {
        "get",          "strip",      "lower",      "upper",      "split",
        "rsplit",       "startswith", "casefold",   "endswith",   "removeprefix",
        "removesuffix", "partition",  "ip_address", "ip_network", "int",
        "bool",         "str",        "any",        "all",        "set"};
    const struct py *named = py_get(call, PY_ROLE_FUNCTION);
    struct span name = py_called(call);
    const struct function *own = helper(belief, named);
    if (own) {
        believe(belief, own->module, own->node);
        return;
    }
    for (size_t i = 0; i < COUNT(harmless); i++) {
        if (span_equal(name, span_from(harmless[i]))) {
            return;
        }
    }
    belief->other = true;
}

static bool anything(struct span source) {
    (void)source;
    return true;
}

static bool is_parameter(const struct belief *belief, struct span name) {
    PY_EACH(each, py_get(belief->function, PY_ROLE_PARAMETERS)) {
        if (py_named(each, name) || span_starts(py_source(&belief->module->file, each), name)) {
            return true;
        }
    }
    return false;
}

/* A name of the module's that stands for what is no text may be a secret of the environment. */
static void on_name(struct belief *belief, struct span name) {
    if (is_parameter(belief, name) ||
        judge_assigned(&belief->module->file, belief->function, name, anything)) {
        return;
    }
    struct module *module = (struct module *)belief->module;
    const struct slot *slot = table_find(&module->scope.names, name);
    const struct value *value = slot ? module_get(belief->j->in, module, name) : NULL;
    belief->other |= slot && !value_is(value, VALUE_TEXT) && !value_is(value, VALUE_SEQUENCE) &&
                     !value_is(value, VALUE_INT) && !value_is(value, VALUE_FUNCTION);
}

/* A long text that nobody guesses is a secret, though it stands in the source. */
static bool is_unguessable(struct span text) {
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        digit |= text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return digit && text.len >= SECRET_LEAST && span_find_byte(text, '.') == SIZE_MAX;
}

static void on_node(void *user, const struct py *node) {
    struct belief *belief = user;
    struct py_lookup lookup = py_lookup(node);
    struct span of = lookup.of ? judge_dotted(belief->j, lookup.of) : SPAN("");
    if (span_find(of, SPAN("request.headers")) != SIZE_MAX ||
        span_find(of, SPAN("request.META")) != SIZE_MAX) {
        if (py_is(lookup.key, PY_STRING)) {
            on_header(belief, py_text(lookup.key));
        } else {
            belief->other = true;
        }
    }
    if (node->kind == PY_CALL) {
        on_call(belief, node);
    } else if (node->kind == PY_ATTRIBUTE) {
        static const char *const asked[] = {"user", "auth", "session", "data", "objects"};
        struct span name = py_text(py_get(node, PY_ROLE_ATTRIBUTE));
        for (size_t i = 0; i < COUNT(asked); i++) {
            belief->other |= span_equal(name, span_from(asked[i]));
        }
    } else if (node->kind == PY_NAME && !belief->address) {
        on_name(belief, py_text(node));
    } else if (node->kind == PY_STRING) {
        belief->other |= is_unguessable(py_text(node));
    }
}

static void believe(struct belief *belief, const struct module *module, const struct py *function) {
    struct belief before = *belief;
    struct span source = py_source(&module->file, function);
    static const char *const trusted[] = {"[-1]", "proxies", "trusted"};
    belief->module = module;
    belief->function = function;
    belief->depth++;
    belief->address |= span_find_nocase(source, SPAN("forwarded_for")) != SIZE_MAX ||
                       span_find_nocase(source, SPAN("forwarded-for")) != SIZE_MAX;
    belief->other |= SAYS(source, trusted);
    py_walk(py_get(function, PY_ROLE_BODY), on_node, belief);
    belief->module = before.module;
    belief->function = before.function;
    belief->depth = before.depth;
}

bool endpoint_believes_header(struct judging *j, const struct endpoint *e, struct opening *out) {
    bool asked = e->decided && e->anonymous == ACCESS_UNDECIDED && e->kind == VIEW_DRF &&
                 module_is_own(e->module) && !endpoint_is_public(e) && !MUTANT(headers_believed);
    struct written own = asked ? endpoint_own_permission(j, e) : (struct written){NULL, NULL};
    if (!own.node) {
        return false;
    }
    struct belief belief = {.j = j};
    believe(&belief, own.module, own.node);
    *out = (struct opening){own, "its permission believes a header that every caller may set"};
    return belief.header && !belief.other;
}
