/* SPDX-License-Identifier: Apache-2.0 */
/* The fixed result. */
#include "sample.h"

#include <assert.h>

static const struct rule anonymous = {
    .id = "anonymous-access",
    .group = "access",
    .severity = SEVERITY_CRITICAL,
    .title = "Anyone without a credential is served",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why = "The contract asks for a credential, and the API answers without one. Whoever knows the "
           "address reads what was meant for its owner.",
    .how = "A request without a credential is compared with valid and with refused ones.",
    .fix = "Set a permission on the view:\n    permission_classes = [IsAuthenticated]\nand make it "
           "the default in REST_FRAMEWORK['DEFAULT_PERMISSION_CLASSES'].",
};

static const struct rule any_token = {
    .id = "any-token-accepted",
    .group = "access",
    .severity = SEVERITY_HIGH,
    .title = "Any string passes as a token",
    .cwe = {"CWE-287", "CWE-345"},
    .owasp = "API2:2023",
    .why = "The token is looked at, but not verified.",
    .how = "A made-up token is sent.",
    .fix = "Verify the token's signature before you believe it.",
};

static const struct rule challenge = {
    .id = "no-challenge",
    .group = "leakage",
    .severity = SEVERITY_INFO,
    .title = "A refusal does not say which credential is asked for",
    .why = "Clients cannot tell what to send (RFC 9110, section 11.6.1).",
    .how = "401 without WWW-Authenticate.",
    .fix = "Give the authenticator an authenticate_header.",
};

struct row {
    const char *method, *path;
    enum gate gate;
    const char *reason;
    int status[5];        /* anonymous, garbage, wrong-scheme, alice, bob; 0: not asked */
    const char *verdicts; /* g, d, u */
};

static const struct row rows[] = {
    {"GET",
     "/api/orders/",
     GATE_OPEN,
     "served without a credential",
     {200, 200, 200, 200, 200},
     "ggggg"},
    {"GET", "/api/orders/{id}/", GATE_ENFORCED, "", {401, 401, 401, 200, 404}, "dddgd"},
    {"DELETE", "/api/orders/{id}/", GATE_ENFORCED, "", {401, 401, 401, 415, 403}, "dddgd"},
    {"GET",
     "/api/organisations/{organisation_id}/projects/{project_id}/members/{member_id}/permissions/",
     GATE_OPEN,
     "any token is accepted",
     {401, 200, 401, 200, 200},
     "dgdgg"},
    {"GET",
     "/api/health/",
     GATE_PUBLIC,
     "declared public, and is",
     {200, 200, 200, 200, 200},
     "ggggg"},
    {"POST", "/api/token/", GATE_PUBLIC, "declared public, and is", {400, 400, 0, 0, 0}, "gg"},
    {"PATCH",
     "/api/users/me/",
     GATE_INCONCLUSIVE,
     "the body is validated before the credential: 400 says nothing about the gate",
     {400, 400, 400, 400, 0},
     "uuuu"},
    {"GET",
     "/api/flaky/",
     GATE_INCONCLUSIVE,
     "two valid requests were answered differently",
     {401, 401, 401, 500, 0},
     "dddu"},
    {"GET",
     "/api/\x1b]0;owned\x07<script>alert(1)</script>/",
     GATE_ENFORCED,
     "",
     {401, 401, 401, 200, 200},
     "dddgg"},
    {"GET",
     "/api/gr\xC3\xBC\xC3\x9F"
     "e/\xE6\x97\xA5\xE6\x9C\xAC/",
     GATE_ENFORCED,
     "",
     {403, 403, 403, 200, 200},
     "dddgg"},
    {"GET",
     "/api/reports/{year}/",
     GATE_UNTESTED,
     "no value is known for the path parameter \"year\"",
     {0},
     ""},
    {"PUT",
     "/api/reports/{year}/",
     GATE_UNTESTED,
     "no value is known for the path parameter \"year\"",
     {0},
     ""},
    {"GET", "/api/export/", GATE_UNTESTED, "excluded", {0}, ""},
};

static const char *const who[] = {"anonymous", "garbage", "wrong-scheme", "valid:alice",
                                  "valid:bob"};

static void must(bool done) {
    assert(done);
    (void)done;
}

static enum verdict verdict_of(char letter) {
    return letter == 'g' ? VERDICT_GRANTED : letter == 'd' ? VERDICT_DENIED : VERDICT_UNCLEAR;
}

