/* SPDX-License-Identifier: Apache-2.0 */
/* Does the API serve what its contract does not name? Answers that link elsewhere, and Allow, tell.
 */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/field.h"
#include "text/json.h"
#include "text/uri.h"

enum { LINKS = 12, LINK_DEPTH = 16 };

struct search {
    struct subject *subject;
    struct span origin; /* "http://host:port" */
    unsigned found;
};

/* Numbers and UUIDs stand for objects: one finding for all of them. */
static bool is_id(struct span segment) {
    size_t digits = 0;
    for (size_t i = 0; i < segment.len; i++) {
        digits += segment.ptr[i] >= '0' && segment.ptr[i] <= '9';
    }
    return segment.len > 0 && (digits == segment.len || (segment.len == 36 && digits > 6));
}

static struct span as_template(struct arena *arena, struct span path) {
    struct span rest = path, out = SPAN("");
    bool first = true;
    while (rest.ptr) {
        struct span segment = span_cut(&rest, '/');
        out = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(out), first ? "" : "/",
                           SPAN_ARG(is_id(segment) ? SPAN("{id}") : segment));
        first = false;
    }
    return out;
}

/* The path of a link to the target itself; empty for everything else. */
static struct span own_path(const struct search *search, struct span text) {
    struct span path = {NULL, 0};
    if (span_starts(text, search->origin) && text.len > search->origin.len) {
        path = span_from_index(text, search->origin.len);
    } else if (text.len > 1 && text.ptr[0] == '/' && text.ptr[1] != '/') {
        path = text;
    }
    path = span_slice(path, 0, span_find_byte(path, '?'));
    path = span_slice(path, 0, span_find_byte(path, '#'));
    for (size_t i = 0; i < path.len; i++) {
        if ((unsigned char)path.ptr[i] <= ' ' || path.ptr[i] == '{' || path.ptr[i] == '<') {
            return (struct span){NULL, 0};
        }
    }
    return path.len > 1 && path.len < 512 && path.ptr[0] == '/' ? path : (struct span){NULL, 0};
}

static enum err try_link(struct search *search, struct span path) {
    struct subject *subject = search->subject;
    struct arena *arena = subject_arena(subject);
    struct span template = as_template(arena, path);
    TRY_PTR(template.ptr);
    if (search->found == LINKS || subject_documents(subject, path) ||
        (build_path_has_effect(path) && !MUTANT(links_followed_blindly)) ||
        !subject_first(subject, arena_join(arena, SPAN("undocumented "), template))) {
        return OK;
    }
    search->found++;
    struct request request;
    bool valid = subject_gate(subject)->valid_accepted;
    TRY(valid ? subject_valid_request(subject, &request) : subject_request(subject, &request));
    request.method = SPAN("GET");
    request.url = arena_join(arena, search->origin, path);
    request.body = (struct span){NULL, 0};
    struct attack attack = {
        .label = SPAN("a link that the API gives"),
        .cause = arena_join(arena, SPAN("GET "), template),
        .only_named = true,
        .named = {SPAN("GET"), template},
    };
    return subject_attack(subject, &undocumented_operation, &request, attack, NULL);
}

static enum err search_tree(struct search *search, const struct node *node, unsigned depth) {
    struct span path = own_path(search, node_text(node));
    if (path.len) {
        TRY(try_link(search, path));
    }
    NODE_EACH(child, node) {
        if (depth < LINK_DEPTH) {
            TRY(search_tree(search, child, depth + 1));
        }
    }
    return OK;
}

static enum err links(struct subject *subject, const struct exchange *answer) {
    struct span url = answer->request.url;
    struct search search = {subject, uri_origin(url), 0};
    const struct node *root = NULL;
    const struct json_options options = {.depth = 64};
    if (json_parse(subject_arena(subject), answer->response.body, &options, &root, NULL) != OK) {
        return OK; /* not JSON: no links */
    }
    return search_tree(&search, root, 0);
}

static const struct span METHODS[] = {SPAN_INIT("GET"), SPAN_INIT("POST"), SPAN_INIT("PUT"),
                                      SPAN_INIT("PATCH"), SPAN_INIT("DELETE")};
enum { METHOD_COUNT = sizeof(METHODS) / sizeof(*METHODS) };

