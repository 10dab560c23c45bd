/* SPDX-License-Identifier: Apache-2.0 */
/* Telling people what is wrong, on standard error, with nothing of a stranger's left raw. */
#ifndef POSTERN_CLI_COMPLAIN_H
#define POSTERN_CLI_COMPLAIN_H

#include "base/diag.h"
#include "base/err.h"

/* "postern: message"; controls in it are spelled out. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Tells diagnostics as they come, each once. Start with the diag alone. */
struct complain_diag {
    const struct diag *diag;
    bool quiet; /* errors only */
    size_t told, seen;
};

/* Prints what was added since the last call, up to a limit. */
void complain_diag(struct complain_diag *state);

/* Prints how many were not shown, if any. */
void complain_diag_end(const struct complain_diag *state);

#endif
