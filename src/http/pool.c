/* SPDX-License-Identifier: Apache-2.0 */
/* Handles are set up once; for each request only what differs from the last one is set. */
#include "http/pool.h"

#include "base/clock.h"
#include "http/line.h"
#include "http/target.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>

struct transfer {
    struct transfer *next_idle;
    CURL *easy;
    struct job *job; /* NULL: idle */
    struct collect collect;
    struct buf lines;         /* the header's lines, ended by NUL */
    struct curl_slist *nodes; /* over lines; ours, so that no memory is taken for each field */
    size_t nodes_room;
    struct buf target, method; /* ended by NUL */
    bool custom_method;        /* the handle has a method of its own set */
    bool certified;            /* and a client certificate */
    char error[CURL_ERROR_SIZE];
};

struct pool {
    struct transport transport; /* first */
    const struct client_options *options;
    CURLM *multi;
    struct buf url;           /* the origin with "/", ended by NUL */
    struct buf user_agent;    /* ended by NUL */
    bool absolute_form;       /* a proxy is given the whole URL (RFC 9112 §3.2.2) */
    struct transfer *members; /* options->concurrency of them */
    struct transfer *idle;
};

static size_t on_line(char *bytes, size_t size, size_t count, void *user) {
    struct transfer *transfer = user;
    size_t len = size * count;
    return collect_line(&transfer->collect, (struct span){bytes, len}) ? len : 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user) {
    struct transfer *transfer = user;
    size_t len = size * count;
    return collect_body(&transfer->collect, (struct span){bytes, len}) ? len : 0;
}

#define SET(option, value) failed |= curl_easy_setopt(easy, option, value) != CURLE_OK

static bool set_security(CURL *easy, const struct client_options *options) {
    bool failed = false;
    SET(CURLOPT_SSL_VERIFYPEER, options->insecure ? 0L : 1L);
    SET(CURLOPT_SSL_VERIFYHOST, options->insecure ? 0L : 2L);
    if (options->ca_file) {
        SET(CURLOPT_CAINFO, options->ca_file);
        SET(CURLOPT_CAPATH, NULL); /* these alone are trusted, not the system's too */
    }
    SET(CURLOPT_PROXY, options->proxy ? options->proxy : ""); /* "": not even the environment's */
    SET(CURLOPT_NOPROXY, "");
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    return !failed;
}

static bool set_up(struct pool *pool, struct transfer *transfer) {
    const struct client_options *options = pool->options;
    CURL *easy = transfer->easy;
    bool failed = !set_security(easy, options);
    SET(CURLOPT_URL, pool->url.data);
    SET(CURLOPT_USERAGENT, pool->user_agent.data);
    SET(CURLOPT_HTTP_VERSION,
        (long)(options->http1_only ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
    SET(CURLOPT_ACCEPT_ENCODING, ""); /* decoded when a server encodes unasked; we never ask */
    SET(CURLOPT_TIMEOUT_MS, (long)(options->timeout * 1000));
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(options->connect_timeout * 1000));
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* do not wait for a name server when interrupted */
    SET(CURLOPT_PRIVATE, transfer);
    SET(CURLOPT_ERRORBUFFER, transfer->error);
    SET(CURLOPT_HEADERFUNCTION, on_line);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    return !failed;
}

static enum err add_members(struct pool *pool) {
    pool->members = calloc(pool->options->concurrency, sizeof(*pool->members));
    TRY_PTR(pool->members);
    for (unsigned i = pool->options->concurrency; i-- > 0;) {
        struct transfer *transfer = &pool->members[i];
        transfer->easy = curl_easy_init();
        TRY_PTR(transfer->easy);
        if (!set_up(pool, transfer)) {
            return ERR_MEMORY;
        }
        transfer->next_idle = pool->idle;
        pool->idle = transfer;
    }
    return OK;
}

static enum err prepare(struct pool *pool, struct span origin) {
    const struct client_options *options = pool->options;
    pool->multi = curl_multi_init();
    TRY_PTR(pool->multi);
    buf_add(&pool->url, origin);
    buf_add(&pool->url, (struct span){"/", 2}); /* with its NUL */
    TRY(buf_status(&pool->url));
    buf_add(&pool->user_agent,
            options->user_agent.len ? options->user_agent : SPAN("postern/" POSTERN_VERSION));
    buf_byte(&pool->user_agent, '\0');
    TRY(buf_status(&pool->user_agent));
    struct span proxy = span_from(options->proxy);
    if (options->proxy && !target_is_proxy(proxy)) {
        return ERR_USAGE;
    }
    pool->absolute_form = options->proxy && !span_starts_nocase(proxy, SPAN("socks")) &&
                          !span_starts_nocase(origin, SPAN("https"));
    (void)curl_multi_setopt(pool->multi, CURLMOPT_MAXCONNECTS, (long)options->concurrency);
    (void)curl_multi_setopt(pool->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)options->concurrency);
    return add_members(pool);
}

