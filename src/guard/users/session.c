/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of django_session, and of djangorestframework-api-key. */
#include "guard/users/session.h"

#include "base/mutant.h"
#include "text/json.h"
#include "token/django_signing.h"

enum { SESSION_KEY_BYTES = 40, API_KEY_BYTES = 256, SESSION_CELLS = 2, KEY_CELLS = 4 };

static const struct span DATA_SALT = SPAN_INIT("django.contrib.sessions.SessionStore");
static const struct span HASH_SALT =
    SPAN_INIT("django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash");
static const struct span KEY_WORD = SPAN_INIT("sha512$$");

static bool is_true(struct span cell) {
    return span_equal(cell, SPAN("1"));
}

/* Django makes keys of 32 letters and digits, and takes what has at least 8 characters. */
static bool is_key(struct span text) {
    return text.len >= 8 && text.len <= SESSION_KEY_BYTES;
}

/* The session's data as an object; NULL: it is not signed by the application, or is no JSON. */
static enum err read_data(struct arena *arena, const struct account_question *question,
                          struct span cell, const struct node **out) {
    struct span payload = SPAN("");
    bool sound = false;
    *out = NULL;
    TRY(django_signing_read(arena, cell, DATA_SALT, question->secrets, &payload, &sound));
    if (!sound) {
        return OK;
    }
    enum err err = json_parse(arena, payload, &(struct json_options){.depth = 32}, out, NULL);
    if (err != OK) {
        *out = NULL;
    }
    return err == ERR_MEMORY ? err : OK;
}

static bool is_backend(const struct member_texts *backends, struct span path) {
    for (size_t i = 0; i < backends->n; i++) {
        if (span_equal(backends->at[i], path)) {
            return true;
        }
    }
    return !backends->n && path.len;
}

/* Who logged in, if the password is still the one that was used. */
static enum err judge_login(struct users *users, struct arena *arena,
                            const struct account_question *question, const struct node *data,
                            struct user *user, enum account_reason *out) {
    bool found, same;
    struct span id = node_scalar(node_get(data, SPAN("_auth_user_id")));
    struct span hash = node_text(node_get(data, SPAN("_auth_user_hash")));
    *out = ACCOUNT_SESSION;
    if (!id.len || !is_backend(&question->scheme->session.backends,
                               node_text(node_get(data, SPAN("_auth_user_backend"))))) {
        return OK;
    }
    TRY(users_find(users, arena, USERS_BY_ID, id, user, &found));
    if (!found) {
        *out = ACCOUNT_UNKNOWN;
        return OK;
    }
    TRY(django_signing_fits(HASH_SALT, user->password, question->secrets, hash, &same));
    *out = same || MUTANT(old_password) ? ACCOUNT_ACCEPTED : ACCOUNT_OVER;
    return OK;
}

enum err session_judge(struct users *users, struct arena *arena,
                       const struct account_question *question, struct user *user,
                       enum account_reason *out) {
    struct database_rows got;
    const struct node *data;
    *out = ACCOUNT_SESSION;
    if (!is_key(question->secret)) {
        return OK;
    }
    TRY(database_ask(&users->database, arena, users->sql_session, question->secret, SESSION_CELLS,
                     &got));
    if (got.rows.n != 1) {
        return OK;
    }
    if (!is_true(got.rows.at[0].cells[1]) && !MUTANT(session_for_ever)) {
        *out = ACCOUNT_OVER;
        return OK;
    }
    TRY(read_data(arena, question, got.rows.at[0].cells[0], &data));
    return data ? judge_login(users, arena, question, data, user, out) : OK;
}

/* By the package's own hash, or, for keys of its first versions, by a hasher of Django's. */
static enum err fits(struct span stored, struct span key, bool *out) {
    char hex[DIGEST_SHA512_HEX];
    struct password password;
    *out = false;
    if (span_starts(stored, KEY_WORD)) {
        TRY(digest_sha512(key, hex));
        *out = digest_same(span_from_index(stored, KEY_WORD.len),
                           (struct span){hex, DIGEST_SHA512_HEX}) ||
               MUTANT(any_api_key);
        return OK;
    }
    bool readable = password_read(stored, &password) == OK && password.kind != PASSWORD_UNUSABLE;
    return readable ? password_fits(&password, key, out) : OK;
}

static enum err make_claims(struct arena *arena, struct span prefix, struct span name,
                            const struct node **out) {
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    json_begin_object(&w);
    json_key(&w, "sub");
    json_string(&w, prefix);
    json_key(&w, "name");
    json_string(&w, name);
    json_end_object(&w);
    TRY(buf_status(&text));
    struct span kept = arena_dup(arena, buf_span(&text));
    TRY_PTR(kept.ptr);
    return json_parse(arena, kept, &(struct json_options){.depth = 4}, out, NULL);
}

enum err session_judge_key(struct users *users, struct arena *arena, struct span key,
                           enum account_reason *out, const struct node **claims) {
    struct database_rows got;
    struct span rest = key, prefix = span_cut(&rest, '.');
    bool same;
    *out = ACCOUNT_KEY;
    if (!prefix.len || key.len > API_KEY_BYTES) {
        return OK;
    }
    TRY(database_ask(&users->database, arena, users->sql_api_key, prefix, KEY_CELLS, &got));
    if (got.rows.n != 1) {
        return OK;
    }
    const struct span *cells = got.rows.at[0].cells;
    TRY(fits(cells[0], key, &same));
    if (!same) {
        return OK;
    }
    bool over = is_true(cells[2]) || !is_true(cells[3]);
    *out = over && !MUTANT(key_for_ever) ? ACCOUNT_OVER : ACCOUNT_ACCEPTED;
    return make_claims(arena, prefix, cells[1], claims);
}
