/* SPDX-License-Identifier: Apache-2.0 */
/* Changing a password in one session, and going on in another. */
#include "scan/accounts/password_change.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "scan/accounts/trading.h"
#include "scan/survey_account.h"
#include "scan/survey_rows.h"
#include "text/json.h"
#include "text/words.h"

enum { DEPTH = 16, OLD = 1, NEW = 2 };

static const struct span OLDS = SPAN_INIT(" old current existing previous present ");

static bool is_password(const struct operation *operation, struct span key) {
    return account_is_password(operation, key) || words_any(key, SPAN(" pass "));
}

/* The members of the operation's body for either password. */
static enum err write_passwords(struct arena *arena, const struct operation *operation,
                                struct span body, struct span old, struct span new,
                                struct span *out, unsigned *places) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    BUF_SCOPE text = {0};
    *places = 0;
    *out = body;
    enum err read = json_parse(arena, body, &options, &root, NULL);
    if (read != OK || !node_is(root, NODE_OBJECT)) {
        return read == ERR_MEMORY ? read : OK;
    }
    struct json_writer writer = {.out = &text};
    json_begin_object(&writer);
    NODE_EACH(member, root) {
        struct span key = node_key(member);
        bool is_old = words_any(key, OLDS), is_new = !is_old && is_password(operation, key);
        json_key_span(&writer, key);
        if (is_old || is_new) {
            *places |= is_old ? OLD : NEW;
            json_string(&writer, is_old ? old : new);
        } else {
            json_node(&writer, member);
        }
    }
    json_end_object(&writer);
    TRY(buf_status(&text));
    *out = arena_dup(arena, buf_span(&text));
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err build_change(struct survey *survey, const struct operation *operation,
                             struct span old, struct span new, struct request *out, bool *built) {
    struct draft draft;
    unsigned places;
    *built = false;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(write_passwords(survey_arena(survey), operation, draft.request.body, old, new,
                        &draft.request.body, &places));
    *built = places == (OLD | NEW);
    *out = draft.request;
    return OK;
}

bool password_change_is(struct survey *survey, const struct operation *operation) {
    struct request request;
    bool built = false;
    bool fits = !span_equal(operation->method, SPAN("GET")) && operation->bodies.n &&
                !operation_has_variable(operation) && survey_row(survey, operation) &&
                !security_is_public(&operation->security);
    return fits && build_change(survey, operation, SPAN(""), SPAN(""), &request, &built) == OK &&
           built;
}

static enum err read_in(struct password_change *c, const struct session *session,
                        struct reply *out) {
    struct draft draft;
    TRY(survey_build(c->survey, c->read, NULL, &draft));
    return session_ask(c->survey, session, c->read, &draft.request, out);
}

static enum err change(struct password_change *c, const struct session *session, struct span old,
                       struct span new, struct reply *out, bool *done) {
    struct request request;
    TRY(build_change(c->survey, c->change, old, new, &request, done));
    if (*done) {
        TRY(session_ask(c->survey, session, c->change, &request, out));
        *done = survey_took(out) || (out->sample.wire == WIRE_OK && out->sample.status / 100 == 3);
    }
    return OK;
}

/* In the session that changed it, or in a new one; the old password logs in once more. */
static enum err change_back(struct password_change *c, const struct session *session) {
    struct session later;
    struct reply reply;
    bool done = false;
    TRY(change(c, session, c->new, c->old, &reply, &done));
    if (!done) {
        TRY(session_open(c->survey, c->like, c->user, c->new, &later));
        TRY(later.open ? change(c, &later, c->new, c->old, &reply, &done) : OK);
    }
    TRY(session_open(c->survey, c->like, c->user, c->old, &later));
    c->lost = !later.open;
    return OK;
}

/* Served as before, twice; or new tokens are given. */
static enum err look(struct password_change *c, const struct session *other, bool brief) {
    static const struct volatility none = {.differing = 0};
    struct trade trade;
    c->kept = !brief;
    for (unsigned i = 0; i < 2 && c->kept; i++) {
        TRY(read_in(c, other, &c->after));
        c->kept = sample_served(&c->after.sample) &&
                  sample_compare(&c->after.sample, &c->before.sample, &none) >= LIKE_FORM;
    }
    if (!c->kept && other->grant.refresh.value.len) {
        TRY(trade_once(c->survey, &other->grant, other->grant.refresh.value, &trade));
        c->kept = c->renews = trade.gave;
        c->after = trade.gave ? trade.reply : c->after;
    }
    return OK;
}

enum err password_change_judge(struct password_change *c, int64_t brief) {
    struct session other, session, witness;
    bool done = false;
    c->judged = c->kept = c->lost = c->renews = false;
    TRY(session_open(c->survey, c->like, c->user, c->old, &other));
    TRY(session_open(c->survey, c->like, c->user, c->old, &session));
    if (!other.open || !session.open ||
        span_equal(other.credential.secret.value, session.credential.secret.value)) {
        return OK;
    }
    TRY(read_in(c, &other, &c->before));
    if (!sample_served(&c->before.sample)) {
        return OK;
    }
    TRY(change(c, &session, c->old, c->new, &c->changed, &done));
    if (!done) {
        return OK;
    }
    TRY(session_open(c->survey, c->like, c->user, c->new, &witness));
    c->judged = witness.open;
    int64_t expires = other.credential.expires;
    bool soon = expires && expires - clock_unix() <= brief;
    TRY(c->judged ? look(c, &other, soon) : OK);
    return MUTANT(password_left) ? OK : change_back(c, &session);
}
