/* SPDX-License-Identifier: Apache-2.0 */
/* Is what administrators are for served to ordinary users? */
#include "scan/probe.h"
#include "text/words.h"

/* A whole segment of a path. */
static const struct span PLACES =
    SPAN_INIT(" admin administration administrator superadmin sysadmin backoffice ");
/* In a scope. */
static const struct span SCOPES = SPAN_INIT(" admin administrator superuser superadmin sysadmin ");
/* For everybody, whatever stands before. */
static const struct span OPEN_TO_ALL = SPAN_INIT(
    " health healthz status ping version me self profile config ui login logout session ");

/* What a contract's words may say. */
static const struct span PHRASES[] = {
    SPAN_INIT("admin only"),
    SPAN_INIT("admins only"),
    SPAN_INIT("administrators only"),
    SPAN_INIT("administrator only"),
    SPAN_INIT("only admin"),
    SPAN_INIT("only for admin"),
    SPAN_INIT("only an admin"),
    SPAN_INIT("only by admin"),
    SPAN_INIT("requires admin"),
    SPAN_INIT("require admin"),
    SPAN_INIT("requires the admin"),
    SPAN_INIT("admin role required"),
    SPAN_INIT("admin rights"),
    SPAN_INIT("admin privileges"),
    SPAN_INIT("admin access required"),
    SPAN_INIT("restricted to admin"),
    SPAN_INIT("superusers only"),
    SPAN_INIT("only superuser"),
    SPAN_INIT("staff only"),
    SPAN_INIT("only staff"),
    SPAN_INIT("only for staff"),
    SPAN_INIT("admin-only"),
    SPAN_INIT("staff-only"),
};

/* Each of its alternatives asks for such a scope. */
static bool scope_says_so(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        bool asks = false;
        VEC_EACH(const struct need, need, &requirement->needs) {
            VEC_EACH(const struct span, scope, &need->scopes) {
                asks |= words_any(*scope, SCOPES);
            }
        }
        if (!asks) {
            return false;
        }
    }
    return security->any.n > 0;
}

/* "x-required-role: admin", "x-roles: [admin]". */
static bool member_says_so(const struct node *member) {
    struct span key = node_key(member);
    if (!span_starts_nocase(key, SPAN("x-")) ||
        !words_any(key, SPAN(" role roles permission permissions "))) {
        return false;
    }
    bool trusted = words_any(node_text(member), SCOPES), other = false;
    NODE_EACH(item, node_is(member, NODE_ARRAY) ? member : NULL) {
        bool one = words_any(node_text(item), SCOPES);
        trusted |= one;
        other |= !one;
    }
    return trusted && !other;
}

/* The contract says that it is for administrators. */
static bool is_declared(const struct operation *operation) {
    bool says = written_says(operation, PHRASES, sizeof(PHRASES) / sizeof(*PHRASES)) ||
                scope_says_so(&operation->security);
    NODE_EACH(member, operation->written) {
        says |= member_says_so(member);
    }
    return says;
}

/* The path as far as the segment that says so; empty: none does. */
static struct span place_of(struct span path) {
    struct span rest = path, found = SPAN("");
    while (rest.ptr) {
        struct span segment = span_cut(&rest, '/');
        if (words_listed(segment, OPEN_TO_ALL)) {
            return SPAN("");
        }
        if (!found.len && words_listed(segment, PLACES)) {
            found = span_slice(path, 0, (size_t)(segment.ptr - path.ptr) + segment.len);
        }
    }
    return found;
}

/* Somebody is an administrator, and is served. */
static const struct identity *administrator(const struct survey *survey,
                                            const struct operation_result *row) {
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        if (role_is_trusted(identity->role) && survey_status(row, identity) / 100 == 2) {
            return identity;
        }
    }
    return NULL;
}

struct trial {
    struct survey *survey;
    const struct operation *operation;
    const struct identity *user, *admin; /* admin: may be NULL where the contract declares it */
    bool declared;
    struct reply users, admins, nobody;
};

