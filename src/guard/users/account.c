/* SPDX-License-Identifier: Apache-2.0 */
/* Name and password, token, or a token's subject, held against the row. */
#include "guard/users/account.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "guard/moment.h"
#include "guard/users/roles.h"
#include "guard/users/session.h"
#include "text/json.h"
#include "token/claims.h"
#include "token/digest.h"

const char *account_name(enum account_reason reason) {
#define ACCOUNT_NAME(code, name) name,
    static const char *const names[] = {ACCOUNT_LIST(ACCOUNT_NAME)};
#undef ACCOUNT_NAME
    return names[reason < ACCOUNT_COUNT ? reason : ACCOUNT_NONE];
}

/* The hash of a user's own password, or that of nobody's, which takes as long. */
static enum err work(struct users *users, const struct user *user, struct span password,
                     enum account_reason *out) {
    struct password stored = {.kind = PASSWORD_UNUSABLE};
    const struct password *like;
    bool fits = false;
    enum err read = user ? password_read(user->password, &stored) : OK;
    *out = !user                              ? ACCOUNT_UNKNOWN
           : read != OK                       ? ACCOUNT_UNSUPPORTED
           : stored.kind == PASSWORD_UNUSABLE ? ACCOUNT_UNUSABLE
                                              : ACCOUNT_PASSWORD;
    TRY(users_like(users, &like));
    if (*out != ACCOUNT_PASSWORD) {
        return MUTANT(unknown_at_once) ? OK : password_burn(like, password);
    }
    TRY(password_fits(&stored, password, &fits));
    *out = fits ? ACCOUNT_ACCEPTED : ACCOUNT_PASSWORD;
    return OK;
}

static enum err judge_password(struct users *users, struct hits *hits, struct arena *arena,
                               const struct account_question *question, struct user *user,
                               enum account_reason *out) {
    bool found;
    TRY(users_find(users, arena, USERS_BY_NAME, question->user, user, &found));
    if (found && hits_has(hits, user, question->secret, clock_ns())) {
        *out = ACCOUNT_ACCEPTED;
    } else {
        TRY(work(users, found ? user : NULL, question->secret, out));
    }
    if (*out == ACCOUNT_ACCEPTED && !user->active) {
        *out = ACCOUNT_INACTIVE;
    }
    if (*out == ACCOUNT_ACCEPTED) {
        hits_add(hits, user, question->secret, clock_ns());
    }
    return OK;
}

static enum err judge_found(struct users *users, struct arena *arena, enum users_by by,
                            struct span value, struct user *user, enum account_reason *out) {
    bool found;
    TRY(users_find(users, arena, by, value, user, &found));
    *out = !found ? ACCOUNT_UNKNOWN : user->active ? ACCOUNT_ACCEPTED : ACCOUNT_INACTIVE;
    return OK;
}

/* The hash that simplejwt puts into a token (CHECK_REVOKE_TOKEN): MD5 in capitals. */
static enum err has_password(const struct user *user, struct span claim, bool *out) {
    char hex[DIGEST_MD5_HEX];
    TRY(digest_md5(user->password, hex));
    *out = span_equal_nocase(claim, (struct span){hex, sizeof(hex)}) || MUTANT(any_password_hash);
    return OK;
}

/* Whether a token is of before the user's password was changed, as far as there is a way to tell,
 * or was taken back by the application itself. */
static enum err judge_age(struct users *users, struct arena *arena,
                          const struct config_subject *subject, const struct node *claims,
                          const struct user *user, enum account_reason *out) {
    bool same = true, listed;
    int64_t changed, issued;
    if (subject->password.len) {
        TRY(has_password(user, node_text(node_get(claims, subject->password)), &same));
    }
    if (user->changed.ptr) {
        same = same && moment_read(user->changed, &changed) &&
               claims_seconds(node_get(claims, SPAN("iat")), false, &issued) &&
               (issued >= changed / MOMENT_SECOND || MUTANT(older_token));
    }
    TRY(users_blacklist_has(users, arena, node_scalar(node_get(claims, SPAN("jti"))), &listed));
    *out = !same ? ACCOUNT_CHANGED : listed ? ACCOUNT_BLACKLISTED : *out;
    return OK;
}

/* A token that was made before the password was changed; one that does not say when was. */
static bool is_older(const struct user *user) {
    int64_t changed, created;
    return user->changed.ptr && !(moment_read(user->changed, &changed) && user->created.ptr &&
                                  moment_read(user->created, &created) && created >= changed);
}

static enum err judge_token(struct users *users, struct arena *arena, struct span token,
                            struct user *user, enum account_reason *out) {
    TRY(judge_found(users, arena, USERS_BY_TOKEN, token, user, out));
    if (*out == ACCOUNT_ACCEPTED && is_older(user) && !MUTANT(older_token)) {
        *out = ACCOUNT_CHANGED;
    }
    return OK;
}

static enum err judge_subject(struct users *users, struct arena *arena,
                              const struct account_question *question, struct user *user,
                              enum account_reason *out) {
    const struct config_subject *subject = &question->scheme->subject;
    TRY(judge_found(users, arena, subject->by_name ? USERS_BY_NAME : USERS_BY_ID, question->user,
                    user, out));
    if (*out != ACCOUNT_ACCEPTED) {
        return OK;
    }
    const struct node *claims;
    struct json_options options = {.file = SPAN("claims")};
    TRY(json_parse(arena, question->claims, &options, &claims, NULL));
    if (!roles_agree(subject, claims, user) && !MUTANT(roles_ignored)) {
        *out = ACCOUNT_ROLES;
        return OK;
    }
    return judge_age(users, arena, subject, claims, user, out);
}

enum err account_judge(struct users *users, struct hits *hits, struct arena *arena,
                       const struct account_question *question, struct account *out) {
    struct user user;
    *out = (struct account){.reason = ACCOUNT_NONE};
    switch (question->scheme->kind) {
    case CONFIG_JWT:
        TRY(judge_subject(users, arena, question, &user, &out->reason));
        return out->reason == ACCOUNT_ACCEPTED ? roles_subject(arena, &user, &out->claims) : OK;
    case CONFIG_TOKEN:
        TRY(judge_token(users, arena, question->secret, &user, &out->reason));
        break;
    case CONFIG_SESSION:
        TRY(session_judge(users, arena, question, &user, &out->reason));
        if (out->reason == ACCOUNT_ACCEPTED && !user.active) {
            out->reason = ACCOUNT_INACTIVE;
        }
        break;
    case CONFIG_KEY:
        return session_judge_key(users, arena, question->secret, &out->reason, &out->claims);
    case CONFIG_BASIC:
        TRY(judge_password(users, hits, arena, question, &user, &out->reason));
        break;
    }
    return out->reason == ACCOUNT_ACCEPTED ? roles_claims(arena, &user, &out->claims) : OK;
}
