/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a registration tells which users there are. */
#ifndef POSTERN_SCAN_TELLING_REGISTRATION_H
#define POSTERN_SCAN_TELLING_REGISTRATION_H

#include "scan/survey_account.h"

struct registration {
    struct survey *survey;
    const struct operation *operation;
    const struct identity *sender; /* NULL: it is open to everybody */
    struct reply fresh, taken;     /* the answers for a name that nobody has, and for a user's */
    bool told;
    bool compared; /* with names that nobody had: accounts were opened for it */
    bool address;  /* it is an address that is told, and no mere name */
};

/* Where writes are allowed, accounts are opened with the password of a user that there is, and one
 * is asked for with his name as well. Else only that is asked, and only where the contract says
 * that the operation answers conflicts (409): then it says no to a name that is taken, and nothing
 * is changed. number: as in survey_open_account; two are used. Errors: as survey_make. */
NODISCARD enum err registration_judge(struct registration *registration, unsigned number);

#endif
