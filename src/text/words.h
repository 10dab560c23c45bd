/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a name, however it is written: camelCase, snake_case, kebab-case, a path. */
#ifndef POSTERN_TEXT_WORDS_H
#define POSTERN_TEXT_WORDS_H

#include "base/span.h"

/* Cuts the next word off. A word ends before whatever is neither letter nor digit, and where a
 * capital begins another: "resetUserPassword", "/reset/user-password" and "RESET_USER_PASSWORD"
 * have the same three, "getHTTPStatus" has "get", "HTTP" and "Status". Digits belong to what stands
 * before them. {NULL, 0} at the end. */
struct span words_next(struct span *rest);

/* The first and the last word; {NULL, 0} where there is none. */
struct span words_first(struct span name);
struct span words_last(struct span name);

/* Whether a word stands in a list: lower-case words with a space before, between and behind them
 * all. Case does not matter; a word of more than 31 bytes stands in none. What another language
 * calls so counts as well ("Passwort", words_meaning.h). */
bool words_listed(struct span word, struct span list);

/* Whether any word of the name does. */
bool words_any(struct span name, struct span list);

#endif
