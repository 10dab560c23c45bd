/* SPDX-License-Identifier: Apache-2.0 */
/* The identities file: what it says, where it is wrong, and that secrets stay secret. All secrets
 * here are made up. */
#include "scan/credential/identity.h"
#include "scan/credential/secret.h"

#include "base/io.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define assert_span(got, wanted)                                                      \
    do {                                                                              \
        struct span got_ = (got), wanted_ = span_from(wanted);                        \
        if (!span_equal(got_, wanted_)) {                                             \
            fail_msg("\"%.*s\", not \"%s\"", SPAN_ARG(got_), (const char *)(wanted)); \
        }                                                                             \
    } while (0)

struct loaded {
    struct arena arena;
    struct diag diag;
    struct identities identities;
    enum err err;
};

static void load_from(struct loaded *l, const char *text, const char *file) {
    arena_init(&l->arena, SIZE_MAX);
    diag_init(&l->diag, &l->arena);
    l->err = identities_load(&l->arena, span_from(text), span_from(file), &l->identities, &l->diag);
}

static void load(struct loaded *l, const char *text) {
    load_from(l, text, "ids.yaml");
}

static void assert_told(struct loaded *l, size_t n, const char *line) {
    assert_true(l->diag.items.n > n);
    assert_span(diag_line(&l->arena, &l->diag.items.at[n]), line);
}

static void whole_file(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "login:\n"
             "  operation: POST /api/token/\n"
             "  token: /access\n"
             "  refresh: /refresh\n"
             "  username_field: email\n"
             "identities:\n"
             "  alice: {username: alice, password: \"made up 1\", role: user}\n"
             "  bob:   {bearer: \"Bearer made-up-2\", role: user, scopes: [read, write]}\n"
             "  carol: {basic: \"carol:made:up\", role: staff, scopes: a b}\n"
             "  dave:  {token: \"Token 9944b0\"}\n"
             "  probe-1:\n"
             "    header: {X-API-Key: \"made-up-5\"}\n"
             "    cookie: {sessionid: \"made-up-6\"}\n"
             "    query: {key: \"made-up-7\"}\n");
    assert_int_equal(l.err, OK);
    assert_int_equal(l.identities.all.n, 5);
    assert_true(l.identities.login.given);
    assert_span(l.identities.login.method, "POST");
    assert_span(l.identities.login.path, "/api/token/");
    assert_span(l.identities.login.token, "/access");
    assert_span(l.identities.login.username_field, "email");
    const struct identity *all = l.identities.all.at;
    assert_span(all[0].name, "alice");
    assert_span(all[0].username, "alice");
    assert_span(all[0].password.value, "made up 1");
    assert_span(all[0].password.name, "$ALICE_PASSWORD");
    assert_span(all[0].role, "user");
    assert_int_equal(all[0].place.line, 7);
    assert_span(all[1].bearer.value, "made-up-2");
    assert_span(all[1].bearer.name, "$BOB_TOKEN");
    assert_int_equal(all[1].scopes.n, 2);
    assert_span(all[2].basic_user, "carol");
    assert_span(all[2].basic_password.value, "made:up");
    assert_int_equal(all[2].scopes.n, 2);
    assert_span(all[3].token.value, "9944b0");
    assert_span(all[3].token.name, "$DAVE_TOKEN");
    assert_span(all[4].headers.at[0].name, "X-API-Key");
    assert_span(all[4].headers.at[0].secret.name, "$PROBE_1_X_API_KEY");
    assert_span(all[4].cookies.at[0].secret.value, "made-up-6");
    assert_span(all[4].queries.at[0].secret.value, "made-up-7");
    arena_free(&l.arena);
}

static void json_too(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "{\"identities\": {\"a\": {\"bearer\": \"made-up\"}}}");
    assert_int_equal(l.err, OK);
    assert_span(l.identities.all.at[0].bearer.value, "made-up");
    arena_free(&l.arena);
}

/* exp 1700000000; the signature is made up. */
static void expiry_of_a_given_token(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "identities: {a: {bearer: "
             "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.bWFkZS11cA}}");
    assert_int_equal(l.err, OK);
    assert_int_equal(secret_expiry(l.identities.all.at[0].bearer.value), 1700000000);
    arena_free(&l.arena);
}

