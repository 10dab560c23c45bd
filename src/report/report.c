/* SPDX-License-Identifier: Apache-2.0 */
/* The formats, by word and by ending, and the way to each. */
#include "report/report.h"

#include "report/formats.h"

struct format {
    const char *word, *ending;
};

#define REPORT_FORMAT(code, word, ending) [REPORT_##code] = {word, ending},
static const struct format formats[] = {REPORT_LIST(REPORT_FORMAT)};
#undef REPORT_FORMAT

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

bool report_format_from(struct span word, enum report_format *out) {
    for (size_t i = 0; i < FORMATS; i++) {
        if (span_equal(word, span_from(formats[i].word))) {
            *out = (enum report_format)i;
            return true;
        }
    }
    return false;
}

bool report_format_of_path(struct span path, enum report_format *out) {
    for (size_t i = 0; i < FORMATS; i++) {
        struct span ending = span_from(formats[i].ending);
        size_t before = path.len - ending.len;
        if (ending.len && path.len > ending.len &&
            span_equal_nocase(span_from_index(path, before), ending)) {
            *out = (enum report_format)i;
            return true;
        }
    }
    return false;
}

enum err report_write(const struct result *result, enum report_format format,
                      const struct report_style *style, struct buf *out) {
    switch (format) {
    case REPORT_TEXT:
        return report_text(result, style, out);
    case REPORT_JSON:
        return report_json(result, out);
    case REPORT_CODE_QUALITY:
        return report_code_quality(result, out);
    case REPORT_HTML:
        return report_html(result, out);
    case REPORT_SARIF:
        return report_sarif(result, out);
    case REPORT_JUNIT:
        return report_junit(result, out);
    case REPORT_MARKDOWN:
        return report_markdown(result, out);
    }
    return ERR_USAGE;
}
