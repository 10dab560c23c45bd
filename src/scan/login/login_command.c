/* SPDX-License-Identifier: Apache-2.0 */
/* Running a program that prints a credential, within limits of time and size. */
#define _GNU_SOURCE
#include "scan/login/login_command.h"

#include "base/buf.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; /* NOLINT(readability-redundant-declaration): POSIX declares it nowhere */

static int start(const struct command *command, int output, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) {
        return failed;
    }
    failed = posix_spawnattr_init(&attributes);
    if (failed) {
        (void)posix_spawn_file_actions_destroy(&actions);
        return failed;
    }
    /* a group of its own, so that what it starts ends with it */
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    (void)posix_spawnattr_setpgroup(&attributes, 0);
    failed = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    failed = failed ? failed : posix_spawn_file_actions_adddup2(&actions, output, 1);
    if (!failed && command->folder.len) {
        failed = posix_spawn_file_actions_addchdir_np(&actions, command->folder.ptr);
    }
    failed =
        failed ? failed
               : posix_spawnp(pid, command->argv[0], &actions, &attributes, command->argv, environ);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* What went wrong with reading, in words; NULL: nothing. */
static const char *read_all(int input, struct buf *out) {
    uint64_t deadline = clock_ns() + (uint64_t)LOGIN_COMMAND_SECONDS * 1000000000u;
    for (;;) {
        char bytes[4096];
        uint64_t now = clock_ns();
        struct pollfd wait = {.fd = input, .events = POLLIN};
        if (now >= deadline) {
            return "did not end within 30 seconds";
        }
        int ready = poll(&wait, 1, (int)((deadline - now) / 1000000u + 1));
        if (ready <= 0) {
            continue;
        }
        ssize_t n = read(input, bytes, sizeof(bytes));
        if (n < 0 && errno != EINTR) {
            return "could not be read";
        }
        if (n == 0) {
            return NULL;
        }
        buf_add(out, (struct span){bytes, n > 0 ? (size_t)n : 0});
        if (out->len > LOGIN_COMMAND_BYTES) {
            return "prints more than a credential has";
        }
    }
}

static enum err fail(struct arena *arena, const struct command *command, const char *why,
                     struct span *failure) {
    *failure = arena_printf(arena, "the command %s %s", command->argv[0], why);
    return failure->ptr ? OK : ERR_MEMORY;
}

static const char *how_it_ended(int status) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return NULL;
    }
    return WIFEXITED(status) ? "failed (its exit status is not 0)" : "was ended by a signal";
}

enum err login_run_command(struct arena *arena, const struct command *command, struct span *out,
                           struct span *failure) {
    int ends[2], status = 0;
    pid_t pid;
    BUF_SCOPE text = {0};
    *out = *failure = (struct span){NULL, 0};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return fail(arena, command, strerror(errno), failure);
    }
    int failed = start(command, ends[1], &pid);
    (void)close(ends[1]);
    if (failed) {
        (void)close(ends[0]);
        return fail(arena, command, strerror(failed), failure);
    }
    const char *why = read_all(ends[0], &text);
    (void)close(ends[0]);
    if (why) {
        (void)kill(-pid, SIGKILL);
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    why = why ? why : how_it_ended(status);
    struct span printed = span_trim(buf_span(&text));
    why = why ? why : printed.len == 0 ? "prints nothing" : NULL;
    if (why) {
        return fail(arena, command, why, failure);
    }
    TRY(buf_status(&text));
    *out = arena_dup(arena, printed);
    return out->ptr ? OK : ERR_MEMORY;
}
