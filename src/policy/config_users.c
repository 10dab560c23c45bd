/* SPDX-License-Identifier: Apache-2.0 */
/* Reading where users are; what is not said is as Django has it. */
#include "policy/config_users.h"

#include "base/mutant.h"

static const char *const NAMES[] = {"database",   "table",  "columns",  "without",
                                    "tokens",     "groups", "threads",  "blacklist",
                                    "on_failure", "keep",   "sessions", "api_keys"};
static const char *const FAILURES[] = {"refuse", "last-known"};
static const char *const TOKEN_NAMES[] = {"table", "key", "user", "created"};
static const char *const BLACKLIST_NAMES[] = {"blacklisted", "outstanding"};
static const char *const GROUP_NAMES[] = {"table", "link", "user"};
#define COLUMN_NAME(field, name) #field,
static const char *const COLUMN_NAMES[] = {CONFIG_COLUMN_LIST(COLUMN_NAME)};

enum { COLUMNS = sizeof(COLUMN_NAMES) / sizeof(*COLUMN_NAMES), NAME_BYTES = 128 };

static struct span *column_of(struct config_users *out, struct span name) {
#define COLUMN_FIND(field, column)        \
    if (span_equal(name, SPAN(#field))) { \
        return &out->field;               \
    }
    CONFIG_COLUMN_LIST(COLUMN_FIND)
#undef COLUMN_FIND
    return NULL;
}

static void read_columns(const struct member_reader *reader, const struct node *columns,
                         struct config_users *out) {
    if (columns && member_check(reader, columns, "columns", COLUMN_NAMES, COLUMNS)) {
        for (size_t i = 0; i < COLUMNS; i++) {
            member_text(reader, columns, COLUMN_NAMES[i],
                        column_of(out, span_from(COLUMN_NAMES[i])));
        }
    }
}

/* A user without a column "active" is always active: that must have been said. */
static enum err read_without(const struct member_reader *reader, const struct node *node,
                             struct config_users *out) {
    struct member_texts without = {0};
    TRY(member_texts(reader, node, "without", &without));
    for (size_t i = 0; i < without.n; i++) {
        struct span *column = column_of(out, without.at[i]);
        if (!column || column == &out->id || column == &out->username || column == &out->password) {
            MEMBER_FAULT(reader, node_get(node, SPAN("without")),
                         "'without' may name active, staff and superuser");
        } else {
            column->len = 0;
        }
    }
    return OK;
}

static void read_tokens(const struct member_reader *reader, const struct node *tokens,
                        struct config_users *out) {
    if (tokens && member_check(reader, tokens, "tokens", TOKEN_NAMES, 4)) {
        member_text(reader, tokens, "table", &out->tokens);
        member_text(reader, tokens, "key", &out->token_key);
        member_text(reader, tokens, "user", &out->token_user);
        member_text(reader, tokens, "created", &out->token_created);
    }
}

static void read_table(const struct member_reader *reader, const struct node *users,
                       const char *name, struct span *out) {
    static const char *const names[] = {"table"};
    const struct node *node = node_get(users, span_from(name));
    if (node && member_check(reader, node, name, names, 1)) {
        member_text(reader, node, "table", out);
    }
}

static void read_groups(const struct member_reader *reader, const struct node *groups,
                        struct config_users *out) {
    if (groups && member_check(reader, groups, "groups", GROUP_NAMES, 3)) {
        out->groups = true;
        member_text(reader, groups, "table", &out->group_table);
        member_text(reader, groups, "link", &out->group_link);
        member_text(reader, groups, "user", &out->group_user);
    }
}

static void read_blacklist(const struct member_reader *reader, const struct node *blacklist,
                           struct config_users *out) {
    if (blacklist && member_check(reader, blacklist, "blacklist", BLACKLIST_NAMES, 2)) {
        out->blacklist = true;
        member_text(reader, blacklist, "blacklisted", &out->blacklisted);
        member_text(reader, blacklist, "outstanding", &out->outstanding);
    }
}

/* Names go into SQL between quotes; so that nothing else does, they are words. */
static bool is_name(struct span name) {
    bool sound = name.len <= NAME_BYTES;
    for (size_t i = 0; sound && i < name.len; i++) {
        char c = name.ptr[i];
        sound = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '_' || (c == '.' && i > 0 && i + 1 < name.len);
    }
    return sound || MUTANT(any_name);
}

static void check_names(const struct member_reader *reader, const struct config_users *users) {
    const struct span names[] = {
        users->table,       users->id,         users->username,      users->password,
        users->active,      users->staff,      users->superuser,     users->tokens,
        users->token_key,   users->token_user, users->group_table,   users->group_link,
        users->group_user,  users->changed,    users->token_created, users->blacklisted,
        users->outstanding, users->sessions,   users->api_keys};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (!is_name(names[i])) {
            MEMBER_FAULT(reader, users->node,
                         "'%.*s' is no name of a table or column: letters, digits and underscores",
                         SPAN_ARG(names[i]));
        }
    }
}

static void check_database(const struct member_reader *reader, const struct config_users *users) {
    bool known = span_starts(users->database, SPAN("sqlite:")) ||
                 span_starts(users->database, SPAN("postgresql:")) ||
                 span_starts(users->database, SPAN("postgres:"));
    if (!known) {
        MEMBER_FAULT(reader, users->node,
                     "'database' of users must be sqlite:PATH or postgresql://…");
    }
}

enum err config_users_read(const struct member_reader *reader, const struct node *node,
                           struct config_users *out) {
    *out = (struct config_users){
        .node = node,
        .database = SPAN(""),
        .table = SPAN("auth_user"),
#define COLUMN_DEFAULT(field, name) .field = SPAN(name),
        CONFIG_COLUMN_LIST(COLUMN_DEFAULT)
#undef COLUMN_DEFAULT
            .tokens = SPAN("authtoken_token"),
        .token_key = SPAN("key"),
        .token_user = SPAN("user_id"),
        .token_created = SPAN("created"),
        .blacklisted = SPAN("token_blacklist_blacklistedtoken"),
        .outstanding = SPAN("token_blacklist_outstandingtoken"),
        .group_table = SPAN("auth_group"),
        .group_link = SPAN("auth_user_groups"),
        .group_user = SPAN("user_id"),
        .threads = 4,
        .keep = CONFIG_KEEP_SECONDS,
        .sessions = SPAN("django_session"),
        .api_keys = SPAN("rest_framework_api_key_apikey"),
    };
    if (!node || !member_check(reader, node, "users", NAMES, sizeof(NAMES) / sizeof(*NAMES))) {
        return OK;
    }
    member_text(reader, node, "database", &out->database);
    member_text(reader, node, "table", &out->table);
    read_columns(reader, node_get(node, SPAN("columns")), out);
    TRY(read_without(reader, node, out));
    read_tokens(reader, node_get(node, SPAN("tokens")), out);
    read_groups(reader, node_get(node, SPAN("groups")), out);
    read_blacklist(reader, node_get(node, SPAN("blacklist")), out);
    read_table(reader, node, "sessions", &out->sessions);
    read_table(reader, node, "api_keys", &out->api_keys);
    member_number(reader, node, "threads", CONFIG_THREADS_MOST, &out->threads);
    unsigned failure = 0;
    member_choice(reader, node, "on_failure", FAILURES, 2, &failure);
    out->goes_on_blind = failure == 1;
    member_number(reader, node, "keep", CONFIG_KEEP_MOST, &out->keep);
    if (!out->threads) {
        MEMBER_FAULT(reader, node, "'threads' of users must be at least 1");
    }
    check_names(reader, out);
    check_database(reader, out);
    return OK;
}
