/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP messages as plain data, shared by transport, scan and report. */
#ifndef POSTERN_TEXT_MESSAGE_H
#define POSTERN_TEXT_MESSAGE_H

#include "base/err.h"
#include "base/vec.h"

struct field {
    struct span name, value;
};

struct fields {
    struct field *at;
    size_t n, room;
}; /* usable as a VEC(struct field) */

/* The value of the first field of that name (names without regard to case), or {NULL, 0}. */
struct span fields_get(const struct fields *fields, struct span name);

/* The n-th (from 0) value of that name, or {NULL, 0}. */
struct span fields_get_nth(const struct fields *fields, struct span name, size_t n);

/* Appends; name and value are not copied. False without memory. */
bool fields_add(struct arena *arena, struct fields *fields, struct span name, struct span value);

/* Replaces every field of that name by one, or appends. False without memory. */
bool fields_set(struct arena *arena, struct fields *fields, struct span name, struct span value);

/* Appends copies of all of them, with names and values of their own. False without memory. */
bool fields_keep(struct arena *arena, const struct fields *from, struct fields *to);

/* Takes every field of that name out. */
void fields_remove(struct fields *fields, struct span name);

struct request {
    struct span method;
    struct span url; /* absolute; sent byte for byte, dot segments and all */
    struct fields fields;
    struct span body;
    struct span certificate, key; /* to show to the server (TLS): paths of PEM files, with a NUL
                                     behind, or PEM itself; key empty: it is in the same file.
                                     Empty: none */
    const char *from;             /* an address of this machine to send it from, or NULL: any */
};

/* True when its certificate is PEM itself, and no path. */
bool request_holds_pem(const struct request *request);

/* How far an exchange came. */
#define WIRE_LIST(X)                                                \
    X(WIRE_UNSENT, "not sent")                                      \
    X(WIRE_OK, "answered")                                          \
    X(WIRE_RESOLVE, "host name not found")                          \
    X(WIRE_CONNECT, "connection refused or unreachable")            \
    X(WIRE_TLS, "TLS failed")                                       \
    X(WIRE_CERTIFICATE, "refused for its client certificate")       \
    X(WIRE_TIMEOUT, "timed out")                                    \
    X(WIRE_CLOSED, "connection closed before the answer was whole") \
    X(WIRE_PROTOCOL, "not an HTTP answer")                          \
    X(WIRE_HEADERS, "header larger than the limit")                 \
    X(WIRE_CUT, "connection closed within the answer's body")       \
    X(WIRE_BUDGET, "request budget spent")                          \
    X(WIRE_STOPPED, "interrupted")                                  \
    X(WIRE_FAILED, "could not be sent")

#define WIRE_ENUM(code, words) code,
enum wire { WIRE_LIST(WIRE_ENUM) };
#undef WIRE_ENUM

const char *wire_words(enum wire wire);

/* True of what the target itself did: it answered, in whatever form, or broke off. */
bool wire_of_target(enum wire wire);

/* What ends a run, whatever else it asks: ERR_STOPPED, ERR_BUDGET; OK: it goes on. */
NODISCARD enum err wire_ends(enum wire wire);

struct response {
    enum wire wire;
    int status;           /* 100 to 999, of the final answer; 0 when there is none: wire is neither
                             WIRE_OK nor WIRE_CUT */
    struct fields fields; /* in the order received; trailers not included */
    struct span body;     /* decoded from its transfer and content coding; of WIRE_CUT, its start */
    bool cut;             /* the body was longer than the limit; body holds its start */
    uint64_t elapsed_ns;  /* from the sending to the last byte */
    struct span detail;   /* when not WIRE_OK: the library's words, for people */
};

struct exchange {
    struct request request;
    struct response response;
};

#endif
