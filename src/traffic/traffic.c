/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the formats it is. */
#include "traffic/traffic.h"

#include "base/mutant.h"
#include "text/json.h"
#include "text/uri.h"
#include "traffic/har.h"
#include "traffic/lines.h"

/* What it is instead, for what people hand over by mistake; or NULL. */
static const char *foreign(struct span text) {
    return span_starts(text, SPAN("\x1f\x8b"))           ? "is compressed (gzip): unpack it first"
           : span_starts(text, SPAN("PK\x03\x04"))       ? "is a zip archive: unpack it first"
           : span_starts(text, SPAN("\x28\xb5\x2f\xfd")) ? "is compressed (zstd): unpack it first"
           : span_starts(text, SPAN("\xff\xfe")) || span_starts(text, SPAN("\xfe\xff"))
               ? "is UTF-16: convert it to UTF-8 first"
           : !span_trim(text).len ? "is empty"
                                  : NULL;
}

/* A list is no HAR file, but is told as one; many a log begins with a time in brackets. */
static enum err is_list(struct arena *arena, struct span text, bool *out) {
    const struct node *root;
    struct json_options options = {.depth = 64};
    enum err err = json_parse(arena, text, &options, &root, NULL);
    *out = err == OK || MUTANT(brackets_are_lists);
    return err == ERR_MEMORY ? err : OK;
}

enum err traffic_read(struct arena *arena, struct span text, struct span file, struct traffic *out,
                      struct diag *diag) {
    *out = (struct traffic){.file = file};
    struct place place = {.file = file, .line = 1, .column = 1};
    const char *words = foreign(text);
    if (words) {
        diag_add(diag, DIAG_ERROR, place, "%s", words);
        return ERR_INVALID;
    }
    if (span_starts(text, SPAN("\xef\xbb\xbf"))) {
        text = span_from_index(text, 3);
    }
    bool lines = false;
    char first = span_trim(text).len ? *span_trim(text).ptr : ' ';
    out->har = first == '{';
    if (first == '[') {
        TRY(is_list(arena, text, &out->har));
    } else if (first == '{') {
        TRY(lines_are_json(arena, text, &lines));
        out->har = !lines;
    }
    TRY(out->har ? har_read(arena, text, out, diag) : lines_read(arena, text, out, diag));
    if (!out->requests.n) {
        diag_add(diag, DIAG_ERROR, place,
                 out->har ? "no entry is a request" : "is neither a HAR file nor an access log");
        return ERR_INVALID;
    }
    return OK;
}

bool traffic_served(const struct traffic_request *request) {
    return (request->status >= 200 && request->status < 300) || MUTANT(refusals_served);
}

struct span traffic_path(const struct traffic_request *request) {
    return span_starts(request->url, SPAN("/"))
               ? span_slice(request->url, 0,
                            span_find_byte(request->url, '?') == SIZE_MAX
                                ? request->url.len
                                : span_find_byte(request->url, '?'))
               : uri_path(request->url);
}

bool traffic_by_the_way(const struct traffic_request *request) {
    static const struct span endings[] = {
        SPAN_INIT(".js"),    SPAN_INIT(".mjs"),  SPAN_INIT(".css"),        SPAN_INIT(".map"),
        SPAN_INIT(".png"),   SPAN_INIT(".jpg"),  SPAN_INIT(".jpeg"),       SPAN_INIT(".gif"),
        SPAN_INIT(".svg"),   SPAN_INIT(".ico"),  SPAN_INIT(".webp"),       SPAN_INIT(".woff"),
        SPAN_INIT(".woff2"), SPAN_INIT(".ttf"),  SPAN_INIT(".html"),       SPAN_INIT(".htm"),
        SPAN_INIT(".txt"),   SPAN_INIT(".wasm"), SPAN_INIT(".webmanifest")};
    struct span path = traffic_path(request);
    bool by = span_equal(request->method, SPAN("OPTIONS")) ||
              span_equal(request->method, SPAN("HEAD")) || path.len < 2;
    static const struct span types[] = {
        SPAN_INIT("text/html"),       SPAN_INIT("text/css"),
        SPAN_INIT("text/javascript"), SPAN_INIT("image/"),
        SPAN_INIT("font/"),           SPAN_INIT("application/javascript"),
        SPAN_INIT("video/"),          SPAN_INIT("application/wasm"),
        SPAN_INIT("audio/")};
    bool get = span_equal(request->method, SPAN("GET"));
    for (size_t i = 0; get && i < sizeof(types) / sizeof(types[0]); i++) {
        by = by || span_starts_nocase(request->answer_type, types[i]);
    }
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        by = by || span_ends(path, endings[i]);
    }
    return by;
}
