/* SPDX-License-Identifier: Apache-2.0 */
/* What allowed writes spare: the identities' own accounts, sessions and credentials, logins, and
 * collections at once. Near misses stand beside what they miss. */
#include "scan/caution.h"

#include "contract_text.h"
#include "scan/probe.h"

#include <stdio.h>

struct row {
    const char *method, *path;
    bool spared;
};

/* As the plan has it; logs_in is what the logins know. */
static struct planned planned_of(const struct operation *operation, bool logs_in) {
    return (struct planned){.operation = operation,
                            .logs_in = logs_in,
                            .ends_session = entrance_ends_session(operation),
                            .for_nobody = entrance_is(operation)};
}

static struct caution caution_at(struct loaded *l, const char *method, const char *path,
                                 bool logs_in, bool allow_writes) {
    char text[400];
    (void)snprintf(text, sizeof(text),
                   "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {'%s': {%s: {}}}\n",
                   path, method);
    load_contract(l, text);
    const struct planned planned = planned_of(&l->contract.operations.at[0], logs_in);
    return caution_of(&planned, allow_writes);
}

static void assert_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct loaded l;
        struct caution caution = caution_at(&l, rows[i].method, rows[i].path, false, true);
        bool spared = !caution.asked || caution.mode != BUILD_REAL;
        if (spared != rows[i].spared || spared != (caution.reason.len > 0)) {
            fail_msg("%s %s: \"%.*s\"", rows[i].method, rows[i].path, SPAN_ARG(caution.reason));
        }
        arena_free(&l.arena);
    }
}

static void own_accounts(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"put", "/users/me", true},
        {"delete", "/users/self", true},
        {"patch", "/employees/myself", true},
        {"put", "/whoami", true},
        {"delete", "/users/current", true},
        {"put", "/profiles/mine", true},
        {"put", "/profiles/own", true},
        {"delete", "/account", true},
        {"post", "/me/password", true},
        {"post", "/users/self/set-username", true},
        {"post", "/users/{id}/set-username", false},
        {"put", "/users/current/mfa", true},
        {"post", "/change-password", true},
        {"post", "/users/{id}/set_passwd", true},
        {"put", "/credentials", true},
        {"post", "/2fa", true},
        {"post", "/otp", true},
        {"post", "/totp", true},
        {"put", "/username", true},
        {"put", "/me/email", false},
        {"patch", "/users/{id}", false},
        {"post", "/bank-account", false},
        {"post", "/shops/{id}/bank-account", false},
        {"put", "/menus/{id}", false},
        {"post", "/users", false},
        {"put", "/themes", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void all_credentials(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"post", "/tokens/rotate", true},       {"post", "/keys/regenerate", true},
        {"post", "/api-keys/revoke-all", true}, {"post", "/secrets/invalidate", true},
        {"post", "/devices/kill", true},        {"put", "/credentials/reset", true},
        {"post", "/sessions/terminate", true},  {"post", "/tokens/{id}/revoke", false},
        {"post", "/tokens/issue", false},       {"post", "/tyres/rotate", false},
        {"post", "/keyboards/reset", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void collections(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"delete", "/notes", true},
        {"delete", "/notes/{id}", false},
        {"put", "/notes", false},
        {"post", "/notes", false},
    };
    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void logins_and_logouts(void **state) {
    (void)state;
    struct loaded l;
    assert_int_equal(caution_at(&l, "post", "/enter", true, true).mode, BUILD_UNPARSABLE);
    arena_free(&l.arena);
    assert_int_equal(caution_at(&l, "post", "/enter", false, true).mode, BUILD_REAL);
    arena_free(&l.arena);
    assert_int_equal(caution_at(&l, "post", "/logout", false, true).mode, BUILD_UNPARSABLE);
    arena_free(&l.arena);
    assert_false(caution_at(&l, "get", "/logout", false, true).asked);
    arena_free(&l.arena);
}

/* Without the word, a write is spoiled, whatever it is called, and a read that changes things is
 * not sent. */
static void nothing_allowed(void **state) {
    (void)state;
    struct loaded l;
    struct caution caution = caution_at(&l, "post", "/notes", false, false);
    assert_true(caution.asked && caution.mode == BUILD_UNPARSABLE && !caution.reason.len);
    arena_free(&l.arena);
    caution = caution_at(&l, "get", "/notes", false, false);
    assert_true(caution.asked && caution.mode == BUILD_REAL);
    arena_free(&l.arena);
    assert_false(caution_at(&l, "get", "/createdb", false, false).asked);
    arena_free(&l.arena);
    assert_true(caution_at(&l, "get", "/createdb", false, true).asked);
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_accounts),    cmocka_unit_test(all_credentials),
        cmocka_unit_test(collections),     cmocka_unit_test(logins_and_logouts),
        cmocka_unit_test(nothing_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
