/* SPDX-License-Identifier: Apache-2.0 */
/* An audit's endpoints for a terminal: grouped by app, within each the open ones first. */
#include "base/mutant.h"
#include "report/text_layout.h"
#include "report/text_parts.h"

enum { GAP = 2, ROUTE_LEAST = 24 };

/* What a reader looks for first. */
static const enum access order[ACCESSES] = {ACCESS_ALLOWED, ACCESS_UNDECIDED, ACCESS_REFUSED};

struct table {
    size_t access, methods, route, guard;
};

static struct span app_of(const struct endpoint_result *endpoint) {
    struct span view = endpoint->view;
    return endpoint->app.len ? endpoint->app : span_cut(&view, '.');
}

static struct span methods_of(struct pen *pen, const struct endpoint_result *endpoint) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < endpoint->methods.n; i++) {
        buf_text(&out, i ? "," : "");
        buf_add(&out, endpoint->methods.at[i]);
    }
    return pen_clean(pen, arena_dup(pen->arena, buf_span(&out)));
}

/* "IsAuthenticated, HasScope"; what is not decided says why instead. */
static struct span guard_of(struct pen *pen, const struct endpoint_result *endpoint) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < endpoint->permissions.n; i++) {
        buf_text(&out, i ? ", " : "");
        buf_add(&out, endpoint->permissions.at[i].name);
    }
    if (!out.len) {
        buf_text(&out, endpoint->decided ? "no permission" : "undecided");
    }
    return pen_clean(pen, arena_dup(pen->arena, buf_span(&out)));
}

static struct span place_of(struct pen *pen, const struct place *place) {
    BUF_SCOPE out = {0};
    buf_add(&out, place->file);
    if (place->file.len && place->line) {
        buf_printf(&out, ":%u", place->line);
    }
    return arena_dup(pen->arena, buf_span(&out));
}

/* "class appointments/views.py:51" */
static struct span from_of(struct pen *pen, const struct effective *effective) {
    struct span place = place_of(pen, &effective->place);
    bool both = effective->from.len && place.len;
    return pen_clean(pen, arena_printf(pen->arena, "%.*s%s%.*s", SPAN_ARG(effective->from),
                                       both ? " " : "", SPAN_ARG(place)));
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static struct table table_of(struct pen *pen, const struct result *result) {
    struct table table = {.access = strlen("undecided"), .methods = 4, .route = ROUTE_LEAST};
    for (size_t i = 0; i < result->endpoints.n; i++) {
        const struct endpoint_result *endpoint = &result->endpoints.at[i];
        table.methods = larger(table.methods, pen_width(methods_of(pen, endpoint)));
        table.route = larger(table.route, pen_width(pen_clean(pen, endpoint->route)));
        table.guard = larger(table.guard, pen_width(guard_of(pen, endpoint)));
    }
    size_t fixed = 1 + table.access + GAP + table.methods + GAP + GAP;
    size_t room = pen->style.width > fixed ? pen->style.width - fixed : 1;
    if (!pen->style.uncut && table.route + table.guard > room) {
        size_t least = room * 3 / 5;
        table.route = table.route < least ? table.route : least;
        table.guard = room - table.route;
    }
    return table;
}

static enum tone tone_of_access(enum access access) {
    switch (access) {
    case ACCESS_UNDECIDED:
        return TONE_DOUBT;
    case ACCESS_REFUSED:
        return TONE_GOOD;
    case ACCESS_ALLOWED:
        return TONE_ALARM;
    }
    return TONE_PLAIN;
}

static void detail(struct pen *pen, const struct table *table, const char *word,
                   const struct effectives *list) {
    size_t indent = 1 + table->access + GAP;
    for (size_t i = 0; i < list->n; i++) {
        BUF_SCOPE text = {0};
        buf_printf(&text, "%s ", word);
        buf_add(&text, list->at[i].name);
        buf_text(&text, ": ");
        buf_add(&text, from_of(pen, &list->at[i]));
        buf_fill(pen->out, ' ', indent);
        pen_wrap(pen, TONE_DIM, buf_span(&text), indent + GAP);
    }
}

static void line_below(struct pen *pen, const struct table *table, const char *word,
                       struct span text) {
    size_t indent = 1 + table->access + GAP;
    if (text.len) {
        buf_fill(pen->out, ' ', indent);
        pen_text(pen, TONE_DIM, word);
        pen_wrap(pen, TONE_DIM, text, indent + GAP);
    }
}

static void row(struct pen *pen, const struct table *table,
                const struct endpoint_result *endpoint) {
    buf_byte(pen->out, ' ');
    pen_cell(pen, tone_of_access(endpoint->anonymous), span_from(access_word(endpoint->anonymous)),
             table->access + GAP);
    pen_cell(pen, TONE_PLAIN, methods_of(pen, endpoint), table->methods + GAP);
    layout_put_path(pen, endpoint->anonymous == ACCESS_ALLOWED ? TONE_BOLD : TONE_PLAIN,
                    endpoint->route, table->route);
    buf_fill(pen->out, ' ', GAP);
    struct span guard = guard_of(pen, endpoint);
    pen_put(pen, TONE_PLAIN, pen->style.uncut ? guard : pen_cut_end(pen, guard, table->guard));
    buf_byte(pen->out, '\n');
    if (endpoint->anonymous != ACCESS_REFUSED || pen->style.verbose) {
        line_below(pen, table, "", endpoint->reason);
        line_below(pen, table, "view ",
                   arena_printf(pen->arena, "%.*s%s%.*s", SPAN_ARG(endpoint->view),
                                endpoint->action.len ? "." : "", SPAN_ARG(endpoint->action)));
        detail(pen, table, "authenticator", &endpoint->authenticators);
        detail(pen, table, "permission", &endpoint->permissions);
        detail(pen, table, "throttle", &endpoint->throttles);
    }
}

static void app(struct pen *pen, const struct table *table, const struct result *result,
                struct span name) {
    buf_text(pen->out, "\n ");
    pen_put(pen, TONE_BOLD, name.len ? pen_clean(pen, name) : SPAN("(no app)"));
    buf_byte(pen->out, '\n');
    for (size_t i = 0; i < ACCESSES; i++) {
        for (size_t k = 0; k < result->endpoints.n; k++) {
            const struct endpoint_result *endpoint = &result->endpoints.at[k];
            if (endpoint->anonymous == order[MUTANT(open_last) ? ACCESSES - 1 - i : i] &&
                span_equal(app_of(endpoint), name)) {
                row(pen, table, endpoint);
            }
        }
    }
}

static bool is_first_of_app(const struct result *result, size_t index) {
    struct span name = app_of(&result->endpoints.at[index]);
    for (size_t i = 0; i < index; i++) {
        if (span_equal(app_of(&result->endpoints.at[i]), name)) {
            return false;
        }
    }
    return true;
}

void text_endpoints(struct pen *pen, const struct result *result) {
    struct table table = table_of(pen, result);
    for (size_t i = 0; i < result->endpoints.n; i++) {
        if (is_first_of_app(result, i)) {
            app(pen, &table, result, app_of(&result->endpoints.at[i]));
        }
    }
}
