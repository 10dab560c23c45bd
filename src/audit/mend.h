/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule says to mend a finding: edits of the source, minimal, that an audit of the edited
 * source will not find again. Rules see this through judge.h. The finding may be NULL; what cannot
 * be written takes all edits of the finding away, since half a fix is none. The same edit again is
 * the same edit, so that a rule may say it for every endpoint that shows the finding. */
#ifndef POSTERN_AUDIT_MEND_H
#define POSTERN_AUDIT_MEND_H

#include "base/span.h"

struct judging;
struct finding;
struct module;
struct py;
struct value;
struct endpoint;

/* Where something is written. */
struct written {
    const struct module *module;
    const struct py *node;
};

#define MEND_FORMAT(n) __attribute__((format(printf, n, n + 1)))

/* Replaces bytes of the module's file. */
void mend_bytes(struct judging *j, struct finding *finding, const struct module *module,
                size_t start, size_t end, const char *format, ...) MEND_FORMAT(6);
/* Replaces what stands at a node, without the parentheses around it. */
void mend_node(struct judging *j, struct finding *finding, struct written at, const char *format,
               ...) MEND_FORMAT(4);
/* Writes a line before or behind the statement that holds the node, indented like it. */
void mend_line_before(struct judging *j, struct finding *finding, struct written at,
                      const char *format, ...) MEND_FORMAT(4);
void mend_line_behind(struct judging *j, struct finding *finding, struct written at,
                      const char *format, ...) MEND_FORMAT(4);
/* Takes the lines of a node away, which must stand on them alone. */
void mend_remove_lines(struct judging *j, struct finding *finding, struct written at);
/* Takes an item with its comma out of a list, a tuple or arguments. */
void mend_remove_item(struct judging *j, struct finding *finding, struct written at);
/* The same with the item that is a literal of that text; list: the value, as it is written. */
void mend_remove_text(struct judging *j, struct finding *finding, const struct value *list,
                      struct span text);
/* Writes an argument behind the last one of a call. */
void mend_argument(struct judging *j, struct finding *finding, struct written call,
                   const char *argument);
/* Writes a line at the head of a class's body. */
void mend_attribute(struct judging *j, struct finding *finding, struct written class,
                    const char *format, ...) MEND_FORMAT(4);
/* Writes a decorator under the function's @api_view. */
void mend_decorator(struct judging *j, struct finding *finding, struct written function,
                    const char *format, ...) MEND_FORMAT(4);
/* Says who loses access by it, or what must be there before. */
void mend_loses(struct finding *finding, const char *who);
/* There is no edit that could be sure of. */
void mend_never(struct finding *finding);

/* What "name" of the module "from" is called in a file; imports it where it has no name yet. A name
 * empty: the module itself. */
struct span mend_import(struct judging *j, struct finding *finding, const struct module *module,
                        const char *from, const char *name);

/* Writes "[redacted]" where an expression's text holds a credential. */
void mend_redact(struct judging *j, struct finding *finding, struct written at);

/* Has the endpoint ask for a login: at is where its permissions are written, or the view. */
void mend_guard(struct judging *j, struct finding *finding, struct written at);

/* Has the settings module say it: the assignment that it has is changed, else one is added. */
void mend_setting(struct judging *j, struct finding *finding, const char *name, const char *value);
/* The same with a variable of the environment, which must be there from then on. */
void mend_setting_environment(struct judging *j, struct finding *finding, const char *name,
                              const char *rest);
/* Has a dictionary of the settings module say it, as the first of its pairs. */
void mend_member_value(struct judging *j, struct finding *finding, const struct value *old,
                       const char *value);
void mend_member(struct judging *j, struct finding *finding, const char *setting,
                 const char *pairs);

/* The statement that holds a node, decorators with their definition; NULL: none. */
const struct py *mend_statement(const struct module *module, const struct py *node);
/* What stands before it on its line, where that is white space alone; else {NULL, 0}. */
struct span mend_indent(const struct module *module, const struct py *node);

#endif
