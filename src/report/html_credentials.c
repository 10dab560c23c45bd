/* SPDX-License-Identifier: Apache-2.0 */
/* The credentials of a scan as a table. */
#include "report/html_parts.h"

static const char *standing_class(enum standing standing) {
    switch (standing) {
    case STANDING_UNTRIED:
        return "none";
    case STANDING_PROVEN:
        return "served";
    case STANDING_REFUSED:
    case STANDING_LOST:
        return "breached";
    }
    return "";
}

static void cell(struct buf *out, struct span text) {
    buf_text(out, "<td class=\"path\">");
    html_escape(out, text);
    buf_text(out, "</td>");
}

static void row(struct buf *out, const struct credential_result *credential) {
    buf_text(out, "<tr><th scope=\"row\">");
    html_escape(out, credential->identity);
    buf_text(out, "</th>");
    cell(out, credential->scheme);
    cell(out, credential->origin);
    buf_printf(out, "<td class=\"%s\">%s</td>", standing_class(credential->standing),
               standing_word(credential->standing));
    cell(out, credential->proven_at);
    buf_text(out, "</tr>\n");
}

void html_credentials(struct buf *out, const struct result *result) {
    if (!result->credentials.n) {
        return;
    }
    buf_text(out,
             "<section aria-labelledby=\"credentials\"><h2 id=\"credentials\">Credentials" HTML_UP
             "</h2>\n"
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
             "aria-labelledby=\"credentials\"><table>\n<caption>proven: an operation told it from "
             "none and from a worthless one.</caption>\n<thead><tr><th scope=\"col\">Identity</th>"
             "<th scope=\"col\">Scheme</th><th scope=\"col\">From</th><th scope=\"col\">Standing"
             "</th><th scope=\"col\">Proven at</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < result->credentials.n; i++) {
        row(out, &result->credentials.at[i]);
    }
    buf_text(out, "</tbody></table></div></section>\n");
}
