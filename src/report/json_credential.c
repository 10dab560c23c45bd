/* SPDX-License-Identifier: Apache-2.0 */
/* A scan's credentials in JSON. */
#include "report/json_parts.h"

void json_credentials(struct json_writer *w, const struct result *result) {
    json_key(w, "credentials");
    json_begin_array(w);
    for (size_t i = 0; i < result->credentials.n; i++) {
        const struct credential_result *credential = &result->credentials.at[i];
        json_begin_object(w);
        json_member(w, "identity", credential->identity);
        json_member(w, "scheme", credential->scheme);
        json_member(w, "origin", credential->origin);
        json_key(w, "standing");
        json_text(w, standing_word(credential->standing));
        json_member(w, "proven_at", credential->proven_at);
        json_end_object(w);
    }
    json_end_array(w);
}
