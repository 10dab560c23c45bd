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
    operation->reason = span_from(row->reason);
    operation->requests = 7;
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

void sample_result(struct arena *arena, struct result *result) {
    *result = (struct result){.kind = SPAN("scan"),
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
    add_findings(arena, result);
}

void sample_crowd(struct arena *arena, size_t operations, size_t identities,
                  struct result *result) {
    *result = (struct result){.kind = SPAN("scan"), .complete = true, .arena = arena};
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
