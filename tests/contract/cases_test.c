/* SPDX-License-Identifier: Apache-2.0 */
/* Each folder of cases/ holds a contract and, in expected.txt, all that loading it must give. */
#include "base/io.h"
#include "dump.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* user: the case's folder. */
static enum err read_beside(void *user, struct arena *arena, struct span path, struct span *text) {
    struct span full = arena_printf(arena, "%s/%.*s", (const char *)user, SPAN_ARG(path));
    TRY_PTR(full.ptr);
    return io_read(arena, full.ptr, 1 << 20, text);
}

static enum err load_case(struct arena *arena, struct span folder, struct buf *out) {
    struct contract_options options = {.file = SPAN("contract.yaml"),
                                       .reader = read_beside,
                                       .user = (void *)(uintptr_t)folder.ptr};
    struct span text = {NULL, 0};
    struct contract contract;
    struct diag diag;
    struct span path = arena_printf(arena, "%.*s/contract.yaml", SPAN_ARG(folder));
    if (io_read(arena, path.ptr, 1 << 20, &text) != OK) {
        options.file = SPAN("contract.json");
        path = arena_printf(arena, "%.*s/contract.json", SPAN_ARG(folder));
        TRY(io_read(arena, path.ptr, 1 << 20, &text));
    }
    diag_init(&diag, arena);
    TRY(contract_load(arena, text, &options, &contract, &diag));
    dump_contract(out, &contract);
    dump_diag(out, &diag);
    return buf_status(out);
}

static bool case_passes(struct span folder, const char *name) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    struct span expected = {"", 0};
    struct span path = arena_printf(&arena, "%.*s/expected.txt", SPAN_ARG(folder));
    enum err error = load_case(&arena, folder, &out);
    bool read = io_read(&arena, path.ptr, 1 << 20, &expected) == OK;
    if (error == OK && read && span_equal(buf_span(&out), expected)) {
        return true;
    }
    (void)fprintf(stderr, "case %s: %s, gives:\n%.*s", name, err_words(error),
                  SPAN_ARG(buf_span(&out)));
    return false;
}

static void test_cases(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const char *source = getenv("POSTERN_SOURCE");
    struct span root = arena_printf(&arena, "%s/tests/contract/cases", source ? source : ".");
    DIR *cases = opendir(root.ptr);
    assert_non_null(cases);
    size_t seen = 0, wrong = 0;
    for (struct dirent *entry = readdir(cases); entry; entry = readdir(cases)) {
        if (entry->d_name[0] != '.') {
            struct span folder = arena_printf(&arena, "%s/%s", root.ptr, entry->d_name);
            seen++;
            wrong += !case_passes(folder, entry->d_name);
        }
    }
    (void)closedir(cases);
    assert_true(seen >= 10);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
