/* SPDX-License-Identifier: Apache-2.0 */
/* Guesses: candidates made from what the token says and where it is used. */
#ifndef POSTERN_TOKEN_CRACK_GUESS_H
#define POSTERN_TOKEN_CRACK_GUESS_H

#include "base/vec.h"
#include "token/crack.h"
#include "token/jws.h"

enum { CRACK_GUESS_PIECES = 48 }; /* names taken from a token at the most */

struct crack_guesses {
    VEC(struct span) names;  /* issuer, audience, subject, host name, and their parts */
    VEC(struct span) joined; /* names with what people put before and behind */
};

/* jws: its header and payload are read (payload_node may be NULL). host: of the target, or empty.
 * Errors: ERR_MEMORY. */
NODISCARD enum err crack_guess(struct arena *arena, const struct jws *jws, struct span host,
                               struct crack_guesses *out);

/* What a token gives to crack. Errors: ERR_UNSUPPORTED (alg is none of HS256, HS384, HS512),
 * ERR_INVALID (the signature has another length than alg says). */
NODISCARD enum err crack_target_of(const struct jws *jws, struct crack_target *out);

/* The sources that need no file: the known list and the guesses, with rules or, when rules
 * is false, as they are. Returns how many of the CRACK_BUILT_IN were written to out. */
enum { CRACK_BUILT_IN = 3 };
size_t crack_built_in(const struct crack_guesses *guesses, bool rules,
                      struct crack_source out[CRACK_BUILT_IN]);

/* Short secrets, every one of them: as many as a scan has time for (all digits to 7, small letters
 * to 4: 12 million), or as who cracks one token has (to 8 and 6: 430 million). To stand last among
 * the sources. Returns how many of the CRACK_SPACES were written to out. */
enum crack_patience { CRACK_IN_PASSING = 0, CRACK_PATIENT };
enum { CRACK_SPACES = 2 };
size_t crack_spaces(enum crack_patience patience, struct crack_source out[CRACK_SPACES]);

#endif
