/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to Django's tables. */
#include "guard/users/users.h"

#include "base/mutant.h"

enum { COLUMNS = 8, OWN_BYTES = 1 << 20 };

/* "a.b" is the table b of the schema a. */
static struct span quoted(struct arena *arena, struct span name) {
    struct span rest = name, schema = span_cut(&rest, '.');
    return rest.ptr ? arena_printf(arena, "\"%.*s\".\"%.*s\"", SPAN_ARG(schema), SPAN_ARG(rest))
                    : arena_printf(arena, "\"%.*s\"", SPAN_ARG(name));
}

static struct span column(struct arena *arena, struct span name, const char *absent) {
    return name.len ? arena_printf(arena, "u.\"%.*s\"", SPAN_ARG(name)) : span_from(absent);
}

static enum err write_finds(struct users *users, struct span table) {
    struct arena *a = &users->arena;
    const struct config_users *c = users->config;
    struct span active = column(a, c->active, "1"), staff = column(a, c->staff, "0"),
                superuser = column(a, c->superuser, "0"), tokens = quoted(a, c->tokens),
                changed = column(a, c->changed, "NULL"), created = SPAN("NULL");
    TRY_PTR(active.ptr);
    TRY_PTR(staff.ptr);
    TRY_PTR(superuser.ptr);
    TRY_PTR(tokens.ptr);
    TRY_PTR(changed.ptr);
    struct span columns =
        arena_printf(a, "SELECT u.\"%.*s\", u.\"%.*s\", u.\"%.*s\", %.*s, %.*s, %.*s, %.*s",
                     SPAN_ARG(c->id), SPAN_ARG(c->username), SPAN_ARG(c->password),
                     SPAN_ARG(active), SPAN_ARG(staff), SPAN_ARG(superuser), SPAN_ARG(changed));
    TRY_PTR(columns.ptr);
    struct span select =
        arena_printf(a, "%.*s, NULL FROM %.*s u", SPAN_ARG(columns), SPAN_ARG(table));
    TRY_PTR(select.ptr);
    if (c->changed.len) {
        created = arena_printf(a, "t.\"%.*s\"", SPAN_ARG(c->token_created));
        TRY_PTR(created.ptr);
    }
    users->sql[USERS_BY_NAME] = arena_printf(a, "%.*s WHERE u.\"%.*s\" = $1 LIMIT 2",
                                             SPAN_ARG(select), SPAN_ARG(c->username))
                                    .ptr;
    users->sql[USERS_BY_ID] =
        arena_printf(a, "%.*s WHERE u.\"%.*s\" = $1 LIMIT 2", SPAN_ARG(select), SPAN_ARG(c->id))
            .ptr;
    users->sql[USERS_BY_TOKEN] =
        arena_printf(a,
                     "%.*s, %.*s FROM %.*s u JOIN %.*s t ON t.\"%.*s\" = u.\"%.*s\" WHERE "
                     "t.\"%.*s\" = $1 LIMIT 2",
                     SPAN_ARG(columns), SPAN_ARG(created), SPAN_ARG(table), SPAN_ARG(tokens),
                     SPAN_ARG(c->token_user), SPAN_ARG(c->id), SPAN_ARG(c->token_key))
            .ptr;
    return users->sql[0] && users->sql[1] && users->sql[2] ? OK : ERR_MEMORY;
}

static enum err write_others(struct users *users, struct span table) {
    struct arena *a = &users->arena;
    const struct config_users *c = users->config;
    struct span groups = quoted(a, c->group_table), link = quoted(a, c->group_link);
    TRY_PTR(groups.ptr);
    TRY_PTR(link.ptr);
    users->sql_groups =
        arena_printf(a,
                     "SELECT g.\"name\" FROM %.*s g JOIN %.*s l ON l.\"group_id\" = g.\"id\" WHERE "
                     "l.\"%.*s\" = $1 ORDER BY g.\"name\"",
                     SPAN_ARG(groups), SPAN_ARG(link), SPAN_ARG(c->group_user))
            .ptr;
    users->sql_sample =
        arena_printf(a, "SELECT u.\"%.*s\" FROM %.*s u ORDER BY u.\"%.*s\" DESC LIMIT 100",
                     SPAN_ARG(c->password), SPAN_ARG(table), SPAN_ARG(c->id))
            .ptr;
    users->sql_probe =
        arena_printf(a, "SELECT u.\"%.*s\" FROM %.*s u LIMIT 1", SPAN_ARG(c->id), SPAN_ARG(table))
            .ptr;
    TRY_PTR(users->sql_probe);
    struct span blacklisted = quoted(a, c->blacklisted), outstanding = quoted(a, c->outstanding);
    TRY_PTR(blacklisted.ptr);
    TRY_PTR(outstanding.ptr);
    users->sql_blacklist =
        arena_printf(a,
                     "SELECT o.\"jti\" FROM %.*s o JOIN %.*s b ON b.\"token_id\" = o.\"id\" WHERE "
                     "o.\"jti\" = $1 LIMIT 1",
                     SPAN_ARG(outstanding), SPAN_ARG(blacklisted))
            .ptr;
    return users->sql_groups && users->sql_sample && users->sql_blacklist ? OK : ERR_MEMORY;
}

