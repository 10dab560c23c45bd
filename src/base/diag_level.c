/* SPDX-License-Identifier: Apache-2.0 */
/* The words of levels. */
#include "base/diag_level.h"

const char *diag_level_word(enum diag_level level) {
    switch (level) {
    case DIAG_NOTE:
        return "note";
    case DIAG_WARNING:
        return "warning";
    case DIAG_ERROR:
        return "error";
    }
    return "";
}

bool diag_level_from(struct span word, enum diag_level *out) {
    for (unsigned i = DIAG_NOTE; i <= DIAG_ERROR; i++) {
        if (span_equal(word, span_from(diag_level_word((enum diag_level)i)))) {
            *out = (enum diag_level)i;
            return true;
        }
    }
    return false;
}
