/* SPDX-License-Identifier: Apache-2.0 */
/* Does an operation serve one user's object to another? */
#include "scan/probe.h"
#include "text/json.h"
#include "text/words.h"

enum { MOST_PAIRS = 4, DEPTH = 64, DEEPEST = 6 };

/* Whoever has such a role may see what others own. */
static const struct span TRUSTED =
    SPAN_INIT(" admin admins administrator superuser superadmin root staff manager operator "
              "support auditor owner supervisor moderator internal service system ");

/* One operation, and two users of whom the one must not see what the other owns. */
struct trial {
    struct survey *survey;
    const struct operation *operation;
    const struct identity *owner, *reader;
    struct owned owned;
    const struct owned_id *id; /* that the request asks for */
    bool oneself;              /* it is the owner himself */
    struct request request;
    struct reply owners, readers, again;
    struct reply owners_list, readers_list;
    struct volatility volatility;
    struct span proof; /* a member of the object that names its owner; or empty */
};

static bool names(const struct identity *identity, struct span value) {
    return value.len && (span_equal_nocase(value, identity->name) ||
                         span_equal_nocase(value, identity_user(identity)));
}

/* It says itself that others than its owner may see it. */
static bool is_shared(const struct node *member) {
    static const struct span keys = SPAN_INIT(" public shared published visibility visible "
                                              "privacy access audience sharing ");
    static const struct span values = SPAN_INIT(" public shared everyone everybody all anyone "
                                                "internal team company organization organisation "
                                                "workspace global published unlisted open yes ");
    return words_any(node_key(member), keys) &&
           (node_true(member) || words_any(node_scalar(member), values));
}

static bool concerns(const struct node *node, const struct identity *reader, unsigned depth) {
    NODE_EACH(member, node) {
        if (is_shared(member) || names(reader, node_scalar(member)) ||
            (depth < DEEPEST && concerns(member, reader, depth + 1))) {
            return true;
        }
    }
    return false;
}

/* The member that names its owner; empty without one. */
static struct span owner_field(const struct node *node, const struct identity *owner,
                               unsigned depth) {
    struct span found = SPAN("");
    NODE_EACH(member, node) {
        if (names(owner, node_scalar(member))) {
            return node_key(member);
        }
        if (!found.len && depth < DEEPEST) {
            struct span inner = owner_field(member, owner, depth + 1);
            found = inner.len ? node_key(member).len ? node_key(member) : inner : found;
        }
    }
    return found;
}

/* What people tell of themselves, and not to everybody. */
static bool is_personal(const struct node *node, unsigned depth) {
    static const struct span words = SPAN_INIT(
        " email mail phone mobile telephone address street birth birthday birthdate dob "
        "iban card ssn salary income balance tax password secret token passport insurance "
        "diagnosis ");
    NODE_EACH(member, node) {
        if ((node_scalar(member).len && words_any(node_key(member), words)) ||
            (depth < DEEPEST && is_personal(member, depth + 1))) {
            return true;
        }
    }
    return false;
}

/* Reads the object; false: it is nothing to be private, or the reader's own business. */
static enum err is_private(struct trial *trial, bool *out) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = DEPTH};
    struct arena *arena = survey_arena(trial->survey);
    enum err read = json_parse(arena, trial->readers.exchange.response.body, &options, &root, NULL);
    *out = read == OK && node_first(root) && !concerns(root, trial->reader, 0) &&
           (!trial->oneself || is_personal(root, 0));
    trial->proof = *out ? owner_field(root, trial->owner, 0) : SPAN("");
    return read == ERR_MEMORY ? read : OK;
}

static enum err ask(struct trial *trial, const struct identity *identity, struct reply *out) {
    return survey_ask(trial->survey, trial->operation, &trial->request, identity, out);
}

/* But for what changes in every answer. */
static bool same(const struct trial *trial, const struct reply *a, const struct reply *b) {
    return sample_served(&a->sample) && sample_served(&b->sample) &&
           sample_compare(&a->sample, &b->sample, &trial->volatility) == LIKE_SAME;
}

/* As the owner is served, twice. */
static enum err ask_owner(struct trial *trial, bool *out) {
    struct reply again;
    *out = false;
    TRY(ask(trial, trial->owner, &trial->owners));
    if (!sample_served(&trial->owners.sample)) {
        return OK;
    }
    TRY(ask(trial, trial->owner, &again));
    TRY(sample_learn(survey_arena(trial->survey), &trial->owners.sample, &again.sample,
                     &trial->volatility));
    *out = same(trial, &trial->owners, &again) && same(trial, &trial->owners, &trial->readers);
    return OK;
}

