/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a subject: controls, again, attack, narrow, confirm. Each step is taken when all
 * that the one before had sent is answered. */
#include "scan/engine_private.h"

static const struct scheme ANY_BEARER = {
    .kind = SCHEME_BEARER, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Bearer")};
static const struct scheme ANY_BASIC = {
    .kind = SCHEME_BASIC, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Basic")};

static bool refused(const struct sample *sample) {
    return sample->wire == WIRE_OK && (sample->status == 401 || sample->status == 403);
}

static bool served(const struct sample *sample) {
    return sample->wire == WIRE_OK && sample->status / 100 == 2;
}

/* Lets in or at least past the gate, as far as a status can tell. */
static bool past(const struct sample *sample) {
    return sample->wire == WIRE_OK && !refused(sample) && sample->status / 100 != 5 &&
           !sample->throttled;
}

/* An answer that tells nothing of the gate and may be another one next time. */
static bool unsettled(const struct shot *shot, unsigned most) {
    if (!shot || shot->repeats >= most) {
        return false;
    }
    switch (shot->sample.wire) {
    case WIRE_OK:
        return shot->sample.status / 100 == 5;
    case WIRE_CLOSED:
    case WIRE_CONNECT:
    case WIRE_PROTOCOL:
        return true;
    case WIRE_UNSENT:
    case WIRE_RESOLVE:
    case WIRE_TLS:
    case WIRE_TIMEOUT:
    case WIRE_HEADERS:
    case WIRE_BUDGET:
    case WIRE_STOPPED:
    case WIRE_FAILED:
        break;
    }
    return false;
}

static void repeat_unsettled(struct shot *shot, unsigned most) {
    if (unsettled(shot, most)) {
        shot->repeats++;
        shot_send(shot);
    }
}

static bool declares_scheme(const struct security *security, enum scheme_kind kind) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme && need->scheme->kind == kind) {
                return true;
            }
        }
    }
    return false;
}

/* The requirement that garbage is made for: the accepted identity's, or the first that asks. */
static const struct requirement *first_requirement(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n && requirement->needs.at[0].scheme) {
            return requirement;
        }
    }
    return NULL;
}

static enum err control_shot(struct subject *subject, enum control control,
                             struct shot *slot[static 4]) {
    struct request request;
    TRY(request_copy(&subject->arena, &subject->draft.request, &request));
    const struct security *security = &subject->operation->security;
    const struct requirement *requirement =
        subject->requirement ? subject->requirement : first_requirement(security);
    const struct identity *identity = NULL;
    switch (control) {
    case CONTROL_ANONYMOUS:
        break;
    case CONTROL_GARBAGE:
        if (!requirement) {
            return OK;
        }
        TRY(credential_garbage(&subject->arena, requirement, &request));
        break;
    case CONTROL_WRONG_SCHEME:
        TRY(credential_put(&subject->arena,
                           declares_scheme(security, SCHEME_BASIC) ? &ANY_BEARER : &ANY_BASIC,
                           declares_scheme(security, SCHEME_BASIC) ? SPAN("postern-wrong-scheme")
                                                                   : SPAN("cG9zdGVybjpub2JvZHk="),
                           &request));
        break;
    case CONTROL_VALID:
        identity = subject->identity;
        TRY(credential_apply(&subject->arena, identity, subject->requirement, &request));
        break;
    }
    slot[control] = shot_new(subject, &request, identity);
    TRY_PTR(slot[control]);
    shot_send(slot[control]);
    return OK;
}

static bool wrong_scheme_helps(const struct security *security) {
    return !declares_scheme(security, SCHEME_BASIC) || !declares_scheme(security, SCHEME_BEARER);
}

static enum err send_valid_controls(struct subject *subject) {
    const struct identities *identities = subject_identities(subject);
    VEC_EACH(const struct identity, identity, &identities->all) {
        const struct requirement *requirement =
            identity->failed ? NULL : credential_choose(identity, &subject->operation->security);
        if (!requirement) {
            continue;
        }
        struct request request;
        TRY(request_copy(&subject->arena, &subject->draft.request, &request));
        TRY(credential_apply(&subject->arena, identity, requirement, &request));
        struct shot *shot = shot_new(subject, &request, identity);
        TRY_PTR(shot);
        if (!vec_push(&subject->arena, &subject->valid, shot)) {
            return ERR_MEMORY;
        }
        shot_send(shot);
    }
    return OK;
}