static void secrets_from_elsewhere(void **state) {
    (void)state;
    char folder[] = "/tmp/postern-identity-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[128], file[128];
    (void)snprintf(path, sizeof(path), "%s/secret.txt", folder);
    (void)snprintf(file, sizeof(file), "%s/ids.yaml", folder);
    assert_int_equal(io_write(path, SPAN("made-up-in-a-file\n")), OK);
    assert_int_equal(setenv("POSTERN_TEST_SECRET", "made-up-in-env", 1), 0);
    struct loaded l;
    load_from(&l,
              "identities:\n"
              "  a: {bearer: env:POSTERN_TEST_SECRET, token: file:secret.txt}\n"
              "  b: {basic: \"b:file:secret.txt\"}\n"
              "  c: {header: {X-Key: env:POSTERN_TEST_SECRET}}\n",
              file);
    assert_int_equal(l.err, OK);
    assert_span(l.identities.all.at[0].bearer.value, "made-up-in-env");
    assert_span(l.identities.all.at[0].token.value, "made-up-in-a-file");
    assert_span(l.identities.all.at[0].token.name, "$A_TOKEN2");
    assert_span(l.identities.all.at[1].basic_password.value, "made-up-in-a-file");
    assert_span(l.identities.all.at[2].headers.at[0].secret.value, "made-up-in-env");
    arena_free(&l.arena);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void further_members(void **state) {
    (void)state;
    struct loaded l;
    load_from(
        &l,
        "logins:\n"
        "  userAuth: {operation: POST /login, send: basic, otp: JBSWY3DPEHPK3PXP}\n"
        "  partner: {operation: POST /token, send: form, with: {provider: db, n: 1}, scope: x}\n"
        "identities:\n"
        "  a: {client_id: a, client_secret: made-up-1, scope: orders:read}\n"
        "  b: {command: [./get, b], pointer: /access}\n"
        "  c: {schemes: {userAuth: made-up-2}, cert: c.pem, key: /keys/c.pem}\n"
        "  d: {bearer: JWT made-up-3, header: {Authorization: Bearer made-up-4}}\n",
        "/etc/postern/ids.yaml");
    assert_int_equal(l.err, OK);
    assert_int_equal(l.identities.logins.n, 2);
    assert_int_equal(l.identities.logins.at[0].send, LOGIN_SEND_BASIC);
    assert_span(l.identities.logins.at[1].scheme, "partner");
    assert_int_equal(l.identities.logins.at[1].with.n, 2);
    const struct identity *all = l.identities.all.at;
    assert_span(all[0].client_secret.name, "$A_CLIENT_SECRET");
    assert_span(all[1].command.folder, "/etc/postern/.");
    assert_string_equal(all[1].command.argv[1], "b");
    assert_span(all[2].certificate, "/etc/postern/c.pem");
    assert_span(all[2].key, "/keys/c.pem");
    assert_span(all[3].prefix, "JWT");
    assert_span(all[3].bearer.value, "made-up-3");
    assert_span(identities_redact(&l.identities, &l.arena, SPAN("made-up-1 made-up-2 made-up-4")),
                "$A_CLIENT_SECRET $C_USERAUTH $D_AUTHORIZATION");
    arena_free(&l.arena);
}

static void faults(void **state) {
    (void)state;
    static const struct {
        const char *text, *line;
        enum err err;
    } rows[] = {
        {"identities:\n  alice: {usrname: alice, password: x}\n",
         "ids.yaml:2:11: error: an identity has no member \"usrname\"; did you mean \"username\"?",
         ERR_INVALID},
        {"identity: {}\n",
         "ids.yaml:1:1: error: the file has no member \"identity\"; did you mean \"identities\"?",
         ERR_INVALID},
        {"identities: {a: {bearer: env:POSTERN_NOT_SET}}\n",
         "ids.yaml:1:18: error: the environment variable POSTERN_NOT_SET is not set", ERR_MISSING},
        {"identities: {a: {bearer: file:/nonexistent/x}}\n",
         "ids.yaml:1:18: error: the file /nonexistent/x: not found", ERR_MISSING},
        {"identities: {a: {password: 12345, username: a}}\n",
         "ids.yaml:1:18: error: \"password\" must be a text; put it in quotes", ERR_INVALID},
        {"identities: {a: {username: a}}\n",
         "ids.yaml:1:14: error: a has a username without a password", ERR_INVALID},
        {"identities: {a: {role: x}}\n", "ids.yaml:1:14: error: a has no credential", ERR_INVALID},
        {"identities: {a: {basic: x}}\n",
         "ids.yaml:1:18: error: \"basic\" must be \"user:password\"", ERR_INVALID},
        {"identities: {a: {bearer: \"x\\ny\"}}\n",
         "ids.yaml:1:18: error: the value holds a line break or another control byte", ERR_INVALID},
        {"identities: {a: {header: {\"X Y\": z}}}\n",
         "ids.yaml:1:27: error: \"X Y\" is no name of a header or cookie", ERR_INVALID},
        {"login: {operation: /x}\nidentities: {}\n",
         "ids.yaml:1:9: error: \"operation\" must be a method and a path: POST /api/token/",
         ERR_INVALID},
        {"login: {operation: POST /x, token: access}\nidentities: {}\n",
         "ids.yaml:1:29: error: \"token\" must be a JSON pointer into the answer: /access",
         ERR_INVALID},
        {"identities: {a: {command: ./x}}\n",
         "ids.yaml:1:18: error: \"command\" must be a list, a program and its arguments: "
         "[./get-token, alice]; for a shell, [sh, -c, \"…\"]",
         ERR_INVALID},
        {"identities: {a: {username: a, password: b, otp: '1!'}}\n",
         "ids.yaml:1:44: error: \"otp\" must be the seed in base32, or an otpauth URL",
         ERR_INVALID},
        {"identities: {a: {key: b.pem}}\n", "ids.yaml:1:14: error: a has no credential",
         ERR_INVALID},
        {"logins: {x: {send: form}}\nidentities: {}\n",
         "ids.yaml:1:10: error: \"x\" must be a map with an \"operation\": POST /api/token/",
         ERR_INVALID},
        {"login: {operation: POST /x, send: xml}\nidentities: {}\n",
         "ids.yaml:1:29: error: \"send\" must be json, form, query or basic", ERR_INVALID},
        {"login: {operation: GRAB /x}\nidentities: {}\n",
         "ids.yaml:1:9: error: \"operation\" must be a method and a path: POST /api/token/",
         ERR_INVALID},
        {"identities:\n\ta: {bearer: b}\n",
         "ids.yaml:2:1: error: a character that nothing begins with: YAML is indented by spaces, "
         "never by a tab, and a text that begins with @, ` or % stands in quotes",
         ERR_SYNTAX},
        {"anna: {username: anna, password: b}\n",
         "ids.yaml:1:1: error: the file has no member \"anna\"; users stand below \"identities\": "
         "identities: {anna: {…}}",
         ERR_INVALID},
        {"- a\n", "ids.yaml:1:1: error: the file must be a map with the member \"identities\"",
         ERR_INVALID},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct loaded l;
        load(&l, rows[i].text);
        if (l.err != rows[i].err) {
            fail_msg("%s gave: %s", rows[i].text, err_words(l.err));
        }
        assert_told(&l, 0, rows[i].line);
        arena_free(&l.arena);
    }
}

static void all_faults_are_told(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "identities:\n  a: {bearer: 1, x: 2}\n  b: {y: 3}\n");
    assert_int_equal(l.err, ERR_INVALID);
    assert_int_equal(l.diag.errors, 3);
    arena_free(&l.arena);
    load(&l, "identities: {a: [");
    assert_int_equal(l.err, ERR_SYNTAX);
    assert_true(l.diag.errors > 0);
    arena_free(&l.arena);
    load(&l, "");
    assert_int_equal(l.err, ERR_INVALID);
    arena_free(&l.arena);
}