/* The reader gets what the owner gets, nobody else does, and it is of this very object. */
static enum err is_served(struct trial *trial, bool *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct reply nobody, elsewhere;
    *out = false;
    TRY(ask(trial, trial->reader, &trial->readers));
    if (!sample_served(&trial->readers.sample) || trial->readers.sample.kind != SAMPLE_JSON) {
        return OK;
    }
    TRY(is_private(trial, out));
    TRY(*out ? ask_owner(trial, out) : OK);
    if (!*out) {
        return OK;
    }
    TRY(ask(trial, NULL, &nobody));
    struct request other = trial->request;
    other.url = owned_elsewhere(arena, trial->id, other.url);
    TRY_PTR(other.url.ptr);
    TRY(survey_ask(trial->survey, trial->operation, &other, trial->reader, &elsewhere));
    *out = nobody.sample.wire == WIRE_OK && !sample_served(&nobody.sample) &&
           elsewhere.sample.wire == WIRE_OK && !same(trial, &elsewhere, &trial->readers);
    return OK;
}

static enum err list_again(struct trial *trial, const struct identity *identity,
                           const struct listing *first, struct reply *reply,
                           struct listing *fresh) {
    struct survey *survey = trial->survey;
    struct arena *arena = survey_arena(survey);
    const struct operation *operation = first->operation;
    struct draft draft;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    *fresh = (struct listing){.operation = operation, .identity = identity};
    TRY(survey_ask(survey, operation, &draft.request, identity, reply));
    return listing_read(arena, survey_contract(survey), trial->owned.known.index, &reply->exchange,
                        fresh);
}

/* Once more, and the lists as well: the object may have changed hands. */
static enum err confirm(struct trial *trial, bool *out) {
    const struct known_value *value = &trial->id->value;
    struct listing owners = {.status = 0}, readers = {.status = 0};
    *out = false;
    TRY(list_again(trial, trial->owner, trial->id->owners, &trial->owners_list, &owners));
    TRY(list_again(trial, trial->reader, trial->id->readers, &trial->readers_list, &readers));
    TRY(ask(trial, trial->reader, &trial->again));
    *out = listing_holds(&owners, value->name, value->value) &&
           readers.status == trial->id->readers->status &&
           (readers.status / 100 != 2 || readers.whole) &&
           !listing_holds(&readers, value->name, value->value) &&
           same(trial, &trial->again, &trial->readers);
    return OK;
}

static struct span message_of(const struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    const struct operation *list = trial->id->owners->operation;
    struct span owner = trial->owner->name, reader = trial->reader->name;
    struct span field = trial->proof.len ? arena_printf(arena, "; its member %.*s names %.*s",
                                                        SPAN_ARG(trial->proof), SPAN_ARG(owner))
                                         : SPAN("");
    bool refused = trial->id->readers->status / 100 != 2;
    return arena_printf(arena,
                        "%.*s is served an object of %.*s's (%.*s %.*s), word for word as %.*s is: "
                        "%.*s %.*s shows it to %.*s%s%.*s%.*s.",
                        SPAN_ARG(reader), SPAN_ARG(owner), SPAN_ARG(trial->id->value.name),
                        SPAN_ARG(trial->id->value.value), SPAN_ARG(owner), SPAN_ARG(list->method),
                        SPAN_ARG(list->path), SPAN_ARG(owner),
                        refused ? " and is refused to " : " and not to ", SPAN_ARG(reader),
                        SPAN_ARG(field));
}

