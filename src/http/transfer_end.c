/* SPDX-License-Identifier: Apache-2.0 */
/* What the end of a transfer says, in the words of wires. */
#include "http/transfer_end.h"

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

/* The server's alert over the client's certificate, or that there is none (RFC 8446, section 6.2):
 * TLS 1.3 tells it after the handshake. Other alerts say that TLS itself does not come about. */
static bool is_about_certificate(const char *words) {
    return strstr(words, "alert") && (strstr(words, "certificate") || strstr(words, "unknown ca"));
}

/* The same where the alert was lost, since the server closed while the request was sent. */
static bool is_after_handshake(const struct transfer *transfer, CURLcode code) {
    long connects = 0;
    curl_off_t shaken = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_APPCONNECT_TIME_T, &shaken);
    bool broken = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
    return transfer->mutual && broken && connects > 0 && shaken > 0 &&
           transfer->collect.status == 0;
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
    if ((code == CURLE_RECV_ERROR || code == CURLE_SSL_CONNECT_ERROR) &&
        is_about_certificate(transfer->error)) {
        return WIRE_CERTIFICATE;
    }
    if (is_after_handshake(transfer, code)) {
        return WIRE_CERTIFICATE;
    }
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

static bool is_reused(CURL *easy) {
    long connects = 0;
    (void)curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connects);
    return connects == 0;
}

struct ended transfer_end(struct transfer *transfer, CURLcode code) {
    const char *detail = transfer->error[0] ? transfer->error : curl_easy_strerror(code);
    enum wire wire = code == CURLE_OK ? WIRE_OK : wire_of(transfer, code);
    if (wire == WIRE_OK && !transfer->collect.whole_head) {
        wire = WIRE_CLOSED; /* no error for libcurl */
        detail = "the connection was closed within the header";
    } else if (wire == WIRE_OK && transfer->collect.status < 100) {
        wire = WIRE_PROTOCOL;
        detail = "the status is no number from 100";
    } else if (wire == WIRE_CLOSED && transfer->collect.whole_head &&
               transfer->collect.status >= 100) {
        wire = WIRE_CUT; /* the head was heard, and says what the answer is */
    }
    return (struct ended){
        .transfer = transfer,
        .job = transfer->job,
        .wire = wire,
        .collect = &transfer->collect,
        .detail = detail,
        .elapsed_ns = elapsed_of(transfer->easy),
        .reused = is_reused(transfer->easy),
        .renewed = transfer->fresh,
    };
}
