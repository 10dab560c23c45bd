/* SPDX-License-Identifier: Apache-2.0 */
/* Reading where Redis is, and what becomes of requests when it is not. */
#include "policy/config_redis.h"

static const char *const NAMES[] = {"address", "key",      "password", "username",
                                    "prefix",  "database", "patience", "on_failure"};
static const char *const FAILURES[] = {"refuse", "last-known"};

enum { PATIENCE = 5, PATIENCE_MOST = 3600, DATABASES_MOST = 65535, PREFIX_BYTES = 64 };

/* "unix:/run/redis.sock", "127.0.0.1:6379", "[::1]:6379": an address, so that nothing has to be
 * looked up first. */
static bool is_address(struct span text) {
    size_t colon = 0;
    uint64_t port;
    if (span_starts(text, SPAN("unix:"))) {
        return text.len > 5;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool sound = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
                     c == '.' || c == ':' || c == '[' || c == ']';
        if (!sound) {
            return false;
        }
        colon = c == ':' ? i : colon;
    }
    return colon > 0 && span_to_u64(span_from_index(text, colon + 1), &port) && port > 0 &&
           port <= 65535;
}

static bool is_prefix(struct span text) {
    bool sound = text.len > 0 && text.len <= PREFIX_BYTES;
    for (size_t i = 0; sound && i < text.len; i++) {
        sound = text.ptr[i] > ' ' && text.ptr[i] <= '~';
    }
    return sound;
}

static void check(const struct member_reader *reader, const struct node *node,
                  const struct config_redis *redis) {
    if (!is_address(redis->address)) {
        MEMBER_FAULT(reader,
                     node_get(node, SPAN("address")) ? node_get(node, SPAN("address")) : node,
                     "'address' of redis must be unix:PATH, or an IP address with a port, like "
                     "127.0.0.1:6379");
    }
    if (!redis->key.len) {
        MEMBER_FAULT(reader, node,
                     "redis needs a 'key': a file with a secret of 32 bytes or more, the same for "
                     "all guards");
    }
    if (!is_prefix(redis->prefix)) {
        MEMBER_FAULT(reader, node_get(node, SPAN("prefix")),
                     "'prefix' must be a word of printable ASCII, %d bytes at most", PREFIX_BYTES);
    }
    if (!redis->patience) {
        MEMBER_FAULT(reader, node_get(node, SPAN("patience")),
                     "'patience' must be at least one second");
    }
}

void config_redis_read(const struct member_reader *reader, const struct node *node,
                       struct config_redis *out) {
    unsigned failure = 0;
    *out = (struct config_redis){
        .node = node,
        .address = SPAN(""),
        .prefix = SPAN("postern"),
        .patience = PATIENCE,
    };
    if (!node || !member_check(reader, node, "redis", NAMES, sizeof(NAMES) / sizeof(*NAMES))) {
        return;
    }
    member_text(reader, node, "address", &out->address);
    member_text(reader, node, "key", &out->key);
    member_text(reader, node, "password", &out->password);
    member_text(reader, node, "username", &out->username);
    member_text(reader, node, "prefix", &out->prefix);
    member_number(reader, node, "database", DATABASES_MOST, &out->database);
    member_number(reader, node, "patience", PATIENCE_MOST, &out->patience);
    member_choice(reader, node, "on_failure", FAILURES, 2, &failure);
    out->goes_on_blind = failure == 1;
    check(reader, node, out);
}
