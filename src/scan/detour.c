/* SPDX-License-Identifier: Apache-2.0 */
/* Which answers show a slash or a scheme, and how the subject takes it on. */
#include "scan/detour.h"

#include "base/mutant.h"
#include "scan/credential/leftover.h"
#include "scan/infer.h"
#include "scan/oracle_parts.h"
#include "text/uri.h"

static struct span path_of(struct span url) {
    struct span rest = span_from_index(url, uri_origin(url).len);
    return span_slice(rest, 0, span_find_byte(rest, '?'));
}

/* The contract left the slash out; what is there is what is to be judged. */
bool detour_wants_slash(const struct subject *subject) {
    const struct shot *best = subject->control[CONTROL_VALID];
    const struct shot *shot = best ? best : subject->control[CONTROL_ANONYMOUS];
    if (!shot || shot->sample.status / 100 != 3) {
        return false;
    }
    struct span path = path_of(subject->draft.request.url), to = shot->sample.location;
    return to.len == path.len + 1 && to.ptr[path.len] == '/' && span_starts(to, path);
}

enum err detour_add_slash(struct subject *subject) {
    struct span *url = &subject->draft.request.url;
    size_t query = span_find_byte(*url, '?');
    struct span after = query == SIZE_MAX ? SPAN("") : span_from_index(*url, query);
    *url = arena_printf(&subject->arena, "%.*s/%.*s", SPAN_ARG(span_slice(*url, 0, query)),
                        SPAN_ARG(after));
    return url->ptr ? OK : ERR_MEMORY;
}

/* Logins and the like refuse whoever does not prove himself in the body: no gate stands before
 * them. */
static bool is_entrance(const struct subject *subject) {
    return subject->planned->logs_in ||
           (subject->planned->for_nobody && !build_is_read(subject->operation->method));
}

/* 404 in words that the router does not use. */
static bool in_own_words(const struct subject *subject) {
    static const struct volatility none = {.differing = 0};
    const struct controls *controls = &subject->controls;
    return controls->anonymous.status == 404 && controls->nowhere.wire == WIRE_OK &&
           sample_compare(&controls->anonymous, &controls->nowhere, &none) != LIKE_SAME;
}

/* A made-up id got an error that told nobody apart, which the router may have given: it may take
 * ids of another form. */
bool detour_wants_id(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    int status = controls->anonymous.status;
    /* the operation's own word, which the router's is not even like: it took the id */
    static const struct volatility none = {.differing = 0};
    if (status == 404 && controls->nowhere.wire == WIRE_OK &&
        sample_compare(&controls->anonymous, &controls->nowhere, &none) == LIKE_NOTHING) {
        return false;
    }
    bool malformed = build_is_read(subject->operation->method) && (status == 400 || status == 422);
    bool same = (!subject->control[CONTROL_VALID] || controls->valid.status == status) &&
                (!subject->control[CONTROL_GARBAGE] || controls->garbage.status == status);
    bool more = subject->id != BUILD_ID_SLUG || (subject->takes && !in_own_words(subject));
    return subject->draft.made_up_id && subject->draft.free_id && same && more &&
           (status == 404 || malformed) && subject->gate.gate == GATE_INCONCLUSIVE;
}

void detour_next_id(struct subject *subject) {
    if (!subject->takes && in_own_words(subject)) {
        subject->takes = true;
        subject->taken = subject->id;
    }
    bool back = subject->id == BUILD_ID_SLUG && !MUTANT(taken_id_forgotten);
    subject->id = back ? subject->taken : subject->id + (subject->id != BUILD_ID_SLUG);
}

/* Whose answer tells whether an Origin does harm. */
static const struct shot *session_writes(const struct subject *subject) {
    bool public = security_is_public(&subject->operation->security);
    return subject->control[public ? CONTROL_ANONYMOUS : CONTROL_VALID];
}

static bool has_origin(const struct shot *shot) {
    return fields_get(&shot->exchange.request.fields, SPAN("Origin")).ptr != NULL;
}

void detour_learn_origin(struct subject *subject) {
    struct site *site = &subject_wallet(subject)->site;
    const struct shot *shot = session_writes(subject);
    if (!shot || !sample_past(&shot->sample) || shot->sample.status / 100 == 5) {
        return;
    }
    site->taken |= has_origin(shot);
    site->refused |= !site->taken && subject->restarts[RESTART_ORIGIN];
}

/* Some servers fall over every Origin that is not on their list, or refuse it, and their own is
 * not. */
bool detour_wants_no_origin(const struct subject *subject) {
    enum { DOUBTS = 3 };
    const struct site *site = &subject->engine->wallet.site;
    const struct shot *shot = session_writes(subject);
    return shot && has_origin(shot) && !site->taken && site->doubts < DOUBTS &&
           (shot->sample.status == 403 || shot->sample.status == 500);
}

static bool takes_leftover(const struct subject *subject) {
    VEC_EACH(const struct requirement *const, more, &subject->leftovers) {
        if (subject->requirement == *more) {
            return true;
        }
    }
    return false;
}

static bool is_unspoken(const struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    return valid && sample_refused(&valid->sample);
}

enum err detour_wants_leftover(struct subject *subject, bool *wants) {
    *wants = false;
    if (subject->restarts[RESTART_LEFTOVER]) { /* what is asked with less shows more */
        *wants = subject->leftovers.n && !takes_leftover(subject);
        subject->leftovers.n = *wants ? 0 : subject->leftovers.n;
        return OK;
    }
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        const struct requirement *more = NULL;
        if (is_unspoken(subject)) {
            TRY(leftover_beside(subject_wallet(subject), (*offer)->identity, (*offer)->requirement,
                                &more));
        }
        if (more && !vec_push(&subject->arena, &subject->leftovers, more)) {
            return ERR_MEMORY;
        }
        *wants |= more != NULL;
    }
    return OK;
}

enum err detour_tell_leftover(struct subject *subject) {
    if (!takes_leftover(subject) || subject->operation->gap.len) {
        return OK;
    }
    struct operation *told = arena_new(&subject->arena, struct operation);
    TRY_PTR(told);
    *told = *subject->operation;
    const struct requirement *requirement = subject->requirement;
    const struct need *last = &requirement->needs.at[requirement->needs.n - 1];
    told->gap =
        arena_printf(&subject->arena, "the contract does not say that it asks for the %s %.*s",
                     last->scheme->kind == SCHEME_COOKIE ? "cookie" : "field",
                     SPAN_ARG(last->scheme->parameter));
    TRY_PTR(told->gap.ptr);
    subject->operation = told;
    return OK;
}

/* In words or by the way to the login as well, where there is no body that they could be about. */
static bool turned_away(const struct subject *subject) {
    const struct sample *asked = &subject->control[CONTROL_ANONYMOUS]->sample;
    bool read = build_is_read(subject->operation->method) && !MUTANT(words_ask_for_nothing);
    return sample_refused(asked) || (read && oracle_turns_away(asked));
}

/* An operation that refuses, though the contract says nothing of a credential or names one that
 * nobody can have: what the refusal asks for is taken as declared. */
bool detour_wants_inference(const struct subject *subject) {
    return infer_lacking(subject->operation) && turned_away(subject) && !is_entrance(subject);
}

enum err detour_infer(struct subject *subject) {
    struct operation *inferred = arena_new(&subject->arena, struct operation);
    TRY_PTR(inferred);
    TRY(infer_operation(&subject->arena, subject_contract(subject), subject->operation,
                        &subject->control[CONTROL_ANONYMOUS]->exchange.response, inferred));
    subject->operation = inferred;
    return OK;
}
