/* SPDX-License-Identifier: Apache-2.0 */
/* Files that threads of their own read and parse while somebody else works with those that are
 * there. */
#ifndef POSTERN_SOURCE_AHEAD_H
#define POSTERN_SOURCE_AHEAD_H

#include "source/parse.h"
#include "source/tree.h"

struct py_ahead;

/* Starts threads that go through the files which wanted() names, in their order. root, files: must
 * outlive it. Errors: ERR_MEMORY (also: no thread to be had), ERR_UNSUPPORTED. */
NODISCARD enum err py_ahead_start(struct span root, const struct tree_files *files,
                                  bool (*wanted)(struct span path), unsigned threads,
                                  struct py_ahead **out);

/* The n-th of the files, once; waits for it where a thread is at it. NULL: no thread has begun with
 * it, and none will, or it could not be read or parsed: the caller does that, and hears why. What
 * was told of its syntax goes to diag. */
struct py_file *py_ahead_take(struct py_ahead *ahead, size_t n, struct diag *diag);

/* Ends the threads and sets *ahead to NULL, which it may be; what they parsed is heir's from then
 * on. */
void py_ahead_end(struct py_ahead **ahead, struct arena *heir);

#endif
