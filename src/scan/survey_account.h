/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts of the scan's own, opened for a survey where writes are allowed. */
#ifndef POSTERN_SCAN_SURVEY_ACCOUNT_H
#define POSTERN_SCAN_SURVEY_ACCOUNT_H

#include "scan/survey_ask.h"

/* The first of the given who may send the operation; *out NULL: it is open to everybody. False:
 * nobody may. */
bool survey_sender(struct survey *survey, const struct operation *operation,
                   const struct identity **out);

/* Opens an account by a registration, as the sender (NULL: nobody), and remembers it like all that
 * is made. number tells those of one scan apart. *sent: the request has a place for a password.
 * Errors: as survey_make. */
NODISCARD enum err survey_open_account(struct survey *survey, const struct operation *operation,
                                       const struct identity *sender, unsigned number,
                                       struct span password, struct account *account,
                                       struct reply *out, bool *sent);

/* A reply that says yes: 2xx, and no error in the body. */
bool survey_took(const struct reply *reply);

/* *out: it logs in at one of the doors by name or address, with its password and with no other.
 * Errors: as survey_fetch. */
NODISCARD enum err survey_logs_in(struct survey *survey, const struct account *account, bool *out);

/* Whose password may be set: an account of the scan's own, where one can be opened and logs in
 * (*own), or else the first user who logs in. *out false: there is nobody. Errors: as survey_fetch.
 */
NODISCARD enum err survey_user(struct survey *survey, struct account *account, bool *own,
                               bool *out);

/* The same of users alone, and no account is opened. Errors: ERR_MEMORY. */
NODISCARD enum err survey_given_user(struct survey *survey, struct account *account, bool *out);

#endif
