/* SPDX-License-Identifier: Apache-2.0 */
/* Ids, slugs, and the words that are neither. */
#include "traffic/looks.h"

#include "text/words.h"
#include "traffic/secret.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool looks_like_uuid(struct span text) {
    for (size_t i = 0; text.len == 36 && i < text.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.ptr[i] != '-' : !is_hex(text.ptr[i])) {
            return false;
        }
    }
    return text.len == 36;
}

bool looks_like_date(struct span text) {
    for (size_t i = 0; text.len == 10 && i < text.len; i++) {
        if (i == 4 || i == 7 ? text.ptr[i] != '-' : !is_digit(text.ptr[i])) {
            return false;
        }
    }
    return text.len == 10;
}

bool looks_like_address(struct span text) {
    size_t at = span_find_byte(text, '@');
    return at != SIZE_MAX && at > 0 && span_find_byte(span_from_index(text, at), '.') != SIZE_MAX &&
           span_find_byte(text, ' ') == SIZE_MAX;
}

static bool is_version(struct span segment) {
    bool version = segment.len > 1 && (segment.ptr[0] | 0x20) == 'v';
    for (size_t i = 1; i < segment.len; i++) {
        version = version && (is_digit(segment.ptr[i]) || segment.ptr[i] == '.');
    }
    return version;
}

enum { DIGITS_OF_ID = 3, HEX_OF_ID = 8, WORD_MOST = 40 };

bool looks_like_id(struct span segment) {
    size_t digits = 0, hex = 0, others = 0, letters = 0;
    for (size_t i = 0; i < segment.len; i++) {
        char c = segment.ptr[i];
        digits += is_digit(c);
        letters += is_letter(c);
        hex += is_hex(c);
        others += !is_digit(c) && !is_letter(c) && c != '-' && c != '_' && c != '.';
    }
    if (!segment.len || is_version(segment)) {
        return false;
    }
    return others > 0 || segment.len > WORD_MOST || (digits && !letters) ||
           (hex == segment.len && digits && segment.len >= HEX_OF_ID) ||
           (digits >= DIGITS_OF_ID && digits * 5 >= segment.len) || looks_like_uuid(segment) ||
           secret_shaped(segment);
}

/* Words that make a function of whatever they stand in, and those that do it alone. */
static const struct span ACTIONS = SPAN_INIT(
    " search query lookup count login logout signin signout signup register registration refresh "
    "verify verification confirm reset forgot change password activate deactivate export import "
    "upload download bulk batch config configuration settings preferences schema invite validate "
    "autocomplete suggestions ");
static const struct span PLACES = SPAN_INIT(
    " me self own mine current my new find filter stats statistics email all latest recent active "
    "archived deleted summary overview options health status info token tokens session sessions "
    "docs list create update edit delete remove invites check exists available feed profile avatar "
    "roles permissions groups top popular featured today ");

bool looks_reserved(struct span segment) {
    return words_any(segment, ACTIONS) || words_listed(segment, PLACES);
}

bool looks_like_slug(struct span segment, struct span collection) {
    static const struct span people = SPAN_INIT(
        " user users account accounts member members profile profiles people person customer "
        "customers employee employees author authors contact contacts patient patients ");
    size_t hyphens = 0;
    for (size_t i = 0; i < segment.len; i++) {
        hyphens += segment.ptr[i] == '-';
    }
    bool many = span_ends(collection, SPAN("s"));
    return segment.len && !looks_reserved(segment) &&
           (words_listed(words_last(collection), people) || (many && hyphens >= 2));
}
