/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping logins, and writing others into them. */
#include "scan/door.h"

#include "base/buf.h"
#include "scan/credential/credential_place.h"
#include "scan/shot.h"
#include "text/uri.h"

enum { MOST_DOORS = 64, MOST_FIELDS = 64, LONGEST_BODY = 16 << 10, SHORTEST = 3 };

/* Stand in a template for what is put in. */
#define PASSWORD_HERE "\x01"
#define USER_HERE "\x02"

static enum err replace(struct arena *arena, struct span text, struct span old, struct span new,
                        struct span *out) {
    BUF_SCOPE buf = {0};
    size_t at = span_find(text, old);
    buf_add(&buf, span_slice(text, 0, at == SIZE_MAX ? text.len : at));
    if (at != SIZE_MAX) {
        buf_add(&buf, new);
        buf_add(&buf, span_from_index(text, at + old.len));
    }
    TRY(buf_status(&buf));
    *out = arena_dup(arena, buf_span(&buf));
    return out->ptr ? OK : ERR_MEMORY;
}

/* As it stands in the body: plain, or encoded as forms do; empty: it does not, or more than once.
 */
static struct span spelled(struct arena *arena, struct span body, struct span text) {
    const struct span forms[] = {text, uri_encoded(arena, text, URI_UNRESERVED)};
    for (size_t i = 0; i < 2; i++) {
        size_t at = text.len >= SHORTEST ? span_find(body, forms[i]) : SIZE_MAX;
        struct span rest = at == SIZE_MAX ? SPAN("") : span_from_index(body, at + 1);
        if (at != SIZE_MAX && span_find(rest, forms[i]) == SIZE_MAX) {
            return forms[i];
        }
    }
    return SPAN("");
}

/* The body with places for name and password; *fits: it has one of each. A password may hold the
 * name. */
static enum err template_of(struct arena *arena, const struct identity *identity, struct span body,
                            struct door *door, bool *fits) {
    struct span holes;
    struct span password = spelled(arena, body, identity->password.value);
    *fits = false;
    if (!password.len || memchr(body.ptr, PASSWORD_HERE[0], body.len) ||
        memchr(body.ptr, USER_HERE[0], body.len)) {
        return OK;
    }
    TRY(replace(arena, body, password, SPAN(PASSWORD_HERE), &holes));
    door->user = spelled(arena, holes, identity_user(identity));
    door->password = password;
    *fits = door->user.len != 0;
    return *fits ? replace(arena, holes, door->user, SPAN(USER_HERE), &door->request.body) : OK;
}

/* The Basic pair of an identity: its own, or its name and password. */
static bool is_pair(struct arena *arena, struct span sent, struct span user, struct span password) {
    struct span pair = user.len && password.len ? credential_basic(arena, user, password) : user;
    return password.len && span_equal(sent, pair);
}

static enum err basic_of(struct arena *arena, const struct identity *identity,
                         const struct request *request, struct door *door, bool *fits) {
    struct span sent = fields_get(&request->fields, SPAN("Authorization"));
    struct span word = span_cut(&sent, ' ');
    bool own = is_pair(arena, sent, identity->basic_user, identity->basic_password.value);
    *fits = span_equal_nocase(word, SPAN("Basic")) &&
            (own || is_pair(arena, sent, identity->username, identity->password.value));
    door->basic = *fits;
    door->user = own ? identity->basic_user : identity->username;
    door->password = own ? identity->basic_password.value : identity->password.value;
    door->request.body = *fits ? arena_dup(arena, request->body) : SPAN("");
    return door->request.body.ptr ? OK : ERR_MEMORY;
}

static bool is_known(const struct doors *doors, const struct identity *identity, struct span url) {
    VEC_EACH(const struct door, door, &doors->all) {
        if (door->identity == identity && span_equal(door->request.url, url)) {
            return true;
        }
    }
    return doors->all.n == MOST_DOORS;
}

static enum err keep_fields(struct arena *arena, const struct fields *from, struct fields *to) {
    struct fields first = *from;
    first.n = first.n < MOST_FIELDS ? first.n : MOST_FIELDS;
    return fields_keep(arena, &first, to) ? OK : ERR_MEMORY;
}

static enum err keep(struct arena *arena, struct door *door, const struct exchange *exchange,
                     struct doors *out) {
    const struct request *request = &exchange->request;
    door->request.method = arena_dup(arena, request->method);
    door->request.url = arena_dup(arena, request->url);
    TRY_PTR(door->request.method.ptr);
    TRY_PTR(door->request.url.ptr);
    TRY(keep_fields(arena, &request->fields, &door->request.fields));
    TRY(keep_fields(arena, &exchange->response.fields, &door->answer));
    return vec_push(arena, &out->all, *door) ? OK : ERR_MEMORY;
}

enum err door_note(struct arena *arena, const struct identities *identities,
                   const struct exchange *exchange, struct doors *out) {
    const struct request *request = &exchange->request;
    const struct response *response = &exchange->response;
    bool done = response->wire == WIRE_OK && response->status >= 200 && response->status < 400;
    if (!done || request->body.len > LONGEST_BODY) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &identities->all) {
        struct door door = {.identity = identity};
        bool fits = false;
        if (!is_known(out, identity, request->url)) {
            TRY(template_of(arena, identity, request->body, &door, &fits));
            TRY(fits ? OK : basic_of(arena, identity, request, &door, &fits));
        }
        if (fits) {
            return keep(arena, &door, exchange, out);
        }
    }
    return OK;
}

bool door_is_first(const struct doors *doors, const struct door *door) {
    VEC_EACH(const struct door, earlier, &doors->all) {
        if (span_equal(earlier->request.url, door->request.url)) {
            return earlier->identity == door->identity;
        }
    }
    return false;
}

enum err door_request(struct arena *arena, const struct door *door, struct span user,
                      struct span password, struct request *out) {
    struct span named;
    TRY(request_copy(arena, &door->request, out));
    if (door->basic) {
        struct span pair = credential_basic(arena, user, password);
        struct span whole = pair.ptr ? arena_join(arena, SPAN("Basic "), pair) : pair;
        TRY_PTR(whole.ptr);
        return credential_field(arena, out, SPAN("Authorization"), whole);
    }
    TRY(replace(arena, door->request.body, SPAN(USER_HERE), user, &named));
    return replace(arena, named, SPAN(PASSWORD_HERE), password, &out->body);
}
