/* SPDX-License-Identifier: Apache-2.0 */
/* Echoes: what of an answer repeats a value that its own request carried, however encoded. It shows
 * nothing of who is served. */
#ifndef POSTERN_SCAN_ECHO_H
#define POSTERN_SCAN_ECHO_H

#include "scan/credential/identity.h"
#include "text/message.h"

struct echo {
    struct arena scratch;
    struct identities carried; /* the values, as if they were secrets */
    bool any;                  /* the body repeats one of them */
};

/* Reads which values a request carries (fields, cookies, query), and whether the body repeats one.
 * echo_end must follow. Errors: ERR_MEMORY. */
NODISCARD enum err echo_begin(struct echo *echo, const struct request *request, struct span body);
void echo_end(struct echo *echo);

/* The text with every echo replaced by one mark; itself where there is none. It lives until
 * echo_end; {NULL, 0} without memory. */
struct span echo_mask(struct echo *echo, struct span text);

#endif