static void redaction(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "identities:\n"
             "  al: {username: al, password: 'pa ss\"w&rd', bearer: made-up-token}\n"
             "  bo: {basic: 'bo:swordfish'}\n"
             "  cy: {username: cy, password: abc}\n"
             "  di: {header: {Authorization: 'Custom made-up-key'}}\n");
    assert_int_equal(l.err, OK);
    static const char *const rows[][2] = {
        {"Authorization: Bearer made-up-token!", "Authorization: Bearer $AL_TOKEN!"},
        {"Basic Ym86c3dvcmRmaXNo", "Basic $BO_BASIC"},
        {"{\"password\":\"pa ss\\\"w&rd\"}", "{\"password\":\"$AL_PASSWORD\"}"},
        {"password=pa+ss%22w%26rd&x", "password=$AL_PASSWORD&x"},
        {"?p=pa%20ss%22w%26rd", "?p=$AL_PASSWORD"},
        {"abcdef abc \"abc\" xabc", "abcdef $CY_PASSWORD \"$CY_PASSWORD\" xabc"},
        {"key made-up-key", "key $DI_AUTHORIZATION"},
        {"nothing here", "nothing here"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_span(identities_redact(&l.identities, &l.arena, span_from(rows[i][0])), rows[i][1]);
    }
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_file),
        cmocka_unit_test(json_too),
        cmocka_unit_test(expiry_of_a_given_token),
        cmocka_unit_test(secrets_from_elsewhere),
        cmocka_unit_test(further_members),
        cmocka_unit_test(faults),
        cmocka_unit_test(all_faults_are_told),
        cmocka_unit_test(redaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
