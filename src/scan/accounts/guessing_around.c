/* SPDX-License-Identifier: Apache-2.0 */
/* Guessing on as if from elsewhere, and at the same name written otherwise. */
#include "scan/accounts/guessing_around.h"

#include "base/mutant.h"

enum { ADDRESSES = 3 };
static const uint64_t PATIENCE_NS = 10000000000; /* more than this no delay is awaited again */

/* What a request may say of where it comes from. */
static const struct span ORIGINS[] = {SPAN_INIT("X-Forwarded-For"),  SPAN_INIT("X-Real-IP"),
                                      SPAN_INIT("X-Client-IP"),      SPAN_INIT("True-Client-IP"),
                                      SPAN_INIT("CF-Connecting-IP"), SPAN_INIT("X-Originating-IP"),
                                      SPAN_INIT("Client-IP"),        SPAN_INIT("Forwarded")};
enum { N_ORIGINS = sizeof(ORIGINS) / sizeof(*ORIGINS) };

/* The limit that was met. */
struct limit {
    struct guessing *guessing;
    struct reply met;
    bool slows; /* it has the guesser wait, and says nothing */
};

static bool holds(const struct limit *limit, const struct reply *reply) {
    const struct guessing *guessing = limit->guessing;
    return limit->slows ? guessing_is_slowed(guessing, reply)
                        : guessing_is_limited(guessing, reply) &&
                              reply->sample.status == limit->met.sample.status;
}

static enum err gives_way(struct limit *limit, struct span user, const struct fields *fields,
                          bool *out) {
    struct guessing *guessing = limit->guessing;
    struct reply plain;
    TRY(guessing_once(guessing, user, fields, &guessing->last));
    *out = guessing_is_unmoved(guessing, &guessing->last);
    if (*out) {
        TRY(guessing_once(guessing, guessing->user, NULL, &plain));
        *out = holds(limit, &plain);
    }
    return OK;
}

/* "answers later (after 5 s)", "says stop (429)". */
static struct span in_words(const struct limit *limit) {
    struct arena *arena = survey_arena(limit->guessing->survey);
    return limit->slows ? SPAN("has the guesser wait")
                        : arena_printf(arena, "says stop (%d)", limit->met.sample.status);
}

/* Each of ORIGINS from one to another says that address. */
static enum err say_origins(struct arena *arena, size_t from, size_t to, struct span address,
                            struct fields *out) {
    for (size_t i = from; i < to; i++) {
        bool named = i + 1 == N_ORIGINS; /* RFC 7239 */
        struct span value = named ? arena_join(arena, SPAN("for="), address) : address;
        TRY_PTR(value.ptr);
        TRY(fields_set(arena, out, ORIGINS[i], value) ? OK : ERR_MEMORY);
    }
    return OK;
}

/* For three addresses, one after the other. */
static enum err believes(struct limit *limit, size_t from, size_t to, bool *out) {
    struct arena *arena = survey_arena(limit->guessing->survey);
    *out = true;
    for (unsigned i = 1; i <= ADDRESSES && *out; i++) {
        struct fields fields = {0};
        struct span address = arena_printf(arena, "203.0.113.%u", 17 * i); /* RFC 5737 */
        TRY_PTR(address.ptr);
        TRY(say_origins(arena, from, to, address, &fields));
        TRY(gives_way(limit, limit->guessing->user, &fields, out));
    }
    return OK;
}

/* Perhaps the limit believes what a request says of where it comes from: all of it at once, and
 * then each by itself. */
static enum err try_addresses(struct limit *limit, struct way_around *out) {
    bool found;
    TRY(believes(limit, 0, N_ORIGINS, &found));
    for (size_t i = 0; found && i < N_ORIGINS && !out->cause.ptr; i++) {
        bool this_one;
        TRY(believes(limit, i, i + 1, &this_one));
        if (this_one) {
            out->cause = ORIGINS[i];
            out->message = arena_printf(
                survey_arena(limit->guessing->survey),
                "After %u wrong passwords the login %.*s, but not to whoever sends another "
                "%.*s each time.",
                limit->guessing->sent, SPAN_ARG(in_words(limit)), SPAN_ARG(ORIGINS[i]));
            TRY_PTR(out->message.ptr);
        }
    }
    return OK;
}

enum spelling {
    SPELLING_UPPER = 0,
    SPELLING_FIRST,
    SPELLING_LAST,
    SPELLING_BEHIND,
    SPELLING_BEFORE,
    SPELLINGS
};

/* The same name, written otherwise; {NULL, 0} without memory. */
static struct span spell(struct arena *arena, struct span user, enum spelling how) {
    if (how >= SPELLING_BEHIND) {
        return how == SPELLING_BEHIND ? arena_join(arena, user, SPAN(" "))
                                      : arena_join(arena, SPAN(" "), user);
    }
    char *text = arena_take(arena, user.len, 1);
    char *chosen = NULL; /* the first or the last small letter */
    for (size_t i = 0; text && i < user.len; i++) {
        char c = user.ptr[i];
        bool small = c >= 'a' && c <= 'z';
        bool here = how != SPELLING_FIRST || !chosen;
        text[i] = (char)(small && how == SPELLING_UPPER ? c - 'a' + 'A' : c);
        chosen = small && here ? &text[i] : chosen;
    }
    if (chosen && how != SPELLING_UPPER) {
        *chosen = (char)(*chosen - 'a' + 'A');
    }
    return (struct span){text, text ? user.len : 0};
}

/* Perhaps it counts names as they are written, and the login does not. */
static enum err try_spellings(struct limit *limit, enum spelling from, enum spelling to,
                              struct span cause, struct way_around *out) {
    struct guessing *guessing = limit->guessing;
    struct arena *arena = survey_arena(guessing->survey);
    bool found = !out->cause.ptr;
    for (enum spelling how = from; how < to && found; how++) {
        struct span user = spell(arena, guessing->user, how),
                    own = spell(arena, guessing->own, how);
        TRY_PTR(user.ptr);
        TRY_PTR(own.ptr);
        found = !span_equal(user, guessing->user) && !span_equal(own, guessing->own);
        TRY(found ? gives_way(limit, user, NULL, &found) : OK);
        TRY(found && !MUTANT(spelling_is_name) ? guessing_opens(guessing, own, &found) : OK);
    }
    if (found) {
        out->cause = cause;
        out->message = arena_printf(arena,
                                    "After %u wrong passwords for a name the login %.*s, but not "
                                    "for the same name in other %.*s.",
                                    guessing->sent, SPAN_ARG(in_words(limit)), SPAN_ARG(cause));
        TRY_PTR(out->message.ptr);
    }
    return OK;
}

enum err guessing_around(struct guessing *guessing, struct way_around *out) {
    struct limit limit = {.guessing = guessing, .met = guessing->last};
    *out = (struct way_around){.cause = {NULL, 0}};
    limit.slows = guessing_is_slowed(guessing, &limit.met);
    if (!guessing_is_limited(guessing, &limit.met) ||
        (limit.slows && limit.met.exchange.response.elapsed_ns > PATIENCE_NS)) {
        return OK;
    }
    TRY(try_addresses(&limit, out));
    TRY(try_spellings(&limit, SPELLING_UPPER, SPELLING_BEHIND, SPAN("case"), out));
    return try_spellings(&limit, SPELLING_BEHIND, SPELLINGS, SPAN("white space"), out);
}
