/* SPDX-License-Identifier: Apache-2.0 */
/* The options of "postern scan", one row each. */
#include "cli/scan_grammar.h"

#include "cli/option_rows.h"
#include "cli/project_options.h"
#include "cli/scan_arguments.h"

#define AT(field) offsetof(struct scan_arguments, field)

static const struct option options[] = {
    OPTION_HEADING("Target"),
    {"url", 0, OPTION_TEXT, AT(url), "URL", "where the API runs, with its base path if it has one"},
    {"identities", 'i', OPTION_TEXT, AT(identities), "FILE",
     "users of the target and their credentials (YAML or JSON)"},
    {"header", 'H', OPTION_LIST, AT(headers), "'NAME: VALUE'",
     "add a header to every request; a credential becomes the identity \"header\"; may be "
     "repeated"},
    {"param", 0, OPTION_LIST, AT(parameters), "NAME=VALUE",
     "use this value for parameters of that name; may be repeated"},
    {"traffic", 0, OPTION_TEXT, AT(traffic), "FILE",
     "fill parameters and bodies from the requests of a HAR file or an access log"},
    {"source", 0, OPTION_TEXT, AT(source), "DIR",
     "the target's Django source: names view and line of each finding, and asks what it lets "
     "everybody use and the contract hides"},
    {"settings", 0, OPTION_LIST, AT(settings), "MODULE",
     "with --source: the settings module that is deployed; may be repeated"},
    OPTION_HEADING("What is tested"),
    {"include", 0, OPTION_LIST, AT(include), "GLOB",
     "test only operations that fit, '/api/orders/**' or 'GET /api/*'; may be repeated"},
    {"exclude", 0, OPTION_LIST, AT(exclude), "GLOB",
     "leave operations out that fit; may be repeated"},
    {"shard", 0, OPTION_TEXT, AT(shard_text), "I/N",
     "test only the I-th of N shares of the operations; 'postern merge' puts the reports together"},
    OPTION_ONLY(AT(only)),
    OPTION_SKIP(AT(skip)),
    {"allow-writes", 0, OPTION_FLAG, AT(allow_writes), NULL,
     "send requests that may change the target's data where nothing else can tell"},
    {"quick", 0, OPTION_FLAG, AT(quick), NULL,
     "only controls, and the plainest attacks on a token's signature"},
    {"thorough", 0, OPTION_FLAG, AT(thorough), NULL,
     "all attacks on every operation, rather than once for each class of them"},
    {"dry-run", 0, OPTION_FLAG, AT(dry_run), NULL, "print the plan and send nothing to the API"},
    OPTION_HEADING("Tokens"),
    {"wordlist", 0, OPTION_LIST, AT(wordlists), "FILE",
     "guess the secrets of tokens from these words, too; may be repeated"},
    {"public-key", 0, OPTION_LIST, AT(public_keys), "FILE",
     "a key that the target verifies tokens with (JWK, JWKS, PEM or DER); may be repeated"},
    {"listen", 0, OPTION_TEXT, AT(listen), "ADDRESS[:PORT]",
     "where the target can fetch keys of ours (127.0.0.1)"},
    OPTION_HEADING("How it is sent"),
    {"rate", 0, OPTION_REAL, AT(rate), "N", "requests a second at the most; 0: no limit (100)"},
    {"concurrency", 0, OPTION_NUMBER, AT(concurrency), "N", "requests under way at once (16)"},
    {"timeout", 0, OPTION_REAL, AT(timeout), "SECONDS", "for one request (30)"},
    {"patience", 0, OPTION_REAL, AT(patience), "SECONDS",
     "wait that long, all in all, for throttling to pass and for tokens to expire (120)"},
    {"guesses", 0, OPTION_NUMBER, AT(guesses), "N",
     "try a login with that many wrong passwords, for a user that does not exist; 0: none (20)"},
    {"max-requests", 0, OPTION_NUMBER, AT(max_requests), "N",
     "send at most that many; 0: no limit (0)"},
    {"resume", 0, OPTION_TEXT, AT(resume), "FILE",
     "keep a journal there; a scan that ended early, or was killed, goes on with it"},
    {"proxy", 0, OPTION_TEXT, AT(proxy), "URL", "send everything through this proxy"},
    {"ca-file", 0, OPTION_TEXT, AT(ca_file), "FILE", "trust the certificates in it (PEM)"},
    {"insecure", 0, OPTION_FLAG, AT(insecure), NULL, "accept any certificate"},
    OPTION_HEADING("Project"),
    PROJECT_OPTIONS(AT(config), AT(no_config)),
    OPTION_HEADING("Report"),
    OPTION_FILES(AT(outputs)),
    OPTION_FORMAT(AT(format)),
    OPTION_FAIL_ON(AT(fail_on)),
    {"min-judged", 0, OPTION_REAL, AT(min_judged), "PERCENT",
     "exit with 3 when fewer of the operations that declare security were judged (95)"},
    {"incomplete-ok", 0, OPTION_FLAG, AT(incomplete_ok), NULL,
     "exit with 0 or 1 for what was judged, though the scan is incomplete"},
    OPTION_BASELINE(AT(baseline)),
    {"verbose", 'v', OPTION_FLAG, AT(verbose), NULL,
     "show whole answers, and every operation; with --dry-run, what the requests are for"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no progress, no notes, no warnings"},
    {"no-progress", 0, OPTION_FLAG, AT(no_progress), NULL, "no progress"},
    OPTION_COLOR(AT(color)),
};

const struct grammar scan_grammar = {
    .verb = "scan",
    .usage = "[CONTRACT] --url URL [-i FILE] [-o FILE]... [options]",
    .summary = "does the running API enforce what its OpenAPI contract declares?",
    .examples =
        "# the whole scan: as anybody, and as the users in identities.yaml\n"
        "postern scan openapi.yaml --url http://127.0.0.1:8000 -i identities.yaml\n"
        "# the contract from the API itself, wherever it serves it\n"
        "postern scan --url http://127.0.0.1:8000 -i identities.yaml\n"
        "# in CI: fail on high and critical, keep reports\n"
        "postern scan openapi.yaml --url $URL -i ids.yaml --fail-on high -o r.json -o r.html"
        "\n# what would be sent?\n"
        "postern scan openapi.yaml --url $URL -i identities.yaml --dry-run\n"
        "# with the line of the source that each finding comes from\n"
        "postern scan openapi.yaml --url $URL -i identities.yaml --source .\n"
        "# with ids, parameters and bodies that were recorded in a browser or by a proxy\n"
        "postern scan openapi.yaml --url $URL -i identities.yaml --traffic session.har\n"
        "# one rule on one part of the API, slowly\n"
        "postern scan openapi.yaml --url $URL --only anonymous-access "
        "--include '/api/orders/**' --rate 5",
    .notes =
        "CONTRACT is a path, a URL, or - for standard input: OpenAPI 2.0 or 3.0 to 3.2, JSON or "
        "YAML. Without it, the places are tried where Django projects serve theirs.\n"
        "\n"
        "identities.yaml:\n"
        "  identities:\n"
        "    alice: {username: alice, password: env:ALICE_PASSWORD, role: user}\n"
        "    carol: {basic: \"carol:...\", role: staff}\n"
        "    probe: {header: {X-API-Key: file:key.txt}}\n"
        "    build: {command: [./get-token, build], pointer: /access}\n"
        "    batch: {client_id: batch, client_secret: env:BATCH_SECRET}\n"
        "  Logins, one-time codes and client certificates: see postern-scan(1).\n"
        "\n"
        "Exit status: 0 nothing found at or above --fail-on, and all was judged that safety "
        "allows; 1 findings; 2 unusable arguments, contract or configuration; 3 incomplete: the "
        "target was not reached, a login failed, a credential was accepted nowhere, the budget was "
        "spent, too little was judged (--min-judged), interrupted. 3 comes before 1; "
        "--incomplete-ok turns it into 0 or 1.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .word = "contract",
    .by_hand = PROJECT_BY_HAND,
    .writes = " output resume ",
    .most_words = 2, /* the second one is a mistake that scan_arguments.c explains */
};
