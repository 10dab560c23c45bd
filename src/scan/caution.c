/* SPDX-License-Identifier: Apache-2.0 */
/* What is left alone, and why. */
#include "scan/caution.h"

#include "base/mutant.h"
#include "text/uri.h"
#include "text/words.h"

/* The one who asks. */
static const struct span OWN = SPAN_INIT(" me self myself whoami current mine own ");

/* What he could not log in without. That allowed writes change his address or his profile is what
 * they were allowed for. */
static const struct span ACCOUNT = SPAN_INIT(" account password passwd username credentials "
                                             "session sessions mfa otp totp 2fa ");

/* What identities hold, and what takes all of it from them: "POST /tokens/rotate". */
static const struct span HELD = SPAN_INIT(" token tokens key keys apikey apikeys session sessions "
                                          "secret secrets credential credentials device devices ");
static const struct span TAKES = SPAN_INIT(" rotate regenerate revoke invalidate expire terminate "
                                           "reset renew cancel delete destroy clear disable kill ");

static bool has_own_segment(struct span path) {
    while (path.ptr) {
        struct span segment = span_cut(&path, '/');
        if (words_listed(segment, OWN) && !MUTANT(own_segment_unread)) {
            return true;
        }
    }
    return false;
}

/* "PUT /users/me", "DELETE /account", "POST /me/password", "POST /change-password". */
static bool writes_own_account(const struct operation *operation) {
    struct span last = uri_last_segment(operation->path), word = words_last(last);
    bool own = words_listed(last, OWN) && !MUTANT(own_word_unread);
    bool account = words_listed(word, ACCOUNT);
    bool alone = words_first(last).len == last.len;
    bool password = words_listed(word, SPAN(" password passwd ")) && !MUTANT(password_written);
    return own || (account && (alone || password || has_own_segment(operation->path)));
}

/* Of all that he holds: with an id, it is that of nothing, or of something of our own. */
static bool takes_credentials(const struct operation *operation) {
    return !operation_has_variable(operation) && words_any(operation->path, HELD) &&
           words_any(operation->path, TAKES) && !MUTANT(credentials_taken);
}

struct caution caution_of(const struct planned *planned, bool allow_writes) {
    const struct operation *operation = planned->operation;
    bool read = build_is_read(operation->method);
    if (read && planned->ends_session && !MUTANT(logout_read)) {
        return (struct caution){.reason = SPAN("it would log the identities out")};
    }
    if (read && build_has_effect(operation) && !allow_writes) {
        return (struct caution){
            .reason =
                SPAN("by its name, it changes things though it is a GET; use --allow-writes")};
    }
    bool whole = span_equal(operation->method, SPAN("DELETE")) &&
                 !operation_has_variable(operation); /* a collection at once */
    bool own = writes_own_account(operation) || takes_credentials(operation);
    bool spared = (whole && !MUTANT(collection_deleted)) ||
                  (planned->logs_in && !MUTANT(login_written)) ||
                  (planned->ends_session && !MUTANT(logout_written)) || own;
    bool real = read || (allow_writes && !spared);
    struct span reason = {"", 0};
    if (allow_writes && !real) {
        reason = whole ? SPAN("it would delete a whole collection")
                       : SPAN("it could take the identities' access from them");
    }
    return (struct caution){true, real ? BUILD_REAL : BUILD_UNPARSABLE, reason};
}
