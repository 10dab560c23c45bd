/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets to be asked on. */
#include "guard/listen.h"

#include "base/io.h"
#include "base/mutant.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 512, HOST_BYTES = 64 };

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    struct sockaddr_un local;
};

static struct span local_path(struct span where) {
    return span_starts(where, SPAN("unix:")) ? span_from_index(where, 5) : (struct span){NULL, 0};
}

/* "127.0.0.1:8600" or "[::1]:8600". False when it is neither, or not of loopback. */
static bool read_loopback(struct span where, union address *out, socklen_t *size) {
    size_t colon = where.len;
    while (colon > 0 && where.ptr[colon - 1] != ':') {
        colon--;
    }
    uint64_t port;
    char text[HOST_BYTES] = "";
    struct span host = span_slice(where, 0, colon ? colon - 1 : 0);
    if (!span_to_u64(span_from_index(where, colon), &port) || port > 65535 ||
        host.len >= sizeof(text)) {
        return false;
    }
    bool six = span_starts(host, SPAN("[")) && span_ends(host, SPAN("]"));
    host = six ? span_slice(host, 1, host.len - 2) : host;
    memcpy(text, host.ptr, host.len);
    *out = (union address){0};
    if (six) {
        out->six.sin6_family = AF_INET6;
        out->six.sin6_port = htons((uint16_t)port);
        *size = sizeof(out->six);
        return inet_pton(AF_INET6, text, &out->six.sin6_addr) == 1 &&
               (IN6_IS_ADDR_LOOPBACK(&out->six.sin6_addr) || MUTANT(any_address));
    }
    out->four.sin_family = AF_INET;
    out->four.sin_port = htons((uint16_t)port);
    *size = sizeof(out->four);
    return inet_pton(AF_INET, text, &out->four.sin_addr) == 1 &&
           (ntohl(out->four.sin_addr.s_addr) >> 24 == 127 || MUTANT(any_address));
}

static bool read_local(struct span path, union address *out, socklen_t *size) {
    *out = (union address){0};
    if (!path.len || path.len >= sizeof(out->local.sun_path)) {
        return false;
    }
    out->local.sun_family = AF_UNIX;
    memcpy(out->local.sun_path, path.ptr, path.len);
    *size = sizeof(out->local);
    return true;
}

static bool read_address(struct span where, union address *out, socklen_t *size) {
    struct span path = local_path(where);
    return path.ptr ? read_local(path, out, size) : read_loopback(where, out, size);
}

static bool is_proxy(struct span text) {
    char copy[HOST_BYTES] = "";
    struct in6_addr scratch;
    if (text.len >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, text.ptr, text.len);
    return span_equal(text, SPAN("unix")) || inet_pton(AF_INET, copy, &scratch) == 1 ||
           inet_pton(AF_INET6, copy, &scratch) == 1;
}

static void check_place(struct span where, const struct node *node, const char *name,
                        const struct config *config, struct diag *diag) {
    union address address;
    socklen_t size;
    struct place place = {
        .file = config->file, .line = node ? node->line : 0, .column = node ? node->column : 0};
    if (where.len && !read_address(where, &address, &size)) {
        diag_add(diag, DIAG_ERROR, place,
                 "'%s' must be a loopback address with a port, like 127.0.0.1:8600, or "
                 "unix:PATH",
                 name);
    }
}

enum err listen_check(const struct config *config, struct diag *diag) {
    struct place place = {.file = config->file};
    size_t before = diag->errors;
    if (config->listen_node) {
        place.line = config->listen_node->line;
        place.column = config->listen_node->column;
    }
    check_place(config->listen, config->listen_node, "listen", config, diag);
    check_place(config->serving.metrics, config->serving.metrics_node, "metrics", config, diag);
    for (size_t i = 0; i < config->proxies.n; i++) {
        if (!is_proxy(config->proxies.at[i])) {
            diag_add(diag, DIAG_ERROR, place, "'proxies': '%.*s' is neither an address nor unix",
                     SPAN_ARG(config->proxies.at[i]));
        }
    }
    return diag->errors > before ? ERR_INVALID : OK;
}

/* A socket whose owner is gone; one that somebody answers on stays. */
static void forget_stale(const union address *address, socklen_t size) {
    struct stat info;
    FD_SCOPE probe = socket(AF_UNIX, SOCK_STREAM, 0);
    if (probe >= 0 && lstat(address->local.sun_path, &info) == 0 && S_ISSOCK(info.st_mode) &&
        connect(probe, &address->any, size) != 0 && errno == ECONNREFUSED) {
        (void)unlink(address->local.sun_path);
    }
}

static void name_of(int fd, struct span where, char name[LISTEN_NAME_BYTES]) {
    union address address = {0};
    socklen_t size = sizeof(address);
    char host[HOST_BYTES] = "";
    (void)getsockname(fd, &address.any, &size);
    if (address.any.sa_family == AF_INET) {
        (void)inet_ntop(AF_INET, &address.four.sin_addr, host, sizeof(host));
        (void)snprintf(name, LISTEN_NAME_BYTES, "%s:%u", host,
                       (unsigned)ntohs(address.four.sin_port));
    } else if (address.any.sa_family == AF_INET6) {
        (void)inet_ntop(AF_INET6, &address.six.sin6_addr, host, sizeof(host));
        (void)snprintf(name, LISTEN_NAME_BYTES, "[%s]:%u", host,
                       (unsigned)ntohs(address.six.sin6_port));
    } else {
        (void)snprintf(name, LISTEN_NAME_BYTES, "%.*s", SPAN_ARG(where));
    }
}

static int bind_to(int fd, const union address *address, socklen_t size) {
    if (address->any.sa_family == AF_UNIX) {
        mode_t kept = umask(0117);
        forget_stale(address, size);
        int bound = bind(fd, &address->any, size);
        (void)umask(kept);
        return bound;
    }
    int on = 1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    return bind(fd, &address->any, size);
}

enum err listen_open(struct span where, int *fd, char name[LISTEN_NAME_BYTES]) {
    union address address;
    socklen_t size = 0;
    if (!read_address(where, &address, &size)) {
        errno = EINVAL;
        return ERR_IO;
    }
    int opened = socket(address.any.sa_family, SOCK_STREAM, 0);
    if (opened < 0) {
        return ERR_IO;
    }
    if (bind_to(opened, &address, size) != 0 || listen(opened, BACKLOG) != 0) {
        (void)close(opened);
        return ERR_IO;
    }
    name_of(opened, where, name);
    *fd = opened;
    return OK;
}

void listen_forget(struct span where) {
    union address address;
    socklen_t size;
    struct span path = local_path(where);
    if (path.ptr && read_local(path, &address, &size)) {
        (void)unlink(address.local.sun_path);
    }
}
