/* SPDX-License-Identifier: Apache-2.0 */
/* "postern completion": scripts that complete command lines. They ask the program itself, by
 * "--complete", what there is, so that they are never behind it. */
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "text/suggest.h"

static const char bash[] =
    "# Completion of postern for bash.\n"
    "_postern_rules() { \"$1\" rules --no-config --color never | sed -n 's/^  \\([a-z0-9-]*\\) "
    ".*/\\1/p'; }\n"
    "_postern() {\n"
    "    local program=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD "
    "- 1]}\n"
    "    local verb=() rows word value about words=\n"
    "    ((COMP_CWORD > 1)) && verb=(\"${COMP_WORDS[1]}\")\n"
    "    [[ ${verb[0]:-} == token ]] && ((COMP_CWORD > 2)) && verb+=(\"${COMP_WORDS[2]}\")\n"
    "    rows=$(\"$program\" ${verb[@]+\"${verb[@]}\"} --complete 2>/dev/null) || return 0\n"
    "    while IFS=$'\\t' read -r word value about; do\n"
    "        words+=\" $word\"\n"
    "        if [[ $word == \"$prev\" && $value != - ]]; then\n"
    "            case $value in\n"
    "            *'|'*) COMPREPLY=($(compgen -W \"${value//|/ }\" -- \"$cur\")) ;;\n"
    "            RULE) COMPREPLY=($(compgen -W \"$(_postern_rules \"$program\")\" -- \"$cur\")) "
    ";;\n"
    "            DIR) COMPREPLY=($(compgen -d -- \"$cur\")) ;;\n"
    "            FILE) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
    "            esac\n"
    "            return 0\n"
    "        fi\n"
    "    done <<<\"$rows\"\n"
    "    case $cur:${verb[0]:-} in\n"
    "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
    "    *:explain) COMPREPLY=($(compgen -W \"$(_postern_rules \"$program\")\" -- \"$cur\")) ;;\n"
    "    *:) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
    "    *:token) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
    "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
    "    esac\n"
    "}\n"
    "complete -o filenames -F _postern postern\n";

static const char zsh[] =
    "#compdef postern\n"
    "# Completion of postern for zsh.\n"
    "_postern() {\n"
    "    local -a verb rows named\n"
    "    local row word value about\n"
    "    ((CURRENT > 2)) && verb=(\"${words[2]}\")\n"
    "    [[ ${verb[1]} == token ]] && ((CURRENT > 3)) && verb+=(\"${words[3]}\")\n"
    "    rows=(\"${(@f)$(\"${words[1]}\" $verb --complete 2>/dev/null)}\")\n"
    "    for row in $rows; do\n"
    "        word=${row%%$'\\t'*} about=${row##*$'\\t'} value=${${row#*$'\\t'}%%$'\\t'*}\n"
    "        named+=(\"${word}:${about//:/\\\\:}\")\n"
    "        if [[ $word == \"${words[CURRENT - 1]}\" && $value != - ]]; then\n"
    "            case $value in\n"
    "            *'|'*) compadd -- ${(s:|:)value} ;;\n"
    "            RULE) compadd -- $(\"${words[1]}\" rules --no-config --color never | sed -n 's/^  "
    "\\([a-z0-9-]*\\) .*/\\1/p') ;;\n"
    "            DIR) _files -/ ;;\n"
    "            FILE) _files ;;\n"
    "            esac\n"
    "            return\n"
    "        fi\n"
    "    done\n"
    "    if [[ ${verb[1]} == explain && ${words[CURRENT]} != -* ]]; then\n"
    "        compadd -- $(\"${words[1]}\" rules --no-config --color never | sed -n 's/^  "
    "\\([a-z0-9-]*\\) "
    ".*/\\1/p')\n"
    "    elif [[ ${words[CURRENT]} == -* || ${#verb} == 0 || (${verb[1]} == token && ${#verb} == "
    "1) ]]; then\n"
    "        _describe postern named\n"
    "    else\n"
    "        _files\n"
    "    fi\n"
    "}\n"
    "compdef _postern postern\n";

static const char fish[] =
    "# Completion of postern for fish.\n"
    "function __postern_words\n"
    "    set -l line (commandline -opc)\n"
    "    set -l verb $line[2..2]\n"
    "    test \"$verb\" = token; and set verb $line[2..3]\n"
    "    set -l rows ($line[1] $verb --complete 2>/dev/null)\n"
    "    for row in $rows\n"
    "        set -l part (string split \\t -- $row)\n"
    "        if test \"x$part[1]\" = \"x$line[-1]\"; and test \"x$part[2]\" != x-\n"
    "            switch $part[2]\n"
    "                case '*|*'\n"
    "                    string split '|' -- $part[2]\n"
    "                case RULE\n"
    "                    $line[1] rules --no-config --color never | string replace -rf '^  "
    "([a-z0-9-]+) .*' "
    "'$1'\n"
    "                case '*'\n"
    "                    __fish_complete_path (commandline -ct)\n"
    "            end\n"
    "            return\n"
    "        end\n"
    "    end\n"
    "    if test \"$verb\" = explain\n"
    "        $line[1] rules --no-config --color never | string replace -rf '^  ([a-z0-9-]+) .*' "
    "'$1'\n"
    "    end\n"
    "    for row in $rows\n"
    "        set -l part (string split \\t -- $row)\n"
    "        printf '%s\\t%s\\n' $part[1] $part[3]\n"
    "    end\n"
    "    test (count $line) -gt 1; and __fish_complete_path (commandline -ct)\n"
    "end\n"
    "complete -c postern -f -a '(__postern_words)'\n";

struct completion_arguments {
    bool nothing;
};

static const struct grammar grammar = {
    .verb = "completion",
    .usage = "bash|zsh|fish",
    .summary = "teach a shell to complete command lines",
    .examples = "# bash, in ~/.bashrc\n"
                ". <(postern completion bash)\n"
                "# zsh, in ~/.zshrc, after compinit\n"
                ". <(postern completion zsh)\n"
                "# fish\n"
                "postern completion fish >~/.config/fish/completions/postern.fish",
    .notes =
        "The scripts ask the program what there is: none has to be made anew for a new version.",
    .most_words = 1,
};

static const struct shell {
    const char *name, *script;
} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

enum { SHELLS = sizeof(shells) / sizeof(shells[0]) };

static enum err script_of(const struct texts *words, const char **out) {
    struct suggest suggest = {.word = words->n ? words->at[0] : SPAN("")};
    for (size_t i = 0; i < SHELLS && words->n; i++) {
        if (span_equal(words->at[0], span_from(shells[i].name))) {
            *out = shells[i].script;
            return OK;
        }
        suggest_offer(&suggest, shells[i].name);
    }
    return words->n
               ? options_complain(&grammar, "'%.*s' is no shell that is known%s%s%s",
                                  SPAN_ARG(words->at[0]), suggest.best ? "; did you mean '" : "",
                                  suggest.best ? suggest.best : "", suggest.best ? "'?" : "")
               : options_complain(&grammar, "for which shell?");
}

int cmd_completion(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    BUF_SCOPE out = {0};
    struct completion_arguments arguments = {0};
    struct texts words = {0};
    const char *script = "";
    int status;
    if (!options_begin(&grammar, call, &arena, &arguments, &words, &status)) {
        return status;
    }
    enum err err = script_of(&words, &script);
    if (err != OK) {
        return err_exit_status(err);
    }
    buf_text(&out, script);
    return err_exit_status(terminal_print(&out));
}
