/* SPDX-License-Identifier: Apache-2.0 */
/* Sending, waiting for a volley, and sending again. */
#include "scan/shot.h"

#include "base/mutant.h"
#include "scan/credential/identity.h"

enum err request_copy(struct arena *arena, const struct request *from, struct request *to) {
    *to = *from;
    to->fields = (struct fields){0};
    for (size_t i = 0; i < from->fields.n; i++) {
        if (!fields_add(arena, &to->fields, from->fields.at[i].name, from->fields.at[i].value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

struct shot *shot_new(struct volley *volley, const char *by, const struct request *request,
                      const struct identity *identity) {
    struct shot *shot = arena_new(volley->arena, struct shot);
    if (shot) {
        shot->volley = volley;
        shot->by = by;
        shot->exchange.request = *request;
        shot->identity = identity;
    }
    return shot;
}

void volley_hold(struct volley *volley) {
    volley->outstanding++;
}

void volley_release(struct volley *volley) {
    if (--volley->outstanding == 0) {
        volley->whole(volley); /* the volley may be gone now */
    }
}

static void submit(struct shot *shot);

/* Each takes the whole timeout, one after the other: what so many did not tell, the rest would
 * not. */
static bool tells_nothing(const struct volley *volley) {
    enum { SILENT_MOST = 8 };
    return volley->gentle && volley->silent >= SILENT_MOST && !MUTANT(silence_awaited);
}

/* Sends the next shot that waits for its turn. */
static void begin_next(struct volley *volley) {
    if (tells_nothing(volley)) {
        return;
    }
    if (volley->begun < volley->sent.n) {
        submit(volley->sent.at[volley->begun++]);
    }
}

/* What follows the host, without its query, in which a credential may stand. */
static struct span path_of(struct span url) {
    size_t host = span_find(url, SPAN("://"));
    struct span rest = span_from_index(url, host == SIZE_MAX ? 0 : host + 3);
    rest = span_from_index(rest, span_find_byte(rest, '/'));
    return span_cut(&rest, '?');
}

/* What the shot is, whatever credential it carries today. */
static struct recorded record_of(const struct shot *shot) {
    const struct request *request = &shot->exchange.request;
    return (struct recorded){.by = span_from(shot->by),
                             .identity = shot->identity ? shot->identity->name : SPAN(""),
                             .method = request->method,
                             .path = path_of(request->url)};
}

/* The answer that an earlier run was given to the same, each once; or NULL. */
static const struct response *recall(struct volley *volley, const struct shot *shot) {
    struct recorded now = record_of(shot);
    VEC_EACH(struct recorded, then, &volley->past.all) {
        if (!then->taken && !MUTANT(journal_unheard) && span_equal(then->by, now.by) &&
            span_equal(then->identity, now.identity) && span_equal(then->method, now.method) &&
            span_equal(then->path, now.path)) {
            then->taken = true;
            return &then->response;
        }
    }
    return NULL;
}

static void note(struct volley *volley, const struct shot *shot) {
    if (!volley->noted.operation.ptr) {
        return; /* no later run is to know it */
    }
    struct recorded now = record_of(shot);
    now.response = shot->exchange.response;
    now.taken = shot->job.known != NULL;
    volley->overflowed |= !vec_push(volley->arena, &volley->noted.all, now);
}

static void shot_done(struct job *job) {
    struct shot *shot = job->user;
    struct volley *volley = shot->volley;
    enum err sampled = sample_take(volley->arena, &shot->exchange, &volley->memory, &shot->sample);
    volley->overflowed |= sampled != OK;
    note(volley, shot);
    volley->heard(volley, shot);
    volley->silent = shot->sample.wire == WIRE_TIMEOUT ? volley->silent + 1 : 0;
    begin_next(volley);
    volley_release(volley);
}

/* The answer where nothing may be sent; NULL: it is. */
static const struct response *answer(struct volley *volley, const struct shot *shot) {
    static const struct response UNASKED = {.wire = WIRE_FAILED};
    const struct response *known = recall(volley, shot);
    return !known && volley->known_only && !MUTANT(late_guessed) ? &UNASKED : known;
}

static void submit(struct shot *shot) {
    struct volley *volley = shot->volley;
    shot->exchange.response = (struct response){0};
    shot->job = (struct job){.exchange = &shot->exchange,
                             .known = answer(volley, shot),
                             .arena = volley->arena,
                             .done = shot_done,
                             .user = shot};
    volley->requests++;
    volley_hold(volley);
    client_submit(volley->client, &shot->job);
}

enum err shot_send(struct shot *shot, unsigned most) {
    struct volley *volley = shot->volley;
    if (!vec_push(volley->arena, &volley->sent, shot)) {
        return ERR_MEMORY;
    }
    shot->most = most;
    if (!volley->gentle || volley->outstanding == 0) {
        begin_next(volley);
    }
    return OK;
}

/* An answer that tells nothing of the gate and may be another one next time. */
static bool unsettled(const struct shot *shot) {
    if (shot->repeats >= shot->most) {
        return false;
    }
    switch (shot->sample.wire) {
    case WIRE_OK:
        return shot->sample.status / 100 == 5;
    case WIRE_CLOSED:
    case WIRE_CUT:
    case WIRE_CONNECT:
    case WIRE_PROTOCOL:
        return true;
    case WIRE_TIMEOUT:
        return shot->repeats == 0; /* each takes its time */
    case WIRE_UNSENT:
    case WIRE_RESOLVE:
    case WIRE_TLS:
    case WIRE_CERTIFICATE:
    case WIRE_HEADERS:
    case WIRE_BUDGET:
    case WIRE_STOPPED:
    case WIRE_FAILED:
        break;
    }
    return false;
}

void volley_repeat(struct volley *volley) {
    VEC_EACH(struct shot *, shot, &volley->sent) {
        if (unsettled(*shot) && !tells_nothing(volley)) {
            (*shot)->repeats++;
            submit(*shot);
        }
    }
}

bool shot_tells(const struct shot *shot) {
    const struct sample *sample = &shot->sample;
    if (sample->wire == WIRE_OK) {
        return !sample->throttled && (sample->status < 502 || sample->status > 504);
    }
    bool again = shot->repeats > 0; /* it is what this request does to the target */
    return wire_of_target(sample->wire) && (again || sample->wire == WIRE_CERTIFICATE);
}

void volley_clear(struct volley *volley) {
    volley->sent.n = volley->begun = 0;
    volley->silent = 0;
}
