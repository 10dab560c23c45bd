/* SPDX-License-Identifier: Apache-2.0 */
/* The result of a run: operations with their verdicts, and findings with their evidence. Plain data
 * between the verb that judges and the reports that print. */
#ifndef POSTERN_CATALOG_RESULT_H
#define POSTERN_CATALOG_RESULT_H

#include "base/diag.h"
#include "catalog/rule.h"
#include "text/message.h"

/* Of one answer, and of one credential in the matrix. */
enum verdict { VERDICT_UNCLEAR = 0, VERDICT_DENIED, VERDICT_GRANTED };
const char *verdict_word(enum verdict verdict); /* "unclear", "denied", "granted" */

/* Of an operation. */
#define GATE_LIST(X)        \
    X(UNTESTED, "untested") \
    X(ENFORCED, "enforced") X(OPEN, "open") X(PUBLIC, "public") X(INCONCLUSIVE, "inconclusive")
#define GATE_ENUM(code, word) GATE_##code,
enum gate { GATE_LIST(GATE_ENUM) };
#undef GATE_ENUM
const char *gate_word(enum gate gate);

enum confidence { CONFIDENCE_LIKELY = 0, CONFIDENCE_CONFIRMED };
const char *confidence_word(enum confidence confidence);

/* One column of the matrix: who asked, and what the answer meant. */
struct cell {
    struct span who; /* "anonymous", "garbage", "wrong-scheme", "valid:alice" */
    enum verdict verdict;
    int status; /* 0: no answer */
};

struct operation_result {
    struct span method, path;
    VEC(struct span) declared; /* "bearerAuth", "basicAuth & apiKey"; "-" for {}; empty: nothing */
    enum gate gate;
    struct span reason; /* one sentence */
    VEC(struct cell) cells;
    struct place place;
    unsigned requests; /* sent for it */
};

struct operation_name {
    struct span method, path;
};

/* One exchange that shows the finding. Secrets are already taken out: "$ALICE_TOKEN". */
struct evidence {
    struct span what;         /* "control" or "attack" */
    struct span label;        /* "no credential", "valid:alice", "Bearer garbage" */
    struct exchange exchange; /* body: an excerpt */
    struct span curl;         /* a line to paste */
};

struct finding {
    const struct rule *rule;
    enum severity severity;
    enum confidence confidence;
    struct span title, message, fix; /* title, fix: empty means the rule's */
    struct span fingerprint;         /* 16 hexadecimal digits, the same in every run */
    bool known;                      /* stands in the baseline: told, but does not count */
    VEC(struct operation_name) operations;
    struct place place; /* contract or source */
    VEC(struct evidence) evidence;
};

struct result {
    struct span kind;             /* "scan" or "audit" */
    struct span contract, target; /* as the user named them */
    int64_t started, finished;    /* seconds since 1970 */
    uint64_t requests;
    bool complete;
    struct span incomplete_why; /* one sentence when not complete */
    VEC(struct operation_result) operations;
    VEC(struct finding) findings; /* the gravest first */
    const struct diag *diag;      /* may be NULL */
    struct arena *arena;
};

/* Sorts findings: severity, rule id, first operation. */
void result_sort(struct result *result);

/* The gravest severity among the findings that are not known; false without such findings. */
bool result_worst(const struct result *result, enum severity *out);

#endif
