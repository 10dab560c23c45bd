/* SPDX-License-Identifier: Apache-2.0 */
/* Told by form: what changes in every error, so that two that differ in it alone are the same. */
#include "scan/unique.h"

#include "base/mutant.h"
#include "text/words.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The text begins with the form: "d" stands for a digit, "a" for a letter, all else for itself. */
static bool has_form(struct span text, const char *form) {
    size_t i = 0;
    for (; i < text.len && form[i]; i++) {
        char c = text.ptr[i];
        bool fits = form[i] == 'd' ? is_digit(c) : form[i] == 'a' ? is_letter(c) : form[i] == c;
        if (!fits) {
            return false;
        }
    }
    return form[i] == 0;
}

static bool is_time(struct span text) {
    return has_form(text, "dddd-dd-ddTdd:dd") || has_form(text, "dddd-dd-dd dd:dd") ||
           has_form(text, "dddd/dd/dd dd:dd") || has_form(text, "aaa, dd aaa dddd dd:dd");
}

/* Seconds since 1970, or thousandths, millionths, billionths of them: for some hundred years. */
static bool is_clock(struct span text) {
    size_t digits = 0;
    while (digits < text.len && is_digit(text.ptr[digits])) {
        digits++;
    }
    bool rest = true;
    for (size_t i = digits; i < text.len; i++) {
        rest &= i == digits ? text.ptr[i] == '.' : is_digit(text.ptr[i]);
    }
    return rest && digits && text.ptr[0] != '0' &&
           (digits == 10 || digits == 13 || digits == 16 || digits == 19);
}

/* One word, long, of digits and letters mixed: UUIDs, ULIDs, hexadecimal, "req_5f0c…". */
static bool is_token(struct span text) {
    enum { LEAST = 16, LEAST_DIGITS = 4 };
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool mark = c == '-' || c == '_' || c == ':' || c == '=' || c == '.' || c == '+';
        if (!is_digit(c) && !is_letter(c) && !mark) {
            return false;
        }
        digits += is_digit(c);
        letters += is_letter(c);
    }
    return text.len >= LEAST && digits >= LEAST_DIGITS && letters > 0;
}

/* "req-1", "req-2f": requests are counted, in whatever base. */
static bool is_counted(struct span text) {
    enum { SHORT = 4 };
    struct span count = span_from_index(text, span_starts(text, SPAN("req-")) ? 4 : text.len);
    bool digit = false, plain = true;
    for (size_t i = 0; i < count.len; i++) {
        digit |= is_digit(count.ptr[i]);
        plain &= is_digit(count.ptr[i]) || is_letter(count.ptr[i]);
    }
    return count.len && plain && (digit || count.len < SHORT) && !MUTANT(counted_compared);
}

bool unique_text(struct span text) {
    return (is_time(text) || is_clock(text) || is_token(text) || is_counted(text)) &&
           !MUTANT(unique_by_name_alone);
}

bool unique_member(struct span name, struct span value, bool number) {
    static const struct span times = SPAN_INIT(" timestamp time date datetime at now took duration "
                                               "elapsed latency ms millis seconds runtime ");
    static const struct span ids = SPAN_INIT(" request req trace tracing span correlation "
                                             "incident event log reference ref ");
    if (unique_text(value)) {
        return true;
    }
    struct span last = words_last(name);
    bool word = span_find_byte(value, ' ') == SIZE_MAX;
    bool id = words_listed(last, SPAN(" id uuid guid no number nr ")) && words_any(name, ids);
    bool joined = words_listed(last, SPAN(" requestid reqid traceid spanid correlationid eventid "
                                          "instanceid rid nonce "));
    return word && ((number && words_listed(last, times)) || id || joined);
}
