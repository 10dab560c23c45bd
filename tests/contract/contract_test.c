/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused as a whole, how references are followed, and the limits. */
#include "contract/contract.h"

#include "base/buf.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static enum err load(struct arena *arena, struct span text, struct contract *contract,
                     struct diag *diag) {
    struct contract_options options = {.file = SPAN("c.yaml")};
    diag_init(diag, arena);
    return contract_load(arena, text, &options, contract, diag);
}

#define REFUSED(literal, error, line, column) \
    { SPAN_INIT(literal), error, line, column }

static const struct {
    struct span text;
    enum err error;
    unsigned line, column;
} refused[] = {
    REFUSED("", ERR_INVALID, 1, 1),
    REFUSED(" \n", ERR_INVALID, 1, 1),
    REFUSED("<!DOCTYPE html><html>", ERR_INVALID, 1, 1),
    REFUSED("\xff\xfe{\0", ERR_UNSUPPORTED, 1, 1),
    REFUSED("\0{\0\"", ERR_UNSUPPORTED, 1, 1),
    REFUSED("just text", ERR_INVALID, 1, 1),
    REFUSED("[]", ERR_INVALID, 1, 1),
    REFUSED("{\"openapi\": \"3.0.0\", \"paths\": {}", ERR_SYNTAX, 1, 33),
    REFUSED("{\"a\": 1}", ERR_INVALID, 1, 1),
    REFUSED("openapi: 4.0.0\npaths: {}\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("openapi: 3.3.0\npaths: {}\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("openapi: 3.10.0\npaths: {}\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("openapi: [3]\npaths: {}\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("swagger: '1.2'\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("swaggerVersion: '1.2'\n", ERR_UNSUPPORTED, 1, 1),
    REFUSED("openapi: 3.0.0\n", ERR_INVALID, 1, 1),
    REFUSED("openapi: 3.0.0\npaths: [1]\n", ERR_INVALID, 2, 1),
    REFUSED("openapi: 3.0.0\npaths: {\n", ERR_SYNTAX, 3, 1),
    REFUSED("openapi: 3.0.0\npaths: {}\n---\na: 1", ERR_SYNTAX, 3, 1),
};

static void test_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct contract contract;
        struct diag diag;
        enum err error = load(&arena, refused[i].text, &contract, &diag);
        struct place place = diag.items.n ? diag.items.at[0].place : (struct place){0};
        if (error != refused[i].error || diag.errors != 1 || place.line != refused[i].line ||
            place.column != refused[i].column) {
            fail_msg("%zu: %s, %zu errors at %u:%u", i, err_words(error), diag.errors, place.line,
                     place.column);
        }
    }
}

static void test_mark_and_flow(void **state) {
    (void)state;
    static const struct span texts[] = {
        SPAN_INIT("\xef\xbb\xbf{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {\"get\": {}}}}"),
        SPAN_INIT("\xef\xbb\xbfopenapi: 3.0.0\npaths: {/a: {get: {}}}"),
        SPAN_INIT("{openapi: 3.0.0, paths: {/a: {get: {}}}}"),
        SPAN_INIT("--- {\"openapi\": 3.0, \"paths\": {\"/a\": {\"get\": {}}}}"),
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct contract contract;
        struct diag diag;
        assert_int_equal(load(&arena, texts[i], &contract, &diag), OK);
        assert_int_equal(contract.operations.n, 1);
        assert_int_equal(diag.errors, 0);
    }
}

static void test_resolve(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct contract contract;
    struct diag diag;
    struct span text = SPAN("openapi: 3.1.0\npaths: {}\ncomponents:\n schemas:\n"
                            "  a: {$ref: '#/components/schemas/b'}\n"
                            "  b: {$ref: '#/components/schemas/c'}\n"
                            "  c: {type: string}\n"
                            "  x: {$ref: '#/components/schemas/y'}\n"
                            "  y: {$ref: '#/components/schemas/x'}\n"
                            "  self: {$ref: '#/components/schemas/self'}\n"
                            "  gone: {$ref: '#/components/schemas/none'}\n"
                            "  list: [{$ref: '#/components/schemas/list/1'}, {type: number}]\n"
                            "  whole: {$ref: '#'}\n"
                            "  props: {properties: {$ref: {type: string}}}\n");
    assert_int_equal(load(&arena, text, &contract, &diag), OK);
    const struct node *schemas = node_at(contract.root, SPAN("/components/schemas"));
    const struct node *c = node_get(schemas, SPAN("c"));
    assert_ptr_equal(contract_resolve(&contract, node_get(schemas, SPAN("a"))), c);
    assert_ptr_equal(contract_resolve(&contract, c), c);
    assert_null(contract_resolve(&contract, node_get(schemas, SPAN("x"))));
    assert_null(contract_resolve(&contract, node_get(schemas, SPAN("self"))));
    assert_null(contract_resolve(&contract, node_get(schemas, SPAN("gone"))));
    assert_null(contract_resolve(&contract, NULL));
    assert_ptr_equal(contract_resolve(&contract, node_get(schemas, SPAN("whole"))), contract.root);
    const struct node *list = node_get(schemas, SPAN("list"));
    assert_ptr_equal(contract_resolve(&contract, node_first(list)), node_first(list)->next);
    const struct node *properties = node_at(schemas, SPAN("/props/properties"));
    assert_ptr_equal(contract_resolve(&contract, properties), properties);
    assert_int_equal(diag.warnings, 1); /* only "gone"; circles are fine */
}

static enum err read_remote(void *user, struct arena *arena, struct span path, struct span *text) {
    (void)arena;
    size_t *count = user;
    ++*count;
    bool known = span_equal(path, SPAN("https://h.example/a/b.yaml"));
    bool next = span_equal(path, SPAN("https://h.example/a/c.yaml"));
    *text = known  ? SPAN("get: {$ref: c.yaml}\nput: {$ref: 'file:///etc/passwd'}")
            : next ? SPAN("operationId: far")
                   : SPAN("");
    return known || next ? OK : ERR_MISSING;
}

static void test_remote(void **state) {
    (void)state;
    struct span text = SPAN("openapi: 3.0.0\npaths: {/a: {$ref: 'https://h.example/a/b.yaml'}}\n");
    for (unsigned allowed = 0; allowed < 2; allowed++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct contract contract;
        struct diag diag;
        size_t count = 0;
        struct contract_options options = {
            .file = SPAN("c.yaml"), .reader = read_remote, .user = &count, .remote = allowed != 0};
        diag_init(&diag, &arena);
        assert_int_equal(contract_load(&arena, text, &options, &contract, &diag), OK);
        assert_int_equal(count, allowed ? 2 : 0);
        assert_int_equal(contract.operations.n, allowed ? 1 : 0);
        assert_true(diag.warnings >= 1);
    }
}

/* user: where the path is kept that was asked for. */
static enum err read_noting(void *user, struct arena *arena, struct span path, struct span *text) {
    struct span *asked = user;
    *asked = arena_dup(arena, path);
    *text = SPAN("{}");
    return OK;
}

/* References are resolved against the first file, be it a path or a URL, and leave no origin. */
static void test_resolved_paths(void **state) {
    (void)state;
    static const struct {
        const char *file, *reference, *asked;
    } samples[] = {
        {"api/c.yaml", "x.yaml", "api/x.yaml"},
        {"/srv/api/c.yaml", "./a/../b%20c.yaml", "/srv/api/b c.yaml"},
        {"/srv/api/c.yaml", "../common.yaml#/x", "/srv/api/../common.yaml"},
        {"c.yaml", "sub/x.yaml", "sub/x.yaml"},
        {"http://h.example/api/c.yaml", "../x.yaml", "http://h.example/x.yaml"},
        {"http://h.example/api/c.yaml", "a%20b.yaml", "http://h.example/api/a%20b.yaml"},
        {"http://h.example/api/?format=a", "x.yaml", "http://h.example/api/x.yaml"},
        {"http://h.example/api/c.yaml", "//elsewhere.example/x.yaml", ""},
        {"http://h.example/api/c.yaml", "http://elsewhere.example/x.yaml", ""},
        {"c.yaml", "file:///etc/passwd", ""},
        {"c.yaml", "c.yaml#/paths", ""}, /* itself */
    };
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct contract contract;
        struct span asked = {"", 0};
        struct contract_options options = {
            .file = span_from(samples[i].file), .reader = read_noting, .user = &asked};
        struct span text = arena_printf(&arena, "openapi: 3.0.0\npaths: {/a: {$ref: '%s'}}\n",
                                        samples[i].reference);
        assert_int_equal(contract_load(&arena, text, &options, &contract, NULL), OK);
        if (!span_equal(asked, span_from(samples[i].asked))) {
            fail_msg("%s: asked for %.*s", samples[i].reference, SPAN_ARG(asked));
        }
    }
}

