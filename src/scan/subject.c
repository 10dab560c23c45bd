/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe may ask of its subject. */
#include "scan/subject.h"

#include "base/mutant.h"
#include "scan/nowhere.h"

void subject_untried(struct subject *subject, struct span why) {
    subject->untried = why;
}

struct arena *subject_arena(struct subject *subject) {
    return &subject->arena;
}

const struct operation *subject_operation(const struct subject *subject) {
    return subject->operation;
}

const struct operation *subject_declared(const struct subject *subject) {
    return subject->planned->operation;
}

const struct contract *subject_contract(const struct subject *subject) {
    return subject->engine->options->contract;
}

const struct identities *subject_identities(const struct subject *subject) {
    return subject->engine->options->identities;
}

struct wallet *subject_wallet(const struct subject *subject) {
    return &subject->engine->wallet;
}

const struct identity *subject_identity(const struct subject *subject) {
    return subject->identity;
}

const struct requirement *subject_requirement(const struct subject *subject) {
    return subject->requirement;
}

const struct controls *subject_controls(const struct subject *subject) {
    return &subject->controls;
}

const struct gate_ruling *subject_gate(const struct subject *subject) {
    return &subject->gate;
}

const struct exchange *subject_control(const struct subject *subject, enum control control) {
    const struct shot *shot = subject->control[control];
    return shot ? &shot->exchange : NULL;
}

bool subject_offer(const struct subject *subject, size_t i, struct offer *out) {
    if (i >= subject->offers.n) {
        return false;
    }
    const struct shot *shot = subject->offers.at[i];
    *out = (struct offer){shot->identity, shot->requirement, &shot->sample};
    return true;
}

bool subject_is_login(const struct subject *subject) {
    return subject->planned->logs_in;
}

enum err subject_request(struct subject *subject, struct request *out) {
    TRY(request_copy(&subject->arena, &subject->draft.request, out));
    return subject_freshen(subject, out);
}

enum err subject_nowhere(struct subject *subject, const struct request *like, struct request *out) {
    TRY(request_copy(&subject->arena, like, out));
    out->url = nowhere_url(&subject->arena, like->url, subject->operation->path);
    return out->url.ptr ? OK : ERR_MEMORY;
}

enum err subject_valid_request(struct subject *subject, struct request *out) {
    TRY(subject_request(subject, out));
    return wallet_present(subject_wallet(subject), &subject->arena, subject->identity,
                          subject->requirement, out);
}

bool subject_presented_by(struct subject *subject, const struct identity *identity,
                          struct presented *out) {
    struct wallet *wallet = subject_wallet(subject);
    const struct requirement *requirement = NULL;
    VEC_EACH(struct shot *, shot, &subject->valid) {
        requirement = (*shot)->identity == identity ? (*shot)->requirement : requirement;
    }
    return requirement && wallet_presented(wallet, identity, requirement, out);
}

bool subject_presented(struct subject *subject, struct presented *out) {
    return subject_presented_by(subject, subject->identity, out);
}

bool subject_has_found(const struct subject *subject, const struct probe *probe,
                       struct span cause) {
    return findings_has_cause(&subject->engine->findings, probe->rule->id, cause);
}

bool subject_declares(const struct subject *subject, struct span method) {
    return plan_declares(&subject->engine->plan, subject->planned, method);
}

bool subject_documents(const struct subject *subject, struct span path) {
    return plan_documents(&subject->engine->plan, path);
}

enum err subject_build(struct subject *subject, const struct operation *operation,
                       enum build_mode mode, struct draft *out) {
    struct engine *engine = subject->engine;
    TRY(build_request(&subject->arena, engine->options->contract, operation, engine->known,
                      engine->options->base_url, mode, out));
    return out->built ? wallet_accompany(&engine->wallet, &subject->arena, operation,
                                         subject->company, &out->request)
                      : OK;
}

enum err subject_accompany(struct subject *subject, struct request *request) {
    if (MUTANT(unaccompanied)) {
        return OK;
    }
    return wallet_accompany(subject_wallet(subject), &subject->arena, subject->operation,
                            subject->company, request);
}

