/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that talks to Redis: tells what failed here, and reads what is new. */
#include "guard/shared/shared_talk.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "guard/shared/news.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    ANSWER_MS = 1000,  /* how long Redis may take for one answer */
    PAUSE_MS = 100,    /* between two questions for what is new */
    REST_MS = 300,     /* after a failure */
    TOLD_AT_ONCE = 40, /* in one entry */
    WAITING_MOST = 20000,
    BATCH_BYTES = 64 << 20,
    QUESTION_BYTES = 32 << 20,
};

static uint64_t deadline(void) {
    return clock_ns() + (uint64_t)ANSWER_MS * 1000000;
}

void shared_signal(int fd) {
    const uint64_t one = 1;
    (void)!write(fd, &one, sizeof(one));
}

void shared_calm(int fd) {
    uint64_t count;
    (void)!read(fd, &count, sizeof(count));
}

/* Hands the loop one thing more. */
static enum err hand(struct shared *shared, const struct item *item) {
    (void)pthread_mutex_lock(&shared->lock);
    if (!shared->in && (shared->in = calloc(1, sizeof(*shared->in)))) {
        arena_init(&shared->in->arena, BATCH_BYTES);
    }
    struct item *kept = shared->in ? vec_add(&shared->in->arena, &shared->in->items) : NULL;
    if (kept) {
        *kept = *item;
        kept->line = arena_dup(&shared->in->arena, item->line);
    }
    bool handed = kept && kept->line.ptr;
    (void)pthread_mutex_unlock(&shared->lock);
    shared_signal(shared->told);
    return handed ? OK : ERR_MEMORY;
}

/* When an entry was written, on our clock; one of the future is of now. */
static uint64_t time_of(const struct talk *talk, struct stream_id id) {
    uint64_t now = clock_ns(), redis_now = talk->redis_ms + (now - talk->at_ns) / 1000000;
    uint64_t age = id.ms < redis_now ? (redis_now - id.ms) * 1000000 : 0;
    return age < now ? now - age : 0;
}

static enum err take(void *user, size_t stream, struct stream_id id, struct span value) {
    struct shared *shared = user;
    struct item item = {.kind = ITEM_LINE, .line = value};
    uint64_t from = 0;
    if (stream == FAILURES) {
        item = (struct item){.kind = ITEM_NEWS, .at_ns = time_of(&shared->talk, id)};
        bool read = news_read(value, &from, &item.news);
        (void)pthread_mutex_lock(&shared->lock);
        shared->unread += !read;
        shared->heard += read && from != shared->self;
        (void)pthread_mutex_unlock(&shared->lock);
        if (!read || from == shared->self) {
            return OK;
        }
    } else if (stream_id_before(shared->talk.most, id)) {
        shared->talk.most = id;
    }
    return hand(shared, &item);
}

static enum err say(struct shared *shared, struct arena *arena, const struct span *words, size_t n,
                    const struct redis_value **out) {
    TRY(redis_ask(shared->talk.redis, arena, words, n, deadline(), out));
    return (*out)->kind == REDIS_ERROR ? ERR_IO : OK;
}

static enum err log_in(struct shared *shared, struct arena *arena) {
    const struct redis_value *answer;
    struct span named[] = {SPAN("AUTH"), shared->username, shared->password};
    struct span plain[] = {SPAN("AUTH"), shared->password};
    struct span select[] = {SPAN("SELECT"), arena_printf(arena, "%" PRId64, shared->database)};
    TRY_PTR(select[1].ptr);
    if (shared->password.len && shared->username.len) {
        TRY(say(shared, arena, named, 3, &answer));
    } else if (shared->password.len) {
        TRY(say(shared, arena, plain, 2, &answer));
    }
    return shared->database ? say(shared, arena, select, 2, &answer) : OK;
}

static enum err read_clock(struct shared *shared, struct arena *arena) {
    struct span words[] = {SPAN("TIME")};
    const struct redis_value *answer;
    uint64_t seconds;
    TRY(say(shared, arena, words, 1, &answer));
    if (answer->kind != REDIS_LIST || answer->n != 2 || answer->items[0]->kind != REDIS_TEXT ||
        !span_to_u64(answer->items[0]->text, &seconds) || seconds > UINT32_MAX * (uint64_t)100) {
        return ERR_SYNTAX;
    }
    shared->talk.redis_ms = seconds * 1000;
    shared->talk.at_ns = clock_ns();
    return OK;
}

static void set_lost(struct shared *shared, bool lost) {
    (void)pthread_mutex_lock(&shared->lock);
    shared->lost = lost;
    (void)pthread_mutex_unlock(&shared->lock);
}

/* The list from its start. Where Redis has less than it had, nothing is taken out of ours. */
static enum err start_list(struct shared *shared, struct arena *arena, bool replaces) {
    struct talk *talk = &shared->talk;
    struct stream_id last;
    TRY(stream_last(talk->redis, arena, talk->streams[REVOKED].name, deadline(), &last));
    bool lost = stream_id_before(last, talk->most) && !MUTANT(lost_forgets);
    set_lost(shared, lost);
    talk->streams[REVOKED].at = (struct stream_id){0};
    talk->whole = false;
    talk->replacing = (replaces || MUTANT(lost_forgets)) && !lost;
    return talk->replacing ? hand(shared, &(struct item){.kind = ITEM_ANEW, .line = SPAN("")}) : OK;
}

/* What failed within the window at first, and from then on what is new; all, if Redis has lost what
 * it had. */
