/* SPDX-License-Identifier: Apache-2.0 */
/* The larger of two clocks' readings. */
#include "guard/steady.h"

#include "base/mutant.h"

int64_t steady_time(struct steady *steady, int64_t unix_s, uint64_t now_ns) {
    int64_t now_s = (int64_t)(now_ns / 1000000000), ahead = unix_s - now_s;
    if (!steady->seen_s || ahead > steady->ahead_s) {
        steady->ahead_s = ahead;
    }
    int64_t time = steady->ahead_s + now_s;
    time = time > steady->seen_s ? time : steady->seen_s;
    /* The two clocks do not tick together: a second apart is the same. */
    time = unix_s + 1 >= time || MUTANT(time_goes_back) ? unix_s : time;
    time = time < steady->seen_s && !MUTANT(time_goes_back) ? steady->seen_s : time;
    steady->seen_s = time;
    steady->behind_s = time - unix_s;
    return time;
}
