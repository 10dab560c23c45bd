/* SPDX-License-Identifier: Apache-2.0 */
/* An answer as it comes in: header lines and body bytes, bounded, until it is whole. */
#ifndef POSTERN_HTTP_COLLECT_H
#define POSTERN_HTTP_COLLECT_H

#include "base/buf.h"
#include "text/message.h"

/* Memory is kept from one answer to the next. Zero is ready for use. */
struct collect {
    struct buf head; /* the field lines of the newest header block */
    struct buf body;
    size_t body_limit; /* bytes */
    size_t head_bytes; /* of all header blocks and trailers */
    size_t lines;      /* field lines in head */
    int status;        /* of the newest header block; 0: none yet */
    bool whole_head;   /* the final header block has ended */
    bool head_only;    /* nothing after the header block is wanted */
    bool cut;          /* the body was longer than its limit */
    bool overflow;     /* the headers were longer than theirs */
};

/* Ready for the next answer. */
void collect_start(struct collect *collect, size_t body_limit, bool head_only);
void collect_free(struct collect *collect);

/* One line with its line end, as the transport hands it over. False: stop the transfer. */
bool collect_line(struct collect *collect, struct span line);

/* Body bytes. False: stop the transfer (cut, or out of memory: buf_status tells). */
bool collect_body(struct collect *collect, struct span bytes);

/* The first value of a field in the newest header block, or {NULL, 0}. */
struct span collect_field(const struct collect *collect, struct span name);

/* Status, fields and body, copied to the arena. Errors: ERR_MEMORY. */
NODISCARD enum err collect_finish(const struct collect *collect, struct arena *arena,
                                  struct response *response);

#endif
