/* SPDX-License-Identifier: Apache-2.0 */
/* Reading X-Forwarded-For from its end. */
#include "guard/limits/client.h"

#include "base/mutant.h"

#include <arpa/inet.h>

enum { ADDRESS_BYTES = 64, NETWORK_BYTES = 8, HOPS_MOST = 32 };

/* What stands before a port, without brackets and zone. */
static struct span bare(struct span text) {
    struct span rest = text;
    if (span_starts(text, SPAN("["))) {
        rest = span_from_index(text, 1);
        text = span_cut(&rest, ']');
        return !rest.ptr || (rest.len && rest.ptr[0] != ':') ? SPAN("") : span_cut(&text, '%');
    }
    struct span host = span_cut(&rest, ':');
    bool has_port =
        rest.ptr && span_find_byte(rest, ':') == SIZE_MAX && span_find_byte(host, '.') != SIZE_MAX;
    return has_port ? host : span_cut(&text, '%');
}

static void set_four(const unsigned char four[4], struct client *out) {
    memset(out->network, 0, 10);
    memset(out->network + 10, 0xff, 2);
    memcpy(out->network + 12, four, 4);
}

static bool holds_four(const unsigned char six[16]) {
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const unsigned char translated[12] = {0, 0x64, 0xff, 0x9b};
    return !MUTANT(mapped_apart) && (memcmp(six, mapped, sizeof(mapped)) == 0 ||
                                     memcmp(six, translated, sizeof(translated)) == 0);
}

bool client_read(struct span text, struct client *out) {
    char copy[ADDRESS_BYTES] = "";
    unsigned char bytes[16];
    struct span address = bare(span_trim(text));
    *out = (struct client){0};
    if (!address.len || address.len >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, address.ptr, address.len);
    if (inet_pton(AF_INET, copy, bytes) == 1) {
        set_four(bytes, out);
    } else if (inet_pton(AF_INET6, copy, bytes) != 1) {
        return false;
    } else if (holds_four(bytes)) {
        set_four(bytes + 12, out);
    } else {
        memcpy(out->network, bytes, MUTANT(address_whole) ? 16 : NETWORK_BYTES);
    }
    out->known = true;
    return true;
}

static bool is_proxy(const struct client *client, const struct member_texts *proxies) {
    for (size_t i = 0; i < proxies->n; i++) {
        struct client proxy;
        if (client_read(proxies->at[i], &proxy) &&
            memcmp(proxy.network, client->network, sizeof(proxy.network)) == 0) {
            return true;
        }
    }
    return false;
}

/* Cuts off what stands behind the last comma. */
static struct span last_of(struct span *list) {
    size_t at = list->len;
    while (at > 0 && list->ptr[at - 1] != ',') {
        at--;
    }
    struct span last = span_from_index(*list, at);
    *list = span_slice(*list, 0, at ? at - 1 : 0);
    return last;
}

void client_of(const struct fields *fields, const struct member_texts *proxies,
               struct client *out) {
    static const struct span name = SPAN_INIT("X-Forwarded-For");
    size_t n = 0, hops = 0;
    *out = (struct client){0};
    while (fields_get_nth(fields, name, n).ptr) {
        n++;
    }
    while (n-- > 0) {
        struct span list = fields_get_nth(fields, name, n);
        while (list.len && hops++ < HOPS_MOST) {
            struct span hop = MUTANT(first_address) ? span_cut(&list, ',') : last_of(&list);
            if (!client_read(hop, out) || !is_proxy(out, proxies)) {
                return; /* unreadable: it is not for whoever stands before it to say */
            }
        }
    }
}
