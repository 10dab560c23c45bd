/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that talks to Redis, and what it and the loop hand each other under one lock. */
#include "guard/shared.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/mutant.h"
#include "guard/news.h"
#include "guard/stream.h"
#include "token/digest.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    ANSWER_MS = 1000, /* how long Redis may take for one answer */
    PAUSE_MS = 100,   /* between two questions for what is new */
    REST_MS = 300,    /* after a failure */
    UNSENT_MOST = 8192,
    TOLD_AT_ONCE = 40, /* in one entry */
    WAITING_MOST = 20000,
    BATCH_BYTES = 64 << 20,
    OWN_BYTES = 64 << 10,
    QUESTION_BYTES = 32 << 20,
};

enum { FAILURES = 0, REVOKED };

/* What the thread hands the loop, in order. */
enum item_kind { ITEM_NEWS, ITEM_LINE, ITEM_ANEW, ITEM_WHOLE };

struct item {
    enum item_kind kind;
    struct limits_news news;
    uint64_t at_ns;
    struct span line;
    bool replaces; /* of ITEM_WHOLE */
};

struct batch {
    struct arena arena;
    VEC(struct item) items;
};

/* What is the thread's alone. */
struct talk {
    struct redis *redis;
    struct stream streams[2];
    struct stream_id most;    /* the last entry of the list that was ever read */
    uint64_t redis_ms, at_ns; /* Redis's clock, and ours at that time */
    bool begun, whole, replacing;
};

struct shared {
    struct arena arena; /* of what the configuration says */
    struct span address, username, password, secret, prefix;
    int64_t database, window;
    unsigned char key[DIGEST_KEY];
    uint64_t self; /* who tells it */
    int wake, told;
    pthread_t thread;
    bool started;
    struct talk talk;

    pthread_mutex_t lock; /* for what follows */
    bool closing, renew, known, lost;
    bool resting; /* after a failure: news do not cut that short */
    uint64_t answered_ns, failures, unsent, heard, unread;
    struct limits_news out[UNSENT_MOST];
    size_t out_n;
    struct batch *in; /* NULL: nothing */

    struct revoked lists[2]; /* the loop's alone: what counts, and what is read to take its place */
};

static uint64_t deadline(void) {
    return clock_ns() + (uint64_t)ANSWER_MS * 1000000;
}

static void signal_fd(int fd) {
    const uint64_t one = 1;
    (void)!write(fd, &one, sizeof(one));
}

static void calm_fd(int fd) {
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
    signal_fd(shared->told);
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
        calm_fd(shared->wake);
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
    signal_fd(shared->told);
}

