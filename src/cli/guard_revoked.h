/* SPDX-License-Identifier: Apache-2.0 */
/* The file that lists what is revoked, read again whenever it changes. */
#ifndef POSTERN_CLI_GUARD_REVOKED_H
#define POSTERN_CLI_GUARD_REVOKED_H

#include "guard/revoked.h"
#include "policy/config.h"

/* When and what a file was. */
struct guard_revoked_stamp {
    uint64_t inode, size;
    int64_t seconds[2], ns[2]; /* of its last changes: content, anything */
};

/* Zero is no file; guard_revoked_free it. */
struct guard_revoked {
    struct span path; /* with a NUL behind */
    struct guard_revoked_stamp stamp;
    struct revoked lists[2]; /* the one that counts, and the one that will once it has settled */
    unsigned current;
    uint64_t changed_ns; /* when it was read last */
    bool pending, stale;
};

void guard_revoked_free(struct guard_revoked *file);

/* Reads the file that the configuration names, if any; every fault goes to diag. Errors: as
 * input_read and revoked_read. */
NODISCARD enum err guard_revoked_load(struct arena *arena, const struct config *config,
                                      struct guard_revoked *out, struct diag *diag);

/* Reads it anew if it is not as it was. What cannot be used is told once on standard error, and
 * the list stays. What is taken out of a file counts two seconds longer, so that nothing is let in
 * by one that is being written. */
void guard_revoked_refresh(struct guard_revoked *file, uint64_t now_ns, struct revocations *out);

#endif
