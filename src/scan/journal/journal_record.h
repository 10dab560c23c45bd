/* SPDX-License-Identifier: Apache-2.0 */
/* What one operation was asked in one round, and what was answered, as bytes. */
#ifndef POSTERN_SCAN_JOURNAL_RECORD_H
#define POSTERN_SCAN_JOURNAL_RECORD_H

#include "base/buf.h"
#include "text/message.h"

/* One request, by what it was sent for and not by its bytes: its credential will be another one. */
struct recorded {
    struct span by;       /* a rule's id, or a control's name */
    struct span identity; /* whose credential it carried; empty: nobody's */
    struct span method, path;
    struct response response;
    bool taken; /* it has answered a request of this run */
};

struct record {
    struct span operation; /* "GET /orders/{id}/" */
    unsigned round;
    uint32_t sent; /* requests whose answers are not kept */
    VEC(struct recorded) all;
};

/* Appends the record. A body that an earlier answer of it had is written once. */
void journal_record_write(const struct record *record, struct buf *out);

/* Reads one; its texts point into the bytes. Errors: ERR_SYNTAX (not what write makes), ERR_MEMORY.
 */
NODISCARD enum err journal_record_read(struct arena *arena, struct span bytes, struct record *out);

#endif