static enum err send_controls(struct subject *subject) {
    const struct security *security = &subject->operation->security;
    subject->stage = STAGE_CONTROLS;
    TRY(control_shot(subject, CONTROL_ANONYMOUS, subject->control));
    if (security_is_public(security)) {
        return OK;
    }
    TRY(control_shot(subject, CONTROL_GARBAGE, subject->control));
    if (wrong_scheme_helps(security)) {
        TRY(control_shot(subject, CONTROL_WRONG_SCHEME, subject->control));
    }
    return send_valid_controls(subject);
}

static void forget(struct subject *subject) {
    memset(subject->control, 0, sizeof(subject->control));
    memset(subject->fresh, 0, sizeof(subject->fresh));
    subject->valid.n = subject->attacks.n = subject->hits.n = subject->sent = 0;
    subject->again = subject->canary = NULL;
    subject->identity = NULL;
    subject->requirement = NULL;
    subject->controls = (struct controls){0};
}

static enum err build(struct subject *subject) {
    struct engine *engine = subject->engine;
    return build_request(&subject->arena, engine->options->contract, subject->operation,
                         engine->known, engine->options->base_url, subject->mode, &subject->draft);
}

enum err subject_start(struct subject *subject) {
    bool write = !build_is_read(subject->operation->method);
    bool allowed = subject->engine->options->allow_writes && !subject_is_login(subject);
    subject->mode = write && !allowed ? BUILD_UNPARSABLE : BUILD_REAL;
    TRY(build(subject));
    if (!subject->draft.built) {
        subject->gate = (struct gate_ruling){.gate = GATE_UNTESTED};
        subject->stage = STAGE_DONE;
        return matrix_write(subject->engine, subject);
    }
    return send_controls(subject);
}

/* The credential was renewed, or the request was built anew: from the start. */
static enum err restart(struct subject *subject) {
    forget(subject);
    return send_controls(subject);
}

/* The first identity that is served, else the first that gets past the gate. */
static void choose_identity(struct subject *subject) {
    struct shot *best = NULL;
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if (served(&(*shot)->sample) && (!best || !served(&best->sample))) {
            best = *shot;
        } else if (!best && past(&(*shot)->sample)) {
            best = *shot;
        }
    }
    if (!best && subject->valid.n) {
        best = subject->valid.at[0];
    }
    subject->control[CONTROL_VALID] = best;
    if (best) {
        subject->identity = best->identity;
        subject->requirement = credential_choose(best->identity, &subject->operation->security);
    }
}

static enum err remember_canaries(struct subject *subject) {
    struct engine *engine = subject->engine;
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct canary *canary = engine_canary(engine, (*shot)->identity);
        if (canary->requirement || !served(&(*shot)->sample) ||
            !build_is_read(subject->operation->method)) {
            continue;
        }
        const struct request *from = &subject->draft.request;
        TRY(request_copy(engine->arena, from, &canary->request));
        canary->request.url = arena_dup(engine->arena, from->url);
        TRY_PTR(canary->request.url.ptr);
        for (size_t i = 0; i < canary->request.fields.n; i++) {
            struct field *field = &canary->request.fields.at[i];
            field->name = arena_dup(engine->arena, field->name);
            field->value = arena_dup(engine->arena, field->value);
        }
        canary->requirement = credential_choose((*shot)->identity, &subject->operation->security);
    }
    return OK;
}

/* An identity that was served elsewhere and gets 401 here: its credential may have died. */
static struct shot *doubtful(struct subject *subject) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct canary *canary = engine_canary(subject->engine, (*shot)->identity);
        if ((*shot)->sample.status == 401 && canary->requirement && !canary->lost) {
            return *shot;
        }
    }
    return NULL;
}

