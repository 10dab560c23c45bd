/* SPDX-License-Identifier: Apache-2.0 */
/* libmicrohttpd, driven from outside, one thread. */
#include "guard/web.h"

#include "base/io.h"

#include <arpa/inet.h>
#include <limits.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
    REQUEST_MEMORY = 4 << 20,     /* all that answering one request may take */
    CONNECTION_MEMORY = 48 << 10, /* a connection's buffers: headers larger than that are refused */
    CONNECTIONS_MOST = 12000,     /* as far as the system lets us */
    DESCRIPTORS_ELSEWHERE = 64,
    IDLE_SECONDS = 60,
};

struct web {
    web_handler handler;
    void *user;
    void (*forget)(void *kept);
    struct arena arena; /* emptied with every request */
    struct MHD_Daemon *daemon;
    size_t under_way;
    uint64_t step, taken_back; /* up to that step answers that have not left do not */
    struct peer {
        unsigned char bytes[sizeof(struct in6_addr)];
        sa_family_t family;
        char text[INET6_ADDRSTRLEN];
    } peer; /* who asked last, who mostly asks next: spelling an address takes its time */
    bool quiesced;
    bool resumed; /* libmicrohttpd does not tell by its descriptor */
};

/* A request from its first line to its end. */
struct asking {
    bool begun; /* its headers are there */
    struct MHD_Connection *connection;
    struct web *web;
    void *kept;
    struct MHD_Response *response; /* NULL: not yet */
    unsigned status;               /* its */
    uint64_t step;                 /* that it was made in */
    size_t len;
    char target[]; /* libmicrohttpd decodes its own */
};

struct collecting {
    struct arena *arena;
    struct fields *fields;
    bool failed;
};

static enum MHD_Result collect(void *user, enum MHD_ValueKind kind, const char *key,
                               size_t key_size, const char *value, size_t value_size) {
    struct collecting *c = user;
    (void)kind;
    struct span name = {key, key_size}, text = {value ? value : "", value ? value_size : 0};
    c->failed |= !fields_add(c->arena, c->fields, name, text);
    return c->failed ? MHD_NO : MHD_YES;
}

/* The address of who asks, as the configuration spells it. */
static struct span peer_of(struct peer *last, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    const void *bytes = NULL;
    size_t len = sizeof(struct in_addr);
    if (address && address->sa_family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    } else if (address && address->sa_family == AF_INET6) {
        bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        len = sizeof(struct in6_addr);
    } else {
        return address && address->sa_family == AF_UNIX ? SPAN("unix") : SPAN("");
    }
    if (last->family != address->sa_family || memcmp(last->bytes, bytes, len) != 0) {
        bool spelled = inet_ntop(address->sa_family, bytes, last->text, INET6_ADDRSTRLEN) != NULL;
        last->family = spelled ? address->sa_family : AF_UNSPEC;
        memcpy(last->bytes, bytes, len);
        last->text[0] = spelled ? last->text[0] : '\0';
    }
    return span_from(last->text);
}

/* libmicrohttpd takes no empty value; white space around a value is none of it (RFC 9110, 5.5). */
static bool add_field(struct web *web, struct MHD_Response *response, const struct field *field) {
    struct span name = arena_dup(&web->arena, field->name);
    struct span value = arena_dup(&web->arena, field->value.len ? field->value : SPAN(" "));
    return name.ptr && value.ptr &&
           MHD_add_response_header(response, name.ptr, value.ptr) == MHD_YES;
}

/* Whatever goes wrong here ends the connection, which no proxy takes for a yes. */
static enum MHD_Result make_reply(struct web *web, struct asking *asking,
                                  const struct web_reply *reply) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->body.len, (void *)(uintptr_t)reply->body.ptr,
        reply->lasting ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    bool sound = response != NULL;
    struct field always[] = {
        {SPAN_INIT("Content-Type"), reply->type.len ? reply->type : SPAN("application/json")},
        {SPAN_INIT("Cache-Control"), SPAN_INIT("no-store")},
        {SPAN_INIT("Connection"), SPAN_INIT("close")},
    };
    for (size_t i = 0; sound && i < (web->quiesced ? 3U : 2U); i++) {
        sound = add_field(web, response, &always[i]);
    }
    VEC_EACH(const struct field, field, &reply->fields) {
        sound = sound && add_field(web, response, field);
    }
    asking->response = response;
    asking->status = (unsigned)reply->status;
    asking->step = web->step;
    return sound ? MHD_YES : MHD_NO;
}

