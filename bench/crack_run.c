/* SPDX-License-Identifier: Apache-2.0 */
/* Runs "token crack" by itself, for the benchmark. */
#include "cli/cmd_token_crack.h"

int main(int argc, char **argv) {
    static const volatile sig_atomic_t stop;
    return cmd_token_crack(&(struct verb_call){argc - 1, argv + 1, &stop});
}
