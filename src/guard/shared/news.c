/* SPDX-License-Identifier: Apache-2.0 */
/* Two letters and five numbers of sixteen hexadecimal digits. */
#include "guard/shared/news.h"

#include <inttypes.h>

enum { TAG_DIGITS = 16, TAGS = 5 };

void news_write(struct buf *out, uint64_t from, const struct limits_news *news) {
    char kind = news->is_user ? 'u' : news->is_signed ? 's' : 't';
    buf_printf(out, "%c%c %016" PRIx64 " %016" PRIx64 " %016" PRIx64 " %016" PRIx64 " %016" PRIx64,
               news->good ? 'g' : 'f', kind, from, news->credential, news->subject, news->pair,
               news->address);
}

static bool read_tag(struct span *rest, uint64_t *out) {
    *out = 0;
    if (rest->len < TAG_DIGITS + 1 || rest->ptr[0] != ' ') {
        return false;
    }
    for (size_t i = 1; i <= TAG_DIGITS; i++) {
        char c = rest->ptr[i];
        bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'f';
        if (!digit && !letter) {
            return false;
        }
        *out = *out << 4 | (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    *rest = span_from_index(*rest, TAG_DIGITS + 1);
    return true;
}

bool news_read(struct span text, uint64_t *from, struct limits_news *out) {
    struct limits_news news = {0};
    uint64_t *const tags[TAGS] = {from, &news.credential, &news.subject, &news.pair, &news.address};
    if (text.len < 2 || (text.ptr[0] != 'f' && text.ptr[0] != 'g') ||
        (text.ptr[1] != 'u' && text.ptr[1] != 's' && text.ptr[1] != 't')) {
        return false;
    }
    news.good = text.ptr[0] == 'g';
    news.is_user = text.ptr[1] == 'u';
    news.is_signed = text.ptr[1] == 's';
    struct span rest = span_from_index(text, 2);
    for (size_t i = 0; i < TAGS; i++) {
        if (!read_tag(&rest, tags[i])) {
            return false;
        }
    }
    *out = news;
    return !rest.len && news.credential && news.subject && news.pair;
}
