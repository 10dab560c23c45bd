/* SPDX-License-Identifier: Apache-2.0 */
/* A rule: what is checked, why it matters, how it is mended. Every output prints from this record.
 */
#ifndef POSTERN_CATALOG_RULE_H
#define POSTERN_CATALOG_RULE_H

#include "base/span.h"

#define SEVERITY_LIST(X) \
    X(INFO, "info") X(LOW, "low") X(MEDIUM, "medium") X(HIGH, "high") X(CRITICAL, "critical")

#define SEVERITY_ENUM(code, word) SEVERITY_##code,
enum severity { SEVERITY_LIST(SEVERITY_ENUM) };
#undef SEVERITY_ENUM

/* "info|low|…", for a table of options. */
#define SEVERITY_BAR(code, word) "|" word
#define SEVERITY_WORDS (&"" SEVERITY_LIST(SEVERITY_BAR)[1])

const char *severity_word(enum severity severity);
bool severity_from(struct span word, enum severity *out);

/* The verb that judges: of a rule, who checks it; of a result, who made it. */
#define KIND_LIST(X) X(SCAN, "scan") X(AUDIT, "audit")
#define KIND_ENUM(code, word) KIND_##code,
enum kind { KIND_LIST(KIND_ENUM) };
#undef KIND_ENUM
const char *kind_word(enum kind kind); /* "scan", "audit" */

enum { RULE_CWES = 4 };

struct rule {
    const char *id;    /* kebab-case, stable for ever */
    const char *group; /* "access", "jwt", "contract", … */
    enum kind kind;
    bool wide; /* judged by more than the operations where it shows: logins, lists, other users */
    bool strange; /* a report's, of another version: nobody checks it here */
    bool named;   /* judged by users' names, too, which are tried late, and not everywhere */
    enum severity severity;     /* the usual one; a finding may say otherwise */
    const char *title;          /* a sentence without a full stop */
    const char *cwe[RULE_CWES]; /* "CWE-306"; NULL ends */
    const char *owasp;          /* "API2:2023", or NULL */
    const char *why;            /* what an attacker gains; a paragraph */
    const char *how; /* how it is decided: which requests, judged against which controls */
    const char *fix; /* what to change; names Django and DRF settings first, then in general */
};

/* What keeps the record from being printed: a text that is missing, an id that is not kebab-case, a
 * CWE that is none. NULL: it is sound. */
const char *rule_fault(const struct rule *rule);

#endif
