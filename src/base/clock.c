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

const char *clock_iso(int64_t seconds, char out[CLOCK_ISO_SIZE]) {
    time_t when = (time_t)seconds;
    struct tm parts;
    enum { YEAR_1000 = 1000 - 1900, YEAR_9999 = 9999 - 1900 }; /* as tm counts: four digits */
    if (!gmtime_r(&when, &parts) || parts.tm_year < YEAR_1000 || parts.tm_year > YEAR_9999 ||
        strftime(out, CLOCK_ISO_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        out[0] = '\0';
    }
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
