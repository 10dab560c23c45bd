/* SPDX-License-Identifier: Apache-2.0 */
/* Code that a rule of the audit finds, and the same mended: cut from its bad.py and good.py. */
#ifndef POSTERN_AUDIT_EXAMPLES_H
#define POSTERN_AUDIT_EXAMPLES_H

struct example {
    const char *rule;       /* its id; NULL ends the list */
    const char *bad, *good; /* Python, whole lines; may be empty */
};

/* In the order of the ids. */
extern const struct example audit_examples[];

#endif
