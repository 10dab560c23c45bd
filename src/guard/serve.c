/* SPDX-License-Identifier: Apache-2.0 */
/* libmicrohttpd in a loop of ours: requests, signals, and an orderly end. */
#include "guard/serve.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/mutant.h"
#include "guard/answer.h"
#include "guard/ask.h"
#include "guard/audit_line.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    REQUEST_MEMORY = 4 << 20,     /* all that judging one request may take */
    CONNECTION_MEMORY = 96 << 10, /* a connection's buffers: headers larger than that are refused */
    CONNECTIONS_MOST = 4000,
    IDLE_SECONDS = 60,
    DRAIN_MS = 30000, /* how long requests that are under way may take to end */
};

struct serving {
    struct serve_state state;
    const struct serve_options *options;
    struct arena arena; /* emptied with every request */
    struct MHD_Daemon *daemon;
    size_t under_way;
    bool draining;
};

struct collecting {
    struct serving *serving;
    struct fields fields;
    bool failed;
};

static enum MHD_Result collect(void *user, enum MHD_ValueKind kind, const char *key,
                               size_t key_size, const char *value, size_t value_size) {
    struct collecting *c = user;
    (void)kind;
    struct span name = {key, key_size}, text = {value ? value : "", value ? value_size : 0};
    c->failed |= !fields_add(&c->serving->arena, &c->fields, name, text);
    return c->failed ? MHD_NO : MHD_YES;
}

/* The address of who asks, as the configuration spells it. */
static struct span peer_of(struct MHD_Connection *connection, char text[INET6_ADDRSTRLEN]) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    const void *bytes = NULL;
    if (address && address->sa_family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    } else if (address && address->sa_family == AF_INET6) {
        bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    } else if (address && address->sa_family == AF_UNIX) {
        return SPAN("unix");
    }
    return span_from(bytes ? inet_ntop(address->sa_family, bytes, text, INET6_ADDRSTRLEN) : "");
}

/* The proxy's own name for the request; what does not look like one is left out. */
static struct span request_id(const struct fields *fields) {
    struct span id = fields_get(fields, SPAN("X-Request-ID"));
    bool sound = id.len > 0 && id.len <= 64;
    for (size_t i = 0; sound && i < id.len; i++) {
        char c = id.ptr[i];
        sound =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }
    return sound ? id : SPAN("");
}

static enum err write_down(const struct serving *serving, const struct ask *ask, int64_t now,
                           const struct facts_request *request, const struct facts *facts,
                           const struct decision *decision) {
    BUF_SCOPE line = {0};
    audit_line_write(&line, now, request_id(ask->fields), request, facts, decision);
    TRY(buf_status(&line));
    return io_write_fd(serving->state.log, buf_span(&line));
}

static enum err judge(struct serving *serving, const struct ask *ask, struct answer *out) {
    const struct policy *policy = serving->state.policy;
    struct facts_request request;
    struct facts facts = {.fault = GROUND_UNDECIDED};
    struct decision decision;
    int64_t now = clock_unix();
    ask_judge(&serving->arena, policy, ask, now, &request, &facts, &decision);
    if (write_down(serving, ask, now, &request, &facts, &decision) != OK && !MUTANT(unlogged)) {
        decision = (struct decision){.effect = EFFECT_DENY, .ground = GROUND_FAULT};
    }
    return answer_make(&serving->arena, policy, &facts, &decision, out);
}

/* libmicrohttpd takes no empty value; white space around a value is none of it (RFC 9110, 5.5). */
static bool add_field(struct serving *serving, struct MHD_Response *response,
                      const struct field *field) {
    struct span name = arena_dup(&serving->arena, field->name);
    struct span value = arena_dup(&serving->arena, field->value.len ? field->value : SPAN(" "));
    return name.ptr && value.ptr &&
           MHD_add_response_header(response, name.ptr, value.ptr) == MHD_YES;
}

