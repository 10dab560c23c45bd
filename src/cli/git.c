/* SPDX-License-Identifier: Apache-2.0 */
/* git asked, without its hooks and monitors. */
#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ARGUMENTS = 12, FAILED = -1 };

/* Runs git; says: whether it wrote anything to standard output. Gives its exit status, or FAILED
 * where it could not be run. */
static int run(char *const *arguments, bool *says) {
    int ends[2] = {-1, -1};
    pid_t process;
    posix_spawn_file_actions_t actions;
    *says = false;
    if (pipe(ends) != 0) {
        return FAILED;
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    int failed = posix_spawn_file_actions_init(&actions);
    if (!failed) {
        failed = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        failed = failed ? failed
                        : posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                                           O_WRONLY, 0);
        failed = failed ? failed : posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        failed =
            failed ? failed : posix_spawnp(&process, "git", &actions, NULL, arguments, environ);
        (void)posix_spawn_file_actions_destroy(&actions);
    }
    (void)close(ends[1]);
    char buffer[4096];
    ssize_t got = failed ? 0 : 1;
    while (got > 0 || (got < 0 && errno == EINTR)) {
        got = read(ends[0], buffer, sizeof(buffer));
        *says |= got > 0;
    }
    (void)close(ends[0]);
    int status = 0;
    while (!failed && waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return failed || !WIFEXITED(status) ? FAILED : WEXITSTATUS(status);
}

#define WORD(text) ((char *)(text)) /* posix_spawn changes none of them */

static bool is_tracked(struct span folder, struct span file, bool *asked) {
    char *const arguments[ARGUMENTS] = {WORD("git"),      WORD("-C"),     WORD(folder.ptr),
                                        WORD("ls-files"), WORD("-z"),     WORD("--error-unmatch"),
                                        WORD("--"),       WORD(file.ptr), NULL};
    bool says;
    int status = run(arguments, &says);
    *asked = status != FAILED;
    return status == 0 && says;
}

const char *git_objection(struct span folder, const struct texts *files) {
    /* core.fsmonitor would run a program that the tree's own configuration names. */
    char *const arguments[ARGUMENTS] = {WORD("git"),
                                        WORD("-C"),
                                        WORD(folder.ptr),
                                        WORD("-c"),
                                        WORD("core.fsmonitor=false"),
                                        WORD("status"),
                                        WORD("--porcelain"),
                                        WORD("--untracked-files=no"),
                                        NULL};
    bool says, asked;
    int status = run(arguments, &says);
    /* 127: what a shell, and some a libc, says of a program that is not there. */
    if (status == FAILED || status == 127) {
        return "git could not be run";
    }
    if (status != 0) {
        return "it is in no git work tree";
    }
    if (says) {
        return "its git work tree has changes that are not committed";
    }
    for (size_t i = 0; i < files->n; i++) {
        if (!is_tracked(folder, files->at[i], &asked)) {
            return asked ? "a file that would change is not in git" : "git could not be run";
        }
    }
    return NULL;
}
