/* SPDX-License-Identifier: Apache-2.0 */
/* How long a token lives, and when that is over here. */
#include "scan/credential/short_token.h"

#include "scan/credential/secret.h"

enum { LONGEST = 90 }; /* seconds */

void short_token_keep(struct short_token *token, struct span value, int64_t expires, int64_t now,
                      bool issued) {
    int64_t since = secret_issued(value);
    int64_t life = expires - (since ? since : now);
    bool over = !issued && expires <= now;
    if (token->value.len || !value.len || !expires || over || life <= 0 || life > LONGEST) {
        return;
    }
    *token = (struct short_token){
        .value = value, .ends = expires, .life = life, .stated = secret_expiry(value) != 0};
    if (token->ends < now + life) { /* the issuer's clock is behind ours */
        token->ends = now + life;
    }
}