static enum err report(struct trial *trial) {
    struct survey *survey = trial->survey;
    struct arena *arena = survey_arena(survey);
    const struct exhibit exhibits[] = {
        {cell_who(arena, trial->owner->name), &trial->owners_list.exchange, false, false},
        {cell_who(arena, trial->reader->name), &trial->readers_list.exchange, false, false},
        {cell_who(arena, trial->owner->name), &trial->owners.exchange, false, false},
        {cell_who(arena, trial->reader->name), &trial->again.exchange, true, false},
    };
    const struct disclosure what = {
        .operation = trial->operation,
        .cause = trial->id->owners->operation->path,
        .message = message_of(trial),
        .confidence = !trial->oneself && (trial->proof.len || trial->owner->role.len)
                          ? CONFIDENCE_CONFIRMED
                          : CONFIDENCE_LIKELY,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(survey, &object_level, &what);
}

/* *asked: a request was sent. *found: it is reported. */
static enum err try_ids(struct trial *trial, bool *asked, bool *found) {
    struct survey *survey = trial->survey;
    struct draft draft;
    if (!trial->owned.ids.n) {
        return OK;
    }
    TRY(survey_build(survey, trial->operation, &trial->owned.known, &draft));
    if (!draft.built || draft.made_up_id) {
        return OK;
    }
    trial->id = trial->oneself ? &trial->owned.ids.at[0]
                               : owned_in(survey_arena(survey), &trial->owned,
                                          trial->operation->path, draft.request.url);
    if (!trial->id) {
        return OK;
    }
    *asked = true;
    trial->request = draft.request;
    TRY(is_served(trial, found));
    TRY(*found ? confirm(trial, found) : OK);
    return *found ? report(trial) : OK;
}

/* By what lists show; else by who the owner is. */
static enum err try_pair(struct trial *trial, bool *asked, bool *found) {
    struct survey *survey = trial->survey;
    struct arena *arena = survey_arena(survey);
    const struct listings *listings = survey_listings(survey);
    TRY(owned_collect(arena, listings, trial->owner, trial->reader, &trial->owned));
    TRY(try_ids(trial, asked, found));
    if (*asked) {
        return OK;
    }
    trial->oneself = true;
    TRY(oneself_collect(arena, listings, trial->owner, trial->reader, trial->operation,
                        &trial->owned));
    return try_ids(trial, asked, found);
}

static bool may_ask(struct survey *survey, const struct operation *operation,
                    const struct identity *identity) {
    return !words_any(identity->role, TRUSTED) &&
           wallet_choose(survey_wallet(survey), identity, &operation->security);
}

static enum err try_operation(struct survey *survey, const struct operation *operation) {
    const struct identities *identities = survey_identities(survey);
    size_t pairs = 0;
    bool found = false;
    VEC_EACH(const struct identity, owner, &identities->all) {
        VEC_EACH(const struct identity, reader, &identities->all) {
            bool asked = false;
            if (owner == reader || found || pairs == MOST_PAIRS ||
                !span_equal_nocase(owner->role, reader->role) ||
                !may_ask(survey, operation, owner) || !may_ask(survey, operation, reader)) {
                continue;
            }
            struct trial trial = {
                .survey = survey, .operation = operation, .owner = owner, .reader = reader};
            TRY(try_pair(&trial, &asked, &found));
            pairs += asked;
        }
    }
    return OK;
}

static bool applies(const struct survey *survey, const struct operation *operation) {
    const struct operation_result *row = survey_row(survey, operation);
    return row && row->gate != GATE_OPEN && row->gate != GATE_PUBLIC &&
           row->gate != GATE_UNTESTED && span_equal(operation->method, SPAN("GET")) &&
           operation_has_variable(operation) && !build_has_effect(operation) &&
           !entrance_ends_session(operation) && !security_is_public(&operation->security);
}

static enum err survey_objects(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (applies(survey, operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_operation(survey, operation));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "object-level",
    .group = "authorization",
    .severity = SEVERITY_HIGH,
    .title = "An operation serves one user's objects to another",
    .cwe = {"CWE-639"},
    .owasp = "API1:2023",
    .why = "Whoever has an account reads what belongs to others, by putting another id into the "
           "path. Ids are counted up, or found in links and logs.",
    .how =
        "What each identity's lists show is kept. Where an id stands in one identity's list and "
        "not in another's of the same role, and the other's list is whole or refused, the "
        "other asks for it by id. It fires when he is served the same, word for word, as the "
        "owner is, when nobody is served without a credential and an id that does not exist is "
        "answered otherwise, and all of it holds once more, with fresh lists. Objects that "
        "say that they are public or shared, or that name the reader, and identities whose role "
        "may see everything do not count. People themselves are "
        "asked for by the id that /me tells them, where no list of people shows it and the answer "
        "holds personal data; this is likely.",
    .fix = "Django REST framework: let get_queryset return the user's own objects "
           "(Order.objects.filter(owner=self.request.user)) for details as for lists, or give the "
           "view a permission class with has_object_permission and fetch by get_object(). "
           "Elsewhere: look objects up by id and owner together, and answer 404.",
};

const struct probe object_level = {.rule = &rule, .survey = survey_objects};
