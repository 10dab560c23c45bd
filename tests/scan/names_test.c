/* SPDX-License-Identifier: Apache-2.0 */
/* What the names of operations say: who may come without a credential, what only answers, and which
 * reads change things. Near misses stand beside what they miss. */
#include "contract_text.h"
#include "scan/build/noun.h"
#include "scan/credential/admitted.h"
#include "scan/probe.h"

struct row {
    const char *method, *path, *more; /* members of the operation, or "" */
    bool is;
};

#define BODY(members) \
    "requestBody: {content: {application/json: {schema: {properties: " members "}}}}"

static void assert_rows(const struct row *rows, size_t n, bool (*asked)(const struct operation *)) {
    for (size_t i = 0; i < n; i++) {
        struct loaded l;
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        load_contract(&l, arena_printf(&arena,
                                       "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
                                       "paths: {'%s': {%s: {%s}}}\n",
                                       rows[i].path, rows[i].method, rows[i].more)
                              .ptr);
        const struct operation *operation = &l.contract.operations.at[0];
        if (asked(operation) != rows[i].is) {
            fail_msg("%s %s %s", rows[i].method, rows[i].path, rows[i].more);
        }
        arena_free(&l.arena);
    }
}

static void entrances(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"post", "/login", "", true},
        {"post", "/api/v1/userLogin", "", true},
        {"post", "/sign-in/email", "", true},
        {"post", "/Log_In", "", true},
        {"post", "/dj-rest-auth/registration/", "", true},
        {"post", "/o/oauth2/{provider}/callback", "", true},
        {"post", "/access", "operationId: AuthController_login", true},
        {"post", "/password/reset/confirm/", "", true},
        {"post", "/contact/", "", true},
        {"post", "/users/", BODY("{username: {}, password: {}}"), true},
        {"post", "/accounts/", BODY("{email: {}, password1: {}, password2: {}}"), true},
        {"post", "/jwt/create/", "", true},
        {"post", "/reset/", BODY("{email: {}}"), true},
        {"post", "/v2/anmeldung", "", true},
        {"post", "/kennwort/vergessen", "", true},
        {"post", "/authors/", "operationId: authors_create", false},
        {"post", "/author-rights/", "", false},
        {"post", "/authorities", "operationId: createAuthority", false},
        {"post", "/research/", "", false},
        {"post", "/tokenizers/", "", false},
        {"post", "/tokens-of-thanks", "", false},
        {"get", "/token_of_esteem", "", false},
        {"post", "/tokens", "", true},
        {"post", "/contacts/", "operationId: createContact", false},
        {"post", "/verifiers/", "", false},
        {"post", "/subscribers/", "", false},
        {"post", "/catalogue/", "", false},
        {"post", "/designs/inbox", "", false},
        {"post", "/users/", BODY("{username: {}}"), false},
        {"post", "/shares/", BODY("{link: {}, password: {}}"), false},
        {"put", "/users/{id}", BODY("{username: {}, password: {}}"), false},
        {"post", "/admin/users", BODY("{username: {}, password: {}}"), false},
        {"post", "/devices/{id}/reset", "", false},
        {"post", "/registro", BODY("{correo: {}, contrasena: {}}"), true},
        {"post", "/cadastro/produtos", "", false},
        {"post", "/ventas", "operationId: registrarVenta", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows), entrance_is);
}

static void answers(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"post", "/orders/search", "", true},
        {"post", "/projects/validate/", "operationId: projects_validate_create", true},
        {"post", "/prices/calculate/", "", true},
        {"post", "/price", "operationId: calculatePrice", true},
        {"post", "/routes/{id}/calculateRoute", "", true},
        {"post", "/orders/bulk-validate", "", true},
        {"post", "/orders/query/{version}", "", true},
        {"put", "/orders/search", "", false},
        {"post", "/research/", "", false},
        {"post", "/validators/", "", false},
        {"post", "/checks/", "", false},
        {"post", "/search/indexes", "", false},
        {"post", "/validate/runs", "operationId: createRun", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows), entrance_only_answers);
}

