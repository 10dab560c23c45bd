/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens taken apart and verified by hand: which part is read, and what the header may choose. */
#include "audit/judge.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool says(struct span text, const char *word) {
    return span_find(text, span_from(word)) != SIZE_MAX;
}

/* A function at the top of the module, by its name. */
static const struct py *function_named(const struct module *module, struct span name) {
    PY_EACH(statement, module->file.root) {
        const struct py *definition = py_definition(statement);
        if (name.len && py_is(definition, PY_FUNCTION) &&
            py_named(py_get(definition, PY_ROLE_NAME), name)) {
            return definition;
        }
    }
    return NULL;
}

/* base64.urlsafe_b64decode(…), or the module's own function around it. */
static bool is_base64(const struct module *module, const struct py *call) {
    struct span name = py_called(call);
    const struct py *own = function_named(module, name);
    bool helper = own && says(py_source(&module->file, own), "b64decode") &&
                  !says(py_source(&module->file, own), "split(");
    return span_ends(name, SPAN("b64decode")) || span_ends(name, SPAN("base64url_decode")) ||
           helper;
}

struct parts {
    const struct py_file *file;
    struct span second; /* the name of the second of three */
};

/* header, payload, signature = token.split("."); payload = token.split(".")[1] */
static void on_assign(void *user, const struct py *node) {
    struct parts *parts = user;
    const struct py *left = node->kind == PY_ASSIGN ? py_get(node, PY_ROLE_LEFT) : NULL;
    struct span right = left ? py_source(parts->file, py_get(node, PY_ROLE_RIGHT)) : SPAN("");
    bool dots = says(right, "split(\".\"") || says(right, "split('.'");
    if (!dots) {
        return;
    }
    if (py_is(left, PY_TUPLE) && py_count(left) == 3) {
        parts->second = py_text(py_at(left, 1));
    } else if (py_is(left, PY_NAME) && span_ends(right, SPAN("[1]"))) {
        parts->second = py_text(left);
    }
}

static void on_name(void *user, const struct py *node) {
    struct span *name = user;
    if (name->len && py_named(node, *name)) {
        *name = (struct span){0};
    }
}

/* Whether the call decodes the second part of what was cut at the dots. */
static bool reads_second(const struct module *module, const struct py *function,
                         const struct py *call) {
    struct parts parts = {&module->file, {0}};
    py_walk(function, on_assign, &parts);
    struct span name = parts.second;
    py_walk(py_get(call, PY_ROLE_ARGUMENTS), on_name, &name);
    struct span source = py_source(&module->file, call);
    return (parts.second.len && !name.len) || says(source, "split(\".\")[1]") ||
           says(source, "split('.')[1]");
}

bool judge_decodes_by_hand(struct judging *j, const struct module *module, const struct py *call) {
    (void)j;
    const struct py *function = py_around(module->file.root, call, PY_FUNCTION);
    struct span source = function ? py_source(&module->file, function) : SPAN("");
    if (!function || !is_base64(module, call) || !says(source, "loads(")) {
        return false;
    }
    bool cut = says(source, "split(\".\"") || says(source, "split('.'");
    bool named = says(source, "payload") || says(source, "claims") || says(source, "body");
    bool header = says(source, "split(\".\")[0]") || says(source, "split('.')[0]");
    struct parts parts = {&module->file, {0}};
    py_walk(function, on_assign, &parts);
    return cut && (reads_second(module, function, call) || (!parts.second.len && named && !header));
}

struct search {
    struct judging *j;
    const struct module *module;
    const struct py_file *file;
    const struct py *found;
};

static bool gives(const struct py *block) {
    PY_EACH(statement, block) {
        if (statement->kind == PY_RETURN && statement->first && statement->first->kind != PY_NONE &&
            statement->first->kind != PY_FALSE) {
            return true;
        }
    }
    return false;
}

static bool refuses(const struct py *block) {
    PY_EACH(statement, block) {
        if (statement->kind == PY_RAISE || (statement->kind == PY_RETURN && !gives(block))) {
            return true;
        }
    }
    return false;
}