static void *run(void *user) {
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

static enum err start(struct shared *shared) {
    sigset_t all, before;
    (void)pthread_mutex_init(&shared->lock, NULL);
    shared->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    shared->told = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (shared->wake < 0 || shared->told < 0) {
        return ERR_IO;
    }
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    shared->started = pthread_create(&shared->thread, NULL, run, shared) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return shared->started ? OK : ERR_MEMORY;
}

/* A key that is of no use for anything else. */
static enum err make_key(struct span secret, unsigned char key[DIGEST_KEY]) {
    static const unsigned char label[DIGEST_KEY] = "postern guard, tags in redis";
    return digest_keyed(label, secret, key);
}

static enum err copy_settings(struct shared *shared, const struct policy *policy) {
    const struct config_redis *redis = &policy->config->redis;
    struct arena *a = &shared->arena;
    arena_init(a, OWN_BYTES);
    shared->address = arena_dup(a, redis->address);
    shared->username = arena_dup(a, redis->username);
    shared->prefix = arena_dup(a, redis->prefix);
    shared->password = arena_dup(a, policy->redis_password);
    shared->secret = arena_dup(a, policy->redis_key);
    shared->database = redis->database;
    shared->window = policy->config->limits.window;
    shared->talk.streams[FAILURES].name = arena_join(a, redis->prefix, SPAN(":failures"));
    shared->talk.streams[REVOKED].name = arena_join(a, redis->prefix, SPAN(":revoked"));
    return shared->address.ptr && shared->username.ptr && shared->prefix.ptr &&
                   shared->password.ptr && shared->secret.ptr &&
                   shared->talk.streams[FAILURES].name.ptr && shared->talk.streams[REVOKED].name.ptr
               ? OK
               : ERR_MEMORY;
}

enum err shared_open(const struct policy *policy, struct shared **out) {
    unsigned char self[DIGEST_KEY];
    struct shared *shared = calloc(1, sizeof(*shared));
    *out = NULL;
    TRY_PTR(shared);
    shared->wake = shared->told = -1;
    enum err err = copy_settings(shared, policy);
    err = err == OK ? make_key(shared->secret, shared->key) : err;
    err = err == OK ? digest_new_key(self) : err;
    if (err == OK) {
        memcpy(&shared->self, self, sizeof(shared->self));
        err = start(shared);
    }
    if (err != OK) {
        shared_close(shared);
        return err;
    }
    *out = shared;
    return OK;
}

static void free_batch(struct batch *batch) {
    if (batch) {
        arena_free(&batch->arena);
        free(batch);
    }
}

void shared_close(struct shared *shared) {
    if (!shared) {
        return;
    }
    if (shared->started) {
        (void)pthread_mutex_lock(&shared->lock);
        shared->closing = true;
        (void)pthread_mutex_unlock(&shared->lock);
        signal_fd(shared->wake);
        (void)pthread_join(shared->thread, NULL);
    }
    io_close(&shared->wake);
    io_close(&shared->told);
    free_batch(shared->in);
    revoked_free(&shared->lists[0]);
    revoked_free(&shared->lists[1]);
    arena_free(&shared->arena);
    free(shared);
}

bool shared_fits(const struct shared *shared, const struct policy *policy) {
    const struct config_redis *redis = &policy->config->redis;
    return redis->node && span_equal(shared->address, redis->address) &&
           span_equal(shared->username, redis->username) &&
           span_equal(shared->prefix, redis->prefix) && shared->database == redis->database &&
           span_equal(shared->password, policy->redis_password) &&
           span_equal(shared->secret, policy->redis_key);
}

const unsigned char *shared_key(const struct shared *shared) {
    return shared->key;
}

void shared_await(struct shared *shared, int most_ms) {
    uint64_t end = clock_ns() + (uint64_t)most_ms * 1000000;
    for (;;) {
        uint64_t now = clock_ns();
        struct pollfd fd = {shared->told, POLLIN, 0};
        (void)pthread_mutex_lock(&shared->lock);
        bool ended = shared->answered_ns || shared->failures;
        (void)pthread_mutex_unlock(&shared->lock);
        if (ended || now >= end) {
            return;
        }
        (void)poll(&fd, 1, 5); /* what it tells is left for whoever collects */
    }
}

void shared_renew(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    shared->renew = true;
    (void)pthread_mutex_unlock(&shared->lock);
    signal_fd(shared->wake);
}

int shared_fd(const struct shared *shared) {
    return shared->told;
}

void shared_tell(struct shared *shared, const struct limits_news *news) {
    (void)pthread_mutex_lock(&shared->lock);
    if (shared->out_n < UNSENT_MOST) {
        shared->out[shared->out_n++] = *news;
    } else {
        shared->unsent++;
    }
    bool resting = shared->resting;
    (void)pthread_mutex_unlock(&shared->lock);
    if (!resting) {
        signal_fd(shared->wake);
    }
}

/* A line that cannot be read revokes nothing: that is told by a counter. */
static void add_line(struct shared *shared, struct span line) {
    const char *fault = "";
    bool read = revoked_add(&shared->lists[0], line, &fault) == OK &&
                revoked_add(&shared->lists[1], line, &fault) == OK;
    (void)pthread_mutex_lock(&shared->lock);
    shared->unread += !read;
    (void)pthread_mutex_unlock(&shared->lock);
}

static void end_list(struct shared *shared, bool replaces) {
    if (replaces) {
        revoked_free(&shared->lists[0]);
        shared->lists[0] = shared->lists[1];
        shared->lists[1] = (struct revoked){0};
    }
    (void)pthread_mutex_lock(&shared->lock);
    shared->known = true;
    (void)pthread_mutex_unlock(&shared->lock);
}

static void use(struct shared *shared, const struct item *item, struct limits *limits,
                const struct config_limits *rules) {
    switch (item->kind) {
    case ITEM_NEWS:
        limits_hear(limits, rules, &item->news, item->at_ns);
        return;
    case ITEM_LINE:
        add_line(shared, item->line);
        return;
    case ITEM_ANEW:
        revoked_free(&shared->lists[1]);
        return;
    case ITEM_WHOLE:
        end_list(shared, item->replaces);
        return;
    }
}

void shared_collect(struct shared *shared, struct limits *limits,
                    const struct config_limits *rules) {
    (void)pthread_mutex_lock(&shared->lock);
    struct batch *batch = shared->in;
    shared->in = NULL;
    calm_fd(shared->told);
    (void)pthread_mutex_unlock(&shared->lock);
    if (batch) {
        VEC_EACH(const struct item, item, &batch->items) {
            use(shared, item, limits, rules);
        }
    }
    free_batch(batch);
}

const struct revoked *shared_revoked(const struct shared *shared) {
    return &shared->lists[0];
}

enum shared_view shared_view(struct shared *shared, const struct config_redis *config,
                             uint64_t now_ns) {
    uint64_t patience = (uint64_t)config->patience * 1000000000;
    (void)pthread_mutex_lock(&shared->lock);
    bool known = shared->known;
    uint64_t since = shared->answered_ns;
    (void)pthread_mutex_unlock(&shared->lock);
    if (!known && !MUTANT(blind_passes)) {
        return SHARED_BLIND;
    }
    if (now_ns < since || now_ns - since <= patience) {
        return SHARED_CURRENT;
    }
    return config->goes_on_blind || MUTANT(blind_passes) ? SHARED_LAST_KNOWN : SHARED_BLIND;
}

struct shared_counts shared_counts(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    struct shared_counts counts = {shared->failures, shared->unsent, shared->heard, shared->unread,
                                   shared->lost};
    (void)pthread_mutex_unlock(&shared->lock);
    return counts;
}
