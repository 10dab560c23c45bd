/* SPDX-License-Identifier: Apache-2.0 */
/* The combined format, and JSON lines. */
#include "traffic/recorded.h"

#include "text/json.h"
#include "text/uri.h"

/* What stands between quotes: "\x22" and "\"" are how servers write what would end it. Moves *rest
 * behind it; {NULL, 0} when it does not end. */
static struct span quoted(struct arena *arena, struct span *rest) {
    char *text = arena_take(arena, rest->len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; text && i < rest->len; i++, n++) {
        const char *at = rest->ptr + i;
        size_t left = rest->len - i;
        text[n] = *at;
        if (*at == '"') {
            *rest = span_from_index(*rest, i + 1);
            return (struct span){text, n};
        }
        if (*at == '\\' && left > 3 && at[1] == 'x' && uri_hex(at[2]) >= 0 && uri_hex(at[3]) >= 0) {
            text[n] = (char)(uri_hex(at[2]) * 16 + uri_hex(at[3]));
            i += 3;
        } else if (*at == '\\' && left > 1) {
            text[n] = at[1];
            i++;
        }
    }
    return (struct span){NULL, 0};
}

/* "GET /path HTTP/1.1" */
static void read_request(struct span request, struct recorded *out) {
    struct span rest = request;
    out->method = span_cut(&rest, ' ');
    out->target = rest.ptr ? span_cut(&rest, ' ') : SPAN("");
    out->read = out->method.len > 0 && out->target.len > 0;
}

/* address identity user [time] "request" status … */
static void read_combined(struct arena *arena, struct span line, struct recorded *out) {
    struct span rest = line;
    out->client = span_cut(&rest, ' ');
    (void)span_cut(&rest, '"');
    if (!rest.ptr) {
        return;
    }
    struct span request = quoted(arena, &rest);
    rest = span_trim(rest);
    struct span status = span_cut(&rest, ' ');
    uint64_t number;
    if (request.ptr && span_to_u64(status, &number) && number >= 100 && number < 1000) {
        out->status = (int64_t)number;
        read_request(request, out);
    }
}

/* The first of the names that is there. */
static const struct node *any(const struct node *object, const char *const *names) {
    for (; *names; names++) {
        const struct node *found = node_get(object, span_from(*names));
        if (found) {
            return found;
        }
    }
    return NULL;
}

static void read_number(const struct node *node, bool *there, int64_t *out) {
    struct span text = node_scalar(node), whole = span_cut(&text, '.');
    uint64_t value;
    *there = span_to_u64(whole, &value) && value <= INT64_MAX;
    *out = *there ? (int64_t)value : 0;
}

/* Of Caddy: the request is an object, its fields are lists, and a credential is said to have been
 * there. */
static void read_nested(const struct node *request, struct recorded *out) {
    static const char *const clients[] = {"client_ip", "remote_ip", NULL};
    struct span credential = SPAN("");
    NODE_EACH(field, node_get(request, SPAN("headers"))) {
        NODE_EACH(value, field) {
            bool named = span_equal_nocase(node_key(field), SPAN("Authorization"));
            credential = named ? node_text(value) : credential;
        }
    }
    out->method = node_text(node_get(request, SPAN("method")));
    out->target = node_text(node_get(request, SPAN("uri")));
    out->read = out->method.len && out->target.len;
    out->client = out->client.len ? out->client : node_text(any(request, clients));
    out->has_credential = credential.len && !span_equal(credential, SPAN("REDACTED"));
    out->authorization = out->has_credential ? credential : SPAN("");
}

static void read_object(const struct node *object, struct recorded *out) {
    static const char *const methods[] = {"method", "request_method", "verb", "RequestMethod",
                                          NULL};
    static const char *const targets[] = {"request_uri", "uri",         "target", "path",
                                          "operation",   "RequestPath", NULL};
    static const char *const statuses[] = {"status", "status_code", "response_code",
                                           "DownstreamStatus", NULL};
    static const char *const clients[] = {"subject", "remote_user", "remote_addr",
                                          "client",  "ClientHost",  NULL};
    static const char *const credentials[] = {"http_authorization", "authorization",
                                              "request_Authorization", NULL};
    static const char *const times[] = {"msec", "ts", "timestamp", "time", NULL};
    bool has_status;
    out->method = node_text(any(object, methods));
    out->target = node_text(any(object, targets));
    out->read = out->method.len && out->target.len;
    if (!out->read && node_text(node_get(object, SPAN("request"))).len) {
        read_request(node_text(node_get(object, SPAN("request"))), out);
    }
    out->event = node_get(object, SPAN("event")) != NULL;
    out->client = node_text(any(object, clients));
    out->ground = node_text(node_get(object, SPAN("ground")));
    out->has_credential = any(object, credentials) != NULL;
    out->authorization = node_text(any(object, credentials));
    if (!out->read && node_is(node_get(object, SPAN("request")), NODE_OBJECT)) {
        read_nested(node_get(object, SPAN("request")), out);
    }
    read_number(any(object, statuses), &has_status, &out->status);
    read_number(any(object, times), &out->has_time, &out->time);
}

enum err recorded_read(struct arena *arena, struct span line, struct recorded *out) {
    *out = (struct recorded){0};
    line = span_trim(line);
    if (!span_starts(line, SPAN("{"))) {
        read_combined(arena, line, out);
        return OK;
    }
    const struct node *object;
    struct json_options options = {.file = SPAN("line")};
    enum err err = json_parse(arena, line, &options, &object, NULL);
    if (err == OK) {
        read_object(object, out);
    }
    return err == ERR_MEMORY ? err : OK;
}
