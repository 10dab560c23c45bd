/* SPDX-License-Identifier: Apache-2.0 */
/* Failures counted on a clock of the test's own: who is kept out, for how long, and who never is.
 */
#include "guard/limits/limits.h"

#include "guard/limits/client.h"
#include "guard/limits/tally.h"
#include "guard/shared/news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define SECOND ((uint64_t)1000000000)
#define START (1000000 * SECOND)

static void addresses(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        /* the same network, or none: "" is unreadable */
        {"192.0.2.7", "192.0.2.7"},
        {" 192.0.2.7 ", "192.0.2.7"},
        {"192.0.2.7:443", "192.0.2.7"},
        {"::ffff:192.0.2.7", "192.0.2.7"},
        {"::ffff:c000:207", "192.0.2.7"},
        {"[::ffff:192.0.2.7]:80", "192.0.2.7"},
        {"64:ff9b::192.0.2.7", "192.0.2.7"},
        {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"},
        {"[2001:db8:1:2::1]", "2001:db8:1:2::"},
        {"[2001:db8:1:2::1]:443", "2001:db8:1:2::"},
        {"fe80::1%eth0", "fe80::2"},
        {"192.0.2", ""},
        {"192.0.2.07", ""},
        {"example.org", ""},
        {"unix:", ""},
        {"", ""},
        {"[2001:db8::1", ""},
        {"[2001:db8::1]x", ""},
        {"192.0.2.7, 192.0.2.8", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct client a, b;
        assert_int_equal(client_read(span_from(rows[i][0]), &a), rows[i][1][0] != '\0');
        assert_int_equal(a.known, rows[i][1][0] != '\0');
        assert_int_equal(client_read(span_from(rows[i][1]), &b), a.known);
        if (memcmp(a.network, b.network, sizeof(a.network)) != 0) {
            fail_msg("%s is not of %s", rows[i][0], rows[i][1]);
        }
    }
    struct client a, b;
    assert_true(client_read(SPAN("2001:db8:1:2::1"), &a));
    assert_true(client_read(SPAN("2001:db8:1:3::1"), &b));
    assert_memory_not_equal(a.network, b.network, sizeof(a.network));
}

/* The last address that is no proxy's; what stands before it is hearsay. */
static void forwarded(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"192.0.2.7", NULL, "192.0.2.7"},
        {"6.6.6.6, 192.0.2.7", NULL, "192.0.2.7"},
        {"6.6.6.6,192.0.2.7, 10.0.0.1", NULL, "192.0.2.7"},
        {"6.6.6.6, 192.0.2.7, ::ffff:10.0.0.1 , ::1", NULL, "192.0.2.7"},
        {"6.6.6.6", "192.0.2.7, 10.0.0.1", "192.0.2.7"},
        {"192.0.2.7", "10.0.0.1", "192.0.2.7"},
        {"10.0.0.1", NULL, "10.0.0.1"},
        {"192.0.2.7, unknown", NULL, ""},
        {"192.0.2.7, ", NULL, ""},
        {"", NULL, ""},
        {NULL, NULL, ""},
    };
    struct span declared[] = {SPAN("unix"), SPAN("10.0.0.1"), SPAN("::1")};
    struct member_texts proxies = {declared, 3, 3};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        ARENA_SCOPE arena;
        struct fields fields = {0};
        struct client got, wanted;
        arena_init(&arena, 1 << 16);
        for (size_t k = 0; k < 2; k++) {
            assert_true(!rows[i][k] || fields_add(&arena, &fields, SPAN("X-Forwarded-For"),
                                                  span_from(rows[i][k])));
        }
        client_of(&fields, &proxies, &got);
        (void)client_read(span_from(rows[i][2]), &wanted);
        if (got.known != wanted.known ||
            memcmp(got.network, wanted.network, sizeof(got.network)) != 0) {
            fail_msg("row %zu", i);
        }
    }
}

static const struct config_limits rules = {
    .window = 900, .user = 3, .token = 2, .address = 6, .signatures = 4, .everywhere = 5};

struct bench {
    struct limits *limits;
    uint64_t now;
};

static void set_up(struct bench *b) {
    static const unsigned char key[LIMITS_KEY] = "made up, always the same";
    *b = (struct bench){.now = START};
    assert_int_equal(limits_new(key, &b->limits), OK);
}

