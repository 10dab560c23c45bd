/* SPDX-License-Identifier: Apache-2.0 */
/* The server of the tests that log in, and one run of logins. */
#define _GNU_SOURCE
#include "login_run.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    int input, output;
    pid_t pid;
    char url[64];
} server;

int start_server(void **state) {
    (void)state;
    int in[2], out[2];
    char script[4096], port[16] = {0};
    (void)snprintf(script, sizeof(script), "%s/tests/scan/login_server.py",
                   getenv("POSTERN_SOURCE"));
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) {
        return -1;
    }
    server.pid = fork();
    if (server.pid == 0) {
        (void)dup2(in[0], STDIN_FILENO);
        (void)dup2(out[1], STDOUT_FILENO);
        (void)execl("/usr/bin/python3", "python3", script, (char *)NULL);
        _exit(127);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    server.input = in[1];
    server.output = out[0];
    if (server.pid < 0 || read(server.output, port, sizeof(port) - 1) <= 0) {
        return -1;
    }
    (void)snprintf(server.url, sizeof(server.url), "http://127.0.0.1:%d", atoi(port));
    return 0;
}

int stop_server(void **state) {
    (void)state;
    (void)close(server.input);
    (void)close(server.output);
    return waitpid(server.pid, NULL, 0) == server.pid ? 0 : -1;
}

const char *server_url(void) {
    return server.url;
}

void start_below(struct run *run, const char *path, const char *contract, const char *identities) {
    load_contract(&run->l, contract);
    diag_init(&run->diag, &run->l.arena);
    assert_int_equal(identities_load(&run->l.arena, span_from(identities), SPAN("ids.yaml"),
                                     &run->identities, &run->diag),
                     OK);
    const struct client_options options = {.timeout = 10};
    assert_int_equal(client_open(&options, span_from(server.url), &run->client), OK);
    run->login = (struct login){
        .client = run->client,
        .contract = &run->l.contract,
        .wallet = &run->wallet,
        .base_url = arena_join(&run->l.arena, span_from(server.url), span_from(path)),
        .diag = &run->diag};
    wallet_init(&run->wallet, &run->l.arena, &run->l.contract, &run->identities);
    run->err = login_all(&run->login);
}

void start(struct run *run, const char *contract, const char *identities) {
    start_below(run, "", contract, identities);
}

void end(struct run *run) {
    client_close(&run->client);
    arena_free(&run->l.arena);
}

void assert_told(struct run *run, const char *line) {
    assert_int_equal(run->diag.items.n, 1);
    assert_span(diag_line(&run->l.arena, &run->diag.items.at[0]), line);
}

const struct identity *alice(const struct run *run) {
    return &run->identities.all.at[0];
}

const struct credential *held(struct run *run, const char *path) {
    const struct operation *operation = operation_of(&run->l, "GET", path);
    return wallet_find(&run->wallet, alice(run), operation->security.any.at[0].needs.at[0].scheme);
}

struct span presented(struct run *run, const char *path, const char *field) {
    struct request request = {.method = SPAN("GET"), .url = SPAN("http://h/")};
    const struct requirement *requirement =
        wallet_choose(&run->wallet, alice(run), &operation_of(&run->l, "GET", path)->security);
    assert_non_null(requirement);
    assert_int_equal(wallet_present(&run->wallet, &run->l.arena, alice(run), requirement, &request),
                     OK);
    return fields_get(&request.fields, span_from(field));
}
