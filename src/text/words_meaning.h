/* SPDX-License-Identifier: Apache-2.0 */
/* Words of other languages for what English lists of words are about. */
#ifndef POSTERN_TEXT_WORDS_MEANING_H
#define POSTERN_TEXT_WORDS_MEANING_H

#include "base/span.h"

/* The English word for a lower-case one of another language: "passwort" and "senha" are "password".
 * {NULL, 0}: none is known. */
struct span words_meaning(struct span word);

#endif
