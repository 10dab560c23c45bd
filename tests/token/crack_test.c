/* SPDX-License-Identifier: Apache-2.0 */
/* The engine: a secret is found wherever it stands, however the work is split, and only if it is
 * the secret. */
#include "token/crack.h"

#include "base/limits.h"
#include "token/crack_guess.h"

#include <errno.h>
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
    struct arena arena;
    struct crack_target target;
    struct crack_result result;
    char path[32];
    int fd;
};

static int setup(void **state) {
    struct world *world = calloc(1, sizeof(*world));
    arena_init(&world->arena, SIZE_MAX);
    (void)snprintf(world->path, sizeof(world->path), "/tmp/crack-XXXXXX");
    world->fd = mkstemp(world->path);
    *state = world;
    return world->fd < 0;
}

static int teardown(void **state) {
    struct world *world = *state;
    (void)close(world->fd);
    (void)unlink(world->path);
    arena_free(&world->arena);
    free(world);
    return 0;
}

static void aim(struct world *world, enum crack_hash hash, struct span secret) {
    const struct crack_hash_info *info = crack_hash_info(hash);
    struct span input = SPAN("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ");
    size_t len = 0;
    char *mac = arena_take(&world->arena, info->mac, 1);
    assert_non_null(EVP_Q_mac(NULL, "HMAC", NULL, info->name, NULL, secret.ptr, secret.len,
                              (const unsigned char *)input.ptr, input.len, (unsigned char *)mac,
                              info->mac, &len));
    world->target = (struct crack_target){hash, input, {mac, len}};
}

static enum err run_sources(struct world *world, const struct crack_source *sources, size_t n,
                            unsigned threads) {
    struct crack_options options = {.sources = sources, .n = n, .threads = threads, .year = 2026};
    return crack_run(&world->arena, &world->target, &options, &world->result, NULL);
}

static void put(struct world *world, struct span text) {
    assert_int_equal(write(world->fd, text.ptr, text.len), text.len);
}

static struct crack_source file_source(const struct world *world, enum crack_rules rules) {
    return (struct crack_source){.name = "file", .path = world->path, .rules = rules};
}

static void assert_secret(const struct world *world, struct span secret) {
    assert_true(world->result.found);
    assert_int_equal(world->result.secret.len, secret.len);
    assert_memory_equal(world->result.secret.ptr, secret.ptr, secret.len);
}

/* Every position of a list of a few batches, and each of the hashes. */
static void a_secret_is_found_wherever_it_stands(void **state) {
    struct world *world = *state;
    enum { WORDS = 150 };
    struct span words[WORDS];
    for (unsigned i = 0; i < WORDS; i++) {
        words[i] = arena_printf(&world->arena, "made-up secret %u", i);
    }
    struct crack_source source = {.name = "list", .words = words, .n = WORDS};
    static const enum crack_hash hashes[] = {CRACK_SHA256, CRACK_SHA384, CRACK_SHA512};
    for (unsigned i = 0; i < WORDS; i++) {
        aim(world, hashes[i % 3], words[i]);
        assert_int_equal(run_sources(world, &source, 1, 1 + i % 4), OK);
        assert_secret(world, words[i]);
        assert_string_equal(world->result.source, "list");
        assert_string_equal(world->result.rule, "as it is");
    }
}

static void what_is_not_there_is_not_found_and_all_is_tried(void **state) {
    struct world *world = *state;
    for (unsigned i = 0; i < 30000; i++) {
        put(world, arena_printf(&world->arena, "word%u\n", i));
    }
    aim(world, CRACK_SHA256, SPAN("absent"));
    struct crack_source source = file_source(world, CRACK_RULES_NONE);
    for (unsigned threads = 1; threads <= 5; threads++) {
        assert_int_equal(run_sources(world, &source, 1, threads), OK);
        assert_false(world->result.found);
        assert_int_equal(world->result.tried, 30000);
    }
}

static void a_secret_is_found_anywhere_in_a_file_by_any_number_of_threads(void **state) {
    struct world *world = *state;
    for (unsigned i = 0; i < 30000; i++) {
        put(world, arena_printf(&world->arena, "word%u%s", i, i % 3 ? "\n" : "\r\n"));
    }
    put(world, SPAN("last"));
    struct crack_source source = file_source(world, CRACK_RULES_NONE);
    for (unsigned i = 0; i < 30000; i += 1777) {
        struct span secret = arena_printf(&world->arena, "word%u", i);
        aim(world, CRACK_SHA256, secret);
        assert_int_equal(run_sources(world, &source, 1, 1 + i % 5), OK);
        assert_secret(world, secret);
    }
    aim(world, CRACK_SHA256, SPAN("last"));
    assert_int_equal(run_sources(world, &source, 1, 2), OK);
    assert_secret(world, SPAN("last"));
}