/* Times are the database's own to compare; Django keeps them in UTC. */
static enum err write_credentials(struct users *users) {
    struct arena *a = &users->arena;
    struct span sessions = quoted(a, users->config->sessions),
                keys = quoted(a, users->config->api_keys);
    TRY_PTR(sessions.ptr);
    TRY_PTR(keys.ptr);
    users->sql_session =
        arena_printf(a,
                     "SELECT s.\"session_data\", CASE WHEN s.\"expire_date\" > CURRENT_TIMESTAMP "
                     "THEN 1 ELSE 0 END FROM %.*s s WHERE s.\"session_key\" = $1 LIMIT 2",
                     SPAN_ARG(sessions))
            .ptr;
    users->sql_api_key =
        arena_printf(a,
                     "SELECT k.\"hashed_key\", k.\"name\", CASE WHEN k.\"revoked\" THEN 1 ELSE 0 "
                     "END, CASE WHEN k.\"expiry_date\" IS NULL OR k.\"expiry_date\" > "
                     "CURRENT_TIMESTAMP THEN 1 ELSE 0 END FROM %.*s k WHERE k.\"prefix\" = $1 "
                     "LIMIT 2",
                     SPAN_ARG(keys))
            .ptr;
    return users->sql_session && users->sql_api_key ? OK : ERR_MEMORY;
}

enum err users_open(const struct config *config, struct users *out) {
    *out = (struct users){.config = &config->users};
    arena_init(&out->arena, OWN_BYTES);
    struct span where = arena_dup(&out->arena, config->users.database);
    if (span_starts(where, SPAN("sqlite:"))) {
        struct span path = config_path(&out->arena, config, span_from_index(where, 7));
        TRY_PTR(path.ptr);
        where = arena_join(&out->arena, SPAN("sqlite:"), path);
    }
    TRY_PTR(where.ptr);
    struct span table = quoted(&out->arena, config->users.table);
    TRY_PTR(table.ptr);
    TRY(database_init(&out->database, where));
    TRY(write_finds(out, table));
    TRY(write_others(out, table));
    return write_credentials(out);
}

void users_close(struct users *users) {
    database_close(&users->database);
    arena_free(&users->arena);
}

static bool is_true(struct span cell) {
    return span_equal(cell, SPAN("1")) || span_equal(cell, SPAN("t")) ||
           span_equal_nocase(cell, SPAN("true"));
}

static enum err read_groups(struct users *users, struct arena *arena, struct user *out) {
    struct database_rows got;
    if (!users->config->groups) {
        return OK;
    }
    TRY(database_ask(&users->database, arena, users->sql_groups, out->id, 1, &got));
    VEC_EACH(const struct database_row, row, &got.rows) {
        if (!vec_push(arena, &out->groups, row->cells[0])) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum { UUID_BYTES = 36, UUID_DIGITS = 32 };

/* "6c61b9e6-f725-a3d2-…" without its dashes, as Django keeps it where a database knows no such
 * type; {NULL, 0} for any other text. */
static struct span bare_uuid(struct arena *arena, struct span text) {
    char digits[UUID_DIGITS];
    size_t n = 0;
    for (size_t i = 0; text.len == UUID_BYTES && i < UUID_BYTES; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = text.ptr[i];
        bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !digit) {
            return (struct span){NULL, 0};
        }
        if (!dash) {
            digits[n++] = c;
        }
    }
    return n ? arena_dup(arena, (struct span){digits, n}) : (struct span){NULL, 0};
}

static enum err ask(struct users *users, struct arena *arena, enum users_by by, struct span *value,
                    struct database_rows *got) {
    TRY(database_ask(&users->database, arena, users->sql[by], *value, COLUMNS, got));
    struct span bare = bare_uuid(arena, *value);
    if (by != USERS_BY_ID || got->rows.n || !bare.ptr) {
        return OK;
    }
    *value = bare;
    return database_ask(&users->database, arena, users->sql[by], bare, COLUMNS, got);
}

enum err users_find(struct users *users, struct arena *arena, enum users_by by, struct span value,
                    struct user *out, bool *found) {
    struct database_rows got;
    *found = false;
    TRY(ask(users, arena, by, &value, &got));
    if (got.rows.n != 1 || !got.rows.at[0].cells[0].ptr) {
        return OK;
    }
    const struct span *cells = got.rows.at[0].cells;
    *out = (struct user){.id = cells[0],
                         .username = cells[1],
                         .password = cells[2],
                         .active = is_true(cells[3]) || MUTANT(inactive_passes),
                         .staff = is_true(cells[4]),
                         .superuser = is_true(cells[5]),
                         .changed = cells[6],
                         .created = cells[7]};
    /* What a database takes for the same number (" 7", "7.0") is another id. */
    *found = by != USERS_BY_ID || span_equal(out->id, value) || MUTANT(any_id);
    return *found ? read_groups(users, arena, out) : OK;
}

enum err users_blacklist_has(struct users *users, struct arena *arena, struct span jti, bool *out) {
    struct database_rows got;
    *out = false;
    if (!users->config->blacklist) {
        return OK;
    }
    TRY(database_ask(&users->database, arena, users->sql_blacklist, jti, 1, &got));
    *out = got.rows.n > 0 && !MUTANT(blacklist_unread);
    return OK;
}

enum err users_probe(struct users *users) {
    ARENA_SCOPE arena;
    arena_init(&arena, OWN_BYTES);
    struct database_rows got;
    return database_ask(&users->database, &arena, users->sql_probe, SPAN(""), 1, &got);
}

static enum err sample(struct users *users) {
    ARENA_SCOPE arena;
    arena_init(&arena, OWN_BYTES);
    struct database_rows got;
    struct password read;
    TRY(database_ask(&users->database, &arena, users->sql_sample, SPAN(""), 1, &got));
    users->sampled = true;
    VEC_EACH(const struct database_row, row, &got.rows) {
        if (password_read(row->cells[0], &read) == OK && read.kind != PASSWORD_UNUSABLE) {
            struct span kept = arena_dup(&users->arena, row->cells[0]);
            TRY_PTR(kept.ptr);
            return password_read(kept, &users->like);
        }
    }
    return OK;
}

enum err users_like(struct users *users, const struct password **out) {
    *out = &users->like;
    return users->sampled ? OK : sample(users);
}
