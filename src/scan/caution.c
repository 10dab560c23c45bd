/* SPDX-License-Identifier: Apache-2.0 */
/* What is left alone, and why. */
#include "scan/caution.h"

#include "text/uri.h"
#include "text/words.h"

/* The one who asks. */
static const struct span OWN = SPAN_INIT(" me self myself whoami current mine own ");

/* What he could not log in without. That allowed writes change his address or his profile is what
 * they were allowed for. */
static const struct span ACCOUNT = SPAN_INIT(" account password passwd username credentials "
                                             "session sessions mfa otp totp 2fa ");

static bool has_own_segment(struct span path) {
    while (path.ptr) {
        struct span segment = span_cut(&path, '/');
        if (words_listed(segment, OWN)) {
            return true;
        }
    }
    return false;
}

/* "PUT /users/me", "DELETE /account", "POST /me/password", "POST /change-password". */
static bool writes_own_account(const struct operation *operation) {
    struct span last = uri_last_segment(operation->path), word = words_last(last);
    bool own = words_listed(last, OWN), account = words_listed(word, ACCOUNT);
    bool alone = words_first(last).len == last.len;
    return own || (account && (alone || has_own_segment(operation->path) ||
                               words_listed(word, SPAN(" password passwd "))));
}

struct caution caution_of(const struct planned *planned, bool allow_writes) {
    const struct operation *operation = planned->operation;
    bool read = build_is_read(operation->method);
    if (read && planned->ends_session) {
        return (struct caution){.reason = SPAN("it would log the identities out")};
    }
    if (read && build_has_effect(operation) && !allow_writes) {
        return (struct caution){
            .reason =
                SPAN("by its name, it changes things though it is a GET; use --allow-writes")};
    }
    bool whole = span_equal(operation->method, SPAN("DELETE")) &&
                 span_find_byte(operation->path, '{') == SIZE_MAX; /* a collection at once */
    bool spared =
        whole || planned->logs_in || planned->ends_session || writes_own_account(operation);
    bool real = read || (allow_writes && !spared);
    return (struct caution){true, real ? BUILD_REAL : BUILD_UNPARSABLE, {"", 0}};
}
