/* SPDX-License-Identifier: Apache-2.0 */
/* An audit's endpoints as an accessible table, the open ones first. */
#include "report/html_parts.h"

static const enum access order[ACCESSES] = {ACCESS_ALLOWED, ACCESS_UNDECIDED, ACCESS_REFUSED};

static const char *access_class(enum access access) {
    switch (access) {
    case ACCESS_UNDECIDED:
        return "unclear";
    case ACCESS_REFUSED:
        return "served";
    case ACCESS_ALLOWED:
        return "breached";
    }
    return "";
}

static void effectives(struct buf *out, const struct effectives *list) {
    buf_text(out, "<td class=\"path\">");
    for (size_t i = 0; i < list->n; i++) {
        const struct effective *effective = &list->at[i];
        buf_text(out, i ? "<br>" : "");
        html_escape(out, effective->name);
        buf_text(out, " <span class=\"soft\">");
        html_escape(out, effective->from);
        buf_text(out, effective->place.file.len ? " " : "");
        html_escape(out, effective->place.file);
        if (effective->place.file.len && effective->place.line) {
            buf_printf(out, ":%u", effective->place.line);
        }
        buf_text(out, "</span>");
    }
    buf_text(out, "</td>");
}

static void row(struct buf *out, const struct endpoint_result *endpoint) {
    buf_printf(out, "<tr><td class=\"%s\">%s</td><th scope=\"row\" class=\"path\">",
               access_class(endpoint->anonymous), access_word(endpoint->anonymous));
    for (size_t i = 0; i < endpoint->methods.n; i++) {
        buf_text(out, i ? "," : "");
        html_escape(out, endpoint->methods.at[i]);
    }
    buf_byte(out, ' ');
    html_escape(out, endpoint->route);
    buf_text(out, "</th><td class=\"path\">");
    html_escape(out, endpoint->view);
    buf_text(out, endpoint->action.len ? "." : "");
    html_escape(out, endpoint->action);
    buf_text(out, "</td>");
    effectives(out, &endpoint->authenticators);
    effectives(out, &endpoint->permissions);
    effectives(out, &endpoint->throttles);
    buf_text(out, "<td class=\"path soft\">");
    html_escape(out, endpoint->reason);
    buf_text(out, "</td></tr>\n");
}

void html_endpoints(struct buf *out, const struct result *result) {
    buf_text(out, "<section aria-labelledby=\"endpoints\"><h2 id=\"endpoints\">Endpoints</h2>\n"
                  "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                  "aria-labelledby=\"endpoints\"><table>\n<caption>What an anonymous caller gets, "
                  "and by what code.</caption>\n<thead><tr><th scope=\"col\">Anonymous</th>"
                  "<th scope=\"col\">Endpoint</th><th scope=\"col\">View</th>"
                  "<th scope=\"col\">Authenticators</th><th scope=\"col\">Permissions</th>"
                  "<th scope=\"col\">Throttles</th><th scope=\"col\">Reason</th></tr></thead>\n"
                  "<tbody>\n");
    for (size_t i = 0; i < ACCESSES; i++) {
        for (size_t k = 0; k < result->endpoints.n; k++) {
            if (result->endpoints.at[k].anonymous == order[i]) {
                row(out, &result->endpoints.at[k]);
            }
        }
    }
    buf_text(out, "</tbody></table></div></section>\n");
}
