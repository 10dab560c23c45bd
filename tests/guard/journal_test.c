/* SPDX-License-Identifier: Apache-2.0 */
/* The chained log: what holds, and what is told of lines that were changed, taken out, moved or
 * torn. */
#include "guard/journal.h"

#include "base/io.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEXT_MOST = 1 << 16 };

/* A file without a name: a test that fails leaves nothing behind. */
static int open_file(char path[64]) {
    (void)snprintf(path, 64, "/tmp/postern-journal-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0 && unlink(path) == 0);
    assert_int_equal(fcntl(fd, F_SETFL, O_APPEND), 0); /* as the guard opens it */
    (void)snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

/* A log in a file of its own, and what reads it. */
struct log {
    struct arena arena;
    char path[64];
    int fd;
    struct journal journal;
};

static void open_log(struct log *log) {
    arena_init(&log->arena, 8 << 20);
    log->fd = open_file(log->path);
}

static void close_log(struct log *log) {
    journal_free(&log->journal);
    arena_free(&log->arena);
    (void)close(log->fd);
}

static struct span text_of(struct arena *arena, const char *path) {
    struct span text;
    assert_int_equal(io_read(arena, path, TEXT_MOST, &text), OK);
    return text;
}

static struct journal_check check(struct span text) {
    struct journal_check checked = {0};
    assert_int_equal(journal_verify(&checked, text), OK);
    return checked;
}

/* It holds, and has so many lines. */
static void holds(struct log *log, uint64_t lines) {
    struct journal_check checked = check(text_of(&log->arena, log->path));
    assert_int_equal(checked.fault.len, 0);
    assert_int_equal(checked.lines, lines);
}

static void write_lines(int fd, const struct journal *before, struct journal *out, int n) {
    journal_take_up(out, fd, before);
    for (int i = 0; i < n; i++) {
        char line[40];
        (void)snprintf(line, sizeof(line), "{\"n\":%d", i);
        assert_int_equal(journal_write(out, 1000, span_from(line)), OK);
    }
}

static void chain(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    char path[64], other[64];
    struct journal first, second, third;
    int fd = open_file(path), next = open_file(other);
    write_lines(fd, NULL, &first, 3);
    write_lines(fd, NULL, &second, 2);     /* another process goes on with the file */
    write_lines(next, &second, &third, 2); /* and with a new one, after it was rotated */
    struct span text = text_of(&arena, path), rotated = text_of(&arena, other);
    struct journal_check checked = check(text);
    journal_free(&first);
    journal_free(&second);
    journal_free(&third);
    assert_int_equal(checked.fault.len, 0);
    assert_int_equal(checked.lines, 7);
    assert_int_equal(journal_verify(&checked, rotated), OK);
    assert_int_equal(checked.fault.len, 0);
    assert_memory_equal(checked.hash, third.hash, DIGEST_HEX);
    assert_int_equal(check(rotated).fault.len, 0); /* by itself it begins where it says */
    (void)close(fd);
    (void)close(next);
}

/* Every line changed, taken out, doubled, and exchanged with the one behind it. */
static void changes(void **state) {
    (void)state;
    struct log log;
    open_log(&log);
    write_lines(log.fd, NULL, &log.journal, 4);
    struct span text = text_of(&log.arena, log.path), lines[5], rest = text;
    for (size_t i = 0; i < 5; i++) {
        lines[i] = span_cut(&rest, '\n');
    }
    for (size_t i = 0; i < 5; i++) {
        BUF_SCOPE changed = {0}, without = {0}, doubled = {0};
        for (size_t k = 0; k < 5; k++) {
            size_t start = changed.len;
            buf_add(&changed, lines[k]);
            if (k == i) {
                changed.data[start + 5] ^= 1;
            }
            buf_byte(&changed, '\n');
            if (k != i) {
                buf_add(&without, lines[k]);
                buf_byte(&without, '\n');
            }
            for (int n = 0; n < (k == i ? 2 : 1); n++) {
                buf_add(&doubled, lines[k]);
                buf_byte(&doubled, '\n');
            }
        }
        assert_true(check(buf_span(&changed)).fault.len > 0);
        assert_true(i == 4 ||
                    check(buf_span(&without)).fault.len > 0); /* an end looks like an end */
        assert_true(check(buf_span(&doubled)).fault.len > 0);
        assert_true(check(span_slice(text, 0, text.len - 1 - i)).fault.len > 0);
    }
    close_log(&log);
}

/* Half a line of somebody who ended in the middle is told; what comes after it is whole. */
static void torn(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    char path[64];
    struct journal journal;
    int fd = open_file(path);
    write_lines(fd, NULL, &journal, 1);
    journal_free(&journal);
    assert_int_equal(io_write_fd(fd, SPAN("{\"n\":")), OK);
    write_lines(fd, NULL, &journal, 1);
    journal_free(&journal);
    struct journal_check checked = check(text_of(&arena, path));
    assert_int_equal(checked.lines, 3);
    assert_true(checked.fault.len > 0);
    (void)close(fd);
}

static void full(void **state) {
    (void)state;
    struct journal journal;
    FD_SCOPE fd = open("/dev/full", O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    journal_take_up(&journal, fd, NULL);
    assert_int_equal(journal_write(&journal, 1000, SPAN("{\"n\":1")), ERR_IO);
    assert_int_equal(journal_write(&journal, 1000, SPAN("{\"n\":1")), ERR_IO);
    assert_int_equal(journal.failures, 2);
    assert_false(journal.begun);
    journal_free(&journal);
}

/* Lines that wait for each other are the same lines. */
static void together(void **state) {
    (void)state;
    struct log log;
    struct journal *journal = &log.journal;
    open_log(&log);
    write_lines(log.fd, NULL, journal, 1);
    journal->gathers = true;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":7")), OK);
    }
    assert_int_equal(check(text_of(&log.arena, log.path)).lines,
                     journal->reserved > journal->size ? 2 : 5);
    journal_flush(journal);
    journal->gathers = false;
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":8")), OK);
    holds(&log, 6);
    assert_memory_equal(check(text_of(&log.arena, log.path)).hash, journal->hash, DIGEST_HEX);
    assert_int_equal(journal->failures, 0);
    close_log(&log);
}

