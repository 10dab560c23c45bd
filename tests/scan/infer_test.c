/* SPDX-License-Identifier: Apache-2.0 */
/* What an operation asks for, where the contract does not say: from challenges and neighbours. */
#include "contract_text.h"

#include "scan/infer.h"

#define HEAD \
    "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {"
#define OPERATION(path, more) "\"" path "\": {\"get\": {" more "\"responses\": {}}}"
#define SCHEMES(all) "}, \"components\": {\"securitySchemes\": {" all "}}}"
#define BEARER "\"jwt\": {\"type\": \"http\", \"scheme\": \"bearer\"}"
#define BASIC "\"pair\": {\"type\": \"http\", \"scheme\": \"basic\"}"
#define KEY "\"key\": {\"type\": \"apiKey\", \"in\": \"header\", \"name\": \"X-Key\"}"
#define SECURED(name) "\"security\": [{\"" name "\": []}],"

/* The names that the first operation is inferred to declare, joined; fields: of the refusal. */
static struct span inferred(struct loaded *l, const char *contract, const char *const *fields) {
    struct response refusal = {.wire = WIRE_OK, .status = 401};
    struct contract whole;
    struct operation out;
    struct span joined = SPAN("");
    load_contract(l, contract);
    whole = l->contract;
    if (infer_silent(&l->contract)) {
        assert_int_equal(infer_contract(&l->arena, &l->contract, &whole), OK);
    }
    for (; *fields; fields++) {
        assert_true(
            fields_add(&l->arena, &refusal.fields, SPAN("WWW-Authenticate"), span_from(*fields)));
    }
    assert_int_equal(infer_operation(&l->arena, &whole, &whole.operations.at[0], &refusal, &out),
                     OK);
    assert_true(out.security.declared);
    VEC_EACH(const struct requirement, requirement, &out.security.any) {
        assert_int_equal(requirement->needs.n, 1); /* each alone is enough */
        assert_non_null(requirement->needs.at[0].scheme);
        joined = arena_printf(&l->arena, "%.*s%s%.*s", SPAN_ARG(joined), joined.len ? "," : "",
                              SPAN_ARG(requirement->needs.at[0].name));
    }
    return joined;
}

static void check(const char *contract, const char *const *fields, const char *wanted) {
    struct loaded l = {.arena = {0}};
    struct span got = inferred(&l, contract, fields);
    assert_span(got, wanted);
    arena_free(&l.arena);
}

#define FIELDS(...) ((const char *const[]){__VA_ARGS__})
#define SILENT HEAD OPERATION("/a", "") "}}"
#define MIXED                                                                   \
    HEAD OPERATION("/a", "") "," OPERATION("/b", SECURED("jwt")) "," OPERATION( \
        "/c", SECURED("key")) SCHEMES(BEARER "," BASIC "," KEY)

static void silent_contracts(void **state) {
    (void)state;
    check(SILENT, FIELDS(NULL), "bearer (inferred),Token (inferred),Basic (inferred)");
    check(SILENT, FIELDS("Bearer realm=\"api\"", NULL), "bearer (inferred)");
    check(SILENT, FIELDS("Negotiate, Bearer", NULL), "bearer (inferred)");
    check(SILENT, FIELDS("Negotiate", "Basic realm=\"a, Bearer\"", NULL), "Basic (inferred)");
    check(SILENT, FIELDS("token", NULL), "Token (inferred)");
    check(SILENT, FIELDS("Bearerish", NULL), "bearer (inferred),Token (inferred),Basic (inferred)");
}

/* One operation is silent; its neighbours are not. */
static void silent_operations(void **state) {
    (void)state;
    check(MIXED, FIELDS(NULL), "jwt,key");
    check(MIXED, FIELDS("Bearer", NULL), "jwt,key"); /* no challenge can name a key */
    check(MIXED, FIELDS("Basic realm=x", NULL), "pair,key");
    check(MIXED, FIELDS("Digest, Token", NULL), "Token (inferred),key");
    check(MIXED, FIELDS("Negotiate", NULL), "jwt,key");
}

/* Nobody uses what the contract defines. */
static void unused_schemes(void **state) {
    (void)state;
    check(HEAD OPERATION("/a", "\"security\": [],") SCHEMES(KEY), FIELDS(NULL), "key");
    check(HEAD OPERATION("/a", "\"security\": [],") SCHEMES(KEY), FIELDS("Bearer", NULL),
          "bearer (inferred)");
}

static bool lacks(const char *security) {
    struct loaded l = {.arena = {0}};
    ARENA_SCOPE text;
    arena_init(&text, SIZE_MAX);
    load_contract(&l, arena_printf(&text,
                                   HEAD "\"/a\": {\"get\": {%s\"responses\": {}}}" SCHEMES(BEARER),
                                   security)
                          .ptr);
    bool lacking = infer_lacking(&l.contract.operations.at[0]);
    arena_free(&l.arena);
    return lacking;
}

static void lacking(void **state) {
    (void)state;
    assert_true(lacks(""));
    assert_true(lacks("\"security\": [],"));
    assert_true(lacks("\"security\": [{}],"));
    assert_false(lacks("\"security\": [{\"jwt\": []}],"));
    assert_true(lacks("\"security\": [{\"unheardOf\": []}],"));
    assert_true(lacks("\"security\": [{\"jwt\": [], \"unheardOf\": []}],"));
    assert_false(lacks("\"security\": [{\"unheardOf\": []}, {\"jwt\": []}],"));
}

static void silence(void **state) {
    (void)state;
    struct loaded l = {.arena = {0}};
    load_contract(&l, SILENT);
    assert_true(infer_silent(&l.contract));
    arena_free(&l.arena);
    load_contract(&l, MIXED);
    assert_false(infer_silent(&l.contract));
    arena_free(&l.arena);
    load_contract(&l, HEAD OPERATION("/a", "\"security\": [],") "}}");
    assert_false(infer_silent(&l.contract));
    arena_free(&l.arena);
    load_contract(&l, HEAD OPERATION("/a", "") SCHEMES(BEARER));
    assert_false(infer_silent(&l.contract));
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silent_contracts), cmocka_unit_test(silent_operations),
        cmocka_unit_test(unused_schemes),   cmocka_unit_test(lacking),
        cmocka_unit_test(silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
