/* SPDX-License-Identifier: Apache-2.0 */
/* cors-open: any web site may call the API in a user's name. */
#include "audit/judge.h"

#include "base/mutant.h"

static struct span without(struct span text, const char *start) {
    return span_starts(text, span_from(start)) ? span_from_index(text, strlen(start)) : text;
}

/* "^https://.*$": whatever stands behind the scheme. */
static bool fits_all(struct span pattern) {
    static const char *const starts[] = {"^", "(", "?:",  "https?", "http",
                                         "s", ")", "://", "\\w+://"};
    static const char *const all[] = {"", ".*", ".+", "(.*)", "(.+)", "[^/]+", "\\S+"};
    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
        pattern = without(pattern, starts[i]);
    }
    pattern.len -= span_ends(pattern, SPAN("$"));
    return span_is_one(pattern, all, sizeof(all) / sizeof(*all));
}

/* "^https://app\.example\.com": https://app.example.com.evil.org fits, too, since nothing says
 * where it ends. */
static bool goes_on(struct span pattern) {
    static const char *const ends[] = {"$", "\\Z", "\\z", "$)", "*", "+"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        if (span_ends(pattern, span_from(ends[i]))) {
            return false;
        }
    }
    return span_find(pattern, SPAN("://")) != SIZE_MAX && !MUTANT(pattern_ends);
}

static void check_patterns(struct judging *j, const char *name) {
    const struct value *all = judge_setting(j, name);
    bool credentials = judge_setting_unset(j, "CORS_ALLOW_CREDENTIALS") == TRUTH_YES;
    for (size_t i = 0; value_is(all, VALUE_SEQUENCE) && i < all->sequence->items.n; i++) {
        const struct value *item = all->sequence->items.at[i].value;
        bool text = value_is(item, VALUE_TEXT), any = text && fits_all(item->text);
        if (any || (text && goes_on(item->text))) {
            mend_never(judge_tell_setting(
                j, credentials ? SEVERITY_HIGH : SEVERITY_LOW, all, "%s: %.*s fits %s%s", name,
                SPAN_ARG(item->text),
                any ? "any web site" : "a web site whose name goes on behind it",
                credentials ? ", which may call the API with the user's credentials" : ""));
        }
    }
}

static void check(struct judging *j) {
    check_patterns(j, "CORS_ALLOWED_ORIGIN_REGEXES");
    check_patterns(j, "CORS_ORIGIN_REGEX_WHITELIST");
    static const char *const names[] = {"CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (judge_setting_unset(j, names[i]) == TRUTH_YES) {
            bool credentials = judge_setting_unset(j, "CORS_ALLOW_CREDENTIALS") == TRUTH_YES;
            struct finding *finding = judge_tell_setting(
                j, credentials ? SEVERITY_HIGH : SEVERITY_LOW, judge_setting(j, names[i]),
                "%s: any web site may call the API%s", names[i],
                credentials ? ", with the user's credentials" : "");
            mend_setting(j, finding, names[i], "False");
            mend_loses(finding, "web sites that CORS_ALLOWED_ORIGINS does not name");
        }
    }
}

const struct audit_rule rule_cors_open = {
    .record =
        {
            .id = "cors-open",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "Any web site may call the API in a user's name",
            .cwe = {"CWE-942"},
            .owasp = "API8:2023",
            .why = "With credentials allowed for every origin, a page that a user happens to visit "
                   "reads "
                   "and writes with his session.",
            .how = "CORS_ALLOW_ALL_ORIGINS (or CORS_ORIGIN_ALLOW_ALL) is on, or a pattern of "
                   "CORS_ALLOWED_ORIGIN_REGEXES fits every origin, or says nowhere where an origin "
                   "ends; high with CORS_ALLOW_CREDENTIALS, else low.",
            .fix = "CORS_ALLOWED_ORIGINS with the origins that need it.",
        },
    .check = check,
};
