/* SPDX-License-Identifier: Apache-2.0 */
/* Signs of refusal in a body that comes with another status than 401. Hints, never the only ground.
 */
#ifndef POSTERN_SCAN_REFUSAL_H
#define POSTERN_SCAN_REFUSAL_H

#include "text/tree.h"

/* A text that speaks of missing rights, in the words that frameworks and people use. */
bool refusal_denies(struct span text);

/* A text that says in such words of a credential that it is missing or no good: "missing or
 * malformed jwt". What parsers of JSON say of tokens ("Unexpected token p in JSON") is no such
 * thing. */
bool refusal_blames_credential(struct span text);

/* A value that stands for "no user": empty, "anonymous", "guest", "none", … */
bool refusal_names_nobody(struct span text);

/* A JSON body whose form says no: {"success": false}, {"error": "…"}, {"status": 401}, or nothing
 * but a message. */
bool refusal_in_form(const struct node *root);

/* A JSON body that is an error, whatever its status: {"ok": false, …}, {"error": {…}}, and no data
 * beside it. */
bool refusal_fails(const struct node *root);

/* The number or flag by which an envelope tells how it went, whatever the status: {"code": 1001,
 * …}. NULL: there is none. */
const struct node *refusal_code(const struct node *root);

/* HTML with a password field. */
bool refusal_asks_password(struct span html);

#endif