/* RFC 2104 section 2: keys longer than a block are hashed first. */
static void keys_of_every_length_are_found(void **state) {
    struct world *world = *state;
    static const enum crack_hash hashes[] = {CRACK_SHA256, CRACK_SHA384, CRACK_SHA512};
    static char text[400];
    memset(text, 'k', sizeof(text));
    struct crack_source source = file_source(world, CRACK_RULES_NONE);
    for (size_t len = 1; len <= sizeof(text); len++) {
        put(world, (struct span){text, len});
        put(world, SPAN("\n"));
    }
    for (size_t len = 1; len <= sizeof(text); len += len < 200 ? 1 : 37) {
        aim(world, hashes[len % 3], (struct span){text, len});
        assert_int_equal(run_sources(world, &source, 1, 2), OK);
        assert_secret(world, (struct span){text, len});
    }
}

static void the_blank_secret_is_found_in_a_list(void **state) {
    struct world *world = *state;
    struct span words[] = {SPAN_INIT("")};
    struct crack_source source = {.name = "list", .words = words, .n = 1, .rules = CRACK_RULES_ALL};
    aim(world, CRACK_SHA256, SPAN(""));
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_secret(world, SPAN(""));
}

static void variants_are_found_and_named(void **state) {
    struct world *world = *state;
    put(world, SPAN("nothing\nc2VjcmV0LWJ5dGVz\nanything\n"));
    struct crack_source source = file_source(world, CRACK_RULES_SOME);
    aim(world, CRACK_SHA512, SPAN("secret-bytes"));
    assert_int_equal(run_sources(world, &source, 1, 2), OK);
    assert_secret(world, SPAN("secret-bytes"));
    assert_string_equal(world->result.rule, "base64 decoded");
    source.rules = CRACK_RULES_NONE;
    assert_int_equal(run_sources(world, &source, 1, 2), OK);
    assert_false(world->result.found);
}

/* Many long variants, so that the batch's memory is used up before its lanes are. */
static void long_words_with_all_rules_stay_in_bounds(void **state) {
    struct world *world = *state;
    char *text = arena_take(&world->arena, LIMIT_CRACK_WORD + 1, 1);
    memset(text, 'a', LIMIT_CRACK_WORD + 1);
    for (int i = 0; i < 3; i++) {
        put(world, (struct span){text, LIMIT_CRACK_WORD});
        put(world, SPAN("\n"));
        put(world, (struct span){text, LIMIT_CRACK_WORD + 1});
        put(world, SPAN("\n"));
    }
    struct span secret = arena_printf(&world->arena, "%.*s2026", (int)LIMIT_CRACK_WORD, text);
    aim(world, CRACK_SHA256, secret);
    struct crack_source source = file_source(world, CRACK_RULES_ALL);
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_secret(world, secret);
    aim(world, CRACK_SHA256, SPAN("absent"));
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_false(world->result.found);
    assert_true(world->result.too_long >= 3);
}

/* Every word of a space is tried once, the last one too, and after all that is likelier. */
static void spaces_are_gone_through(void **state) {
    struct world *world = *state;
    struct span words[] = {SPAN_INIT("hello")};
    struct crack_source sources[] = {
        {.name = "space", .alphabet = "abc", .most = 9},
        {.name = "list", .words = words, .n = 1, .rules = CRACK_RULES_ALL}};
    uint64_t all = 0, power = 1;
    for (unsigned i = 0; i < 9; i++) {
        all += power *= 3;
    }
    aim(world, CRACK_SHA256, SPAN("nothing of the kind"));
    assert_int_equal(run_sources(world, sources, 1, 2), OK);
    assert_false(world->result.found);
    assert_int_equal(world->result.tried, all);
    static const struct span secrets[] = {SPAN_INIT("a"), SPAN_INIT("ccccccccc"),
                                          SPAN_INIT("abcabcabc"), SPAN_INIT("aaaaaaaaa")};
    for (size_t i = 0; i < 4; i++) {
        aim(world, CRACK_SHA256, secrets[i]);
        assert_int_equal(run_sources(world, sources, 2, 2), OK);
        assert_secret(world, secrets[i]);
        assert_string_equal(world->result.source, "space");
    }
    aim(world, CRACK_SHA256, SPAN("hello"));
    assert_int_equal(run_sources(world, sources, 2, 1), OK);
    assert_int_equal(world->result.tried, 1);
}

