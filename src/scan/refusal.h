/* SPDX-License-Identifier: Apache-2.0 */
/* Signs of refusal in a body that comes with a friendly status. Hints, never the only ground. */
#ifndef POSTERN_SCAN_REFUSAL_H
#define POSTERN_SCAN_REFUSAL_H

#include "text/tree.h"

/* A text that speaks of missing or bad credentials, in the words that frameworks and people use. */
bool refusal_speaks(struct span text);

/* A value that stands for "no user": empty, "anonymous", "guest", "none", … */
bool refusal_names_nobody(struct span text);

/* A JSON body whose form says no: {"success": false}, {"error": "…"}, {"status": 401}, or nothing
 * but a message. */
bool refusal_in_form(const struct node *root);

/* HTML with a password field. */
bool refusal_asks_password(struct span html);

#endif
