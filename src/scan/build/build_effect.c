/* SPDX-License-Identifier: Apache-2.0 */
/* Reads that write: some GETs say by their names that they change things. */
#include "scan/build/build_effect.h"

#include "base/mutant.h"
#include "text/words.h"

/* Nobody calls a thing so; "orders/created" is a list, "orders/create" is not. */
static const struct span VERBS = SPAN_INIT(
    " create delete destroy drop erase wipe purge truncate reset clear flush remove kill "
    "terminate shutdown reboot restart logout logoff signout send resend notify unpublish "
    "populate init initialize initialise reinit reseed uninstall migrate rebuild reindex "
    "regenerate rotate "
    "revoke cancel approve reject accept decline activate deactivate enable disable "
    "subscribe unsubscribe execute update modify add insert upsert save submit withdraw "
    "unlike unfollow increment decrement toggle rollback deploy undeploy ban unban unblock "
    "unlock promote demote grant assign unassign invalidate ");

/* A verb where it stands behind an object: "/jobs/{id}/run". */
static const struct span VERBS_BEHIND =
    SPAN_INIT(" start stop run pause resume trigger publish block like follow vote mark sync pay "
              "restore seed ");

/* What runs, if it is told to: "/jobs/run". */
static const struct span RUNNERS = SPAN_INIT(" job jobs task tasks cron crons migration migrations "
                                             "script scripts command commands build builds "
                                             "pipeline pipelines worker workers db database ");

/* With one of these as the last word, it is a thing: "/update-history", "/reset/status". */
static const struct span THINGS = SPAN_INIT(
    " history histories request requests reason reasons log logs status statuses stat stats "
    "statistic statistics report reports option options policy policies template templates "
    "setting settings config configuration count counts info information queue queues "
    "summary schedule schedules form forms type types key keys event events notification "
    "notifications list rule rules example examples hint hints ");

/* What is made of one verb and one of these without a gap: "createdb", "resetdata". */
static const struct span OBJECTS =
    SPAN_INIT(" db dbs database databases data table tables schema all cache users everything ");

static const struct span SUMMARY_VERBS = SPAN_INIT(
    " creates deletes destroys drops erases wipes purges truncates resets clears flushes "
    "removes kills terminates reboots restarts sends resends populates initializes "
    "initialises uninstalls migrates rebuilds regenerates rotates revokes cancels approves "
    "rejects activates deactivates enables disables unsubscribes executes invalidates "
    "triggers starts stops ");

/* So begin the names and summaries of what only reads. */
static const struct span READS = SPAN_INIT(
    " get gets list lists read reads retrieve retrieves show shows find finds fetch fetches "
    "return returns check checks view download describe ");

/* Their last words tell nothing: generators put the method there. */
static const struct span GENERATED = SPAN_INIT(" list retrieve read get head ");

static bool is_joined(struct span word) {
    for (size_t cut = 2; cut + 2 <= word.len; cut++) {
        struct span front = span_slice(word, 0, cut), back = span_from_index(word, cut);
        if ((words_listed(back, OBJECTS) && words_listed(front, VERBS)) ||
            (words_listed(front, OBJECTS) && words_listed(back, VERBS))) {
            return true;
        }
    }
    return false;
}

/* "sign-out" and "log-out" are two words. */
static bool is_leaving(struct span first, struct span last) {
    return words_listed(first, SPAN(" log logs sign signs ")) &&
           words_listed(last, SPAN(" out off "));
}

/* How surely a name orders something. A verb at the end may be a thing all the same:
 * "check_for_update". */
enum order { ORDER_NONE = 0, ORDER_MAYBE, ORDER_SURELY };

static enum order order_in(struct span segment) {
    struct span first = words_first(segment), last = words_last(segment);
    if (!first.ptr || words_listed(last, THINGS)) {
        return ORDER_NONE;
    }
    if (words_listed(first, VERBS) || is_joined(first) ||
        (is_joined(last) && !MUTANT(joined_last_unread)) || is_leaving(first, last)) {
        return ORDER_SURELY;
    }
    return words_listed(last, VERBS) ? ORDER_MAYBE : ORDER_NONE;
}

static bool is_parameter(struct span segment) {
    uint64_t number;
    return span_find_byte(segment, '{') != SIZE_MAX || span_to_u64(segment, &number);
}

static enum order order_of_path(struct span path) {
    struct span last = {NULL, 0}, end = {NULL, 0};
    bool behind = false, alone = false, runs = false;
    while (path.ptr) {
        struct span segment = span_cut(&path, '/');
        if (!segment.len) {
            continue;
        }
        if (!is_parameter(segment)) {
            behind = is_parameter(end);
            runs = words_listed(words_last(end), RUNNERS);
            alone |= words_first(segment).len == segment.len && words_listed(segment, VERBS);
            last = segment;
        }
        end = segment;
    }
    if (alone && !words_listed(words_last(last), THINGS)) {
        return ORDER_SURELY;
    }
    if (last.ptr !=
        end.ptr) { /* "/deletes/{id}": what has parts is a thing, unless the verb leads */
        enum order order = order_in(last);
        return order == ORDER_SURELY ? order : ORDER_NONE;
    }
    bool ends_so = (behind || runs) && last.ptr == end.ptr && words_listed(last, VERBS_BEHIND);
    return ends_so ? ORDER_MAYBE : order_in(last);
}

bool build_is_read(struct span method) {
    return span_equal(method, SPAN("GET")) || span_equal(method, SPAN("HEAD")) ||
           span_equal(method, SPAN("OPTIONS")) || span_equal(method, SPAN("TRACE")) ||
           span_equal(method, SPAN("QUERY"));
}

bool build_path_has_effect(struct span path) {
    return order_of_path(path) != ORDER_NONE;
}

/* What the author called it: the part behind the last dot, or behind the controller's name. */
static bool id_has_effect(struct span id) {
    size_t cut = 0;
    for (size_t i = 0; i < id.len; i++) {
        bool controller = id.ptr[i] == '_' && span_ends(span_slice(id, 0, i), SPAN("Controller"));
        cut = id.ptr[i] == '.' || controller ? i + 1 : cut;
    }
    struct span name = span_from_index(id, cut), last = words_last(name);
    return words_listed(words_first(name), VERBS) &&
           (!words_listed(last, THINGS) || MUTANT(things_of_ids_unread)) &&
           !words_listed(last, GENERATED);
}

static bool summary_has_effect(struct span summary) {
    struct span rest = summary, first = words_next(&rest), second = words_next(&rest);
    bool method = first.len > 1 && first.ptr[1] >= 'A' && first.ptr[1] <= 'Z'; /* "DELETE is …" */
    return words_listed(first, SUMMARY_VERBS) ||
           (words_listed(first, VERBS) && !method && !words_listed(second, THINGS) &&
            !MUTANT(orders_in_summaries_unread)) ||
           is_leaving(first, second);
}

bool build_has_effect(const struct operation *operation) {
    bool read =
        span_equal(operation->method, SPAN("GET")) || span_equal(operation->method, SPAN("HEAD"));
    enum order order = read ? order_of_path(operation->path) : ORDER_NONE;
    bool told = words_listed(words_first(operation->id), READS) ||
                words_listed(words_last(operation->id), GENERATED) ||
                words_listed(words_first(operation->summary), READS);
    return read && !MUTANT(reads_harmless) &&
           (order == ORDER_SURELY || (order == ORDER_MAYBE && !told) ||
            id_has_effect(operation->id) || summary_has_effect(operation->summary));
}
