/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of building share: the request under way. */
#ifndef POSTERN_SCAN_BUILD_PARTS_H
#define POSTERN_SCAN_BUILD_PARTS_H

#include "base/buf.h"
#include "scan/build/build.h"
#include "scan/build/build_value.h"

struct builder {
    struct arena *arena;
    const struct contract *contract;
    const struct operation *operation;
    const struct known_values *known; /* may be NULL */
    enum build_mode mode;
    enum build_id id;
    bool spoil;        /* a write that must not succeed */
    bool guarded;      /* something in the request makes success impossible */
    size_t variant;    /* the how-manieth body of several different ones; 0: the usual one */
    bool number, uuid; /* what the last made-up id is: one that a server gives, not a client */
    struct draft *draft;
};

/* True once something could not be built. */
static inline bool build_gave_up(const struct builder *b) {
    return b->draft->reason.len != 0;
}

/* Says why the request is not built; the first reason stays. Errors: ERR_MEMORY. */
NODISCARD enum err build_give_up(struct builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The user's value for the parameter, or {NULL, 0}. */
struct span build_user_value(const struct known_values *known, struct span name);

/* The value for a parameter of the path. before: the template in front of it; last: no other
 * parameter follows. A spoiled request gets an id that does not exist in the last one. Sets
 * made_up_id and guarded. *out NULL: the builder gave up. */
NODISCARD enum err build_path_value(struct builder *b, const struct parameter *parameter,
                                    struct span before, bool last, const struct node **out);

/* Appends a template's own text: what no URL may hold is encoded, everything else stays. */
void build_add_literal(struct buf *out, struct span text);

/* True when {name} stands in the template. */
bool build_has_placeholder(struct span template);

/* Appends the operation's path with values in their places. */
NODISCARD enum err build_add_path(struct builder *b, struct buf *url);

/* The best known value for the parameter at that place; {NULL, 0} without one. */
struct span build_known_id(const struct known_values *known, const struct parameter *parameter,
                           struct span type, struct span format, struct span before);

/* The same among what we made ourselves. */
struct span build_made_id(const struct known_values *known, const struct parameter *parameter,
                          struct span type, struct span format, struct span before);

/* Whether an object of that collection is somebody, or what he comes in with: the identities' own
 * may be among them. */
bool build_names_person(struct span parameter, struct span before);

/* Body and Content-Type of the request. */
NODISCARD enum err build_body(struct builder *b);

#endif
