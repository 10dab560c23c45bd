/* SPDX-License-Identifier: Apache-2.0 */
/* Copying the options, and what is usual where nothing is said. */
#include "http/client_options.h"

#include "base/limits.h"

enum { DEFAULT_CONCURRENCY = 16 };
static const double default_timeout_s = 30, default_connect_s = 10, default_longest_s = 30;

static const char *keep_text(struct arena *arena, const char *text) {
    return text ? arena_dup(arena, span_from(text)).ptr : NULL;
}

static enum err copy(struct arena *arena, const struct client_options *given,
                     struct client_options *options) {
    *options = *given;
    options->fields = (struct fields){0};
    if (!fields_keep(arena, &given->fields, &options->fields)) {
        return ERR_MEMORY;
    }
    options->user_agent = arena_dup(arena, given->user_agent);
    TRY_PTR(options->user_agent.ptr);
    options->proxy = keep_text(arena, given->proxy);
    options->ca_file = keep_text(arena, given->ca_file);
    if ((given->proxy && !options->proxy) || (given->ca_file && !options->ca_file)) {
        return ERR_MEMORY;
    }
    return OK;
}

static void fill_defaults(struct client_options *options) {
    options->concurrency = options->concurrency ? options->concurrency : DEFAULT_CONCURRENCY;
    options->timeout = options->timeout > 0 ? options->timeout : default_timeout_s;
    if (options->connect_timeout <= 0) {
        options->connect_timeout =
            options->timeout < default_connect_s ? options->timeout : default_connect_s;
    }
    options->body_limit = options->body_limit ? options->body_limit : LIMIT_RESPONSE_BODY_BYTES;
    options->max_backoffs = options->max_backoffs ? options->max_backoffs : CLIENT_DEFAULT_BACKOFFS;
    options->longest_backoff =
        options->longest_backoff > 0 ? options->longest_backoff : default_longest_s;
}

enum err client_options_keep(struct arena *arena, const struct client_options *given,
                             struct client_options *out) {
    TRY(copy(arena, given, out));
    fill_defaults(out);
    return OK;
}
