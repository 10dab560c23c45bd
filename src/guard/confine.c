/* SPDX-License-Identifier: Apache-2.0 */
/* Users by setresuid(2), system calls by a list of those that are needed (seccomp(2)). */
#define _GNU_SOURCE
#include "guard/confine.h"

#include "base/mutant.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef POSTERN_SECCOMP
#include <seccomp.h>
#endif

enum err confine_find(const char *user, const char *group, struct confine_user *out) {
    const struct passwd *found = getpwnam(user);
    if (!found) {
        return ERR_MISSING;
    }
    *out = (struct confine_user){found->pw_uid, found->pw_gid};
    const struct group *other = group ? getgrnam(group) : NULL;
    if (group && !other) {
        return ERR_MISSING;
    }
    out->group = other ? other->gr_gid : out->group;
    return OK;
}

enum err confine_become(const struct confine_user *user) {
    bool became = setgroups(1, &user->group) == 0 &&
                  setresgid(user->group, user->group, user->group) == 0 &&
                  (MUTANT(stays_root) || setresuid(user->user, user->user, user->user) == 0);
    bool for_good = user->user == 0 || MUTANT(stays_root) || setuid(0) != 0;
    return became && for_good ? OK : ERR_IO;
}

#ifdef POSTERN_SECCOMP

/* What the loop, its threads and the libraries below them call: sockets, files, memory, time. */
static const int NEEDED[] = {
    /* sockets */
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(listen),
    SCMP_SYS(shutdown),
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvmmsg),
    SCMP_SYS(sendfile),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(eventfd2),
    SCMP_SYS(pipe2),
    SCMP_SYS(signalfd4),
    /* files, by descriptors */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(dup),
    SCMP_SYS(fcntl),
    SCMP_SYS(ioctl),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(fadvise64),
    SCMP_SYS(flock),
    SCMP_SYS(fstat),
    SCMP_SYS(fstatfs),
    /* files, by names, without changing them */
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(unlink),
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(mlock),
    SCMP_SYS(mincore),
    /* threads, time, and who one is */
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrlimit),
    SCMP_SYS(setrlimit),
    SCMP_SYS(prlimit64),
    SCMP_SYS(getrusage),
    SCMP_SYS(getgroups),
    SCMP_SYS(getpgrp),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_max),
    SCMP_SYS(sched_get_priority_min),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(umask),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(prctl),
};

static bool allow(scmp_filter_ctx filter, int call) {
    int answer = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    return answer == 0 || answer == -EDOM || answer == -EINVAL; /* this machine has no such call */
}

/* For reading; or for adding to the end of a log, which is made if it is not there. */
static bool allow_open(scmp_filter_ctx filter, int call, unsigned flags) {
    const scmp_datum_t kinds = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    const scmp_datum_t log = O_RDWR | O_APPEND | O_CREAT, plain = O_RDONLY;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                            SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, kinds, plain)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                            SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, kinds, log)) == 0;
}

/* Memory is written or run, never both. */
static bool allow_memory(scmp_filter_ctx filter) {
    const scmp_datum_t run = PROT_EXEC, written = PROT_WRITE;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, run, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, written, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, run, 0)) == 0;
}

/* A thread shares all with its process. What clone3 is asked for stands in memory, where no filter
 * looks: "not there" makes the C library use clone. Signals are for this process alone. */
static bool allow_threads(scmp_filter_ctx filter) {
    const scmp_datum_t thread = CLONE_VM | CLONE_THREAD | CLONE_SIGHAND;
    const scmp_datum_t self = (scmp_datum_t)getpid();
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, self, 0)) == 0;
}

static bool fill(scmp_filter_ctx filter) {
    bool filled =
        allow_open(filter, SCMP_SYS(openat), 2) && allow_memory(filter) && allow_threads(filter);
    (void)allow_open(filter, SCMP_SYS(open), 1); /* not all machines have it */
    for (size_t i = 0; filled && i < sizeof(NEEDED) / sizeof(*NEEDED); i++) {
        filled = allow(filter, NEEDED[i]);
    }
    return filled;
}

bool confine_can_seal(void) {
    return true;
}

/* Loading sets no_new_privs, too. */
enum err confine_seal(void) {
    scmp_filter_ctx filter =
        seccomp_init(MUTANT(unsealed) ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
    bool sealed = filter && fill(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return sealed ? OK : ERR_IO;
}

#else

bool confine_can_seal(void) {
    return false;
}

enum err confine_seal(void) {
    return ERR_UNSUPPORTED;
}

#endif
