/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for what is not there. */
#include "scan/order.h"

#include "base/mutant.h"
#include "scan/controls.h"
#include "scan/nowhere.h"
#include "scan/status.h"
#include "text/uri.h"
#include "text/words.h"

/* The contract has objects below the path. */
static bool has_items(const struct contract *contract, struct span path) {
    VEC_EACH(const struct operation, other, &contract->operations) {
        if (span_starts(other->path, path) &&
            span_starts(span_from_index(other->path, path.len), SPAN("/{"))) {
            return true;
        }
    }
    return false;
}

struct span order_nest(const struct contract *contract, struct span path) {
    size_t last = 0, before = 0;
    for (size_t at = 0; at < path.len; at++) {
        before = path.ptr[at] == '}' ? last : before;
        last = path.ptr[at] == '}' ? at : last;
    }
    bool collection = !before && last + 1 < path.len && has_items(contract, path);
    size_t end = collection ? last : before;
    return end && !MUTANT(nest_counts_all) ? span_slice(path, 0, end + 2) : SPAN("");
}

/* What the path names is no secret that would itself be the credential. */
static bool names_object(const struct subject *subject) {
    static const struct span secrets =
        SPAN_INIT(" token code secret hash signature sig nonce otp key ");
    struct span path = subject->operation->path;
    size_t at = span_find_byte(path, '{');
    bool capability = at != SIZE_MAX && words_any(span_from_index(path, at), secrets);
    return at != SIZE_MAX && (subject->controls.write || !capability || MUTANT(secret_is_a_name));
}

bool order_is_open_question(const struct subject *subject) {
    bool absent = subject->draft.made_up_id || subject_takes_away(subject);
    return absent && names_object(subject);
}

static bool is_refused(const struct subject *subject, const struct sample *sample) {
    return sample_refused(sample) || rebuffs_know(&subject->engine->rebuffs, sample);
}

/* Reads one object that is there, and lets nobody else. */
static bool worth_asking(const struct subject *subject) {
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    const struct shot *garbage = subject->control[CONTROL_GARBAGE];
    const struct shot *valid = subject->control[CONTROL_VALID];
    return build_is_read(subject->operation->method) && !subject->draft.made_up_id &&
           !subject->order_told && valid && garbage && sample_served(&valid->sample) &&
           sample_refused(&anonymous->sample) && is_refused(subject, &garbage->sample) &&
           span_find_byte(subject->operation->path, '{') != SIZE_MAX;
}

enum err order_ask(struct subject *subject) {
    const struct requirement *requirement = controls_requirement(subject);
    struct request request;
    if (!worth_asking(subject) || !requirement || MUTANT(order_unasked)) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    request.url = nowhere_object(&subject->arena, request.url, subject->operation->path);
    TRY_PTR(request.url.ptr);
    if (!request.url.len) {
        return OK;
    }
    TRY(wallet_worthless(subject_wallet(subject), &subject->arena, requirement, &request));
    subject->stranger = shot_new(&subject->volley, "garbage", &request, NULL);
    TRY_PTR(subject->stranger);
    return shot_send(subject->stranger, 0);
}

static bool is_missing(const struct sample *sample) {
    return sample->wire == WIRE_OK && status_is_missing(sample->status);
}

/* By a request of its own for what is not there, or by the controls, if they were such. */
static enum path_order order_of(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    const struct sample *valid = &controls->valid, *anonymous = &controls->anonymous;
    if (subject->stranger) {
        const struct sample *stranger = &subject->stranger->sample;
        return is_refused(subject, stranger) ? PATH_ASKS_FIRST
               : is_missing(stranger)        ? PATH_LOOKS_FIRST
                                             : PATH_UNTOLD;
    }
    bool refused = sample_refused(anonymous) && sample_refused(&controls->garbage);
    bool error = sample_past(valid) && valid->status / 100 == 4;
    if (refused && (is_missing(valid) || (error && subject->draft.made_up_id))) {
        return PATH_ASKS_FIRST;
    }
    static const struct volatility none = {.differing = 0};
    bool router = controls->nowhere.wire == WIRE_OK &&
                  sample_compare(anonymous, &controls->nowhere, &none) == LIKE_SAME;
    bool doubt = order_is_open_question(subject) ||
                 (names_object(subject) && !MUTANT(doubt_by_made_up_alone));
    return doubt && is_missing(valid) && is_missing(anonymous) && !router ? PATH_IN_DOUBT
                                                                          : PATH_UNTOLD;
}

static enum err learn(struct subject *subject, enum path_order order) {
    if (order == PATH_UNTOLD || subject->order_told || subject->engine->last_round) {
        return OK;
    }
    subject->order_told = true;
    return path_memory_learn_order(
        &subject->engine->path_memory, subject->operation->path, order, subject->controls.write,
        order_nest(subject_contract(subject), uri_without_slash(subject->operation->path)));
}

enum err order_learn(struct subject *subject) {
    return learn(subject, order_of(subject));
}

enum err order_learn_doubt(struct subject *subject) {
    return learn(subject, PATH_IN_DOUBT);
}
