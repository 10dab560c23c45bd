/* SPDX-License-Identifier: Apache-2.0 */
/* The request under construction, and why there is none. */
#ifndef POSTERN_SCAN_BUILDER_H
#define POSTERN_SCAN_BUILDER_H

#include "base/buf.h"
#include "scan/build/build.h"

struct builder {
    struct arena *arena;
    const struct contract *contract;
    const struct operation *operation;
    const struct known_values *known; /* may be NULL */
    enum build_mode mode;
    enum build_id id;
    bool spoil;        /* a write that must not succeed */
    bool within;       /* of what is not there, in an object that is */
    bool guarded;      /* something in the request makes success impossible */
    size_t variant;    /* the how-manieth body of several different ones; 0: the usual one */
    bool number, uuid; /* what the last made-up id is: one that a server gives, not a client */
    struct draft *draft;
};

/* True once something could not be built. */
static inline bool builder_gave_up(const struct builder *b) {
    return b->draft->reason.len != 0;
}

/* Says why the request is not built; the first reason stays. Errors: ERR_MEMORY. */
NODISCARD enum err builder_give_up(struct builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
