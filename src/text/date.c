/* SPDX-License-Identifier: Apache-2.0 */
/* Three spellings of one date, told apart by their words. */
#include "text/date.h"

struct parts {
    int64_t year;
    unsigned month, day, hour, minute, second; /* month and day from 1 */
};

/* Takes the bytes up to any separator, and all separators behind. */
static struct span next_word(struct span *rest) {
    static const char separators[] = " ,-";
    size_t len = 0;
    while (len < rest->len && !(rest->ptr[len] && strchr(separators, rest->ptr[len]))) {
        len++;
    }
    struct span word = span_slice(*rest, 0, len);
    while (len < rest->len && rest->ptr[len] && strchr(separators, rest->ptr[len])) {
        len++;
    }
    *rest = span_from_index(*rest, len);
    return word;
}

static bool read_number(struct span word, size_t least, size_t most, unsigned *out) {
    uint64_t value = 0;
    if (word.len < least || word.len > most || !span_to_u64(word, &value)) {
        return false;
    }
    *out = (unsigned)value;
    return true;
}

static bool read_month(struct span word, unsigned *out) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (unsigned i = 0; i < 12; i++) {
        if (span_equal_nocase(word, (struct span){names + (size_t)i * 3, 3})) {
            *out = i + 1;
            return true;
        }
    }
    return false;
}

static bool read_time(struct span word, struct parts *parts) {
    return word.len == 8 && word.ptr[2] == ':' && word.ptr[5] == ':' &&
           read_number(span_slice(word, 0, 2), 2, 2, &parts->hour) &&
           read_number(span_slice(word, 3, 2), 2, 2, &parts->minute) &&
           read_number(span_slice(word, 6, 2), 2, 2, &parts->second);
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar: years start in March, so that the leap
 * day is the last one, and repeat every 400 years. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day) {
    int64_t shifted = month <= 2 ? year - 1 : year;
    int64_t era = shifted / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_leap(int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_possible(const struct parts *parts) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned last = days[parts->month - 1] + (parts->month == 2 && is_leap(parts->year) ? 1u : 0u);
    return parts->day >= 1 && parts->day <= last && parts->hour < 24 && parts->minute < 60 &&
           parts->second <= 60;
}

static int64_t to_unix(const struct parts *parts) {
    return days_from_civil(parts->year, parts->month, parts->day) * 86400 +
           (int64_t)parts->hour * 3600 + (int64_t)parts->minute * 60 + (int64_t)parts->second;
}

/* RFC 9110 §5.6.7: more than 50 years ahead means the century before. */
static void widen_year(struct parts *parts, int64_t now_unix) {
    int64_t year = 1970 + now_unix / 31556952; /* mean seconds of a year: good to a day */
    parts->year += year / 100 * 100;
    if (parts->year > year + 50) {
        parts->year -= 100;
    }
}

/* "06 Nov 1994 08:49:37 GMT", "06-Nov-94 08:49:37 GMT" */
static bool read_usual(struct span first, struct span *rest, int64_t now, struct parts *parts) {
    unsigned year = 0;
    if (!read_number(first, 1, 2, &parts->day) || !read_month(next_word(rest), &parts->month)) {
        return false;
    }
    struct span word = next_word(rest);
    if (!read_number(word, 2, 4, &year) || word.len == 3) {
        return false;
    }
    parts->year = year;
    if (word.len == 2) {
        widen_year(parts, now);
    }
    return read_time(next_word(rest), parts) && span_equal_nocase(next_word(rest), SPAN("GMT"));
}

/* "Nov  6 08:49:37 1994" */
static bool read_asctime(struct span first, struct span *rest, struct parts *parts) {
    unsigned year = 0;
    bool good = read_month(first, &parts->month) &&
                read_number(next_word(rest), 1, 2, &parts->day) &&
                read_time(next_word(rest), parts) && read_number(next_word(rest), 4, 4, &year);
    parts->year = year;
    return good;
}

bool date_parse(struct span text, int64_t now_unix, int64_t *out) {
    struct span rest = span_trim(text);
    struct parts parts = {0};
    struct span day_name = next_word(&rest);
    if (day_name.len < 3 || day_name.len > 9) {
        return false;
    }
    struct span first = next_word(&rest);
    bool digit = first.len && first.ptr[0] >= '0' && first.ptr[0] <= '9';
    bool good =
        digit ? read_usual(first, &rest, now_unix, &parts) : read_asctime(first, &rest, &parts);
    if (!good || rest.len || !is_possible(&parts)) {
        return false;
    }
    *out = to_unix(&parts);
    return true;
}

bool date_parse_day(struct span text, int64_t *out) {
    struct parts parts = {0};
    unsigned year = 0;
    bool good = text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
                read_number(span_slice(text, 0, 4), 4, 4, &year) &&
                read_number(span_slice(text, 5, 2), 2, 2, &parts.month) &&
                read_number(span_slice(text, 8, 2), 2, 2, &parts.day);
    parts.year = year;
    if (!good || parts.month < 1 || parts.month > 12 || !is_possible(&parts)) {
        return false;
    }
    *out = to_unix(&parts);
    return true;
}
