/* SPDX-License-Identifier: Apache-2.0 */
/* The result of a run, whichever verb made it: operations or endpoints with their verdicts, the
 * credentials that judged them, and findings with their evidence. Plain data between the verb that
 * judges and the reports that print. */
#ifndef POSTERN_CATALOG_RESULT_H
#define POSTERN_CATALOG_RESULT_H

#include "base/diag.h"
#include "base/texts.h"
#include "catalog/rule.h"
#include "text/message.h"
#include "text/patch.h"

/* Of one answer, and of one credential in the matrix. */
enum verdict { VERDICT_UNCLEAR = 0, VERDICT_DENIED, VERDICT_GRANTED };
const char *verdict_word(enum verdict verdict); /* "unclear", "denied", "granted" */
bool verdict_from(struct span word, enum verdict *out);

/* Of an operation. */
#define GATE_LIST(X)        \
    X(UNTESTED, "untested") \
    X(ENFORCED, "enforced") X(OPEN, "open") X(PUBLIC, "public") X(INCONCLUSIVE, "inconclusive")
#define GATE_ENUM(code, word) GATE_##code,
enum gate { GATE_LIST(GATE_ENUM) };
#undef GATE_ENUM
const char *gate_word(enum gate gate);
bool gate_from(struct span word, enum gate *out);

enum confidence { CONFIDENCE_LIKELY = 0, CONFIDENCE_CONFIRMED };
const char *confidence_word(enum confidence confidence);
bool confidence_from(struct span word, enum confidence *out);

/* One column of the matrix: who asked, and what the answer meant. */
struct cell {
    struct span who; /* "anonymous", "garbage", "wrong-scheme", "valid:alice" */
    enum verdict verdict;
    int status; /* 0: no answer */
};

/* "valid:alice" of "alice": who asks with the identity's own credential, in cells and in evidence.
 * {NULL, 0} without memory. */
struct span cell_who(struct arena *arena, struct span identity);

/* The way back; empty: no identity asked. */
struct span cell_identity(struct span who);

/* How many attacks an operation was to see, and how many of them were judged. */
struct attack_count {
    size_t planned, judged;
};

struct operation_result {
    struct span method, path;
    struct texts tags;     /* the contract's, the first one first */
    struct texts declared; /* "bearerAuth", "basicAuth & apiKey"; "-" for {}; empty: nothing */
    enum gate gate;
    struct span reason; /* one sentence */
    VEC(struct cell) cells;
    struct place place;
    unsigned requests; /* sent for it */
    struct attack_count attacks;
    bool accepted;   /* a valid credential was let in, so that the attacks had a measure */
    bool broken;     /* a server error for everybody: counts neither way where others were judged */
    bool spared;     /* not judged for safety's sake alone: counts neither way */
    bool unsteady;   /* what valid requests get changed while it was attacked */
    bool unreadable; /* the contract does not say for certain what it is */
    bool unnamed;    /* Basic is declared, and no user's name was tried with another password */
};

/* The members above by name. */
#define OPERATION_MARK_LIST(X) X(accepted) X(broken) X(spared) X(unsteady) X(unreadable) X(unnamed)
#define OPERATION_MARK_ENUM(name) OPERATION_MARK_##name,
enum operation_mark { OPERATION_MARK_LIST(OPERATION_MARK_ENUM) };
enum { OPERATION_MARKS = OPERATION_MARK_unnamed + 1 };
#undef OPERATION_MARK_ENUM
const char *operation_mark_word(enum operation_mark mark);
bool operation_mark(const struct operation_result *operation, enum operation_mark mark);
void operation_set_mark(struct operation_result *operation, enum operation_mark mark);

/* Of a credential: what the target made of it. */
#define STANDING_LIST(X)                                                              \
    X(UNTRIED, "untried")                                                             \
    X(PROVEN, "proven") /* an operation told it from none and from a worthless one */ \
    X(REFUSED, "refused")                                                             \
    X(LOST, "lost") /* was proven, and then refused */
#define STANDING_ENUM(code, word) STANDING_##code,
enum standing { STANDING_LIST(STANDING_ENUM) };
#undef STANDING_ENUM
const char *standing_word(enum standing standing);
bool standing_from(struct span word, enum standing *out);

/* What one identity has for one scheme. No secret stands here. */
struct credential_result {
    struct span identity, scheme; /* names */
    struct span origin;           /* in words: "the identities file", "POST /api/auth/login" */
    enum standing standing;
    struct span proven_at; /* "GET /api/me"; empty when it was not */
};

/* What an anonymous caller gets from an endpoint. */
#define ACCESS_LIST(X) X(UNDECIDED, "undecided") X(REFUSED, "refused") X(ALLOWED, "allowed")
#define ACCESS_ENUM(code, word) ACCESS_##code,
enum access { ACCESS_LIST(ACCESS_ENUM) };
#undef ACCESS_ENUM
const char *access_word(enum access access);
bool access_from(struct span word, enum access *out);

/* A class or guard in effect at an endpoint: an authenticator, a permission, a throttle. */
struct effective {
    struct span name; /* "IsAuthenticated & (IsReception | IsAdminRole)" */
    struct span from; /* "class", "settings", "base X", "@action", "DRF default" */
    struct place place;
    struct place code; /* of the project's own class: the method that decides; empty: a package's */
    struct span scheme; /* of an authenticator: "bearer", "basic", "prefix Token", "header X-Key",
                           "query key", "cookie sessionid"; empty: not known */
};
struct effectives {
    struct effective *at;
    size_t n, room; /* usable as a VEC(struct effective) */
};

