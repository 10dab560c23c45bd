/* SPDX-License-Identifier: Apache-2.0 */
/* The guard's HTTP library answering a constant, set up as the guard sets it up: what it is
 * measured against. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static volatile sig_atomic_t ended;

static void end(int number) {
    ended = number;
}

static enum MHD_Result answer(void *user, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **mark) {
    static char body[] = "{\"detail\":\"Passed.\"}\n";
    static int seen;
    (void)user, (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
    if (!*mark) {
        *mark = &seen;
        return MHD_YES;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(body), body, MHD_RESPMEM_PERSISTENT);
    (void)MHD_add_response_header(response, "Content-Type", "application/json");
    (void)MHD_add_response_header(response, "Cache-Control", "no-store");
    enum MHD_Result sent = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return sent;
}

int main(void) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(where);
    (void)signal(SIGTERM, end);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&where, size) != 0 ||
        listen(listener, 512) != 0 ||
        getsockname(listener, (struct sockaddr *)&where, &size) != 0) {
        return 1;
    }
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, answer, NULL, MHD_OPTION_LISTEN_SOCKET,
                         listener, MHD_OPTION_CONNECTION_LIMIT, 4000U,
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)48 << 10, MHD_OPTION_END);
    if (!daemon) {
        return 1;
    }
    printf("127.0.0.1:%u\n", (unsigned)ntohs(where.sin_port));
    (void)fflush(stdout);
    while (!ended) {
        struct pollfd fd = {MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, POLLIN,
                            0};
        MHD_UNSIGNED_LONG_LONG due;
        (void)poll(&fd, 1,
                   MHD_get_timeout(daemon, &due) == MHD_YES ? (int)(due < 1000 ? due : 1000)
                                                            : 1000);
        (void)MHD_run(daemon);
    }
    MHD_stop_daemon(daemon);
    return 0;
}
