/* SPDX-License-Identifier: Apache-2.0 */
/* What an endpoint is for, by the words of its route, its view and its action. */
#include "audit/judge.h"

#include "base/buf.h"
#include "base/mutant.h"

enum { WORD = 32 };

/* Where people show who they are, or prove it anew. */
static const char *const secret_words[] = {
    "login",        "signin",     "refresh",    "register",      "registration",  "signup",
    "otp",          "mfa",        "forgot",     "recover",       "recovery",      "activate",
    "activation",   "resend",     "obtain",     "passwordreset", "resetpassword", "authreset",
    "accountreset", "sendcode",   "codesend",   "requestcode",   "coderequest",   "checkcode",
    "codecheck",    "verifycode", "codeverify", "confirmcode",   "smscode",       "passcode",
    "magiclink"};
static const char *const public_words[] = {"logout",        "health",
                                           "healthz",       "healthcheck",
                                           "schema",        "openapi",
                                           "swagger",       "redoc",
                                           "apidoc",        "webhook",
                                           "webhooks",      "hook",
                                           "callback",      "jwks",
                                           "csrf",          "verify",
                                           "confirm",       "confirmation",
                                           "password",      "public",
                                           "robots",        "favicon",
                                           "sso",           "saml",
                                           "oauth",         "contact",
                                           "newsletter",    "unsubscribe",
                                           "liveness",      "readiness",
                                           "livez",         "readyz",
                                           "acceptinvite",  "acceptinvitation",
                                           "inviteaccept",  "heartbeat",
                                           "inviterequest", "requestinvite",
                                           "feedback",      "subscribe"};
/* Public where they stand alone: "/status/", StatusView, and not OrderStatus. */
static const char *const lone_words[] = {"ping", "live",    "ready", "status",
                                         "docs", "version", "root"};
static const char *const filler_words[] = {"view", "api",    "viewset", "check",   "handler",
                                           "get",  "server", "app",     "service", "system"};

/* Words of "SlotViewSet", "/api/v1/log-in/", "reset_password": runs of letters, cut where a capital
 * follows a small one. */
static bool next_word(struct span *rest, char out[WORD]) {
    size_t n = 0, at = 0;
    while (at < rest->len) {
        char c = rest->ptr[at];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool hump =
            n && c >= 'A' && c <= 'Z' && rest->ptr[at - 1] >= 'a' && rest->ptr[at - 1] <= 'z';
        if (hump || (!letter && n)) {
            break;
        }
        if (letter && n < WORD - 1) {
            out[n++] = (char)(c | 0x20);
        }
        at++;
    }
    *rest = span_from_index(*rest, at);
    out[n] = '\0';
    return n > 0;
}

/* A code that is no secret of whoever asks: "promo-code-request", "qr/code/check". */
static bool is_other_code(struct span before, struct span pair) {
    static const char *const kinds[] = {"promo",   "coupon",  "discount", "gift",
                                        "voucher", "postal",  "zip",      "bar",
                                        "qr",      "country", "source"};
    return span_find(pair, SPAN("code")) != SIZE_MAX && !MUTANT(codes_alike) &&
           span_is_one(before, kinds, sizeof(kinds) / sizeof(*kinds));
}

/* A word of the text, or two that follow each other ("log-in", "SignUp"), is one of these. */
static bool has_word(struct span text, const char *const *words, size_t n) {
    char word[WORD];
    BUF_SCOPE both = {0};
    size_t before = 0, far = 0; /* how long the last word is, and the one before */
    while (next_word(&text, word)) {
        size_t old = both.len - before, older = old - far;
        struct span last = span_from(word);
        buf_text(&both, word);
        struct span pair = span_from_index(buf_span(&both), old);
        struct span ahead = {both.data + older, far};
        if (span_is_one(last, words, n) ||
            (span_is_one(pair, words, n) && !is_other_code(ahead, pair))) {
            return true;
        }
        far = before;
        before = last.len;
    }
    return false;
}

static struct span last_name(struct span dotted) {
    struct span rest = dotted, last = dotted;
    while (rest.ptr) {
        last = span_cut(&rest, '.');
    }
    return last;
}