static enum MHD_Result answer(struct web *web, struct MHD_Connection *connection,
                              struct asking *asking, const char *method) {
    struct web_request request = {.method = span_from(method),
                                  .target = {asking->target, asking->len},
                                  .kept = &asking->kept,
                                  .self = asking};
    struct web_reply reply = {0};
    arena_reset(&web->arena);
    struct collecting c = {&web->arena, &request.fields, false};
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, collect, &c);
    request.peer = peer_of(&web->peer, connection);
    bool answered = !c.failed && web->handler(web->user, &web->arena, &request, &reply) == OK;
    if (answered && !reply.status) {
        if (!reply.soon) {
            MHD_suspend_connection(connection);
        }
        return MHD_YES;
    }
    return answered ? make_reply(web, asking, &reply) : MHD_NO;
}

/* The first line as it came; what this gives is the request's mark. */
static void *on_line(void *user, const char *uri, struct MHD_Connection *connection) {
    struct web *web = user;
    size_t len = strlen(uri);
    struct asking *asking = malloc(sizeof(*asking) + len);
    if (asking) {
        *asking = (struct asking){.connection = connection, .web = web, .len = len};
        memcpy(asking->target, uri, len);
        web->under_way++;
    }
    return asking;
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **mark) {
    struct asking *asking = *mark;
    (void)url, (void)version, (void)upload;
    if (!asking) {
        return MHD_NO;
    }
    if (!asking->begun) { /* answered on the second call, it is faster */
        asking->begun = true;
        return MHD_YES;
    }
    if (*upload_size) { /* a body has nothing to say here */
        *upload_size = 0;
        return MHD_YES;
    }
    /* An answer leaves in the turn after the one that it was made in, with the others of that turn:
     * so whoever waits for several of them is woken once, and what is written down with a turn is
     * there before they are. */
    if (!asking->response) {
        return answer(user, connection, asking, method);
    }
    return asking->step > asking->web->taken_back
               ? MHD_queue_response(connection, asking->status, asking->response)
               : MHD_NO;
}

static void on_end(void *user, struct MHD_Connection *connection, void **mark,
                   enum MHD_RequestTerminationCode code) {
    struct web *web = user;
    (void)connection, (void)code;
    struct asking *asking = *mark;
    web->under_way -= asking != NULL;
    if (asking && asking->kept && web->forget) {
        web->forget(asking->kept);
    }
    if (asking && asking->response) {
        MHD_destroy_response(asking->response);
    }
    free(*mark);
    *mark = NULL;
}

/* As many connections as there may be descriptors; the limit is raised as far as it can be. */
static unsigned connections_most(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return CONNECTIONS_MOST / 16;
    }
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    rlim_t room = limit.rlim_cur > (rlim_t)2 * DESCRIPTORS_ELSEWHERE
                      ? limit.rlim_cur - DESCRIPTORS_ELSEWHERE
                      : DESCRIPTORS_ELSEWHERE;
    return room < CONNECTIONS_MOST ? (unsigned)room : CONNECTIONS_MOST;
}

struct web *web_open(int listener, web_handler handler, void *user) {
    struct web *web = malloc(sizeof(*web));
    if (!web) {
        io_close(&listener);
        return NULL;
    }
    *web = (struct web){.handler = handler, .user = user};
    arena_init(&web->arena, REQUEST_MEMORY);
    web->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, web,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_URI_LOG_CALLBACK, on_line, web,
        MHD_OPTION_CONNECTION_LIMIT, connections_most(), MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_NOTIFY_COMPLETED, on_end, web, MHD_OPTION_END);
    if (!web->daemon) {
        io_close(&listener);
        web_close(web);
        return NULL;
    }
    return web;
}

void web_close(struct web *web) {
    if (web) {
        if (web->daemon) {
            MHD_stop_daemon(web->daemon);
        }
        arena_free(&web->arena);
        free(web);
    }
}

void web_on_end(struct web *web, void (*forget)(void *kept)) {
    web->forget = forget;
}

void web_resume(void *self) {
    const struct asking *asking = self;
    asking->web->resumed = true;
    MHD_resume_connection(asking->connection);
}

int web_fd(const struct web *web) {
    return MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int web_wait(const struct web *web) {
    MHD_UNSIGNED_LONG_LONG due;
    if (web->resumed) {
        return 0;
    }
    if (MHD_get_timeout(web->daemon, &due) != MHD_YES) {
        return -1;
    }
    return due < INT_MAX ? (int)due : INT_MAX;
}

enum err web_step(struct web *web) {
    web->resumed = false;
    web->step++;
    return MHD_run(web->daemon) == MHD_YES ? OK : ERR_IO;
}

void web_take_back(struct web *web) {
    web->taken_back = web->step;
}

void web_quiesce(struct web *web) {
    int listener = MHD_quiesce_daemon(web->daemon);
    web->quiesced = true;
    io_close(&listener);
}

size_t web_under_way(const struct web *web) {
    return web->under_way;
}
