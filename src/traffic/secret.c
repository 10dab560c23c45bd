/* SPDX-License-Identifier: Apache-2.0 */
/* Names of secrets, and the looks of tokens. */
#include "traffic/secret.h"

#include "base/mutant.h"
#include "text/words.h"

static const struct span SECRETS = SPAN_INIT(
    " password passwd pwd pass passphrase passcode pin secret secrets token tokens apikey apitoken "
    "key auth authorization authentication credential credentials jwt bearer session sessionid "
    "sessid phpsessid jsessionid sid otp totp mfa csrf xsrf csrftoken xsrftoken "
    "csrfmiddlewaretoken "
    "authenticity signature sig hmac nonce assertion cookie refresh accesstoken refreshtoken "
    "idtoken sessiontoken clientsecret cvv cvc iban ssn card cardnumber ");

/* A code alone may be a country's; with these words it is a way in. */
static bool is_code(struct span name) {
    return words_listed(words_last(name), SPAN(" code codes ")) &&
           (words_any(name, SPAN(" auth verification verify security recovery backup reset login "
                                 "one time two factor mfa sms ")) ||
            span_equal_nocase(name, SPAN("code")));
}

bool secret_named(struct span name) {
    return !MUTANT(secrets_unnamed) && (words_any(name, SECRETS) || is_code(name));
}

static bool is_jwt(struct span value) {
    return value.len > 20 && span_starts(value, SPAN("eyJ")) && span_find_byte(value, '.') < 2000;
}

/* Letters in both cases and digits, in one piece: no text that people write. */
static bool is_random(struct span value) {
    size_t upper = 0, lower = 0, digits = 0, others = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        upper += c >= 'A' && c <= 'Z';
        lower += c >= 'a' && c <= 'z';
        digits += c >= '0' && c <= '9';
        others += !memchr("-_.+/=~:", c, 8) && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') &&
                  !(c >= '0' && c <= '9');
    }
    return value.len >= 24 && !others && upper >= 3 && lower >= 3 && digits >= 3;
}

/* The dates of ISO 8601 and addresses have all three as well. */
static bool is_plain(struct span value) {
    return span_find(value, SPAN("://")) != SIZE_MAX || span_starts(value, SPAN("/")) ||
           (value.len > 10 && value.ptr[4] == '-' && value.ptr[7] == '-' && value.ptr[10] == 'T');
}

bool secret_shaped(struct span value) {
    return is_jwt(value) || (is_random(value) && !is_plain(value));
}

enum { CARRIED_LEAST = 6 };

bool secret_carried(const struct fields *fields, struct span value) {
    for (size_t i = 0; value.len >= CARRIED_LEAST && i < fields->n; i++) {
        const struct field *field = &fields->at[i];
        if (secret_named(field->name) && span_find(field->value, value) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
