/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows of operations and of endpoints have in common on the page: names, groups, links. */
#ifndef POSTERN_REPORT_HTML_ROWS_H
#define POSTERN_REPORT_HTML_ROWS_H

#include "report/html_parts.h"

struct html_row {
    size_t index;
    const char *verdict;
    struct texts tags; /* the first is the group's */
    struct span path;
};

/* "<tr id=… data-…>". */
void html_row_begin(const struct html_page *page, const struct html_row *row, size_t common);

/* Links to the row's findings, nothing without any. */
void html_row_links(const struct html_page *page, size_t index);

/* Writes one row. */
typedef void html_row_write(const struct html_page *page, size_t index, size_t common);

/* Writes rows in groups, each a <tbody> with its name: by the first tag where any row has one, else
 * by path. Within a group rows stand in the order given. order: n indexes. Errors: ERR_MEMORY. */
NODISCARD enum err html_row_groups(const struct html_page *page, const struct html_row *rows,
                                   const size_t *order, size_t n, unsigned columns,
                                   html_row_write *write);

#endif