static enum err send_canary(struct subject *subject, const struct identity *identity) {
    struct canary *canary = engine_canary(subject->engine, identity);
    struct request request;
    TRY(request_copy(&subject->arena, &canary->request, &request));
    TRY(credential_apply(&subject->arena, identity, canary->requirement, &request));
    subject->canary = shot_new(subject, &request, identity);
    TRY_PTR(subject->canary);
    subject->stage = STAGE_CANARY;
    shot_send(subject->canary);
    return OK;
}

/* Waits for a new credential, then starts over; gives up after some tries. */
static void want_renewal(struct subject *subject, const struct identity *identity) {
    engine_canary(subject->engine, identity)->renew_wanted = true;
    subject->renewing = true;
    subject->restarts++;
}

static void take_samples(struct subject *subject) {
    struct sample *const to[4] = {&subject->controls.anonymous, &subject->controls.garbage,
                                  &subject->controls.wrong_scheme, &subject->controls.valid};
    for (size_t i = 0; i < 4; i++) {
        if (subject->control[i]) {
            *to[i] = subject->control[i]->sample;
        }
    }
    if (subject->again) {
        subject->controls.valid_again = subject->again->sample;
    }
}

static const char SHOWS[] = "shows", HIDES[] = "hides";

/* Nearest evidence on whether refusals are shown openly: this path's, or that of a path above. */
static bool path_shows_itself(const struct engine *engine, struct span path) {
    while (path.len > 1) {
        const char *known = map_get(&engine->path_shows, path);
        if (known) {
            return known == SHOWS;
        }
        size_t cut = path.len - (path.ptr[path.len - 1] == '/');
        bool whole = cut == path.len;
        while (cut > 0 && path.ptr[cut - 1] != '/') {
            cut--;
        }
        path.len = cut;
        if (!whole && path.len && span_find_byte(path, '{') == SIZE_MAX) {
            break;
        }
    }
    return false;
}

static enum err learn_path(struct subject *subject) {
    const struct controls *controls = &subject->controls;
    if (!served(&controls->valid)) {
        return OK;
    }
    bool hides = controls->anonymous.status == 404;
    return map_put(subject->engine->arena, &subject->engine->path_shows, subject->operation->path,
                   (void *)(uintptr_t)(hides ? HIDES : SHOWS));
}

static bool probe_may(const struct subject *subject, const struct probe *probe) {
    const struct gate_ruling *gate = &subject->gate;
    unsigned needs = probe->needs;
    bool security = !security_is_public(&subject->operation->security);
    bool refusal = gate->gate == GATE_ENFORCED && gate->anonymous.verdict == VERDICT_DENIED &&
                   gate->garbage.verdict != VERDICT_GRANTED;
    return probe->plan && engine_wants(subject->engine, probe->rule) &&
           (!(needs & NEEDS_SECURITY) || security) && (!(needs & NEEDS_REFUSAL) || refusal) &&
           (!(needs & NEEDS_VALID) || gate->valid_accepted);
}

static void send_attacks(struct subject *subject) {
    size_t end = subject->attacks.n;
    while (subject->sent < end) {
        shot_send(subject->attacks.at[subject->sent++]->shot);
    }
}

static enum err finish(struct subject *subject) {
    subject->stage = STAGE_DONE;
    for (size_t i = 0; i < subject->hits.n; i++) {
        const struct hit *hit = &subject->hits.at[i];
        if (hit->confirmed) {
            TRY(findings_add(subject->engine, subject, hit,
                             subject->gate.likely ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED));
        }
    }
    return matrix_write(subject->engine, subject);
}

static enum err attack(struct subject *subject) {
    subject->stage = STAGE_ATTACK;
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if (probe_may(subject, *probe)) {
            TRY((*probe)->plan(subject));
        }
    }
    if (subject->attacks.n == 0) {
        return finish(subject);
    }
    send_attacks(subject);
    return subject->gate.valid_accepted ? control_shot(subject, CONTROL_VALID, subject->fresh) : OK;
}

/* A body that cannot be parsed separated nobody: perhaps one that parses but is of another type
 * does. */
static bool worth_another_mode(const struct subject *subject) {
    return subject->mode == BUILD_UNPARSABLE && subject->gate.gate == GATE_INCONCLUSIVE &&
           subject->operation->bodies.n && past(&subject->controls.valid) &&
           !served(&subject->controls.valid);
}

