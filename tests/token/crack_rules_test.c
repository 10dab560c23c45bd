/* SPDX-License-Identifier: Apache-2.0 */
/* Rules: what each makes of a word, and that none writes more than it may. */
#include "token/crack_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* The variant that the rule of that name makes; false: none. */
static bool makes(const char *name, struct span word, struct span expected) {
    size_t count;
    const struct crack_rule *rules = crack_rules_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rules[i].name, name) == 0) {
            char out[512];
            assert_true(crack_rule_room(word.len) <= sizeof(out));
            size_t len = rules[i].apply(&rules[i], word, 2026, out);
            return len == expected.len && memcmp(out, expected.ptr, len) == 0;
        }
    }
    fail_msg("there is no rule '%s'", name);
    return false;
}

#define MAKES(name, word, expected) assert_true(makes(name, SPAN(word), SPAN(expected)))
#define MAKES_NOTHING(name, word) assert_true(makes(name, SPAN(word), SPAN("")))

static void rules_make_what_they_say(void **state) {
    (void)state;
    MAKES("as it is", "secret", "secret");
    MAKES("in lower case", "SeCrEt1", "secret1");
    MAKES_NOTHING("in lower case", "secret1");
    MAKES("in upper case", "secret1", "SECRET1");
    MAKES_NOTHING("in upper case", "SECRET1");
    MAKES("with a capital", "secret", "Secret");
    MAKES_NOTHING("with a capital", "Secret");
    MAKES("with a line feed behind", "secret", "secret\n");
    MAKES("with \"123\" behind", "secret", "secret123");
    MAKES("with a year behind", "secret", "secret2026");
    MAKES("with signs for letters", "Password", "P@$$w0rd");
    MAKES("with digits for letters", "secret", "53cr37");
    MAKES("twice", "ab", "abab");
    MAKES("repeated to 32 bytes", "secret", "secretsecretsecretsecretsecretsecret");
    MAKES("backwards", "secret", "terces");
    MAKES("in UTF-16", "key", "k\0e\0y\0");
    MAKES("in double quotes", "secret", "\"secret\"");
    MAKES("with \"django-insecure-\" before", "x", "django-insecure-x");
}

static void encoded_secrets_are_decoded(void **state) {
    (void)state;
    MAKES("base64 decoded", "c2VjcmV0", "secret");
    MAKES("base64 decoded", "c2VjcmV0cw==", "secrets");
    MAKES("base64 decoded", "c2VjcmV0cw", "secrets");
    MAKES("base64 decoded", "-_-_", "\xfb\xff\xbf");
    MAKES("base64 decoded", "+/+/", "\xfb\xff\xbf");
    MAKES_NOTHING("base64 decoded", "not base64!");
    MAKES_NOTHING("base64 decoded", "====");
    MAKES_NOTHING("base64 decoded", "c2VjcmV0===");
    MAKES("base64 decoded, whole groups", "secret", "\xb1\xe7\x2b");
    MAKES_NOTHING("base64 decoded, whole groups", "c2VjcmV0");
    MAKES("hex decoded",
          "73656372657a"
          "",
          "\x73\x65\x63\x72\x65\x7a");
    MAKES("hex decoded", "DEADbeef", "\xde\xad\xbe\xef");
    MAKES_NOTHING("hex decoded", "abc");
    MAKES_NOTHING("hex decoded", "zz");
}

/* On the heap and just as large as promised, so that the sanitizer sees a byte too many. */
static void no_rule_exceeds_its_room(void **state) {
    (void)state;
    size_t count;
    const struct crack_rule *rules = crack_rules_list(&count);
    for (size_t len = 1; len < 300; len++) {
        char *word = malloc(len), *out = malloc(crack_rule_room(len));
        memset(word, 'a', len);
        for (size_t i = 0; i < count; i++) {
            size_t made = rules[i].apply(&rules[i], (struct span){word, len}, 2026, out);
            assert_true(made <= crack_rule_room(len));
        }
        free(word);
        free(out);
    }
}

static void the_word_itself_comes_first(void **state) {
    (void)state;
    size_t count;
    const struct crack_rule *rules = crack_rules_list(&count);
    assert_string_equal(rules[0].name, "as it is");
    for (size_t i = 1; i < count; i++) {
        assert_true(rules[i].level > CRACK_RULES_NONE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_make_what_they_say),
        cmocka_unit_test(encoded_secrets_are_decoded),
        cmocka_unit_test(no_rule_exceeds_its_room),
        cmocka_unit_test(the_word_itself_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
