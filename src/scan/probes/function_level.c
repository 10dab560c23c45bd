/* SPDX-License-Identifier: Apache-2.0 */
/* Is what administrators are for served to ordinary users? */
#include "scan/probe.h"

enum { MOST_RANKS = 6 };

struct ranks {
    struct rank at[MOST_RANKS];
    size_t n;
};

static struct span says_of(const struct overreach *overreach) {
    struct arena *arena = survey_arena(overreach->survey);
    const struct rank *rank = overreach->rank;
    bool trusted = !rank->admin || role_is_trusted(rank->admin->role);
    switch (overreach->by) {
    case OVERREACH_DECLARED:
        return trusted
                   ? SPAN("the contract says that it is for administrators")
                   : arena_printf(arena, "the contract says that it is for those of the role %.*s",
                                  SPAN_ARG(rank->admin->role));
    case OVERREACH_PLACE:
        return arena_printf(arena, "it stands below %.*s", SPAN_ARG(overreach->place));
    case OVERREACH_KIN:
        return SPAN("almost all that stands beside it is refused to him, and not to the other");
    case OVERREACH_NOTHING:
        break;
    }
    return SPAN("");
}

static struct span does_of(const struct overreach *overreach) {
    struct arena *arena = survey_arena(overreach->survey);
    const struct identity *admin = overreach->rank->admin;
    if (overreach->made) {
        return SPAN("is served a write");
    }
    if (!admin) {
        return SPAN("is served");
    }
    return build_is_read(overreach->operation->method)
               ? arena_printf(arena, "is served, as %.*s (role %.*s) is", SPAN_ARG(admin->name),
                              SPAN_ARG(admin->role))
               : arena_printf(arena,
                              "comes as far as %.*s (role %.*s) with a write that cannot succeed, "
                              "where others are refused to him at once",
                              SPAN_ARG(admin->name), SPAN_ARG(admin->role));
}

static struct span cause_of(const struct overreach *overreach) {
    bool writes = !build_is_read(overreach->operation->method);
    switch (overreach->by) {
    case OVERREACH_DECLARED:
        return writes ? SPAN("declared, written") : SPAN("declared");
    case OVERREACH_PLACE:
        return writes ? arena_printf(survey_arena(overreach->survey), "%.*s, written",
                                     SPAN_ARG(overreach->place))
                      : overreach->place;
    case OVERREACH_KIN:
        return writes ? SPAN("kin, written") : SPAN("kin");
    case OVERREACH_NOTHING:
        break;
    }
    return SPAN("");
}

static enum err report(struct overreach *overreach) {
    struct arena *arena = survey_arena(overreach->survey);
    const struct rank *rank = overreach->rank;
    bool both = rank->admin && overreach->admins.exchange.request.url.len;
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &overreach->nobody.exchange, false, false},
        {cell_who(arena, rank->user->name), &overreach->users.exchange, true, false},
        {both ? cell_who(arena, rank->admin->name) : SPAN(""), &overreach->admins.exchange, false,
         false},
    };
    bool done = build_is_read(overreach->operation->method) || overreach->made;
    struct span does = does_of(overreach), says = says_of(overreach);
    const struct disclosure what = {
        .operation = overreach->operation,
        .cause = cause_of(overreach),
        .mild = overreach->by == OVERREACH_KIN,
        .message =
            arena_printf(arena, "%.*s (role %.*s) %.*s, though %.*s.", SPAN_ARG(rank->user->name),
                         SPAN_ARG(rank->user->role), SPAN_ARG(does), SPAN_ARG(says)),
        .confidence =
            overreach->by == OVERREACH_DECLARED && done ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY,
        .exhibits = exhibits,
        .exhibit_n = both ? 3 : 2,
    };
    TRY_PTR(what.cause.ptr);
    TRY_PTR(what.message.ptr);
    return survey_report(overreach->survey, &function_level, &what);
}

