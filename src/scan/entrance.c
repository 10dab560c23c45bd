/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that must be open to those who have no credential yet, or who prove themselves in the
 * body: logins, registrations, recoveries, callbacks. Told by the words of their names. */
#include "base/mutant.h"
#include "scan/account.h"
#include "scan/probe.h"
#include "text/words.h"

/* Anywhere in the path or the operationId. */
static const struct span ENTRANCES = SPAN_INIT(
    " login logon logout logoff signin signout signup auth auth2 authenticate authentication "
    "authn authorize authorise oauth oauth1 oauth2 openid oidc saml saml2 sso jwt token "
    "register registration password passwords passwd pwd recover recovery forgot forgotten "
    "activate "
    "activation confirm confirmation verify verification refresh otp totp mfa 2fa introspect "
    "introspection revoke revocation graphql csrf captcha subscribe unsubscribe healthz "
    "healthcheck ");

/* In the path alone: in an operationId, "contact" is one of many contacts. */
static const struct span ENTRANCE_PATHS =
    SPAN_INIT(" tokens session sessions registrations webhook webhooks callback callbacks contact "
              "feedback csp health magic ");

/* "log-in" and the like are two words. */
static const struct span BEFORE_IN = SPAN_INIT(" sign log ");
static const struct span BEHIND_SIGN = SPAN_INIT(" in up on out off ");
static const struct span OUT = SPAN_INIT(" logout logoff signout ");
static const struct span BEHIND_OUT = SPAN_INIT(" out off ");

/* "/session/end", and "/end-session". */
static const struct span SESSION = SPAN_INIT(" session ");
static const struct span ENDS = SPAN_INIT(" end close terminate destroy invalidate kill delete ");

/* All that may stand in the path of one's own session: a "/chat/session" is no login's. */
static const struct span OF_USER =
    SPAN_INIT(" api rest v1 v2 v3 v4 web mobile mobil app auth authentication oauth account user "
              "users me my own current this self login logon signin session sessions ");

/* They answer a question with what they are sent, and keep nothing. As the first or last word of
 * the last part of the path that is no parameter, or as the first of the operationId. */
static const struct span ANSWERS = SPAN_INIT(
    " validate validation check calculate compute estimate evaluate preview simulate convert "
    "translate lookup resolve parse render compare search query filter find suggest "
    "autocomplete predict infer classify detect analyze analyse echo ping count exists diff "
    "lint geocode decode encode explain details retrieve ");

/* The first word of an operationId. */
static const struct span READS = SPAN_INIT(" get fetch read retrieve list browse ");

/* Who may add users there is for the operation to know. */
static const struct span CLOSED =
    SPAN_INIT(" admin admins administration staff internal management ");

static bool has_pair(struct span name, struct span first, struct span second) {
    struct span before = words_next(&name);
    for (struct span word = words_next(&name); word.ptr; word = words_next(&name)) {
        if (words_listed(before, first) && words_listed(word, second)) {
            return true;
        }
        before = word;
    }
    return false;
}

/* One of the words, but not "tokens of thanks". */
static bool has_word(struct span name, struct span listed) {
    for (struct span word = words_next(&name); word.ptr;) {
        struct span next = words_next(&name);
        if (words_listed(word, listed) &&
            !(next.ptr && words_listed(next, SPAN(" of ")) && !MUTANT(word_of_another))) {
            return true;
        }
        word = next;
    }
    return false;
}

static bool is_entrance_name(struct span name) {
    return has_word(name, ENTRANCES) || has_pair(name, BEFORE_IN, BEHIND_SIGN);
}

/* Who sends name and password with POST logs in, or opens an account that is his from then on. */
static bool takes_account(const struct operation *operation) {
    return operation->takes_password && operation->names_account &&
           span_equal(operation->method, SPAN("POST")) && !span_ends(operation->path, SPAN("}")) &&
           !span_ends(operation->path, SPAN("}/")) && !words_any(operation->path, CLOSED);
}

bool entrance_is(const struct operation *operation) {
    return is_entrance_name(operation->path) || is_entrance_name(operation->id) ||
           has_word(operation->path, ENTRANCE_PATHS) || takes_account(operation) ||
           ((operation->names_account || operation->takes_password) &&
            words_any(operation->path, SPAN(" reset resets ")));
}

/* The last segment without a parameter. */
static struct span last_text(struct span path) {
    struct span last = {NULL, 0};
    while (path.ptr) {
        struct span segment = span_cut(&path, '/');
        last = segment.len && span_find_byte(segment, '{') == SIZE_MAX ? segment : last;
    }
    return last;
}

static bool is_of_user(struct span path) {
    struct span word = words_next(&path);
    while (word.ptr && (words_listed(word, OF_USER) || words_listed(word, ENDS))) {
        word = words_next(&path);
    }
    return !word.ptr || MUTANT(any_session_ends);
}

/* "/session", "/sessions/current": one of each who asks; "/sessions" are all of them. */
static bool names_one_session(struct span path) {
    static const struct span one = SPAN_INIT(" session login logon signin ");
    static const struct span own = SPAN_INIT(" current me self own mine this ");
    struct span last = last_text(path);
    if (!words_listed(last, own) || MUTANT(current_session_unread)) {
        return words_listed(last, one);
    }
    struct span before = last_text(span_slice(path, 0, (size_t)(last.ptr - path.ptr)));
    return words_listed(before, one) || words_listed(before, SPAN(" sessions "));
}

/* "DELETE /session": what a login made is taken away, and there is one of it for each who asks. */
static bool deletes_session(const struct operation *operation) {
    struct span path = operation->path;
    bool last = !span_ends(path, SPAN("}")) && !span_ends(path, SPAN("}/"));
    return span_equal(operation->method, SPAN("DELETE")) && last && names_one_session(path) &&
           (is_of_user(path) || (operation->beside_login && !MUTANT(login_beside_unseen))) &&
           !MUTANT(deletion_is_no_logout);
}

bool entrance_enrols(const struct operation *operation) {
    return account_is_asked_for(operation);
}

/* "POST /session/end": the user's own, without an id. */
static bool ends_own(const struct operation *operation) {
    struct span path = operation->path;
    return !operation_has_variable(operation) && is_of_user(path) && !MUTANT(sessions_unended) &&
           (has_pair(path, SESSION, ENDS) || has_pair(path, ENDS, SESSION));
}

bool entrance_ends_session(const struct operation *operation) {
    return words_any(operation->path, OUT) || has_pair(operation->path, BEFORE_IN, BEHIND_OUT) ||
           deletes_session(operation) || ends_own(operation);
}

bool entrance_only_answers(const struct operation *operation) {
    struct span name = last_text(operation->path);
    return span_equal(operation->method, SPAN("POST")) &&
           (words_listed(words_first(name), ANSWERS) || words_listed(words_last(name), ANSWERS) ||
            words_listed(words_first(operation->id), ANSWERS) ||
            words_listed(words_first(operation->id), READS));
}
