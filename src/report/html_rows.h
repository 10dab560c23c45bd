/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows of operations and of endpoints have in common on the page: names, groups, links. */
#ifndef POSTERN_REPORT_HTML_ROWS_H
#define POSTERN_REPORT_HTML_ROWS_H

#include "report/html_parts.h"

struct html_row {
    size_t index;
    unsigned rank; /* the lower, the earlier it stands in its group */
    const char *verdict;
    struct texts tags; /* the first is the group's */
    struct span path;
};

/* "<tr id=… data-…>". */
void html_row_begin(const struct html_page *page, const struct html_row *row, size_t common);

/* Links to the row's findings, nothing without any. */
void html_row_links(const struct html_page *page, size_t index);

enum { HTML_RANKS = 8 };

/* A section with one table. */
struct html_table {
    const char *title, *caption;
    size_t n;         /* rows */
    unsigned columns; /* the operation's, too */
    void (*header)(const struct html_page *page);
    struct html_row (*row_of)(const struct html_page *page, size_t index);
    void (*write)(const struct html_page *page, const struct html_row *row, size_t common);
};

/* Writes it, its rows in groups, each a <tbody> with its name: by the first tag where any row has
 * one, else by path. Within a group they stand by rank, those of one rank in the result's order.
 * Errors: ERR_MEMORY. */
NODISCARD enum err html_table(const struct html_page *page, const struct html_table *table);

#endif
