/* SPDX-License-Identifier: Apache-2.0 */
/* A survey in the journal is the name of its rule, and how many requests it took: its answers are
 * of sessions and accounts that are gone. */
#include "scan/survey_journal.h"

#include "base/mutant.h"
#include "scan/journal/journal.h"
#include "scan/probe.h"
#include "scan/requests_by.h"

static struct span name_of(struct arena *arena, const struct probe *probe) {
    return arena_printf(arena, JOURNAL_SURVEY "%s", probe->rule->id);
}

enum err survey_journal_known(struct engine *engine, const struct probe *probe, bool *known) {
    struct arena *arena = &engine->survey.scratch;
    struct record record = {0};
    *known = false;
    if (!engine->options->journal) {
        return OK;
    }
    struct span name = name_of(arena, probe);
    TRY_PTR(name.ptr);
    TRY(journal_recall(engine->options->journal, arena, name, 0, &record));
    *known = record.operation.len > 0;
    engine->known_requests += record.sent;
    for (uint32_t i = 0; i < record.sent; i++) {
        TRY(requests_by_count(engine, probe->rule->id));
    }
    return OK;
}

struct survey_before survey_journal_before(const struct engine *engine) {
    struct client_stats stats = client_stats(engine->client);
    return (struct survey_before){.findings = engine->progress.findings,
                                  .told = engine->options->diag->items.n,
                                  .made = engine->made.all.n,
                                  .others = engine->made.others,
                                  .sent = stats.sent,
                                  .failed = stats.failed,
                                  .backoffs = stats.backoffs,
                                  .plain = engine->plain_requests};
}

void survey_journal_keep(struct engine *engine, const struct probe *probe,
                         const struct survey_before *before) {
    struct survey_before now = survey_journal_before(engine);
    bool silent = now.findings == before->findings && now.told == before->told &&
                  now.made == before->made && now.others == before->others;
    bool answered = now.failed == before->failed && now.backoffs == before->backoffs &&
                    now.plain == before->plain && !engine->survey.unsettled;
    if (!engine->options->journal || !silent || (!answered && !MUTANT(survey_unanswered_kept))) {
        return;
    }
    struct record record = {.operation = name_of(&engine->survey.scratch, probe),
                            .sent = (uint32_t)(now.sent - before->sent)};
    if (record.operation.ptr) {
        journal_add(engine->options->journal, &record);
    }
}
