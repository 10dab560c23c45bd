/* SPDX-License-Identifier: Apache-2.0 */
/* An API that does what its contract says, in the words that APIs have for it. */
#include "scan/rehearsal/rehearsal_answer.h"

#include "scan/login/login_operation.h"
#include "scan/rehearsal/rehearsal_gate.h"
#include "scan/rehearsal/rehearsal_token.h"
#include "text/json.h"
#include "text/uri.h"

static const uint64_t ANSWER_NS = 1000000;

static void answer(struct response *out, int status, struct span body) {
    out->wire = WIRE_OK;
    out->status = status;
    out->body = body;
    out->elapsed_ns = ANSWER_NS;
}

static void add_field(struct rehearsal *rehearsal, struct response *out, struct span name,
                      struct span value) {
    (void)fields_add(&rehearsal->scratch, &out->fields, name, value);
}

/* ---- logins ---- */

/* One of the secrets, however it is spelled there. */
static bool holds_secret(struct rehearsal *rehearsal, struct span text) {
    struct span shown =
        identities_redact_request(&rehearsal->identities, &rehearsal->scratch, text);
    return text.len && shown.ptr && !span_equal(shown, text);
}

static bool shows_secret(struct rehearsal *rehearsal, const struct request *request) {
    return holds_secret(rehearsal, request->body) ||
           holds_secret(rehearsal, fields_get(&request->fields, SPAN("Authorization")));
}

/* By tokens under the usual names, and by the cookies of the contract. */
static void let_in(struct rehearsal *rehearsal, struct response *out) {
    struct arena *arena = &rehearsal->scratch;
    struct span access = rehearsal_issue(rehearsal, arena, SPAN("access"));
    struct span refresh = rehearsal_issue(rehearsal, arena, SPAN("refresh"));
    answer(out, 200,
           arena_printf(arena,
                        "{\"access\":\"%.*s\",\"access_token\":\"%.*s\",\"token\":\"%.*s\","
                        "\"refresh\":\"%.*s\",\"refresh_token\":\"%.*s\"}",
                        SPAN_ARG(access), SPAN_ARG(access), SPAN_ARG(access), SPAN_ARG(refresh),
                        SPAN_ARG(refresh)));
    VEC_EACH(const struct scheme, scheme, &rehearsal->engine->options->contract->schemes) {
        if (scheme->kind == SCHEME_COOKIE) {
            struct span value =
                rehearsal_cookie_is_signed(rehearsal, scheme)
                    ? access
                    : arena_printf(arena, "rehearsal-session-%u", rehearsal->issued);
            add_field(rehearsal, out, SPAN("Set-Cookie"),
                      arena_printf(arena, "%.*s=%.*s; HttpOnly; SameSite=Lax",
                                   SPAN_ARG(scheme->parameter), SPAN_ARG(value)));
        }
    }
}

static bool is_login(const struct rehearsal *rehearsal, const struct operation *operation) {
    return security_is_public(&operation->security) &&
           (operation->takes_password || login_is_operation(&rehearsal->engine->login, operation));
}

static bool is_door(const struct rehearsal *rehearsal, struct span path) {
    VEC_EACH(const struct span, door, &rehearsal->doors) {
        if (span_equal(*door, path)) {
            return true;
        }
    }
    return false;
}

/* A login beside the contract is where the scan first tried one, and there it stays. */
static bool opens_door(struct rehearsal *rehearsal, struct span path) {
    struct arena *arena = rehearsal->engine->arena;
    return is_door(rehearsal, path) || vec_push(arena, &rehearsal->doors, arena_dup(arena, path));
}

/* ---- operations ---- */

/* An object with members, or a form. */
static bool is_usable(struct rehearsal *rehearsal, struct span body) {
    const struct json_options options = {.depth = 32};
    const struct node *root = NULL;
    if (json_parse(&rehearsal->scratch, body, &options, &root, NULL) == OK) {
        return node_is(root, NODE_OBJECT) && root->len > 0;
    }
    return span_find_byte(body, '=') != SIZE_MAX;
}

