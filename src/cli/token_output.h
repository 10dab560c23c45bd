/* SPDX-License-Identifier: Apache-2.0 */
/* What "token inspect" and "token verify" say, as text and as JSON. */
#ifndef POSTERN_CLI_TOKEN_OUTPUT_H
#define POSTERN_CLI_TOKEN_OUTPUT_H

#include "report/report.h"
#include "token/inspect.h"

struct json_writer;

/* A token under the glass. now: seconds since 1970. Failures stick to out. */
void token_output_inspect_text(struct buf *out, const struct inspect *inspect, int64_t now,
                               struct report_style style);
void token_output_inspect_json(struct buf *out, const struct inspect *inspect, int64_t now);

/* A token's header and payload as two members of the object that is being written; what could not
 * be read is null. */
void token_output_parts(struct json_writer *w, const struct jws *jws);

#endif