/* Both once more, and nobody. */
static enum err confirm(struct trial *trial, bool *out) {
    struct survey *survey = trial->survey;
    static const struct volatility none = {.differing = 0};
    struct draft draft;
    *out = false;
    TRY(survey_build(survey, trial->operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    const struct request *request = &draft.request;
    TRY(survey_ask(survey, trial->operation, request, trial->user, &trial->users));
    TRY(survey_ask(survey, trial->operation, request, NULL, &trial->nobody));
    bool served = sample_served(&trial->users.sample) && trial->nobody.sample.wire == WIRE_OK &&
                  !sample_served(&trial->nobody.sample) && !trial->users.sample.password_form &&
                  !trial->users.sample.refusal && trial->users.sample.kind != SAMPLE_HTML;
    if (!served || !trial->admin) {
        *out = served;
        return OK;
    }
    TRY(survey_ask(survey, trial->operation, request, trial->admin, &trial->admins));
    *out = sample_served(&trial->admins.sample) &&
           sample_compare(&trial->users.sample, &trial->admins.sample, &none) >= LIKE_FORM;
    return OK;
}

static enum err report(struct trial *trial, struct span place) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &trial->nobody.exchange, false, false},
        {cell_who(arena, trial->user->name), &trial->users.exchange, true, false},
        {trial->admin ? cell_who(arena, trial->admin->name) : SPAN(""), &trial->admins.exchange,
         false, false},
    };
    struct span says = trial->declared
                           ? SPAN("the contract says that it is for administrators")
                           : arena_printf(arena, "it stands below %.*s", SPAN_ARG(place));
    struct span like =
        trial->admin ? arena_printf(arena, ", as %.*s (role %.*s) is", SPAN_ARG(trial->admin->name),
                                    SPAN_ARG(trial->admin->role))
                     : SPAN("");
    const struct disclosure what = {
        .operation = trial->operation,
        .cause = trial->declared ? SPAN("declared") : place,
        .message = arena_printf(arena, "%.*s (role %.*s) is served%.*s, though %.*s.",
                                SPAN_ARG(trial->user->name), SPAN_ARG(trial->user->role),
                                SPAN_ARG(like), SPAN_ARG(says)),
        .confidence = trial->declared ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY,
        .exhibits = exhibits,
        .exhibit_n = trial->admin ? 3 : 2,
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &function_level, &what);
}

static enum err try_operation(struct survey *survey, const struct operation *operation,
                              const struct operation_result *row) {
    struct trial trial = {.survey = survey,
                          .operation = operation,
                          .admin = administrator(survey, row),
                          .declared = is_declared(operation)};
    struct span place = place_of(operation->path);
    if (!trial.declared && !(place.len && trial.admin)) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        bool found = false;
        trial.user = identity;
        if (identity->role.len && !role_is_trusted(identity->role) &&
            survey_status(row, identity) / 100 == 2) {
            TRY(confirm(&trial, &found));
        }
        if (found) {
            return report(&trial, place);
        }
    }
    return OK;
}

static bool applies(const struct operation_result *row, const struct operation *operation) {
    return row && row->gate == GATE_ENFORCED && span_equal(operation->method, SPAN("GET")) &&
           !build_has_effect(operation) && !entrance_is(operation) &&
           !security_is_public(&operation->security);
}

static enum err survey_functions(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        if (applies(row, operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_operation(survey, operation, row));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "function-level",
    .group = "authorization",
    .severity = SEVERITY_HIGH,
    .title = "An operation for administrators is served to ordinary users",
    .cwe = {"CWE-285"},
    .owasp = "API5:2023",
    .why = "Whoever has an account uses functions that were meant for few: he lists users, reads "
           "settings, or changes what is others'.",
    .how = "Identities say their role (role: user, role: admin). It fires on a read that a user is "
           "served and nobody without a credential, where the contract says that it is for "
           "administrators (in its summary or description, by a scope, or by a member such as "
           "x-required-role), which is confirmed; or where it stands below /admin or the like and "
           "an administrator is served the same form, which is likely. Both are asked again.",
    .fix = "Django REST framework: permission_classes = [IsAdminUser], or a permission class that "
           "asks for the role, on the view; IsAuthenticated lets every user in. Elsewhere: check "
           "the role where the route is declared, for the whole of /admin at once.",
};

const struct probe function_level = {.rule = &rule, .survey = survey_functions};
