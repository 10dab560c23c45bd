/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters in the styles of OpenAPI (3.1, "Style Values"; RFC 6570). */
#ifndef POSTERN_SCAN_BUILD_STYLE_H
#define POSTERN_SCAN_BUILD_STYLE_H

#include "base/buf.h"
#include "contract/contract.h"

/* Appends what stands in the place of {name} in the path: simple, label or matrix. Values are
 * encoded, delimiters are not. */
void style_path(struct buf *out, const struct parameter *parameter, const struct node *value);

/* Appends "name=value" for the query, or several joined by "&": form, spaceDelimited,
 * pipeDelimited, deepObject. An empty array gives "name=". */
void style_query(struct buf *out, const struct parameter *parameter, const struct node *value);

/* Appends the value of a header field (simple), unencoded but for control bytes, which go. */
void style_header(struct buf *out, const struct parameter *parameter, const struct node *value);

/* Appends "name=value" for the Cookie field (form). */
void style_cookie(struct buf *out, const struct parameter *parameter, const struct node *value);

/* Appends a value of application/x-www-form-urlencoded (OpenAPI 3.1, section 4.8.14.4): arrays as
 * repeated pairs, objects as JSON. */
void style_form(struct buf *out, struct span name, const struct node *value);

/* The bare text of a value: a string's own, a number's, "true", "" for null, JSON for others. */
void style_text(struct buf *out, const struct node *value);

#endif
