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
    struct class *class; /* whose method it is; NULL: nobody's */
    unsigned depth;
    bool header;  /* it reads one that is no credential */
    bool plain;   /* one that tells no address */
    bool address; /* by which an address is told */
    bool named;   /* it names what may be a secret, or else an address that is let in */
    bool other;   /* it asks something else, which may be a secret */
    bool asked;   /* it reads something else that the caller sent */
};

#define SAYS(text, words) span_says_one_nocase(text, words, COUNT(words))

/* What only the right caller knows. */
static const char *const secret[] = {"auth",      "key",  "token",    "secret",     "cookie",
                                     "signature", "sign", "password", "credential", "jwt"};

static void on_header(struct belief *belief, struct span name) {
    /* What a server in front sets. */
    static const char *const passed[] = {"remote_addr", "host", "server_", "method",
                                         "content",     "ssl",  "cert",    "proto"};
    static const char *const address[] = {"forwarded", "real_ip",   "real-ip",
                                          "client_ip", "client-ip", "connecting"};
    if (SAYS(name, secret)) {
        belief->other = true;
    } else if (!SAYS(name, passed)) {
        belief->header = true;
        belief->plain |= !SAYS(name, address);
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

static bool is_harmless(struct span name) {
    static const char *const names[] = {"get",        "strip",        "lower",        "upper",
                                        "split",      "rsplit",       "startswith",   "casefold",
                                        "endswith",   "removeprefix", "removesuffix", "partition",
                                        "ip_address", "ip_network",   "int",          "bool",
                                        "str",        "any",          "all",          "set"};
    return span_is_one(name, names, COUNT(names));
}

static void on_call(struct belief *belief, const struct py *call) {
    const struct py *named = py_get(call, PY_ROLE_FUNCTION);
    const struct function *own = helper(belief, named);
    if (own) {
        believe(belief, own->module, own->node);
    } else {
        belief->other |= !is_harmless(py_called(call));
    }
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

/* A long text that nobody guesses is a secret, though it stands in the source. */
static bool is_unguessable(struct span text) {
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        digit |= text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return digit && text.len >= SECRET_LEAST && span_find_byte(text, '.') == SIZE_MAX;
}

/* What is known, and is no text that somebody made up, can be guessed. None is there to be filled.
 */
static bool is_plain(const struct value *value) {
    bool plain = value_is(value, VALUE_SEQUENCE) && !value->sequence->open;
    for (size_t i = 0; plain && i < value->sequence->items.n; i++) {
        plain = is_plain(value->sequence->items.at[i].value);
    }
    return plain || (value_is(value, VALUE_TEXT) && !is_unguessable(value->text)) ||
           value_is(value, VALUE_INT) || value_is(value, VALUE_BOOL) ||
           (value_is(value, VALUE_SEQUENCE) && MUTANT(believed_lists_plain));
}

struct setting {
    struct span name;
    bool found;
};

static void on_set(void *user, const struct py *node) {
    struct setting *setting = user;
    const struct py *left = node->kind == PY_ASSIGN ? py_get(node, PY_ROLE_LEFT) : NULL;
    setting->found |= py_is(left, PY_ATTRIBUTE) &&
                      py_named(py_get(left, PY_ROLE_OBJECT), SPAN("self")) &&
                      span_equal(py_text(py_get(left, PY_ROLE_ATTRIBUTE)), setting->name);
}

/* What the class has for the name is known, is no function that gives it, and stays so. */
static bool stays_plain(struct belief *belief, struct span name) {
    struct setting setting = {name, false};
    for (size_t i = 0; i < belief->class->mro.n; i++) {
        const struct class *each = belief->class->mro.at[i];
        if (each->node && module_is_own(each->module)) {
            py_walk(each->node, on_set, &setting);
        }
    }
    return !setting.found && is_plain(class_get(belief->j->in, belief->class, name, NULL, NULL));
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
    belief->named |= slot && !is_plain(value) && !value_is(value, VALUE_FUNCTION) &&
                     !value_is(value, VALUE_MODULE) && !MUTANT(believed_names_plain);
}

struct uses {
    struct span name;
    size_t all, called, imported;
};

static void on_use(void *user, const struct py *node) {
    struct uses *uses = user;
    uses->all += py_named(node, uses->name);
    PY_EACH(each, node->kind == PY_DOTTED || node->kind == PY_ALIASED ? node : NULL) {
        uses->imported += py_named(each, uses->name);
    }
    const struct py *of = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    while (py_is(of, PY_ATTRIBUTE)) {
        of = py_get(of, PY_ROLE_OBJECT);
    }
    uses->called += py_named(of, uses->name);
}

/* from django.conf import settings, in the method itself. What is called is judged as a call. */
static void on_import(struct belief *belief, const struct py *import) {
    PY_EACH(each, import) {
        const struct py *alias = each->kind == PY_ALIASED ? py_get(each, PY_ROLE_ALIAS) : NULL;
        const struct py *name = each->kind == PY_ALIASED ? py_get(each, PY_ROLE_NAME) : each;
        struct span rest = py_source(&belief->module->file, alias ? alias : name);
        struct uses uses = {.name = span_cut(&rest, '.')};
        py_walk(py_get(belief->function, PY_ROLE_BODY), on_use, &uses);
        belief->named |= each->role == PY_ROLE_NAME &&
                         (uses.all > uses.called + uses.imported || MUTANT(believed_any_import));
    }
}

/* self.secret, settings.GATE_SECRET, request.user. */
static void on_attribute(struct belief *belief, const struct py *node) {
    static const char *const asked[] = {"user", "auth", "session", "data", "objects"};
    static const char *const sent[] = {"GET", "POST", "query_params", "body"};
    struct span name = py_text(py_get(node, PY_ROLE_ATTRIBUTE));
    const struct py *of = py_get(node, PY_ROLE_OBJECT);
    belief->other |= span_is_one(name, asked, COUNT(asked));
    belief->asked |= span_is_one(name, sent, COUNT(sent));
    bool own = belief->class && (py_named(of, SPAN("self")) || py_named(of, SPAN("cls")) ||
                                 py_named(of, belief->class->name));
    if (own && !MUTANT(believed_class_plain)) {
        belief->named |= !stays_plain(belief, name);
    }
    belief->other |= py_is(of, PY_NAME) && py_named(of, SPAN("settings")) && SAYS(name, secret);
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
        on_attribute(belief, node);
    } else if (node->kind == PY_IMPORT || node->kind == PY_IMPORT_FROM) {
        on_import(belief, node);
    } else if (node->kind == PY_NAME) {
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
    struct belief belief = {.j = j, .class = e->permissions.all.at[0].class};
    believe(&belief, own.module, own.node);
    *out = (struct opening){own, "its permission believes a header that every caller may set"};
    bool secret_named = belief.named && (belief.plain || belief.asked || !belief.address);
    return belief.header && !belief.other && !secret_named;
}
