/* SPDX-License-Identifier: Apache-2.0 */
/* Handles are set up once; for each request only what differs from the last one is set. */
#include "http/transfer.h"

#include "base/mutant.h"
#include "http/line.h"

#include <stdlib.h>

/* An answer to HEAD is whole. Where the server was seen to leave nothing behind such an answer, and
 * this one says how long it would have been, its connection is lent like any other. */
static void end_head(struct transfer *transfer) {
    struct span length = collect_field(&transfer->collect, SPAN("Content-Length"));
    bool told = length.len && !collect_field(&transfer->collect, SPAN("Transfer-Encoding")).ptr;
    long port = 0, connects = 0;
    if (told && rests_none(transfer->rests)) {
        (void)curl_easy_setopt(transfer->easy, CURLOPT_FORBID_REUSE, 0L);
        transfer->lone = false;
    } else if (told && !span_equal(length, SPAN("0"))) {
        (void)curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
        (void)curl_easy_getinfo(transfer->easy, CURLINFO_LOCAL_PORT, &port);
        rests_watch(transfer->rests, connects ? (unsigned)port : 0, transfer->collect.head_bytes);
    }
}

static size_t on_line(char *bytes, size_t size, size_t count, void *user) {
    struct transfer *transfer = user;
    size_t len = size * count;
    bool before = transfer->collect.whole_head;
    bool kept = collect_line(&transfer->collect, (struct span){bytes, len});
    if (transfer->head && !before && transfer->collect.whole_head) {
        end_head(transfer);
    }
    return kept ? len : 0;
}

static int on_close(void *user, curl_socket_t socket) {
    rests_close(user, socket);
    return 0;
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

static bool set_up(struct transfer *transfer, const struct transfer_origin *origin) {
    const struct client_options *options = origin->options;
    CURL *easy = transfer->easy;
    bool failed = !set_security(easy, options);
    SET(CURLOPT_CURLU, origin->place);
    SET(CURLOPT_USERAGENT, origin->user_agent.data);
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
    SET(CURLOPT_CLOSESOCKETFUNCTION, on_close);
    SET(CURLOPT_CLOSESOCKETDATA, origin->rests);
    return !failed;
}

enum err transfer_open(struct transfer *transfer, const struct transfer_origin *origin) {
    transfer->easy = curl_easy_init();
    TRY_PTR(transfer->easy);
    transfer->mutual = origin->options->mutual;
    transfer->rests = origin->rests;
    return set_up(transfer, origin) ? OK : ERR_MEMORY;
}

void transfer_close(struct transfer *transfer) {
    curl_easy_cleanup(transfer->easy);
    collect_free(&transfer->collect);
    buf_free(&transfer->lines);
    buf_free(&transfer->target);
    buf_free(&transfer->method);
    free(transfer->nodes);
}

static enum err set_target(struct transfer *transfer, const struct transfer_origin *origin,
                           struct span target) {
    struct span prefix = {origin->url.data, origin->absolute_form ? origin->url.len - 2 : 0};
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

static struct curl_blob blob_of(struct span pem) {
    return (struct curl_blob){(void *)(uintptr_t)pem.ptr, pem.len, CURL_BLOB_COPY};
}

/* Connections are kept apart by libcurl, so that no other identity's request travels on one. */
static enum err set_certificate(struct transfer *transfer, const struct request *request) {
    CURL *easy = transfer->easy;
    bool failed = false, shown = request->certificate.len != 0;
    if (!shown && !transfer->certified) {
        return OK;
    }
    struct span key = request->key.len ? request->key : request->certificate;
    bool pem = request_holds_pem(request);
    struct curl_blob blob = blob_of(request->certificate), key_blob = blob_of(key);
    SET(CURLOPT_SSLCERT, shown && !pem ? request->certificate.ptr : NULL);
    SET(CURLOPT_SSLKEY, shown && !pem ? key.ptr : NULL);
    SET(CURLOPT_SSLCERT_BLOB, pem ? &blob : NULL);
    SET(CURLOPT_SSLKEY_BLOB, pem ? &key_blob : NULL);
    transfer->certified = shown;
    return failed ? ERR_MEMORY : OK;
}

static enum err set_source(struct transfer *transfer, const struct request *request) {
    CURL *easy = transfer->easy;
    bool failed = false;
    if (request->from || transfer->sourced) {
        SET(CURLOPT_INTERFACE, request->from);
        transfer->sourced = request->from != NULL;
    }
    return failed ? ERR_MEMORY : OK;
}

/* What servers and their frameworks read otherwise than we mean it: after HEAD many send the body
 * all the same (gunicorn, uWSGI), and one that goes with a GET some leave unread and take for the
 * next request. Whoever asked next on the connection would be given what is left of that. */
static bool leaves_rests(const struct request *request) {
    static const char *const bodiless[] = {"GET", "DELETE", "OPTIONS", "TRACE"};
    bool after = span_equal(request->method, SPAN("HEAD")) && !MUTANT(head_connection_lent);
    bool unread = request->body.len && !MUTANT(unread_body_lent) &&
                  span_is_one(request->method, bodiless, sizeof(bodiless) / sizeof(*bodiless));
    return after || unread;
}

/* Which connection: libcurl would lend it to whoever asks next, whatever address it has. */
static enum err set_reuse(struct transfer *transfer, const struct request *request) {
    CURL *easy = transfer->easy;
    bool failed = false, lone = request->from || leaves_rests(request);
    transfer->head =
        span_equal(request->method, SPAN("HEAD")) && !request->body.len && !request->from;
    if (lone != transfer->lone) {
        SET(CURLOPT_FORBID_REUSE, lone ? 1L : 0L);
    }
    bool tried = transfer->head && rests_tries(transfer->rests);
    if (transfer->fresh || transfer->tried || tried) {
        SET(CURLOPT_FRESH_CONNECT, tried ? 1L : 0L);
    }
    transfer->lone = lone;
    transfer->fresh = false;
    transfer->tried = tried;
    return failed ? ERR_MEMORY : OK;
}

enum err transfer_prepare(struct transfer *transfer, const struct transfer_origin *origin,
                          const struct request *request, struct span target) {
    TRY(set_target(transfer, origin, target));
    TRY(set_fields(transfer, request, &origin->options->fields));
    TRY(set_method(transfer, request));
    TRY(set_certificate(transfer, request));
    TRY(set_source(transfer, request));
    TRY(set_reuse(transfer, request));
    bool head_only = request->body.len && span_equal(request->method, SPAN("HEAD"));
    collect_start(&transfer->collect, origin->options->body_limit, head_only);
    transfer->error[0] = '\0';
    return OK;
}

void transfer_renew(struct transfer *transfer, const struct transfer_origin *origin) {
    (void)curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, 1L);
    transfer->fresh = true;
    collect_start(&transfer->collect, origin->options->body_limit, transfer->collect.head_only);
    transfer->error[0] = '\0';
}