static void add_row(struct arena *arena, struct result *result, const struct row *row) {
    struct operation_result *operation = vec_add(arena, &result->operations);
    must(operation != NULL);
    operation->method = span_from(row->method);
    operation->path = span_from(row->path);
    operation->gate = row->gate;
    operation->accepted = row->gate == GATE_ENFORCED || row->gate == GATE_PUBLIC;
    operation->reason = span_from(row->reason);
    operation->requests = 7;
    operation->attacks.planned = row->gate == GATE_ENFORCED ? 38 : 0;
    operation->attacks.judged = operation->attacks.planned;
    operation->place = (struct place){SPAN("openapi.yaml"), 20, 5, SPAN("/paths")};
    must(vec_push(arena, &operation->declared, SPAN("bearerAuth")));
    for (size_t i = 0; row->verdicts[i]; i++) {
        struct cell cell = {span_from(who[i]), verdict_of(row->verdicts[i]), row->status[i]};
        must(vec_push(arena, &operation->cells, cell));
    }
}

static struct finding *add_finding(struct arena *arena, struct result *result,
                                   const struct rule *rule, const char *fingerprint) {
    struct finding *finding = vec_add(arena, &result->findings);
    must(finding != NULL);
    finding->rule = rule;
    finding->severity = rule->severity;
    finding->confidence = CONFIDENCE_CONFIRMED;
    finding->fingerprint = span_from(fingerprint);
    finding->place =
        (struct place){SPAN("openapi.yaml"), 31, 5, SPAN("/paths/~1api~1orders~1/get")};
    return finding;
}

static void add_evidence(struct arena *arena, struct finding *finding, const char *what,
                         const char *label, int status, const char *curl) {
    struct evidence *shown = vec_add(arena, &finding->evidence);
    must(shown != NULL);
    shown->what = span_from(what);
    shown->label = span_from(label);
    shown->curl = span_from(curl);
    shown->exchange.request.method = SPAN("GET");
    shown->exchange.request.url = SPAN("http://127.0.0.1:8000/api/orders/");
    struct response *response = &shown->exchange.response;
    response->wire = WIRE_OK;
    response->status = status;
    must(fields_add(arena, &response->fields, SPAN("Content-Type"),
                    SPAN("application/json; x=\x1b[2J")));
    must(fields_add(arena, &response->fields, SPAN("Set-Cookie"), SPAN("a=1")));
    must(fields_add(arena, &response->fields, SPAN("Set-Cookie"), SPAN("b=\xFF")));
    response->body = SPAN("{\"detail\": \"</pre><script>alert('x')</script>\x1b[31m\xC2\x9B"
                          "2J\"}");
}

static void add_operations(struct arena *arena, struct finding *finding, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct operation_name name = {SPAN("GET"), arena_printf(arena, "/api/orders/%zu/", i)};
        must(vec_push(arena, &finding->operations, name));
    }
}

static void add_findings(struct arena *arena, struct result *result) {
    struct finding *finding = add_finding(arena, result, &anonymous, "0011223344556677");
    add_operations(arena, finding, 20);
    finding->message = SPAN("20 operations answer a request without a credential as they answer "
                            "alice: status 200, the same fields, values of the same kind.");
    add_evidence(
        arena, finding, "control", "valid:alice", 200,
        "curl -H 'Authorization: Bearer $ALICE_TOKEN' 'http://127.0.0.1:8000/api/orders/'");
    add_evidence(arena, finding, "attack", "no credential", 200,
                 "curl 'http://127.0.0.1:8000/api/orders/'");
    finding = add_finding(arena, result, &any_token, "8899aabbccddeeff");
    struct operation_name name = {SPAN("GET"), span_from(rows[3].path)};
    must(vec_push(arena, &finding->operations, name));
    finding->title = SPAN("Any string passes as a token \x1b[5m<b>here</b>");
    finding->message = SPAN("A made-up token was served.");
    finding->confidence = CONFIDENCE_LIKELY;
    add_evidence(arena, finding, "attack", "Bearer garbage", 200,
                 "curl -H 'Authorization: Bearer postern' 'http://127.0.0.1:8000/api/org/'");
    finding->evidence.at[0].exchange.response.wire = WIRE_TIMEOUT;
    finding = add_finding(arena, result, &challenge, "1234123412341234");
    add_operations(arena, finding, 1);
    finding->known = true;
}

