/* SPDX-License-Identifier: Apache-2.0 */
/* Reading off an answer's members whose it is. */
#include "scan/privacy.h"

#include "base/mutant.h"
#include "scan/written.h"
#include "text/words.h"

enum { DEEPEST = 6 };

/* It says itself that others than its owner may see it. */
static bool is_shared(const struct node *member) {
    static const struct span keys = SPAN_INIT(" public shared published visibility visible "
                                              "privacy access audience sharing ");
    static const struct span values = SPAN_INIT(" public shared everyone everybody all anyone "
                                                "internal team company organization organisation "
                                                "workspace global published unlisted open yes ");
    return words_any(node_key(member), keys) &&
           (node_true(member) || words_any(node_scalar(member), values));
}

/* Whoever wrote something need not be the only one who reads it. */
static bool is_author(struct span key) {
    static const struct span words =
        SPAN_INIT(" author authors creator created uploader uploaded posted by maintainer "
                  "assignee assigned modified updated reviewer editor publisher ");
    return words_any(key, words);
}

static bool is_contact(struct span key) {
    return words_any(key, SPAN(" email mail phone mobile telephone "));
}

static bool is_intimate(struct span key) {
    static const struct span words = SPAN_INIT(
        " address street birth birthday birthdate dob iban card ssn salary income balance tax "
        "password secret token passport insurance diagnosis medication amount total "
        "paid debt ");
    return words_any(key, words);
}

struct reading {
    const struct self *owner, *reader;
    struct privacy privacy;
};

static void read_node(struct reading *reading, const struct node *node, struct span within,
                      unsigned depth) {
    struct privacy *privacy = &reading->privacy;
    NODE_EACH(member, node) {
        struct span key = node_is(node, NODE_OBJECT) ? node_key(member) : within;
        struct span value = node_scalar(member);
        privacy->announced |= is_shared(member);
        privacy->shared |= privacy->announced || self_names(reading->reader, key, within, value);
        if (!privacy->owner.len && self_names(reading->owner, key, within, value) &&
            !is_author(key) && !is_author(within)) {
            privacy->owner = within.len && !self_is_person(key) ? within : key;
        }
        privacy->contact |= value.len && is_contact(key);
        privacy->intimate |= value.len && is_intimate(key);
        if (depth < DEEPEST && node_first(member)) {
            read_node(reading, member, key, depth + 1);
        }
    }
}

struct privacy privacy_of(const struct node *root, const struct self *owner,
                          const struct self *reader) {
    struct reading reading = {.owner = owner, .reader = reader};
    read_node(&reading, root, SPAN(""), 0);
    reading.privacy.shared &= !MUTANT(sharing_unread);
    return reading.privacy;
}

bool privacy_of_kind(struct span collection) {
    static const struct span kinds = SPAN_INIT(
        " order orders invoice invoices receipt receipts bill bills payment payments payout "
        "payouts transaction transactions statement statements card cards cart carts basket "
        "baskets wallet wallets balance balances address addresses message messages mail mails "
        "inbox conversation conversations chat chats notification notifications prescription "
        "prescriptions appointment appointments booking bookings reservation reservations payslip "
        "payslips salary loan loans transfer transfers subscription subscriptions patient "
        "patients diary licence licences license licenses passport wages earnings ");
    return words_listed(words_last(collection), kinds);
}

bool privacy_declared(const struct operation *operation) {
    static const struct span phrases[] = {
        SPAN_INIT("your own"),         SPAN_INIT("of the current user"),
        SPAN_INIT("current user's"),   SPAN_INIT("authenticated user's"),
        SPAN_INIT("logged-in user's"), SPAN_INIT("of the authenticated user"),
        SPAN_INIT("only the owner"),   SPAN_INIT("owner only"),
        SPAN_INIT("one of your"),      SPAN_INIT("user's own"),
        SPAN_INIT("of the caller"),    SPAN_INIT("belongs to the caller"),
    };
    return written_says(operation, phrases, sizeof(phrases) / sizeof(*phrases));
}

bool privacy_disclaimed(const struct operation *operation) {
    static const struct span phrases[] = {
        SPAN_INIT("any user"),         SPAN_INIT("all users"),        SPAN_INIT("every user"),
        SPAN_INIT("everybody"),        SPAN_INIT("everyone"),         SPAN_INIT("all members"),
        SPAN_INIT("any member"),       SPAN_INIT("every member"),     SPAN_INIT("publicly"),
        SPAN_INIT("is public"),        SPAN_INIT("are public"),       SPAN_INIT("shared with all"),
        SPAN_INIT("anyone signed in"), SPAN_INIT("anyone logged in"),
    };
    return written_says(operation, phrases, sizeof(phrases) / sizeof(*phrases));
}