/* Asks once for each path what it allows. */
static enum err allow(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    if (!subject_gate(subject)->valid_accepted ||
        !subject_first(subject,
                       arena_join(arena, SPAN("allow "), subject_operation(subject)->path))) {
        return OK;
    }
    TRY(subject_valid_request(subject, &request));
    request.method = SPAN("OPTIONS");
    request.body = (struct span){NULL, 0};
    struct attack attack = {.label = SPAN("OPTIONS"), .cause = SPAN("Allow"), .tentative = true};
    return subject_attack(subject, &undocumented_operation, &request, attack, NULL);
}

static bool allows(const struct exchange *exchange, struct span method) {
    return field_list_has(fields_get(&exchange->response.fields, SPAN("Allow")), method);
}

/* Methods that Allow names beyond the contract, each held against a path that is not. */
static enum err narrow(struct subject *subject, const struct attack *asked) {
    struct arena *arena = subject_arena(subject);
    const struct request *request = &asked->exchange->request;
    struct request nowhere;
    TRY(request_copy(arena, request, &nowhere));
    nowhere.url = arena_join(arena, span_slice(request->url, 0, span_find_byte(request->url, '?')),
                             SPAN("postern-no-such-path"));
    const struct attack *partner = NULL;
    TRY(subject_witness(subject, &undocumented_operation, &nowhere, NULL, &partner));
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        struct attack attack = {
            .label = SPAN("OPTIONS"),
            .cause = arena_join(arena, SPAN("Allow "), METHODS[i]), /* a habit of all its views */
            .only_named = true,
            .named = {METHODS[i], subject_operation(subject)->path},
            .partner = partner,
        };
        if (allows(asked->exchange, METHODS[i]) && !subject_declares(subject, METHODS[i])) {
            TRY(subject_attack(subject, &undocumented_operation, request, attack, NULL));
        }
    }
    return OK;
}

static struct span message(struct subject *subject, const struct attack *attack) {
    const struct operation_name *named = &attack->named;
    if (attack->partner) {
        return arena_printf(subject_arena(subject),
                            "The Allow field names %.*s, which the contract does not.",
                            SPAN_ARG(named->method));
    }
    return arena_printf(subject_arena(subject),
                        "An answer of %.*s %.*s links to %.*s, which is served, and which the "
                        "contract does not name.",
                        SPAN_ARG(subject_operation(subject)->method),
                        SPAN_ARG(subject_operation(subject)->path), SPAN_ARG(named->path));
}

static enum err plan(struct subject *subject) {
    const struct exchange *valid = subject_control(subject, CONTROL_VALID);
    const struct exchange *anonymous = subject_control(subject, CONTROL_ANONYMOUS);
    const struct exchange *best = valid ? valid : anonymous;
    if (!build_is_read(subject_operation(subject)->method)) {
        return OK;
    }
    if (best && best->response.status == 200) {
        TRY(links(subject, best));
    }
    return allow(subject);
}

static bool allows_more(const struct subject *subject, const struct exchange *exchange) {
    bool more = false;
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        more |= allows(exchange, METHODS[i]) && !subject_declares(subject, METHODS[i]);
    }
    return more;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    const struct sample *sample = attack->sample;
    if (attack->tentative) {
        return allows_more(subject, attack->exchange);
    }
    if (attack->partner) { /* a server that names every method everywhere says nothing */
        return allows(attack->exchange, attack->named.method) &&
               !allows(attack->partner->exchange, attack->named.method);
    }
    return sample->wire == WIRE_OK && sample->status / 100 == 2 && sample->kind == SAMPLE_JSON &&
           !sample->refusal;
}

static const struct rule rule = {
    .id = "undocumented-operation",
    .group = "access",
    .severity = SEVERITY_LOW,
    .title = "The API serves an operation that its contract does not name",
    .cwe = {"CWE-1059"},
    .owasp = "API9:2023",
    .why =
        "What is in no contract is in no review, no test and no guard: old versions, debugging "
        "aids, methods that a generic view brought along. Attackers find them by following links.",
    .how =
        "Links in answers that lead to the target itself and fit no path of the contract, with or "
        "without its base path, are fetched, unless they say that they change things; the Allow "
        "field of OPTIONS is compared with the contract's methods. It fires when such a link is "
        "served with JSON, or when Allow names more than the contract (and not on every path); a "
        "method that many paths have in common is one finding.",
    .fix =
        "Add the operation to the contract with its security, or take it out: http_method_names "
        "on the view, ReadOnlyModelViewSet instead of ModelViewSet, no route for what is not used.",
};

const struct probe undocumented_operation = {.rule = &rule,
                                             .needs = NEEDS_NOTHING,
                                             .plan = plan,
                                             .hit = hit,
                                             .message = message,
                                             .narrow = narrow};
