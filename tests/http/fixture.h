/* SPDX-License-Identifier: Apache-2.0 */
/* A server, a client for it and an arena, new for each test. */
#ifndef POSTERN_TESTS_HTTP_FIXTURE_H
#define POSTERN_TESTS_HTTP_FIXTURE_H

#include "../base/check.h"
#include "http/client.h"
#include "server.h"

struct fixture {
    struct server server;
    struct client *client;
    struct arena arena;
    char *sent; /* copy of the newest request, for the assertions */
    size_t sent_len;
};

int fixture_open(void **state, server_handler *handler);
int fixture_close(void **state);

/* A new client with these options. */
void fixture_reopen(struct fixture *fixture, const struct client_options *options);

/* A request for the server: target is what follows the origin. */
struct exchange *fixture_exchange(struct fixture *fixture, const char *method, const char *target);

/* Sends it and waits. */
void fixture_send(struct fixture *fixture, struct exchange *exchange);
struct exchange *fixture_get(struct fixture *fixture, const char *target);

/* Whether the newest request that the server has read is this, or holds this. */
void fixture_assert_sent(struct fixture *fixture, const char *text, int how, const char *file,
                         int line);
enum { SENT_WHOLE, SENT_PART, SENT_NOT };
#define assert_sent(f, text) fixture_assert_sent((f), (text), SENT_WHOLE, __FILE__, __LINE__)
#define assert_sent_part(f, text) fixture_assert_sent((f), (text), SENT_PART, __FILE__, __LINE__)
#define assert_not_sent(f, text) fixture_assert_sent((f), (text), SENT_NOT, __FILE__, __LINE__)

/* Milliseconds on a clock that never steps. */
unsigned fixture_ms(void);

#define FIXTURE(handler)                     \
    static int open_fixture(void **state) {  \
        return fixture_open(state, handler); \
    }
#define fixture_test(test) cmocka_unit_test_setup_teardown(test, open_fixture, fixture_close)

#endif
