/* SPDX-License-Identifier: Apache-2.0 */
/* Writing methods that the contract does not name: when one of them is handled, what that means is
 * told by witnesses. */
#include "scan/probe.h"
#include "text/field.h"

static const struct span WRITES[] = {SPAN_INIT("POST"), SPAN_INIT("PUT"), SPAN_INIT("PATCH"),
                                     SPAN_INIT("DELETE")};

const struct span INVENTED_METHOD = SPAN_INIT("POSTERN");

bool subject_is_guarded(const struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    return gate->gate == GATE_ENFORCED && gate->anonymous.verdict == VERDICT_DENIED &&
           gate->garbage.verdict != VERDICT_GRANTED && gate->valid_accepted;
}

enum err subject_witness(struct subject *subject, const struct probe *probe,
                         const struct request *request, const struct attack *next,
                         const struct attack **out) {
    struct attack attack = {.label = SPAN("witness"), .witness = true, .partner = next};
    return subject_attack(subject, probe, request, attack, out);
}

bool subject_alike(const struct subject *subject, const struct sample *a, const struct sample *b) {
    const struct volatility *volatility = &subject_controls(subject)->volatility;
    return a->wire == b->wire && a->status == b->status &&
           sample_compare(a, b, volatility) == LIKE_SAME;
}

static enum err spoiled(struct subject *subject, struct span method, enum build_mode mode,
                        struct draft *draft) {
    struct operation synthetic = *subject_operation(subject);
    struct media json = {.type = SPAN("application/json")};
    synthetic.method = method;
    synthetic.bodies.at = &json;
    synthetic.bodies.n = synthetic.bodies.room = 1;
    TRY(subject_build(subject, &synthetic, mode, draft));
    draft->built = draft->built && (draft->made_up_id || !span_equal(method, SPAN("DELETE")));
    return OK;
}

/* A declared writing method of the path; empty when there is none. */
static struct span declared_write(const struct subject *subject) {
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        if (subject_declares(subject, WRITES[i])) {
            return WRITES[i];
        }
    }
    return (struct span){NULL, 0};
}

bool undeclared_has_sibling(const struct subject *subject) {
    return declared_write(subject).len > 0;
}

/* What a tentative attack is for. */
enum { ANOTHER = 0, FIRST, ELSEWHERE };

static bool is_write(struct span method) {
    bool write = false;
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        write |= span_equal(method, WRITES[i]);
    }
    return write;
}

/* A writing method that the contract does not name, spoiled so that it cannot succeed: when it is
 * handled, it is worth asking what that means. */
static enum err ask(struct subject *subject, const struct probe *probe, struct span method,
                    size_t from) {
    struct draft draft;
    TRY(spoiled(subject, method, BUILD_UNPARSABLE, &draft));
    struct attack attack = {.label = method, .cause = method, .tentative = true, .from = from};
    return draft.built ? subject_attack(subject, probe, &draft.request, attack, NULL) : OK;
}

/* The first undeclared method is asked alone: a 405 tells in Allow which others are worth it, and
 * so does OPTIONS. With all batteries at once no server's word is taken for it. */
enum err undeclared_plan(struct subject *subject, const struct probe *probe, const char *kind) {
    struct span key = arena_printf(subject_arena(subject), "method-gap %s %.*s", kind,
                                   SPAN_ARG(subject_operation(subject)->path));
    bool first = subject_sends(subject, BATTERY_SHORT) && subject_first(subject, key);
    bool all = subject_sends(subject, BATTERY_FULL);
    for (size_t i = 0; first && i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        if (!subject_declares(subject, WRITES[i])) {
            TRY(ask(subject, probe, WRITES[i], all ? ANOTHER : FIRST));
            first = all;
        }
    }
    return OK;
}

/* Whether an answer leaves that method open: it may not say which there are. */
static bool left_open(const struct response *response, struct span method) {
    struct span allow = fields_get(&response->fields, SPAN("Allow"));
    return !allow.len || field_list_has_nocase(allow, method);
}

/* Those that answer 405, and OPTIONS, name the methods that there are. */
static bool worth_asking(const struct subject *subject, const struct exchange *refused,
                         struct span method) {
    const struct exchange *options = subject_options(subject);
    bool named = refused->response.status != 405 || left_open(&refused->response, method);
    return named && (!options || left_open(&options->response, method));
}

static enum err ask_others(struct subject *subject, const struct attack *first) {
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        if (!subject_declares(subject, WRITES[i]) && !span_equal(WRITES[i], first->label) &&
            worth_asking(subject, first->exchange, WRITES[i])) {
            TRY(ask(subject, first->probe, WRITES[i], ANOTHER));
        }
    }
    return OK;
}

/* Many routers answer 404 to methods that they do not have, wherever they are asked. */
static enum err ask_elsewhere(struct subject *subject, const struct attack *attack) {
    struct request nowhere;
    struct attack elsewhere = {.label = attack->label,
                               .cause = attack->cause,
                               .tentative = true,
                               .from = ELSEWHERE,
                               .partner = attack};
    TRY(subject_nowhere(subject, &attack->exchange->request, &nowhere));
    return subject_attack(subject, attack->probe, &nowhere, elsewhere, NULL);
}

/* The witnesses of an undeclared write, in this order. */
enum { BY_GARBAGE = 0, BY_SIBLING, NOWHERE, BY_INVENTED, MISTYPED, BY_OWN, WITNESSES };