static enum err judge(struct subject *subject) {
    take_samples(subject);
    struct controls *controls = &subject->controls;
    if (subject->again) {
        TRY(sample_learn(&subject->arena, &controls->valid, &controls->valid_again,
                         &controls->volatility));
    }
    controls->shows_itself = path_shows_itself(subject->engine, subject->operation->path);
    subject->gate = oracle_gate(controls, security_is_public(&subject->operation->security));
    TRY(learn_path(subject));
    if (worth_another_mode(subject)) {
        subject->mode = BUILD_MISTYPED;
        TRY(build(subject));
        if (subject->draft.built) {
            return restart(subject);
        }
    }
    return attack(subject);
}

static enum err after_controls(struct subject *subject) {
    for (size_t i = 0; i < 3; i++) {
        repeat_unsettled(subject->control[i], 2);
    }
    VEC_EACH(struct shot *, shot, &subject->valid) {
        repeat_unsettled(*shot, 2);
    }
    if (subject->outstanding) {
        return OK;
    }
    choose_identity(subject);
    TRY(remember_canaries(subject));
    struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && served(&valid->sample)) {
        TRY(build_harvest(subject->engine->known, subject_contract(subject), subject->operation,
                          &valid->exchange.response));
    }
    struct shot *doubt = doubtful(subject);
    if (doubt && subject->restarts < SUBJECT_RESTARTS) {
        return send_canary(subject, doubt->identity);
    }
    if (!valid || !served(&valid->sample)) {
        return judge(subject);
    }
    subject->stage = STAGE_AGAIN;
    subject->again = shot_new(subject, &valid->exchange.request, valid->identity);
    TRY_PTR(subject->again);
    shot_send(subject->again);
    return OK;
}

static enum err after_canary(struct subject *subject) {
    if (refused(&subject->canary->sample)) {
        want_renewal(subject, subject->canary->identity);
        return OK;
    }
    struct shot *valid = subject->control[CONTROL_VALID];
    subject->restarts = SUBJECT_RESTARTS; /* asked once, answered: it is this operation's word */
    if (!valid || !served(&valid->sample)) {
        return judge(subject);
    }
    subject->stage = STAGE_AGAIN;
    subject->again = shot_new(subject, &valid->exchange.request, valid->identity);
    TRY_PTR(subject->again);
    shot_send(subject->again);
    return OK;
}

/* The credential died while the attacks ran: their answers tell nothing. */
static bool died(const struct subject *subject) {
    const struct shot *fresh = subject->fresh[CONTROL_VALID];
    return fresh && subject->gate.valid_accepted && fresh->sample.status == 401 &&
           subject->restarts < SUBJECT_RESTARTS;
}

static bool is_hit(const struct subject *subject, const struct attack *attack) {
    if (attack->witness) {
        return false;
    }
    return attack->probe->hit ? attack->probe->hit(subject, attack)
                              : attack->ruling.verdict == VERDICT_GRANTED;
}

