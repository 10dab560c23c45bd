/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe may ask of the target as a whole, and what it hears. Probes see it through probe.h.
 */
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

/* A note for the user. */
void survey_note(struct survey *survey, struct span message);

/* True the first time that this key is asked about. */
bool survey_first(struct survey *survey, struct span key);

/* A request of the operation, with ids of known, or with those that the whole scan knows (NULL).
 * What the user gave for a parameter comes first. Errors: ERR_MEMORY. */
NODISCARD enum err survey_build(struct survey *survey, const struct operation *operation,
                                const struct known_values *known, struct draft *out);

/* What the operation asks for where the scheme alone is enough, and the identity has a credential
 * of it that was not refused; NULL: it is not so. */
const struct requirement *survey_requirement(struct survey *survey,
                                             const struct operation *operation,
                                             const struct identity *identity,
                                             const struct scheme *scheme);

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

#endif
