/* SPDX-License-Identifier: Apache-2.0 */
/* Planted bugs: the build option "mutant" turns one on, and the test that tests/ROOM/mutants.txt
 * names must then fail. No release has any: without the option every use is the constant 0. */
#ifndef POSTERN_BASE_MUTANT_H
#define POSTERN_BASE_MUTANT_H

#ifndef POSTERN_MUTANT
#define POSTERN_MUTANT no
#endif

#define MUTANT_TEXT_(name) #name
#define MUTANT_TEXT(name) MUTANT_TEXT_(name)

/* Constant: 1 in a build that plants the bug of that name. tests/mutants holds the names to the
 * lists. */
#define MUTANT(name) (__builtin_strcmp(MUTANT_TEXT(POSTERN_MUTANT), #name) == 0)

/* Constant: 1 in a build with any bug. */
#define MUTANT_PLANTED (!MUTANT(no))

#endif
