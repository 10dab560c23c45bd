/* SPDX-License-Identifier: Apache-2.0 */
/* contract-mismatch: the source and the contract disagree. */
#include "audit/judge.h"
#include "base/buf.h"
#include "routes/routes.h"

struct pairing {
    struct judging *j;
    struct routes served;             /* what: struct endpoint */
    VEC(const struct endpoint *) met; /* endpoints that the contract has */
};

/* The template whatever its placeholders are called. */
static struct span unnamed(struct judging *j, struct span template) {
    BUF_SCOPE out = {0};
    bool inside = false;
    for (size_t i = 0; i < template.len; i++) {
        char c = template.ptr[i];
        inside = inside && c != '}';
        if (!inside) {
            buf_byte(&out, c);
        }
        if (c == '{') {
            inside = true;
            buf_byte(&out, 'p');
        }
    }
    return arena_dup(j->arena, buf_span(&out));
}

/* The route with and without the slash at its end. */
static const struct route *route_of(const struct routes *routes, struct judging *j,
                                    struct span path) {
    const struct route *route = routes_at(routes, path);
    if (!route && span_ends(path, SPAN("/")) && path.len > 1) {
        route = routes_at(routes, span_slice(path, 0, path.len - 1));
    } else if (!route) {
        route = routes_at(routes, arena_printf(j->arena, "%.*s/", SPAN_ARG(path)));
    }
    return route;
}

static void tell_operation(struct judging *j, const struct operation *operation,
                           const char *words) {
    (void)judge_tell_place(
        j, SEVERITY_LOW, &operation->place,
        arena_printf(j->arena, "%.*s %.*s", SPAN_ARG(operation->method), SPAN_ARG(operation->path)),
        "%.*s %.*s: %s", SPAN_ARG(operation->method), SPAN_ARG(operation->path), words);
}

static void tell_endpoint(struct judging *j, enum severity severity, const struct endpoint *e,
                          const struct operation *operation, const char *words) {
    struct finding *finding =
        judge_tell(j, severity, e->module, e->node, e, "%.*s: %s", SPAN_ARG(e->view), words);
    if (finding && operation && finding->trace.n < 8) {
        struct trace_step step = {operation->place, SPAN("what the contract says")};
        if (!vec_push(j->arena, &finding->trace, step)) {
            j->err = ERR_MEMORY;
        }
    }
}

static struct span scheme_words(struct judging *j, const struct scheme *scheme) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
        return SPAN("bearer");
    case SCHEME_BASIC:
        return SPAN("basic");
    case SCHEME_AUTHORIZATION:
        return arena_printf(j->arena, "prefix %.*s", SPAN_ARG(scheme->prefix));
    case SCHEME_HEADER:
        return arena_printf(j->arena, "header %.*s", SPAN_ARG(scheme->parameter));
    case SCHEME_QUERY:
        return arena_printf(j->arena, "query %.*s", SPAN_ARG(scheme->parameter));
    case SCHEME_COOKIE:
        return arena_printf(j->arena, "cookie %.*s", SPAN_ARG(scheme->parameter));
    case SCHEME_UNKNOWN:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return SPAN("");
}

/* Whether the contract names a scheme that travels like this. */
static bool declares(struct judging *j, const struct security *security, struct span scheme) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            struct span words = need->scheme ? scheme_words(j, need->scheme) : SPAN("");
            if (!words.len || span_equal_nocase(words, scheme)) {
                return true; /* what is not known may be it */
            }
        }
    }
    return false;
}

/* The scheme of the contract that no authenticator takes; all of the authenticators are known. */
static struct span missing_scheme(struct judging *j, const struct endpoint *e,
                                  const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            struct span words = need->scheme ? scheme_words(j, need->scheme) : SPAN("");
            bool taken = !words.len;
            VEC_EACH(const struct in_effect, each, &e->authenticators.all) {
                struct span scheme = judge_scheme(j, each);
                taken |= !scheme.len || span_equal_nocase(scheme, words);
            }
            if (!taken) {
                return need->name;
            }
        }
    }
    return SPAN("");
}

static void compare_schemes(struct judging *j, const struct endpoint *e,
                            const struct operation *operation) {
    if (!e->authenticators.all.n || e->authenticators.unknown.len) {
        return;
    }
    struct span missing = missing_scheme(j, e, &operation->security);
    if (missing.len) {
        struct span words =
            arena_printf(j->arena, "the contract declares %.*s, which no authenticator takes",
                         SPAN_ARG(missing));
        tell_endpoint(j, SEVERITY_MEDIUM, e, operation, words.ptr);
        return;
    }
    VEC_EACH(const struct in_effect, each, &e->authenticators.all) {
        struct span scheme = judge_scheme(j, each);
        if (scheme.len && !declares(j, &operation->security, scheme)) {
            struct span words = arena_printf(
                j->arena, "%.*s is taken, and the contract does not say so", SPAN_ARG(each->name));
            tell_endpoint(j, SEVERITY_LOW, e, operation, words.ptr);
            return;
        }
    }
}

