/* SPDX-License-Identifier: Apache-2.0 */
/* Telling logins from other operations that take a password. */
#include "scan/login/login_score.h"

#include "base/mutant.h"
#include "scan/build/build_schema.h"
#include "scan/login/login_fields.h"
#include "scan/login/login_route.h"
#include "text/uri.h"
#include "text/words.h"

enum { SCORE_WORD = 4, SCORE_TOKEN = 4, SCORE_OTHER_FIELD = -3, SCORE_WRONG_WORD = -12 };

static const struct span login_words[] = {
    SPAN_INIT("token"),   SPAN_INIT("login"), SPAN_INIT("signin"),       SPAN_INIT("sign-in"),
    SPAN_INIT("sign_in"), SPAN_INIT("logon"), SPAN_INIT("authenticate"), SPAN_INIT("auth"),
    SPAN_INIT("session"), SPAN_INIT("jwt"),   SPAN_INIT("obtain"),
};

static const struct span other_words[] = {
    SPAN_INIT("regist"),  SPAN_INIT("signup"),   SPAN_INIT("sign-up"), SPAN_INIT("sign_up"),
    SPAN_INIT("reset"),   SPAN_INIT("change"),   SPAN_INIT("forgot"),  SPAN_INIT("recover"),
    SPAN_INIT("verify"),  SPAN_INIT("refresh"),  SPAN_INIT("revoke"),  SPAN_INIT("blacklist"),
    SPAN_INIT("logout"),  SPAN_INIT("sign-out"), SPAN_INIT("signout"), SPAN_INIT("confirm"),
    SPAN_INIT("activat"),
};

/* The same in other languages, by whole words. */
static const struct span login_meanings = SPAN_INIT(" login session sessions ");
static const struct span other_meanings =
    SPAN_INIT(" registration register enrol reset change forgot recover refresh logout confirm ");

static bool has_word(struct span text, const struct span *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(text, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

#define HAS_WORD(text, words) has_word((text), (words), sizeof(words) / sizeof((words)[0]))

static int word_score(const struct operation *operation) {
    if (HAS_WORD(operation->path, other_words) || HAS_WORD(operation->id, other_words) ||
        words_any(operation->path, other_meanings)) {
        return SCORE_WRONG_WORD;
    }
    bool login = words_any(operation->path, login_meanings) ||
                 HAS_WORD(operation->path, login_words) || HAS_WORD(operation->id, login_words) ||
                 HAS_WORD(operation->summary, login_words);
    return login ? SCORE_WORD : 0;
}

/* Required properties that a login does not have. */
static int field_score(const struct schema_view *body, struct span username, struct span password) {
    int score = 0;
    for (size_t i = 0; i < body->n; i++) {
        NODE_EACH(each, node_get(body->part[i], SPAN("required"))) {
            struct span name = node_text(each);
            struct schema_view view;
            schema_open(&view, body->contract, schema_property(body, name));
            bool known = span_equal(name, username) || span_equal(name, password) ||
                         span_equal(name, SPAN("grant_type")) ||
                         span_find_nocase(name, SPAN("csrf")) != SIZE_MAX ||
                         schema_flag(&view, SPAN("readOnly"));
            score += known ? 0 : SCORE_OTHER_FIELD;
        }
    }
    return score;
}

int login_score(const struct contract *contract, const struct operation *operation) {
    struct login_fields fields;
    struct schema_view body;
    if (operation_has_variable(operation) || !login_fields_find(contract, operation, &fields)) {
        return 0;
    }
    bool get = span_equal(operation->method, SPAN("GET"));
    if (!span_equal(operation->method, SPAN("POST")) && !(get && fields.query)) {
        return 0;
    }
    if (fields.query && word_score(operation) <= 0) {
        return 0; /* a search for users has such parameters, too */
    }
    schema_open(&body, contract, fields.media ? fields.media->schema : NULL);
    if (fields.within.len) {
        schema_open(&body, contract, schema_property(&body, fields.within));
    }
    unsigned gives = login_fields_gives(contract, operation);
    bool tells = gives && gives != (CREDENTIAL_BEARER | CREDENTIAL_TOKEN | CREDENTIAL_SESSION);
    return word_score(operation) + (tells ? SCORE_TOKEN : 0) +
           field_score(&body, fields.username, fields.password);
}

/* "GET /token", which Basic opens, hands one out; "GET /tokens" lists them. */
static bool is_handed_out(const struct operation *operation) {
    static const struct span words = SPAN_INIT(" token login signin logon auth authenticate jwt ");
    return span_equal(operation->method, SPAN("GET")) &&
           security_asks_alone(&operation->security, SCHEME_BASIC) &&
           !MUTANT(reads_hand_out_none) &&
           words_listed(words_last(uri_last_segment(uri_without_slash(operation->path))), words);
}

int login_score_basic(const struct operation *operation) {
    int score = word_score(operation);
    bool asked = span_equal(operation->method, SPAN("POST")) || is_handed_out(operation);
    if (!asked || score <= 0 || operation->body_required || operation_has_variable(operation)) {
        return 0;
    }
    if (security_asks_alone(&operation->security, SCHEME_BASIC)) {
        return score + SCORE_TOKEN;
    }
    return operation->bodies.n == 0 && security_is_public(&operation->security) ? 1 : 0;
}
