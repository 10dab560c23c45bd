/* SPDX-License-Identifier: Apache-2.0 */
/* JSON (RFC 8259): text to tree, and text from values. */
#ifndef POSTERN_TEXT_JSON_H
#define POSTERN_TEXT_JSON_H

#include "base/buf.h"
#include "base/texts.h"
#include "text/tree.h"

struct json_options {
    struct span file;       /* for diagnostics */
    unsigned depth;         /* deepest nesting accepted; 0: LIMIT_TREE_DEPTH */
    bool refuse_duplicates; /* a repeated member name is an error (ERR_SYNTAX) */
};

/* Parses a whole text. Strings without escapes point into it, so it must outlive the tree.
 * Refuses invalid UTF-8, a byte order mark, trailing bytes, and everything else RFC 8259 refuses.
 * Errors: ERR_SYNTAX, ERR_LIMIT (depth), ERR_MEMORY; told to diag (may be NULL) with line, column.
 */
NODISCARD enum err json_parse(struct arena *arena, struct span text,
                              const struct json_options *options, const struct node **root,
                              struct diag *diag);

/* Writing. A writer puts commas and indentation where they belong; indent 0: one line. */
struct json_writer {
    struct buf *out;
    unsigned indent; /* spaces a level */
    unsigned level;
    bool follows; /* something stands before in this array or object */
    bool after_key;
};

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);
void json_key_span(struct json_writer *w, struct span key);
void json_string(struct json_writer *w, struct span value); /* invalid UTF-8 becomes U+FFFD */
void json_text(struct json_writer *w, const char *value);
void json_texts(struct json_writer *w, const char *key, const struct texts *list); /* a member */
void json_i64(struct json_writer *w, int64_t value);
void json_bool(struct json_writer *w, bool value);
void json_null(struct json_writer *w);
void json_raw(struct json_writer *w, struct span value); /* JSON text, as it is */
void json_node(struct json_writer *w, const struct node *node);

/* Just the quoted, escaped string. */
void json_quote(struct buf *out, struct span value);

#endif
