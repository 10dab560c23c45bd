/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of names, and looking them up in schemas and answers. */
#include "scan/login/login_fields.h"

#include "base/mutant.h"
#include "scan/build/build_schema.h"
#include "scan/login/login_route.h"
#include "text/field.h"
#include "text/words.h"

static const struct span usernames[] = {
    SPAN_INIT("username"), SPAN_INIT("user_name"), SPAN_INIT("userName"),   SPAN_INIT("email"),
    SPAN_INIT("login"),    SPAN_INIT("user"),      SPAN_INIT("user_email"), SPAN_INIT("identifier"),
    SPAN_INIT("account"),  SPAN_INIT("name"),
};

/* Further names, by any of their words: "loginEmail", "member_no". */
static const struct span username_words =
    SPAN_INIT(" username email mail login user account member handle nickname identifier phone ");
static const struct span password_words = SPAN_INIT(" password passphrase passwd pwd passcode ");
static const struct span refresh_words = SPAN_INIT(" refresh renewal renew ");

static const struct span passwords[] = {
    SPAN_INIT("password"),
    SPAN_INIT("passwd"),
    SPAN_INIT("pass"),
    SPAN_INIT("secret"),
};

static const struct span codes[] = {
    SPAN_INIT("otp"),       SPAN_INIT("totp"),
    SPAN_INIT("otp_code"),  SPAN_INIT("totp_code"),
    SPAN_INIT("otp_token"), SPAN_INIT("mfa_code"),
    SPAN_INIT("mfa"),       SPAN_INIT("two_factor_code"),
    SPAN_INIT("code"),      SPAN_INIT("passcode"),
    SPAN_INIT("pin"),
};

static const struct span refreshes[] = {
    SPAN_INIT("refresh"),
    SPAN_INIT("refresh_token"),
    SPAN_INIT("refreshToken"),
};

/* Names that only bearer tokens have, then those that DRF's tokens have, too. */
static const struct span bearers[] = {
    SPAN_INIT("access"), SPAN_INIT("access_token"), SPAN_INIT("accessToken"),
    SPAN_INIT("jwt"),    SPAN_INIT("jwt_token"),    SPAN_INIT("jwtToken"),
    SPAN_INIT("bearer"), SPAN_INIT("id_token"),     SPAN_INIT("idToken"),
};

