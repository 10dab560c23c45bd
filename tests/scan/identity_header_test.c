/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of -H: those that carry a credential become an identity, what sounds secret is hidden, and
 * the rest goes with all requests. All secrets here are made up. */
#include "scan/credential/identity_header.h"

#include "contract_text.h"
#include "scan/credential/identity.h"

static const char contract[] =
    "openapi: 3.0.3\n"
    "info: {title: t, version: '1'}\n"
    "paths: {/orders: {get: {}}}\n"
    "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\n";

struct given {
    struct loaded l;
    struct identities identities;
    struct fields fields;
};

static void set_up(struct given *g) {
    *g = (struct given){.fields = {0}};
    load_contract(&g->l, contract);
    assert_int_equal(identities_init(&g->l.arena, &g->identities), OK);
}

static void add(struct given *g, const char *name, const char *value) {
    assert_true(fields_add(&g->l.arena, &g->fields, span_from(name), span_from(value)));
}

static enum err take(struct given *g) {
    return identity_header_take(&g->l.contract, &g->fields, &g->identities, &g->l.diag);
}

static void assert_hidden(struct given *g, const char *secret) {
    struct span shown = identities_redact(&g->identities, &g->l.arena, span_from(secret));
    if (span_find(shown, span_from(secret)) != SIZE_MAX) {
        fail_msg("%s is shown", secret);
    }
}

static void credentials(void **state) {
    (void)state;
    struct given g;
    set_up(&g);
    add(&g, "authorization", "Bearer made-up-token-1");
    add(&g, "Cookie", "sessionid=made-up-session-2; lang; theme=dark-made-up");
    add(&g, "X-KEY", "made-up-key-3");
    add(&g, "X-Tenant", "north");
    assert_int_equal(take(&g), OK);
    assert_int_equal(g.fields.n, 1);
    assert_span(g.fields.at[0].name, "X-Tenant");
    assert_int_equal(g.identities.all.n, 1);
    const struct identity *identity = &g.identities.all.at[0];
    assert_span(identity->name, "header");
    assert_span(identity->place.file, "-H");
    assert_int_equal(identity->headers.n, 2);
    assert_span(identity->headers.at[0].secret.value, "Bearer made-up-token-1");
    assert_span(identity->headers.at[1].secret.value, "made-up-key-3");
    assert_int_equal(identity->cookies.n, 2);
    assert_span(identity->cookies.at[0].name, "sessionid");
    assert_span(identity->cookies.at[1].secret.value, "dark-made-up");
    assert_hidden(&g, "made-up-token-1");
    assert_hidden(&g, "made-up-session-2");
    assert_hidden(&g, "made-up-key-3");
    arena_free(&g.l.arena);
}

/* A password within Basic is one by itself, wherever it is shown. */
static void parts(void **state) {
    (void)state;
    struct given g;
    set_up(&g);
    add(&g, "Authorization", "Basic YW5uYTptYWRlLXVwLXdvcmQ="); /* anna:made-up-word */
    assert_int_equal(take(&g), OK);
    assert_hidden(&g, "YW5uYTptYWRlLXVwLXdvcmQ=");
    assert_hidden(&g, "made-up-word");
    arena_free(&g.l.arena);
}

/* What no scheme names goes with all requests, and is not shown where its name sounds secret. */
static void others(void **state) {
    (void)state;
    struct given g;
    set_up(&g);
    add(&g, "X-Gateway-Token", "Bearer made-up-gateway-4");
    add(&g, "X-Shared-Secret", "made-up-secret-5");
    add(&g, "X-Gateway-Authorization", "Basic Ym9iOm1hZGUtdXAtZ2F0ZQ=="); /* bob:made-up-gate */
    add(&g, "X-Trace", "plain-words-in-here");
    assert_int_equal(take(&g), OK);
    assert_int_equal(g.identities.all.n, 0);
    assert_int_equal(g.fields.n, 4);
    assert_hidden(&g, "Bearer made-up-gateway-4");
    assert_hidden(&g, "made-up-gateway-4");
    assert_hidden(&g, "made-up-secret-5");
    assert_hidden(&g, "made-up-gate");
    assert_span(identities_redact(&g.identities, &g.l.arena, SPAN("plain-words-in-here")),
                "plain-words-in-here");
    arena_free(&g.l.arena);
}

static void name_taken(void **state) {
    (void)state;
    struct given g;
    set_up(&g);
    struct identity file = {.name = SPAN("header")};
    assert_true(vec_push(&g.l.arena, &g.identities.all, file));
    add(&g, "X-Tenant", "north");
    assert_int_equal(take(&g), OK); /* nothing to make an identity of */
    add(&g, "X-Key", "made-up-key-3");
    assert_int_equal(take(&g), ERR_INVALID);
    assert_int_equal(g.identities.all.n, 1);
    arena_free(&g.l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credentials),
        cmocka_unit_test(parts),
        cmocka_unit_test(others),
        cmocka_unit_test(name_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
