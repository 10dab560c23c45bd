/* SPDX-License-Identifier: Apache-2.0 */
/* Judging the gate: what the oracle cannot know. */
#include "scan/settle.h"

#include "base/mutant.h"
#include "scan/build/build_known.h"
#include "scan/controls.h"
#include "scan/login/login_operation.h"
#include "scan/oracle_parts.h"
#include "scan/order.h"
#include "scan/probe.h"
#include "scan/standing.h"
#include "text/uri.h"

/* A login answers 401 to a body that is nobody's: that is its work, not a gate before it. */
static bool entrance_refuses(const struct subject *subject) {
    return security_is_public(&subject->operation->security) &&
           ((subject->planned->for_nobody && !MUTANT(resets_have_gates)) ||
            subject->planned->logs_in);
}

void settle_entrance(struct subject *subject, const struct sample *asked) {
    if (security_is_public(&subject->operation->security) &&
        login_came_from(&subject->engine->login, subject->planned->operation)) {
        subject->gate.gate = GATE_PUBLIC;
        subject->gate.reason = "declared public; an identity got its credential here";
    } else if (sample_refused(asked) && entrance_refuses(subject)) {
        subject->gate.gate = GATE_PUBLIC;
        subject->gate.reason =
            "declared public; it refuses those who do not prove themselves to it";
    }
}

/* Somebody took away what the scan made. It takes two more objects to show that it was no chance.
 */
static void settle_deletion(struct subject *subject) {
    enum { TO_CONFIRM = 2 };
    struct made_objects *made = &subject->engine->made;
    const struct controls *controls = &subject->controls;
    if (!controls->takes_away) {
        return;
    }
    bool taken = sample_served(&controls->anonymous) || sample_served(&controls->garbage) ||
                 sample_served(&controls->wrong_scheme);
    made_spend(made, subject->draft.request.url);
    if (taken || sample_served(&controls->valid)) {
        build_take_away(subject->engine->known, subject->draft.request.url);
    }
    subject->spends = subject->gate.gate == GATE_OPEN && !sample_served(&controls->valid) && taken;
    if (subject->spends && made_left(made, subject_route(subject)) < TO_CONFIRM) {
        subject->spends = false;
        subject->gate.gate = GATE_INCONCLUSIVE;
        subject->gate.reason =
            "took away what the scan had made, without a valid credential; there "
            "was nothing left to try it again with";
    }
}

/* That all are refused shows a gate only as long as somebody would be let in: the valid credential
 * that is no more would perhaps be refused as well by now. */
void settle_loss(struct subject *subject) {
    if (subject->gate.gate == GATE_ENFORCED && !subject->control[CONTROL_VALID] &&
        wallet_has_lost(subject_wallet(subject), &subject->operation->security) &&
        !MUTANT(lost_and_enforced)) {
        subject->gate.gate = GATE_INCONCLUSIVE;
        subject->gate.reason = "refuses without a credential; not tried with a valid one, since "
                               "the identities that it accepts were lost";
    }
}

/* What opens may be a name that anybody knows or a credential of which the contract says nothing.
 */
static void settle_company(struct subject *subject) {
    const struct sample *bare = subject->bare ? &subject->bare->sample : NULL;
    bool refused = bare && (sample_refused(bare) ||
                            ((oracle_turns_away(bare) || oracle_refuses_politely(bare)) &&
                             !MUTANT(company_by_status)));
    if (refused && subject->gate.gate == GATE_OPEN &&
        subject->gate.anonymous.verdict == VERDICT_GRANTED) {
        subject->gate = (struct gate_ruling){
            .gate = GATE_INCONCLUSIVE,
            .reason =
                "served without a credential where it is sent what goes with every request, and "
                "refused without: if that is secret, name it in the contract or as an identity's"};
    }
}

enum err settle_gate(struct subject *subject) {
    struct path_memory *memory = &subject->engine->path_memory;
    struct controls *controls = &subject->controls;
    const struct contract *contract = subject->engine->options->contract;
    struct span path = uri_without_slash(subject->operation->path);
    controls->write = !build_is_read(subject->draft.request.method);
    TRY(controls_take(subject));
    controls->unparsable =
        controls->write && subject->mode == BUILD_UNPARSABLE && subject->draft.request.body.len;
    controls->shows_itself = path_memory_shows(memory, subject->operation->path);
    struct span nest = order_nest(contract, path), within = subject->draft.within ? SPAN("") : nest;
    controls->siblings_ask_first =
        subject->engine->last_round && order_is_open_question(subject) &&
        path_memory_asks_first(memory, subject->operation->path, within, nest);
    controls->kin_open = subject->engine->last_round && controls->write &&
                         path_memory_kin_open(memory, subject->operation->path);
    controls->kin_unread = controls->kin_open && path_memory_parses_last(memory);
    controls->takes_away = subject_takes_away(subject);
    subject->gate = oracle_gate(controls, security_is_public(&subject->operation->security));
    settle_entrance(subject, &controls->anonymous);
    settle_loss(subject);
    settle_company(subject);
    settle_deletion(subject);
    TRY(standing_learn(subject));
    TRY(order_learn(subject));
    TRY(MUTANT(rebuffs_unlearnt)
            ? OK
            : rebuffs_learn(&subject->engine->rebuffs, subject->operation->path, controls));
    return path_memory_learn(memory, subject->operation->path, controls);
}