static const struct span tokens[] = {
    SPAN_INIT("token"),         SPAN_INIT("auth_token"),   SPAN_INIT("authToken"),
    SPAN_INIT("session_token"), SPAN_INIT("sessionToken"), SPAN_INIT("api_token"),
    SPAN_INIT("apiToken"),      SPAN_INIT("key"),
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The first of the names that is a property; a required one goes before an optional one. */
static struct span property_of(const struct schema_view *view, const struct span *names, size_t n) {
    struct span found = {NULL, 0};
    for (size_t i = 0; i < n; i++) {
        if (!schema_property(view, names[i])) {
            continue;
        }
        if (schema_requires(view, names[i])) {
            return names[i];
        }
        found = found.ptr ? found : names[i];
    }
    return found;
}

/* Else the first required property that has one of the words, and is none of "other". */
static struct span property_with(const struct schema_view *view, struct span found,
                                 struct span words, struct span other) {
    for (size_t i = 0; i < view->n && !found.ptr; i++) {
        NODE_EACH(each, node_get(view->part[i], SPAN("required"))) {
            struct span name = node_text(each);
            bool named = words_any(name, words) && !words_any(name, other) &&
                         !words_any(name, SPAN(" new next confirm confirmation repeat again old "));
            found = !found.ptr && named && !MUTANT(other_names_unread) ? name : found;
        }
    }
    return found;
}

static bool has_csrf_field(const struct schema_view *view) {
    return schema_property(view, SPAN("csrfmiddlewaretoken")) ||
           schema_property(view, SPAN("authenticity_token")) ||
           schema_property(view, SPAN("csrf_token"));
}

/* The first of the names that is a parameter of the query. */
static struct span parameter_of(const struct operation *operation, const struct span *names,
                                size_t n) {
    for (size_t i = 0; i < n; i++) {
        VEC_EACH(const struct parameter, parameter, &operation->parameters) {
            if (parameter->in == IN_QUERY && span_equal(parameter->name, names[i])) {
                return names[i];
            }
        }
    }
    return (struct span){NULL, 0};
}

static bool find_in_query(const struct operation *operation, struct login_fields *out) {
    *out = (struct login_fields){
        .username = parameter_of(operation, usernames, COUNT(usernames)),
        .password = parameter_of(operation, passwords, COUNT(passwords)),
        .otp = parameter_of(operation, codes, COUNT(codes)),
        .query = true,
    };
    return out->username.ptr && out->password.ptr;
}

static void find_in(const struct schema_view *view, struct login_fields *out) {
    out->username = property_with(view, property_of(view, usernames, COUNT(usernames)),
                                  username_words, password_words);
    out->password = property_with(view, property_of(view, passwords, COUNT(passwords)),
                                  password_words, SPAN(""));
    out->otp = property_of(view, codes, COUNT(codes));
    if (out->otp.ptr && span_equal(out->otp, out->password)) { /* a passcode is either */
        out->otp = (struct span){NULL, 0};
    }
    out->csrf = has_csrf_field(view);
}

/* {"user": {"email": …, "password": …}}, and nothing else. */
static void find_within(const struct schema_view *view, struct login_fields *out) {
    const struct node *properties = schema_get(view, SPAN("properties"));
    const struct node *only = node_first(properties);
    struct schema_view inner;
    if (!only || MUTANT(nested_login_unseen) || properties->len != 1) {
        return;
    }
    schema_open(&inner, view->contract, only);
    find_in(&inner, out);
    out->within = node_key(only);
}

bool login_fields_find(const struct contract *contract, const struct operation *operation,
                       struct login_fields *out) {
    bool found = false;
    for (size_t i = 0; i < operation->bodies.n; i++) {
        const struct media *media = &operation->bodies.at[i];
        struct schema_view view;
        schema_open(&view, contract, media->schema);
        struct login_fields fields = {.media = media, .form = !field_is_json(media->type)};
        find_in(&view, &fields);
        if (!fields.password.ptr && !fields.form) {
            find_within(&view, &fields);
        }
        if (fields.username.ptr && fields.password.ptr && (!found || (out->form && !fields.form))) {
            *out = fields;
            found = true;
        }
    }
    return found || find_in_query(operation, out);
}

/* A text of the user's own: no choice among given ones, and no CSRF token. */
static bool is_free_text(const struct schema_view *view, struct span name) {
    struct schema_view inner;
    schema_open(&inner, view->contract, schema_property(view, name));
    struct span type = node_text(schema_get(&inner, SPAN("type")));
    return name.len && (type.len == 0 || span_equal(type, SPAN("string"))) &&
           span_find_nocase(name, SPAN("csrf")) == SIZE_MAX && !schema_get(&inner, SPAN("enum")) &&
           !schema_get(&inner, SPAN("const"));
}

/* The texts that the body requires, but for those that are known: one or two are kept, and all are
 * counted. */
static size_t other_texts(const struct schema_view *view, const struct login_fields *known,
                          struct span out[2]) {
    size_t n = 0;
    for (size_t i = 0; i < view->n; i++) {
        NODE_EACH(each, node_get(view->part[i], SPAN("required"))) {
            struct span name = node_text(each);
            bool had = span_equal(name, known->username) || span_equal(name, known->password) ||
                       (n > 0 && span_equal(name, out[0])) || (n > 1 && span_equal(name, out[1]));
            if (had || !is_free_text(view, name)) {
                continue;
            }
            if (n < 2) {
                out[n] = name;
            }
            n++;
        }
    }
    return n;
}

/* As many texts as fields are wanting: by the order of more, a password may go out as a name. */
static void guess_in(const struct schema_view *view, struct login_fields *fields) {
    struct span texts[2] = {{NULL, 0}, {NULL, 0}};
    size_t n = other_texts(view, fields, texts), at = 0;
    size_t wanting = (size_t)!fields->username.ptr + (size_t)!fields->password.ptr;
    if (n != wanting && !(n > wanting && MUTANT(login_guessed_by_order))) {
        return;
    }
    fields->username = fields->username.ptr ? fields->username : texts[at++];
    fields->password = fields->password.ptr || at > 1 ? fields->password : texts[at];
}

bool login_fields_guess(const struct contract *contract, const struct operation *operation,
                        struct login_fields *out) {
    for (size_t i = 0; i < operation->bodies.n && !MUTANT(strange_fields_unread); i++) {
        const struct media *media = &operation->bodies.at[i];
        struct schema_view view;
        schema_open(&view, contract, media->schema);
        struct login_fields fields = {.media = media, .form = !field_is_json(media->type)};
        find_in(&view, &fields);
        guess_in(&view, &fields);
        fields.otp = span_equal(fields.otp, fields.password) ? (struct span){NULL, 0} : fields.otp;
        if (fields.username.ptr && fields.password.ptr) {
            *out = fields;
            return true;
        }
    }
    return false;
}

struct span login_fields_refresh(const struct contract *contract, const struct operation *operation,
                                 const struct media **out) {
    for (size_t i = 0; i < operation->bodies.n; i++) {
        struct schema_view view;
        schema_open(&view, contract, operation->bodies.at[i].schema);
        struct span name = property_with(&view, property_of(&view, refreshes, COUNT(refreshes)),
                                         refresh_words, SPAN(""));
        if (name.ptr) {
            *out = &operation->bodies.at[i];
            return name;
        }
    }
    return (struct span){NULL, 0};
}

/* The schema of the first answer of success. */
static const struct node *answer_schema(const struct contract *contract,
                                        const struct operation *operation) {
    NODE_EACH(each, operation->responses) {
        if (!span_starts(node_key(each), SPAN("2"))) {
            continue;
        }
        const struct node *answer = contract_resolve(contract, each);
        const struct node *schema = node_get(answer, SPAN("schema")); /* 2.0 */
        NODE_EACH(media, node_get(answer, SPAN("content"))) {
            schema = schema ? schema : node_get(media, SPAN("schema"));
        }
        return schema;
    }
    return NULL;
}

unsigned login_fields_gives(const struct contract *contract, const struct operation *operation) {
    struct schema_view view;
    schema_open(&view, contract, answer_schema(contract, operation));
    if (property_of(&view, bearers, COUNT(bearers)).ptr) {
        return CREDENTIAL_BEARER;
    }
    if (property_of(&view, tokens, COUNT(tokens)).ptr) {
        return CREDENTIAL_BEARER | CREDENTIAL_TOKEN;
    }
    return CREDENTIAL_BEARER | CREDENTIAL_TOKEN | CREDENTIAL_SESSION;
}

static const struct node *text_of(const struct node *object, const struct span *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct node *found = node_get(object, names[i]);
        if (node_text(found).len) {
            return found;
        }
    }
    return NULL;
}

