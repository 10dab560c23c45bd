/* SPDX-License-Identifier: Apache-2.0 */
/* Another user, fewer system calls. */
#include "cli/guard_confine.h"

#include "cli/complain.h"
#include "guard/confine.h"

#include <errno.h>
#include <unistd.h>

/* What follows "unix:" has a NUL behind, as all texts of the configuration. */
static enum err give(struct span where, const struct confine_user *to) {
    if (!span_starts(where, SPAN("unix:")) || chown(where.ptr + 5, to->user, to->group) == 0) {
        return OK;
    }
    complain("%.*s: %s", SPAN_ARG(where), strerror(errno));
    return ERR_IO;
}

enum err guard_confine_user(const struct config *config) {
    const struct config_serving *serving = &config->serving;
    struct confine_user user;
    if (geteuid() != 0) {
        return OK;
    }
    if (!serving->user.len) {
        complain("guard: serves as root: say below user: who it is to be");
        return OK;
    }
    if (confine_find(serving->user.ptr, serving->group.len ? serving->group.ptr : NULL, &user) !=
        OK) {
        complain("guard: there is no user '%.*s', or no such group", SPAN_ARG(serving->user));
        return ERR_MISSING;
    }
    TRY(give(config->listen, &user));
    TRY(give(serving->metrics, &user));
    if (confine_become(&user) != OK) {
        complain("guard: cannot become '%.*s': %s", SPAN_ARG(serving->user), strerror(errno));
        return ERR_IO;
    }
    return OK;
}

enum err guard_confine_calls(const struct config *config) {
    if (config->serving.unconfined || !confine_can_seal()) {
        complain("guard: system calls are not confined: %s",
                 config->serving.unconfined ? "confine: false" : "this build has no libseccomp");
        return OK;
    }
    enum err err = confine_seal();
    if (err != OK) {
        complain("guard: system calls cannot be confined here; confine: false does without");
    }
    return err;
}
