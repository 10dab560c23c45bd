/* SPDX-License-Identifier: Apache-2.0 */
/* Asking the system who may write a file. */
#include "cli/trusted.h"

#include "base/mutant.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err refuse(struct span path, const char *words, struct diag *diag) {
    diag_add(diag, DIAG_ERROR, (struct place){.file = path}, "%s", words);
    return ERR_INVALID;
}

enum err trusted_check(struct span path, struct diag *diag) {
    struct stat info;
    if (stat(path.ptr, &info) != 0) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = path}, "%s", strerror(errno));
        return errno == ENOENT ? ERR_MISSING : ERR_IO;
    }
    if (!S_ISREG(info.st_mode)) {
        return refuse(path, "is no regular file", diag);
    }
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) && !MUTANT(writable_config)) {
        return refuse(
            path, "is writable by others; what decides who may pass must not be: chmod go-w", diag);
    }
    if (info.st_uid != 0 && info.st_uid != geteuid()) {
        return refuse(path, "belongs to somebody else, who may change it", diag);
    }
    return OK;
}
