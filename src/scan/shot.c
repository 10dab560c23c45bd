/* SPDX-License-Identifier: Apache-2.0 */
/* Shots: requests under way, and those that are sent again. */
#include "scan/engine_private.h"

struct shot *shot_new(struct subject *subject, const struct request *request,
                      const struct identity *identity) {
    struct shot *shot = arena_new(&subject->arena, struct shot);
    if (shot) {
        shot->subject = subject;
        shot->exchange.request = *request;
        shot->identity = identity;
    }
    return shot;
}

static void shot_done(struct job *job) {
    struct shot *shot = job->user;
    struct subject *subject = shot->subject;
    enum err sampled =
        sample_take(&subject->arena, &shot->exchange, &subject->memory, &shot->sample);
    struct engine *engine = subject->engine;
    subject->overflowed |= sampled != OK;
    engine_watch(engine, shot->exchange.response.wire);
    engine_watch_throttling(engine, shot->sample.throttled);
    if (--subject->outstanding == 0) {
        engine_answered(engine, subject); /* the subject, and this shot, may be gone now */
    }
}

void shot_send(struct shot *shot) {
    struct subject *subject = shot->subject;
    shot->exchange.response = (struct response){0};
    shot->job = (struct job){
        .exchange = &shot->exchange, .arena = &subject->arena, .done = shot_done, .user = shot};
    subject->outstanding++;
    subject->requests++;
    client_submit(subject->engine->client, &shot->job);
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

void shot_repeat(struct shot *shot, unsigned most) {
    if (unsettled(shot, most)) {
        shot->repeats++;
        shot_send(shot);
    }
}
