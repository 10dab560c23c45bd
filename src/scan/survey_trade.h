/* SPDX-License-Identifier: Apache-2.0 */
/* What a login gave, traded for other tokens. Probes see it through probe.h. */
#ifndef POSTERN_SCAN_SURVEY_TRADE_H
#define POSTERN_SCAN_SURVEY_TRADE_H

#include "scan/survey_ask.h"

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

#endif