/* One attempt. user NULL: the secret is a token. Gives what was exceeded, or "". */
static const char *attempt(struct bench *b, const char *address, const char *user,
                           const char *secret, enum limits_end end, struct limits_news *news) {
    struct client client;
    struct attempt attempt;
    struct limits_news unheard;
    uint64_t wait_ns;
    (void)client_read(span_from(address), &client);
    struct limits_shown shown = {.client = &client,
                                 .user = user ? span_from(user) : (struct span){NULL, 0},
                                 .secret = span_from(secret),
                                 .is_signed = !user && strchr(secret, '.')};
    limits_name(b->limits, &shown, &attempt);
    enum limits_gate gate = limits_open(b->limits, &rules, &attempt, b->now, &wait_ns);
    assert_int_equal(wait_ns > 0, gate != LIMITS_OPEN);
    if (gate == LIMITS_OPEN) {
        (void)limits_close(b->limits, &rules, &attempt, end, b->now, news ? news : &unheard);
    }
    return limits_gate_name(gate);
}

struct row {
    unsigned after; /* seconds since the row before */
    const char *address, *user, *secret;
    enum limits_end end; /* what it would come to */
    const char *gate;    /* "": it is looked at */
};

static void check(const struct row *rows, size_t n) {
    struct bench b;
    set_up(&b);
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &rows[i];
        b.now += row->after * SECOND;
        const char *gate = attempt(&b, row->address, row->user, row->secret, row->end, NULL);
        if (strcmp(gate, row->gate) != 0) {
            fail_msg("row %zu: expected '%s', got '%s'", i, row->gate, gate);
        }
    }
    limits_free(b.limits);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof(*(rows)))
#define BAD LIMITS_REFUSED
#define GOOD LIMITS_ACCEPTED

static void by_user(void **state) {
    (void)state;
    static const struct row rows[] = {
        {0, "192.0.2.1", "ada", "a", BAD, ""},
        {0, "192.0.2.1", "ADA ", "b", BAD, ""}, /* one name in another spelling */
        {0, "192.0.2.1", "ada", "c", BAD, ""},
        {0, "192.0.2.1", "Ada", "right", GOOD, "user"}, /* not even looked at */
        {0, "192.0.2.1", "bob", "x", BAD, ""},          /* others are */
        {0, "192.0.2.2", "ada", "right", GOOD, ""},     /* and so is she, elsewhere */
        {0, "192.0.2.1", "ada", "right", GOOD, ""},     /* what was good keeps entering */
        {0, "192.0.2.1", "ada", "d", BAD, "user"},      /* which opens nothing to others */
        {299, "192.0.2.1", "ada", "d", BAD, "user"},
        {1, "192.0.2.1", "ada", "d", BAD, ""}, /* a third of the window later one is forgotten */
        {0, "192.0.2.1", "ada", "e", BAD, "user"},
        {900, "192.0.2.1", "ada", "f", BAD, ""},
    };
    static const struct row folded[] = {
        {0, "192.0.2.1", "b\xc3\xb6ss", "a", BAD, ""},
        {0, "192.0.2.1", "B\xc3\x96SS", "b", BAD, ""},
        {0, "192.0.2.1", "b\xc3\x96ss", "c", BAD, ""},
        {0, "192.0.2.1", "b\xc3\xb6SS", "d", BAD, "user"},
    };
    CHECK(rows);
    CHECK(folded);
}

/* Whatever is done elsewhere, the holder of a credential gets in, at once or at the first try. */
static void victims(void **state) {
    (void)state;
    static const struct row known[] = {
        {0, "192.0.2.1", "ada", "right", GOOD, ""},
        {0, "192.0.2.1", "ada", "a", BAD, ""}, /* somebody behind the same address */
        {0, "192.0.2.1", "ada", "b", BAD, ""},
        {0, "192.0.2.1", "ada", "c", BAD, ""},
        {0, "192.0.2.1", "ada", "d", BAD, "user"},
        {0, "192.0.2.1", "ada", "right", GOOD, ""},
        {0, "192.0.2.1", "ada", "right", BAD, ""}, /* until it is not good any more */
        {0, "192.0.2.1", "ada", "right", BAD, "user"},
    };
    static const struct row everywhere[] = {
        {0, "192.0.2.1", "ada", "a", BAD, ""},
        {0, "192.0.2.2", "ada", "b", BAD, ""},
        {0, "192.0.2.3", "ada", "c", BAD, ""},
        {0, "192.0.2.4", "ada", "d", BAD, ""},
        {0, "192.0.2.5", "ada", "e", BAD, ""},
        {0, "192.0.2.1", "ada", "f", BAD, "everywhere"}, /* its try is used up */
        {0, "192.0.2.6", "ada", "g", BAD, ""},           /* a new address has one */
        {0, "192.0.2.6", "ada", "h", BAD, "everywhere"},
        {0, "192.0.2.7", "ada", "right", GOOD, ""}, /* so has she, and needs no other */
        {0, "192.0.2.7", "ada", "right", GOOD, ""},
        {0, "192.0.2.6", "bob", "x", BAD, ""},
    };
    CHECK(known);
    CHECK(everywhere);
}