/* Whatever goes wrong here ends the connection, which no proxy takes for a yes. */
static enum MHD_Result send_answer(struct serving *serving, struct MHD_Connection *connection,
                                   const struct answer *answer) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.len, (void *)(uintptr_t)answer->body.ptr, MHD_RESPMEM_PERSISTENT);
    bool sound = response != NULL;
    static const struct field always[] = {
        {SPAN_INIT("Content-Type"), SPAN_INIT("application/json")},
        {SPAN_INIT("Cache-Control"), SPAN_INIT("no-store")},
        {SPAN_INIT("Connection"), SPAN_INIT("close")},
    };
    for (size_t i = 0; sound && i < (serving->draining ? 3U : 2U); i++) {
        sound = add_field(serving, response, &always[i]);
    }
    VEC_EACH(const struct field, field, &answer->fields) {
        sound = sound && add_field(serving, response, field);
    }
    enum MHD_Result sent =
        sound ? MHD_queue_response(connection, (unsigned)answer->status, response) : MHD_NO;
    if (response) {
        MHD_destroy_response(response);
    }
    return sent;
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **mark) {
    struct serving *serving = user;
    (void)url, (void)method, (void)version, (void)upload;
    if (!*mark) { /* the first call of a request; answered on the second, it is faster */
        *mark = serving;
        serving->under_way++;
        return MHD_YES;
    }
    if (*upload_size) { /* a body has nothing to say here */
        *upload_size = 0;
        return MHD_YES;
    }
    arena_reset(&serving->arena);
    char peer[INET6_ADDRSTRLEN];
    struct collecting c = {.serving = serving};
    struct answer answer;
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, collect, &c);
    struct ask ask = {peer_of(connection, peer), &c.fields};
    bool judged = !c.failed && judge(serving, &ask, &answer) == OK;
    return judged ? send_answer(serving, connection, &answer) : MHD_NO;
}

static void on_end(void *user, struct MHD_Connection *connection, void **mark,
                   enum MHD_RequestTerminationCode code) {
    struct serving *serving = user;
    (void)connection, (void)code;
    serving->under_way -= *mark != NULL;
    *mark = NULL;
}

/* Waits for requests or a signal, at most that long (-1: as long as it takes), and serves what
 * came. *signal_number: 0, or which. */
static enum err step(struct serving *serving, int signals, int most_ms, int *signal_number) {
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(serving->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    MHD_UNSIGNED_LONG_LONG due;
    int wait = most_ms;
    if (MHD_get_timeout(serving->daemon, &due) == MHD_YES &&
        (wait < 0 || due < (unsigned long long)wait)) {
        wait = (int)(due < DRAIN_MS ? due : DRAIN_MS);
    }
    struct pollfd fds[] = {{info->epoll_fd, POLLIN, 0}, {signals, POLLIN, 0}};
    if (poll(fds, 2, wait) < 0 && errno != EINTR) {
        return ERR_IO;
    }
    struct signalfd_siginfo got;
    *signal_number = 0;
    if ((fds[1].revents & POLLIN) && read(signals, &got, sizeof(got)) == (ssize_t)sizeof(got)) {
        *signal_number = (int)got.ssi_signo;
    }
    return MHD_run(serving->daemon) == MHD_YES ? OK : ERR_IO;
}

/* No new connections; what has begun to be asked is answered. */
static enum err drain(struct serving *serving, int signals) {
    int signal_number = 0;
    serving->draining = true;
    int listener = MHD_quiesce_daemon(serving->daemon);
    io_close(&listener);
    uint64_t end = clock_ns() + (uint64_t)DRAIN_MS * 1000000;
    do {
        uint64_t now = clock_ns();
        int left = now < end ? (int)((end - now) / 1000000) : 0;
        TRY(step(serving, signals, serving->under_way ? left : 0, &signal_number));
    } while (serving->under_way && clock_ns() < end && signal_number != SIGTERM);
    return OK;
}

static enum err loop(struct serving *serving, int signals) {
    for (;;) {
        int signal_number = 0;
        TRY(step(serving, signals, -1, &signal_number));
        if (signal_number == SIGHUP) {
            (void)serving->options->reload(serving->options->user, &serving->state);
        } else if (signal_number) {
            return drain(serving, signals);
        }
    }
}

static int open_signals(void) {
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

enum err serve_run(const struct serve_options *options) {
    struct serving serving = {.state = options->state, .options = options};
    FD_SCOPE signals = open_signals();
    arena_init(&serving.arena, REQUEST_MEMORY);
    serving.daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, on_request, &serving, MHD_OPTION_LISTEN_SOCKET,
        options->listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, on_end, &serving, MHD_OPTION_END);
    if (!serving.daemon || signals < 0) {
        return ERR_IO;
    }
    enum err err = loop(&serving, signals);
    MHD_stop_daemon(serving.daemon);
    arena_free(&serving.arena);
    return err;
}
