/* SPDX-License-Identifier: Apache-2.0 */
/* Filling in the forms of registrations. */
#include "scan/account.h"

#include "base/mutant.h"
#include "scan/build/build_value.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"

enum { DEPTH = 16, LEVELS = 2 };

static const struct span OPENS = SPAN_INIT(" register registration registrations signup enroll "
                                           "enrol enrolment enrollment join ");
/* A POST to one of these, by whoever comes. */
static const struct span HOLDERS =
    SPAN_INIT(" user users account accounts member members customer customers people ");
static const struct span ENTERS = SPAN_INIT(" login logon signin token session sessions refresh "
                                            "reset forgot recover recovery change verify confirm ");

static const struct span PASSWORDS =
    SPAN_INIT(" password password1 password2 passwd passphrase passcode pwd ");
static const struct span ADDRESSES = SPAN_INIT(" email mail ");
static const struct span NAMES = SPAN_INIT(" username login nickname handle identifier ");
static const struct span CODES = SPAN_INIT(" token code otp pin key hash secret ticket nonce ");
/* A code for something else. */
static const struct span OTHER_CODES = SPAN_INIT(
    " captcha recaptcha csrf xsrf csrfmiddlewaretoken refresh access device push fcm country "
    "postal zip area phone error status promo coupon invite referral api language ");

static bool is_named_so(const struct operation *operation) {
    struct span path = operation->path;
    bool sign_up = span_find_nocase(path, SPAN("sign-up")) != SIZE_MAX ||
                   span_find_nocase(path, SPAN("sign_up")) != SIZE_MAX;
    return sign_up || words_any(path, OPENS) || words_any(operation->id, OPENS);
}

bool account_is_asked_for(const struct operation *operation) {
    return span_equal(operation->method, SPAN("POST")) && operation->names_account &&
           !operation_has_variable(operation) && is_named_so(operation);
}

bool account_is_opened(const struct operation *operation) {
    struct span path = operation->path;
    bool held = words_listed(words_last(path), HOLDERS) && security_is_public(&operation->security);
    return span_equal(operation->method, SPAN("POST")) && operation->takes_password &&
           operation->names_account && !operation_has_variable(operation) &&
           (is_named_so(operation) || (held && !words_any(path, ENTERS)));
}

enum err account_make(struct arena *arena, int64_t now, unsigned number, struct span password,
                      struct account *out) {
    out->name = arena_printf(arena, "postern%lld%u", (long long)(now % 100000000), number);
    out->email = arena_printf(arena, "%.*s@example.com", SPAN_ARG(out->name));
    out->password = password;
    TRY_PTR(out->name.ptr);
    return out->email.ptr ? OK : ERR_MEMORY;
}

bool account_is_code(struct span key) {
    return words_listed(words_last(key), CODES) && !words_any(key, OTHER_CODES);
}

static bool is_by_format(const struct operation *operation, struct span key) {
    bool found = false;
    for (size_t i = 0; operation && i < operation->passwords.n && !MUTANT(secret_is_code); i++) {
        found |= span_equal(operation->passwords.at[i], key);
    }
    return found;
}

bool account_is_password(const struct operation *operation, struct span key) {
    return is_by_format(operation, key) || (words_any(key, PASSWORDS) && !account_is_code(key));
}

static enum account_place place_of(const struct operation *operation, struct span key) {
    if (account_is_password(operation, key)) {
        return ACCOUNT_PASSWORD;
    }
    if (account_is_code(key)) {
        return ACCOUNT_CODE;
    }
    if (words_any(key, ADDRESSES)) {
        return ACCOUNT_EMAIL;
    }
    bool name = words_any(key, NAMES) || span_equal_nocase(key, SPAN("user")) ||
                span_equal_nocase(key, SPAN("name"));
    return name ? ACCOUNT_NAME : 0;
}

/* Whose account goes into the body of which operation. */
struct filling {
    const struct account *account;
    const struct operation *operation; /* or NULL */
    unsigned *places;
};

/* What belongs there; {NULL, 0}: what stands there already. */
static struct span value_of(const struct filling *filling, struct span key) {
    const struct account *account = filling->account;
    enum account_place place = place_of(filling->operation, key);
    const struct span values[] = {[ACCOUNT_NAME] = account->name,
                                  [ACCOUNT_EMAIL] = account->email,
                                  [ACCOUNT_PASSWORD] = account->password,
                                  [ACCOUNT_CODE] = account->code};
    if (account->challenge.len && span_equal(key, account->challenge)) {
        return node_scalar(node_get(account->told, key));
    }
    *filling->places |= place;
    return place ? values[place] : node_scalar(node_get(account->told, key));
}

static void write_node(struct json_writer *writer, const struct filling *filling,
                       const struct node *node, unsigned level) {
    json_begin_object(writer);
    NODE_EACH(member, node) {
        struct span key = node_key(member);
        json_key_span(writer, key);
        if (node_is(member, NODE_OBJECT) && level < LEVELS) {
            write_node(writer, filling, member, level + 1);
            continue;
        }
        bool whole = node_is(member, NODE_ARRAY) || node_is(member, NODE_OBJECT);
        struct span value = whole ? (struct span){NULL, 0} : value_of(filling, key);
        if (value.ptr) {
            json_string(writer, value);
        } else {
            json_node(writer, member);
        }
    }
    json_end_object(writer);
}

static enum err fill_json(struct arena *arena, const struct filling *filling, struct buf *out,
                          struct span body) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    enum err read = json_parse(arena, body, &options, &root, NULL);
    if (read != OK || !node_is(root, NODE_OBJECT)) {
        return read == ERR_MEMORY ? read : OK;
    }
    struct json_writer writer = {.out = out};
    write_node(&writer, filling, root, 0);
    return OK;
}

static void fill_form(struct arena *arena, const struct filling *filling, struct buf *out,
                      struct span body) {
    for (struct span rest = body; rest.ptr;) {
        struct span value = span_cut(&rest, '&'), key = span_cut(&value, '=');
        struct span own = value_of(filling, key);
        buf_text(out, out->len ? "&" : "");
        buf_add(out, key);
        buf_byte(out, '=');
        buf_add(out, own.ptr ? uri_encoded(arena, own, URI_UNRESERVED) : value);
    }
}

enum err account_fill(struct arena *arena, const struct account *account,
                      const struct operation *operation, struct request *request,
                      unsigned *places) {
    const struct filling filling = {account, operation, places};
    BUF_SCOPE body = {0};
    struct span type = fields_get(&request->fields, SPAN("Content-Type"));
    *places = 0;
    if (span_find_nocase(type, SPAN("x-www-form-urlencoded")) != SIZE_MAX) {
        fill_form(arena, &filling, &body, request->body);
    } else {
        TRY(fill_json(arena, &filling, &body, request->body));
    }
    TRY(buf_status(&body));
    if (*places) {
        request->body = arena_dup(arena, buf_span(&body));
    }
    return request->body.ptr || !*places ? OK : ERR_MEMORY;
}
