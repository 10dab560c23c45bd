/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a journal: of which scan it is, in digests. */
#ifndef POSTERN_SCAN_JOURNAL_HEAD_H
#define POSTERN_SCAN_JOURNAL_HEAD_H

#include "base/buf.h"
#include "scan/journal/journal.h"
#include "token/digest.h"
#include "token/seal.h"

#include <sys/types.h>

enum { JOURNAL_HEAD_MOST = 4096 };

/* What it tells of, and what is said when that differs. */
#define JOURNAL_TERM_LIST(X)        \
    X(target, "another target")     \
    X(contract, "another contract") \
    X(options, "other options, recorded traffic or postern.yaml")

struct journal_head {
    int64_t begun; /* seconds since 1970 */
    unsigned char salt[SEAL_SALT];
#define JOURNAL_TERM_MEMBER(name, word) char name[DIGEST_HEX];
    JOURNAL_TERM_LIST(JOURNAL_TERM_MEMBER)
#undef JOURNAL_TERM_MEMBER
};

/* Errors: ERR_CRYPTO. */
NODISCARD enum err journal_head_make(const struct journal_terms *terms, int64_t begun,
                                     struct journal_head *out);
void journal_head_write(const struct journal_head *head, struct buf *out);

/* text: the beginning of the file; *end: where the head ends. Errors: ERR_MISSING: nothing, or not
 * all of it, was written; ERR_SYNTAX. */
NODISCARD enum err journal_head_read(struct span text, struct journal_head *out, off_t *end);

/* What of the scan is another one, in words; NULL: nothing. */
const char *journal_head_change(const struct journal_head *then, const struct journal_head *now);

#endif
