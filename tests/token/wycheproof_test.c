/* SPDX-License-Identifier: Apache-2.0 */
/* Wycheproof's vectors: no wrong accept, and no wrong refusal outside the published list. */
#include "token/verify.h"

#include "base/io.h"
#include "text/json.h"
#include "token_assert.h"

#include <stdio.h>
#include <stdlib.h>

static struct span source_path(struct arena *arena, const char *name) {
    const char *root = getenv("POSTERN_SOURCE");
    return arena_printf(arena, "%s/%s", root ? root : ".", name);
}

/* A published vector file; skips the test when the folder is not there. */
static const struct node *load(struct arena *arena, const char *name) {
    struct span path = arena_printf(
        arena, "%s%s", source_path(arena, "../shared/vectors/wycheproof/json_web_").ptr, name);
    struct span text;
    if (io_read(arena, path.ptr, (size_t)16 << 20, &text) != OK) {
        print_message("skipped: %s is not there\n", path.ptr);
        skip();
    }
    const struct node *root;
    assert_ok(json_parse(arena, text, &(struct json_options){0}, &root, NULL));
    return root;
}

/* Whether our list says that this one is to be accepted or refused in spite of its label. */
static bool overridden(struct span list, const char *file, int64_t id, bool *accepted) {
    while (list.ptr) {
        struct span line = span_cut(&list, '\n');
        struct span name = span_cut(&line, ' '), number = span_cut(&line, ' ');
        uint64_t value;
        if (span_equal(name, span_from(file)) && span_to_u64(number, &value) &&
            (int64_t)value == id) {
            *accepted = span_equal(span_cut(&line, ' '), SPAN("accepted"));
            return true;
        }
    }
    return false;
}

/* The key's JSON text, as a user would hand it over. */
static struct span text_of(struct arena *arena, const struct node *node) {
    BUF_SCOPE buf = {0};
    struct json_writer w = {.out = &buf};
    json_node(&w, node);
    assert_ok(buf_status(&buf));
    return arena_dup(arena, buf_span(&buf));
}

static bool accepts(struct arena *arena, const struct node *group, const struct node *test) {
    const struct node *public = node_get(group, SPAN("public"));
    struct span key = text_of(arena, public ? public : node_get(group, SPAN("private")));
    const struct node *jws = node_get(test, SPAN("jws"));
    struct span token = node_is(jws, NODE_STRING) ? node_text(jws) : text_of(arena, jws);
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    enum err err = keys_read(arena, key, ALG_UNKNOWN, &keys, &fault);
    if (err != OK) {
        assert_int_equal(err, ERR_INVALID);
        assert_int_not_equal(fault, KEY_SOUND);
        return false;
    }
    struct verifier verifier = {.keys = &keys};
    struct jws out;
    enum token_reason reason;
    assert_ok(verify_jws(arena, &verifier, token, &out, &reason));
    return reason == TOKEN_ACCEPTED;
}

struct tally {
    size_t vectors, wrong_accepts, wrong_refusals, overrides;
};

static void judge(struct arena *arena, const char *file, struct span list, const struct node *group,
                  const struct node *test, struct tally *tally) {
    int64_t id = 0;
    assert_true(node_i64(node_get(test, SPAN("tcId")), &id));
    bool wanted = span_equal(node_text(node_get(test, SPAN("result"))), SPAN("valid"));
    tally->overrides += overridden(list, file, id, &wanted);
    bool got = accepts(arena, group, test);
    tally->vectors++;
    tally->wrong_accepts += got && !wanted;
    tally->wrong_refusals += !got && wanted;
    if (got != wanted) {
        print_message("%s %d: %s, wrongly\n", file, (int)id, got ? "accepted" : "refused");
    }
}

static void run(const char *file, const char *name, size_t vectors, size_t overrides) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *root = load(&arena, name);
    struct span list;
    assert_ok(io_read(&arena, source_path(&arena, "tests/token/wycheproof_overrides.txt").ptr,
                      1 << 20, &list));
    struct tally tally = {0};
    NODE_EACH(group, node_get(root, SPAN("testGroups"))) {
        NODE_EACH(test, node_get(group, SPAN("tests"))) {
            if (node_get(test, SPAN("jws"))) {
                judge(&arena, file, list, group, test, &tally);
            }
        }
    }
    print_message("wycheproof %s: %zu vectors, %zu wrong accepts, %zu wrong refusals, "
                  "%zu listed overrides\n",
                  file, tally.vectors, tally.wrong_accepts, tally.wrong_refusals, tally.overrides);
    assert_int_equal(tally.wrong_accepts, 0);
    assert_int_equal(tally.wrong_refusals, 0);
    assert_int_equal(tally.overrides, overrides);
    assert_true(tally.vectors >= vectors);
}

static void signatures(void **state) {
    (void)state;
    run("signature", "signature_test.json", 401, 8);
}

static void keys(void **state) {
    (void)state;
    run("key", "key_test.json", 26, 0);
}

static void crypto(void **state) {
    (void)state;
    run("crypto", "crypto_test.json", 40, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures),
        cmocka_unit_test(keys),
        cmocka_unit_test(crypto),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