static const struct credential_result credentials[] = {
    {SPAN_INIT("alice"), SPAN_INIT("bearerAuth"), SPAN_INIT("POST /api/token/"), STANDING_PROVEN,
     SPAN_INIT("GET /api/orders/{id}/")},
    {SPAN_INIT("bob"), SPAN_INIT("bearerAuth"), SPAN_INIT("POST /api/token/"), STANDING_LOST,
     SPAN_INIT("GET /api/orders/{id}/")},
    {SPAN_INIT("alice"), SPAN_INIT("key"), SPAN_INIT("the identities file"), STANDING_REFUSED,
     SPAN_INIT("")},
    {SPAN_INIT("b\x1b[31m<i>"), SPAN_INIT("key"), SPAN_INIT("the identities file"),
     STANDING_UNTRIED, SPAN_INIT("")},
};

static void add_credentials(struct arena *arena, struct result *result) {
    for (size_t i = 0; i < sizeof(credentials) / sizeof(credentials[0]); i++) {
        must(vec_push(arena, &result->credentials, credentials[i]));
    }
}

void sample_result(struct arena *arena, struct result *result) {
    *result = (struct result){.kind = KIND_SCAN,
                              .contract = SPAN("openapi.yaml"),
                              .target = SPAN("http://127.0.0.1:8000"),
                              .started = 1795341600,
                              .finished = 1795341604,
                              .requests = 1412,
                              .incomplete_why = SPAN("bob's login was lost: POST /api/token/ "
                                                     "answered 401 after 212 requests"),
                              .arena = arena};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        add_row(arena, result, &rows[i]);
    }
    result->operations.at[2].attacks.judged = 31;
    must(vec_push(arena, &result->requests_by,
                  ((struct request_count){SPAN("jwt-alg-none"), 900})) &&
         vec_push(arena, &result->requests_by, ((struct request_count){SPAN("anonymous"), 512})));
    add_credentials(arena, result);
    add_findings(arena, result);
}

void sample_crowd(struct arena *arena, size_t operations, size_t identities,
                  struct result *result) {
    *result = (struct result){.kind = KIND_SCAN, .complete = true, .arena = arena};
    for (size_t i = 0; i < operations; i++) {
        struct operation_result *operation = vec_add(arena, &result->operations);
        must(operation != NULL);
        operation->method = SPAN("GET");
        operation->path = arena_printf(arena, "/api/things/%zu/", i);
        operation->gate = i % 9 ? GATE_ENFORCED : GATE_OPEN;
        must(vec_push(arena, &operation->cells,
                      ((struct cell){SPAN("anonymous"), VERDICT_DENIED, 401})));
        for (size_t k = 0; k < identities; k++) {
            struct span name = arena_printf(arena, "valid:identity-%zu", k);
            must(vec_push(arena, &operation->cells, ((struct cell){name, VERDICT_GRANTED, 200})));
        }
    }
}

static const struct rule variant = {
    .id = "path-variant",
    .group = "access",
    .severity = SEVERITY_HIGH,
    .title = "Another spelling of the path skips the gate",
    .cwe = {"CWE-706"},
    .why = "Whoever knows the spelling needs no credential.",
    .how = "Spellings are tried.",
    .fix = "Normalise paths before they are judged.",
};

static void add_large_row(struct arena *arena, struct result *result, size_t index) {
    static const enum gate gates[8] = {GATE_OPEN,     GATE_ENFORCED,     GATE_ENFORCED,
                                       GATE_ENFORCED, GATE_INCONCLUSIVE, GATE_ENFORCED,
                                       GATE_PUBLIC,   GATE_UNTESTED};
    struct operation_result *operation = vec_add(arena, &result->operations);
    must(operation != NULL);
    operation->method = index % 3 ? SPAN("GET") : SPAN("DELETE");
    operation->path = arena_printf(arena, "/api/resource-%zu/%zu/", index % 60, index);
    operation->gate = gates[index % 8];
    operation->reason =
        operation->gate == GATE_INCONCLUSIVE
            ? arena_printf(arena, "reason %zu of those that there are", index % 25)
            : SPAN("refuses plain attempts, but can be passed without a valid credential");
    if (operation->gate == GATE_UNTESTED) {
        return;
    }
    must(vec_push(arena, &operation->cells,
                  ((struct cell){SPAN("anonymous"), VERDICT_DENIED, 401})));
    must(vec_push(arena, &operation->cells,
                  ((struct cell){SPAN("valid:alice"), VERDICT_GRANTED, 200})));
}