static void by_address(void **state) {
    (void)state;
    static const struct row spray[] = {
        {0, "2001:db8::1", "a", "x", BAD, ""},
        {0, "2001:db8::2", "b", "x", BAD, ""}, /* the same /64 */
        {0, "2001:db8::3", "c", "x", BAD, ""},
        {0, "2001:db8::4", "d", "x", BAD, ""},
        {0, "2001:db8::5", "e", "x", BAD, ""},
        {0, "2001:db8::6", "f", "x", BAD, ""},
        {0, "2001:db8::7", "g", "x", BAD, "address"},
        {0, "2001:db8::7", NULL, "9944b09199c6", BAD, "address"},
        {0, "2001:db8::7", NULL, "h.p.s", BAD, ""}, /* signatures by themselves */
        {0, "2001:db8:0:1::1", "g", "x", BAD, ""},
        {0, "::ffff:192.0.2.1", "g", "x", BAD, ""},
    };
    static const struct row again[] = {
        {0, "192.0.2.1", "a", "x", BAD, ""}, /* a client that repeats its stale password */
        {0, "192.0.2.1", "a", "x", BAD, ""}, {0, "192.0.2.1", "a", "x", BAD, ""},
        {0, "192.0.2.1", "b", "x", BAD, ""}, {0, "192.0.2.1", "b", "x", BAD, ""},
        {0, "192.0.2.1", "b", "x", BAD, ""}, {0, "192.0.2.1", "c", "x", BAD, ""},
        {0, "192.0.2.1", "c", "y", BAD, ""}, {0, "192.0.2.1", "d", "x", BAD, ""},
    };
    static const struct row nowhere[] = {
        /* no proxy says where: not all in one */
        {0, "", "a", "x", BAD, ""},     {0, "", "b", "x", BAD, ""}, {0, "", "c", "x", BAD, ""},
        {0, "", "d", "x", BAD, ""},     {0, "", "e", "x", BAD, ""}, {0, "", "f", "x", BAD, ""},
        {0, "", "g", "x", BAD, ""},     {0, "", "g", "y", BAD, ""}, {0, "", "g", "z", BAD, ""},
        {0, "", "g", "w", BAD, "user"},
    };
    CHECK(spray);
    CHECK(again);
    CHECK(nowhere);
}

static void by_token(void **state) {
    (void)state;
    static const struct row rows[] = {
        {0, "192.0.2.1", NULL, "9944b09199c6a", BAD, ""},
        {0, "192.0.2.1", NULL, "9944b09199c6b", BAD, ""},
        {0, "192.0.2.1", NULL, "9944b09199c6c", BAD, "token"}, /* it begins as they do */
        {0, "192.0.2.1", NULL, "9944b08199c6c", BAD, ""},
        {0, "192.0.2.1", NULL, "head.body.a", BAD, ""},
        {0, "192.0.2.1", NULL, "head.body.b", BAD, ""},
        {0, "192.0.2.1", NULL, "head.body.c", BAD, "token"},
        {0, "192.0.2.1", NULL, "head.other.c", GOOD, ""},
        {0, "192.0.2.1", NULL, "head.other.d", BAD, ""},
        {0, "192.0.2.1", NULL, "head.third.e", BAD, ""},
        {0, "192.0.2.1", NULL, "head.fourth.f", BAD, "address"},
        {0, "192.0.2.1", NULL, "head.other.c", GOOD, ""},
    };
    static const struct row unclear[] = {
        /* a database that is gone is nobody's failure */
        {0, "192.0.2.1", NULL, "9944b09199c6a", LIMITS_UNCLEAR, ""},
        {0, "192.0.2.1", NULL, "9944b09199c6a", LIMITS_UNCLEAR, ""},
        {0, "192.0.2.1", NULL, "9944b09199c6a", LIMITS_UNCLEAR, ""},
        {0, "192.0.2.1", NULL, "9944b09199c6a", BAD, ""},
    };
    CHECK(rows);
    CHECK(unclear);
}

