/* SPDX-License-Identifier: Apache-2.0 */
/* The yardstick: a bare libcurl multi loop that sends one GET again and again. */
#define _POSIX_C_SOURCE 200809L
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_CONCURRENCY = 1024 };

static size_t count_bytes(char *bytes, size_t size, size_t count, void *user) {
    (void)bytes;
    *(size_t *)user += size * count;
    return size * count;
}

static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static CURL *new_handle(const char *url, size_t *bytes) {
    CURL *easy = curl_easy_init();
    if (!easy) {
        abort();
    }
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count_bytes);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, bytes);
    return easy;
}

/* Sends total requests, concurrency at a time; returns how many were answered. */
static unsigned long run(const char *url, unsigned long total, unsigned concurrency,
                         size_t *bytes) {
    CURLM *multi = curl_multi_init();
    CURL *handles[MOST_CONCURRENCY];
    unsigned long started = 0, answered = 0, ended = 0;
    (void)curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)concurrency);
    for (; started < concurrency && started < total; started++) {
        handles[started] = new_handle(url, bytes);
        (void)curl_multi_add_handle(multi, handles[started]);
    }
    unsigned long made = started;
    while (ended < total) {
        int running = 0, left = 0;
        (void)curl_multi_perform(multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            CURL *easy = message->easy_handle;
            answered += message->data.result == CURLE_OK;
            ended++;
            (void)curl_multi_remove_handle(multi, easy);
            if (started < total) {
                started++;
                (void)curl_multi_add_handle(multi, easy);
            }
        }
        if (ended < total) {
            (void)curl_multi_poll(multi, NULL, 0, 1000, NULL);
        }
    }
    for (unsigned long i = 0; i < made; i++) {
        curl_easy_cleanup(handles[i]);
    }
    (void)curl_multi_cleanup(multi);
    return answered;
}

int main(int count, char **words) {
    if (count != 4) {
        (void)fprintf(stderr, "usage: scan_bare URL REQUESTS CONCURRENCY\n");
        return 2;
    }
    unsigned long total = strtoul(words[2], NULL, 10);
    unsigned long concurrency = strtoul(words[3], NULL, 10);
    if (concurrency == 0 || concurrency > MOST_CONCURRENCY) {
        return 2;
    }
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
    size_t bytes = 0;
    double start = now();
    unsigned long answered = run(words[1], total, (unsigned)concurrency, &bytes);
    double seconds = now() - start;
    (void)printf("%.0f requests/s, %lu answered, %zu body bytes\n", (double)total / seconds,
                 answered, bytes);
    return answered == total ? 0 : 3;
}
