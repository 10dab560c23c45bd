/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule sees, and how it tells what it found. A rule's file includes this and no other of
 * src/audit/. */
#ifndef POSTERN_AUDIT_JUDGE_H
#define POSTERN_AUDIT_JUDGE_H

#include "audit/judge_setting.h"
#include "audit/mend.h"
#include "catalog/result.h"
#include "contract/contract.h"
#include "django/arguments.h"
#include "django/class.h"
#include "django/dict.h"
#include "django/endpoints.h"
#include "django/module.h"
#include "django/operators.h"
#include "django/value_join.h"

/* A call of jwt.decode (PyJWT or python-jose), with what its arguments may be. */
struct decode_call {
    const struct module *module;
    const struct py *node;
    const struct value *key, *algorithms, *options, *audience, *issuer; /* NULL: not given */
    bool open;                 /* other arguments than these may be given */
    enum truth verifies;       /* the signature */
    enum package library;      /* PACKAGE_PYJWT, PACKAGE_JOSE or PACKAGE_AUTHLIB */
    bool older_only;           /* it is unchecked with PyJWT before 2, if that is what runs */
    const struct py *function; /* in which the call stands; NULL: in none */
    unsigned run;              /* in which it was seen */
    bool escapes;              /* its errors get out of a handler or a permission: a server error */
    struct class *self;        /* of the object whose method ran; may be NULL */
    const struct class *entry; /* whose method the run began with; may be NULL */
    const struct py *entry_function; /* with which it began; may be NULL */
};

/* An authenticator of the project's own, run with some credential shown. */
struct authenticator {
    struct class *class;
    const struct value *result;  /* what authenticate() may give */
    const struct value *escapes; /* exceptions that may get out, or NULL */
    bool has_base;               /* descends from BaseAuthentication */
    bool asks_active;            /* asks whether the user is active */
    bool ninja;                  /* of Django Ninja: gives whoever it is, or nothing */
    const struct py *method;     /* authenticate; NULL: inherited from a package */
    const struct module *module; /* that holds the method */
    VEC(struct written) ran;     /* functions of the project's own that the run came through */
};

struct judging {
    struct arena *arena;
    struct interp *in;
    struct program *program;
    struct span settings; /* the settings module's name */
    const struct endpoints *endpoints;
    VEC(const struct module *) modules; /* the project's own, tests and migrations left out */
    unsigned runs;                      /* so far */
    const struct class *entry;          /* of the run under way; may be NULL */
    const struct py *entry_function;
    VEC(struct decode_call) decodes;
    VEC(struct decode_call) headers; /* calls of jwt.get_unverified_header: node and module */
    VEC(struct decode_call) encodes; /* calls of jwt.encode: node, module and key */
    VEC(struct authenticator) authenticators;
    VEC(struct written)
    ran; /* functions of the project's own that the run under way came through */
    VEC(const struct py *) cut;      /* where runs ended for want of steps */
    VEC(struct arena *) scratches;   /* of runs whose decodes are kept */
    bool scratch_used;               /* the last one is */
    const struct contract *contract; /* NULL: none was given */
    struct result *result;
    const struct rule *rule; /* being checked */
    enum err err;
};

struct audit_rule {
    struct rule record;
    void (*check)(struct judging *judging);
};

/* Tells a finding of the rule that is being checked, at a place; what is told at the same place
 * again is the same finding, and gets the further endpoint. endpoint: may be NULL. */
