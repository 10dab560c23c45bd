/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence shows no secret, and its curl lines mean to a shell what they show and nothing else. All
 * secrets here are made up. */
#include "contract_text.h"

#include "scan/credential/secret.h"
#include "scan/curl_line.h"
#include "scan/evidence.h"

#include <stdio.h>

#define TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.MadeUpSignature01"
#define OTHER "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJiIn0."

struct fixture {
    struct arena arena;
    struct identities identities;
    struct exchange exchange;
    struct evidence evidence;
};

static void set_up(struct fixture *f) {
    *f = (struct fixture){
        .exchange = {.request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/api/")}}};
    arena_init(&f->arena, (size_t)16 << 20);
    f->identities.arena = &f->arena;
    struct identity *alice = vec_add(&f->arena, &f->identities.all);
    assert_non_null(alice);
    alice->name = SPAN("alice");
    assert_int_equal(
        secret_set(&f->identities, alice->name, &alice->bearer, SPAN("TOKEN"), SPAN(TOKEN)), OK);
}

static void add(struct fixture *f, struct fields *fields, const char *name, const char *value) {
    assert_true(fields_add(&f->arena, fields, span_from(name), span_from(value)));
}

static void make(struct fixture *f, struct span forged) {
    const struct hidden hidden = {&f->identities, forged, NULL};
    assert_int_equal(evidence_make(&f->arena, &hidden, &f->exchange, SPAN("attack"), SPAN("label"),
                                   &f->evidence),
                     OK);
}

/* What a shell makes of the line: its words, one a line. */
static struct span words_of(struct fixture *f, struct span line) {
    struct span script =
        arena_printf(&f->arena,
                     "ALICE_TOKEN=good; FORGED_TOKEN=bad; HOME=/home; set -- %.*s; printf "
                     "'%%s\\n' \"$@\"",
                     SPAN_ARG(line));
    char name[] = "/tmp/postern-test-XXXXXX", out[4096];
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(script.ptr, 1, script.len, file), script.len);
    assert_int_equal(fclose(file), 0);
    struct span command = arena_printf(&f->arena, "sh %s", name);
    FILE *shell = popen(command.ptr, "r");
    assert_non_null(shell);
    size_t n = fread(out, 1, sizeof(out), shell);
    assert_int_equal(pclose(shell), 0);
    (void)remove(name);
    return arena_dup(&f->arena, (struct span){out, n});
}

static void secrets_by_name(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    add(&f, &f.exchange.request.fields, "Authorization", "Bearer " TOKEN);
    f.exchange.response = (struct response){.wire = WIRE_OK, .status = 200, .body = SPAN(TOKEN)};
    make(&f, (struct span){NULL, 0});
    assert_span(f.evidence.exchange.request.fields.at[0].value, "Bearer $ALICE_TOKEN");
    assert_span(f.evidence.exchange.response.body, "$ALICE_TOKEN");
    assert_span(f.evidence.curl, "curl -i --path-as-is -H \"Authorization: Bearer $ALICE_TOKEN\" "
                                 "'http://127.0.0.1/api/'");
    assert_span(words_of(&f, f.evidence.curl), "curl\n-i\n--path-as-is\n-H\nAuthorization: Bearer "
                                               "good\nhttp://127.0.0.1/api/\n");
    arena_free(&f.arena);
}

/* A forged token that works is a secret as well, each time that it is seen. */
static void forged_by_name(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    add(&f, &f.exchange.request.fields, "Authorization", "Bearer forged-made-up");
    f.exchange.response = (struct response){
        .wire = WIRE_OK, .status = 200, .body = SPAN("forged-made-up, forged-made-up!")};
    make(&f, SPAN("forged-made-up"));
    assert_span(f.evidence.exchange.response.body, "$FORGED_TOKEN, $FORGED_TOKEN!");
    assert_span(f.evidence.exchange.request.fields.at[0].value, "Bearer $FORGED_TOKEN");
    arena_free(&f.arena);
}

/* A secret that stands across the excerpt's end is not shown by half. */
static void no_half_secret(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    for (size_t before = 540; before < 620; before++) {
        BUF_SCOPE body = {0};
        buf_fill(&body, '.', before);
        buf_text(&body, TOKEN);
        f.exchange.response =
            (struct response){.wire = WIRE_OK, .status = 200, .body = buf_span(&body)};
        make(&f, (struct span){NULL, 0});
        assert_int_equal(span_find(f.evidence.exchange.response.body, SPAN("eyJ")), SIZE_MAX);
        assert_true(f.evidence.exchange.response.body.len <= 600);
    }
    arena_free(&f.arena);
}

/* What the target gives out works as well: sessions and tokens. */
static void given_out(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    struct response *response = &f.exchange.response;
    *response = (struct response){
        .wire = WIRE_OK, .status = 200, .body = SPAN("{\"access\": \"" OTHER "AnotherMadeUp\"}")};
    add(&f, &response->fields, "Set-Cookie", "sessionid=made-up-session; Path=/; HttpOnly");
    add(&f, &response->fields, "Set-Cookie", "gone=; Max-Age=0");
    add(&f, &response->fields, "X-Token", OTHER "AnotherMadeUp");
    make(&f, (struct span){NULL, 0});
    const struct response *shown = &f.evidence.exchange.response;
    assert_span(shown->body, "{\"access\": \"" OTHER "(hidden)\"}");
    assert_span(shown->fields.at[0].value, "sessionid=(hidden); Path=/; HttpOnly");
    assert_span(shown->fields.at[1].value, "gone=; Max-Age=0");
    assert_span(shown->fields.at[2].value, OTHER "(hidden)");
    arena_free(&f.arena);
}

/* A contract or a target may put anything into a request; only names of secrets mean something. */
static void nothing_runs(void **state) {
    static const char *const texts[] = {
        "plain", "it's",        "a \"b\" c",  "$(echo ran)",   "`echo ran`",
        "$HOME", "back\\slash", "${HOME}",    "a!b",           "x; echo ran #",
        "a\nb",  "~ * ? [a]",   "trailing\\", "'$(echo ran)'", "\"$(echo ran)",
        "$",     "@/etc/hosts"};
    (void)state;
    struct fixture f;
    set_up(&f);
    for (size_t i = 0; i < 2 * sizeof(texts) / sizeof(*texts); i++) {
        const char *text = texts[i / 2];
        struct span body = arena_printf(&f.arena, "%s%s", i % 2 ? TOKEN " " : "", text);
        f.exchange.request.body = body;
        make(&f, (struct span){NULL, 0});
        struct span wanted = arena_printf(
            &f.arena, "curl\n-i\n--path-as-is\n-X\nGET\n--data-raw\n%s%s\nhttp://127.0.0.1/api/\n",
            i % 2 ? "good " : "", text);
        assert_span(words_of(&f, f.evidence.curl), wanted.ptr);
    }
    arena_free(&f.arena);
}

/* What -H adds to every request is named, too, and stands where a shell expands it. */
static void fields_of_the_command_line(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    struct field added = {SPAN("X-Gateway"), SPAN("$HEADER_X_GATEWAY")};
    assert_true(vec_push(&f.arena, &f.exchange.request.fields, added));
    make(&f, (struct span){NULL, 0});
    assert_span(f.evidence.curl, "curl -i --path-as-is -H \"X-Gateway: $HEADER_X_GATEWAY\" "
                                 "'http://127.0.0.1/api/'");
    arena_free(&f.arena);
}

/* A credential may travel anywhere in a request. */
static void everywhere_in_a_request(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    f.exchange.request.method = SPAN("POST");
    f.exchange.request.url = SPAN("http://127.0.0.1/api/?token=" TOKEN);
    f.exchange.request.body = SPAN("{\"token\": \"" TOKEN "\"}");
    struct fields all = {0};
    add(&f, &all, "X-Gateway", "north");
    add(&f, &all, "X-Own", "unseen");
    add(&f, &f.exchange.request.fields, "x-own", "own");
    const struct hidden hidden = {&f.identities, {NULL, 0}, &all};
    assert_int_equal(
        evidence_make(&f.arena, &hidden, &f.exchange, SPAN("attack"), SPAN("label"), &f.evidence),
        OK);
    const struct request *shown = &f.evidence.exchange.request;
    assert_span(shown->url, "http://127.0.0.1/api/?token=$ALICE_TOKEN");
    assert_span(shown->body, "{\"token\": \"$ALICE_TOKEN\"}");
    assert_int_equal(shown->fields.n, 2);
    assert_span(fields_get(&shown->fields, SPAN("X-Gateway")), "north");
    assert_span(fields_get(&shown->fields, SPAN("X-Own")), "own");
    arena_free(&f.arena);
}

static void methods_and_fields(void **state) {
    (void)state;
    struct fixture f;
    set_up(&f);
    f.exchange.request.method = SPAN("HEAD");
    add(&f, &f.exchange.request.fields, "X-Empty", "");
    f.exchange.request.url = SPAN("http://127.0.0.1/[1-9]/");
    make(&f, (struct span){NULL, 0});
    assert_span(f.evidence.curl,
                "curl -i --path-as-is --head -H 'X-Empty;' -g 'http://127.0.0.1/[1-9]/'");
    arena_free(&f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_by_name),
        cmocka_unit_test(forged_by_name),
        cmocka_unit_test(no_half_secret),
        cmocka_unit_test(given_out),
        cmocka_unit_test(nothing_runs),
        cmocka_unit_test(methods_and_fields),
        cmocka_unit_test(everywhere_in_a_request),
        cmocka_unit_test(fields_of_the_command_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
