/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of Django's, and API keys: what the configuration says beside their scheme's kind. */
#ifndef POSTERN_POLICY_CONFIG_SESSION_H
#define POSTERN_POLICY_CONFIG_SESSION_H

#include "policy/member.h"

struct config_session {
    struct member_texts secrets;  /* files with SECRET_KEY and its fallbacks, or "env:NAME" */
    struct member_texts origins;  /* from where unsafe methods may come: "https://shop.example" */
    struct member_texts backends; /* of the application's; none: any */
    struct span csrf_cookie, csrf_header;
    bool csrf_elsewhere; /* the application alone sees to it */
};

/* Reads them off a scheme; what is wrong is told. Errors: ERR_MEMORY. */
NODISCARD enum err config_session_read(const struct member_reader *reader,
                                       const struct node *scheme, struct config_session *out);

#endif
