/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP/2 over TLS against nginx; skipped where there is none. */
#define _GNU_SOURCE
#include "fixture.h"
#include "tls.h"

#include "base/clock.h"
#include "base/io.h"

#include <arpa/inet.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const nginx_paths[] = {"/usr/sbin/nginx", "/usr/bin/nginx",
                                          "/usr/local/sbin/nginx"};

struct nginx {
    pid_t pid;
    unsigned port;
    char folder[64], origin[64];
    struct tls tls;
};

static const char *find_nginx(void) {
    for (size_t i = 0; i < 3; i++) {
        if (access(nginx_paths[i], X_OK) == 0) {
            return nginx_paths[i];
        }
    }
    return NULL;
}

static void write_config(struct nginx *nginx, struct arena *arena) {
    struct span text = arena_printf(
        arena,
        "daemon off; worker_processes 1; pid nginx.pid; error_log error.log;\n"
        "events { worker_connections 256; }\n"
        "http { access_log off; client_body_temp_path b; proxy_temp_path p;\n"
        "fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;\n"
        "server { listen 127.0.0.1:%u ssl http2; ssl_certificate %s; ssl_certificate_key %s;\n"
        "underscores_in_headers on; merge_slashes off;\n"
        "location = /big { root %s; }\n"
        "location = /busy { add_header Retry-After 1 always; return 503; }\n"
        "location / { add_header X-Seen \"$http_x_twice|$http_x_under\"; add_header X-Two a;\n"
        "add_header X-Two b; return 200 \"$request_method $request_uri $server_protocol\"; } } }\n",
        nginx->port, nginx->tls.certificate, nginx->tls.key, nginx->folder);
    struct span path = arena_printf(arena, "%s/nginx.conf", nginx->folder);
    assert_int_equal(io_write(path.ptr, text), OK);
    char *big = calloc(1, 1 << 20);
    assert_non_null(big);
    path = arena_printf(arena, "%s/big", nginx->folder);
    assert_int_equal(io_write(path.ptr, (struct span){big, 1 << 20}), OK);
    free(big);
}

static bool is_up(unsigned port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    FD_SCOPE fd = socket(AF_INET, SOCK_STREAM, 0);
    return connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
}

static void start(struct nginx *nginx, const char *program) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    (void)snprintf(nginx->folder, sizeof(nginx->folder), "/tmp/postern-nginx-XXXXXX");
    assert_non_null(mkdtemp(nginx->folder));
    assert_int_equal(chmod(nginx->folder, 0755), 0); /* its worker may be another user */
    nginx->port = server_closed_port();
    (void)snprintf(nginx->origin, sizeof(nginx->origin), "https://127.0.0.1:%u", nginx->port);
    tls_open(&nginx->tls, "IP:127.0.0.1", 1);
    write_config(nginx, &arena);
    nginx->pid = fork();
    if (nginx->pid == 0) {
        (void)!freopen("/dev/null", "w", stderr);
        execl(program, program, "-p", nginx->folder, "-c", "nginx.conf", (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 200 && !is_up(nginx->port); i++) {
        (void)usleep(20000);
    }
    assert_true(is_up(nginx->port));
}

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *where) {
    (void)stat;
    (void)kind;
    (void)where;
    return remove(path);
}

