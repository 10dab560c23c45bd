/* SPDX-License-Identifier: Apache-2.0 */
/* Does an operation serve one user's object to another, or let him change it? */
#include "scan/probe.h"

enum { MOST_PAIRS = 4 };

static struct span what_of(const struct trespass *trespass) {
    struct arena *arena = survey_arena(trespass->survey);
    const struct known_value *value = &trespass->aim.id->value;
    struct span owner = trespass->owner->name;
    return trespass->aim.oneself
               ? arena_printf(arena, "what is %.*s's own (%.*s)", SPAN_ARG(owner),
                              SPAN_ARG(value->value))
               : arena_printf(arena, "an object of %.*s's (%.*s %.*s)", SPAN_ARG(owner),
                              SPAN_ARG(value->name), SPAN_ARG(value->value));
}

/* How it is known whose it is. */
static struct span proof_of(const struct trespass *trespass) {
    struct arena *arena = survey_arena(trespass->survey);
    struct span origin = trespass_origin(trespass), member = trespass->privacy.owner;
    return member.len ? arena_printf(arena, "%.*s; its member %.*s names %.*s", SPAN_ARG(origin),
                                     SPAN_ARG(member), SPAN_ARG(trespass->owner->name))
                      : origin;
}

static struct span message_of(const struct trespass *trespass) {
    struct arena *arena = survey_arena(trespass->survey);
    struct span owner = trespass->owner->name, reader = trespass->reader->name;
    struct span what = what_of(trespass), proof = proof_of(trespass);
    if (trespass->changed) {
        bool deletes = span_equal(trespass->operation->method, SPAN("DELETE"));
        return arena_printf(arena, "%.*s %s %.*s, as %.*s sees afterwards: %.*s.", SPAN_ARG(reader),
                            deletes ? "deletes" : "changes", SPAN_ARG(what), SPAN_ARG(owner),
                            SPAN_ARG(proof));
    }
    if (trespass->made && !build_is_read(trespass->operation->method)) {
        return arena_printf(arena, "%.*s is served a write to %.*s: %.*s.", SPAN_ARG(reader),
                            SPAN_ARG(what), SPAN_ARG(proof));
    }
    if (!build_is_read(trespass->operation->method) && !sample_served(&trespass->again.sample)) {
        return arena_printf(arena,
                            "%.*s may write to %.*s: what he sends is looked at, and refused for "
                            "its body alone, as %.*s's is: %.*s.",
                            SPAN_ARG(reader), SPAN_ARG(what), SPAN_ARG(owner), SPAN_ARG(proof));
    }
    return arena_printf(arena, "%.*s is served %.*s, word for word as %.*s is: %.*s.",
                        SPAN_ARG(reader), SPAN_ARG(what), SPAN_ARG(owner), SPAN_ARG(proof));
}

/* Certain where something in it, or its kind, says that it is private, and both are users alike. */
static enum confidence sureness(const struct trespass *trespass) {
    bool read = sample_served(&trespass->again.sample);
    bool own = !trespass->aim.oneself && (trespass->owner->role.len || trespass->privacy.owner.len);
    bool proven = trespass->changed || (read && trespass_is_proven(trespass));
    return own && proven ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY;
}

static enum err report(struct trespass *trespass) {
    struct survey *survey = trespass->survey;
    struct arena *arena = survey_arena(survey);
    struct span owner = cell_who(arena, trespass->owner->name);
    struct span reader = cell_who(arena, trespass->reader->name);
    struct exhibit exhibits[4];
    size_t n = 0;
    if (trespass->owners_list.exchange.request.url.len) {
        exhibits[n++] = (struct exhibit){owner, &trespass->owners_list.exchange, false, false};
        exhibits[n++] = (struct exhibit){reader, &trespass->readers_list.exchange, false, false};
    }
    exhibits[n++] = (struct exhibit){owner, &trespass->owners.exchange, false, false};
    exhibits[n++] = (struct exhibit){reader, &trespass->again.exchange, true, false};
    const struct operation *list =
        trespass->aim.id->owners ? trespass->aim.id->owners->operation : NULL;
    bool mild = !trespass->changed && !trespass_is_proven(trespass);
    const struct disclosure what = {
        .operation = trespass->operation,
        .cause = arena_printf(arena, "%.*s%s%s", SPAN_ARG(list ? list->path : SPAN("own")),
                              build_is_read(trespass->operation->method) ? "" : " written",
                              mild ? " perhaps" : ""),
        .message = message_of(trespass),
        .confidence = sureness(trespass),
        .mild = mild,
        .exhibits = exhibits,
        .exhibit_n = n,
    };
    TRY_PTR(what.cause.ptr);
    TRY_PTR(what.message.ptr);
    return survey_report(survey, &object_level, &what);
}

/* For administrators, where one is there to show it: then it is their operation that is open, which
 * another rule tells. */
static bool is_of_administrators(const struct survey *survey, const struct operation *operation) {
    bool shown = false;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        shown |= role_is_trusted(identity->role);
    }
    return shown && (meant_for_administrators(operation) || meant_place(operation->path).len);
}

