/* SPDX-License-Identifier: Apache-2.0 */
/* What the attempts to log in share: pairs of a body, sending, telling. */
#ifndef POSTERN_SCAN_LOGIN_SEND_H
#define POSTERN_SCAN_LOGIN_SEND_H

#include "scan/login/login_try.h"

/* The pairs of a body, put down as JSON, as a form or as a query. */
struct pairs {
    struct arena *arena;
    struct node *object, *last;
};

NODISCARD enum err pairs_start(struct arena *arena, struct pairs *pairs);
NODISCARD enum err pairs_add(struct pairs *pairs, struct span name, const struct node *value);
NODISCARD enum err pairs_text(struct pairs *pairs, struct span name, struct span value);

/* Name, password, one-time code, and what else the route wants. */
NODISCARD enum err pairs_of_user(struct login_attempt *a, struct pairs *pairs);

/* As the body of the request, and its type. */
NODISCARD enum err pairs_body(struct login_attempt *a, const struct pairs *pairs, bool form,
                              struct request *request);

/* Into the query of the request's URL. */
NODISCARD enum err pairs_query(const struct pairs *pairs, struct request *request);

/* Sends. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_fetch(struct login_attempt *a, struct exchange *exchange);

/* 2xx or 3xx. */
bool login_succeeded(const struct response *response);

/* Says what an answer was. why: what is wrong with one of success, or "". */
NODISCARD enum err login_tell(struct login_attempt *a, const struct exchange *exchange,
                              struct span path, const char *why);

#endif
