/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that name an object in their query or body. */
#include "scan/trespass_beside.h"

#include "base/mutant.h"
#include "scan/probe.h"
#include "scan/survey_make.h"
#include "scan/trespass_seen.h"
#include "text/uri.h"
#include "text/words.h"

/* What is made of it beside the object is taken away as well. */
static enum err send(struct trespass *trespass, const struct request *request,
                     const struct identity *identity, struct reply *out) {
    TRY(trespass_ask(trespass, request, identity, out));
    return survey_made(trespass->survey, out, identity);
}

/* By its name it does something to what is there: whoever may look at that may not do this. */
static bool acts(const struct operation *operation) {
    static const struct span words =
        SPAN_INIT(" cancel delete remove destroy update change edit close archive transfer refund "
                  "rename move revoke disable void withdraw reassign ");
    return !span_equal(operation->method, SPAN("POST")) ||
           words_any(uri_last_segment(uri_without_slash(operation->path)), words) ||
           words_any(operation->id, words);
}

/* A write that names the object in its query or body may be about something else, too: it counts
 * when the owner finds the object changed or gone, or the reader is shown it. */
static enum err write_beside(struct trespass *trespass, const struct operation *create,
                             bool *found) {
    const struct aim *aim = &trespass->aim;
    struct reply nobody, elsewhere, before, after;
    bool seen = false;
    TRY(send(trespass, &aim->request, NULL, &nobody));
    TRY(send(trespass, &aim->elsewhere, trespass->reader, &elsewhere));
    TRY(trespass_look(trespass, create, &before));
    if (!sample_refused(&nobody.sample) || trespass_took(&elsewhere) ||
        !sample_served(&before.sample)) {
        return OK;
    }
    TRY(acts(trespass->operation) ? OK : trespass_shown(trespass, create, &seen));
    if (seen && !MUTANT(bids_are_writes)) {
        return OK;
    }
    TRY(send(trespass, &aim->request, trespass->reader, &trespass->again));
    TRY(trespass_look(trespass, create, &after));
    trespass->owners = after;
    trespass->changed = trespass_took(&trespass->again) &&
                        (trespass_is_gone(&after) || !trespass_same(trespass, &before, &after));
    *found = trespass->changed || (trespass_took(&trespass->again) &&
                                   trespass_same(trespass, &trespass->again, &before));
    return OK;
}

enum err trespass_beside(struct trespass *trespass, const struct operation *create, bool *found) {
    const struct operation *operation = trespass->operation;
    bool asked;
    if (build_is_read(operation->method) || entrance_only_answers(operation)) {
        return operation_has_variable(operation) ? OK : trespass_read(trespass, &asked, found);
    }
    TRY(aim_beside_path(trespass->survey, operation, &trespass->owned, &trespass->aim));
    return trespass->aim.id ? write_beside(trespass, create, found) : OK;
}