/* A file that leads to the next, for ever. */
static enum err read_endless(void *user, struct arena *arena, struct span path, struct span *text) {
    size_t *count = user;
    (void)path;
    *text = arena_printf(arena, "next: {$ref: f%zu.yaml}", ++*count);
    return OK;
}

static void test_endless_files(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct contract contract;
    struct diag diag;
    size_t count = 0;
    struct contract_options options = {
        .file = SPAN("c.yaml"), .reader = read_endless, .user = &count};
    diag_init(&diag, &arena);
    struct span text = SPAN("openapi: 3.0.0\npaths: {/a: {$ref: f.yaml}}\n");
    assert_int_equal(contract_load(&arena, text, &options, &contract, &diag), ERR_LIMIT);
    assert_true(count <= LIMIT_CONTRACT_FILES);
}

static void test_laughs(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE text = {0};
    buf_text(&text, "openapi: 3.0.0\npaths: {}\nl0: &l0 [lol]\n");
    for (int i = 1; i < 40; i++) {
        buf_printf(&text, "l%d: &l%d [*l%d, *l%d]\n", i, i, i - 1, i - 1);
    }
    struct contract contract;
    struct diag diag;
    clock_t start = clock(); /* of the processor: others may be busy */
    assert_int_equal(load(&arena, buf_span(&text), &contract, &diag), ERR_LIMIT);
    assert_true(clock() - start < CLOCKS_PER_SEC / 10);
}

