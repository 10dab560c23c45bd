/* SPDX-License-Identifier: Apache-2.0 */
/* Putting a cracked secret, or that there is none, into words. */
#include "cli/crack_output.h"

#include "text/json.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>

#define NS_PER_S 1e9

static double seconds(uint64_t ns) {
    return (double)ns / NS_PER_S;
}

/* Candidates a second; 0 when it was over before the clock moved. */
static double rate(uint64_t tried, uint64_t ns) {
    return ns ? (double)tried / seconds(ns) : 0;
}

/* Printable as it is: no control characters, which a terminal would obey. */
static bool is_plain(struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7f || c >= 0x80) {
            return false;
        }
    }
    return true;
}

static void add_hex(struct buf *out, struct span bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        buf_printf(out, "%02x", (unsigned char)bytes.ptr[i]);
    }
}

static void add_secret(struct buf *out, struct span secret) {
    if (is_plain(secret)) {
        buf_add(out, secret);
        return;
    }
    buf_text(out, "0x");
    add_hex(out, secret);
}

static void add_text(struct buf *out, const struct crack_target *target,
                     const struct crack_result *result, bool stopped) {
    const char *alg = crack_hash_info(target->hash)->jose;
    if (result->found && result->secret.len == 0) {
        buf_printf(out, "Found: the secret of this %s token is blank\n", alg);
    } else if (result->found) {
        buf_printf(out, "Found: the secret of this %s token is\n  ", alg);
        add_secret(out, result->secret);
        buf_printf(out, "\n  (%zu bytes; from %s, %s)\n", result->secret.len, result->source,
                   result->rule);
    } else {
        buf_printf(out, "%s: the secret of this %s token was not among the candidates\n",
                   stopped ? "Interrupted" : "Not found", alg);
    }
    buf_printf(out, "%" PRIu64 " candidates in %.3f s (%.1f million a second; %s, %u thread%s)\n",
               result->tried, seconds(result->elapsed_ns),
               rate(result->tried, result->elapsed_ns) / 1e6, result->kernel, result->threads,
               result->threads == 1 ? "" : "s");
    if (result->too_long) {
        buf_printf(out, "%" PRIu64 " words were too long and left out\n", result->too_long);
    }
    if (result->found) {
        buf_text(out,
                 "Whoever has a token can find it too, and mint tokens for anybody: replace it "
                 "by 32 random bytes or more.\n");
    }
}

static void add_found(struct json_writer *w, const struct crack_result *result) {
    BUF_SCOPE hex = {0};
    add_hex(&hex, result->secret);
    json_key(w, "secret");
    if (utf8_invalid(result->secret) == SIZE_MAX) {
        json_string(w, result->secret);
    } else {
        json_null(w);
    }
    json_key(w, "secret_hex");
    json_string(w, buf_span(&hex));
    json_key(w, "source");
    json_text(w, result->source);
    json_key(w, "rule");
    json_text(w, result->rule);
    w->out->failed |= hex.failed;
}

static void add_json(struct buf *out, const struct crack_target *target,
                     const struct crack_result *result, bool stopped) {
    struct json_writer w = {.out = out, .indent = 2};
    json_begin_object(&w);
    json_key(&w, "alg");
    json_text(&w, crack_hash_info(target->hash)->jose);
    json_key(&w, "found");
    json_bool(&w, result->found);
    if (result->found) {
        add_found(&w, result);
    }
    json_key(&w, "complete");
    json_bool(&w, !stopped);
    json_key(&w, "tried");
    json_i64(&w, (int64_t)result->tried);
    json_key(&w, "too_long");
    json_i64(&w, (int64_t)result->too_long);
    json_key(&w, "elapsed_ms");
    json_i64(&w, (int64_t)(result->elapsed_ns / 1000000));
    json_key(&w, "per_second");
    json_i64(&w, (int64_t)rate(result->tried, result->elapsed_ns));
    json_key(&w, "kernel");
    json_text(&w, result->kernel);
    json_key(&w, "threads");
    json_i64(&w, result->threads);
    json_end_object(&w);
    buf_byte(out, '\n');
}

void crack_output_result(struct buf *out, const struct crack_target *target,
                         const struct crack_result *result, bool stopped, enum crack_output form) {
    switch (form) {
    case CRACK_OUTPUT_TEXT:
        add_text(out, target, result, stopped);
        return;
    case CRACK_OUTPUT_JSON:
        add_json(out, target, result, stopped);
        return;
    case CRACK_OUTPUT_BARE:
        if (result->found) {
            add_secret(out, result->secret);
            buf_byte(out, '\n');
        }
    }
}

void crack_output_progress(void *context, const struct crack_progress *progress) {
    struct crack_progress_line *line = context;
    if (line->width == 0) {
        return;
    }
    char share[32] = "";
    if (progress->size) {
        (void)snprintf(share, sizeof(share), "%.0f %%, ",
                       100.0 * (double)progress->read / (double)progress->size);
    }
    (void)fprintf(stderr, "\r\033[K%s%.1f million tried, %.1f million a second", share,
                  (double)progress->tried / 1e6, rate(progress->tried, progress->elapsed_ns) / 1e6);
    (void)fflush(stderr);
    line->drawn = true;
}

void crack_output_progress_end(struct crack_progress_line *line) {
    if (line->drawn) {
        (void)fputs("\r\033[K", stderr);
        line->drawn = false;
    }
}