static void close_transfer(struct pool *pool, struct transfer *transfer) {
    if (transfer->job) {
        (void)curl_multi_remove_handle(pool->multi, transfer->easy);
    }
    curl_easy_cleanup(transfer->easy);
    collect_free(&transfer->collect);
    buf_free(&transfer->lines);
    buf_free(&transfer->target);
    buf_free(&transfer->method);
    free(transfer->nodes);
}

static void close_pool(struct transport *transport) {
    struct pool *pool = (struct pool *)transport;
    for (unsigned i = 0; pool->members && i < pool->options->concurrency; i++) {
        close_transfer(pool, &pool->members[i]);
    }
    (void)curl_multi_cleanup(pool->multi);
    free(pool->members);
    buf_free(&pool->url);
    buf_free(&pool->user_agent);
    free(pool);
    curl_global_cleanup();
}

static enum err set_target(struct pool *pool, struct transfer *transfer, struct span target) {
    struct span prefix = {pool->url.data, pool->absolute_form ? pool->url.len - 2 : 0};
    line_target(&transfer->target, prefix, target);
    TRY(buf_status(&transfer->target));
    const char *text = transfer->target.data;
    return curl_easy_setopt(transfer->easy, CURLOPT_REQUEST_TARGET, text) == CURLE_OK ? OK
                                                                                      : ERR_MEMORY;
}

static enum err set_fields(struct transfer *transfer, const struct request *request,
                           const struct fields *extra) {
    size_t count = line_build(&transfer->lines, request, extra);
    TRY(buf_status(&transfer->lines));
    if (count > transfer->nodes_room) {
        struct curl_slist *grown = realloc(transfer->nodes, count * 2 * sizeof(*grown));
        TRY_PTR(grown);
        transfer->nodes = grown;
        transfer->nodes_room = count * 2;
    }
    char *line = transfer->lines.data;
    for (size_t i = 0; i < count; i++) {
        transfer->nodes[i] =
            (struct curl_slist){line, i + 1 < count ? &transfer->nodes[i + 1] : NULL};
        line += strlen(line) + 1;
    }
    (void)curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, count ? transfer->nodes : NULL);
    return OK;
}

/* The method decides how libcurl reads the answer (none has a body after HEAD), the word is sent as
 * it is. */
static enum err set_method(struct transfer *transfer, const struct request *request) {
    CURL *easy = transfer->easy;
    bool failed = false;
    bool head = span_equal(request->method, SPAN("HEAD"));
    bool plain = !request->body.len && (head || span_equal(request->method, SPAN("GET")));
    if (request->body.len) {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        SET(CURLOPT_POSTFIELDS, request->body.ptr);
    } else if (head) {
        SET(CURLOPT_NOBODY, 1L);
    } else {
        SET(CURLOPT_HTTPGET, 1L);
    }
    if (!plain) {
        buf_clear(&transfer->method);
        buf_add(&transfer->method, request->method);
        buf_byte(&transfer->method, '\0');
        TRY(buf_status(&transfer->method));
        SET(CURLOPT_CUSTOMREQUEST, transfer->method.data);
    } else if (transfer->custom_method) {
        SET(CURLOPT_CUSTOMREQUEST, NULL);
    }
    transfer->custom_method = !plain;
    return failed ? ERR_MEMORY : OK;
}

