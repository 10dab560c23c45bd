/* SPDX-License-Identifier: Apache-2.0 */
/* Typed reading of a configuration's members, every fault told with its place. */
#ifndef POSTERN_POLICY_MEMBER_H
#define POSTERN_POLICY_MEMBER_H

#include "text/tree.h"

/* Usable as a VEC(struct span). */
struct member_texts {
    struct span *at;
    size_t n, room;
};

struct member_reader {
    struct arena *arena;
    struct span file;
    struct diag *diag;
};

struct place member_place(const struct member_reader *reader, const struct node *node);

/* Tells every member of the object that is none of the names, with the nearest one, and every one
 * that is there twice. False when the node, which may be NULL, is no object; told. */
bool member_check(const struct member_reader *reader, const struct node *object, const char *what,
                  const char *const *names, size_t n);

/* A text; *out stays as it is when the member is absent. What is blank or no text is told. */
void member_text(const struct member_reader *reader, const struct node *object, const char *name,
                 struct span *out);

/* A text, or a list of texts, which may not be empty. Errors: ERR_MEMORY. */
NODISCARD enum err member_texts(const struct member_reader *reader, const struct node *object,
                                const char *name, struct member_texts *out);

/* A whole number from 0 to most. */
void member_number(const struct member_reader *reader, const struct node *object, const char *name,
                   int64_t most, int64_t *out);

/* One of the words, as its place in the list. */
void member_choice(const struct member_reader *reader, const struct node *object, const char *name,
                   const char *const *words, size_t n, unsigned *out);

/* true or false. */
void member_flag(const struct member_reader *reader, const struct node *object, const char *name,
                 bool *out);

#define MEMBER_FAULT(reader, node, ...) \
    diag_add((reader)->diag, DIAG_ERROR, member_place(reader, node), __VA_ARGS__)

#endif
