/* SPDX-License-Identifier: Apache-2.0 */
/* A Python file as a tree of our own: what the parser saw, without a trace of the parser. */
#ifndef POSTERN_SOURCE_SYNTAX_H
#define POSTERN_SOURCE_SYNTAX_H

#include "base/diag.h"
#include "base/vec.h"

/* Kind, and the names that tree-sitter-python has for it (white space between them). */
#define PY_LIST(X)                                                     \
    X(OTHER, "")                                                       \
    X(BROKEN, "ERROR")                                                 \
    X(MODULE, "module")                                                \
    X(BLOCK, "block")                                                  \
    X(EXPRESSION, "expression_statement")                              \
    X(ASSIGN, "assignment")                                            \
    X(AUGMENTED, "augmented_assignment")                               \
    X(IMPORT, "import_statement")                                      \
    X(IMPORT_FROM, "import_from_statement")                            \
    X(ALIASED, "aliased_import")                                       \
    X(WILDCARD, "wildcard_import")                                     \
    X(RELATIVE, "relative_import")                                     \
    X(DOTTED, "dotted_name")                                           \
    X(IF, "if_statement")                                              \
    X(ELIF, "elif_clause")                                             \
    X(ELSE, "else_clause")                                             \
    X(FOR, "for_statement")                                            \
    X(WHILE, "while_statement")                                        \
    X(TRY, "try_statement")                                            \
    X(EXCEPT, "except_clause except_group_clause")                     \
    X(FINALLY, "finally_clause")                                       \
    X(WITH, "with_statement")                                          \
    X(WITH_CLAUSE, "with_clause")                                      \
    X(WITH_ITEM, "with_item")                                          \
    X(MATCH, "match_statement")                                        \
    X(CASE, "case_clause")                                             \
    X(PATTERN, "case_pattern")                                         \
    X(UNION, "union_pattern")                                          \
    X(FUNCTION, "function_definition")                                 \
    X(CLASS, "class_definition")                                       \
    X(DECORATED, "decorated_definition")                               \
    X(DECORATOR, "decorator")                                          \
    X(PARAMETERS, "parameters lambda_parameters")                      \
    X(DEFAULT, "default_parameter typed_default_parameter")            \
    X(TYPED, "typed_parameter")                                        \
    X(KEYWORD_ONLY, "keyword_separator")                               \
    X(SPLAT, "list_splat list_splat_pattern parenthesized_list_splat") \
    X(DICT_SPLAT, "dictionary_splat dictionary_splat_pattern")         \
    X(RETURN, "return_statement")                                      \
    X(RAISE, "raise_statement")                                        \
    X(PASS, "pass_statement")                                          \
    X(BREAK, "break_statement")                                        \
    X(CONTINUE, "continue_statement")                                  \
    X(DELETE, "delete_statement")                                      \
    X(ASSERT, "assert_statement")                                      \
    X(GLOBAL, "global_statement nonlocal_statement")                   \
    X(NAME, "identifier")                                              \
    X(ATTRIBUTE, "attribute")                                          \
    X(SUBSCRIPT, "subscript")                                          \
    X(SLICE, "slice")                                                  \
    X(CALL, "call")                                                    \
    X(ARGUMENTS, "argument_list")                                      \
    X(KEYWORD, "keyword_argument")                                     \
    X(STRING, "string")                                                \
    X(FORMAT, "")                                                      \
    X(JOINED, "concatenated_string")                                   \
    X(INTERPOLATION, "interpolation")                                  \
    X(INTEGER, "integer")                                              \
    X(FLOAT, "float")                                                  \
    X(TRUE, "true")                                                    \
    X(FALSE, "false")                                                  \
    X(NONE, "none")                                                    \
    X(ELLIPSIS, "ellipsis")                                            \
    X(LIST, "list list_pattern")                                       \
    X(TUPLE, "tuple expression_list pattern_list tuple_pattern")       \
    X(SET, "set")                                                      \
    X(DICT, "dictionary")                                              \
    X(PAIR, "pair")                                                    \
    X(LIST_COMPREHENSION, "list_comprehension")                        \
    X(SET_COMPREHENSION, "set_comprehension")                          \
    X(DICT_COMPREHENSION, "dictionary_comprehension")                  \
    X(GENERATOR, "generator_expression")                               \
    X(FOR_IN, "for_in_clause")                                         \
    X(IF_CLAUSE, "if_clause")                                          \
    X(BOOLEAN, "boolean_operator")                                     \
    X(NOT, "not_operator")                                             \
    X(COMPARE, "comparison_operator")                                  \
    X(BINARY, "binary_operator")                                       \
    X(UNARY, "unary_operator")                                         \
    X(CONDITIONAL, "conditional_expression")                           \
    X(LAMBDA, "lambda")                                                \
    X(NAMED, "named_expression")                                       \
    X(AWAIT, "await")                                                  \
    X(YIELD, "yield")                                                  \
    X(AS, "as_pattern")                                                \
    X(AS_TARGET, "as_pattern_target")                                  \
    X(TYPE, "type")                                                    \
    X(DEEP, "")