static void effects(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"get", "/createdb", "", true},
        {"get", "/db/seed", "", true},
        {"get", "/system/reinit", "", true},
        {"get", "/plants/seed", "", false},
        {"get", "/db", "", false},
        {"get", "/dbreset", "", true},
        {"get", "/reset-database", "", true},
        {"get", "/createdb-again", "", true},
        {"get", "/admin-createdb", "", true},
        {"get", "/admin/resetDatabase/", "", true},
        {"get", "/users/{id}/delete", "", true},
        {"get", "/delete/{id}", "", true},
        {"get", "/delete/all", "", true},
        {"get", "/accounts/logout/", "", true},
        {"get", "/log-out", "", true},
        {"get", "/mail/send", "", true},
        {"get", "/send_reminders", "", true},
        {"get", "/jobs/{id}/run", "", true},
        {"get", "/jobs/run", "", true},
        {"get", "/marathons/run", "", false},
        {"get", "/site", "summary: Triggers a new build", true},
        {"get", "/site", "summary: Trigger history", false},
        {"get", "/tasks", "operationId: AdminController_purgeTasks", true},
        {"get", "/tasks", "operationId: api.views.delete_tasks", true},
        {"get", "/tasks", "operationId: api.views.update_history", false},
        {"get", "/tasks", "operationId: reset_list", false},
        {"get", "/demo", "summary: Creates and populates the database", true},
        {"get", "/demo", "summary: Reset the shop", true},
        {"get", "/demo", "summary: Update history of the shop", false},
        {"get", "/leave", "summary: Log out of all devices", true},
        {"get", "/bulk-update", "", true},
        {"get", "/bulk-update/{id}", "operationId: bulk_update_retrieve", false},
        {"get", "/force-delete/{id}", "", false},
        {"get", "/delete-order/{id}", "", true},
        {"head", "/createdb", "", true},
        {"get", "/orders/created", "", false},
        {"get", "/orders/deleted/", "", false},
        {"get", "/senders", "", false},
        {"get", "/creators/{id}", "", false},
        {"get", "/resets", "", false},
        {"get", "/update-history", "operationId: update_history_list", false},
        {"get", "/reset/status", "", false},
        {"get", "/delete-requests/{id}", "", false},
        {"get", "/stops/{id}", "", false},
        {"get", "/bus/stop/{id}", "", false},
        {"get", "/runs/{id}", "", false},
        {"get", "/case-update", "operationId: getCaseUpdate", false},
        {"get", "/case-update", "operationId: case_update_retrieve", false},
        {"get", "/case-update", "summary: Shows a case's update", false},
        {"get", "/dropdowns", "", false},
        {"get", "/address", "", false},
        {"get", "/tasks", "summary: Updates of all tasks", false},
        {"get", "/tasks", "summary: List of deleted tasks", false},
        {"get", "/tasks", "summary: DELETE does not check.", false},
        {"get", "/{delete}", "", false},
        {"post", "/createdb", "", false},
        {"options", "/createdb", "", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows), build_has_effect);
    assert_true(build_path_has_effect(SPAN("/api/orders/17/delete")));
    assert_true(build_path_has_effect(SPAN("/api/logout")));
    assert_false(build_path_has_effect(SPAN("/api/orders/17/lines")));
    assert_false(build_path_has_effect(SPAN("/")));
}

static void leaving(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"post", "/auth/logout/", "", true},
        {"get", "/sign-out", "", true},
        {"post", "/users/logOut", "", true},
        {"post", "/auth/login/", "", false},
        {"post", "/blogouts/", "", false},
        {"post", "/catalog/outlets", "", false},
        {"delete", "/session", "", true},
        {"delete", "/v1/sessions/current", "", true},
        {"delete", "/templates/current", "", false},
        {"delete", "/portal/session", "}, post: {" BODY("{login: {}, password: {}}"), true},
        {"delete", "/portal/session", "}, post: {" BODY("{title: {}}"), false},
        {"delete", "/mobil/sitzung", "", true},
        {"delete", "/sessions/{id}", "", false},
        {"delete", "/session/{id}/notes", "", false},
        {"delete", "/session-templates", "", false},
        {"delete", "/sessions", "", false},
        {"delete", "/chat/session", "", false},
        {"post", "/session/end", "", true},
        {"post", "/api/v1/end-session", "", true},
        {"post", "/game-session/end", "", false},
        {"post", "/pos/session/close", "", false},
        {"post", "/session", "", false},
        {"post", "/abmeldung", "", true},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows), entrance_ends_session);
}

/* What is alike has the same mark: values are passed over by their marks. */
static void nouns(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool alike;
    } rows[] = {
        {"orders", "order", true},
        {"Orders", "ORDER", true},
        {"order-items", "orderItem", true},
        {"categories", "category", true},
        {"movies", "movie", true},
        {"boxes", "box", true},
        {"statuses", "status", true},
        {"addresses", "address", true},
        {"news", "news", true},
        {"order", "orderItem", false},
        {"user", "users_group", false},
        {"", "", false},
        {"--", "", false},
        {"a_very_long_name_of_a_collection_that_holds_more_than_sixty_letters_in_it",
         "aVeryLongNameOfACollectionThatHoldsMoreThanSixtyLettersInIt", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct span a = span_from(rows[i].a), b = span_from(rows[i].b);
        if (noun_alike(a, b) != rows[i].alike ||
            (noun_mark(a) == noun_mark(b) && noun_mark(a)) != rows[i].alike) {
            fail_msg("%s, %s", rows[i].a, rows[i].b);
        }
    }
    assert_int_equal(noun_mark(SPAN("--")), 0);
}

/* A refusal names what it wants in prose, where a word is a whole one. */
static void admitted(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
        bool is;
    } rows[] = {
        {"Provide an api key.", "X-Api-Key", true},
        {"the API-KEY is missing", "apikey", true},
        {"no apikey", "X-API-Key", true},
        {"the key is missing", "Key", true},
        {"no such monkey", "key", false},
        {"the keys are worn", "key", false},
        {"keyboard", "key", false},
        {"a session is needed", "session", true},
        {"two sessions were open", "session", false},
        {"obsession", "session", false},
        {"session_id", "session", true},
        {"Send X-Shop-Key", "shop", true},
        {"the workshop is shut", "shop", false},
        {"an api, and a key", "X-Api-Key", false},
        {"token", "X-", false},
        {"", "token", false},
        {"toke", "token", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (admitted_names(span_from(rows[i].text), span_from(rows[i].name)) != rows[i].is) {
            fail_msg("'%s' in '%s'", rows[i].name, rows[i].text);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nouns),   cmocka_unit_test(entrances),
                                       cmocka_unit_test(answers), cmocka_unit_test(effects),
                                       cmocka_unit_test(leaving), cmocka_unit_test(admitted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
