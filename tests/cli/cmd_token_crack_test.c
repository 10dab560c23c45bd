/* SPDX-License-Identifier: Apache-2.0 */
/* "token crack": what it says on standard output, and the exit status that scripts rely on. */
#include "cli/cmd_token_crack.h"

#include "base/arena.h"
#include "base/io.h"
#include "text/json.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* {"alg":"HS256"}.{"sub":"nobody"} under the made-up secret "postern-test-secret!!" */
#define TOKEN                                      \
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ." \
    "EAztD4D9g4TANcfcIgph9RxxYZPl6Jb0sEdX_so-ye8"

struct world {
    struct arena arena;
    char path[32];
    struct span output;
};

static int setup(void **state) {
    struct world *world = calloc(1, sizeof(*world));
    arena_init(&world->arena, SIZE_MAX);
    (void)snprintf(world->path, sizeof(world->path), "/tmp/crack-cli-XXXXXX");
    int fd = mkstemp(world->path);
    (void)close(fd);
    *state = world;
    return fd < 0;
}

static int teardown(void **state) {
    struct world *world = *state;
    (void)unlink(world->path);
    arena_free(&world->arena);
    free(world);
    return 0;
}

static void write_words(struct world *world, struct span words) {
    assert_int_equal(io_write(world->path, words), OK);
}

/* Runs with standard output going to a file, and gives the exit status. */
static int run(struct world *world, sig_atomic_t stopped, int argc, char **argv) {
    char path[] = "/tmp/crack-out-XXXXXX";
    int fd = mkstemp(path), kept;
    (void)fflush(stdout);
    kept = dup(STDOUT_FILENO);
    assert_true(dup2(fd, STDOUT_FILENO) >= 0);
    const volatile sig_atomic_t stop = stopped;
    int status = cmd_token_crack(&(struct verb_call){argc, argv, &stop});
    (void)fflush(stdout);
    assert_true(dup2(kept, STDOUT_FILENO) >= 0);
    (void)close(kept);
    (void)close(fd);
    assert_int_equal(io_read(&world->arena, path, 1 << 20, &world->output), OK);
    (void)unlink(path);
    return status;
}

#define RUN(world, stopped, ...)                                                     \
    run((world), (stopped), (int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), \
        (char *[]){__VA_ARGS__})

static char token[] = TOKEN, wordlist[] = "--wordlist", no_builtin[] = "--no-builtin",
            no_rules[] = "--no-rules", no_short[] = "--no-short", quiet[] = "--quiet",
            json[] = "--format=json";

static void a_secret_found_is_one(void **state) {
    struct world *world = *state;
    write_words(world, SPAN("no\npostern-test-secret!!\n"));
    assert_int_equal(RUN(world, 0, token, wordlist, world->path, quiet), 1);
    assert_true(span_equal(world->output, SPAN("postern-test-secret!!\n")));
}

static void none_found_is_zero(void **state) {
    struct world *world = *state;
    write_words(world, SPAN("postern-test-secret!\n"));
    assert_int_equal(RUN(world, 0, token, wordlist, world->path, no_builtin, no_rules, quiet), 0);
    assert_int_equal(world->output.len, 0);
    assert_int_equal(RUN(world, 0, token, no_short, quiet), 0);
}

static void rules_apply_unless_told_otherwise(void **state) {
    struct world *world = *state;
    write_words(world, SPAN("postern-test-secret!\n"));
    assert_int_equal(RUN(world, 0, token, wordlist, world->path, quiet), 1);
}

static void json_tells_what_was_found(void **state) {
    struct world *world = *state;
    const struct node *root = NULL;
    write_words(world, SPAN("postern-test-secret!!\r\n"));
    assert_int_equal(RUN(world, 0, token, wordlist, world->path, json), 1);
    assert_int_equal(
        json_parse(&world->arena, world->output, &(struct json_options){0}, &root, NULL), OK);
    assert_true(node_true(node_get(root, SPAN("found"))));
    assert_true(
        span_equal(node_text(node_get(root, SPAN("secret"))), SPAN("postern-test-secret!!")));
    assert_true(span_equal(node_text(node_get(root, SPAN("alg"))), SPAN("HS256")));
}

static void unusable_arguments_are_two(void **state) {
    struct world *world = *state;
    char nonsense[] = "nonsense", absent[] = "/nonexistent/words", abacus[] = "--kernel=abacus";
    char unsigned_token[] = "eyJhbGciOiJub25lIn0.e30.", cut[] = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
    assert_int_equal(RUN(world, 0, nonsense), 2);
    assert_int_equal(RUN(world, 0, unsigned_token), 2);
    assert_int_equal(RUN(world, 0, cut), 2);
    assert_int_equal(RUN(world, 0, token, abacus), 2);
    assert_int_equal(RUN(world, 0, token, wordlist, absent), 2);
}

static void interrupted_is_three(void **state) {
    struct world *world = *state;
    write_words(world, SPAN("no\n"));
    assert_int_equal(RUN(world, 1, token, wordlist, world->path, no_builtin, quiet), 3);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_secret_found_is_one),
        TEST(none_found_is_zero),
        TEST(rules_apply_unless_told_otherwise),
        TEST(json_tells_what_was_found),
        TEST(unusable_arguments_are_two),
        TEST(interrupted_is_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
