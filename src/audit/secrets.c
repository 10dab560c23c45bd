/* SPDX-License-Identifier: Apache-2.0 */
/* Which expressions are credentials, and which digests of them. */
#include "audit/judge.h"

#include "base/mutant.h"

static const char *const digest_words[] = {"digest",      "sha1",         "sha2",   "sha3",
                                           "sha5",        "hash",         "blake2", "hmac",
                                           "fingerprint", "make_password"};
static const char *const secrets[] = {
    "token",     "raw_token",     "access_token", "refresh_token", "password",      "passwd",
    "secret",    "authorization", "auth_header",  "api_key",       "apikey",        "credentials",
    "jwt_token", "bearer",        "raw_key",      "secret_key",    "client_secret", "id_token"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

bool judge_says_digest(struct span text) {
    return span_says_one_nocase(text, digest_words, COUNT(digest_words));
}

struct assigned {
    const struct py_file *file;
    struct span name;
    bool (*is)(struct span source);
    bool found;
};

static void on_assignment(void *user, const struct py *node) {
    struct assigned *assigned = user;
    const struct py *target = node->kind == PY_ASSIGN ? py_get(node, PY_ROLE_LEFT) : NULL;
    if (!target) {
        return;
    }
    bool named = py_named(target, assigned->name);
    PY_EACH(each, target->kind == PY_TUPLE ? target : NULL) {
        named |= py_named(each, assigned->name);
    }
    const struct py *given = named ? py_get(node, PY_ROLE_RIGHT) : NULL;
    assigned->found |= given && assigned->is(py_source(assigned->file, given));
}

bool judge_assigned(const struct py_file *file, const struct py *function, struct span name,
                    bool (*is)(struct span source)) {
    struct assigned assigned = {file, name, is, false};
    py_walk(function, on_assignment, &assigned);
    return assigned.found;
}

bool judge_is_digest(const struct py_file *file, const struct py *function,
                     const struct py *expression) {
    return judge_says_digest(py_source(file, expression)) ||
           (py_is(expression, PY_NAME) &&
            judge_assigned(file, function, py_text(expression), judge_says_digest));
}

static bool is_secret(struct span name) {
    return span_is_one_nocase(name, secrets, COUNT(secrets));
}

static bool names_header(struct span text) {
    return span_equal_nocase(text, SPAN("Authorization")) ||
           span_equal(text, SPAN("HTTP_AUTHORIZATION"));
}

/* len(token), digest(token): what comes out is no credential; .get("Authorization") is, and
 * "… {}".format(token). */
static bool call_holds(const struct py *call) {
    static const char *const texts[] = {"format", "str", "repr", "_", "gettext"};
    struct span method = py_called(call);
    const struct py *arguments = py_get(call, PY_ROLE_ARGUMENTS);
    if (span_equal(method, SPAN("get"))) {
        PY_EACH(argument, arguments) {
            if (argument->kind == PY_STRING && names_header(py_text(argument))) {
                return true;
            }
        }
        return false;
    }
    return span_is_one(method, texts, COUNT(texts)) && judge_holds_credential(arguments);
}

bool judge_holds_credential(const struct py *node) {
    if (!node || node->kind == PY_COMPARE || node->kind == PY_NOT) {
        return false;
    }
    if (node->kind == PY_NAME) {
        return is_secret(py_text(node));
    }
    if (node->kind == PY_STRING && node->role != PY_ROLE_NONE) {
        return names_header(py_text(node));
    }
    if (node->kind == PY_KEYWORD || node->kind == PY_PAIR) {
        return judge_holds_credential(py_get(node, PY_ROLE_VALUE));
    }
    if (node->kind == PY_ATTRIBUTE) { /* card.secret may be anything */
        struct span name = py_text(py_get(node, PY_ROLE_ATTRIBUTE));
        return is_secret(name) && !span_equal(name, SPAN("secret"));
    }
    if (node->kind == PY_CALL) {
        return call_holds(node);
    }
    PY_EACH(child, node) {
        if (judge_holds_credential(child)) {
            return true;
        }
    }
    return false;
}

bool judge_checks_password(const struct py *node) {
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    return py_is(named, PY_ATTRIBUTE) &&
           span_equal(py_text(py_get(named, PY_ROLE_ATTRIBUTE)), SPAN("check_password"));
}

/* "api_key", "X-API-Key", "HTTP_X_API_KEY": what is asked for by it is a credential. */
static bool asks_secret(struct span word) {
    static const struct span fronts[] = {SPAN_INIT("HTTP_"), SPAN_INIT("X-"), SPAN_INIT("X_")};
    char name[32];
    for (size_t i = 0; i < COUNT(fronts); i++) {
        bool front = span_starts_nocase(word, fronts[i]);
        word = front ? span_from_index(word, fronts[i].len) : word;
    }
    size_t n = word.len < sizeof(name) ? word.len : 0;
    for (size_t i = 0; i < n; i++) {
        name[i] = (char)(word.ptr[i] == '-' ? '_' : word.ptr[i]);
    }
    return n && is_secret((struct span){name, n}) && !MUTANT(asked_unseen);
}

/* What stands up to a bracket that was opened; *rest: what follows it. */
static struct span cut_bracket(struct span *rest) {
    size_t depth = 1, at = 0;
    for (; at < rest->len && depth; at++) {
        depth += rest->ptr[at] == '(' || rest->ptr[at] == '[';
        depth -= rest->ptr[at] == ')' || rest->ptr[at] == ']';
    }
    struct span within = span_slice(*rest, 0, at ? at - 1 : 0);
    *rest = span_from_index(*rest, at);
    return within;
}

static bool take(struct span *source, struct span front) {
    bool there = span_starts(*source, front);
    *source = there ? span_from_index(*source, front.len) : *source;
    return there;
}

static const char *const of_it[] = {"decode", "encode", "strip",   "lstrip", "rstrip",
                                    "split",  "rsplit", "replace", "format", "removeprefix"};

/* What is done to it leaves it what it is: .split()[1], and not .count("."), ["kind"]. */
static bool keeps(struct span rest) {
    while (rest.len && !MUTANT(asked_kept)) {
        if (take(&rest, SPAN("["))) {
            struct span index = cut_bracket(&rest);
            if (span_find_byte(index, '"') != SIZE_MAX || span_find_byte(index, '\'') != SIZE_MAX) {
                return false;
            }
        } else if (take(&rest, SPAN("."))) {
            size_t end = span_find_byte(rest, '(');
            struct span name = span_slice(rest, 0, end == SIZE_MAX ? rest.len : end);
            bool parts =
                span_equal(name, SPAN("partition")) || span_equal(name, SPAN("rpartition"));
            if (!parts && !span_is_one(name, of_it, COUNT(of_it))) {
                return false;
            }
            rest = span_from_index(rest, name.len + 1);
            (void)cut_bracket(&rest);
        } else {
            return true;
        }
    }
    return true;
}

/* request.META["HTTP_X_API_KEY"], request.GET.get("api_key", ""): a credential by its name. */
static bool is_asked(struct span source) {
    static const char *const places[] = {"META", "headers",      "GET",    "POST",
                                         "data", "query_params", "COOKIES"};
    (void)take(&source, SPAN("self."));
    bool found = false, request = take(&source, SPAN("request."));
    for (size_t i = 0; request && !found && i < COUNT(places); i++) {
        found = take(&source, span_from(places[i]));
    }
    bool read = found && (take(&source, SPAN(".get(")) || take(&source, SPAN(".getlist(")) ||
                          take(&source, SPAN(".pop(")) || take(&source, SPAN("[")));
    struct span key = read ? span_trim(cut_bracket(&source)) : SPAN("");
    char quote = key.len ? key.ptr[0] : '\0';
    if (quote != '"' && quote != '\'') {
        return false;
    }
    key = span_from_index(key, 1);
    key = span_cut(&key, quote);
    return (names_header(key) || asks_secret(key)) && keeps(source);
}

/* Of what the caller shows itself: parts of it, and not what somebody found by it. */
static bool is_shown(struct span source) {
    static const char *const asks[] = {" in ", " is ", "==", "!=", "startswith", "bool(", "len("};
    return (span_starts(source, SPAN("get_authorization_header(")) ||
            span_starts(source, SPAN("authentication.get_authorization_header(")) ||
            is_asked(source)) &&
           !span_says_one(source, asks, COUNT(asks));
}

/* Its first part is the scheme's name. */
static bool is_split(struct span source) {
    return span_find(source, SPAN("split(")) != SIZE_MAX ||
           span_find(source, SPAN("partition(")) != SIZE_MAX;
}

static bool is_scheme(struct span name) {
    static const char *const names[] = {"scheme", "kind",    "type",   "auth_type",
                                        "prefix", "keyword", "method", "_"};
    return span_is_one(name, names, COUNT(names));
}

/* A name for the header, or for parts of it. */
static bool is_part(const struct py_file *file, const struct py *function, const struct py *name) {
    return !is_scheme(py_text(name)) && !MUTANT(parts_unseen) &&
           judge_assigned(file, function, py_text(name), is_shown);
}

/* parts[1].decode(), str(parts[1]), "… {}".format(parts[1]); not digest(parts[1]), nor
 * jwt.decode(parts[1]), which gives what the credential says. */
static bool call_holds_header(const struct py_file *file, const struct py *function,
                              const struct py *call) {
    static const char *const says_it[] = {"format", "str", "repr", "force_str", "smart_str", "_"};
    const struct py *named = py_get(call, PY_ROLE_FUNCTION);
    struct span name = py_called(call);
    return (span_is_one(name, of_it, COUNT(of_it)) &&
            judge_holds_header(file, function, py_get(named, PY_ROLE_OBJECT))) ||
           (span_is_one(name, says_it, COUNT(says_it)) && !MUTANT(str_hides) &&
            judge_holds_header(file, function, py_get(call, PY_ROLE_ARGUMENTS)));
}

bool judge_holds_header(const struct py_file *file, const struct py *function,
                        const struct py *node) {
    const struct py *index = py_is(node, PY_SUBSCRIPT) ? py_get(node, PY_ROLE_SUBSCRIPT) : NULL;
    const struct py *of = index ? py_get(node, PY_ROLE_VALUE) : NULL;
    bool scheme = function && py_is(index, PY_INTEGER) && span_equal(py_text(index), SPAN("0")) &&
                  (is_split(py_source(file, of)) ||
                   judge_assigned(file, function, py_text(of), is_split)); /* parts[0] */
    if (!node || !function || scheme || node->kind == PY_COMPARE || node->kind == PY_NOT) {
        return false;
    }
    if (node->kind == PY_NAME) {
        return is_part(file, function, node);
    }
    if (node->kind == PY_CALL) {
        return call_holds_header(file, function, node);
    }
    PY_EACH(child, node) {
        if (judge_holds_header(file, function, child)) {
            return true;
        }
    }
    return false;
}
