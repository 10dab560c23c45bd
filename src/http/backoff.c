/* SPDX-License-Identifier: Apache-2.0 */
/* Retry-After where it is given, exponential where it is not. */
#include "http/backoff.h"

#include "base/mutant.h"
#include "text/field.h"

static const double first_s = 0.5;

bool backoff_possible(int status) {
    return status == 429 || status == 503 || status == 403 || status == 420;
}

bool backoff_asked(int status, struct span retry_after, struct span remaining) {
    bool quota = retry_after.len || span_equal(span_trim(remaining), SPAN("0"));
    bool always = status == 429 || status == 503;
    return always || (backoff_possible(status) && quota && !MUTANT(quota_is_refusal));
}

bool backoff_delay(struct span retry_after, unsigned n, double longest_s, int64_t now_unix,
                   uint64_t *out_ns) {
    uint64_t seconds = 0;
    double delay;
    if (retry_after.ptr && field_retry_after(retry_after, now_unix, &seconds)) {
        delay = (double)seconds;
        if (delay > longest_s) {
            return false;
        }
    } else {
        delay = first_s * (double)(UINT64_C(1) << (n < 20 ? n : 20));
        delay = delay < longest_s ? delay : longest_s;
    }
    *out_ns = (uint64_t)(delay * 1e9);
    return true;
}