/* Once for each operation, by reading or by writing. */
static enum err report_first(struct trespass *trespass) {
    struct arena *arena = survey_arena(trespass->survey);
    if (is_of_administrators(trespass->survey, trespass->operation)) {
        return OK;
    }
    struct span key =
        arena_printf(arena, "object-level %.*s %.*s", SPAN_ARG(trespass->operation->method),
                     SPAN_ARG(trespass->operation->path));
    TRY_PTR(key.ptr);
    return survey_first(trespass->survey, key) ? report(trespass) : OK;
}

static enum err try_pair(struct trespass *trespass, bool *asked, bool *found) {
    struct survey *survey = trespass->survey;
    TRY(survey_self(survey, trespass->owner, &trespass->owner_self));
    TRY(survey_self(survey, trespass->reader, &trespass->reader_self));
    TRY(survey_owned(survey, trespass->owner, trespass->reader, &trespass->owned));
    bool read =
        build_is_read(trespass->operation->method) || entrance_only_answers(trespass->operation);
    TRY(read ? trespass_read(trespass, asked, found) : trespass_write(trespass, asked, found));
    return *found ? report_first(trespass) : OK;
}

static bool may_ask(struct survey *survey, const struct operation *operation,
                    const struct identity *identity) {
    return !role_is_trusted(identity->role) &&
           wallet_choose(survey_wallet(survey), identity, &operation->security);
}

static bool are_alike(struct survey *survey, const struct operation *operation,
                      const struct identity *owner, const struct identity *reader) {
    return owner != reader && span_equal_nocase(owner->role, reader->role) &&
           may_ask(survey, operation, owner) && may_ask(survey, operation, reader);
}

static enum err try_operation(struct survey *survey, const struct operation *operation) {
    const struct identities *identities = survey_identities(survey);
    size_t pairs = 0;
    bool found = false;
    VEC_EACH(const struct identity, owner, &identities->all) {
        VEC_EACH(const struct identity, reader, &identities->all) {
            bool asked = false;
            if (found || pairs == MOST_PAIRS || !are_alike(survey, operation, owner, reader)) {
                continue;
            }
            struct trespass trespass = {
                .survey = survey, .operation = operation, .owner = owner, .reader = reader};
            TRY(try_pair(&trespass, &asked, &found));
            pairs += asked;
        }
    }
    return OK;
}

/* One pair is enough: what was made is the same, whoever makes it. */
static enum err try_making(struct survey *survey, const struct operation *create) {
    const struct identities *identities = survey_identities(survey);
    VEC_EACH(const struct identity, owner, &identities->all) {
        VEC_EACH(const struct identity, reader, &identities->all) {
            if (are_alike(survey, create, owner, reader)) {
                return trespass_on_made(survey, create, owner, reader, report_first);
            }
        }
    }
    return OK;
}

static bool applies(const struct survey *survey, const struct operation *operation) {
    const struct operation_result *row = survey_row(survey, operation);
    return row && row->gate != GATE_OPEN && row->gate != GATE_PUBLIC &&
           row->gate != GATE_UNTESTED && !build_has_effect(operation) &&
           !entrance_ends_session(operation) && !security_is_public(&operation->security) &&
           !is_of_administrators(survey, operation);
}

static enum err survey_objects(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (applies(survey, operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_operation(survey, operation));
        }
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (survey_may_write(survey) && survey_row(survey, operation) &&
            trespass_makes(survey, operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_making(survey, operation));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "object-level",
    .group = "authorization",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "An operation serves one user's objects to another",
    .cwe = {"CWE-639"},
    .owasp = "API1:2023",
    .why = "Whoever has an account reads or changes what belongs to others, by putting another id "
           "into the request. Ids are counted up, or found in links and logs.",
    .how =
        "What each identity's lists show is kept. Where an id stands in one identity's list and "
        "in none of another's of the same role, and the other's list is whole or refused, the "
        "other asks for it by id: in the path, in the query, in the body of what only answers. It "
        "fires when he is served the same, word for word, as the "
        "owner is, when nobody is served without a credential and an id that does not exist is "
        "answered otherwise, and all of it holds once more, with fresh lists. Objects that "
        "say that they are public or shared, or that name the reader, operations that the contract "
        "gives to all users, and identities whose role may see everything do not count. Where "
        "nothing says that it is private (a member that names the owner, what people tell nobody, "
        "the contract's words, a list that is refused, a kind like orders or messages), other "
        "members may be meant to see it: that is medium, and likely. People themselves are "
        "asked for by the id that /me or their own token tells, where no list of people shows it "
        "and the answer holds personal data; this is likely. PUT and PATCH are sent with a body "
        "that cannot be parsed, where that was refused before: whoever is refused for the body of "
        "another's object, and not of one that does not exist, could have written; this is "
        "likely. With --allow-writes one identity makes an object, the other reads, changes and "
        "deletes it, by its path or by a request that must name it in its query or body, and what "
        "the owner sees then is certain; it is taken away again.",
    .fix = "Django REST framework: let get_queryset return the user's own objects "
           "(Order.objects.filter(owner=self.request.user)) for details as for lists, or give the "
           "view a permission class with has_object_permission and fetch by get_object(). "
           "Elsewhere: look objects up by id and owner together, and answer 404.",
};

const struct probe object_level = {.rule = &rule, .survey = survey_objects};
