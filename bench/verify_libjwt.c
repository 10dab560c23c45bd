/* SPDX-License-Identifier: Apache-2.0 */
/* libjwt's verifications of one token a second of processor time, issuer, audience and expiry
 * checked: verify-libjwt TOKEN ALG KEY SECONDS. */
#include <jwt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUND = 200 };

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int is(jwt_t *jwt, const char *claim, const char *wanted) {
    const char *value = jwt_get_grant(jwt, claim);
    return value && strcmp(value, wanted) == 0;
}

/* This version of the library leaves claims to its user: the same ones as ours. */
static int once(const char *token, jwt_alg_t alg, const unsigned char *key, int len) {
    jwt_t *jwt = NULL;
    if (jwt_decode(&jwt, token, key, len) != 0) {
        return 0;
    }
    int sound = jwt_get_alg(jwt) == alg && is(jwt, "iss", "https://issuer.example") &&
                is(jwt, "aud", "bench") && jwt_get_grant_int(jwt, "exp") > 1700000000 &&
                jwt_get_grant_int(jwt, "nbf") <= 1700000000;
    jwt_free(jwt);
    return sound;
}

int main(int argc, char **argv) {
    static unsigned char key[1 << 16];
    FILE *file = argc == 5 ? fopen(argv[3], "rb") : NULL;
    if (!file) {
        (void)fputs("verify-libjwt TOKEN ALG KEY SECONDS\n", stderr);
        return 2;
    }
    int len = (int)fread(key, 1, sizeof(key) - 1, file);
    (void)fclose(file);
    jwt_alg_t alg = jwt_str_alg(argv[2]);
    double start = seconds(), most = strtod(argv[4], NULL), spent = 0;
    size_t done = 0;
    while (spent < most) {
        for (int i = 0; i < ROUND; i++) {
            if (!once(argv[1], alg, key, len)) {
                (void)fputs("verify-libjwt: refused\n", stderr);
                return 1;
            }
        }
        done += ROUND;
        spent = seconds() - start;
    }
    (void)printf("%.0f\n", (double)done / spent);
    return 0;
}
