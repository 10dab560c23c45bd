/* SPDX-License-Identifier: Apache-2.0 */
/* postern.yaml, the project's own file: options, what is to be known of single operations, and
 * findings that are accepted for a reason. */
#ifndef POSTERN_CLI_PROJECT_H
#define POSTERN_CLI_PROJECT_H

#include "base/diag.h"
#include "base/err.h"
#include "catalog/registry.h"
#include "policy/member.h"

/* What it says of the operations that fit a pattern. */
struct project_entry {
    const struct node *node;       /* its key: the pattern, as --include takes them */
    const struct node *parameters; /* a mapping, or NULL */
    const struct node *body;       /* members of the body, or all of it; or NULL */
    bool is_public;                /* whatever the contract declares */
    struct span skip;              /* why they are left alone; empty: they are not */
};

/* A finding that somebody has accepted. What is empty fits everything. */
struct project_acceptance {
    const struct node *node;
    const struct rule *rule; /* or NULL */
    struct span fingerprint, operation, file, reason;
    struct span until_text;
    int64_t until; /* seconds since 1970, when it has ended; 0: it does not end */
    bool used;
};

struct project {
    struct member_reader reader;
    const struct node *root; /* NULL: there is no such file */
    bool found;              /* by searching: nobody has named it */
    VEC(struct project_entry) entries;
    VEC(struct project_acceptance) accepted;
};

/* Finds and reads the file: the one that is named, else postern.yaml in the working directory or
 * above it, up to the root of the repository or the home directory; none of either is an empty
 * project. One that was found must be ours or root's, and nobody else's to write. Errors, told to
 * diag: as io_read, project_parse; ERR_INVALID. */
NODISCARD enum err project_load(struct arena *arena, struct span named, bool none,
                                struct diag *diag, struct project *out);

/* What it says of a verb, "scan", or "token verify" for what stands below token:; NULL: nothing. */
const struct node *project_section(const struct project *project, const char *verb);

/* Reads a text, which must outlive the project; out->reader is given. What is wrong is told with
 * its place. Errors: ERR_SYNTAX, ERR_INVALID, ERR_LIMIT, ERR_UNSUPPORTED, ERR_MEMORY. */
NODISCARD enum err project_parse(struct span text, struct project *out);

#endif