/* asked: with the body that it is asked about; mode: how a declared write is spoiled likewise. */
static enum err witness_requests(struct subject *subject, const struct request *asked,
                                 enum build_mode mode, struct request to[static WITNESSES],
                                 bool *sibling) {
    struct arena *arena = subject_arena(subject);
    const struct requirement *requirement = subject_requirement(subject);
    struct span method = declared_write(subject);
    struct draft other = {.built = false};
    for (size_t i = 0; i < WITNESSES; i++) {
        TRY(request_copy(arena, asked, &to[i]));
    }
    if (requirement) {
        TRY(wallet_worthless(subject_wallet(subject), arena, requirement, &to[BY_GARBAGE]));
    }
    if (method.len) {
        TRY(spoiled(subject, method, mode, &other));
    }
    *sibling = other.built;
    to[BY_SIBLING] = other.built ? other.request : to[BY_SIBLING];
    TRY(subject_nowhere(subject, asked, &to[NOWHERE]));
    to[BY_INVENTED].method = INVENTED_METHOD;
    to[MISTYPED].body = SPAN("[0]");                         /* JSON, and no object */
    if (build_is_read(subject_operation(subject)->method)) { /* there, what the subject is asked */
        to[BY_OWN].method = subject_operation(subject)->method;
        to[BY_OWN].body = SPAN("");
        fields_remove(&to[BY_OWN].fields, SPAN("Content-Type"));
    }
    return OK;
}

static enum err hold_against(struct subject *subject, const struct probe *probe,
                             const struct attack *attack, const struct request *asked,
                             enum build_mode mode) {
    struct request requests[WITNESSES];
    const struct attack *partner = NULL;
    bool sibling;
    TRY(witness_requests(subject, asked, mode, requests, &sibling));
    for (size_t i = WITNESSES; i-- > 0;) {
        TRY(subject_witness(subject, probe, &requests[i], partner, &partner));
    }
    struct attack whole = {
        .label = attack->label,
        .cause = attack->cause,
        .partner = partner,
        .from = sibling, /* the witness of that name is one */
        .to = WITNESSES,
        .only_named = true,
        .named = {attack->label, subject_operation(subject)->path},
    };
    return subject_attack(subject, probe, asked, whole, NULL);
}

/* Where a parser in front of all routes may have spoken, a second body passes it: a list without
 * anything in it, which is no object and makes nothing. */
static enum err with_witnesses(struct subject *subject, const struct attack *attack) {
    const struct probe *probe = attack->probe;
    const struct request *asked = &attack->exchange->request;
    struct request parsed;
    TRY(hold_against(subject, probe, attack, asked, BUILD_UNPARSABLE));
    if (attack->sample->status != 400 || !asked->body.len) {
        return OK;
    }
    TRY(request_copy(subject_arena(subject), asked, &parsed));
    parsed.body = SPAN("[]");
    return hold_against(subject, probe, attack, &parsed, BUILD_LACKING);
}

bool undeclared_is(const struct attack *attack) {
    return attack->to == WITNESSES || (attack->tentative && is_write(attack->cause));
}

/* Past every gate, to a view that found fault with what was spoiled, or did not look. */
static bool is_handled(const struct sample *sample) {
    int status = sample->status;
    return sample->wire == WIRE_OK && (status == 400 || status == 409 || status == 415 ||
                                       status == 422 || (status / 100 == 2 && !sample->refusal));
}

enum err undeclared_narrow(struct subject *subject, const struct attack *attack) {
    if (attack->from == ELSEWHERE) {
        return with_witnesses(subject, attack->partner);
    }
    if (attack->from == FIRST) {
        TRY(ask_others(subject, attack));
    }
    if (is_handled(attack->sample)) {
        return with_witnesses(subject, attack);
    }
    return attack->sample->status == 404 ? ask_elsewhere(subject, attack) : OK;
}

/* An id that nobody has, asked to be deleted: told so by the operation, and not by the router,
 * whose word for a method that the path has not is another (servers may take no invented one at
 * all). A guarded subject would have refused before it looked for the id. */
static bool deletes_nobody(const struct subject *subject, const struct attack *attack,
                           const struct sample *const by[static WITNESSES]) {
    int invented = by[BY_INVENTED]->status;
    bool other = invented == 405 || invented == 400 || invented == 501;
    bool first = !subject_is_guarded(subject) || sample_refused(by[BY_OWN]);
    return span_equal(attack->label, SPAN("DELETE")) && other && first;
}

/* Against its witnesses. */
static bool against_witnesses(const struct subject *subject, const struct attack *attack) {
    const struct sample *sample = attack->sample, *by[WITNESSES];
    const struct attack *partner = attack->partner;
    for (size_t i = 0; i < WITNESSES; i++, partner = partner->partner) {
        by[i] = partner->sample;
    }
    if (subject_alike(subject, sample, by[NOWHERE]) ||
        subject_alike(subject, sample, by[BY_INVENTED]) ||
        subject_alike(subject, sample, &subject_controls(subject)->anonymous)) {
        return false;
    }
    bool by_garbage = subject_is_guarded(subject) && sample_refused(by[BY_GARBAGE]);
    if (sample->status == 404) { /* an id that nobody has */
        return by_garbage || deletes_nobody(subject, attack, by);
    }
    bool sibling = attack->from;
    bool alone = !sibling && is_handled(by[MISTYPED]) && !sample_refused(by[BY_GARBAGE]);
    return is_handled(sample) &&
           (by_garbage || (sibling && sample_refused(by[BY_SIBLING])) || alone);
}

bool undeclared_hit(const struct subject *subject, const struct attack *attack) {
    if (attack->tentative && attack->from == ELSEWHERE) {
        return !subject_alike(subject, attack->sample, attack->partner->sample);
    }
    if (attack->tentative) {
        return attack->from == FIRST || is_handled(attack->sample) || attack->sample->status == 404;
    }
    return attack->sample->wire == WIRE_OK && against_witnesses(subject, attack);
}
