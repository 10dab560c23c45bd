/* SPDX-License-Identifier: Apache-2.0 */
/* The valid credential in places where it does not belong. */
#include "scan/probe.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/field.h"
#include "text/uri.h"

#include <assert.h>

/* A query carries any name, encoded; a header or a cookie a token alone. */
static bool carries(enum scheme_kind kind, struct span name) {
    bool field = field_is_token(name) && !(kind == SCHEME_HEADER && build_is_reserved_field(name));
    return kind == SCHEME_QUERY || field || MUTANT(any_name_carried);
}

/* What the login that gave a token called it: "accessToken", "jeton". */
static struct span given_name(struct subject *subject, const struct scheme *scheme) {
    struct wallet *wallet = subject_wallet(subject);
    const struct credential *credential = wallet_find(wallet, subject_identity(subject), scheme);
    bool given = credential && credential->grant && !MUTANT(given_name_untried);
    return given ? credential->grant->access_name : SPAN("");
}

/* The name under which the credential is declared for another place: a key of the header X-API-Key
 * is looked for as ?X-API-Key= as well; of a token, the one under which it was given. Empty where
 * it stands among the others. */
static struct span own_name(struct subject *subject, const struct misplaced *where) {
    struct presented presented;
    if (!subject_presented(subject, &presented) || presented.scheme->kind == where->kind) {
        return SPAN("");
    }
    bool is_key = presented.scheme->kind == SCHEME_HEADER ||
                  presented.scheme->kind == SCHEME_QUERY || presented.scheme->kind == SCHEME_COOKIE;
    struct span name = !is_key                    ? given_name(subject, presented.scheme)
                       : MUTANT(own_name_untried) ? SPAN("")
                                                  : presented.scheme->parameter;
    bool known = !name.len || !carries(where->kind, name);
    for (size_t i = 0; i < where->n && !known; i++) {
        known = span_equal_nocase(where->names[i], name);
    }
    return known ? SPAN("") : name;
}

static struct span name_at(struct subject *subject, const struct misplaced *where, size_t i) {
    return where->names[i].len ? where->names[i] : own_name(subject, where);
}

/* Or there is no such name. */
static bool declared(const struct subject *subject, const struct misplaced *where,
                     struct span name) {
    if (!name.len) {
        return true;
    }
    VEC_EACH(const struct requirement, requirement, &subject_operation(subject)->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme && need->scheme->kind == where->kind &&
                span_equal_nocase(need->scheme->parameter, name)) {
                return true;
            }
        }
    }
    return false;
}

static void put_name(struct buf *out, const struct misplaced *where, struct span name) {
    if (where->kind == SCHEME_QUERY && !MUTANT(own_name_bare)) {
        uri_encode(out, name, URI_UNRESERVED);
    } else {
        buf_add(out, name);
    }
}

/* Several pairs at once, with one pass over what is there: "name=value&name=value", "name=value;
 * …". */
