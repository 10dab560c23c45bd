/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the HTML page. */
#ifndef POSTERN_REPORT_HTML_PARTS_H
#define POSTERN_REPORT_HTML_PARTS_H

#include "base/err.h"
#include "report/html_escape.h"
#include "report/html_links.h"
#include "report/matrix.h"

/* The page's style and script, and the policy that lets nothing else in; nothing is loaded from
 * anywhere. */
extern const char html_style[], html_script[], html_policy[];

/* The way from a section's title to the list of contents. */
#define HTML_UP "<a class=\"up\" href=\"#contents\">contents</a>"

struct html_page {
    struct buf *out;
    struct arena *arena; /* for as long as it is written */
    const struct result *result;
    struct matrix matrix; /* a scan's */
    struct html_links links;
};

/* Why it does not count: "in the baseline" or "accepted", with what stands before it; nothing of
 * one that counts. */
void html_standing(struct buf *out, const struct finding *finding, const char *before);

/* The list of what stands on the page. */
void html_contents(const struct html_page *page);

/* The fields by which rows and findings are chosen. Errors: ERR_MEMORY. */
NODISCARD enum err html_filters(const struct html_page *page);

/* The section with the matrix. Errors: ERR_MEMORY. */
NODISCARD enum err html_matrix(const struct html_page *page);

/* The section with the credentials; nothing without any. */
void html_credentials(struct buf *out, const struct result *result);

/* The section with an audit's endpoints. Errors: ERR_MEMORY. */
NODISCARD enum err html_endpoints(const struct html_page *page);

/* The section with the findings, those of the baseline among them, marked. */
void html_findings(const struct html_page *page);

/* The exchanges of one: controls beside attacks, with what differs marked. */
void html_evidence(const struct html_page *page, const struct finding *finding);

/* The title that a finding goes by. */
struct span html_title(const struct finding *finding);

/* Writes the name to which a finding is linked, without '#'. */
void html_anchor(const struct html_page *page, const struct finding *finding);

#endif