/* At the root, else in a member that is an object ({"data": {"token": …}}), or in one of that. */
static const struct node *text_within(const struct node *root, const struct span *names, size_t n,
                                      unsigned depth) {
    const struct node *found = text_of(root, names, n);
    if (!found && depth && node_is(root, NODE_ARRAY)) { /* one login, one answer */
        return text_within(node_first(root), names, n, depth - 1);
    }
    if (!found && depth && node_is(root, NODE_OBJECT)) {
        NODE_EACH(member, root) {
            found = found ? found : text_within(member, names, n, depth - 1);
        }
    }
    return found;
}

enum { DEEP = 2 };

const struct node *login_fields_token(const struct node *root) {
    const struct node *found = text_within(root, bearers, COUNT(bearers), DEEP);
    return found ? found : text_within(root, tokens, COUNT(tokens), DEEP);
}

/* The first text under a name that has one of the words. */
static const struct node *text_named(const struct node *node, struct span words, unsigned depth) {
    const struct node *found = NULL;
    NODE_EACH(member, node_is(node, NODE_OBJECT) ? node : NULL) {
        bool named = node_text(member).len && words_any(node_key(member), words);
        found = found   ? found
                : named ? member
                : depth ? text_named(member, words, depth - 1)
                        : NULL;
    }
    return found;
}

const struct node *login_fields_refresh_token(const struct node *root) {
    const struct node *found = text_within(root, refreshes, COUNT(refreshes), DEEP);
    return found ? found : text_named(root, refresh_words, DEEP);
}