static void end(struct nginx *nginx) {
    (void)kill(nginx->pid, SIGTERM);
    (void)waitpid(nginx->pid, NULL, 0);
    (void)nftw(nginx->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    tls_close(&nginx->tls);
}

static int open_all(void **state) {
    const char *program = find_nginx();
    *state = NULL;
    if (program) {
        *state = calloc(1, sizeof(struct nginx));
        assert_non_null(*state);
        start(*state, program);
    }
    return 0;
}

static int close_all(void **state) {
    if (*state) {
        end(*state);
        free(*state);
    }
    return 0;
}

/* A client for the server; the test is skipped when there is no server. */
#define NEW_CLIENT(nginx, client, arena, ...)                                           \
    struct nginx *nginx = *state;                                                       \
    if (!nginx) {                                                                       \
        print_message("skipped: nginx is not installed\n");                             \
        skip();                                                                         \
        return;                                                                         \
    }                                                                                   \
    struct client_options options = {.ca_file = (nginx)->tls.certificate, __VA_ARGS__}; \
    struct client *client __attribute__((cleanup(client_close))) = NULL;                \
    assert_int_equal(client_open(&options, span_from((nginx)->origin), &(client)), OK); \
    ARENA_SCOPE arena;                                                                  \
    arena_init(&(arena), SIZE_MAX)

static struct exchange *new_exchange(const struct nginx *nginx, struct arena *arena,
                                     const char *method, const char *target) {
    struct exchange *exchange = arena_new(arena, struct exchange);
    assert_non_null(exchange);
    exchange->request =
        (struct request){.method = span_from(method),
                         .url = arena_join(arena, span_from(nginx->origin), span_from(target))};
    return exchange;
}

static void test_spoken(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600);
    struct exchange *exchange = new_exchange(nginx, &arena, "GET", "/a//%2e?x=1");
    assert_true(fields_add(&arena, &exchange->request.fields, SPAN("X-Twice"), SPAN("1")));
    assert_true(fields_add(&arena, &exchange->request.fields, SPAN("X_Under"), SPAN("u")));
    assert_int_equal(client_fetch(client, &arena, exchange), OK);
    assert_int_equal(exchange->response.status, 200);
    assert_span(exchange->response.body, "GET /a//%2e?x=1 HTTP/2.0");
    const struct fields *fields = &exchange->response.fields;
    assert_span(fields_get(fields, SPAN("x-seen")), "1|u");
    assert_span(fields_get_nth(fields, SPAN("X-Two"), 1), "b");
}

static void test_methods(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600);
    static const char *const methods[] = {"POST", "PUT", "DELETE", "HEAD", "PURGE"};
    for (size_t i = 0; i < 5; i++) {
        struct exchange *exchange = new_exchange(nginx, &arena, methods[i], "/m");
        exchange->request.body = i < 2 ? SPAN("{}") : SPAN("");
        assert_int_equal(client_fetch(client, &arena, exchange), OK);
        assert_int_equal(exchange->response.wire, WIRE_OK);
        assert_int_equal(span_starts(exchange->response.body, span_from(methods[i])), i != 3);
    }
}

static void test_http1_only(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600, .http1_only = true);
    struct exchange *exchange = new_exchange(nginx, &arena, "GET", "/");
    assert_int_equal(client_fetch(client, &arena, exchange), OK);
    assert_span(exchange->response.body, "GET / HTTP/1.1");
}

static void count(struct job *job) {
    *(unsigned *)job->user += job->exchange->response.status == 200;
}

static void test_many_streams(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600, .concurrency = 32);
    unsigned ok = 0;
    for (int i = 0; i < 500; i++) {
        struct job *job = arena_new(&arena, struct job);
        assert_non_null(job);
        *job = (struct job){.exchange = new_exchange(nginx, &arena, "GET", i % 10 ? "/s" : "/big"),
                            .arena = &arena,
                            .done = count,
                            .user = &ok};
        client_submit(client, job);
    }
    assert_int_equal(client_run(client, 0), OK);
    assert_int_equal(ok, 500);
}

/* Cutting one answer off must not harm the streams beside it. */
static void test_cut(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600, .body_limit = 1000);
    struct exchange *exchange = new_exchange(nginx, &arena, "GET", "/big");
    assert_int_equal(client_fetch(client, &arena, exchange), OK);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_int_equal(exchange->response.body.len, 1000);
    assert_true(exchange->response.cut);
    exchange = new_exchange(nginx, &arena, "GET", "/after");
    assert_int_equal(client_fetch(client, &arena, exchange), OK);
    assert_int_equal(exchange->response.status, 200);
}

static void test_back_off(void **state) {
    NEW_CLIENT(nginx, client, arena, .timeout = 600, .max_backoffs = 1);
    uint64_t start_ns = clock_ns();
    struct exchange *exchange = new_exchange(nginx, &arena, "GET", "/busy");
    assert_int_equal(client_fetch(client, &arena, exchange), OK);
    assert_int_equal(exchange->response.status, 503);
    assert_true(clock_ns() - start_ns > 950000000);
    assert_int_equal(client_stats(client).sent, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoken),     cmocka_unit_test(test_methods),
        cmocka_unit_test(test_http1_only), cmocka_unit_test(test_many_streams),
        cmocka_unit_test(test_cut),        cmocka_unit_test(test_back_off),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
