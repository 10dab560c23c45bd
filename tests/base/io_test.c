/* SPDX-License-Identifier: Apache-2.0 */
/* Files: whole or an error, under limits, and never half written over what was there. */
#define _GNU_SOURCE
#include "base/io.h"
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
    struct arena arena;
    char folder[64];
};

static int enter(void **state) {
    struct room *room = calloc(1, sizeof(*room));
    arena_init(&room->arena, SIZE_MAX);
    (void)snprintf(room->folder, sizeof(room->folder), "/tmp/io_test.XXXXXX");
    *state = room;
    return mkdtemp(room->folder) ? 0 : -1;
}

/* Counts the folder's files, removing them when asked. */
static int files_in(const char *folder, bool remove_them) {
    DIR *listing = opendir(folder);
    int count = 0;
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        count += entry->d_name[0] != '.';
        if (remove_them && entry->d_name[0] != '.') {
            (void)unlinkat(dirfd(listing), entry->d_name, 0);
        }
    }
    (void)closedir(listing);
    return count;
}

static int leave(void **state) {
    struct room *room = *state;
    (void)files_in(room->folder, true);
    (void)rmdir(room->folder);
    arena_free(&room->arena);
    free(room);
    return 0;
}

static const char *path_to(struct room *room, const char *name) {
    return arena_printf(&room->arena, "%s/%s", room->folder, name).ptr;
}

static void reads_back_what_was_written(void **state) {
    struct room *room = *state;
    const char *path = path_to(room, "file");
    size_t sizes[] = {0, 1, 65535, 65536, 65537, 3000000};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char *data = arena_array(&room->arena, char, sizes[i] + 1);
        memset(data, (int)('a' + i), sizes[i]);
        assert_int_equal(io_write(path, (struct span){data, sizes[i]}), OK);
        struct span back;
        assert_int_equal(io_read(&room->arena, path, sizes[i], &back), OK);
        assert_true(span_equal(back, (struct span){data, sizes[i]}));
        assert_int_equal(back.ptr[back.len], '\0');
    }
    assert_int_equal(files_in(room->folder, false), 1);
}

static void keeps_the_limit(void **state) {
    struct room *room = *state;
    const char *path = path_to(room, "file");
    struct span out;
    assert_int_equal(io_write(path, SPAN("12345")), OK);
    assert_int_equal(io_read(&room->arena, path, 5, &out), OK);
    assert_int_equal(io_read(&room->arena, path, 4, &out), ERR_LIMIT);
    assert_int_equal(io_read(&room->arena, path, 0, &out), ERR_LIMIT);
    assert_int_equal(io_read(&room->arena, "/dev/zero", 100000, &out), ERR_LIMIT);
    struct arena small;
    arena_init(&small, 3);
    assert_int_equal(io_read(&small, path, 5, &out), ERR_MEMORY);
    arena_free(&small);
}

static void tells_what_cannot_be_read(void **state) {
    struct room *room = *state;
    struct span out;
    assert_int_equal(io_read(&room->arena, path_to(room, "none"), 10, &out), ERR_MISSING);
    assert_int_equal(io_read(&room->arena, "/dev/null/x", 10, &out), ERR_MISSING);
    assert_int_equal(io_read(&room->arena, room->folder, 10, &out), ERR_IO);
    assert_int_equal(errno, EISDIR);
    assert_string_equal(io_words(ERR_IO), strerror(EISDIR));
    errno = EISDIR;
    assert_string_equal(io_words(ERR_LIMIT), err_words(ERR_LIMIT));
    assert_int_equal(io_read_fd(&room->arena, -1, 10, &out), ERR_IO);
}

static void reads_a_pipe_to_its_end(void **state) {
    struct room *room = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(io_write_fd(ends[1], SPAN("from a pipe")), OK);
    io_close(&ends[1]);
    struct span out;
    assert_int_equal(io_read_fd(&room->arena, ends[0], 100, &out), OK);
    assert_span(out, "from a pipe");
    io_close(&ends[0]);
    assert_int_equal(ends[0], -1);
}

static void tells_a_full_disk(void **state) {
    (void)state;
    assert_int_equal(io_write("/dev/full", SPAN("x")), ERR_IO);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(io_write("/dev/null", SPAN("x")), OK);
}

static void leaves_the_old_content_when_writing_fails(void **state) {
    struct room *room = *state;
    const char *path = path_to(room, "file");
    assert_int_equal(io_write(path, SPAN("old")), OK);
    struct rlimit before, tight = {1000, 1000};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight.rlim_max = before.rlim_max;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    char *data = arena_array(&room->arena, char, 5000);
    enum err result = io_write(path, (struct span){data, 5000});
    int reason = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(result, ERR_IO);
    assert_int_equal(reason, EFBIG);
    struct span out;
    assert_int_equal(io_read(&room->arena, path, 100, &out), OK);
    assert_span(out, "old");
    assert_int_equal(files_in(room->folder, false), 1); /* no temporary file is left */
}

static void tells_what_cannot_be_written(void **state) {
    struct room *room = *state;
    assert_int_equal(io_write(room->folder, SPAN("x")), ERR_IO);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(io_write(path_to(room, "none/file"), SPAN("x")), ERR_IO);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(io_write("", SPAN("x")), ERR_IO);
    if (geteuid() != 0) { /* root may write anywhere */
        assert_int_equal(chmod(room->folder, 0500), 0);
        assert_int_equal(io_write(path_to(room, "file"), SPAN("x")), ERR_IO);
        assert_int_equal(errno, EACCES);
        assert_int_equal(chmod(room->folder, 0700), 0);
    }
}

static void keeps_links_and_permissions(void **state) {
    struct room *room = *state;
    const char *path = path_to(room, "file"), *link = path_to(room, "link");
    struct stat info;
    mode_t mask = umask(027);
    assert_int_equal(io_write(path, SPAN("1")), OK);
    (void)umask(mask);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(symlink("file", link), 0);
    assert_int_equal(io_write(link, SPAN("2")), OK);
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    struct span out;
    assert_int_equal(io_read(&room->arena, path, 10, &out), OK);
    assert_span(out, "2");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(reads_back_what_was_written),
        CASE(keeps_the_limit),
        CASE(tells_what_cannot_be_read),
        CASE(reads_a_pipe_to_its_end),
        CASE(tells_a_full_disk),
        CASE(leaves_the_old_content_when_writing_fails),
        CASE(tells_what_cannot_be_written),
        CASE(keeps_links_and_permissions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
