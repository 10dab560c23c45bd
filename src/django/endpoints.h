/* SPDX-License-Identifier: Apache-2.0 */
/* From a settings module to every route, method and action: which view answers, by which
 * authenticators and permissions, and what a caller without a credential gets. */
#ifndef POSTERN_DJANGO_ENDPOINTS_H
#define POSTERN_DJANGO_ENDPOINTS_H

#include "catalog/result.h"
#include "django/program.h"

/* An authenticator, permission, throttle or guard in effect. */
struct in_effect {
    struct span name;            /* "IsAuthenticated & IsOwner" */
    struct span from;            /* "class", "base X", "settings", "@action", … */
    struct class *class;         /* NULL: composed, or not a class */
    bool objects;                /* the project's own, and asked about single objects */
    const struct module *module; /* where it is written; may be NULL */
    const struct py *node;
};

struct effects {
    VEC(struct in_effect) all;
    struct span unknown; /* why the list is not known; empty: it is */
};

enum view_kind { VIEW_UNKNOWN = 0, VIEW_FUNCTION, VIEW_DJANGO, VIEW_DRF, VIEW_NINJA, VIEW_ADMIN };

struct endpoint {
    struct span route;
    VEC(struct span) methods;
    struct span view, action;
    enum view_kind kind;
    struct class *class;          /* of class views, and of what @api_view makes */
    const struct value *function; /* the innermost function: handler or view; may be NULL */
    const struct module *module;  /* of the view */
    const struct py *node;
    struct effects authenticators, permissions, throttles;
    enum access anonymous;
    bool unnamed; /* no authenticator is named anywhere, not even None */
    bool depends; /* on what a permission that is named looks at, and no source holds */
    bool by_hand; /* the view itself refuses, no permission or guard does */
    bool decided; /* all that stands before it is known */
    bool assumed; /* told as it is when nobody sets a variable of the environment */
    struct span reason;
    const struct module *route_module; /* of the path(…) */
    const struct py *route_node;
    bool perhaps; /* routed only under a condition that is not known */
};

/* Whether the row says who gets in. */
static inline bool endpoint_is_told(const struct endpoint *row) {
    return row->decided && row->anonymous != ACCESS_UNDECIDED;
}

struct endpoints {
    VEC(struct endpoint) all;
};

/* Walks the routes of program->settings. What cannot be told becomes a row that says so.
 * only: the routes that are asked for; NULL: all.
 * Errors: ERR_MISSING (no settings, or no ROOT_URLCONF that can be found), ERR_MEMORY. */
NODISCARD enum err endpoints_find(struct interp *in, const struct map *only, struct endpoints *out);

#endif