#define PY_ENUM(kind, names) PY_##kind,
enum py_kind { PY_LIST(PY_ENUM) PY_KINDS };
#undef PY_ENUM

/* What a child is to its parent; the grammar's field names in small letters. */
#define PY_ROLE_LIST(X)             \
    X(ALIAS, "alias")               \
    X(ALTERNATIVE, "alternative")   \
    X(ARGUMENT, "argument")         \
    X(ARGUMENTS, "arguments")       \
    X(ATTRIBUTE, "attribute")       \
    X(BODY, "body")                 \
    X(CAUSE, "cause")               \
    X(CONDITION, "condition")       \
    X(CONSEQUENCE, "consequence")   \
    X(DEFINITION, "definition")     \
    X(EXPRESSION, "expression")     \
    X(FUNCTION, "function")         \
    X(KEY, "key")                   \
    X(LEFT, "left")                 \
    X(MODULE_NAME, "module_name")   \
    X(NAME, "name")                 \
    X(OBJECT, "object")             \
    X(OPERATOR, "operator")         \
    X(OPERATORS, "operators")       \
    X(PARAMETERS, "parameters")     \
    X(RIGHT, "right")               \
    X(SUBJECT, "subject")           \
    X(SUBSCRIPT, "subscript")       \
    X(SUPERCLASSES, "superclasses") \
    X(TYPE, "type")                 \
    X(RETURN_TYPE, "return_type")   \
    X(VALUE, "value")

#define PY_ROLE_ENUM(role, name) PY_ROLE_##role,
enum py_role { PY_ROLE_NONE = 0, PY_ROLE_LIST(PY_ROLE_ENUM) PY_ROLES };
#undef PY_ROLE_ENUM

/* Belongs to the file's arena. */
struct py {
    struct py *first, *next; /* the first child; the following sibling */
    const char *text;        /* names, numbers, operators as written; strings decoded */
    uint32_t len;
    uint32_t start, end; /* bytes in the file */
    uint32_t line;       /* from 1 */
    uint8_t kind, role;  /* enum py_kind, enum py_role */
    bool parenthesized;  /* stood in parentheses of its own */
    bool bytes;          /* of a string: b"…" */
};

struct py_comment {
    uint32_t line, start, end;
    bool alone; /* nothing else stands on the line */
};

struct py_file {
    struct span path, text;
    const struct py *root;
    VEC(struct py_comment) comments;
    bool broken; /* has syntax errors; what could be read is there */
};

#define PY_EACH(child, parent) \
    for (const struct py *child = (parent) ? (parent)->first : NULL; child; child = child->next)

/* All accept NULL. */
bool py_is(const struct py *node, enum py_kind kind);
struct span py_text(const struct py *node);
bool py_named(const struct py *node, struct span name); /* a NAME that says so */

/* The text of a node: of an attribute, the name behind its last dot. */
struct span py_last_name(const struct py *node);

/* The same of what a call calls. */
struct span py_called(const struct py *call);
/* What a call calls a method of: "a" of a.b(); NULL: it calls none, or is no call. */
const struct py *py_receiver(const struct py *call);
/* What a call gives for the keyword; NULL: nothing. */
const struct py *py_keyword(const struct py *call, struct span name);

/* Whether the first stands in the second, or is it. */
bool py_within(const struct py *node, const struct py *around);

/* The child of that role (the first one), or NULL. */
const struct py *py_get(const struct py *node, enum py_role role);

/* The n-th child (from 0), or NULL; how many there are. */
const struct py *py_at(const struct py *node, size_t n);
size_t py_count(const struct py *node);

/* The definition under its decorators, or the node itself. */
const struct py *py_definition(const struct py *node);

/* The innermost node of that kind around a node of the tree, itself not counted; NULL: none. */
const struct py *py_around(const struct py *root, const struct py *node, enum py_kind kind);

/* The first assignment among a body's own statements that gives the name a value; NULL: none. */
const struct py *py_binding(const struct py *body, struct span name);

/* The last one anywhere under the node. */
const struct py *py_last_assignment(const struct py *node, struct span name);

/* Goes through all nodes under one, outer before inner, itself first. */
void py_walk(const struct py *node, void (*visit)(void *user, const struct py *node), void *user);

/* What is looked up where: of(key, ...), of[key]; both NULL for other nodes. */
struct py_lookup {
    const struct py *of, *key;
};
struct py_lookup py_lookup(const struct py *node);

/* As written in the file. */
struct span py_source(const struct py_file *file, const struct py *node);

/* Line and column, in characters, of the node's start. */
struct place py_place(const struct py_file *file, const struct py *node);

#endif
