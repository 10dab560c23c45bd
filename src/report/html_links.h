/* SPDX-License-Identifier: Apache-2.0 */
/* Which rows of the page a finding is about, and which findings a row has. */
#ifndef POSTERN_REPORT_HTML_LINKS_H
#define POSTERN_REPORT_HTML_LINKS_H

#include "base/err.h"
#include "base/map.h"
#include "catalog/result.h"

struct html_numbers {
    size_t *at;
    size_t n, room;
};

struct html_links {
    struct map rows;                    /* "GET /path" and "* /path" to struct html_numbers */
    struct html_numbers *findings_of;   /* of each row: indexes of findings */
    const struct html_numbers *rows_of; /* of each finding: indexes of rows, as it names them */
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err html_links_of(const struct result *result, struct arena *arena,
                                 struct html_links *out);

/* Whether any row is of that operation. */
bool html_links_has(const struct html_links *links, struct arena *arena, struct span method,
                    struct span path);

/* The part of a path by which rows are grouped: what all have in common, an "api" or a version, and
 * one segment more. */
struct span html_links_group(struct span path, size_t common);

/* Bytes of the whole segments with which all paths start. */
size_t html_links_common(const struct result *result);

#endif
