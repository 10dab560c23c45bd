/* SPDX-License-Identifier: Apache-2.0 */
/* A difference between two reports, written for people or machines. */
#ifndef POSTERN_REPORT_DIFFERENCE_REPORT_H
#define POSTERN_REPORT_DIFFERENCE_REPORT_H

#include "catalog/difference.h"
#include "report/report.h"

struct compared {
    struct span before_name, after_name; /* of the reports' files */
    const struct result *before, *after;
    const struct difference *difference;
    bool replayed; /* asked only whether the earlier findings hold: "same" is told as "holds" */
};

/* Each writes a whole document. Errors: ERR_MEMORY. */
NODISCARD enum err difference_text(const struct compared *compared,
                                   const struct report_style *style, struct buf *out);
NODISCARD enum err difference_json(const struct compared *compared, struct buf *out);
NODISCARD enum err difference_markdown(const struct compared *compared, struct buf *out);

#endif