static void test_too_many_parameters(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE text = {0};
    buf_text(&text, "openapi: 3.0.0\npaths:\n /a:\n  get:\n   parameters:\n");
    for (int i = 0; i <= LIMIT_CONTRACT_PARAMETERS; i++) {
        buf_printf(&text, "   - {name: p%d, in: query}\n", i);
    }
    struct contract contract;
    struct diag diag;
    assert_int_equal(load(&arena, buf_span(&text), &contract, &diag), ERR_LIMIT);
}

/* What is too large loses its own operation only. */
static void test_too_much_for_one(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE text = {0};
    buf_text(&text, "openapi: 3.0.0\npaths:\n /ok: {get: {}}\n ? /");
    for (int i = 0; i <= LIMIT_CONTRACT_VARIABLES; i++) {
        buf_text(&text, "{a}");
    }
    buf_text(&text, "\n : {get: {}}\n /b:\n  get:\n   security: [{}");
    for (int i = 0; i < LIMIT_CONTRACT_REQUIREMENTS; i++) {
        buf_text(&text, ", {}");
    }
    buf_text(&text, "]\n");
    struct contract contract;
    struct diag diag;
    assert_int_equal(load(&arena, buf_span(&text), &contract, &diag), OK);
    assert_int_equal(contract.operations.n, 1);
    assert_int_equal(contract.unreadable.n, 2);
    assert_int_equal(diag.errors, 2);
}

/* The base path of the only operation, by where the contract was read and what it says of itself.
 */
