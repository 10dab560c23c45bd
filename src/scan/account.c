/* SPDX-License-Identifier: Apache-2.0 */
/* Filling in the forms of registrations. */
#include "scan/account.h"

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

bool account_is_opened(const struct operation *operation) {
    struct span path = operation->path;
    bool sign_up = span_find_nocase(path, SPAN("sign-up")) != SIZE_MAX ||
                   span_find_nocase(path, SPAN("sign_up")) != SIZE_MAX;
    bool named = sign_up || words_any(path, OPENS) || words_any(operation->id, OPENS);
    bool held = words_listed(words_last(path), HOLDERS) && security_is_public(&operation->security);
    return span_equal(operation->method, SPAN("POST")) && operation->takes_password &&
           operation->names_account && !operation_has_variable(operation) &&
           (named || (held && !words_any(path, ENTERS)));
}

enum err account_make(struct arena *arena, int64_t now, unsigned number, struct span password,
                      struct account *out) {
    out->name = arena_printf(arena, "postern%lld%u", (long long)(now % 100000000), number);
    out->email = arena_printf(arena, "%.*s@example.com", SPAN_ARG(out->name));
    out->password = password;
    TRY_PTR(out->name.ptr);
    return out->email.ptr ? OK : ERR_MEMORY;
}

/* What belongs there; {NULL, 0}: what stands there already. */
static struct span value_of(const struct account *account, struct span key) {
    if (words_any(key, PASSWORDS)) {
        return account->password;
    }
    if (words_any(key, ADDRESSES)) {
        return account->email;
    }
    bool name = words_any(key, NAMES) || span_equal_nocase(key, SPAN("user")) ||
                span_equal_nocase(key, SPAN("name"));
    return name ? account->name : (struct span){NULL, 0};
}

static void write_node(struct json_writer *writer, const struct account *account,
                       const struct node *node, unsigned level, bool *fits) {
    json_begin_object(writer);
    NODE_EACH(member, node) {
        struct span key = node_key(member), value = value_of(account, key);
        bool inner = node_is(member, NODE_OBJECT) && level < LEVELS;
        json_key_span(writer, key);
        if (inner) {
            write_node(writer, account, member, level + 1, fits);
        } else if (value.ptr && !node_is(member, NODE_ARRAY) && !node_is(member, NODE_OBJECT)) {
            json_string(writer, value);
            *fits |= words_any(key, PASSWORDS);
        } else {
            json_node(writer, member);
        }
    }
    json_end_object(writer);
}

static enum err fill_json(struct arena *arena, const struct account *account, struct buf *out,
                          struct span body, bool *fits) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    enum err read = json_parse(arena, body, &options, &root, NULL);
    if (read != OK || !node_is(root, NODE_OBJECT)) {
        return read == ERR_MEMORY ? read : OK;
    }
    struct json_writer writer = {.out = out};
    write_node(&writer, account, root, 0, fits);
    return OK;
}

static void fill_form(struct arena *arena, const struct account *account, struct buf *out,
                      struct span body, bool *fits) {
    for (struct span rest = body; rest.ptr;) {
        struct span value = span_cut(&rest, '&'), key = span_cut(&value, '=');
        struct span own = value_of(account, key);
        buf_text(out, out->len ? "&" : "");
        buf_add(out, key);
        buf_byte(out, '=');
        buf_add(out, own.ptr ? uri_encoded(arena, own, URI_UNRESERVED) : value);
        *fits |= words_any(key, PASSWORDS);
    }
}

enum err account_fill(struct arena *arena, const struct account *account, struct request *request,
                      bool *fits) {
    BUF_SCOPE body = {0};
    struct span type = fields_get(&request->fields, SPAN("Content-Type"));
    *fits = false;
    if (span_find_nocase(type, SPAN("x-www-form-urlencoded")) != SIZE_MAX) {
        fill_form(arena, account, &body, request->body, fits);
    } else {
        TRY(fill_json(arena, account, &body, request->body, fits));
    }
    TRY(buf_status(&body));
    if (*fits) {
        request->body = arena_dup(arena, buf_span(&body));
    }
    return request->body.ptr || !*fits ? OK : ERR_MEMORY;
}
