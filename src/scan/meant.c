/* SPDX-License-Identifier: Apache-2.0 */
/* Roles in the contract's words, scopes and members, and in a path's segments. */
#include "scan/meant.h"

#include "base/mutant.h"
#include "text/uri.h"
#include "text/words.h"

/* A whole segment of a path. */
static const struct span PLACES =
    SPAN_INIT(" admin administration administrator superadmin sysadmin backoffice ");
/* In a scope. */
static const struct span SCOPES = SPAN_INIT(" admin administrator superuser superadmin sysadmin ");
/* In a sentence. */
static const struct span PEOPLE =
    SPAN_INIT(" admin admins administrator administrators superuser superusers staff ");
/* For everybody, whatever stands before. */
static const struct span OPEN_TO_ALL = SPAN_INIT(
    " health healthz status ping version me self profile config ui login logout session ");
/* And beside what is not: what one's own page needs. */
static const struct span OFTEN_OPEN = SPAN_INIT(
    " mine my own current whoami account password public help docs about info schema options "
    "choices menu navigation features permissions capabilities announcements news countries "
    "languages timezones preferences settings avatar hours opening schedule calendar holidays "
    "notice notices faq contact contacts terms imprint categories types statuses units currencies "
    "weather motd banner locale locales ");
/* As the last word: what each user sets for himself. */
static const struct span ONES_OWN =
    SPAN_INIT(" default defaults favourite favourites favorite favorites bookmark bookmarks star "
              "unstar like unlike follow unfollow watch unwatch dismiss seen ");
/* What few are for, whatever stands beside it. */
static const struct span FEW = SPAN_INIT(
    " audit audits auditlog log logs trail export exports backup backups dump payroll salary "
    "salaries revenue margin margins profit profits finance finances secrets impersonate roles "
    "users accounts customers employees payouts refunds bans moderation ");

/* The role's name, or several who have it; empty: administrators. */
static bool is_role(struct span word, struct span role) {
    bool plural = word.len == role.len + 1 && span_ends(word, SPAN("s"));
    return role.len ? span_equal_nocase(span_slice(word, 0, word.len - plural), role)
                    : words_listed(word, PEOPLE);
}

/* Whether a name has the role among its words; empty: an administrator's. */
static bool asks_for(struct span name, struct span role) {
    if (!role.len) {
        return words_any(name, SCOPES);
    }
    for (struct span word = words_next(&name); word.ptr; word = words_next(&name)) {
        if (is_role(word, role)) {
            return true;
        }
    }
    return false;
}

/* Each of its alternatives asks for such a scope. */
static bool scope_says_so(const struct security *security, struct span role) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        bool asks = false;
        VEC_EACH(const struct need, need, &requirement->needs) {
            VEC_EACH(const struct span, scope, &need->scopes) {
                asks |= asks_for(*scope, role);
            }
        }
        if (!asks) {
            return false;
        }
    }
    return security->any.n > 0;
}

/* "x-required-role: admin", "x-roles: [admin]". */
static bool member_says_so(const struct node *member, struct span role) {
    struct span key = node_key(member);
    if (!span_starts_nocase(key, SPAN("x-")) ||
        !words_any(key, SPAN(" role roles permission permissions "))) {
        return false;
    }
    bool named = asks_for(node_text(member), role), other = false;
    NODE_EACH(item, node_is(member, NODE_ARRAY) ? member : NULL) {
        bool one = asks_for(node_text(item), role);
        named |= one;
        other |= !one;
    }
    return named && !other;
}

static bool says_so(const struct operation *operation, struct span role) {
    bool says = scope_says_so(&operation->security, role);
    NODE_EACH(member, operation->written) {
        says |= member_says_so(member, role);
    }
    return says;
}

/* What was said just before a word. */
struct saying {
    bool announced; /* "only", "requires the" */
    bool aside;     /* "which", of which "only" tells something else */
    bool joined;    /* "or the": there are others as well */
};

static void say(struct saying *saying, struct span word) {
    static const struct span before =
        SPAN_INIT(" only require requires required need needs restricted reserved limited ");
    static const struct span filling = SPAN_INIT(" a an the by for to ");
    bool fills = words_listed(word, filling);
    saying->announced =
        (words_listed(word, before) && !saying->aside) || (saying->announced && fills);
    saying->joined = words_listed(word, SPAN(" or and ")) || (saying->joined && fills);
    saying->aside = words_listed(word, SPAN(" which that who whom whose "));
}

/* What follows the name of a role: "only", "role required", but not "or users". */
static bool ends_so(struct span rest, bool announced) {
    static const struct span right = SPAN_INIT(" role rights privileges access permission "
                                               "permissions ");
    struct span word = words_next(&rest);
    if (announced || words_listed(word, SPAN(" only "))) {
        return !words_listed(word, SPAN(" or and "));
    }
    static const struct span needed = SPAN_INIT(" required needed only ");
    return words_listed(word, needed) ||
           (words_listed(word, right) && words_listed(words_next(&rest), needed));
}

/* "Only librarians", "requires the librarian role", "librarians only", but not "owners or
 * librarians only". */
static bool sentence_says_so(struct span text, struct span role) {
    struct saying saying = {.announced = false};
    for (struct span word = words_next(&text); word.ptr; word = words_next(&text)) {
        if (is_role(word, role) && !saying.joined && ends_so(text, saying.announced)) {
            return true;
        }
        say(&saying, word);
    }
    return false;
}

/* "Margins of all customers (admin)", "[admins] List users", "Admin: list users". */
static bool marked_so(struct span text, struct span role) {
    size_t colon = span_find_byte(text, ':');
    if (colon != SIZE_MAX && is_role(span_trim(span_slice(text, 0, colon)), role)) {
        return true;
    }
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] != '(' && text.ptr[at] != '[') {
            continue;
        }
        struct span inner = span_from_index(text, at + 1);
        size_t end = span_find_byte(inner, text.ptr[at] == '(' ? ')' : ']');
        if (end != SIZE_MAX && is_role(span_trim(span_slice(inner, 0, end)), role) &&
            !MUTANT(marks_unread)) {
            return true;
        }
    }
    return false;
}

static bool is_meant(const struct operation *operation, struct span role) {
    struct span description = node_text(node_get(operation->written, SPAN("description")));
    return says_so(operation, role) || marked_so(operation->summary, role) ||
           sentence_says_so(operation->summary, role) || sentence_says_so(description, role);
}

bool meant_for_administrators(const struct operation *operation) {
    return is_meant(operation, SPAN(""));
}

bool meant_for_role(const struct operation *operation, struct span role) {
    return role.len && is_meant(operation, role);
}

struct span meant_place(struct span path) {
    struct span rest = path, found = SPAN("");
    while (rest.ptr) {
        struct span segment = span_cut(&rest, '/');
        if (words_listed(segment, OPEN_TO_ALL)) {
            return SPAN("");
        }
        if (!found.len && words_listed(segment, PLACES)) {
            found = span_slice(path, 0, (size_t)(segment.ptr - path.ptr) + segment.len);
        }
    }
    return found;
}

bool meant_for_few(struct span path) {
    return words_any(uri_last_segment(uri_without_slash(path)), FEW) && !MUTANT(few_unread);
}

bool meant_for_all(struct span path) {
    struct span last = uri_last_segment(uri_without_slash(path));
    return words_any(path, OPEN_TO_ALL) || words_any(path, OFTEN_OPEN) ||
           (words_listed(words_last(last), ONES_OWN) && !MUTANT(ones_own_unread));
}
