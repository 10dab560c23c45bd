/* SPDX-License-Identifier: Apache-2.0 */
/* Does a header that a proxy would set make anybody a user? */
#include "scan/probe.h"

#include "token/jws.h"

/* Dashes are tried first, then the same names with underscores: servers fold the two together. */
static const struct span USER_NAMES[] = {
    SPAN_INIT("Remote-User"),
    SPAN_INIT("X-Remote-User"),
    SPAN_INIT("X-Forwarded-User"),
    SPAN_INIT("X-User"),
    SPAN_INIT("X-Username"),
    SPAN_INIT("X-User-Name"),
    SPAN_INIT("X-Auth-User"),
    SPAN_INIT("X-Authenticated-User"),
    SPAN_INIT("X-Auth-Request-User"),
    SPAN_INIT("X-WEBAUTH-USER"),
    SPAN_INIT("X-Real-User"),
    SPAN_INIT("X-Proxy-User"),
    SPAN_INIT("X-Forwarded-Preferred-Username"),
};
static const struct span USER_IDS[] = {
    SPAN_INIT("X-User-Id"),           SPAN_INIT("X-UserId"),     SPAN_INIT("X-Uid"),
    SPAN_INIT("X-Auth-User-Id"),      SPAN_INIT("X-Account-Id"), SPAN_INIT("X-Consumer-Id"),
    SPAN_INIT("X-Forwarded-User-Id"),
};

enum {
    NAMES = sizeof(USER_NAMES) / sizeof(*USER_NAMES),
    IDS = sizeof(USER_IDS) / sizeof(*USER_IDS)
};

/* All of them at once, in one spelling. */
struct set {
    bool underscores;
    const char *label;
};

static const struct set SETS[] = {
    {false, "user name and id in headers"},
    {true, "user name and id in headers with underscores"},
};

/* A user who exists: some backends would create one who does not. */
static struct span user_name(const struct subject *subject) {
    return identity_user(subject_identity(subject));
}

/* The id that the user's own token gives; without one, that of the first user that there was. */
static struct span user_id(struct subject *subject) {
    static const char *const claims[] = {"user_id", "uid", "userId", "id", "sub"};
    struct presented presented;
    struct jws jws;
    if (!subject_presented(subject, &presented) ||
        jws_read(subject_arena(subject), presented.value, &jws) != OK) {
        return SPAN("1");
    }
    for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
        const struct node *claim = node_get(jws.payload_node, span_from(claims[i]));
        struct span id = node_scalar(claim);
        if (id.len) {
            return id;
        }
    }
    return SPAN("1");
}

/* What some services want beside the user's name; whatever it says, it must not help. */
static enum err add_companions(struct subject *subject, const struct set *set,
                               struct request *request) {
    static const struct field companions[] = {
        {SPAN_INIT("X-User-Role"), SPAN_INIT("admin")},
        {SPAN_INIT("X-Role"), SPAN_INIT("admin")},
        {SPAN_INIT("X-Authenticated"), SPAN_INIT("true")},
        {SPAN_INIT("X-Internal"), SPAN_INIT("true")},
        {SPAN_INIT("X-Forwarded-For"), SPAN_INIT("127.0.0.1")},
        {SPAN_INIT("X-Real-IP"), SPAN_INIT("127.0.0.1")},
    };
    for (size_t i = 0; i < sizeof(companions) / sizeof(*companions) && !set->underscores; i++) {
        if (!fields_add(subject_arena(subject), &request->fields, companions[i].name,
                        companions[i].value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static struct span spelled(struct arena *arena, struct span name, bool underscores) {
    struct span copy = arena_dup(arena, name);
    char *bytes = (char *)(uintptr_t)copy.ptr;
    for (size_t i = 0; underscores && i < copy.len; i++) {
        if (bytes[i] == '-') {
            bytes[i] = '_';
        }
    }
    return copy;
}

static struct span name_of(size_t i) {
    return i < NAMES ? USER_NAMES[i] : USER_IDS[i - NAMES];
}

static enum err add_field(struct subject *subject, const struct set *set, size_t i,
                          struct request *request) {
    struct arena *arena = subject_arena(subject);
    struct span name = spelled(arena, name_of(i), set->underscores);
    struct span value = i < NAMES ? user_name(subject) : user_id(subject);
    return name.ptr && fields_add(arena, &request->fields, name, value) ? OK : ERR_MEMORY;
}

static enum err plan(struct subject *subject) {
    for (size_t s = 0; s < sizeof(SETS) / sizeof(*SETS); s++) {
        struct request request;
        TRY(subject_request(subject, &request));
        for (size_t i = 0; i < NAMES + IDS; i++) {
            TRY(add_field(subject, &SETS[s], i, &request));
        }
        TRY(add_companions(subject, &SETS[s], &request));
        struct attack attack = {
            .label = span_from(SETS[s].label),
            .cause = span_from(SETS[s].label),
            .combined = true,
            .message =
                SPAN("A request that names a user, a role or an inner address in headers that "
                     "anybody can send is served without a credential."),
        };
        TRY(subject_attack(subject, &identity_header_trusted, &request, attack, NULL));
    }
    return OK;
}

static enum err narrow_set(struct subject *subject, const struct set *set) {
    struct arena *arena = subject_arena(subject);
    for (size_t i = 0; i < NAMES + IDS; i++) {
        struct request request;
        TRY(subject_request(subject, &request));
        TRY(add_field(subject, set, i, &request));
        struct span name = spelled(arena, name_of(i), set->underscores);
        struct attack attack = {
            .label = arena_printf(arena, "no credential, %.*s names a user", SPAN_ARG(name)),
            .cause = name_of(i),
            .message = arena_printf(arena,
                                    "A request without a credential whose header %.*s names a user "
                                    "is served as that user.",
                                    SPAN_ARG(name)),
        };
        TRY(subject_attack(subject, &identity_header_trusted, &request, attack, NULL));
    }
    return OK;
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    for (size_t s = 0; s < sizeof(SETS) / sizeof(*SETS); s++) {
        if (span_equal(attack->cause, span_from(SETS[s].label))) {
            return narrow_set(subject, &SETS[s]);
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "identity-header-trusted",
    .group = "access",
    .severity = SEVERITY_CRITICAL,
    .title = "A header that anybody can send makes the caller a user",
    .cwe = {"CWE-290"},
    .owasp = "API2:2023",
    .why =
        "The application believes a header that only a proxy in front of it should set. Whoever "
        "reaches the application, or a proxy that does not strip the header, is whoever he says: "
        "administrators too. Servers that fold dashes and underscores let the header through "
        "under a name that the proxy does not strip.",
    .how =
        "Without a credential, the usual headers are sent with the name or the id of a user who "
        "exists, all at once (with a role and an inner address beside them), then one by one, with "
        "dashes and with underscores. It fires when the answer is "
        "that of a valid credential.",
    .fix =
        "Django: RemoteUserMiddleware reads REMOTE_USER, which the server sets; never point it at "
        "an HTTP_ name unless the proxy strips that header from every request, in all its "
        "spellings. Otherwise remove the middleware, RemoteUserBackend and "
        "RemoteUserAuthentication.",
};

const struct probe identity_header_trusted = {.rule = &rule,
                                              .once = true,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,
                                              .plan = plan,
                                              .narrow = narrow};
