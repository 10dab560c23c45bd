/* SPDX-License-Identifier: Apache-2.0 */
/* An operation's answers go to the journal, and come from it. */
#include "scan/resumed.h"

#include "scan/journal/journal.h"

/* In which round: an operation is asked once in each. */
static unsigned round_of(const struct engine *engine, bool late) {
    enum { FIRST_LATE = 4 };
    if (late) {
        return FIRST_LATE + engine->late.last;
    }
    return engine->gentle ? 3 : engine->last_round ? 2 : engine->words_known ? 1 : 0;
}

/* The target's own word, whatever state it was in. */
static bool is_settled(const struct response *response) {
    bool unable =
        sample_asks_patience(response) || (response->status >= 502 && response->status <= 504);
    return wire_of_target(response->wire) && !(response->wire == WIRE_OK && unable);
}

void resumed_keep(const struct subject *subject) {
    const struct engine *engine = subject->engine;
    const struct volley *volley = &subject->volley;
    const struct late_case *late = subject->late;
    bool news = false, told = !late || late->judged || (late->again && !engine->late.last);
    if (!engine->options->journal || !told || !volley->noted.all.n) {
        return;
    }
    VEC_EACH(const struct recorded, one, &volley->noted.all) {
        news |= !one->taken;
        if (!is_settled(&one->response)) {
            return;
        }
    }
    if (news) {
        journal_add(engine->options->journal, &volley->noted);
    }
}

static struct span name_of(struct arena *arena, const struct operation *operation) {
    return arena_printf(arena, "%.*s %.*s", SPAN_ARG(operation->method), SPAN_ARG(operation->path));
}

enum err resumed_knows(const struct engine *engine, struct arena *arena,
                       const struct planned *planned, bool *known) {
    *known = false;
    if (!engine->options->journal) {
        return OK;
    }
    struct span name = name_of(arena, planned->operation);
    TRY_PTR(name.ptr);
    return journal_knows(engine->options->journal, arena, name, round_of(engine, true), known);
}

enum err resumed_recall(struct subject *subject, bool late, bool known) {
    const struct engine *engine = subject->engine;
    struct volley *volley = &subject->volley;
    struct record *noted = &volley->noted;
    if (!engine->options->journal) {
        return OK;
    }
    noted->round = round_of(engine, late);
    noted->operation = name_of(&subject->arena, subject->operation);
    TRY_PTR(noted->operation.ptr);
    volley->known_only = known;
    if (late && !known) {
        return OK;
    }
    return journal_recall(engine->options->journal, &subject->arena, noted->operation, noted->round,
                          &volley->past);
}