/* What a scan has time for, and what one who cracks a token has. */
static void spaces_that_are_built_in(void **state) {
    (void)state;
    struct crack_source scan[CRACK_SPACES], patient[CRACK_SPACES];
    assert_int_equal(crack_spaces(CRACK_IN_PASSING, scan), 2);
    assert_int_equal(crack_spaces(CRACK_PATIENT, patient), 2);
    assert_int_equal(scan[0].most * 10 + scan[1].most, 74);
    assert_int_equal(patient[0].most * 10 + patient[1].most, 86);
}

/* A key of zero bytes, and one with zeros behind, make the same MAC (RFC 2104): either is right. */
static void a_near_miss_is_no_hit(void **state) {
    struct world *world = *state;
    struct span words[] = {SPAN_INIT("Secret"), SPAN_INIT("secret "), SPAN_INIT("secre"),
                           SPAN_INIT("secrets")};
    struct crack_source source = {
        .name = "list", .words = words, .n = 4, .rules = CRACK_RULES_NONE};
    aim(world, CRACK_SHA256, SPAN("secret"));
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_false(world->result.found);
}

/* The kernel looks at one word; a MAC that agrees in that word alone must not be believed. */
static void a_hit_that_openssl_denies_is_no_hit(void **state) {
    struct world *world = *state;
    struct span words[] = {SPAN_INIT("secret")};
    struct crack_source source = {
        .name = "list", .words = words, .n = 1, .rules = CRACK_RULES_NONE};
    aim(world, CRACK_SHA256, words[0]);
    char *mac = (char *)(uintptr_t)world->target.mac.ptr;
    mac[0] ^= 1;
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_false(world->result.found);
    mac[0] ^= 1;
    assert_int_equal(run_sources(world, &source, 1, 1), OK);
    assert_true(world->result.found);
}

static void what_cannot_be_read_is_an_error(void **state) {
    struct world *world = *state;
    aim(world, CRACK_SHA256, SPAN("secret"));
    struct diag diag;
    diag_init(&diag, &world->arena);
    struct crack_source absent = {.name = "absent", .path = "/nonexistent/words"};
    struct crack_options options = {.sources = &absent, .n = 1};
    assert_int_equal(crack_run(&world->arena, &world->target, &options, &world->result, &diag),
                     ERR_MISSING);
    assert_int_equal(diag.errors, 1);
    struct crack_source folder = {.name = "folder", .path = "/tmp"};
    assert_int_equal(run_sources(world, &folder, 1, 1), ERR_IO);
    world->target.mac.len--;
    assert_int_equal(run_sources(world, NULL, 0, 1), ERR_INVALID);
}

static void asking_it_to_stop_stops_it(void **state) {
    struct world *world = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const volatile sig_atomic_t stop = 1;
    aim(world, CRACK_SHA256, SPAN("secret"));
    char *path = (char *)(uintptr_t)arena_printf(&world->arena, "/dev/fd/%d", ends[0]).ptr;
    struct crack_source silent = {.name = "pipe", .path = path};
    struct crack_options options = {.sources = &silent, .n = 1, .threads = 2, .stop = &stop};
    assert_int_equal(crack_run(&world->arena, &world->target, &options, &world->result, NULL),
                     ERR_STOPPED);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void a_pipe_is_read_once_with_its_rules(void **state) {
    struct world *world = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "nothing\nsecret", 14), 14);
    (void)close(ends[1]);
    aim(world, CRACK_SHA256, SPAN("SECRET"));
    char *path = (char *)(uintptr_t)arena_printf(&world->arena, "/dev/fd/%d", ends[0]).ptr;
    struct crack_source source = {.name = "pipe", .path = path, .rules = CRACK_RULES_SOME};
    assert_int_equal(run_sources(world, &source, 1, 2), OK);
    assert_secret(world, SPAN("SECRET"));
    (void)close(ends[0]);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_secret_is_found_wherever_it_stands),
        TEST(what_is_not_there_is_not_found_and_all_is_tried),
        TEST(a_secret_is_found_anywhere_in_a_file_by_any_number_of_threads),
        TEST(keys_of_every_length_are_found),
        TEST(the_blank_secret_is_found_in_a_list),
        TEST(variants_are_found_and_named),
        TEST(long_words_with_all_rules_stay_in_bounds),
        TEST(a_near_miss_is_no_hit),
        TEST(spaces_are_gone_through),
        TEST(spaces_that_are_built_in),
        TEST(a_hit_that_openssl_denies_is_no_hit),
        TEST(what_cannot_be_read_is_an_error),
        TEST(asking_it_to_stop_stops_it),
        TEST(a_pipe_is_read_once_with_its_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