static enum err collect_hits(struct subject *subject, size_t from) {
    for (size_t i = from; i < subject->attacks.n; i++) {
        struct attack *one = subject->attacks.at[i];
        one->ruling = oracle_judge(&subject->controls, one->sample);
        if (is_hit(subject, one) &&
            !vec_push(&subject->arena, &subject->hits, ((struct hit){.attack = one}))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err confirm(struct subject *subject) {
    subject->stage = STAGE_CONFIRM;
    if (subject->hits.n == 0) {
        return finish(subject);
    }
    for (size_t control = 0; control < 4; control++) {
        if (subject->control[control] && (control != CONTROL_VALID || subject->identity)) {
            TRY(control_shot(subject, (enum control)control, subject->fresh));
        }
    }
    VEC_EACH(struct hit, hit, &subject->hits) {
        hit->again = shot_new(subject, &hit->attack->exchange->request, NULL);
        TRY_PTR(hit->again);
        shot_send(hit->again);
    }
    return OK;
}

static enum err after_attack(struct subject *subject) {
    VEC_EACH(struct attack *, one, &subject->attacks) {
        repeat_unsettled((*one)->shot, 1);
    }
    repeat_unsettled(subject->fresh[CONTROL_VALID], 2);
    if (subject->outstanding) {
        return OK;
    }
    if (died(subject)) {
        want_renewal(subject, subject->identity);
        return OK;
    }
    TRY(collect_hits(subject, 0));
    size_t hits = subject->hits.n;
    for (size_t i = 0; i < hits; i++) {
        const struct attack *one = subject->hits.at[i].attack;
        if (one->combined && one->probe->narrow) {
            TRY(one->probe->narrow(subject, one));
        }
    }
    if (subject->sent == subject->attacks.n) {
        return confirm(subject);
    }
    subject->stage = STAGE_NARROW;
    send_attacks(subject);
    return OK;
}

/* A combined hit stands only when none of its parts does. */
static void drop_narrowed(struct subject *subject) {
    size_t kept = 0;
    for (size_t i = 0; i < subject->hits.n; i++) {
        struct hit hit = subject->hits.at[i];
        bool narrowed = false;
        for (size_t j = 0; j < subject->hits.n && hit.attack->combined; j++) {
            const struct attack *other = subject->hits.at[j].attack;
            narrowed |= !other->combined && other->probe == hit.attack->probe;
        }
        if (!narrowed) {
            subject->hits.at[kept++] = hit;
        }
    }
    subject->hits.n = kept;
}

static enum err after_narrow(struct subject *subject) {
    size_t from = 0;
    while (from < subject->attacks.n && subject->attacks.at[from]->sample->wire != WIRE_UNSENT &&
           subject->attacks.at[from]->ruling.reason) {
        from++;
    }
    TRY(collect_hits(subject, from));
    drop_narrowed(subject);
    return confirm(subject);
}

/* The fresh controls say the same as the first ones. */
static bool controls_hold(const struct subject *subject) {
    const struct ruling *first[3] = {&subject->gate.anonymous, &subject->gate.garbage,
                                     &subject->gate.wrong_scheme};
    if (subject->gate.likely || subject->gate.by_crash) {
        return true;
    }
    for (size_t i = 0; i < 3; i++) {
        const struct shot *fresh = subject->fresh[i];
        if (fresh && fresh->sample.status / 100 != 5 && !fresh->sample.throttled &&
            first[i]->verdict != VERDICT_UNCLEAR &&
            !security_is_public(&subject->operation->security) &&
            oracle_judge(&subject->controls, &fresh->sample).verdict != first[i]->verdict) {
            return false;
        }
    }
    const struct shot *valid = subject->fresh[CONTROL_VALID];
    return !subject->gate.valid_accepted || (valid && past(&valid->sample));
}

static enum err after_confirm(struct subject *subject) {
    VEC_EACH(struct hit, hit, &subject->hits) {
        repeat_unsettled(hit->again, 1);
    }
    for (size_t i = 0; i < 4; i++) {
        repeat_unsettled(subject->fresh[i], 2);
    }
    if (subject->outstanding) {
        return OK;
    }
    if (died(subject)) {
        want_renewal(subject, subject->identity);
        return OK;
    }
    bool hold = controls_hold(subject);
    VEC_EACH(struct hit, hit, &subject->hits) {
        struct attack again = *hit->attack;
        again.sample = &hit->again->sample;
        again.exchange = &hit->again->exchange;
        again.ruling = oracle_judge(&subject->controls, again.sample);
        hit->confirmed = hold && is_hit(subject, &again);
    }
    return finish(subject);
}

enum err subject_step(struct subject *subject) {
    if (subject->renewing) {
        subject->renewing = false;
        return restart(subject);
    }
    switch (subject->stage) {
    case STAGE_CONTROLS:
        return after_controls(subject);
    case STAGE_CANARY:
        return after_canary(subject);
    case STAGE_AGAIN:
        return judge(subject);
    case STAGE_ATTACK:
        return after_attack(subject);
    case STAGE_NARROW:
        return after_narrow(subject);
    case STAGE_CONFIRM:
        return after_confirm(subject);
    case STAGE_DONE:
        break;
    }
    return OK;
}