static void serve(struct rehearsal *rehearsal, const struct request *request,
                  const struct operation *operation, struct response *out) {
    bool read = build_is_read(request->method);
    bool one = span_ends(operation->path, SPAN("}")) || span_ends(operation->path, SPAN("}/"));
    if (!read && operation->bodies.n && !is_usable(rehearsal, request->body)) {
        answer(out, 400, SPAN("{\"detail\":\"The body cannot be read.\"}"));
    } else if (read && !one) {
        answer(out, 200, SPAN("[{\"id\":1,\"name\":\"first\"},{\"id\":2,\"name\":\"second\"}]"));
    } else {
        answer(out, read ? 200 : 201, SPAN("{\"id\":1,\"name\":\"first\"}"));
    }
}

static void refuse(struct rehearsal *rehearsal, struct response *out, struct span body) {
    answer(out, 401, body);
    add_field(rehearsal, out, SPAN("WWW-Authenticate"), SPAN("Bearer"));
}

/* has: whether the path has the method. */
static void pass_gate(struct rehearsal *rehearsal, const struct request *request,
                      const struct operation *operation, bool has, struct response *out) {
    switch (rehearsal_ask(rehearsal, request, operation)) {
    case REHEARSAL_ASKS:
        refuse(rehearsal, out, SPAN("{\"detail\":\"Credentials were not provided.\"}"));
        break;
    case REHEARSAL_REFUSES:
        refuse(rehearsal, out, SPAN("{\"detail\":\"The credential is not valid.\"}"));
        break;
    case REHEARSAL_FALLS_OVER:
        answer(out, 500, SPAN("{\"detail\":\"Something went wrong.\"}"));
        break;
    case REHEARSAL_SERVES:
        if (has) {
            serve(rehearsal, request, operation, out);
        } else {
            answer(out, 405, SPAN("{\"detail\":\"Method not allowed.\"}"));
        }
        break;
    }
}

static const struct operation *find(const struct rehearsal *rehearsal, const struct route *route,
                                    struct span method) {
    bool head = span_equal(method, SPAN("HEAD"));
    return contract_operation(rehearsal->engine->options->contract,
                              route_has(route, head ? SPAN("GET") : method));
}

/* Another of the same path: its gate stands before what the path has not. */
static const struct operation *beside(const struct rehearsal *rehearsal,
                                      const struct route *route) {
    const struct contract *contract = rehearsal->engine->options->contract;
    return route && route->methods.n ? contract_operation(contract, route->methods.at[0].what)
                                     : NULL;
}

void rehearsal_answer(void *user, const struct request *request, uint64_t now_ns,
                      struct response *out) {
    struct rehearsal *rehearsal = user;
    (void)now_ns;
    arena_reset(&rehearsal->scratch);
    *out = (struct response){0};
    struct span path = uri_path(request->url);
    add_field(rehearsal, out, SPAN("Content-Type"), SPAN("application/json"));
    const struct route *route = routes_find(&rehearsal->engine->plan.routes, path);
    const struct operation *operation = find(rehearsal, route, request->method);
    const struct operation *other = beside(rehearsal, route);
    bool login = operation ? is_login(rehearsal, operation)
                           : !other && span_equal(request->method, SPAN("POST"));
    if (login && shows_secret(rehearsal, request) && (operation || opens_door(rehearsal, path))) {
        let_in(rehearsal, out);
    } else if (login && (operation || is_door(rehearsal, path))) {
        answer(out, is_usable(rehearsal, request->body) ? 401 : 400,
               SPAN("{\"detail\":\"No such user.\"}"));
    } else if (operation || other) {
        pass_gate(rehearsal, request, operation ? operation : other, operation != NULL, out);
    } else {
        answer(out, 404, SPAN("{\"detail\":\"Not found.\"}"));
    }
}