static enum err put_pairs(struct subject *subject, const struct misplaced *where, struct span value,
                          size_t from, size_t to, struct span before, const char *separator,
                          struct span *out) {
    BUF_SCOPE text = {0};
    buf_add(&text, before);
    for (size_t i = from; i < to; i++) {
        struct span name = name_at(subject, where, i);
        if (!declared(subject, where, name)) {
            buf_text(&text, text.len ? separator : "");
            put_name(&text, where, name);
            buf_byte(&text, '=');
            buf_add(&text, value);
        }
    }
    TRY(buf_status(&text));
    *out = arena_dup(subject_arena(subject), buf_span(&text));
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err put_query(struct subject *subject, const struct misplaced *where, struct span value,
                          size_t from, size_t to, struct request *request) {
    struct arena *arena = subject_arena(subject);
    struct span encoded = uri_encoded(arena, value, URI_UNRESERVED);
    struct span mark = span_find_byte(request->url, '?') == SIZE_MAX ? SPAN("?") : SPAN("&");
    TRY_PTR(encoded.ptr);
    struct span pairs;
    TRY(put_pairs(subject, where, encoded, from, to, SPAN(""), "&", &pairs));
    request->url = arena_join(arena, arena_join(arena, request->url, mark), pairs);
    return request->url.ptr ? OK : ERR_MEMORY;
}

static enum err put_cookies(struct subject *subject, const struct misplaced *where,
                            struct span value, size_t from, size_t to, struct request *request) {
    struct span before = fields_get(&request->fields, SPAN("Cookie")), field;
    TRY(put_pairs(subject, where, value, from, to, before, "; ", &field));
    return fields_set(subject_arena(subject), &request->fields, SPAN("Cookie"), field) ? OK
                                                                                       : ERR_MEMORY;
}

/* The value under the names from index from to before to. */
static enum err put(struct subject *subject, const struct misplaced *where, struct span value,
                    size_t from, size_t to, struct request *request) {
    if (where->kind == SCHEME_QUERY) {
        return put_query(subject, where, value, from, to, request);
    }
    if (where->kind == SCHEME_COOKIE) {
        return put_cookies(subject, where, value, from, to, request);
    }
    for (size_t i = from; i < to; i++) {
        struct span name = name_at(subject, where, i);
        if (!declared(subject, where, name) &&
            !fields_set(subject_arena(subject), &request->fields, name, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err secret_of(struct subject *subject, const struct misplaced *where,
                          struct span *value) {
    struct presented presented;
    *value = (struct span){NULL, 0};
    if (!subject_presented(subject, &presented)) {
        return OK;
    }
    *value = arena_join(subject_arena(subject), where->prefix, presented.value);
    return value->ptr ? OK : ERR_MEMORY;
}

/* Servers limit a request line to some 4 kB and the header to 8: so many copies go together. */
static size_t together(struct span value) {
    enum { ROOM = 1800, NAME = 20 };
    size_t n = ROOM / (value.len + NAME);
    return n ? n : 1;
}

static enum err plan_some(struct subject *subject, const struct misplaced *where, struct span value,
                          size_t from, size_t to) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    bool named = false;
    for (size_t i = from; i < to; i++) {
        named |= name_at(subject, where, i).len != 0;
    }
    if (!named) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    TRY(put(subject, where, value, from, to, &request));
    struct attack attack = {
        .label = arena_printf(arena, "the valid token as %s of several names", where->place),
        .cause = SPAN("several"),
        .message = arena_printf(arena, "The token is accepted as a %s.", where->place),
        .combined = true,
        .battery = BATTERY_FULL,
        .from = from,
        .to = to,
    };
    return subject_attack(subject, where->probe, &request, attack, NULL);
}

enum err misplaced_plan(struct subject *subject, const struct misplaced *where) {
    struct span value;
    if (!subject_sends(subject, BATTERY_FULL)) {
        return OK;
    }
    TRY(secret_of(subject, where, &value));
    if (!value.len) {
        return OK;
    }
    for (size_t i = 0; i < where->n;) {
        size_t n = together(value);
        TRY(plan_some(subject, where, value, i, i + n < where->n ? i + n : where->n));
        i += n;
    }
    return OK;
}

static enum err plan_one(struct subject *subject, const struct misplaced *where, struct span value,
                         size_t i) {
    struct arena *arena = subject_arena(subject);
    struct span name = name_at(subject, where, i);
    struct request request;
    TRY(subject_request(subject, &request));
    TRY(put(subject, where, value, i, i + 1, &request));
    struct attack part = {
        .label = arena_printf(arena, "the valid token as %s %.*s", where->place, SPAN_ARG(name)),
        .cause = name,
        .message = arena_printf(arena,
                                "The token is accepted as %s \"%.*s\", which the contract does "
                                "not declare.",
                                where->place, SPAN_ARG(name)),
    };
    return subject_attack(subject, where->probe, &request, part, NULL);
}

/* A name alone: what another operation takes it by, or any where none of them is known. */
static bool goes_alone(struct subject *subject, const struct misplaced *where,
                       const struct attack *attack, size_t i) {
    bool any = false;
    for (size_t at = attack->from; at < attack->to; at++) {
        any |= subject_has_found(subject, where->probe, name_at(subject, where, at));
    }
    return !any || subject_has_found(subject, where->probe, name_at(subject, where, i));
}

/* Where some of the names are known from other operations, those alone, and the others together
 * still: what reads a token there mostly stands before many operations. */
enum err misplaced_narrow(struct subject *subject, const struct misplaced *where,
                          const struct attack *attack) {
    struct span value;
    TRY(secret_of(subject, where, &value));
    for (size_t i = attack->from, end; i < attack->to; i = end) {
        bool alone = goes_alone(subject, where, attack, i);
        for (end = i + 1; !alone && end < attack->to && !goes_alone(subject, where, attack, end);) {
            end++;
        }
        if (end - i > 1) {
            TRY(plan_some(subject, where, value, i, end));
        } else if (!declared(subject, where, name_at(subject, where, i))) {
            TRY(plan_one(subject, where, value, i));
        }
    }
    return OK;
}

/* Names of all places in a row, one bit each: those that are to be tried. */
static uint64_t wanted_names(struct subject *subject, const struct misplaced *const *places,
                             size_t n) {
    uint64_t names = 0;
    size_t at = 0;
    for (size_t p = 0; p < n; at += places[p++]->n) {
        assert(at + places[p]->n <= 64);
        for (size_t i = 0; i < places[p]->n && subject_wants(subject, places[p]->probe); i++) {
            bool named = name_at(subject, places[p], i).len != 0;
            names |= named ? (uint64_t)1 << (at + i) : 0;
        }
    }
    return names;
}

/* One request under way to being full. */
struct packing {
    struct request request;
    size_t line, all; /* bytes added to the request line, and to all of the head */
};

/* Many servers read 4 kB of a request line and 8 kB of a head, the rest of which is others'. */
static bool has_room(const struct packing *packing, const struct misplaced *where, struct span name,
                     size_t bytes) {
    enum { LINE = 3600, HEAD = 7200 };
    bool line = where->kind == SCHEME_QUERY;
    bool taken = where->kind == SCHEME_HEADER && /* by the same name with another prefix */
                 fields_get(&packing->request.fields, name).len;
    bool fits = packing->all + bytes <= HEAD && (!line || packing->line + bytes <= LINE);
    return packing->all == 0 || (!taken && fits);
}

static enum err pack(struct subject *subject, const struct misplaced *where, struct span value,
                     size_t index, struct packing *packing, bool *packed) {
    enum { AROUND = 4 }; /* "; ", "=", "&", ": " */
    struct span name = name_at(subject, where, index);
    size_t bytes = name.len + value.len + AROUND;
    *packed = has_room(packing, where, name, bytes);
    if (*packed) {
        packing->line += where->kind == SCHEME_QUERY ? bytes : 0;
        packing->all += bytes;
        TRY(put(subject, where, value, index, index + 1, &packing->request));
    }
    return OK;
}

/* As many of the names that are left as fit; those that did are taken out of *left and put into
 * *names. */
static enum err fill(struct subject *subject, const struct misplaced *const *places, size_t n,
                     uint64_t *left, uint64_t *names, struct request *out) {
    struct packing packing = {.all = 0};
    uint64_t bit = 1;
    TRY(subject_request(subject, &packing.request));
    for (size_t p = 0; p < n; p++) {
        struct span value;
        TRY(secret_of(subject, places[p], &value));
        for (size_t i = 0; i < places[p]->n; i++, bit <<= 1) {
            bool packed = false;
            if (*left & bit) {
                TRY(pack(subject, places[p], value, i, &packing, &packed));
            }
            *names |= packed ? bit : 0;
        }
    }
    *left &= ~*names;
    *out = packing.request;
    return OK;
}

enum err misplaced_together(struct subject *subject, const struct probe *probe,
                            const struct misplaced *const *places, size_t n) {
    struct span value;
    TRY(secret_of(subject, places[0], &value));
    if (!value.len || subject_sends(subject, BATTERY_FULL)) {
        return OK;
    }
    uint64_t left = wanted_names(subject, places, n);
    while (left) {
        struct attack attack = {
            .label = SPAN("the valid token in several places"),
            .cause = SPAN("several places"),
            .tentative = true,
        };
        struct request request;
        TRY(fill(subject, places, n, &left, &attack.names, &request));
        TRY(subject_attack(subject, probe, &request, attack, NULL));
    }
    return OK;
}

/* The run of names from that one on which the attack holds, as far as they go together. */
static size_t run_of(uint64_t names, size_t from, size_t to, size_t most) {
    size_t n = 0;
    while (from + n < to && n < most && names >> (from + n) & 1) {
        n++;
    }
    return n;
}

enum err misplaced_apart(struct subject *subject, const struct misplaced *const *places, size_t n,
                         const struct attack *attack) {
    size_t at = 0;
    for (size_t p = 0; p < n; at += places[p++]->n) {
        struct span value;
        TRY(secret_of(subject, places[p], &value));
        for (size_t i = 0; i < places[p]->n;) {
            size_t run = run_of(attack->names, at + i, at + places[p]->n, together(value));
            if (run) {
                TRY(plan_some(subject, places[p], value, i, i + run));
            }
            i += run ? run : 1;
        }
    }
    return OK;
}

bool misplaced_noticed(const struct subject *subject, const struct attack *attack) {
    const struct controls *controls = subject_controls(subject);
    const struct sample *sample = attack->sample;
    return attack->ruling.verdict == VERDICT_GRANTED ||
           sample->status != controls->anonymous.status ||
           (subject_alike(subject, sample, &controls->garbage) &&
            !subject_alike(subject, sample, &controls->anonymous));
}