/* Connections are kept apart by libcurl, so that no other identity's request travels on one. */
static enum err set_certificate(struct transfer *transfer, const struct request *request) {
    CURL *easy = transfer->easy;
    bool failed = false, shown = request->certificate.len != 0;
    if (!shown && !transfer->certified) {
        return OK;
    }
    struct span key = request->key.len ? request->key : request->certificate;
    SET(CURLOPT_SSLCERT, shown ? request->certificate.ptr : NULL);
    SET(CURLOPT_SSLKEY, shown ? key.ptr : NULL);
    transfer->certified = shown;
    return failed ? ERR_MEMORY : OK;
}

static enum err start(struct transport *transport, struct job *job, struct span target) {
    struct pool *pool = (struct pool *)transport;
    struct transfer *transfer = pool->idle;
    assert(transfer && !transfer->job);
    const struct request *request = &job->exchange->request;
    TRY(set_target(pool, transfer, target));
    TRY(set_fields(transfer, request, &pool->options->fields));
    TRY(set_method(transfer, request));
    TRY(set_certificate(transfer, request));
    bool head_only = request->body.len && span_equal(request->method, SPAN("HEAD"));
    collect_start(&transfer->collect, pool->options->body_limit, head_only);
    transfer->error[0] = '\0';
    if (curl_multi_add_handle(pool->multi, transfer->easy) != CURLM_OK) {
        return ERR_MEMORY;
    }
    transfer->job = job;
    pool->idle = transfer->next_idle;
    transport->busy++;
    return OK;
}

static enum err step(struct transport *transport) {
    const struct pool *pool = (const struct pool *)transport;
    int running = 0;
    return curl_multi_perform(pool->multi, &running) == CURLM_OK ? OK : ERR_MEMORY;
}

static void await(struct transport *transport, int ms) {
    const struct pool *pool = (const struct pool *)transport;
    (void)curl_multi_poll(pool->multi, NULL, 0, ms, NULL);
}

static void wake(struct transport *transport) {
    const struct pool *pool = (const struct pool *)transport;
    (void)curl_multi_wakeup(pool->multi);
}

/* When a transfer was broken off by ourselves, or by libcurl for the same reason. */
static enum wire wire_of_break(const struct transfer *transfer) {
    const struct collect *collect = &transfer->collect;
    if (collect->overflow) {
        return WIRE_HEADERS;
    }
    if (collect->head.failed || collect->body.failed) {
        return WIRE_FAILED;
    }
    return collect->cut || (collect->head_only && collect->whole_head) ? WIRE_OK : WIRE_FAILED;
}

/* libcurl has no memory left, or a line was longer than it takes: it does not tell them apart. */
static enum wire wire_of_memory(const struct transfer *transfer) {
    long sent = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
    return sent > 0 && !transfer->collect.whole_head ? WIRE_HEADERS : WIRE_FAILED;
}

static enum wire wire_of(const struct transfer *transfer, CURLcode code) {
    static const struct {
        CURLcode code;
        enum wire wire;
    } table[] = {
        {CURLE_COULDNT_RESOLVE_HOST, WIRE_RESOLVE},
        {CURLE_COULDNT_RESOLVE_PROXY, WIRE_RESOLVE},
        {CURLE_COULDNT_CONNECT, WIRE_CONNECT},
        {CURLE_PROXY, WIRE_CONNECT},
        {CURLE_OPERATION_TIMEDOUT, WIRE_TIMEOUT},
        {CURLE_SSL_CONNECT_ERROR, WIRE_TLS},
        {CURLE_PEER_FAILED_VERIFICATION, WIRE_TLS},
        {CURLE_SSL_CACERT_BADFILE, WIRE_TLS},
        {CURLE_SSL_CERTPROBLEM, WIRE_TLS},
        {CURLE_SSL_CIPHER, WIRE_TLS},
        {CURLE_SSL_ENGINE_INITFAILED, WIRE_TLS},
        {CURLE_GOT_NOTHING, WIRE_CLOSED},
        {CURLE_PARTIAL_FILE, WIRE_CLOSED},
        {CURLE_SEND_ERROR, WIRE_CLOSED},
        {CURLE_WEIRD_SERVER_REPLY, WIRE_PROTOCOL},
        {CURLE_UNSUPPORTED_PROTOCOL, WIRE_PROTOCOL}, /* an answer without a status line */
        {CURLE_BAD_CONTENT_ENCODING, WIRE_PROTOCOL},
        {CURLE_HTTP2, WIRE_PROTOCOL},
        {CURLE_HTTP2_STREAM, WIRE_PROTOCOL},
    };
    if (code == CURLE_WRITE_ERROR) {
        return wire_of_break(transfer);
    }
    if (code == CURLE_OUT_OF_MEMORY) {
        return wire_of_memory(transfer);
    }
#if LIBCURL_VERSION_NUM >= 0x080600
    if (code == CURLE_TOO_LARGE) {
        return wire_of_memory(transfer);
    }
#endif
    if (code == CURLE_RECV_ERROR) { /* told apart by their words alone */
        return strstr(transfer->error, "chunk")     ? WIRE_PROTOCOL
               : strstr(transfer->error, "CONNECT") ? WIRE_CONNECT /* refused by the proxy */
                                                    : WIRE_CLOSED;
    }
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (table[i].code == code) {
            return table[i].wire;
        }
    }
    return WIRE_FAILED;
}

