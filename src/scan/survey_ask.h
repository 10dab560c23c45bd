/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe may ask of the target as a whole, what it hears, and what it reports of it. Probes
 * see it through probe.h. */
#ifndef POSTERN_SCAN_SURVEY_ASK_H
#define POSTERN_SCAN_SURVEY_ASK_H

#include "catalog/result.h"
#include "scan/account.h"
#include "scan/build/build.h"
#include "scan/credential/wallet.h"
#include "scan/door.h"
#include "scan/extra.h"
#include "scan/oneself.h"
#include "scan/oracle.h"
#include "scan/said.h"

struct probe;
struct survey;

/* An answer, and what it is the answer to. */
struct heard {
    const struct operation *operation; /* NULL: a login's, before all operations */
    const struct identity *identity;   /* whose genuine credential the request carries; or NULL */
    const struct exchange *exchange;
};

/* What a probe may ask of the target as a whole. */
struct arena *survey_arena(struct survey *survey); /* until the probe returns */
void survey_forget(struct survey *survey);         /* or until this */
const struct contract *survey_contract(const struct survey *survey);
const struct identities *survey_identities(const struct survey *survey);
struct wallet *survey_wallet(struct survey *survey);
struct span survey_url(const struct survey *survey); /* of the target, without trailing slash */
const struct listings *survey_listings(const struct survey *survey);

/* owned_collect of what was listed so far; looked through anew only when lists were added. Errors:
 * ERR_MEMORY. */
NODISCARD enum err survey_owned(struct survey *survey, const struct identity *owner,
                                const struct identity *reader, struct owned *out);

/* What the scan made of an operation; NULL: it did not ask it. */
const struct operation_result *survey_row(const struct survey *survey,
                                          const struct operation *operation);

/* Marks an operation: no user's name was tried there with another password. */
void survey_mark_unnamed(struct survey *survey, const struct operation *operation);

/* A note for the user: of how many reads that is so for safety's sake. */
void survey_tell_unnamed(struct survey *survey, size_t n);

/* True the first time that this key is asked about. */
bool survey_first(struct survey *survey, struct span key);

/* A request of the operation, with ids of known, or with those that the whole scan knows (NULL).
 * What the user gave for a parameter comes first. Errors: ERR_MEMORY. */
NODISCARD enum err survey_build(struct survey *survey, const struct operation *operation,
                                const struct known_values *known, struct draft *out);

/* The request as the credential's identity would send it, with another value in that credential's
 * place. Errors: ERR_MEMORY. */
NODISCARD enum err survey_build_instead(struct survey *survey, const struct operation *operation,
                                        const struct credential *like, struct span value,
                                        struct request *out);

/* As survey_build, of a write that cannot succeed. Errors: ERR_MEMORY. */
NODISCARD enum err survey_build_spoiled(struct survey *survey, const struct operation *operation,
                                        enum build_mode mode, struct draft *out);

/* What each identity is called. Errors: ERR_MEMORY. */
NODISCARD enum err survey_self(struct survey *survey, const struct identity *identity,
                               struct self *out);

/* An answer to a request of a survey's own. */
struct reply {
    struct exchange exchange;
    struct sample sample;
};

/* Sends a request as it is, and waits. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY; what else goes
 * wrong is told in the reply. */
NODISCARD enum err survey_fetch(struct survey *survey, const struct request *request,
                                struct reply *out);

/* The same with the identity's credential for the operation, where there is one (else nothing is
 * sent, and the wire says so); identity NULL: without any. */
NODISCARD enum err survey_ask(struct survey *survey, const struct operation *operation,
                              const struct request *bare, const struct identity *identity,
                              struct reply *out);

/* The same with his credential of that scheme, where it alone is enough; scheme NULL, or one that
 * is not: as survey_ask. */
NODISCARD enum err survey_ask_by(struct survey *survey, const struct operation *operation,
                                 const struct request *bare, const struct identity *identity,
                                 const struct scheme *scheme, struct reply *out);

/* The same without patience: 429 and 503 are answers. */
NODISCARD enum err survey_fetch_at_once(struct survey *survey, const struct request *request,
                                        struct reply *out);

/* Whether the user allowed writes (--allow-writes). */
bool survey_may_write(const struct survey *survey);

/* A write of the operation, by the identity (NULL: nobody), that may make something: it is
 * remembered, deleted when the scan is over, and told where it stays. Errors: as survey_fetch. */
NODISCARD enum err survey_make(struct survey *survey, const struct operation *operation,
                               const struct request *bare, const struct identity *identity,
                               struct reply *out);

/* Sends a request without TLS to the target's host; its URL may begin with http:// there, and
 * nowhere else. Carries nothing that identifies anybody. Errors: as survey_fetch. */
NODISCARD enum err survey_fetch_plain(struct survey *survey, const struct request *request,
                                      struct reply *out);

/* Fields that the user gave for every request. */
const struct fields *survey_headers(const struct survey *survey);

/* Of two answers to the same request, of which the server took the second for https and the first
 * for plain HTTP: what shows that it did ("absolute links lead to https"); NULL: nothing. url: that
 * was asked for. */
const char *scheme_told(struct arena *arena, struct span url, const struct response *clear,
                        const struct response *secure);

/* Whether an answer may have to do with the scheme that it was asked for by. */
bool scheme_spoken(const struct response *response);

/* How many wrong passwords a login may be tried with. */
unsigned survey_guesses(const struct survey *survey);

/* Logins of the contract's identities that succeeded. */
const struct doors *survey_doors(const struct survey *survey);

/* The operation whose method and path were asked for; NULL: it is none of the contract's. */
const struct operation *survey_asked(const struct survey *survey, const struct request *request);

/* What the operation asks for where the scheme alone is enough, and the identity has a credential
 * of it that was not refused; NULL: it is not so. */
const struct requirement *survey_requirement(struct survey *survey,
                                             const struct operation *operation,
                                             const struct identity *identity,
                                             const struct scheme *scheme);

/* A read whose request is always the same, which changes nothing and lets nobody in. */
bool survey_is_plain_read(const struct operation *operation);

/* A read that serves the identity for a credential of that scheme alone, and nobody without one. */
bool survey_reads_by(struct survey *survey, const struct operation *operation,
                     const struct identity *identity, const struct scheme *scheme);

/* The first read that serves the identity for a credential of that scheme alone, and nobody without
 * one; NULL: there is none. */
const struct operation *survey_read_by(struct survey *survey, const struct identity *identity,
                                       const struct scheme *scheme);

/* The status that an operation answered the identity with; 0: it was not asked. */
int survey_status(const struct operation_result *row, const struct identity *identity);

/* Where refresh tokens are traded: the OAuth2 token endpoint that gave it, or an operation of the
 * contract, which may take what an endpoint for passwords alone gave. */
enum trade_way { TRADE_AT_ENDPOINT, TRADE_AT_OPERATION };

/* A request that trades the refresh token of a login for a new one. *built false: there is no such
 * way. Errors: ERR_MEMORY. */
NODISCARD enum err survey_refresh(struct survey *survey, const struct grant *grant,
                                  struct span token, enum trade_way way, struct request *out,
                                  bool *built);

/* Another token of the credential's identity, with that scope alone, from the token endpoint that
 * gave its own: see login_narrow. Errors: as survey_fetch. */
NODISCARD enum err survey_narrow(struct survey *survey, const struct credential *credential,
                                 struct span scope, struct span *token, struct span *given);

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
