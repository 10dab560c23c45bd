/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the oracle over recorded answers: each folder of tests/scan/cases/oracle is a case, with its
 * answers in exchanges.yaml and what must be said of them in expected.yaml. */
#include "base/io.h"
#include "scan/oracle.h"
#include "text/yaml.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CASE_BYTES = 1 << 20, MOST_CASES = 400 };

static const struct node *load(struct arena *arena, const char *folder, const char *name) {
    struct span path = arena_printf(arena, "%s/tests/scan/cases/oracle/%s/%s",
                                    getenv("POSTERN_SOURCE"), folder, name);
    struct span text;
    assert_int_equal(io_read(arena, path.ptr, CASE_BYTES, &text), OK);
    struct yaml_options options = {.file = path};
    const struct node *root = NULL;
    struct diag diag;
    diag_init(&diag, arena);
    if (yaml_parse(arena, text, &options, &root, &diag) != OK) {
        fail_msg("%s: %s", path.ptr, diag_line(arena, &diag.items.at[0]).ptr);
    }
    return root;
}

/* An answer as the case writes it: status, headers, body; or "wire: timeout", "wire: closed". */
static struct sample answer(struct arena *arena, const struct node *node) {
    struct sample sample = {0};
    struct exchange exchange = {
        .request = {.method = node_true(node_get(node, SPAN("head"))) ? SPAN("HEAD") : SPAN("GET"),
                    .url = arena_join(arena, SPAN("http://127.0.0.1"),
                                      node_text(node_get(node, SPAN("path"))))}};
    struct response *response = &exchange.response;
    struct span wire = node_text(node_get(node, SPAN("wire")));
    int64_t status = 0;
    if (!node) {
        return sample;
    }
    response->wire = span_equal(wire, SPAN("closed")) ? WIRE_CLOSED : WIRE_TIMEOUT;
    response->wire = wire.len ? response->wire : WIRE_OK;
    (void)node_i64(node_get(node, SPAN("status")), &status);
    response->status = (int)status;
    response->body = node_text(node_get(node, SPAN("body")));
    NODE_EACH(field, node_get(node, SPAN("headers"))) {
        assert_true(fields_add(arena, &response->fields, node_key(field), node_text(field)));
    }
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static void must(const char *folder, const char *what, struct span expected, const char *is,
                 const char *reason) {
    if (expected.len && !span_equal(expected, span_from(is))) {
        fail_msg("%s: %s must be %.*s, and is %s (%s)", folder, what, SPAN_ARG(expected), is,
                 reason ? reason : "");
    }
}

static void run_case(const char *folder) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)16 << 20);
    const struct node *exchanges = load(&arena, folder, "exchanges.yaml");
    const struct node *expected = load(&arena, folder, "expected.yaml");
    struct controls controls = {
        .valid = answer(&arena, node_get(exchanges, SPAN("valid"))),
        .valid_again = answer(&arena, node_get(exchanges, SPAN("valid-again"))),
        .anonymous = answer(&arena, node_get(exchanges, SPAN("anonymous"))),
        .garbage = answer(&arena, node_get(exchanges, SPAN("garbage"))),
        .wrong_scheme = answer(&arena, node_get(exchanges, SPAN("wrong-scheme"))),
        .nowhere = answer(&arena, node_get(exchanges, SPAN("nowhere"))),
        .write = node_true(node_get(exchanges, SPAN("write"))),
        .unparsable = node_true(node_get(exchanges, SPAN("unparsable"))),
        .takes_away = node_true(node_get(exchanges, SPAN("takes-away"))),
        .shows_itself = node_true(node_get(exchanges, SPAN("shows-itself"))),
        .siblings_ask_first = node_true(node_get(exchanges, SPAN("siblings-ask-first"))),
    };
    if (controls.valid_again.wire == WIRE_OK) {
        assert_int_equal(
            sample_learn(&arena, &controls.valid, &controls.valid_again, &controls.volatility), OK);
    }
    bool public = node_true(node_get(exchanges, SPAN("public")));
    struct gate_ruling gate = oracle_gate(&controls, public);
    const struct node *lacks = node_get(exchanges, SPAN("lacking"));
    if (lacks) {
        const struct lacking lacking = {
            .anonymous = answer(&arena, node_get(lacks, SPAN("anonymous"))),
            .garbage = answer(&arena, node_get(lacks, SPAN("garbage"))),
            .nowhere = answer(&arena, node_get(lacks, SPAN("nowhere"))),
            .absent = node_true(node_get(lacks, SPAN("absent"))),
        };
        gate = oracle_lacking_gate(&controls, &lacking, public, gate);
    }
    struct span wanted = node_text(node_get(expected, SPAN("gate")));
    assert_true(wanted.len > 0);
    must(folder, "gate", wanted, gate_word(gate.gate), gate.reason);
    must(folder, "anonymous", node_text(node_get(expected, SPAN("anonymous"))),
         verdict_word(gate.anonymous.verdict), gate.anonymous.reason);
    must(folder, "garbage", node_text(node_get(expected, SPAN("garbage"))),
         verdict_word(gate.garbage.verdict), gate.garbage.reason);
    NODE_EACH(attack, node_get(exchanges, SPAN("attacks"))) {
        struct sample sample = answer(&arena, attack);
        struct ruling ruling = oracle_judge(&controls, &sample);
        struct span verdict =
            node_text(node_get(node_get(expected, SPAN("attacks")), node_key(attack)));
        assert_true(verdict.len > 0);
        must(folder, attack->key, verdict, verdict_word(ruling.verdict), ruling.reason);
    }
}

static void every_case(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct span path = arena_printf(&arena, "%s/tests/scan/cases/oracle", getenv("POSTERN_SOURCE"));
    DIR *folder = opendir(path.ptr);
    assert_non_null(folder);
    unsigned count = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] != '.' && count++ < MOST_CASES) {
            run_case(entry->d_name);
        }
    }
    (void)closedir(folder);
    assert_true(count >= 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
