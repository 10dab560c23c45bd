/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for somebody and for nobody, and comparing. */
#include "scan/accounts/telling.h"

#include "base/mutant.h"
#include "text/uri.h"

enum { FIRST = 1, SECOND = 2, TIMED = 10 };

enum err telling_stranger(struct survey *survey, unsigned number, struct account *out) {
    struct arena *arena = survey_arena(survey);
    *out = (struct account){.password = SPAN("postern-Wrong-7301-password")};
    out->name = arena_printf(arena, "postern-nobody-%04u", 4409 + 8 * number);
    out->email = arena_printf(arena, "%.*s@example.com", SPAN_ARG(out->name)); /* RFC 2606 */
    TRY_PTR(out->name.ptr);
    return out->email.ptr ? OK : ERR_MEMORY;
}

static enum err ask(struct telling *telling, const struct account *account, struct reply *out) {
    struct request request;
    bool written;
    *out = (struct reply){.sample.wire = WIRE_UNSENT};
    TRY(telling->write(telling, account, &request, &written));
    return written ? survey_fetch_at_once(telling->survey, &request, out) : OK;
}

static enum err ask_stranger(struct telling *telling, unsigned number, struct reply *out) {
    struct account stranger;
    TRY(telling_stranger(telling->survey, number, &stranger));
    return ask(telling, &stranger, out);
}

enum err telling_asks_strangers(struct telling *telling) {
    TRY(ask_stranger(telling, FIRST, &telling->strange));
    return ask_stranger(telling, SECOND, &telling->stranger);
}

/* An answer of the application: no throttling, no lock, no error of the server's. */
static bool answers(const struct reply *reply) {
    const struct sample *sample = &reply->sample;
    return sample->wire == WIRE_OK && !sample->throttled && sample->status != 423 &&
           sample->status / 100 != 5;
}

/* What an answer repeats of the name in the request is no telling. */
static bool names_user(const struct telling *telling, const struct reply *reply) {
    struct span body = reply->exchange.response.body;
    const struct account *known = &telling->known;
    return (known->name.len && span_find_nocase(body, known->name) != SIZE_MAX) ||
           (known->email.len && span_find_nocase(body, known->email) != SIZE_MAX);
}

/* An answer to a user that exists is told from those to two that do not, which are alike. */
static enum err is_told(struct telling *telling, bool *out) {
    struct volatility volatility;
    const struct sample *strange = &telling->strange.sample, *known = &telling->answered.sample;
    TRY(sample_learn(survey_arena(telling->survey), strange, &telling->stranger.sample,
                     &volatility));
    bool alike = strange->status == telling->stranger.sample.status &&
                 sample_compare(strange, &telling->stranger.sample, &volatility) == LIKE_SAME;
    *out = alike && (known->status != strange->status ||
                     (!names_user(telling, &telling->answered) &&
                      sample_compare(known, strange, &volatility) != LIKE_SAME));
    return OK;
}

enum err telling_differs(struct telling *telling, bool *found) {
    *found = true;
    for (unsigned i = 0; i < 2 && *found; i++) {
        TRY(ask_stranger(telling, FIRST, &telling->strange));
        TRY(ask(telling, &telling->known, &telling->answered));
        TRY(ask_stranger(telling, SECOND, &telling->stranger));
        *found = answers(&telling->strange) && answers(&telling->answered) &&
                 answers(&telling->stranger);
        TRY(*found ? is_told(telling, found) : OK);
    }
    return OK;
}

/* One batch. *alike: every answer says what the first one said. */
static enum err take_batch(struct telling *telling, struct timing *timing, bool *alike) {
    size_t known = timing->batches * TIMING_KNOWN, strange = timing->batches * TIMING_STRANGE;
    TRY(telling->enter && !MUTANT(failures_kept) ? telling->enter(telling) : OK);
    for (size_t i = 0; i < TIMING_BATCH && *alike; i++) {
        struct reply reply;
        bool about_known = timing_is_known(i);
        unsigned number = TIMED + (unsigned)(timing->batches * TIMING_BATCH + i);
        TRY(about_known ? ask(telling, &telling->known, &reply)
                        : ask_stranger(telling, number, &reply));
        *alike = answers(&reply) && reply.sample.status == telling->strange.sample.status;
        uint64_t ns = reply.exchange.response.elapsed_ns;
        *(about_known ? &timing->known_ns[known++] : &timing->strange_ns[strange++]) = ns;
    }
    timing->batches += *alike;
    return OK;
}