/* Who asked first. A subject that starts over asks again, and is first again. */
struct first {
    const struct planned *planned;
    unsigned round;
};

bool subject_first(struct subject *subject, struct span key) {
    struct engine *engine = subject->engine;
    enum { GENTLE = 1000 }; /* more than it may start over */
    unsigned round = subject_round(subject) + (engine->gentle ? GENTLE : 0);
    struct first *first = map_get(&engine->seen, key);
    if (first) {
        bool again = first->planned == subject->planned && first->round != round;
        first->round = again ? round : first->round;
        return again;
    }
    struct span kept = arena_dup(engine->arena, key);
    first = arena_new(engine->arena, struct first);
    if (!first || !kept.ptr) {
        return false;
    }
    *first = (struct first){subject->planned, round};
    return map_put(engine->arena, &engine->seen, kept, first) == OK;
}

static bool same_fields(const struct fields *a, const struct fields *b) {
    bool same = a->n == b->n;
    for (size_t i = 0; i < a->n && same; i++) {
        bool found = false;
        for (size_t j = 0; j < b->n && !found; j++) {
            found = span_equal_nocase(a->at[i].name, b->at[j].name) &&
                    span_equal(a->at[i].value, b->at[j].value);
        }
        same = found;
    }
    return same;
}

static bool same_request(const struct request *a, const struct request *b) {
    return span_equal(a->method, b->method) && span_equal(a->url, b->url) &&
           span_equal(a->body, b->body) && same_fields(&a->fields, &b->fields) &&
           span_equal(a->certificate, b->certificate);
}

/* Byte by byte what an identity asks with its genuine credential: that this is served shows nothing
 * of those who have none. */
static bool is_genuine(const struct subject *subject, const struct request *request) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if (same_request(request, &(*shot)->exchange.request) && !MUTANT(genuine_sent)) {
            return true;
        }
    }
    return false;
}

/* The body was sent with a control. */
static bool is_of_control(const struct subject *subject, struct span body) {
    for (size_t i = 0; i < 4; i++) {
        const struct shot *shot = subject->control[i];
        if (shot && body.len && shot->exchange.request.body.ptr == body.ptr) {
            return true;
        }
    }
    return false;
}

bool subject_wants(const struct subject *subject, const struct probe *probe) {
    return plan_wants(subject->engine->options, probe->rule);
}

const struct exchange *subject_options(const struct subject *subject) {
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        bool options = span_equal((*attack)->label, SPAN("OPTIONS"));
        if (options && sample_served((*attack)->sample)) {
            return (*attack)->exchange;
        }
    }
    return NULL;
}

bool subject_sends(const struct subject *subject, enum battery battery) {
    return battery >= subject->battery.from && battery <= subject->battery.to;
}

enum err subject_attack(struct subject *subject, const struct probe *probe,
                        const struct request *request, struct attack attack,
                        const struct attack **kept) {
    if (kept) {
        *kept = NULL;
    }
    if (!subject_sends(subject, attack.battery) ||
        (probe->opens && !attack.witness && !attack.genuine && is_genuine(subject, request))) {
        return OK;
    }
    if (subject->attacks.n == SUBJECT_ATTACKS) {
        subject->dropped++;
        return OK;
    }
    struct attack *made = arena_new(&subject->arena, struct attack);
    TRY_PTR(made);
    *made = attack;
    made->probe = probe;
    struct request own = *request;
    if (is_of_control(subject, own.body)) {
        TRY(subject_freshen(subject, &own));
    }
    if (probe->opens && !attack.witness) {
        subject_spend(subject, &own);
    }
    made->given_body = own.body.len && own.body.ptr == subject->body.ptr;
    made->shot = shot_new(&subject->volley, probe->rule->id, &own, NULL);
    TRY_PTR(made->shot);
    made->exchange = &made->shot->exchange;
    made->sample = &made->shot->sample;
    if (kept) {
        *kept = made;
    }
    return vec_push(&subject->arena, &subject->attacks, made) ? OK : ERR_MEMORY;
}
