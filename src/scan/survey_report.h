/* SPDX-License-Identifier: Apache-2.0 */
/* What a survey finds. Probes see it through probe.h. */
#ifndef POSTERN_SCAN_SURVEY_REPORT_H
#define POSTERN_SCAN_SURVEY_REPORT_H

#include "scan/survey_ask.h"

struct exhibit {
    struct span label; /* "valid:alice" */
    const struct exchange *exchange;
    bool attack; /* not a control */
    bool secret; /* its body may hold what nobody knows yet as a credential: it is not shown */
};

/* A finding of a survey, or of what was heard. */
struct disclosure {
    const struct operation *operation; /* NULL: of the target as a whole */
    struct span cause, message;        /* copied */
    enum confidence confidence;
    unsigned mild; /* so many severities below the rule's */
    const struct exhibit *exhibits;
    size_t exhibit_n;
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err survey_report(struct survey *survey, const struct probe *probe,
                                 const struct disclosure *what);

#endif
