/* SPDX-License-Identifier: Apache-2.0 */
/* Logging out of a session that the scan itself began, and looking whether it ended. */
#ifndef POSTERN_SCAN_LOGGING_OUT_H
#define POSTERN_SCAN_LOGGING_OUT_H

#include "scan/survey_ask.h"

/* A logout, and a read by which one sees whether it did anything. */
struct logging_out {
    struct survey *survey;
    const struct operation *logout, *read;
    const struct identity *identity;
    const struct scheme *scheme; /* of the credential that is to end */
    struct request bare;         /* the read, without a credential */
    struct reply before, after, out, nobody;
    const struct grant *grant; /* the login that the credential came from */
    struct span refresh;       /* its refresh token, as it was before; empty: it gave none */
    bool brief;                /* the credential ends by itself soon enough */
};

/* The read, as the identity (NULL: nobody). Errors: as survey_ask. */
NODISCARD enum err logging_out_read(struct logging_out *trial, const struct identity *identity,
                                    struct reply *out);

/* Logs out with the very credential that the read takes. *done: the answer says that it is done.
 * Errors: as survey_fetch. */
NODISCARD enum err logging_out_do(struct logging_out *trial, bool *done);

/* *out: the read is served once more, twice, as before. Errors: as survey_ask. */
NODISCARD enum err logging_out_is_vain(struct logging_out *trial, bool *out);

#endif
