/* SPDX-License-Identifier: Apache-2.0 */
/* Reports: a result in the format that a person or a machine asked for. */
#ifndef POSTERN_REPORT_REPORT_H
#define POSTERN_REPORT_REPORT_H

#include "base/buf.h"
#include "catalog/result.h"

#define REPORT_LIST(X)                                   \
    X(TEXT, "text", "")                                  \
    X(CODE_QUALITY, "code-quality", ".codequality.json") \
    X(JSON, "json", ".json")                             \
    X(SARIF, "sarif", ".sarif")                          \
    X(HTML, "html", ".html")                             \
    X(JUNIT, "junit", ".xml")                            \
    X(MARKDOWN, "markdown", ".md")

#define REPORT_ENUM(code, word, ending) REPORT_##code,
enum report_format { REPORT_LIST(REPORT_ENUM) };
#undef REPORT_ENUM

/* "text|json|…", for a table of options; " .json …  ", as a literal that
 * starts and ends with a space, for texts. */
#define REPORT_BAR(code, word, ending) "|" word
#define REPORT_WORDS (&"" REPORT_LIST(REPORT_BAR)[1])
#define REPORT_ENDING(code, word, ending) ending " "
#define REPORT_ENDINGS REPORT_LIST(REPORT_ENDING)

struct report_style {
    unsigned width; /* columns, text only; 0: 100 */
    bool color;
    bool ascii;   /* text only: the terminal does not speak UTF-8 */
    bool verbose; /* text: whole evidence, not only the curl line */
    bool uncut;   /* text: nothing is shortened, however wide; prose is wrapped all the same */
};

/* By word ("json") or by a path's ending ("out.json", "OUT.JSON"). False: no such format. */
bool report_format_from(struct span word, enum report_format *out);
bool report_format_of_path(struct span path, enum report_format *out);

/* Writes the report. Errors: ERR_MEMORY. */
NODISCARD enum err report_write(const struct result *result, enum report_format format,
                                const struct report_style *style, struct buf *out);

#endif
