/* SPDX-License-Identifier: Apache-2.0 */
/* Values that are known: what the user gave, and ids from the answers of the target. */
#ifndef POSTERN_SCAN_BUILD_KNOWN_H
#define POSTERN_SCAN_BUILD_KNOWN_H

#include "scan/build/build.h"

/* The user's value for the operation's parameter, or {NULL, 0}. */
struct span build_user_value(const struct known_values *known, const struct operation *operation,
                             struct span name);

/* What the user wants in the operation's body, or NULL. */
const struct node *build_user_body(const struct known_values *known,
                                   const struct operation *operation);

/* What was recorded in the operation's body, or NULL. */
const struct known_body *build_recorded_body(const struct known_values *known,
                                             const struct operation *operation);

/* The best known value for the parameter at that place; {NULL, 0} without one. */
struct span build_known_id(const struct known_values *known, const struct parameter *parameter,
                           struct span type, struct span format, struct span before);

/* The same among what we made ourselves. */
struct span build_made_id(const struct known_values *known, const struct parameter *parameter,
                          struct span type, struct span format, struct span before);

/* What was made and had that URL was deleted: it is named no more. */
void build_take_away(struct known_values *known, struct span url);

/* 32 hexadecimal digits with dashes where a UUID has them. */
bool build_is_uuid(struct span s);

/* Whether an object of that collection is somebody, or what he comes in with: the identities' own
 * may be among them. */
bool build_names_person(struct span parameter, struct span before);

#endif
