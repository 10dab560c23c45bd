/* SPDX-License-Identifier: Apache-2.0 */
/* A probe: an experiment on an operation. A file of its own in probes/, its record last in it. */
#ifndef POSTERN_SCAN_PROBE_H
#define POSTERN_SCAN_PROBE_H

#include "catalog/findings.h"
#include "contract/contract.h"
#include "scan/accounts/guessing.h"
#include "scan/accounts/guessing_around.h"
#include "scan/accounts/guessing_code.h"
#include "scan/accounts/guessing_key.h"
#include "scan/accounts/logging_out.h"
#include "scan/accounts/name_alone.h"
#include "scan/accounts/password_change.h"
#include "scan/accounts/recovering.h"
#include "scan/accounts/recovering_steps.h"
#include "scan/accounts/second_step.h"
#include "scan/accounts/session.h"
#include "scan/accounts/telling.h"
#include "scan/accounts/telling_registration.h"
#include "scan/accounts/trading.h"
#include "scan/build/build.h"
#include "scan/credential/role.h"
#include "scan/credential/wallet.h"
#include "scan/meant.h"
#include "scan/narrower.h"
#include "scan/oracle.h"
#include "scan/overreach.h"
#include "scan/probes.h"
#include "scan/recovery.h"
#include "scan/recovery_clue.h"
#include "scan/scoped_write.h"
#include "scan/shot.h"
#include "scan/survey_account.h"
#include "scan/survey_ask.h"
#include "scan/survey_report.h"
#include "scan/survey_rows.h"
#include "scan/survey_trade.h"
#include "scan/trespass.h"
#include "scan/trespass_made.h"
#include "scan/trespass_write.h"
#include "scan/written.h"

struct subject;
struct lint;
struct forgery;
struct attack;

/* What must be so before a probe is asked. */
enum probe_needs {
    NEEDS_NOTHING = 0,
    NEEDS_SECURITY = 1, /* the operation declares security that is not public */
    NEEDS_REFUSAL = 2,  /* no credential and a worthless one are refused */
    NEEDS_VALID = 4,    /* a valid credential opens, so answers can be told apart */
    NEEDS_SECRET = 8,   /* it plans with the secret that signs the token, which is sought before */
};

/* The batteries of attacks: each holds those before it as well. battery.c says which one an
 * operation gets. */
enum battery {
    BATTERY_QUICK = -1, /* the few that are sent even with --quick */
    BATTERY_SHORT = 0,  /* sent to every operation: what is not marked otherwise */
    BATTERY_FULL = 1,   /* further spellings of what the short one asks in its plainest way */
};

struct probe {
    const struct rule *rule;
    unsigned needs; /* enum probe_needs */
    bool once;      /* several hits on an operation are ways to the same end: one is told */
    bool opens;     /* a hit means: served without a valid credential */
    /* When this probe hits, the hit of this one would be its symptom: it is asked after it, and
     * only when that was silent. NULL: asked at once. */
    const struct probe *cause;
    /* Queues attacks with subject_attack. */
    enum err (*plan)(struct subject *subject);
    /* The same from one genuine token, and once for each that the identities hold; one of the two
     * is there, but for lints. */
    enum err (*forge)(struct subject *subject, const struct forgery *forgery);
    /* Queues attacks for when all else is done, with tokens that lived shortly; or NULL. */
    enum err (*late)(struct subject *subject);
    /* Whether the answer shows the flaw; NULL: when it was granted. */
    bool (*hit)(const struct subject *subject, const struct attack *attack);
    /* The message of an attack that hit and has none yet; or NULL. Most attacks do not hit. */
    struct span (*message)(struct subject *subject, const struct attack *attack);
    /* A combined attack hit: queues its parts, each with a cause of its own; or NULL. */
    enum err (*narrow)(struct subject *subject, const struct attack *attack);
    /* Probes whose attacks are parts of this one's, NULL at the end; or NULL. */
    const struct probe *const *parts;
    /* Reads the contract alone, sends nothing; or NULL. */
    enum err (*lint)(struct lint *lint);
    /* Reads an answer that the scan got anyway, whatever it was asked for; or NULL. */
    enum err (*watch)(struct survey *survey, const struct heard *heard);
    /* Asked once, when all operations were: what concerns several of them, several identities, or
     * the target as a whole; or NULL. */
    enum err (*survey)(struct survey *survey);
    bool doors; /* its survey concerns every login: those that no scheme needed are tried before */
};

#define PROBE_EXTERN(name) extern const struct probe name;
PROBE_LIST(PROBE_EXTERN)
#undef PROBE_EXTERN

/* All of them, in the order in which they are asked; NULL ends. */
extern const struct probe *const PROBES[];

