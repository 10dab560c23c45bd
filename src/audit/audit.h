/* SPDX-License-Identifier: Apache-2.0 */
/* An audit: a source tree to endpoints and findings. */
#ifndef POSTERN_AUDIT_AUDIT_H
#define POSTERN_AUDIT_AUDIT_H

#include "base/map.h"
#include "catalog/registry.h"
#include "catalog/result.h"
#include "contract/contract.h"

struct audit_options {
    struct span root;            /* the folder; with a NUL behind */
    const struct span *settings; /* modules to judge; none: those that a deployment can load */
    size_t settings_n;
    const struct span *packages; /* folders of installed packages to read where names lead there */
    size_t packages_n;
    const struct span *include, *exclude; /* globs over paths in the tree */
    size_t include_n, exclude_n;
    const struct span *only, *skip; /* rule ids */
    size_t only_n, skip_n;
    const struct contract *contract; /* to hold the source against; NULL: none */
    const struct map *instead;       /* path to struct span: read in place of files; NULL: none */
    struct diag *diag;
};

/* Reads the tree and judges it. result: filled, with everything in the arena. What could not be
 * read or judged is told to diag and row by row; result->complete says whether there was anything.
 * Errors: ERR_MISSING (no such folder, or no Python in it), ERR_IO, ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err audit_run(const struct audit_options *options, struct arena *arena,
                             struct result *result);

/* Brings the audit's rules in. */
NODISCARD enum err audit_rules(struct arena *arena, struct registry *registry);

#endif