static void test_relative_servers(void **state) {
    (void)state;
    static const struct {
        const char *file, *server, *base;
    } rows[] = {
        {"https://h.example/docs/v1/c.yaml", "./", "/docs/v1"},
        {"https://h.example/docs/v1/c.yaml", ".", "/docs/v1"},
        {"https://h.example/docs/v1/c.yaml", "..", "/docs"},
        {"https://h.example/docs/v1/c.yaml", "../../api/", "/api"},
        {"https://h.example/docs/v1/c.yaml", "../../../../api", "/api"},
        {"https://h.example/docs/v1/c.yaml", "api", "/docs/v1/api"},
        {"https://h.example/docs/v1/c.yaml", "/api", "/api"},
        {"https://h.example/docs/v1/c.yaml", "/", ""},
        {"https://h.example/docs/v1/c.yaml", "", ""},
        {"https://h.example/docs/v1/c.yaml", "//other.example/x/./y/", "/x/y"},
        {"https://h.example/docs/v1/c.yaml", "https://other.example", ""},
        {"https://h.example/docs/v1/?format=openapi", "./", "/docs/v1"},
        {"docs/c.yaml", "./", ""},
        {"docs/c.yaml", "../api", "/api"},
        {"docs/c.yaml", "api/v2", "/api/v2"},
        {"docs/c.yaml", "/api/../v2/", "/v2"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct contract contract;
        struct contract_options options = {.file = span_from(rows[i].file)};
        struct span text =
            arena_printf(&arena, "openapi: 3.0.0\nservers: [{url: '%s'}]\npaths: {/a: {get: {}}}",
                         rows[i].server);
        assert_int_equal(contract_load(&arena, text, &options, &contract, NULL), OK);
        struct span base = contract.operations.at[0].base;
        if (!span_equal(base, span_from(rows[i].base))) {
            fail_msg("%s at %s: %.*s", rows[i].server, rows[i].file, SPAN_ARG(base));
        }
    }
}

static void test_security_asks(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct contract contract;
    struct diag diag;
    struct span text =
        SPAN("openapi: 3.0.0\npaths: {/a: {get: {security: [{b: [], gone: []}, {}]}}}\n"
             "components: {securitySchemes: {b: {type: http, scheme: bearer}}}\n");
    assert_int_equal(load(&arena, text, &contract, &diag), OK);
    const struct security *security = &contract.operations.at[0].security;
    assert_true(security_asks(security, SCHEME_BEARER));
    assert_false(security_asks(security, SCHEME_BASIC));
    assert_false(security_asks(security, SCHEME_UNKNOWN));
}

static void test_security_names(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct contract contract;
    struct diag diag;
    struct span text =
        SPAN("openapi: 3.0.0\npaths: {/a: {get: {security: [{a: []}, {a: [], b: []}]}}}\n"
             "components: {securitySchemes: {a: {type: http, scheme: bearer}, "
             "b: {type: http, scheme: basic}, c: {type: http, scheme: bearer}}}\n");
    assert_int_equal(load(&arena, text, &contract, &diag), OK);
    const struct security *security = &contract.operations.at[0].security;
    const struct scheme *schemes = contract.schemes.at;
    assert_true(security_names(security, &schemes[0]));
    assert_true(security_names(security, &schemes[1]));
    assert_false(security_names(security, &schemes[2]));
    assert_false(requirement_names(&security->any.at[0], &schemes[1]));
    assert_true(requirement_names(&security->any.at[1], &schemes[1]));
}

static void test_no_memory(void **state) {
    (void)state;
    struct span text = SPAN("openapi: 3.0.0\npaths: {'/a/{b}': {get: {parameters: [{name: b, in: "
                            "path}], security: [{x: [y]}]}}}\n");
    enum err error = ERR_MEMORY;
    for (size_t limit = 0; error == ERR_MEMORY; limit += 64) {
        ARENA_SCOPE arena;
        arena_init(&arena, limit);
        struct contract contract;
        struct contract_options options = {.file = SPAN("c.yaml")};
        error = contract_load(&arena, text, &options, &contract, NULL);
        assert_true(limit < 1 << 20);
    }
    assert_int_equal(error, OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),          cmocka_unit_test(test_mark_and_flow),
        cmocka_unit_test(test_resolve),          cmocka_unit_test(test_remote),
        cmocka_unit_test(test_endless_files),    cmocka_unit_test(test_laughs),
        cmocka_unit_test(test_too_much_for_one), cmocka_unit_test(test_relative_servers),
        cmocka_unit_test(test_resolved_paths),   cmocka_unit_test(test_too_many_parameters),
        cmocka_unit_test(test_security_asks),    cmocka_unit_test(test_security_names),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
