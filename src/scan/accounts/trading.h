/* SPDX-License-Identifier: Apache-2.0 */
/* Trading a refresh token for new tokens. */
#ifndef POSTERN_SCAN_TRADING_H
#define POSTERN_SCAN_TRADING_H

#include "scan/survey_ask.h"

struct trade {
    struct request request;
    struct reply reply;
    bool built;        /* the contract has an operation for it */
    bool gave;         /* it gave a token */
    struct span fresh; /* the refresh token that it gave as well; empty: none */
};

/* Trades the token, which the login gave, once. Errors: as survey_fetch. */
NODISCARD enum err trade_once(struct survey *survey, const struct grant *grant, struct span token,
                              struct trade *out);

#endif
