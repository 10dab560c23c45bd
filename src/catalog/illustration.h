/* SPDX-License-Identifier: Apache-2.0 */
/* What illustrates a rule: code with the flaw, the same mended, and what would be a false alarm. */
#ifndef POSTERN_CATALOG_ILLUSTRATION_H
#define POSTERN_CATALOG_ILLUSTRATION_H

struct illustration {
    const char *rule;       /* its id; NULL ends the list */
    const char *bad, *good; /* whole lines; empty where the rule's own tests have the code */
    const char *alarm;      /* a paragraph */
};

extern const struct illustration illustrations[];

/* That of a rule, or NULL. */
const struct illustration *illustration_of(const char *rule);

#endif