static void compare(struct judging *j, const struct endpoint *e,
                    const struct operation *operation) {
    bool open =
        security_is_public(&operation->security) || security_is_optional(&operation->security);
    if (!endpoint_is_told(e)) {
        return;
    }
    if (e->anonymous == ACCESS_ALLOWED && !open) {
        tell_endpoint(j, SEVERITY_HIGH, e, operation,
                      "the contract asks for a credential, and the source lets everybody in");
    } else if (e->anonymous == ACCESS_REFUSED && open) {
        tell_endpoint(
            j, SEVERITY_LOW, e, operation,
            "the contract says that it is public, and the source refuses anonymous callers");
    } else if (e->anonymous == ACCESS_REFUSED) {
        compare_schemes(j, e, operation);
    }
}

static enum err add_served(struct pairing *p) {
    p->served.arena = p->j->arena;
    VEC_EACH(const struct endpoint, e, &p->j->endpoints->all) {
        VEC_EACH(const struct span, method, &e->methods) {
            struct span template = unnamed(p->j, e->route);
            if (!route_has(routes_at(&p->served, template), *method)) {
                TRY(routes_add(&p->served, template, *method, e));
            }
        }
    }
    return OK;
}

static enum err check_operations(struct pairing *p) {
    VEC_EACH(const struct operation, operation, &p->j->contract->operations) {
        struct span path = arena_printf(p->j->arena, "%.*s%.*s", SPAN_ARG(operation->base),
                                        SPAN_ARG(operation->path));
        const struct route *route = route_of(&p->served, p->j, unnamed(p->j, path));
        const struct endpoint *e = route_has(route, operation->method);
        if (!route) {
            tell_operation(p->j, operation, "no route of the source serves it");
        } else if (e) {
            compare(p->j, e, operation);
            if (!vec_push(p->j->arena, &p->met, e)) {
                return ERR_MEMORY;
            }
        } else {
            tell_operation(p->j, operation, "its route has no such method in the source");
        }
    }
    return OK;
}

/* The same of another settings module. */
static bool is_twin(const struct endpoint *a, const struct endpoint *b) {
    return a->methods.n && b->methods.n && span_equal(a->methods.at[0], b->methods.at[0]) &&
           span_equal(a->view, b->view);
}

static bool is_met(const struct pairing *p, const struct endpoint *e) {
    VEC_EACH(const struct endpoint *, met, &p->met) {
        /* A plain view answers every method; one of them declared is enough. */
        bool same = span_equal((*met)->route, e->route) &&
                    ((*met)->kind == VIEW_FUNCTION || is_twin(*met, e));
        if (*met == e || same) {
            return true;
        }
    }
    return false;
}

static void check(struct judging *j) {
    struct pairing p = {.j = j};
    if (!j->contract) {
        return;
    }
    j->err = add_served(&p);
    j->err = j->err == OK ? check_operations(&p) : j->err;
    if (j->err != OK) {
        return;
    }
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool api = e->kind == VIEW_DRF || e->kind == VIEW_NINJA;
        bool head = e->methods.n == 1 && span_equal(e->methods.at[0], SPAN("HEAD"));
        bool template = span_find(e->route, SPAN("…")) == SIZE_MAX;
        if (api && !head && template && module_is_own(e->module) && !is_met(&p, e)) {
            tell_endpoint(j, endpoint_is_open(e) ? SEVERITY_MEDIUM : SEVERITY_LOW, e, NULL,
                          "it is served, and the contract does not name it");
        }
    }
}

const struct audit_rule rule_contract_mismatch = {
    .record =
        {
            .id = "contract-mismatch",
            .group = "contract",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "The source and the contract disagree",
            .cwe = {"CWE-1059", "CWE-306"},
            .owasp = "API9:2023",
            .why = "Clients, gateways and scanners believe the contract. What it does not name "
                   "nobody watches; where it asks for a credential and the source does not, "
                   "everybody thinks that somebody checks.",
            .how = "With --contract: routes and operations are joined by template and method. Told "
                   "are an operation that asks for a credential while the source lets anonymous "
                   "callers in, one that is public while the source refuses them, a scheme that no "
                   "authenticator takes or that the contract does not name, and what only one of "
                   "the two has. Rows that are not decided are not held against it.",
            .fix = "Mend whichever of the two is wrong. postern audit -o openapi.yaml writes what "
                   "the source serves.",
        },
    .check = check,
};
