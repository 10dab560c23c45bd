/* SPDX-License-Identifier: Apache-2.0 */
/* A request's target and header as the lines that libcurl is given. */
#ifndef POSTERN_HTTP_LINE_H
#define POSTERN_HTTP_LINE_H

#include "base/buf.h"
#include "text/message.h"

/* Writes one line for each field of the request, in their order and as often as they stand there,
 * then for each of the extra fields that the request does not name; every line ends in NUL. Then
 * lines that keep libcurl from adding fields of its own: none is sent but Host, User-Agent, Accept
 * and Content-Length. Returns the number of lines; buf_status tells whether they are whole. */
size_t line_build(struct buf *out, const struct request *request, const struct fields *extra);

/* Writes prefix (the origin where a proxy wants the absolute form, else empty; RFC 9112 §3.2) and
 * target, with the "/" that it may lack, ended by NUL. */
void line_target(struct buf *out, struct span prefix, struct span target);

#endif
