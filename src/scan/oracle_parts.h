/* SPDX-License-Identifier: Apache-2.0 */
/* What judging an answer and judging a gate share. */
#ifndef POSTERN_SCAN_ORACLE_PARTS_H
#define POSTERN_SCAN_ORACLE_PARTS_H

#include "scan/oracle.h"

#define GRANT(why) ((struct ruling){VERDICT_GRANTED, (why)})
#define DENY(why) ((struct ruling){VERDICT_DENIED, (why)})
#define UNCLEAR(why) ((struct ruling){VERDICT_UNCLEAR, (why)})

static inline bool answered(const struct sample *sample) {
    return sample->wire == WIRE_OK || sample->wire == WIRE_CERTIFICATE;
}

/* Refused by its status, or by an error that blames the credential in words which the valid one
 * does not get: "missing or malformed jwt" with 400. */
bool oracle_refused(const struct controls *controls, const struct sample *answer);

/* Friendly by status, and a refusal by its words. */
bool oracle_refuses_politely(const struct sample *sample);

/* A success by its status that refuses by form and words, or a page where one logs in. */
bool oracle_reads_as_refusal(const struct sample *sample);

/* The valid credential is served a refusal as everybody is: nothing shows what it opens. */
bool oracle_refuses_all_politely(const struct controls *controls);

/* Redirected to where one logs in. */
bool oracle_sent_to_log_in(const struct sample *answer);

/* A read that was turned away by its status, by words that blame the credential, or by the way to
 * the login. Of a write such words may be about its body. */
bool oracle_turns_away(const struct sample *answer);

/* What the valid credential gets shows nothing of what it opens: no answer, a refusal by its
 * status, by words that blame the credential, or by the way to the login. */
bool oracle_opens_nothing(const struct controls *controls);

/* The handler fell over: an answer with 500, or none at all. */
bool oracle_crashed(const struct sample *sample);

/* Answers that tell of the server's state, not of its gate. */
bool oracle_about_server(const struct sample *sample);

/* What a layer in front of all routes says, or the router itself. */
bool oracle_before_routing(const struct controls *controls, const struct sample *answer);

#endif
