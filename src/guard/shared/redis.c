/* SPDX-License-Identifier: Apache-2.0 */
/* hiredis to write questions and to read answers; a socket of our own to carry them. */
#include "guard/shared/redis.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/mutant.h"

#include <errno.h>
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { HOST_BYTES = 64, WORDS_MOST = 128, PIECE_BYTES = 16 << 10 };

struct redis {
    int fd, wake;
    redisReader *reader;
    struct arena *arena; /* of the answer that is being read */
};

#if HIREDIS_MAJOR >= 1
typedef size_t count_type;
#else
typedef int count_type;
#endif

static struct redis_value *new_value(const redisReadTask *task, enum redis_kind kind) {
    const struct redis *redis = task->privdata;
    struct redis_value *value = redis->arena ? arena_new(redis->arena, struct redis_value) : NULL;
    if (value) {
        value->kind = kind;
        struct redis_value *parent = task->parent ? task->parent->obj : NULL;
        if (parent && (size_t)task->idx < parent->n) {
            parent->items[task->idx] = value;
        }
    }
    return value;
}

static void *create_text(const redisReadTask *task, char *text, size_t len) {
    const struct redis *redis = task->privdata;
    struct redis_value *value =
        new_value(task, task->type == REDIS_REPLY_ERROR ? REDIS_ERROR : REDIS_TEXT);
    if (value) {
        value->text = arena_dup(redis->arena, (struct span){text, len});
    }
    return value && value->text.ptr ? value : NULL;
}

static void *create_list(const redisReadTask *task, count_type count) {
    const struct redis *redis = task->privdata;
    if ((size_t)count > REDIS_ITEMS_MOST) { /* also what is below zero */
        return NULL;
    }
    struct redis_value *value = new_value(task, REDIS_LIST);
    if (value && count) {
        value->n = (size_t)count;
        value->items = arena_array(redis->arena, struct redis_value *, value->n);
    }
    return value && (value->items || !value->n) ? value : NULL;
}

static void *create_number(const redisReadTask *task, long long number) {
    struct redis_value *value = new_value(task, REDIS_NUMBER);
    if (value) {
        value->number = number;
    }
    return value;
}

static void *create_nil(const redisReadTask *task) {
    return new_value(task, REDIS_NIL);
}

static void free_nothing(void *value) {
    (void)value; /* the arena's */
}

/* hiredis wants it to be writable. */
static redisReader *new_reader(struct redis *redis, redisReplyObjectFunctions *functions) {
    *functions = (redisReplyObjectFunctions){.createString = create_text,
                                             .createArray = create_list,
                                             .createInteger = create_number,
                                             .createNil = create_nil,
                                             .freeObject = free_nothing};
    redisReader *reader = redisReaderCreateWithFunctions(functions);
    if (reader) {
        reader->privdata = redis;
    }
    return reader;
}

struct opened {
    struct redis redis; /* first */
    redisReplyObjectFunctions functions;
};

/* Readable or writable within the time that is left, and nobody wakes us. */
static enum err await(const struct redis *redis, short events, uint64_t deadline_ns) {
    for (;;) {
        uint64_t now = clock_ns();
        struct pollfd fds[] = {{redis->fd, events, 0}, {redis->wake, POLLIN, 0}};
        int left = now < deadline_ns ? (int)((deadline_ns - now) / 1000000) + 1 : 0;
        int got = left ? poll(fds, 2, left) : 0;
        if (got > 0 && !fds[1].revents) {
            return OK;
        }
        if (got == 0 || errno != EINTR || fds[1].revents) {
            return ERR_IO;
        }
    }
}

static enum err finish_connect(const struct redis *redis, int answer, uint64_t deadline_ns) {
    int fault = 0;
    socklen_t size = sizeof(fault);
    if (answer == 0) {
        return OK;
    }
    if (errno != EINPROGRESS && errno != EAGAIN) {
        return ERR_IO;
    }
    TRY(await(redis, POLLOUT, deadline_ns));
    return getsockopt(redis->fd, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && !fault ? OK : ERR_IO;
}

static enum err connect_unix(struct redis *redis, struct span path, uint64_t deadline_ns) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (!path.len || path.len >= sizeof(address.sun_path)) {
        return ERR_INVALID;
    }
    memcpy(address.sun_path, path.ptr, path.len);
    redis->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return redis->fd < 0
               ? ERR_IO
               : finish_connect(redis,
                                connect(redis->fd, (const struct sockaddr *)(const void *)&address,
                                        sizeof(address)),
                                deadline_ns);
}

