/* SPDX-License-Identifier: Apache-2.0 */
/* What guards tell each other, as text. */
#ifndef POSTERN_GUARD_NEWS_H
#define POSTERN_GUARD_NEWS_H

#include "base/buf.h"
#include "guard/limits/limits.h"

/* "f u 00…" : a failure (or g: a good credential) of a user (or a token, t; or a signed one, s) and
 * its tags, behind who tells it. */
void news_write(struct buf *out, uint64_t from, const struct limits_news *news);

/* The way back; false for anything else. */
bool news_read(struct span text, uint64_t *from, struct limits_news *out);

#endif