/* Where the file may not grow any more nothing waits: what has no room is told at once. */
static void no_room(void **state) {
    (void)state;
    struct log log;
    struct journal *journal = &log.journal;
    open_log(&log);
    write_lines(log.fd, NULL, journal, 1);
    struct rlimit most;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &most), 0);
    rlim_t before = most.rlim_cur;
    most.rlim_cur = (rlim_t)journal->size + 100; /* for one more, and no two */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &most), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    journal->gathers = true;
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":1")), OK);
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":2")), ERR_IO);
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":3")), ERR_IO);
    journal_flush(journal);
    most.rlim_cur = before;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &most), 0);
    assert_int_equal(journal->failures, 2);
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":4")), OK);
    journal_flush(journal);
    holds(&log, 4);
    close_log(&log);
}

/* What the disk had promised and does not keep is lost, and told; the chain holds. */
static void promise_broken(void **state) {
    (void)state;
    struct log log;
    struct journal *journal = &log.journal;
    open_log(&log);
    write_lines(log.fd, NULL, journal, 1);
    journal->gathers = true;
    journal->reserved = 1 << 20;
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":1")), OK);
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":2")), OK);
    journal->fd = open("/dev/full", O_RDWR | O_CLOEXEC);
    journal_flush(journal);
    (void)close(journal->fd);
    journal->fd = log.fd;
    assert_int_equal(journal->failures, 2);
    assert_int_equal(journal->lost, 2);
    journal->gathers = false;
    assert_int_equal(journal_write(journal, 1000, SPAN("{\"n\":3")), OK);
    holds(&log, 3);
    close_log(&log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain),          cmocka_unit_test(changes),  cmocka_unit_test(torn),
        cmocka_unit_test(full),           cmocka_unit_test(together), cmocka_unit_test(no_room),
        cmocka_unit_test(promise_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
