/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes that a regular expression allows in one place: classes, escapes, properties. */
#ifndef POSTERN_SCAN_PATTERN_CLASS_H
#define POSTERN_SCAN_PATTERN_CLASS_H

#include "scan/build/pattern_walk.h"

/* A set of ASCII bytes. */
struct pattern_set {
    bool has[128];
};

/* Adds what stands in brackets; the opening one was passed. */
void pattern_take_class(struct pattern_walk *w, struct pattern_set *set);

/* \d, \w, \s and their opposites, by the letter. False for another one. */
bool pattern_named_class(struct pattern_set *set, char letter);

/* \p{Lu}, behind the backslash: a property of Unicode; letters and digits serve for all that are
 * common. False: none stands here. */
bool pattern_take_property(struct pattern_walk *w, struct pattern_set *set);

/* Behind a backslash, an escape that stands for one byte. */
unsigned pattern_take_escape(struct pattern_walk *w);

/* Writes the plainest member: a letter or digit if there is one. */
void pattern_write_member(struct pattern_walk *w, const struct pattern_set *set);

#endif
