/* SPDX-License-Identifier: Apache-2.0 */
/* libmicrohttpd, driven from outside, one thread. */
#include "guard/web.h"

#include "base/buf.h"
#include "base/io.h"
#include "base/mutant.h"
#include "guard/web_peer.h"

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
    SPARES_MOST = 64, /* answers that wait to be used again */
};

struct web {
    web_handler handler;
    void *user;
    void (*forget)(void *kept);
    struct arena arena; /* emptied with every request */
    struct MHD_Daemon *daemon;
    size_t under_way;
    uint64_t step, taken_back; /* up to that step answers that have not left do not */
    struct web_peer peer;      /* who asked last, who mostly asks next */
    struct sheet *spare;       /* that have left */
    size_t spares;
    bool quiesced;
    bool resumed; /* libmicrohttpd does not tell by its descriptor */
};

/* What an answer leaves on: it is used again, since most answers differ from others in two values.
 */
struct sheet_field {
    struct span name;
    struct buf value; /* with a NUL behind */
};

struct sheet {
    struct sheet *next;
    struct MHD_Response *response;
    struct span body; /* empty: for this answer alone */
    struct arena arena;
    VEC(struct sheet_field) fields;
};

/* A request from its first line to its end. */
struct asking {
    bool begun; /* its headers are there */
    struct MHD_Connection *connection;
    struct web *web;
    void *kept;
    struct sheet *sheet; /* NULL: not yet */
    unsigned status;
    uint64_t step; /* that it was made in */
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

/* White space around a value is none of it (RFC 9110, 5.5), and libmicrohttpd takes no empty one.
 */
static bool set_field(struct sheet *sheet, struct sheet_field *field, struct span value) {
    buf_clear(&field->value);
    buf_add(&field->value, value.len ? value : SPAN(" "));
    buf_byte(&field->value, '\0');
    return buf_status(&field->value) == OK &&
           MHD_add_response_header(sheet->response, field->name.ptr, field->value.data) == MHD_YES;
}

static bool change_field(struct sheet *sheet, struct sheet_field *field, struct span value) {
    struct span before = {field->value.data, field->value.len - 1};
    return span_equal(before, value.len ? value : SPAN(" ")) || MUTANT(last_answer) ||
           (MHD_del_response_header(sheet->response, field->name.ptr, before.ptr) == MHD_YES &&
            set_field(sheet, field, value));
}

static bool add_field(struct sheet *sheet, const struct field *field) {
    struct sheet_field one = {.name = arena_dup(&sheet->arena, field->name)};
    return one.name.ptr && vec_push(&sheet->arena, &sheet->fields, one) &&
           set_field(sheet, &sheet->fields.at[sheet->fields.n - 1], field->value);
}

static void free_sheet(struct sheet *sheet) {
    if (sheet->response) {
        MHD_destroy_response(sheet->response);
    }
    VEC_EACH(struct sheet_field, field, &sheet->fields) {
        buf_free(&field->value);
    }
    arena_free(&sheet->arena);
    free(sheet);
}

static struct sheet *new_sheet(const struct web_reply *reply, const struct fields *fields) {
    struct sheet *sheet = calloc(1, sizeof(*sheet));
    if (!sheet) {
        return NULL;
    }
    arena_init(&sheet->arena, REQUEST_MEMORY);
    sheet->body = reply->lasting ? reply->body : SPAN("");
    sheet->response = MHD_create_response_from_buffer(
        reply->body.len, (void *)(uintptr_t)reply->body.ptr,
        reply->lasting ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    bool sound = sheet->response != NULL;
    VEC_EACH(const struct field, field, fields) {
        sound = sound && add_field(sheet, field);
    }
    if (!sound) {
        free_sheet(sheet);
        return NULL;
    }
    return sheet;
}

static bool fits(const struct sheet *sheet, const struct web_reply *reply,
                 const struct fields *fields) {
    bool same =
        reply->lasting && sheet->body.ptr == reply->body.ptr && sheet->fields.n == fields->n;
    for (size_t i = 0; same && i < fields->n; i++) {
        same = span_equal(sheet->fields.at[i].name, fields->at[i].name);
    }
    return same;
}

/* One that has left and differs in values alone, or a new one. NULL: it cannot be made. */
static struct sheet *take_sheet(struct web *web, const struct web_reply *reply,
                                const struct fields *fields) {
    struct sheet **at = &web->spare;
    while (*at && !fits(*at, reply, fields)) {
        at = &(*at)->next;
    }
    struct sheet *sheet = *at;
    if (!sheet) {
        return new_sheet(reply, fields);
    }
    *at = sheet->next;
    web->spares--;
    for (size_t i = 0; i < fields->n; i++) {
        if (!change_field(sheet, &sheet->fields.at[i], fields->at[i].value)) {
            free_sheet(sheet);
            return new_sheet(reply, fields);
        }
    }
    return sheet;
}

static void put_sheet(struct web *web, struct sheet *sheet) {
    if (!sheet->body.len || web->spares == SPARES_MOST) {
        free_sheet(sheet);
        return;
    }
    sheet->next = web->spare;
    web->spare = sheet;
    web->spares++;
}

/* Whatever goes wrong here ends the connection, which no proxy takes for a yes. */
static enum MHD_Result make_reply(struct web *web, struct asking *asking,
                                  const struct web_reply *reply) {
    struct fields all = {0};
    bool sound =
        fields_add(&web->arena, &all, SPAN("Content-Type"),
                   reply->type.len ? reply->type : SPAN("application/json")) &&
        fields_add(&web->arena, &all, SPAN("Cache-Control"), SPAN("no-store")) &&
        (!web->quiesced || fields_add(&web->arena, &all, SPAN("Connection"), SPAN("close")));
    VEC_EACH(const struct field, field, &reply->fields) {
        sound = sound && fields_add(&web->arena, &all, field->name, field->value);
    }
    asking->sheet = sound ? take_sheet(web, reply, &all) : NULL;
    asking->status = (unsigned)reply->status;
    asking->step = web->step;
    return asking->sheet ? MHD_YES : MHD_NO;
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
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    request.peer = web_peer_text(&web->peer, info ? info->client_addr : NULL);
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
    if (!asking->sheet) {
        return answer(user, connection, asking, method);
    }
    return asking->step > asking->web->taken_back
               ? MHD_queue_response(connection, asking->status, asking->sheet->response)
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
    if (asking && asking->sheet) {
        put_sheet(web, asking->sheet);
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
        while (web->spare) {
            struct sheet *sheet = web->spare;
            web->spare = sheet->next;
            free_sheet(sheet);
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
