/* SPDX-License-Identifier: Apache-2.0 */
/* One function a format; each writes a whole document. */
#ifndef POSTERN_REPORT_FORMATS_H
#define POSTERN_REPORT_FORMATS_H

#include "report/report.h"

NODISCARD enum err report_text(const struct result *result, const struct report_style *style,
                               struct buf *out);
NODISCARD enum err report_json(const struct result *result, struct buf *out);
NODISCARD enum err report_code_quality(const struct result *result, struct buf *out);
NODISCARD enum err report_html(const struct result *result, struct buf *out);
NODISCARD enum err report_sarif(const struct result *result, struct buf *out);
NODISCARD enum err report_junit(const struct result *result, struct buf *out);
NODISCARD enum err report_markdown(const struct result *result, struct buf *out);

#endif
