/* SPDX-License-Identifier: Apache-2.0 */
/* The system's clocks. */
#define _GNU_SOURCE
#include "base/clock.h"

#include <stdio.h>
#include <time.h>

uint64_t clock_ns(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t clock_unix(void) {
    return (int64_t)time(NULL);
}

static void put(char *to, int number) {
    to[0] = (char)('0' + number / 10 % 10);
    to[1] = (char)('0' + number % 10);
}

const char *clock_iso(int64_t seconds, char out[CLOCK_ISO_SIZE]) {
    time_t when = (time_t)seconds;
    struct tm parts;
    enum { YEAR_1000 = 1000 - 1900, YEAR_9999 = 9999 - 1900 }; /* as tm counts: four digits */
    if (!gmtime_r(&when, &parts) || parts.tm_year < YEAR_1000 || parts.tm_year > YEAR_9999) {
        out[0] = '\0';
        return out;
    }
    memcpy(out, "0000-00-00T00:00:00Z", 21);
    put(out, (parts.tm_year + 1900) / 100);
    put(out + 2, (parts.tm_year + 1900) % 100);
    put(out + 5, parts.tm_mon + 1);
    put(out + 8, parts.tm_mday);
    put(out + 11, parts.tm_hour);
    put(out + 14, parts.tm_min);
    put(out + 17, parts.tm_sec);
    return out;
}

bool clock_from_iso(struct span text, int64_t *out) {
    char given[CLOCK_ISO_SIZE], again[CLOCK_ISO_SIZE];
    struct tm parts = {0};
    if (text.len >= sizeof(given)) {
        return false;
    }
    (void)snprintf(given, sizeof(given), "%.*s", SPAN_ARG(text));
    const char *end = strptime(given, "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (!end || *end) {
        return false;
    }
    *out = (int64_t)timegm(&parts);
    return strcmp(clock_iso(*out, again), given) == 0; /* the 30th of February is none */
}
