/* SPDX-License-Identifier: Apache-2.0 */
/* Order: whether an operation asks for the credential before it looks for what its path names. */
#ifndef POSTERN_SCAN_ORDER_H
#define POSTERN_SCAN_ORDER_H

#include "scan/subject.h"

/* Shows a worthless credential for something that is not there, where one is refused for something
 * that is. Sends nothing else. Errors: ERR_MEMORY. */
NODISCARD enum err order_ask(struct subject *subject);

/* Tells the memory of paths what the subject's answers show, once. Errors: ERR_MEMORY. */
NODISCARD enum err order_learn(struct subject *subject);

/* The same, where a body as it should be was looked for what the path names. */
NODISCARD enum err order_learn_doubt(struct subject *subject);

/* What is not there was asked for, and its name is no secret that would itself be the credential
 * ("/invitations/{token}"): what others ask first may tell of the subject as well. */
bool order_is_open_question(const struct subject *subject);

/* The folder of the object that those of the path belong to: "/groups/{id}/" of
 * "/groups/{id}/roles/{role}" and of "/groups/{id}/roles"; empty: there is none. Whether that is
 * there may be asked before anything else, of everybody: only who stands there, too, shows another
 * order. */
struct span order_nest(const struct contract *contract, struct span path);

#endif
