/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers for schemas, between their bounds. */
#include "scan/build/build_value.h"

#include <math.h>
#include <stdlib.h>

static bool number_of(const struct node *node, double *out) {
    struct span digits = node_number(node);
    char text[64];
    if (digits.len == 0 || digits.len >= sizeof(text)) {
        return false;
    }
    memcpy(text, digits.ptr, digits.len);
    text[digits.len] = '\0';
    *out = strtod(text, NULL);
    return isfinite(*out);
}

struct bounds {
    double low, high, step;
    bool low_open, high_open;
};

/* exclusiveMinimum is a flag beside minimum up to 3.0, and a bound of its own in 3.1. */
static void read_bounds(const struct schema_view *view, bool whole, struct bounds *b) {
    double value;
    *b = (struct bounds){-HUGE_VAL, HUGE_VAL, whole ? 1 : 0, false, false};
    if (number_of(schema_get(view, SPAN("minimum")), &value)) {
        b->low = value;
        b->low_open = schema_flag(view, SPAN("exclusiveMinimum"));
    }
    if (number_of(schema_get(view, SPAN("maximum")), &value)) {
        b->high = value;
        b->high_open = schema_flag(view, SPAN("exclusiveMaximum"));
    }
    if (number_of(schema_get(view, SPAN("exclusiveMinimum")), &value) && value >= b->low) {
        b->low = value;
        b->low_open = true;
    }
    if (number_of(schema_get(view, SPAN("exclusiveMaximum")), &value) && value <= b->high) {
        b->high = value;
        b->high_open = true;
    }
    if (number_of(schema_get(view, SPAN("multipleOf")), &value) && value > 0) {
        b->step = whole && value != floor(value) ? 1 : value;
    }
}

static bool inside(const struct bounds *b, double value) {
    bool above = b->low_open ? value > b->low : value >= b->low;
    bool below = b->high_open ? value < b->high : value <= b->high;
    return above && below;
}

/* The candidate itself, or the nearest multiples of the step. */
static bool settle(const struct bounds *b, double candidate, double *out) {
    double step = b->step > 0 ? b->step : 0;
    static const int nearest_first[] = {0, 1, -1};
    for (size_t i = 0; i < 3; i++) {
        *out = step > 0 ? (ceil(candidate / step) + nearest_first[i]) * step : candidate;
        if (inside(b, *out)) {
            return true;
        }
    }
    return false;
}

static bool pick(const struct bounds *b, double preferred, double *out) {
    if (settle(b, preferred, out) || (isfinite(b->low) && settle(b, b->low, out)) ||
        (isfinite(b->high) && settle(b, b->high, out))) {
        return true;
    }
    if (isfinite(b->low) && isfinite(b->high)) {
        return settle(b, b->low + (b->high - b->low) / 2, out);
    }
    return settle(b, isfinite(b->low) ? b->low + 1 : b->high - 1, out);
}

enum err value_digits(struct value_maker *maker, const struct schema_view *view, bool whole,
                      struct span *out) {
    struct bounds bounds;
    double value;
    read_bounds(view, whole, &bounds);
    *out = (struct span){NULL, 0};
    if (!pick(&bounds, 1.0 + (double)maker->variant, &value)) {
        maker->reason = SPAN("no number lies between minimum and maximum");
        return OK;
    }
    bool small = fabs(value) < 9.0e15;
    *out = small && value == floor(value)
               ? arena_printf(maker->arena, "%lld", (long long)value)
               : arena_printf(maker->arena, whole ? "%.0f" : "%.15g", value);
    return out->ptr ? OK : ERR_MEMORY;
}