/* A literal address: nothing is looked up. */
static enum err connect_ip(struct redis *redis, struct span where, uint64_t deadline_ns) {
    char host[HOST_BYTES] = "", port[HOST_BYTES] = "";
    size_t colon = where.len;
    while (colon > 0 && where.ptr[colon - 1] != ':') {
        colon--;
    }
    struct span name = span_slice(where, 0, colon ? colon - 1 : 0);
    struct span number = span_from_index(where, colon);
    name = span_starts(name, SPAN("[")) && name.len > 2 ? span_slice(name, 1, name.len - 2) : name;
    if (!name.len || name.len >= sizeof(host) || number.len >= sizeof(port)) {
        return ERR_INVALID;
    }
    memcpy(host, name.ptr, name.len);
    memcpy(port, number.ptr, number.len);
    struct addrinfo wanted = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                              .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, port, &wanted, &found) != 0) {
        return ERR_INVALID;
    }
    redis->fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    enum err err =
        redis->fd < 0 ? ERR_IO
                      : finish_connect(redis, connect(redis->fd, found->ai_addr, found->ai_addrlen),
                                       deadline_ns);
    freeaddrinfo(found);
    return err;
}

enum err redis_open(struct span address, int wake, uint64_t deadline_ns, struct redis **out) {
    struct opened *opened = calloc(1, sizeof(*opened));
    *out = NULL;
    TRY_PTR(opened);
    struct redis *redis = &opened->redis;
    redis->fd = -1;
    redis->wake = wake;
    redis->reader = new_reader(redis, &opened->functions);
    bool local = span_starts(address, SPAN("unix:"));
    enum err err = !redis->reader ? ERR_MEMORY
                   : local        ? connect_unix(redis, span_from_index(address, 5), deadline_ns)
                                  : connect_ip(redis, address, deadline_ns);
    if (err != OK) {
        redis_close(redis);
        return err;
    }
    *out = redis;
    return OK;
}

void redis_close(struct redis *redis) {
    if (redis) {
        if (redis->reader) {
            redisReaderFree(redis->reader);
        }
        io_close(&redis->fd);
        free(redis);
    }
}

static enum err send_all(const struct redis *redis, struct span text, uint64_t deadline_ns) {
    while (text.len) {
        ssize_t sent = send(redis->fd, text.ptr, text.len, MSG_NOSIGNAL);
        if (sent >= 0) {
            text = span_from_index(text, (size_t)sent);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            TRY(await(redis, POLLOUT, deadline_ns));
        } else if (errno != EINTR) {
            return ERR_IO;
        }
    }
    return OK;
}

static enum err write_question(const struct redis *redis, const struct span *words, size_t n,
                               uint64_t deadline_ns) {
    const char *texts[WORDS_MOST];
    size_t lens[WORDS_MOST];
    char *question = NULL;
    if (n > WORDS_MOST) {
        return ERR_LIMIT;
    }
    for (size_t i = 0; i < n; i++) {
        texts[i] = words[i].ptr ? words[i].ptr : "";
        lens[i] = words[i].len;
    }
    int len = redisFormatCommandArgv(&question, (int)n, texts, lens);
    if (len < 0) {
        return ERR_MEMORY;
    }
    enum err err = send_all(redis, (struct span){question, (size_t)len}, deadline_ns);
    redisFreeCommand(question);
    return err;
}

static enum err feed(const struct redis *redis, size_t *taken, uint64_t deadline_ns) {
    char piece[PIECE_BYTES];
    TRY(await(redis, POLLIN, deadline_ns));
    ssize_t got = recv(redis->fd, piece, sizeof(piece), 0);
    if (got <= 0) {
        return got < 0 && (errno == EAGAIN || errno == EINTR) ? OK : ERR_IO;
    }
    *taken += (size_t)got;
    if (*taken > REDIS_BYTES_MOST) {
        return ERR_LIMIT;
    }
    return redisReaderFeed(redis->reader, piece, (size_t)got) == REDIS_OK ? OK : ERR_SYNTAX;
}

static enum err read_answer(const struct redis *redis, uint64_t deadline_ns,
                            const struct redis_value **out) {
    size_t taken = 0;
    void *answer = NULL;
    for (;;) {
        if (redisReaderGetReply(redis->reader, &answer) != REDIS_OK) {
            return ERR_SYNTAX;
        }
        if (answer) {
            *out = answer;
            return OK;
        }
        TRY(feed(redis, &taken, deadline_ns));
    }
}

enum err redis_ask(struct redis *redis, struct arena *arena, const struct span *words, size_t n,
                   uint64_t deadline_ns, const struct redis_value **out) {
    redis->arena = arena;
    enum err err = write_question(redis, words, n, deadline_ns);
    err = err == OK ? read_answer(redis, deadline_ns, out) : err;
    redis->arena = NULL;
    return err;
}
