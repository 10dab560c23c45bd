/* SPDX-License-Identifier: Apache-2.0 */
/* Wordlists: line ends of every kind, lines of every length, and the chunks' seams. */
#include "token/crack_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
    char path[32];
    int fd;
    char *room;
};

static int setup(void **state) {
    struct world *world = calloc(1, sizeof(*world));
    (void)snprintf(world->path, sizeof(world->path), "/tmp/words-XXXXXX");
    world->fd = mkstemp(world->path);
    world->room = malloc(CRACK_CHUNK_ROOM);
    *state = world;
    return world->fd < 0;
}

static int teardown(void **state) {
    struct world *world = *state;
    (void)close(world->fd);
    (void)unlink(world->path);
    free(world->room);
    free(world);
    return 0;
}

static void put(struct world *world, struct span text) {
    assert_int_equal(write(world->fd, text.ptr, text.len), text.len);
}

/* Counts the words and adds up their lengths and a checksum of their order. */
struct tally {
    size_t words, bytes, longest;
    uint64_t order, lost;
};

static void tally_word(struct tally *tally, struct span word) {
    tally->words++;
    tally->bytes += word.len;
    tally->longest = word.len > tally->longest ? word.len : tally->longest;
    for (size_t i = 0; i < word.len; i++) {
        tally->order = tally->order * 31 + (unsigned char)word.ptr[i];
    }
    tally->order = tally->order * 31 + 7;
}

static struct tally read_all(const struct world *world, const char *path) {
    struct crack_words words;
    struct tally tally = {0};
    assert_int_equal(crack_words_open(&words, path), OK);
    for (;;) {
        struct span chunk, word;
        assert_int_equal(crack_words_take(&words, world->room, NULL, &chunk), OK);
        if (chunk.len == 0) {
            break;
        }
        while (crack_words_next(&chunk, &word)) {
            tally_word(&tally, word);
        }
    }
    tally.lost = words.lost;
    crack_words_close(&words);
    return tally;
}

static void assert_tally(struct tally got, struct tally wanted) {
    assert_int_equal(got.words, wanted.words);
    assert_int_equal(got.bytes, wanted.bytes);
    assert_int_equal(got.order, wanted.order);
}

static void line_ends_are_cut_off(void **state) {
    struct world *world = *state;
    put(world, SPAN("one\r\ntwo\n\nthree\r\r\n\r\n four "));
    struct span expected[] = {SPAN_INIT("one"),     SPAN_INIT("two"), SPAN_INIT(""),
                              SPAN_INIT("three\r"), SPAN_INIT(""),    SPAN_INIT(" four ")};
    struct tally wanted = {0};
    for (size_t i = 0; i < 6; i++) {
        tally_word(&wanted, expected[i]);
    }
    assert_tally(read_all(world, world->path), wanted);
}

static void an_empty_file_has_no_words(void **state) {
    struct world *world = *state;
    assert_int_equal(read_all(world, world->path).words, 0);
}

static void no_word_is_lost_at_the_seams(void **state) {
    struct world *world = *state;
    struct tally wanted = {0};
    char text[64];
    for (unsigned i = 0; i < 60000; i++) {
        int len =
            snprintf(text, sizeof(text), "%.*s%u", (int)(i % 23), "abcdefghijklmnopqrstuvw", i);
        tally_word(&wanted, (struct span){text, (size_t)len});
        text[len] = '\n';
        put(world, (struct span){text, (size_t)len + 1});
    }
    assert_tally(read_all(world, world->path), wanted);
}

static void long_lines_are_read_up_to_the_limit(void **state) {
    struct world *world = *state;
    char *text = malloc(5 * LIMIT_CRACK_WORD);
    memset(text, 'a', 5 * LIMIT_CRACK_WORD);
    struct tally wanted = {0};
    static const size_t lengths[] = {2048, LIMIT_CRACK_WORD, 1, LIMIT_CRACK_WORD - 1};
    for (size_t i = 0; i < 4; i++) {
        put(world, (struct span){text, lengths[i]});
        put(world, SPAN("\r\n"));
        tally_word(&wanted, (struct span){text, lengths[i]});
    }
    assert_tally(read_all(world, world->path), wanted);
    put(world, (struct span){text, 5 * LIMIT_CRACK_WORD});
    put(world, SPAN("\nafter\n"));
    tally_word(&wanted, SPAN("after"));
    struct tally got = read_all(world, world->path);
    assert_tally(got, wanted);
    assert_int_equal(got.lost, 1);
    put(world, (struct span){text, 5 * LIMIT_CRACK_WORD});
    got = read_all(world, world->path);
    assert_tally(got, wanted);
    assert_int_equal(got.lost, 2);
    free(text);
}

static void a_file_can_be_read_again(void **state) {
    struct world *world = *state;
    put(world, SPAN("one\ntwo\nthree"));
    struct crack_words words;
    struct span first, second;
    assert_int_equal(crack_words_open(&words, world->path), OK);
    assert_true(words.seekable);
    assert_int_equal(crack_words_take(&words, world->room, NULL, &first), OK);
    size_t len = first.len;
    assert_int_equal(crack_words_rewind(&words), OK);
    assert_int_equal(crack_words_take(&words, world->room, NULL, &second), OK);
    assert_int_equal(second.len, len);
    crack_words_close(&words);
}

/* The published list, where it is at hand: CR LF, an empty line, one of 2,048 characters. */
static void the_published_list_is_read_whole(void **state) {
    struct world *world = *state;
    char path[4096];
    const char *source = getenv("POSTERN_SOURCE");
    (void)snprintf(path, sizeof(path), "%s/../shared/vectors/jwt-secrets/jwt.secrets.list",
                   source ? source : ".");
    if (access(path, R_OK) != 0) {
        print_message("skipped: there is no %s\n", path);
        skip();
    }
    struct tally got = read_all(world, path);
    assert_int_equal(got.words, 103979);
    assert_int_equal(got.longest, 2048);
    assert_int_equal(got.lost, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(line_ends_are_cut_off),        TEST(an_empty_file_has_no_words),
        TEST(no_word_is_lost_at_the_seams), TEST(long_lines_are_read_up_to_the_limit),
        TEST(a_file_can_be_read_again),     TEST(the_published_list_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
