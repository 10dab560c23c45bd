/* SPDX-License-Identifier: Apache-2.0 */
/* For django_paths.py: templates as arguments, targets on standard input, a hexadecimal line each;
 * to standard output what a target is read as: "template PATH-IN-HEX", "- PATH-IN-HEX", or "!
 * fault". */
#include "base/io.h"
#include "policy/path.h"
#include "routes/routes.h"

#include <stdio.h>

static unsigned char digit(char c) {
    return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void judge(const struct routes *routes, struct span target) {
    struct path path;
    enum path_fault fault = path_read(target, &path);
    if (fault != PATH_SOUND) {
        printf("! %s\n", path_fault_name(fault));
        return;
    }
    const struct route *route = routes_find(routes, path_span(&path));
    printf("%s ", route ? (const char *)route_has(route, SPAN("GET")) : "-");
    for (size_t i = 0; i < path.len; i++) {
        printf("%02x", (unsigned)(unsigned char)path.bytes[i]);
    }
    putchar('\n');
}

int main(int argc, char **argv) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct routes routes = {.arena = &arena};
    for (int i = 1; i < argc; i++) {
        if (routes_add(&routes, span_from(argv[i]), SPAN("GET"), argv[i]) != OK) {
            return 2;
        }
    }
    routes_seal(&routes);
    struct span rest;
    if (io_read(&arena, "-", (size_t)64 << 20, &rest) != OK) {
        return 2;
    }
    while (rest.len) {
        struct span line = span_cut(&rest, '\n');
        static char target[PATH_BYTES * 2];
        size_t n = line.len / 2 < sizeof(target) ? line.len / 2 : sizeof(target);
        for (size_t i = 0; i < n; i++) {
            target[i] = (char)(digit(line.ptr[2 * i]) * 16 + digit(line.ptr[2 * i + 1]));
        }
        judge(&routes, (struct span){target, n});
    }
    return 0;
}
