/* SPDX-License-Identifier: Apache-2.0 */
/* Words of refusal. */
#include "scan/refusal.h"

#include "base/mutant.h"

/* Ends in NULL. */
typedef const char *const *words;

static bool speaks(struct span text, words all) {
    for (; *all; all++) {
        if (span_find_nocase(text, span_from(*all)) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Whole phrases, in some of the languages that APIs speak. */
static const char *const PHRASES[] = {
    "unauthor",
    "unauthenticated",
    "not authenticated",
    "authentication",
    "not authorized",
    "not authorised",
    "not logged in",
    "log in",
    "login",
    "sign in",
    "signin",
    "credential",
    "nicht angemeldet",
    "nicht autorisiert",
    "non autoris\xc3\xa9",
    "connecter",
    "no autorizad",
    "iniciar sesi\xc3\xb3n",
    "n\xc3\xa3o autorizad",
    "\xe6\x9c\xaa\xe7\x99\xbb\xe5\xbd\x95", /* Chinese: not logged in, log in, not authorized */
    "\xe7\x99\xbb\xe5\xbd\x95",
    "\xe6\x9c\xaa\xe6\x8e\x88\xe6\x9d\x83",
    "\xe8\xaa\x8d\xe8\xa8\xbc",                                 /* Japanese: authentication */
    "\xd0\xb0\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80\xd0\xb8\xd0\xb7", /* Russian: authoriz… */
    NULL,
};

/* Rights, not credentials: a valid one may meet these as well. */
static const char *const RIGHTS[] = {
    "forbidden",
    "permission denied",
    "access denied",
    "not permitted",
    "not allowed",
    "insufficient",
    NULL,
};

static const char *const CREDENTIALS[] = {
    "token",   "jwt",           "bearer",    "api key", "apikey", "api_key",
    "api-key", "authorization", "signature", "session", "cookie", NULL,
};

static const char *const FAULTS[] = {
    "missing", "invalid", "malformed", "expired",    "required",  "not valid", "bad ",
    "wrong",   "no ",     "not found", "unknown",    "revoked",   "provide",   "absent",
    "empty",   "without", "failed",    "incorrect",  "must be",   "not_valid", "needed",
    "not set", "cannot",  "denied",    "not active", "blacklist", NULL,
};

/* Of JSON, YAML and the like: there a token is a piece of text, a key a member's name. */
static bool parser_speaks(struct span text) {
    static const char *const parsers[] = {
        "unexpected token", "unrecognized token", "deserialize",       "parse",
        "syntax",           "unexpected end",     "invalid character", NULL};
    bool json = span_find_nocase(text, SPAN("json")) != SIZE_MAX &&
                span_find_nocase(text, SPAN("json web")) == SIZE_MAX;
    return json || speaks(text, parsers);
}

/* Of the pair against forged requests, which is nobody's credential: "CSRF token missing". */
static bool pair_is_missing(struct span text) {
    static const char *const pairs[] = {
        "csrf",        "xsrf", "cross-site request", "cross site request", "anti-forgery",
        "antiforgery", NULL};
    return speaks(text, pairs);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The name as a word of its own: "key" is none in "monkey". */
static bool names(struct span text, struct span name) {
    for (size_t at = 0, found; at < text.len; at += found + 1) {
        struct span rest = span_from_index(text, at);
        found = span_find_nocase(rest, name);
        if (found == SIZE_MAX) {
            return false;
        }
        size_t start = at + found, end = start + name.len;
        bool plural = end < text.len && (text.ptr[end] == 's' || text.ptr[end] == 'S');
        end += plural;
        if ((start == 0 || !is_letter(text.ptr[start - 1])) &&
            (end >= text.len || !is_letter(text.ptr[end]) || MUTANT(part_of_word))) {
            return true;
        }
    }
    return false;
}

bool refusal_blames_credential(struct span text) {
    enum { SENTENCE = 400 }; /* longer texts are prose, where any two words meet */
    if (speaks(text, PHRASES)) {
        return true;
    }
    if ((text.len > SENTENCE && !MUTANT(prose_blames)) ||
        (parser_speaks(text) && !MUTANT(parser_blames)) || pair_is_missing(text) ||
        !speaks(text, FAULTS)) {
        return false;
    }
    for (words all = CREDENTIALS; *all; all++) {
        if (names(text, span_from(*all))) {
            return true;
        }
    }
    return false;
}

bool refusal_denies(struct span text) {
    return speaks(text, RIGHTS);
}

bool refusal_names_nobody(struct span text) {
    static const char *const nobodies[] = {"",          "anonymous", "anonymoususer", "anon",
                                           "none",      "null",      "guest",         "nobody",
                                           "undefined", NULL};
    text = span_trim(text);
    for (words all = nobodies; *all; all++) {
        if (span_equal_nocase(text, span_from(*all)) &&
            !(MUTANT(nobody_is_a_name) && text.len > 10)) {
            return true;
        }
    }
    return false;
}

bool refusal_asks_password(struct span html) {
    static const char *const fields[] = {"type=\"password\"", "type='password'", "type=password",
                                         NULL};
    return speaks(html, fields);
}