static enum err start_failures(struct shared *shared, struct arena *arena) {
    struct talk *talk = &shared->talk;
    struct stream *failures = &talk->streams[FAILURES];
    struct stream_id last;
    uint64_t window_ms = (uint64_t)shared->window * 1000;
    TRY(stream_last(talk->redis, arena, failures->name, deadline(), &last));
    if (!talk->begun) {
        failures->at.ms = talk->redis_ms > window_ms ? talk->redis_ms - window_ms : 0;
    } else if (stream_id_before(last, failures->at)) {
        failures->at = (struct stream_id){0};
    }
    talk->begun = true;
    return OK;
}

static enum err begin(struct shared *shared, struct arena *arena) {
    TRY(redis_open(shared->address, shared->wake, deadline(), &shared->talk.redis));
    TRY(log_in(shared, arena));
    TRY(read_clock(shared, arena));
    TRY(start_failures(shared, arena));
    return start_list(shared, arena, false);
}

/* Takes out of the queue what goes into one entry; it stays there until Redis has it. */
static size_t next_out(struct shared *shared, struct limits_news out[TOLD_AT_ONCE]) {
    (void)pthread_mutex_lock(&shared->lock);
    size_t n = shared->out_n < TOLD_AT_ONCE ? shared->out_n : TOLD_AT_ONCE;
    memcpy(out, shared->out, n * sizeof(*out));
    (void)pthread_mutex_unlock(&shared->lock);
    return n;
}

static void sent(struct shared *shared, size_t n) {
    (void)pthread_mutex_lock(&shared->lock);
    shared->out_n -= n;
    memmove(shared->out, shared->out + n, shared->out_n * sizeof(*shared->out));
    (void)pthread_mutex_unlock(&shared->lock);
}

/* Old entries go as new ones come (MAXLEN). */
static enum err tell_some(struct shared *shared, struct arena *arena, size_t *n) {
    struct limits_news news[TOLD_AT_ONCE];
    struct span words[6 + 2 * TOLD_AT_ONCE] = {SPAN("XADD"),   shared->talk.streams[FAILURES].name,
                                               SPAN("MAXLEN"), SPAN("~"),
                                               SPAN("100000"), SPAN("*")};
    const struct redis_value *answer;
    *n = next_out(shared, news);
    for (size_t i = 0; i < *n; i++) {
        BUF_SCOPE text = {0};
        news_write(&text, shared->self, &news[i]);
        TRY(buf_status(&text));
        words[6 + 2 * i] = SPAN("n");
        words[7 + 2 * i] = arena_dup(arena, buf_span(&text));
        TRY_PTR(words[7 + 2 * i].ptr);
    }
    if (*n) {
        TRY(say(shared, arena, words, 6 + 2 * *n, &answer));
        sent(shared, *n);
    }
    return OK;
}

static bool must_renew(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    bool renew = shared->renew;
    shared->renew = false;
    (void)pthread_mutex_unlock(&shared->lock);
    return renew;
}

static bool is_crowded(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    bool crowded = shared->in && shared->in->items.n > WAITING_MOST;
    (void)pthread_mutex_unlock(&shared->lock);
    return crowded;
}

static void answered(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    shared->answered_ns = clock_ns();
    (void)pthread_mutex_unlock(&shared->lock);
}

/* Tells and asks once. *more: there is more to be told or read at once. */
static enum err exchange(struct shared *shared, bool *more) {
    ARENA_SCOPE arena;
    struct talk *talk = &shared->talk;
    bool full[2];
    size_t told;
    arena_init(&arena, QUESTION_BYTES);
    if (!talk->redis) {
        TRY(begin(shared, &arena));
    }
    if (must_renew(shared)) {
        TRY(start_list(shared, &arena, true));
    }
    TRY(tell_some(shared, &arena, &told));
    if (is_crowded(shared)) {
        return OK;
    }
    TRY(stream_read(talk->redis, &arena, talk->streams, deadline(), take, shared, full));
    if (!talk->whole && !full[REVOKED]) {
        struct item whole = {.kind = ITEM_WHOLE, .line = SPAN(""), .replaces = talk->replacing};
        TRY(hand(shared, &whole));
        talk->whole = true;
    }
    if (talk->whole) {
        answered(shared);
    }
    *more = full[FAILURES] || full[REVOKED] || told == TOLD_AT_ONCE;
    return OK;
}

static bool wait_for_more(struct shared *shared, int most_ms) {
    struct pollfd fd = {shared->wake, POLLIN, 0};
    (void)poll(&fd, 1, most_ms);
    (void)pthread_mutex_lock(&shared->lock);
    bool closing = shared->closing;
    if (!closing) {
        shared_calm(shared->wake);
    }
    shared->resting = false;
    (void)pthread_mutex_unlock(&shared->lock);
    return !closing;
}

/* What was asked for by then is asked for again. */
static void give_up(struct shared *shared) {
    redis_close(shared->talk.redis);
    shared->talk.redis = NULL;
    (void)pthread_mutex_lock(&shared->lock);
    shared->renew |= shared->talk.replacing && !shared->talk.whole;
    shared->failures += !shared->closing;
    shared->resting = true;
    (void)pthread_mutex_unlock(&shared->lock);
    shared_signal(shared->told);
}

void *shared_talk(void *user) {
    struct shared *shared = user;
    int pause = 0;
    while (wait_for_more(shared, pause)) {
        bool more = false;
        enum err err = exchange(shared, &more);
        if (err != OK) {
            give_up(shared);
        }
        pause = err != OK ? REST_MS : more ? 0 : PAUSE_MS;
    }
    redis_close(shared->talk.redis);
    return NULL;
}
