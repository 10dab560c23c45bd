/* SPDX-License-Identifier: Apache-2.0 */
/* Tables in Markdown: a scan's credentials, an audit's endpoints. */
#include "report/markdown_rows.h"

#include "base/mutant.h"
#include "report/markdown_escape.h"

enum { FOLDED_FROM = 30 };

static void cell(struct buf *out, struct span text) {
    buf_byte(out, ' ');
    markdown_escape(out, text);
    buf_text(out, " |");
}

void markdown_credentials(struct buf *out, const struct result *result) {
    if (!result->credentials.n) {
        return;
    }
    buf_text(out, "| identity | scheme | from | standing | proven at |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < result->credentials.n; i++) {
        const struct credential_result *credential = &result->credentials.at[i];
        buf_byte(out, '|');
        cell(out, credential->identity);
        cell(out, credential->scheme);
        cell(out, credential->origin);
        enum standing standing = MUTANT(all_proven) ? STANDING_PROVEN : credential->standing;
        cell(out, span_from(standing_word(standing)));
        cell(out, credential->proven_at);
        buf_byte(out, '\n');
    }
    buf_byte(out, '\n');
}

static void names(struct buf *out, const struct effectives *list) {
    BUF_SCOPE text = {0};
    for (size_t i = 0; i < list->n; i++) {
        buf_text(&text, i ? ", " : "");
        buf_add(&text, list->at[i].name);
        buf_text(&text, list->at[i].from.len ? " (" : "");
        buf_add(&text, list->at[i].from);
        buf_text(&text, list->at[i].from.len ? ")" : "");
    }
    cell(out, buf_span(&text));
}

void markdown_endpoint_name(struct buf *out, const struct span *methods, size_t n,
                            struct span route) {
    for (size_t i = 0; i < n; i++) {
        markdown_escape(out, methods[i]);
        buf_text(out, i + 1 < n ? "," : " ");
    }
    markdown_escape(out, route);
}

static void row(struct buf *out, const struct endpoint_result *endpoint) {
    const char *strong = endpoint->anonymous == ACCESS_ALLOWED ? "**" : "";
    buf_printf(out, "| %s%s%s | ", strong, access_word(endpoint->anonymous), strong);
    markdown_endpoint_name(out, endpoint->methods.at, endpoint->methods.n, endpoint->route);
    buf_text(out, " |");
    cell(out, endpoint->view);
    names(out, &endpoint->authenticators);
    names(out, &endpoint->permissions);
    names(out, &endpoint->throttles);
    cell(out, endpoint->reason);
    buf_byte(out, '\n');
}

void markdown_endpoints(struct buf *out, const struct result *result) {
    static const enum access order[] = {ACCESS_ALLOWED, ACCESS_UNDECIDED, ACCESS_REFUSED};
    bool folded = result->endpoints.n > FOLDED_FROM;
    buf_text(out, folded ? "<details><summary>All endpoints</summary>\n\n" : "");
    buf_text(out, "| anonymous | endpoint | view | authenticators | permissions | throttles | "
                  "reason |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        for (size_t k = 0; k < result->endpoints.n; k++) {
            if (result->endpoints.at[k].anonymous == order[i]) {
                row(out, &result->endpoints.at[k]);
            }
        }
    }
    buf_text(out, folded ? "\n</details>\n\n" : "\n");
}