/* Attempts that are under way at once count before they have failed. */
static void at_once(void **state) {
    (void)state;
    struct bench b;
    struct client client;
    struct attempt attempts[8];
    struct limits_news news;
    uint64_t wait_ns;
    size_t open = 0;
    set_up(&b);
    (void)client_read(SPAN("192.0.2.1"), &client);
    for (size_t i = 0; i < 8; i++) {
        char secret[2] = {(char)('a' + i), 0};
        struct limits_shown shown = {&client, SPAN("ada"), span_from(secret), false};
        limits_name(b.limits, &shown, &attempts[i]);
        open += limits_open(b.limits, &rules, &attempts[i], b.now, &wait_ns) == LIMITS_OPEN;
    }
    assert_int_equal(open, 3);
    assert_true(limits_close(b.limits, &rules, &attempts[0], LIMITS_ACCEPTED, b.now, &news));
    assert_string_equal(attempt(&b, "192.0.2.1", "ada", "x", BAD, NULL), "");
    assert_string_equal(attempt(&b, "192.0.2.1", "ada", "y", BAD, NULL), "user");
    limits_free(b.limits);
}

/* What one guard tells counts at another as if it had seen it. */
static void shared(void **state) {
    (void)state;
    struct bench a, b;
    struct limits_news news;
    set_up(&a);
    set_up(&b);
    for (int i = 0; i < 3; i++) {
        char secret[2] = {(char)('a' + i), 0};
        assert_string_equal(attempt(&a, "192.0.2.1", "ada", secret, BAD, &news), "");
        limits_hear(b.limits, &rules, &news, b.now);
    }
    assert_string_equal(attempt(&b, "192.0.2.1", "ada", "right", GOOD, NULL), "user");
    assert_string_equal(attempt(&b, "192.0.2.2", "ada", "right", GOOD, &news), "");
    limits_hear(a.limits, &rules, &news, a.now);
    assert_string_equal(attempt(&a, "192.0.2.1", "ada", "right", GOOD, NULL), "");
    limits_free(a.limits);
    limits_free(b.limits);
}

/* Any number of others that fail does not clear what stands against one. */
static void flood(void **state) {
    (void)state;
    struct tally *tally;
    assert_int_equal(tally_new(64, &tally), OK);
    for (uint64_t i = 0; i < 5; i++) {
        tally_add(tally, 7, START, 10 * SECOND);
    }
    for (uint64_t tag = 1000; tag < 3000; tag++) {
        tally_add(tally, tag, START, SECOND / 100);
    }
    assert_true(tally_until(tally, 7) == START + 50 * SECOND);
    /* What is pushed out stands against whoever took its place: nobody starts anew. */
    for (uint64_t tag = 3000; tag < 6000; tag++) {
        tally_add(tally, tag, START, 60 * SECOND);
    }
    assert_true(tally_until(tally, 7) == 0);
    tally_add(tally, 7, START, 10 * SECOND);
    assert_true(tally_until(tally, 7) >= START + 50 * SECOND);
    tally_take_back(tally, 7, 10 * SECOND);
    tally_put(tally, 7, 0);
    assert_true(tally_until(tally, 7) == 0);
    tally_free(tally);
}

/* Between guards: to the letter, or not at all. */
static void told(void **state) {
    (void)state;
#define TAGS " 0000000000000001 00000000000000a1 00000000000000b2 00000000000000c3 0000000000000000"
    static const struct {
        const char *text;
        bool sound;
    } rows[] = {
        {"fu" TAGS, true},
        {"gs" TAGS, true},
        {"ft" TAGS, true},
        {"xu" TAGS, false},
        {"fx" TAGS, false},
        {"fu" TAGS " ", false},
        {"fu", false},
        {"f", false},
        {"", false},
        {"FU" TAGS, false},
        {"fu" TAGS TAGS, false},
        {"fu  " TAGS, false},
        {"fu 0000000000000001 0000000000000000 00000000000000b2 00000000000000c3 "
         "0000000000000000",
         false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct limits_news news;
        uint64_t from;
        BUF_SCOPE again = {0};
        if (news_read(span_from(rows[i].text), &from, &news) != rows[i].sound) {
            fail_msg("%s", rows[i].text);
        }
        if (rows[i].sound) {
            news_write(&again, from, &news);
            assert_true(span_equal(buf_span(&again), span_from(rows[i].text)));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses), cmocka_unit_test(forwarded),  cmocka_unit_test(by_user),
        cmocka_unit_test(victims),   cmocka_unit_test(by_address), cmocka_unit_test(by_token),
        cmocka_unit_test(at_once),   cmocka_unit_test(shared),     cmocka_unit_test(flood),
        cmocka_unit_test(told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