static uint64_t elapsed_of(CURL *easy) {
    curl_off_t sent = 0, total = 0; /* microseconds */
    (void)curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
    (void)curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &total);
    return total > sent ? (uint64_t)(total - sent) * 1000 : 0;
}

static bool next_ended(struct transport *transport, struct ended *out) {
    const struct pool *pool = (const struct pool *)transport;
    int left = 0;
    CURLMsg *message = curl_multi_info_read(pool->multi, &left);
    if (!message) {
        return false;
    }
    assert(message->msg == CURLMSG_DONE);
    CURLcode code = message->data.result;
    char *private = NULL;
    (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
    struct transfer *transfer = (struct transfer *)(void *)private;
    const char *detail = transfer->error[0] ? transfer->error : curl_easy_strerror(code);
    enum wire wire = code == CURLE_OK ? WIRE_OK : wire_of(transfer, code);
    if (wire == WIRE_OK && !transfer->collect.whole_head) {
        wire = WIRE_CLOSED; /* no error for libcurl */
        detail = "the connection was closed within the header";
    } else if (wire == WIRE_OK && transfer->collect.status < 100) {
        wire = WIRE_PROTOCOL;
        detail = "the status is no number from 100";
    }
    *out = (struct ended){
        .transfer = transfer,
        .job = transfer->job,
        .wire = wire,
        .collect = &transfer->collect,
        .detail = detail,
        .elapsed_ns = elapsed_of(transfer->easy),
    };
    (void)curl_multi_remove_handle(pool->multi, transfer->easy);
    return true;
}

static void free_transfer(struct pool *pool, struct transfer *transfer) {
    transfer->job = NULL;
    transfer->next_idle = pool->idle;
    pool->idle = transfer;
    pool->transport.busy--;
}

static void release(struct transport *transport, const struct ended *ended) {
    free_transfer((struct pool *)transport, ended->transfer);
}

static struct job *abandon(struct transport *transport) {
    struct pool *pool = (struct pool *)transport;
    for (unsigned i = 0; transport->busy && i < pool->options->concurrency; i++) {
        struct transfer *transfer = &pool->members[i];
        struct job *job = transfer->job;
        if (job) {
            (void)curl_multi_remove_handle(pool->multi, transfer->easy);
            free_transfer(pool, transfer);
            return job;
        }
    }
    return NULL;
}

static uint64_t now_ns(const struct transport *transport) {
    (void)transport;
    return clock_ns();
}

static int64_t now_unix(const struct transport *transport) {
    (void)transport;
    return clock_unix();
}

static const struct transport_kind POOL = {
    .close = close_pool,
    .start = start,
    .step = step,
    .wait = await,
    .idle = await,
    .wake = wake,
    .next_ended = next_ended,
    .release = release,
    .abandon = abandon,
    .now_ns = now_ns,
    .now_unix = now_unix,
};

enum err pool_open(const struct client_options *options, struct span origin,
                   struct transport **out) {
    *out = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return ERR_MEMORY;
    }
    struct pool *pool = calloc(1, sizeof(*pool));
    if (!pool) {
        curl_global_cleanup();
        return ERR_MEMORY;
    }
    pool->transport = (struct transport){.kind = &POOL, .room = options->concurrency};
    pool->options = options;
    enum err err = prepare(pool, origin);
    if (err != OK) {
        close_pool(&pool->transport);
        return err;
    }
    *out = &pool->transport;
    return OK;
}