static void on_none(void *user, const struct py *node) {
    struct search *search = user;
    bool branch = node->kind == PY_IF || node->kind == PY_ELIF;
    const struct py *condition = branch ? py_get(node, PY_ROLE_CONDITION) : NULL;
    struct span text = condition ? py_source(search->file, condition) : SPAN("");
    bool none = span_find_nocase(text, SPAN("\"none\"")) != SIZE_MAX ||
                span_find_nocase(text, SPAN("'none'")) != SIZE_MAX;
    const struct py *block = py_get(node, PY_ROLE_CONSEQUENCE);
    if (!none || !says(text, "alg")) {
        return;
    }
    bool other = says(text, "!=") || says(text, "not in");
    if (other ? judge_checks(search->file, block) &&
                    !span_says_one(text, (const char *[]){" and "}, 1)
              : gives(block) && !refuses(block)) {
        search->found = condition;
    }
}

const struct py *judge_takes_none(const struct py_file *file, const struct py *function) {
    struct search search = {.file = file};
    py_walk(function, on_none, &search);
    return search.found;
}

/* The names of keys in what a check is given. */
struct keys {
    struct judging *j;
    struct span names[8];
    size_t n;
};

static void on_key(void *user, const struct py *node) {
    struct keys *keys = user;
    struct span name = py_is(node, PY_ATTRIBUTE) ? py_text(py_get(node, PY_ROLE_ATTRIBUTE))
                       : py_is(node, PY_NAME)    ? py_text(node)
                                                 : SPAN("");
    static const char *const words[] = {"key", "KEY", "pem", "PEM", "secret", "SECRET", "cert"};
    if (span_says_one(name, words, COUNT(words)) && !says(name, "load_") && !says(name, "import") &&
        keys->n < COUNT(keys->names)) {
        keys->names[keys->n++] = name;
    }
}

struct confusion {
    struct judging *j;
    const struct module *module;
    struct keys secrets, publics;
    const struct py *hmac;
};

static bool is_public(struct span source) {
    static const char *const words[] = {"load_pem_public_key", "import_key",   "importKey",
                                        "load_ssh_public_key", "VerifyingKey", "from_pem(",
                                        "public_key()"};
    return span_says_one(source, words, COUNT(words));
}

/* hmac.new(key, …) and load_pem_public_key(key), or the module's own functions around them. */
static void on_check(void *user, const struct py *node) {
    struct confusion *confusion = user;
    if (node->kind != PY_CALL) {
        return;
    }
    const struct py *arguments = py_get(node, PY_ROLE_ARGUMENTS);
    struct span name = judge_dotted(confusion->j, py_get(node, PY_ROLE_FUNCTION));
    const struct py *own = function_named(confusion->module, py_called(node));
    struct span source =
        own ? py_source(&confusion->module->file, own) : py_source(&confusion->module->file, node);
    bool hmac =
        own ? says(source, "hmac.new(") && !is_public(source) : span_ends(name, SPAN("hmac.new"));
    bool public =
        own ? is_public(source) && !says(source, "hmac.new(")
            : is_public(py_source(&confusion->module->file, py_get(node, PY_ROLE_FUNCTION)));
    if (hmac) {
        confusion->hmac = node;
        py_walk(own ? arguments : arguments ? arguments->first : NULL, on_key, &confusion->secrets);
    } else if (public) {
        py_walk(arguments, on_key, &confusion->publics);
    }
}

const struct py *judge_confuses_keys(struct judging *j, const struct module *module,
                                     const struct py *function) {
    struct confusion confusion = {.j = j, .module = module};
    if (!says(py_source(&module->file, function), "alg")) {
        return NULL;
    }
    py_walk(py_get(function, PY_ROLE_BODY), on_check, &confusion);
    for (size_t i = 0; i < confusion.secrets.n; i++) {
        for (size_t k = 0; k < confusion.publics.n; k++) {
            if (span_equal(confusion.secrets.names[i], confusion.publics.names[k])) {
                return confusion.hmac;
            }
        }
    }
    return NULL;
}
