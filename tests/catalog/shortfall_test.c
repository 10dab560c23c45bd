/* SPDX-License-Identifier: Apache-2.0 */
/* Why a scan is not whole, reason by reason, each beside what comes near it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog/shortfall.h"

/* Two gates that hold, by a credential for each of two schemes; one operation takes both at once.
 */
struct whole {
    struct arena arena;
    struct operation_result rows[3];
    struct cell cells[3][2];
    struct span declared[3][1];
    struct credential_result credentials[2];
    struct result result;
    struct shortfall_terms terms;
};

static void set_up(struct whole *w) {
    *w = (struct whole){
        .declared = {{SPAN_INIT("bearer")}, {SPAN_INIT("key")}, {SPAN_INIT("bearer & key")}},
        .credentials = {{.identity = SPAN_INIT("anna"),
                         .scheme = SPAN_INIT("bearer"),
                         .standing = STANDING_PROVEN},
                        {.identity = SPAN_INIT("anna"),
                         .scheme = SPAN_INIT("key"),
                         .standing = STANDING_PROVEN}},
    };
    arena_init(&w->arena, SIZE_MAX);
    for (size_t i = 0; i < 3; i++) {
        w->cells[i][0] = (struct cell){.who = SPAN("anonymous"), .verdict = VERDICT_DENIED};
        w->cells[i][1] = (struct cell){.who = SPAN("valid:anna"), .verdict = VERDICT_GRANTED};
        w->rows[i] =
            (struct operation_result){.gate = GATE_ENFORCED, .accepted = true, .attacks = {2, 2}};
        w->rows[i].declared.at = w->declared[i];
        w->rows[i].declared.n = 1;
        w->rows[i].cells.at = w->cells[i];
        w->rows[i].cells.n = 2;
    }
    w->result.operations.at = w->rows;
    w->result.operations.n = 3;
    w->result.credentials.at = w->credentials;
    w->result.credentials.n = 2;
    w->result.min_judged = 95;
    w->terms = (struct shortfall_terms){.arena = &w->arena, .identities = true};
}

static struct span why(struct whole *w) {
    struct span rows = shortfall_of_rows(&w->result, &w->terms);
    return rows.len ? rows : shortfall_of_measure(&w->result, &w->terms);
}

static void assert_why(struct whole *w, const char *words) {
    struct span told = why(w);
    bool same = *words ? span_find(told, span_from(words)) != SIZE_MAX : !told.len;
    if (!same) {
        fail_msg("\"%.*s\" does not say \"%s\"", SPAN_ARG(told), words);
    }
    arena_free(&w->arena);
}

static void nothing_missing(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    assert_why(&w, "");
}

static void nothing_judged(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    for (size_t i = 0; i < 3; i++) {
        w.rows[i].gate = GATE_UNTESTED;
        w.rows[i].spared = true;
    }
    assert_why(&w, "no operation could be judged");
    set_up(&w);
    w.result.operations.n = 0;
    assert_why(&w, "no operation was selected");
    set_up(&w);
    w.rows[1].unreadable = true;
    assert_why(&w, "1 operation of the contract could not be read");
}

/* By the part of a requirement as much as by the whole of one. */
static void scheme_of_nobody(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    w.credentials[1].standing = STANDING_REFUSED;
    w.result.operations.n = 1; /* nothing that declares it was asked */
    assert_why(&w, "");
    set_up(&w);
    w.credentials[1].standing = STANDING_REFUSED;
    assert_why(&w, "no credential for key was accepted");
    set_up(&w);
    w.credentials[1].standing = STANDING_UNTRIED;
    w.rows[1].gate = GATE_UNTESTED;
    w.rows[1].spared = true;
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.result.min_judged = 0;
    assert_why(&w, "no credential for key was accepted");
    set_up(&w);
    w.credentials[1].standing = STANDING_UNTRIED;
    w.rows[1].gate = GATE_UNTESTED;
    w.rows[1].spared = true; /* safety alone kept it from being told */
    w.rows[2].gate = GATE_UNTESTED;
    w.rows[2].spared = true;
    assert_why(&w, "");
}

static void as_many_as_asked_for(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.result.min_judged = 66; /* of three, two are 66.7 percent */
    assert_why(&w, "");
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.result.min_judged = 67;
    assert_why(&w, "judged 2 of 3 operations that declare security by an accepted credential, "
                   "fewer than 67 percent");
    set_up(&w);
    w.result.min_judged = 100; /* all are all */
    assert_why(&w, "");
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.terms.impatient = true;
    assert_why(&w, "the target throttles");
    set_up(&w);
    w.rows[2].attacks.judged = 1; /* a gate of which not all was judged */
    assert_why(&w, "judged 2 of 3");
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.terms.identities = false;
    assert_why(&w, "no identity was given: judged 2 of 3");
}

static void changed_and_broken(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    w.result.unsteady = 1;
    assert_why(&w, "changed while 1 operation was attacked");
    set_up(&w);
    w.rows[1].broken = w.rows[2].broken = true;
    assert_why(&w, "2 operations answer everybody with a server error");
    set_up(&w);
    w.rows[2].broken = true;
    assert_why(&w, "");
}

static bool is_rightless(struct whole *w) {
    shortfall_tell_rightless(&w->result);
    bool told = span_find(w->rows[2].reason, SPAN("no identity given has the right")) != SIZE_MAX;
    arena_free(&w->arena);
    return told;
}

/* All are refused whose credentials are taken elsewhere, for a scheme that this one declares. */
static void nobodys_right(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.cells[2][1].verdict = VERDICT_DENIED;
    assert_true(is_rightless(&w));
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE; /* granted */
    assert_false(is_rightless(&w));
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.cells[2][1].verdict = VERDICT_DENIED;
    w.rows[2].unsteady = true;
    assert_false(is_rightless(&w));
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.cells[2][1].verdict = VERDICT_DENIED;
    w.credentials[0].standing = w.credentials[1].standing = STANDING_REFUSED;
    assert_false(is_rightless(&w));
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.cells[2][1].verdict = VERDICT_DENIED;
    w.declared[2][0] = SPAN("cookie"); /* which is proven nowhere */
    assert_false(is_rightless(&w));
    set_up(&w);
    w.rows[2].gate = GATE_INCONCLUSIVE;
    w.rows[2].cells.n = 1; /* nobody was asked */
    assert_false(is_rightless(&w));
}

static void asked_at_all(void **state) {
    (void)state;
    struct whole w;
    set_up(&w);
    assert_true(shortfall_gate_asked(&w.result));
    assert_true(shortfall_proven(&w.result, SPAN("anna")));
    assert_false(shortfall_proven(&w.result, SPAN("bert")));
    for (size_t i = 0; i < 3; i++) {
        w.rows[i].gate = GATE_UNTESTED;
    }
    assert_false(shortfall_gate_asked(&w.result));
    w.rows[0].gate = GATE_PUBLIC;
    w.rows[0].declared.n = 0;
    assert_false(shortfall_gate_asked(&w.result));
    arena_free(&w.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_missing),    cmocka_unit_test(nothing_judged),
        cmocka_unit_test(scheme_of_nobody),   cmocka_unit_test(as_many_as_asked_for),
        cmocka_unit_test(changed_and_broken), cmocka_unit_test(nobodys_right),
        cmocka_unit_test(asked_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