/* The last parts of the route that are no parameters: "/api/token/refresh/" and not "/api/". */
static struct span route_end(struct span route) {
    size_t end = route.len, slashes = 0;
    size_t at = end;
    while (at > 0 && slashes < 3) {
        slashes += route.ptr[--at] == '/';
    }
    return span_from_index(route, at);
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The handler of a view that has no actions. */
static bool is_method(struct span action) {
    static const char *const methods[] = {"get", "post", "put", "patch", "delete", "head"};
    return span_is_one(action, methods, COUNT(methods));
}

/* What a collection may be named for, and is not for when its rows are listed and changed. */
static bool manages(const struct endpoint *endpoint) {
    static const char *const actions[] = {"list", "retrieve", "update", "partial_update",
                                          "destroy"};
    static const char *const nouns[] = {"contact",  "contacts",     "newsletter", "hook",
                                        "webhook",  "webhooks",     "feedback",   "callback",
                                        "password", "registration", "signup",     "otp"};
    bool crud =
        endpoint->kind == VIEW_DRF && span_is_one(endpoint->action, actions, COUNT(actions));
    return crud && !MUTANT(collection_public) &&
           (has_word(route_end(endpoint->route), nouns, COUNT(nouns)) ||
            has_word(last_name(endpoint->view), nouns, COUNT(nouns)));
}

/* An action on one of a collection's rows, "/login-tickets/{pk}/approve/", is for what it says. */
static bool acts_on_one(const struct endpoint *endpoint) {
    return endpoint->kind == VIEW_DRF && endpoint->class && endpoint->action.len &&
           span_find_byte(endpoint->route, '{') != SIZE_MAX &&
           !span_ends(endpoint->route, SPAN("}/")) && !span_ends(endpoint->route, SPAN("}"));
}

static struct span behind_parameter(struct span route) {
    size_t at = route.len;
    while (at > 0 && route.ptr[at - 1] != '}') {
        at--;
    }
    return span_from_index(route, at);
}

/* What a package's view is for, whatever its heir and the route are called: TokenObtainPairView. */
static bool inherits_from(const struct endpoint *endpoint, const char *const *words, size_t n) {
    for (size_t i = 0; endpoint->class && i < endpoint->class->mro.n; i++) {
        const struct class *base = endpoint->class->mro.at[i];
        if (!module_is_own(base->module) && span_ends(base->name, SPAN("View")) &&
            has_word(base->name, words, n) && !MUTANT(heirs_forgotten)) {
            return true;
        }
    }
    return false;
}

static bool is_for(const struct endpoint *endpoint, const char *const *words, size_t n) {
    if (manages(endpoint)) {
        return false;
    }
    if (inherits_from(endpoint, words, n)) {
        return true;
    }
    if (acts_on_one(endpoint) && !is_method(endpoint->action)) {
        return has_word(behind_parameter(endpoint->route), words, n) ||
               has_word(endpoint->action, words, n);
    }
    return has_word(route_end(endpoint->route), words, n) ||
           has_word(last_name(endpoint->view), words, n) || has_word(endpoint->action, words, n);
}

static struct span last_segment(struct span route) {
    route.len -= span_ends(route, SPAN("/"));
    size_t at = route.len;
    while (at > 0 && route.ptr[at - 1] != '/') {
        at--;
    }
    return span_from_index(route, at);
}

/* POST /api/token/, /token-auth/, /jwt/create/: where tokens are issued, and not a view with
 * "token" somewhere in its name. */
static bool issues_tokens(const struct endpoint *endpoint) {
    static const char *const last[] = {"token",     "tokens",      "tokenauth",   "jwtcreate",
                                       "authtoken", "tokenobtain", "obtaintoken", "tokenpair"};
    struct span segment = last_segment(endpoint->route);
    char flat[32];
    size_t n = 0;
    for (size_t i = 0; i < segment.len && n < 31; i++) {
        char c = segment.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) {
            flat[n++] = (char)(c | 0x20);
        }
    }
    flat[n] = '\0';
    for (size_t i = 0; i < COUNT(last); i++) {
        if (strcmp(flat, last[i]) == 0) {
            return endpoint_writes(endpoint);
        }
    }
    return false;
}

/* "StatusView", "api_status": one of the words, and nothing else that says something. */
static bool is_alone(struct span text) {
    char word[WORD];
    bool found = false;
    while (next_word(&text, word)) {
        bool lone = span_is_one(span_from(word), lone_words, COUNT(lone_words));
        if (!lone && !span_is_one(span_from(word), filler_words, COUNT(filler_words))) {
            return false;
        }
        found |= lone;
    }
    return found;
}

bool endpoint_is_public(const struct endpoint *endpoint) {
    return issues_tokens(endpoint) || is_for(endpoint, secret_words, COUNT(secret_words)) ||
           is_for(endpoint, public_words, COUNT(public_words)) ||
           is_alone(last_name(endpoint->view)) || is_alone(last_segment(endpoint->route));
}

bool endpoint_is_webhook(const struct endpoint *endpoint) {
    static const char *const words[] = {"webhook", "webhooks", "hook", "hooks"};
    static const char *const managed[] = {"create", "update", "partial", "destroy"};
    return is_for(endpoint, words, COUNT(words)) &&
           !has_word(endpoint->action, managed, COUNT(managed));
}

bool endpoint_writes(const struct endpoint *endpoint) {
    VEC_EACH(const struct span, method, &endpoint->methods) {
        if (!span_equal(*method, SPAN("GET")) && !span_equal(*method, SPAN("HEAD"))) {
            return true;
        }
    }
    return false;
}

bool endpoint_takes_secrets(const struct endpoint *endpoint) {
    return endpoint_writes(endpoint) &&
           (issues_tokens(endpoint) || is_for(endpoint, secret_words, COUNT(secret_words)));
}

bool endpoint_is_open(const struct endpoint *endpoint) {
    return endpoint->decided && endpoint->anonymous == ACCESS_ALLOWED;
}

const struct py *endpoint_subject(const struct endpoint *endpoint) {
    const struct class *class = endpoint->class;
    bool own = class && py_is(class->node, PY_CLASS) &&
               (class->module == endpoint->module || MUTANT(functions_are_classes));
    return own ? class->node : endpoint->node;
}

bool endpoint_unguarded(const struct endpoint *endpoint) {
    VEC_EACH(const struct in_effect, permission, &endpoint->permissions.all) {
        if (!span_equal(permission->name, SPAN("AllowAny"))) {
            return false;
        }
    }
    return true;
}

bool effects_have(const struct effects *effects, const char *class_full) {
    VEC_EACH(const struct in_effect, effect, &effects->all) {
        for (size_t i = 0; effect->class && i < effect->class->mro.n; i++) {
            if (span_equal(effect->class->mro.at[i]->full, span_from(class_full))) {
                return true;
            }
        }
    }
    return false;
}
