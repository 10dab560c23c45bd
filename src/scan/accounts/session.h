/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions beside those that the wallet holds: another login of a user, by a route that is known.
 */
#ifndef POSTERN_SCAN_SESSION_H
#define POSTERN_SCAN_SESSION_H

#include "scan/survey_ask.h"

struct session {
    struct identity who;
    const struct identity *company; /* whose companions go with its requests */
    struct grant grant;
    struct credential credential; /* for the scheme */
    bool open;                    /* the login gave one */
};

/* Logs in by the route that gave a credential, for its scheme, with that name and password.
 * Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err session_open(struct survey *survey, const struct credential *like,
                                struct span user, struct span password, struct session *out);

/* Sends a request of the operation in that session. Errors: as survey_ask. */
NODISCARD enum err session_ask(struct survey *survey, const struct session *session,
                               const struct operation *operation, const struct request *bare,
                               struct reply *out);

/* Logs the credential's own user in again, whose sessions may have ended. Errors: as session_open.
 */
NODISCARD enum err session_renew(struct survey *survey, const struct identity *identity);

/* Tells the user something about an identity that he has to know. */
void session_warn(struct survey *survey, const struct identity *identity, const char *words);

#endif
