/* SPDX-License-Identifier: Apache-2.0 */
/* Drawing progress. */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>

enum { LINE_EVERY = 5, BAR_MOST = 24 };

#define BAR_EVERY 0.1

static double share(const struct scan_progress *now) {
    return now->operations ? (double)now->operations_done / (double)now->operations : 0.0;
}

static void time_left(const struct scan_progress *now, struct buf *out) {
    double done = share(now);
    if (done < 0.02 || now->elapsed < 1.0) {
        return;
    }
    double left = now->elapsed * (1.0 - done) / done;
    if (left < 90.0) {
        buf_printf(out, ", %.0f s left", left);
    } else if (left < 5400.0) {
        buf_printf(out, ", %.0f min left", left / 60.0);
    } else {
        buf_printf(out, ", %.1f h left", left / 3600.0);
    }
}

static void bar(double done, unsigned room, struct buf *out) {
    unsigned full = (unsigned)(done * (double)room);
    buf_byte(out, '[');
    buf_fill(out, '=', full < room ? full : room);
    buf_fill(out, ' ', full < room ? room - full : 0);
    buf_text(out, "] ");
}

void progress_line(const struct scan_progress *now, unsigned width, struct buf *out) {
    BUF_SCOPE text = {0};
    if (now->waiting) {
        struct span words = span_from(now->waiting);
        buf_add(out, span_slice(words, 0, width ? width - 1 : words.len));
        return;
    }
    double rate = now->elapsed > 0.2 ? (double)now->requests / now->elapsed : 0.0;
    buf_printf(&text, "%zu/%zu operations, %" PRIu64 " requests", now->operations_done,
               now->operations, now->requests);
    if (rate > 0.0) {
        buf_printf(&text, ", %.0f/s", rate);
    }
    if (now->findings) {
        buf_printf(&text, ", %zu hits", now->findings);
    }
    time_left(now, &text);
    struct span line = buf_span(&text);
    size_t before = out->len;
    if (width) {
        bar(share(now), width / 4 < BAR_MOST ? width / 4 : BAR_MOST, out);
    }
    size_t room = width ? width - 1 - (out->len - before) : line.len;
    buf_add(out, span_slice(line, 0, room));
}

static void show_bar(struct progress *progress, const struct scan_progress *now) {
    BUF_SCOPE line = {0};
    buf_text(&line, "\r\x1b[K");
    progress_line(now, progress->width, &line);
    (void)fprintf(stderr, "%.*s", SPAN_ARG(buf_span(&line)));
    (void)fflush(stderr);
    progress->drawn = true;
}

static void show_line(const struct scan_progress *now) {
    BUF_SCOPE line = {0};
    progress_line(now, 0, &line);
    (void)fprintf(stderr, "postern: %.*s\n", SPAN_ARG(buf_span(&line)));
}

void progress_show(void *user, const struct scan_progress *now) {
    struct progress *progress = user;
    if (progress->complaints->seen < progress->complaints->diag->items.n) {
        progress_end(progress);
        complain_diag(progress->complaints);
    }
    double every = progress->width ? BAR_EVERY : LINE_EVERY;
    bool news = now->waiting && !progress->waiting;
    progress->waiting = now->waiting != NULL;
    if (progress->silent || (now->elapsed - progress->last < every && !news)) {
        return;
    }
    progress->last = now->elapsed;
    if (progress->width) {
        show_bar(progress, now);
    } else {
        show_line(now);
    }
}

void progress_end(struct progress *progress) {
    if (progress->drawn) {
        (void)fputs("\r\x1b[K", stderr);
        (void)fflush(stderr);
        progress->drawn = false;
    }
}
