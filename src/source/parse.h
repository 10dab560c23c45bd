/* SPDX-License-Identifier: Apache-2.0 */
/* Python's text to a syntax tree. The room's one file behind it is the only one that sees
 * tree-sitter. */
#ifndef POSTERN_SOURCE_PARSE_H
#define POSTERN_SOURCE_PARSE_H

#include "base/err.h"
#include "source/syntax.h"

/* A parser, to be used again and again by one thread. */
struct py_parser;

/* Errors: ERR_MEMORY; ERR_UNSUPPORTED: library and grammar do not fit. */
NODISCARD enum err py_parser_open(struct py_parser **out);
void py_parser_close(struct py_parser **parser);
#define PY_PARSER_SCOPE __attribute__((cleanup(py_parser_close))) struct py_parser *

/* Parses text into out, whose path and text are kept, not copied. Broken syntax is told to diag
 * with line and column, once for each place and some times at the most, and the rest of the file is
 * there all the same. What is nested deeper than LIMIT_PYTHON_DEPTH becomes a PY_DEEP node, which
 * is told, too. Errors: ERR_LIMIT (larger than LIMIT_PYTHON_BYTES), ERR_INVALID (no text: NUL
 * bytes), ERR_MEMORY; all are told. */
NODISCARD enum err py_parse(struct py_parser *parser, struct arena *arena, struct span path,
                            struct span text, struct py_file *out, struct diag *diag);

#endif
