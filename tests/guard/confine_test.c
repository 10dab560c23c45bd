/* SPDX-License-Identifier: Apache-2.0 */
/* What a confined process can do, and what it cannot, each in a process of its own. */
#define _GNU_SOURCE
#include "guard/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { CANNOT = 1, CAN, UNSEALED };

static char folder[] = "/tmp/confine.XXXXXX";
static char own[64], other[64], base[64];

/* Runs it confined: CAN, CANNOT (EPERM), or how it ended else. */
static int confined(bool (*attempt)(void)) {
    pid_t child = fork();
    if (child == 0) {
        if (confine_seal() != OK) {
            _exit(UNSEALED);
        }
        errno = 0;
        bool done = attempt();
        _exit(done ? CAN : errno == EPERM ? CANNOT : 100);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 200;
}

static bool opens(const char *path, int flags) {
    int fd = open(path, flags, 0600);
    if (fd >= 0) {
        (void)close(fd);
    }
    return fd >= 0;
}

static bool run_a_program(void) {
    static char word[] = "true";
    char *const words[] = {word, NULL};
    return execve("/bin/true", words, words + 1) == 0;
}

static bool start_a_process(void) {
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    return child > 0;
}

static bool write_a_file(void) {
    return opens(own, O_WRONLY);
}

static bool change_a_file(void) {
    return opens(own, O_RDWR);
}

static bool make_a_file(void) {
    return opens(other, O_WRONLY | O_CREAT | O_TRUNC);
}

static bool empty_a_log(void) {
    return opens(own, O_RDWR | O_APPEND | O_CREAT | O_TRUNC);
}

static bool rename_a_file(void) {
    return rename(own, other) == 0;
}

static bool change_its_mode(void) {
    return chmod(own, 0777) == 0;
}

static bool trace_another(void) {
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool kill_another(void) {
    return kill(getppid(), 0) == 0;
}

static bool run_what_it_wrote(void) {
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED;
}

static bool make_what_it_wrote_run(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool become_another(void) {
    return setuid(getuid()) == 0;
}

static bool read_a_file(void) {
    return opens(own, O_RDONLY | O_CLOEXEC);
}

static bool go_on_with_a_log(void) {
    return opens(other, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC);
}

static bool open_a_socket(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return fd >= 0;
}

static void *nothing(void *user) {
    return user;
}

static bool start_a_thread(void) {
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool look_a_name_up(void) {
    struct addrinfo *found = NULL;
    return getaddrinfo("localhost", "80", NULL, &found) == 0;
}

/* Of a database in the mode that Django's own projects often use, too: its writer is gone. */
static bool read_a_database(void) {
    sqlite3 *db = NULL;
    return sqlite3_open_v2(base, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
           sqlite3_exec(db, "SELECT * FROM t", NULL, NULL, NULL) == SQLITE_OK;
}

#define ROW(attempt, wanted) \
    { #attempt, attempt, wanted }

static void table(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool (*attempt)(void);
        int wanted;
    } rows[] = {
        ROW(run_a_program, CANNOT),     ROW(start_a_process, CANNOT),
        ROW(write_a_file, CANNOT),      ROW(change_a_file, CANNOT),
        ROW(make_a_file, CANNOT),       ROW(empty_a_log, CANNOT),
        ROW(rename_a_file, CANNOT),     ROW(change_its_mode, CANNOT),
        ROW(trace_another, CANNOT),     ROW(kill_another, CANNOT),
        ROW(run_what_it_wrote, CANNOT), ROW(make_what_it_wrote_run, CANNOT),
        ROW(become_another, CANNOT),    ROW(read_a_file, CAN),
        ROW(go_on_with_a_log, CAN),     ROW(open_a_socket, CAN),
        ROW(start_a_thread, CAN),       ROW(look_a_name_up, CAN),
        ROW(read_a_database, CAN),
    };
    if (!confine_can_seal()) {
        skip();
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int got = confined(rows[i].attempt);
        if (got != rows[i].wanted) {
            fail_msg("%s: wanted %d, got %d", rows[i].name, rows[i].wanted, got);
        }
    }
}

static void users(void **state) {
    (void)state;
    struct confine_user user;
    assert_int_equal(confine_find("root", NULL, &user), OK);
    assert_int_equal(user.user, 0);
    assert_int_equal(confine_find("nobody of this name", NULL, &user), ERR_MISSING);
    assert_int_equal(confine_find("root", "no group of this name", &user), ERR_MISSING);
}

static int set_up(void **state) {
    (void)state;
    sqlite3 *db;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(own, sizeof(own), "%s/own", folder);
    (void)snprintf(other, sizeof(other), "%s/other", folder);
    (void)snprintf(base, sizeof(base), "%s/base", folder);
    assert_true(opens(own, O_WRONLY | O_CREAT));
    assert_int_equal(sqlite3_open(base, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "PRAGMA journal_mode=WAL; CREATE TABLE t (a)", NULL, NULL, NULL),
        SQLITE_OK);
    *state = db; /* open, as Django has it */
    return 0;
}

static int tear_down(void **state) {
    (void)sqlite3_close(*state);
    (void)unlink(own);
    (void)unlink(other);
    (void)unlink(base);
    (void)rmdir(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(table), cmocka_unit_test(users)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