/* One request of a probe, and what came of it. Set label, cause, message, combined. */
struct attack {
    const struct probe *probe;
    struct span label;    /* for the evidence: "Basic alice" */
    struct span cause;    /* same rule and same cause over operations: one finding */
    struct span message;  /* what is true when it hits; a sentence */
    enum battery battery; /* the smallest that it belongs to */
    struct span hide;     /* in the evidence: a token that works, shown as $FORGED_TOKEN */
    bool genuine;         /* what an identity presents itself is what the probe is about */
    bool combined;        /* to be narrowed */
    size_t from, to;      /* combined: which of the probe's names it holds */
    uint64_t names;       /* in several places: the same, one bit each */
    unsigned mild;        /* so many severities below the rule's */
    bool tentative;       /* asks whether its parts are worth asking; never a finding itself */
    bool witness;         /* sent only for another attack's hit to look at; never a hit itself */
    const struct attack *partner;   /* the witness */
    const struct probe *symptom_of; /* when that hits, this hit shows nothing of its own; or NULL */
    struct operation_name named;    /* an operation that the finding names, beside the subject's */
    bool only_named;                /* or instead of it */
    struct ruling ruling;
    const struct sample *sample; /* of the answer */
    const struct exchange *exchange;
    struct shot *shot; /* the engine's */
    bool given_body;   /* the body is the one that subject_request gave */
    bool retried;      /* asked once more by itself, as the first answer told nothing */
};

enum control { CONTROL_ANONYMOUS = 0, CONTROL_GARBAGE, CONTROL_WRONG_SCHEME, CONTROL_VALID };

/* What a probe may ask of its subject. */
struct arena *subject_arena(struct subject *subject); /* lives as long as the subject */
const struct operation *subject_operation(const struct subject *subject);
const struct operation *subject_declared(const struct subject *subject); /* as in the contract */
const struct contract *subject_contract(const struct subject *subject);
const struct identities *subject_identities(const struct subject *subject);
struct wallet *subject_wallet(const struct subject *subject);
const struct identity *
subject_identity(const struct subject *subject); /* the accepted one, or NULL */
const struct requirement *subject_requirement(const struct subject *subject); /* what it meets */
const struct controls *subject_controls(const struct subject *subject);
const struct gate_ruling *subject_gate(const struct subject *subject);
const struct exchange *subject_control(const struct subject *subject, enum control control);
bool subject_is_login(const struct subject *subject);

/* One identity's valid request for one of the operation's requirements. */
struct offer {
    const struct identity *identity;
    const struct requirement *requirement;
    const struct sample *sample; /* of its answer */
};

/* The i-th, from 0; false: there are no more. */
bool subject_offer(const struct subject *subject, size_t i, struct offer *out);

/* By its names, an operation for those who have no credential yet: login, registration, recovery …
 */
bool entrance_is(const struct operation *operation);

/* By its names, a POST that answers what it is asked and keeps nothing: a search, a check, a price.
 */
bool entrance_only_answers(const struct operation *operation);

/* A POST by whose name somebody enrols, and which takes who he is: perhaps by a letter to him. */
bool entrance_enrols(const struct operation *operation);

/* A logout: a GET of it would take the credential from every operation after it. */
bool entrance_ends_session(const struct operation *operation);

/* A request of its own to change: without a credential, or with the accepted identity's. */
NODISCARD enum err subject_request(struct subject *subject, struct request *out);
NODISCARD enum err subject_valid_request(struct subject *subject, struct request *out);

/* The same request at a path that does not exist (see scan/nowhere.h). Errors: ERR_MEMORY. */
NODISCARD enum err subject_nowhere(struct subject *subject, const struct request *like,
                                   struct request *out);

/* The token that the valid request presents: where, as what, behind which prefix. False when there
 * is none, or it is a Basic pair. */
bool subject_presented(struct subject *subject, struct presented *out);

/* The same of another identity, with the requirement that it meets. */
bool subject_presented_by(struct subject *subject, const struct identity *identity,
                          struct presented *out);

/* True when the contract has an operation of that method on the subject's path. */
bool subject_declares(const struct subject *subject, struct span method);

/* True when a path of the target, from its root, is one of the contract's. */
bool subject_documents(const struct subject *subject, struct span path);

/* Puts on a request of another method than the subject's what goes with all requests: see
 * wallet_accompany. Errors: ERR_MEMORY. */
NODISCARD enum err subject_accompany(struct subject *subject, struct request *request);

/* A request of another operation (its parameters are read from the contract). Errors: ERR_MEMORY.
 */
NODISCARD enum err subject_build(struct subject *subject, const struct operation *operation,
                                 enum build_mode mode, struct draft *out);

/* True when the probe's rule has fired for that cause, at whatever operation. */
bool subject_has_found(const struct subject *subject, const struct probe *probe, struct span cause);

/* Says in the operation's row what could not be attacked, and why; a literal. */
void subject_untried(struct subject *subject, struct span why);

/* True the first time that this key is asked about in the whole scan. */
bool subject_first(struct subject *subject, struct span key);

/* The answer to OPTIONS at the subject's own path, where an attack asked for it and was served;
 * else NULL. */
const struct exchange *subject_options(const struct subject *subject);

