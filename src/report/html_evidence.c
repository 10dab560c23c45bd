/* SPDX-License-Identifier: Apache-2.0 */
/* The exchanges that show a finding: controls on one side, attacks on the other. */
#include "report/html_difference.h"
#include "report/html_parts.h"

enum { SCRATCH = 64 << 20 };

static bool is_attack(const struct evidence *shown) {
    return span_equal(shown->what, SPAN("attack"));
}

/* When it was asked is no difference: the other's Date is written as the one's. */
static struct span value_of(const struct field *field, const struct response *as) {
    struct span date = fields_get(&as->fields, SPAN("Date"));
    return date.ptr && span_equal_nocase(field->name, SPAN("Date")) ? date : field->value;
}

static void head_of(struct buf *out, const struct response *response, const struct response *as) {
    VEC_EACH(const struct field, field, &response->fields) {
        buf_add(out, field->name);
        buf_text(out, ": ");
        buf_add(out, value_of(field, as));
        buf_byte(out, '\n');
    }
}

/* Header and body, what the other answer has not marked. */
static void answer(struct buf *out, const struct response *mine, const struct response *other) {
    ARENA_SCOPE scratch;
    BUF_SCOPE head = {0}, other_head = {0};
    arena_init(&scratch, SCRATCH);
    head_of(&head, mine, mine);
    head_of(&other_head, other ? other : mine, mine);
    buf_text(out, "<pre>");
    html_difference(out, &scratch, buf_span(&head), buf_span(&other_head));
    buf_byte(out, '\n');
    html_difference(out, &scratch, mine->body, other ? other->body : mine->body);
    buf_text(out, mine->cut ? "\n[\xE2\x80\xA6]</pre>" : "</pre>");
}

static void card(struct buf *out, const struct evidence *shown, const struct evidence *other) {
    const struct response *mine = &shown->exchange.response;
    const struct response *theirs = other ? &other->exchange.response : NULL;
    bool differs = theirs && (theirs->wire != mine->wire || theirs->status != mine->status);
    buf_text(out, "<p>");
    html_escape(out, shown->label);
    buf_text(out, differs ? ": <mark>" : ": ");
    if (mine->wire == WIRE_OK) {
        buf_printf(out, "<b>%d</b>", mine->status);
    } else {
        html_escape_text(out, wire_words(mine->wire));
    }
    buf_text(out, differs ? "</mark></p>" : "</p>");
    if (shown->curl.len) {
        buf_text(out, "<div class=\"curl\"><pre tabindex=\"0\">");
        html_escape(out, shown->curl);
        buf_text(out, "</pre><button type=\"button\" class=\"copy\">Copy</button></div>");
    }
    if (mine->wire == WIRE_OK) {
        answer(out, mine, theirs && theirs->wire == WIRE_OK ? theirs : NULL);
    }
}

/* An attack is held against the control that was answered with the same status, else the first; a
 * control against the first attack. */
static const struct evidence *counterpart(const struct finding *finding,
                                          const struct evidence *shown) {
    const struct evidence *first = NULL;
    VEC_EACH(const struct evidence, other, &finding->evidence) {
        if (is_attack(other) == is_attack(shown)) {
            continue;
        }
        if (!is_attack(shown) ||
            other->exchange.response.status == shown->exchange.response.status) {
            return other;
        }
        first = first ? first : other;
    }
    return first;
}

static void side(struct buf *out, const struct finding *finding, bool attacks) {
    buf_printf(out, "<div><h4>%s</h4>", attacks ? "Attack" : "Control");
    VEC_EACH(const struct evidence, shown, &finding->evidence) {
        if (is_attack(shown) == attacks) {
            card(out, shown, counterpart(finding, shown));
        }
    }
    buf_text(out, "</div>");
}

void html_evidence(const struct html_page *page, const struct finding *finding) {
    if (!finding->evidence.n) {
        return;
    }
    buf_text(page->out, "<dt>Shown by</dt><dd><div class=\"beside\">");
    side(page->out, finding, false);
    side(page->out, finding, true);
    buf_text(page->out, "</div><p class=\"soft\">Marked: what the answer on the other side has "
                        "not.</p></dd>\n");
}