/* One row of an audit: a route, the methods that it treats alike, and who may enter. */
struct endpoint_result {
    struct span route; /* "/api/v1/slots/{pk}/" */
    struct texts methods;
    struct span view, action; /* "appointments.views.SlotViewSet", "partial_update" or empty */
    struct span app;          /* by which rows are grouped; empty: the first part of view */
    struct span settings;     /* the settings module that it holds for */
    bool decided;             /* what stands before the view is known */
    struct span reason;    /* why that is not known, or what an anonymous caller gets; else empty */
    enum access anonymous; /* undecided in a decided row: it is up to data that no source holds */
    struct effectives authenticators, permissions, throttles;
    bool session;       /* guarded by what asks Django's session: login_required, the admin */
    bool api;           /* of Django REST framework or Ninja, which take JSON */
    struct place place; /* of the view */
};

/* Whether the row says who gets in. */
static inline bool endpoint_told(const struct endpoint_result *row) {
    return row->decided && row->anonymous != ACCESS_UNDECIDED;
}

struct endpoint_name {
    struct span route;
    struct texts methods; /* none: all that the route has */
};

struct operation_name {
    struct span method, path;
};

/* Whether the row is of the operation of that name. */
bool operation_is(const struct operation_result *row, const struct operation_name *name);

/* One exchange that shows the finding. Secrets are already taken out: "$ALICE_TOKEN". */
struct evidence {
    struct span what;         /* "control" or "attack" */
    struct span label;        /* "no credential", "valid:alice", "Bearer garbage" */
    struct exchange exchange; /* body: an excerpt */
    struct span curl;         /* a line to paste */
};

/* A step that leads to a finding: view, base class, settings. */
struct trace_step {
    struct place place;
    struct span words; /* "SlotViewSet inherits get_permissions from BaseViewSet" */
};

struct finding {
    const struct rule *rule;
    enum severity severity;
    enum confidence confidence;
    struct span title, message, fix; /* title, fix: empty means the rule's */
    struct span cause;       /* a digest of what findings of one rule are told apart by, or empty */
    struct span fingerprint; /* 16 hexadecimal digits, the same in every run */
    bool known;              /* stands in the baseline: told, but does not count */
    struct span accepted; /* why the project accepts it, which makes it known; empty: it does not */
    VEC(struct operation_name) operations; /* a scan's */
    VEC(struct endpoint_name) endpoints;   /* an audit's */
    struct place place;                    /* contract or source */
    VEC(struct evidence) evidence;         /* a scan's */
    VEC(struct trace_step) trace;          /* an audit's */
    struct patches edits;                  /* an audit's: what mends it; none: nothing is known */
    bool unmendable;                       /* what was thought of does not fit: no edits count */
    struct span loses;                     /* who loses access, or what else it takes; a sentence */
    struct span diff;                      /* of edits that were tried; empty: none were */
};

/* So many requests were sent for that: a rule's id, or a control's name. */
struct request_count {
    struct span by;
    uint64_t n;
};

struct result {
    enum kind kind;
    struct span contract, target; /* as the user named them; an audit's target: its folder */
    int64_t started, finished;    /* seconds since 1970 */
    uint64_t requests;
    uint64_t requests_least, requests_most; /* of a plan: what its target may make of them */
    VEC(struct request_count) requests_by;  /* a scan's, the most first */
    bool ended;        /* the plan was carried out to its end, whatever that came to */
    size_t unsteady;   /* operations whose answers changed while they were attacked */
    double min_judged; /* percent of what declares security that is to be judged */
    bool complete;
    struct span incomplete_why;                /* one sentence when not complete */
    VEC(struct operation_result) operations;   /* a scan's */
    VEC(struct credential_result) credentials; /* a scan's */
    VEC(struct endpoint_result) endpoints;     /* an audit's */
    VEC(struct finding) findings;              /* the gravest first */
    VEC(struct finding) fixed;                 /* of the baseline: judged again, and gone */
    struct texts left_out;                     /* ids of rules that were not checked */
    unsigned shard, shards;                    /* the share that was scanned; 0: all */
    const struct diag *diag;                   /* may be NULL */
    struct arena *arena;
};

/* Sorts findings: severity, rule id, first operation. */
void result_sort(struct result *result);

/* The first row of that name; NULL: there is none. */
struct operation_result *result_row(const struct result *result, const struct operation_name *name);

/* The result's own of the same identity and scheme; NULL: it has none. */
struct credential_result *result_credential(const struct result *result,
                                            const struct credential_result *as);

/* How much of what was to be judged was judged. */
struct judged {
    size_t operations, operations_of; /* that declare security, and that safety does not spare */
    struct attack_count attacks;      /* of all operations */
};

/* An operation counts as judged when it is open, or shut to all but an accepted credential; and all
 * of its attacks have a verdict. */
struct judged result_judged(const struct result *result);

/* Whether the operation declares security, and does not leave it to the client ("-"). */
bool operation_declares_security(const struct operation_result *operation);

/* The gravest severity among the findings that are not known; false without such findings. */
bool result_worst(const struct result *result, enum severity *out);

#endif