/* Whether what the probe finds is to be told (--only, --skip). */
bool subject_wants(const struct subject *subject, const struct probe *probe);

/* Whether attacks of this battery are being planned; what narrows a hit belongs to all of them. */
bool subject_sends(const struct subject *subject, enum battery battery);

/* Queues an attack, if its battery is being planned; all spans must live in the subject's arena or
 * be literals. kept: where to find it as a partner (NULL when it was not queued), or NULL. Of a
 * probe that opens, what is byte by byte an identity's own valid request is not queued: it would
 * show nothing. */
NODISCARD enum err subject_attack(struct subject *subject, const struct probe *probe,
                                  const struct request *request, struct attack attack,
                                  const struct attack **kept);

/* Of a late round: queues the request of each identity whose token has ended meanwhile, with that
 * token. Within the leeway that verifiers grant the attack is tentative. */
NODISCARD enum err subject_attack_ended(struct subject *subject, const struct probe *probe,
                                        struct attack attack);

/* Among the names: that under which the credential is declared for its own place. */
#define MISPLACED_OWN SPAN_INIT("")

/* The valid credential in another place than declared. */
struct misplaced {
    const struct probe *probe;
    const struct span *names; /* tried together first, then one by one */
    size_t n;
    enum scheme_kind kind; /* SCHEME_HEADER, SCHEME_QUERY or SCHEME_COOKIE */
    struct span prefix;    /* before the value: "Bearer " or nothing */
    const char *place;     /* in words: "query parameter" */
};

/* Of the probes for each place; the prefixed ones are headers as well. */
extern const struct misplaced MISPLACED_IN_QUERY, MISPLACED_IN_COOKIE, MISPLACED_IN_HEADER,
    MISPLACED_PREFIXED;

/* The full battery: one attack for each place, with the credential under all of its names. Names
 * that the operation declares are left out. */
NODISCARD enum err misplaced_plan(struct subject *subject, const struct misplaced *where);

/* The short one: all names of all places in as few requests as servers read, as attacks of the
 * probe. Narrowed, each place is asked by itself. */
NODISCARD enum err misplaced_together(struct subject *subject, const struct probe *probe,
                                      const struct misplaced *const *places, size_t n);
NODISCARD enum err misplaced_apart(struct subject *subject, const struct misplaced *const *places,
                                   size_t n, const struct attack *attack);

/* Whether a request with the credential in several places was let in, or refused in another way
 * than one without any. */
bool misplaced_noticed(const struct subject *subject, const struct attack *attack);

/* One attack for each name of the combined one. */
NODISCARD enum err misplaced_narrow(struct subject *subject, const struct misplaced *where,
                                    const struct attack *attack);

/* The gate of the subject is shut, so that something else can be a way around it. */
bool subject_is_guarded(const struct subject *subject);

/* Queues a request that is sent for others to be compared with. next: the witness behind it. */
NODISCARD enum err subject_witness(struct subject *subject, const struct probe *probe,
                                   const struct request *request, const struct attack *next,
                                   const struct attack **out);

/* Two answers to different requests say the same, word by word, but for what changes in every
 * answer. */
bool subject_alike(const struct subject *subject, const struct sample *a, const struct sample *b);

/* A method that no API has. */
extern const struct span INVENTED_METHOD;

/* Writing methods of the subject's path that the contract does not name, each spoiled so that it
 * cannot succeed. First it is asked tentatively; narrowing it asks the witnesses. kind: of gate,
 * once for each path. */
NODISCARD enum err undeclared_plan(struct subject *subject, const struct probe *probe,
                                   const char *kind);
NODISCARD enum err undeclared_narrow(struct subject *subject, const struct attack *attack);
bool undeclared_is(const struct attack *attack);
bool undeclared_hit(const struct subject *subject, const struct attack *attack);

/* The contract has a writing method on the subject's path. */
bool undeclared_has_sibling(const struct subject *subject);

/* What identities present by one scheme, beside a token of another scheme that nobody signed and
 * that claims another's rights, or to be him; and of a set that must come together, one user's part
 * beside another's. As attacks of the probe. */
NODISCARD enum err deputy_plan(struct subject *subject, const struct probe *probe);

/* Whether the attack is one of these, and whether its answer shows that the claims are believed. */
bool deputy_is(const struct attack *attack);
bool deputy_hit(const struct subject *subject, const struct attack *attack);

/* What of the inside an error shows ("Werkzeug's debugger"); NULL: nothing. */
const char *debug_shown(const struct response *response);

/* For lints: reports a finding about an operation (or the contract, when it is NULL). */
struct lint {
    const struct contract *contract;
    struct arena *arena;
    struct findings *findings;
    bool (*selects)(const struct lint *lint, const struct operation *operation);
    const void *user;
};
NODISCARD enum err lint_report(struct lint *lint, const struct probe *probe,
                               const struct operation *operation, struct place place,
                               struct span cause, struct span message);

#endif
