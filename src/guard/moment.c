/* SPDX-License-Identifier: Apache-2.0 */
/* Date and time to the second by the calendar, then fraction and offset. */
#include "guard/moment.h"

#include "base/clock.h"

enum { SECONDS_AT = 19 /* behind "2026-11-27 10:00:00" */ };

static bool digits(struct span *rest, size_t n, int64_t *out) {
    uint64_t value;
    if (!span_to_u64(span_slice(*rest, 0, n), &value) || rest->len < n) {
        return false;
    }
    *out = (int64_t)value;
    *rest = span_from_index(*rest, n);
    return true;
}

/* ".25" of a second, in microseconds. */
static bool read_fraction(struct span *rest, int64_t *out) {
    int64_t unit = MOMENT_SECOND;
    *out = 0;
    if (!span_starts(*rest, SPAN("."))) {
        return true;
    }
    *rest = span_from_index(*rest, 1);
    while (rest->len && rest->ptr[0] >= '0' && rest->ptr[0] <= '9' && unit > 1) {
        unit /= 10;
        *out += (rest->ptr[0] - '0') * unit;
        *rest = span_from_index(*rest, 1);
    }
    return unit < MOMENT_SECOND;
}

/* "Z", "+01", "-0530" or "+05:30", in seconds. */
static bool read_offset(struct span *rest, int64_t *out) {
    int64_t hours, minutes = 0;
    *out = 0;
    if (!rest->len || span_equal(*rest, SPAN("Z"))) {
        *rest = SPAN("");
        return true;
    }
    char sign = rest->ptr[0];
    *rest = span_from_index(*rest, 1);
    if ((sign != '+' && sign != '-') || !digits(rest, 2, &hours)) {
        return false;
    }
    *rest = span_from_index(*rest, span_starts(*rest, SPAN(":")));
    if (rest->len && !digits(rest, 2, &minutes)) {
        return false;
    }
    *out = (hours * 60 + minutes) * (sign == '+' ? 60 : -60);
    return hours <= 24 && minutes < 60;
}

bool moment_read(struct span text, int64_t *out) {
    char iso[SECONDS_AT + 1];
    int64_t seconds, fraction, offset;
    if (text.len < SECONDS_AT || (text.ptr[10] != ' ' && text.ptr[10] != 'T')) {
        return false;
    }
    memcpy(iso, text.ptr, SECONDS_AT);
    iso[10] = 'T';
    iso[SECONDS_AT] = 'Z';
    struct span rest = span_from_index(text, SECONDS_AT);
    if (!clock_from_iso((struct span){iso, sizeof(iso)}, &seconds) ||
        !read_fraction(&rest, &fraction) || !read_offset(&rest, &offset) || rest.len) {
        return false;
    }
    *out = (seconds - offset) * MOMENT_SECOND + fraction;
    return seconds - offset >= 0;
}
