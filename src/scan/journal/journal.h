/* SPDX-License-Identifier: Apache-2.0 */
/* The journal of a scan: a file to which each operation's exchanges are added when it is through,
 * sealed, so that a scan which ended early can go on without asking for them again. */
#ifndef POSTERN_SCAN_JOURNAL_H
#define POSTERN_SCAN_JOURNAL_H

#include "base/diag.h"
#include "scan/journal/journal_record.h"

/* What a journal is of. Each is compared as a whole, and named when it has changed. */
struct journal_terms {
    struct span target, contract, options; /* texts of any length */
    struct span secret; /* the identities: what they hold seals the journal, and is not in it */
};

struct journal;

/* Before the name of a rule whose survey was silent, where an operation would stand. */
#define JOURNAL_SURVEY "survey "

/* Opens a journal to go on with, or begins one where there is no such file, none that was begun, or
 * one whose scan came to its end. What was torn off when its scan was killed is dropped. What is
 * found is told to diag. Errors, told: ERR_INVALID (no journal, another's terms, in use); ERR_IO,
 * ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err journal_open(struct span path, const struct journal_terms *terms,
                                struct diag *diag, struct journal **out);
void journal_close(struct journal **journal); /* NULL is fine */

/* Seconds since 1970 when its scan was begun. */
int64_t journal_begun(const struct journal *journal);

/* What it knows of an operation in that round; out->all is empty when it knows nothing. The texts
 * belong to the arena. Errors: ERR_MEMORY; what cannot be read is not known. */
NODISCARD enum err journal_recall(const struct journal *journal, struct arena *arena,
                                  struct span operation, unsigned round, struct record *out);

/* It knows something of an operation in that round. Errors: ERR_MEMORY. */
NODISCARD enum err journal_knows(const struct journal *journal, struct arena *arena,
                                 struct span operation, unsigned round, bool *known);

/* Adds a record. A journal that cannot be written (a full disk) is told once, and left as it was
 * before. */
void journal_add(struct journal *journal, const struct record *record);

/* The scan has come to its end: another one begins anew. */
void journal_end(struct journal *journal);

#endif