/* Whether the answers that the scan had anyway leave it possible. */
static bool is_tried(const struct operation_result *row, const struct overreach *overreach) {
    const struct rank *rank = overreach->rank;
    bool writes = !build_is_read(overreach->operation->method);
    if (overreach->by == OVERREACH_NOTHING) {
        return false;
    }
    return writes ? rank->admin && rank_passes(row, rank->user) && rank_passes(row, rank->admin)
                  : rank_serves(row, rank->user) && (!rank->admin || rank_serves(row, rank->admin));
}

static enum err try_operation(struct survey *survey, const struct operation *operation,
                              const struct operation_result *row, const struct ranks *ranks) {
    for (size_t i = 0; i < ranks->n; i++) {
        bool found = false;
        struct overreach overreach = {
            .survey = survey, .operation = operation, .rank = &ranks->at[i]};
        overreach_judge(&overreach);
        TRY(is_tried(row, &overreach) ? overreach_try(&overreach, &found) : OK);
        if (found) {
            return report(&overreach);
        }
    }
    return OK;
}

static bool applies(const struct operation_result *row, const struct operation *operation) {
    bool read = span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
                !entrance_is(operation) && !security_is_public(&operation->security);
    return row && row->gate == GATE_ENFORCED && (read || rank_is_write(operation));
}

static enum err add(struct arena *arena, struct survey *survey, const struct identity *user,
                    const struct identity *admin, struct ranks *out) {
    if (out->n == MOST_RANKS) {
        return OK;
    }
    return rank_read(arena, survey, user, admin, &out->at[out->n++]);
}

/* Whoever has an ordinary role, below whoever has another one; last, where nobody is above. */
static enum err rank_all(struct arena *arena, struct survey *survey, struct ranks *out) {
    const struct identities *identities = survey_identities(survey);
    VEC_EACH(const struct identity, user, &identities->all) {
        if (!user->role.len || role_is_trusted(user->role)) {
            continue;
        }
        VEC_EACH(const struct identity, admin, &identities->all) {
            if (admin->role.len && !span_equal_nocase(admin->role, user->role)) {
                TRY(add(arena, survey, user, admin, out));
            }
        }
        TRY(add(arena, survey, user, NULL, out));
    }
    return OK;
}

static enum err survey_functions(struct survey *survey) {
    ARENA_SCOPE arena;
    struct ranks ranks = {.n = 0};
    arena_init(&arena, SIZE_MAX);
    TRY(rank_all(&arena, survey, &ranks));
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        if (ranks.n && applies(row, operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_operation(survey, operation, row, &ranks));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "function-level",
    .group = "authorization",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "An operation for administrators is served to ordinary users",
    .cwe = {"CWE-285"},
    .owasp = "API5:2023",
    .why = "Whoever has an account uses functions that were meant for few: he lists users, reads "
           "settings, or changes what is others'.",
    .how =
        "Identities say their role (role: user, role: admin). It fires on a read that a user is "
        "served and nobody without a credential, where the contract says that it is for "
        "administrators, or for another identity's role that sees more (in its summary or "
        "description, by a scope, or by a member such as x-required-role), which is confirmed; or "
        "where it stands below /admin or the like and an administrator is served the same form, "
        "which is likely. Both are asked again. Where three or more operations of the same folder "
        "or tag are refused to the user and not to the other, three times as many as he is served "
        "(or more than he is served, where the name says what few are for: audits, exports, "
        "salaries), what both are served word for word was perhaps forgotten: likely, and one "
        "severity below. "
        "Writes are sent so that they cannot succeed: the user comes as far as the other, where "
        "other writes, or reads of what nobody has, are refused to him before they are looked at; "
        "likely. With --allow-writes he "
        "makes what contract or place reserve for others, and it is taken away again.",
    .fix = "Django REST framework: permission_classes = [IsAdminUser], or a permission class that "
           "asks for the role, on the view; IsAuthenticated lets every user in. Elsewhere: check "
           "the role where the route is declared, for the whole of /admin at once.",
};

const struct probe function_level = {.rule = &rule, .survey = survey_functions};
