/* SPDX-License-Identifier: Apache-2.0 */
/* A filter for django_passwords.py: "STORED<tab>PASSWORD" a line, "fits", "no" or the error's words
 * a line. */
#include "token/password.h"

#include <stdio.h>

static const char *judge(struct span stored, struct span text) {
    struct password password;
    bool fits = false;
    enum err err = password_read(stored, &password);
    err = err == OK ? password_fits(&password, text, &fits) : err;
    if (err == OK && password.kind == PASSWORD_UNUSABLE && password_burn(&password, text) != OK) {
        return "not burnt";
    }
    return err != OK ? err_words(err) : fits ? "fits" : "no";
}

int main(void) {
    char line[8192];
    while (fgets(line, sizeof(line), stdin)) {
        struct span rest = span_from(line), text;
        rest.len -= rest.len && rest.ptr[rest.len - 1] == '\n';
        struct span stored = span_cut(&rest, '\t');
        text = rest;
        puts(judge(stored, text));
    }
    return 0;
}
