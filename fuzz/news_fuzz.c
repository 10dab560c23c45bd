/* SPDX-License-Identifier: Apache-2.0 */
/* What another guard tells, from anywhere: what is read is written again to the letter. */
#include "guard/shared/news.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct span text = {(const char *)data, size};
    struct limits_news news;
    uint64_t from;
    if (news_read(text, &from, &news)) {
        BUF_SCOPE again = {0};
        news_write(&again, from, &news);
        if (!span_equal(buf_span(&again), text)) {
            abort();
        }
    }
    return 0;
}