enum err telling_takes_longer(struct telling *telling, unsigned most, struct timing *timing,
                              bool *found) {
    bool alike = true;
    *timing = (struct timing){.batches = 0};
    *found = false;
    TRY(ask_stranger(telling, FIRST, &telling->strange));
    for (unsigned i = 1; i <= TIMING_BATCHES && alike && !*found && i * TIMING_KNOWN <= most; i++) {
        TRY(take_batch(telling, timing, &alike));
        *found = alike && (timing_differs(timing) || (i > 1 && MUTANT(timing_unjudged)));
    }
    return OK;
}

static bool says(const struct reply *reply, const struct span *words, size_t n) {
    struct span body = reply->exchange.response.body;
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(body, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* In the words of frameworks and of people, in the few languages that we can read. */
bool telling_says_taken(const struct reply *reply) {
    static const struct span WORDS[] = {SPAN_INIT("already"),
                                        SPAN_INIT("taken"),
                                        SPAN_INIT("in use"),
                                        SPAN_INIT("exists"),
                                        SPAN_INIT("must be unique"),
                                        SPAN_INIT("not unique"),
                                        SPAN_INIT("duplicate"),
                                        SPAN_INIT("not available"),
                                        SPAN_INIT("unavailable"),
                                        SPAN_INIT("bereits"),
                                        SPAN_INIT("vergeben"),
                                        SPAN_INIT("ya existe"),
                                        SPAN_INIT("existe d\u00e9j\u00e0")};
    int status = reply->sample.status;
    return answers(reply) && status / 100 == 4 && status != 401 && status != 403 &&
           (status == 409 || says(reply, WORDS, sizeof(WORDS) / sizeof(*WORDS)));
}

bool telling_says_nobody(const struct reply *reply) {
    static const struct span WHOM[] = {
        SPAN_INIT("user"),    SPAN_INIT("account"),  SPAN_INIT("email"),  SPAN_INIT("e-mail"),
        SPAN_INIT("member"),  SPAN_INIT("customer"), SPAN_INIT("person"), SPAN_INIT("profile"),
        SPAN_INIT("nutzer"),  SPAN_INIT("konto"),    SPAN_INIT("kunde"),  SPAN_INIT("usuario"),
        SPAN_INIT("cuenta"),  SPAN_INIT("compte"),   SPAN_INIT("utente"), SPAN_INIT("conta"),
        SPAN_INIT("adresse"), SPAN_INIT("address")};
    static const struct span WORDS[] = {
        SPAN_INIT("not found"),       SPAN_INIT("no such"),      SPAN_INIT("does not exist"),
        SPAN_INIT("doesn't exist"),   SPAN_INIT("no user"),      SPAN_INIT("no account"),
        SPAN_INIT("not registered"),  SPAN_INIT("unknown user"), SPAN_INIT("unknown email"),
        SPAN_INIT("unknown account"), SPAN_INIT("not_found"),    SPAN_INIT("unregistered"),
        SPAN_INIT("no member"),       SPAN_INIT("no customer"),  SPAN_INIT("no profile"),
        SPAN_INIT("nicht gefunden"),  SPAN_INIT("kein nutzer"),  SPAN_INIT("kein benutzer"),
        SPAN_INIT("kein konto"),      SPAN_INIT("kein kunde"),   SPAN_INIT("unbekannt"),
        SPAN_INIT("no existe"),       SPAN_INIT("introuvable"),  SPAN_INIT("aucun utilisateur"),
        SPAN_INIT("aucun compte"),    SPAN_INIT("aucun client"), SPAN_INIT("non esiste"),
        SPAN_INIT("n\u00e3o existe")};
    bool refused = reply->sample.status / 100 == 4 || reply->sample.fails || reply->sample.refusal;
    bool repeats_path =
        span_find(reply->exchange.response.body, uri_path(reply->exchange.request.url)) != SIZE_MAX;
    return answers(reply) && refused && !repeats_path && reply->sample.status != 401 &&
           says(reply, WHOM, sizeof(WHOM) / sizeof(*WHOM)) &&
           says(reply, WORDS, sizeof(WORDS) / sizeof(*WORDS));
}