struct finding *judge_tell(struct judging *j, enum severity severity, const struct module *module,
                           const struct py *node, const struct endpoint *endpoint,
                           const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same at a place outside of the source; about: what tells it from others in its file. */
struct finding *judge_tell_place(struct judging *j, enum severity severity,
                                 const struct place *place, struct span about, const char *format,
                                 ...) __attribute__((format(printf, 5, 6)));

/* The same about a call of jwt.decode: told at the call, or at the class whose attributes make the
 * call of an ancestor what it is. */
struct finding *judge_tell_call(struct judging *j, enum severity severity,
                                const struct decode_call *call, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* And about an authenticator: told at its authenticate(), or at the class when that is inherited.
 */
struct finding *judge_tell_class(struct judging *j, enum severity severity,
                                 const struct authenticator *each, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds the endpoint to those that the finding affects, with all of its methods, each once. */
void judge_affects(struct judging *j, struct finding *finding, const struct endpoint *endpoint);

/* Adds a step that leads to the finding. */
void judge_step(struct judging *j, struct finding *finding, const struct module *module,
                const struct py *node, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Whether every version of the package that the project may run with is older (1), none is (-1), or
 * its files do not tell (0). */
int judge_before(const struct judging *j, enum package package, uint32_t major, uint32_t minor);

/* The view's class, or its function: the class that @api_view makes of one stands in no file of the
 * project's. */
const struct py *endpoint_subject(const struct endpoint *endpoint);

/* Login, refresh, registration, reset, health, schema, webhook: endpoints that are public by what
 * they are for. */
bool endpoint_is_public(const struct endpoint *endpoint);
/* What another service calls when something has happened. */
bool endpoint_is_webhook(const struct endpoint *endpoint);
/* Of those, the ones where passwords or codes are tried. */
bool endpoint_takes_secrets(const struct endpoint *endpoint);
bool endpoint_writes(const struct endpoint *endpoint);
bool endpoint_is_open(const struct endpoint *endpoint); /* decided, and anonymous callers get in */
/* Nothing but AllowAny among its permissions, or none at all. */
bool endpoint_unguarded(const struct endpoint *endpoint);
bool effects_have(const struct effects *effects, const char *class_full);

/* The endpoint's permissions; the view itself when they are written nowhere in the tree. */
struct written endpoint_permission_place(struct judging *j, const struct endpoint *endpoint);
/* Where the handler reads a credential from the request itself; NULL: it does not. */
const struct py *endpoint_reads_credential(struct judging *j, const struct endpoint *endpoint);
/* Whether it reads one at all, whatever it does with it. */
bool endpoint_touches_credential(struct judging *j, const struct endpoint *endpoint);
/* Where a function reads a credential from the request and asks no more than whether it is there;
 * NULL: it does not. */
const struct py *judge_believes_presence(struct judging *j, const struct module *module,
                                         const struct py *function);
/* Lets anonymous callers use this method while another of the same view and route refuses them,
 * other than reading being open and writing guarded. */
bool endpoint_has_gap(struct judging *j, const struct endpoint *endpoint);

/* By what an endpoint of DRF is open that should not be. */
struct opening {
    struct written at;
    const char *words; /* "its permission is AllowAny" */
};
/* Whether the view's definition has a decorator of that name. */
bool judge_decorated(struct judging *j, const struct endpoint *endpoint, const char *name);
bool endpoint_opening(struct judging *j, const struct endpoint *endpoint, struct opening *out);

/* has_permission of its one permission, where that is of the project's own; without a node: there
 * is none. */
struct written endpoint_own_permission(struct judging *j, const struct endpoint *e);

/* Whether its permission asks a header that every caller may set, and nothing that is a secret. */
bool endpoint_believes_header(struct judging *j, const struct endpoint *e, struct opening *out);

/* Whether SILENCED_SYSTEM_CHECKS has the check. */
bool judge_silenced(struct judging *j, const char *check);
/* Adds the endpoints that use the authenticator to a finding about it. */
void judge_uses(struct judging *j, struct finding *finding, const struct authenticator *each);
/* Whether one of them lets anonymous callers in. */
bool judge_open_use(struct judging *j, const struct authenticator *each);
/* Whether the authenticator's code, or what it came through when it was run, holds what was shown
 * against something and refuses by it: compare_digest, check_password, a signature's verify. */
bool judge_compares(struct judging *j, const struct authenticator *each);
/* The same of one function. */
bool judge_checks(const struct py_file *file, const struct py *function);
/* Whether it compares, and nobody asks for what came of it. */
bool judge_ignores_check(const struct py *function);

/* A token taken apart by hand: json.loads(b64decode(token.split(".")[1])). */
bool judge_decodes_by_hand(struct judging *j, const struct module *module, const struct py *call);
/* What a function that verifies tokens by hand does wrong; NULL: nothing. Where the token says that
 * it has no signature, and is believed; where a public key is the secret of an HMAC. */
const struct py *judge_takes_none(const struct py_file *file, const struct py *function);
const struct py *judge_confuses_keys(struct judging *j, const struct module *module,
                                     const struct py *function);

/* Whether a signature is checked by hand near a decode that does not check it. */
bool judge_verifies_by_hand(struct judging *j, const struct decode_call *call);
/* Whether the function around the call holds the claim of what it gave against something. */
bool judge_compares_claim(const struct decode_call *call, const char *claim);
/* Whether the function around the call takes jwk, jku, x5u or x5c out of the token. */
bool judge_names_header_key(struct judging *j, const struct decode_call *call);

/* Whether the text speaks of a digest: sha256, hexdigest, make_password. */
bool judge_says_digest(struct span text);
/* Whether an expression is a digest, or a name that the function gives one. */
bool judge_is_digest(const struct py_file *file, const struct py *function,
                     const struct py *expression);
/* Whether the name is assigned, in the function, an expression that satisfies. */
bool judge_assigned(const struct py_file *file, const struct py *function, struct span name,
                    bool (*is)(struct span source));
/* Whether an expression's text holds a credential: a name that says token, password, secret or the
 * like, the Authorization header, also within a text that is put together. */
bool judge_holds_credential(const struct py *expression);

/* Whether it says a part of the Authorization header, behind its scheme, that a name of the
 * function was given. */
bool judge_holds_header(const struct py_file *file, const struct py *function,
                        const struct py *expression);

/* user.check_password(…), whoever the user is. */
bool judge_checks_password(const struct py *node);

/* The function of the authenticator's file that authenticate() calls by its name alone, the n-th;
 * NULL: no more. */
const struct py *judge_helper(struct judging *j, const struct authenticator *each, size_t n);

/* The n-th method of the project's own that authenticate() runs on the same object, self.find(…),
 * as the class has it; node NULL: no more. */
struct written judge_own_method(struct judging *j, const struct authenticator *each, size_t n);

/* How the authenticator's credential travels: "bearer", "header X-API-Key"; empty: not known. */
struct span judge_scheme(struct judging *j, const struct in_effect *authenticator);

/* Calls check for each authenticator whose authenticate() is the project's own. */
void judge_authenticators(struct judging *j,
                          void (*check)(struct judging *j, const struct authenticator *each));

/* Calls check for each authentication backend of the project that has an authenticate() of its own;
 * method: that function. */
void judge_backends(struct judging *j, void (*check)(struct judging *j, struct class *class,
                                                     const struct value *method));

/* Whether a value is an AnonymousUser, and says so: not one who calls himself authenticated. */
bool judge_is_nobody(struct judging *j, const struct value *user);

/* Whether any value that it may be satisfies: a choice is asked item by item. */
bool value_may_be(const struct value *value, bool (*is)(const struct value *value));

/* What a walk over a module's tree hands on. */
struct visit {
    struct judging *j;
    const struct module *module;
};
/* Walks the trees of all modules; user: a struct visit. */
void judge_nodes(struct judging *j, void (*visit)(void *user, const struct py *node));

/* "request.headers.get": names and attributes joined by dots; empty for other expressions. */
struct span judge_dotted(struct judging *j, const struct py *expression);

#endif