void sample_large(struct arena *arena, size_t operations, struct result *result) {
    *result = (struct result){.kind = KIND_SCAN, .complete = true, .arena = arena};
    struct finding *finding = add_finding(arena, result, &variant, "0123456789abcdef");
    for (size_t i = 0; i < operations; i++) {
        add_large_row(arena, result, i);
        const struct operation_result *operation = &result->operations.at[i];
        if (operation->gate == GATE_OPEN) {
            struct operation_name name = {operation->method, operation->path};
            must(vec_push(arena, &finding->operations, name));
        }
    }
}

static const struct rule open_endpoint = {
    .id = "open-endpoint",
    .group = "endpoints",
    .kind = KIND_AUDIT,
    .severity = SEVERITY_HIGH,
    .title = "Anyone may enter",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why = "The effective permission lets anonymous callers in.",
    .how = "Permissions are resolved over bases, decorators and settings.",
    .fix = "permission_classes = [IsAuthenticated]",
};

struct audit_row {
    const char *route, *methods, *view, *action;
    enum access anonymous;
    const char *reason, *permission, *from;
};

static const struct audit_row audit_rows[] = {
    {"/api/slots/", "GET POST", "appointments.views.SlotViewSet", "list", ACCESS_REFUSED, "",
     "IsAuthenticated & (IsReception | IsAdminRole)", "class"},
    {"/api/slots/{pk}/", "PATCH", "appointments.views.SlotViewSet", "partial_update",
     ACCESS_ALLOWED, "", "AllowAny", "get_permissions"},
    {"/api/export/\x1b]0;owned\x07<script>/", "GET", "appointments.views.export", "",
     ACCESS_UNDECIDED, "permission_classes comes from a call that is not understood", "", ""},
    {"/accounts/me/", "GET", "accounts.views.Me", "", ACCESS_REFUSED, "", "IsAuthenticated",
     "settings"},
};

static void add_effective(struct arena *arena, struct effectives *list, const char *name,
                          const char *from, const char *file, uint32_t line) {
    struct effective effective = {.name = span_from(name),
                                  .from = span_from(from),
                                  .place = {.file = span_from(file), .line = line}};
    must(vec_push(arena, list, effective));
}

static void add_audit_row(struct arena *arena, struct result *result, const struct audit_row *row) {
    struct endpoint_result *endpoint = vec_add(arena, &result->endpoints);
    must(endpoint != NULL);
    struct span methods = span_from(row->methods);
    *endpoint = (struct endpoint_result){
        .route = span_from(row->route),
        .view = span_from(row->view),
        .action = span_from(row->action),
        .settings = SPAN("clinic.settings.prod"),
        .decided = row->anonymous != ACCESS_UNDECIDED,
        .reason = span_from(row->reason),
        .anonymous = row->anonymous,
        .place = {.file = SPAN("appointments/views.py"), .line = 40},
    };
    while (methods.ptr) {
        must(vec_push(arena, &endpoint->methods, span_cut(&methods, ' ')));
    }
    add_effective(arena, &endpoint->authenticators, "ClinicJWTAuthentication", "settings",
                  "clinic/settings/base.py", 102);
    if (row->permission[0]) {
        add_effective(arena, &endpoint->permissions, row->permission, row->from,
                      "appointments/views.py", 51);
    }
}

void sample_audit(struct arena *arena, struct result *result) {
    *result = (struct result){.kind = KIND_AUDIT,
                              .target = SPAN("clinic"),
                              .started = 1795341600,
                              .finished = 1795341601,
                              .complete = true,
                              .arena = arena};
    for (size_t i = 0; i < sizeof(audit_rows) / sizeof(audit_rows[0]); i++) {
        add_audit_row(arena, result, &audit_rows[i]);
    }
    struct finding *finding = add_finding(arena, result, &open_endpoint, "00aa11bb22cc33dd");
    finding->place = (struct place){.file = SPAN("appointments/views.py"), .line = 51, .column = 9};
    finding->message = SPAN("get_permissions gives AllowAny for partial_update.");
    struct endpoint_name name = {.route = SPAN("/api/slots/{pk}/")};
    must(vec_push(arena, &name.methods, SPAN("PATCH")));
    must(vec_push(arena, &finding->endpoints, name));
    struct trace_step steps[] = {
        {{.file = SPAN("appointments/views.py"), .line = 40},
         SPAN_INIT("SlotViewSet is routed by urls.py")},
        {{.file = SPAN("appointments/views.py"), .line = 51},
         SPAN_INIT("its get_permissions returns [AllowAny()] for \x1b[5m<b>partial_update</b>")},
    };
    must(vec_push(arena, &finding->trace, steps[0]));
    must(vec_push(arena, &finding->trace, steps[1]));
}
