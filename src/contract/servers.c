/* SPDX-License-Identifier: Apache-2.0 */
/* Servers and base paths (OpenAPI 3.1.0, sections 4.8.5 and 4.8.6; 2.0: host, basePath, schemes).
 */
#include "contract/servers.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/uri.h"

/* A variable's value: its default, or the first of its enum. */
static struct span variable(const struct spot *server, struct span name) {
    const struct node *one = node_get(node_get(server->node, SPAN("variables")), name);
    const struct node *value = node_get(one, SPAN("default"));
    value = value ? value : node_first(node_get(one, SPAN("enum")));
    return node_scalar(value);
}

/* Puts the variables into a URL; one without a value stays as it is written. */
static enum err expand(struct loader *l, const struct spot *server, struct span url,
                       struct span *out) {
    BUF_SCOPE text = {0};
    for (struct span rest = url; rest.ptr;) {
        buf_add(&text, span_cut(&rest, '{'));
        size_t end = span_find_byte(rest, '}');
        if (!rest.ptr) {
            break;
        }
        struct span value = end == SIZE_MAX ? rest : variable(server, span_slice(rest, 0, end));
        if (end == SIZE_MAX || !value.ptr) {
            loader_warn(l, server, "the server's URL has a variable without a value");
            buf_byte(&text, '{');
            continue;
        }
        buf_add(&text, value);
        rest = span_from_index(rest, end + 1);
    }
    TRY(buf_status(&text));
    *out = arena_dup(l->arena, buf_span(&text));
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err read_server(struct loader *l, const struct spot *server, struct span *url) {
    struct spot written = spot_get(server, SPAN("url"));
    *url = (struct span){NULL, 0};
    if (!node_is(written.node, NODE_STRING)) {
        loader_warn(l, server, "a server must have a url");
        return OK;
    }
    TRY(expand(l, server, node_text(written.node), url));
    struct uri parts;
    if (uri_split(*url, &parts) != OK) {
        loader_warn(l, server, "the server's URL is malformed; its path is taken as empty");
    }
    return OK;
}

/* A URL that may be relative is so to the document's own (RFC 3986, section 5); of one that was
 * read from a file, only the dots are known. */
static struct span resolved(struct loader *l, struct span url) {
    struct span document = l->out->file, absolute;
    url = url.len ? url : SPAN("/"); /* whoever writes "" means none, not the document */
    bool fetched = span_starts_nocase(document, SPAN("http://")) ||
                   span_starts_nocase(document, SPAN("https://"));
    return uri_resolve(l->arena,
                       fetched && !MUTANT(server_from_root) ? document : SPAN("http://h/"), url,
                       &absolute) == OK
               ? absolute
               : url;
}

struct span servers_path(struct loader *l, struct span url) {
    struct span path = uri_without_slash(uri_path(resolved(l, url)));
    if (path.len == 0) {
        return (struct span){"", 0};
    }
    return path.ptr[0] == '/' ? path : arena_join(l->arena, SPAN("/"), path);
}

enum err servers_base(struct loader *l, const struct spot *holder, struct span *base) {
    struct spot servers = spot_get(holder, SPAN("servers"));
    struct spot first = spot_child(&servers, node_first(servers.node), 0);
    struct span url = {NULL, 0};
    if (l->out->dialect == 20 || !node_is(servers.node, NODE_ARRAY) || !first.node) {
        return OK;
    }
    TRY(read_server(l, &first, &url));
    *base = url.ptr ? servers_path(l, url) : *base;
    return OK;
}

static enum err add(struct loader *l, const struct spot *spot, struct span url) {
    TRY_PTR(url.ptr);
    struct server server = {url, spot_place(l->arena, spot)};
    return vec_push(l->arena, &l->out->servers, server) ? OK : ERR_MEMORY;
}

/* 2.0: a server for each of the schemes. Without a host, they are relative to the document's own.
 */
static enum err read_swagger(struct loader *l) {
    struct spot host = spot_get(&l->root, SPAN("host"));
    struct spot base = spot_get(&l->root, SPAN("basePath"));
    struct spot schemes = spot_get(&l->root, SPAN("schemes"));
    struct span path = node_text(base.node);
    const struct spot *place = host.node ? &host : base.node ? &base : &l->root;
    if (!node_is(host.node, NODE_STRING)) {
        return add(l, place, path.len ? path : SPAN("/"));
    }
    if (!node_is(node_first(schemes.node), NODE_STRING)) {
        return add(
            l, place,
            arena_printf(l->arena, "//%.*s%.*s", SPAN_ARG(node_text(host.node)), SPAN_ARG(path)));
    }
    SPOT_EACH(item, &schemes) {
        struct span scheme = node_text(item.node);
        TRY(add(l, &item,
                arena_printf(l->arena, "%.*s://%.*s%.*s", SPAN_ARG(scheme),
                             SPAN_ARG(node_text(host.node)), SPAN_ARG(path))));
    }
    return OK;
}

enum err servers_read(struct loader *l) {
    if (l->out->dialect == 20) {
        return read_swagger(l);
    }
    struct spot servers = spot_get(&l->root, SPAN("servers"));
    if (servers.node && !node_is(servers.node, NODE_ARRAY)) {
        loader_warn(l, &servers, "servers must be a list");
    }
    if (!node_is(servers.node, NODE_ARRAY) || !node_first(servers.node)) {
        return add(l, &l->root, SPAN("/")); /* the default that section 4.8.1 gives */
    }
    SPOT_EACH(item, &servers) {
        struct span url = {NULL, 0};
        TRY(read_server(l, &item, &url));
        if (url.ptr) {
            TRY(add(l, &item, url));
        }
    }
    return OK;
}
