# SPDX-License-Identifier: Apache-2.0
"""Completion as somebody types it: bash, zsh and fish run in a terminal, a line and the tabulator are typed, and what
stands in the line then is read. Usage: completion_typed.py POSTERN"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

LINES = [("sc", "scan"), ("scan --allow", "scan --allow-writes"), ("scan --format sar", "scan --format sarif"),
         ("explain jwt-alg-n", "explain jwt-alg-none"), ("scan --only jwt-alg-n", "scan --only jwt-alg-none"),
         ("token ver", "token verify"), ("token crack --wordl", "token crack --wordlist"),
         ("guard --expl", "guard --explain"), ("replay --identi", "replay --identities"),
         ("scan only-th", "scan only-this.yaml"), ("scan -o only-th", "scan -o only-this.yaml")]
# Each tells its line when ^G is typed.
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set bell-style none'; . {script}; tell() {{ echo \"<<$READLINE_LINE>>\"; READLINE_LINE=; }}; "
             "bind -x '\"\\C-g\": tell'"),
    "zsh": (["zsh", "-f", "-i"],
            "autoload -Uz compinit; compinit -u -D; . {script}; tell() {{ print -r -- \"<<$BUFFER>>\"; BUFFER=; zle reset-prompt; "
            "}}; zle -N tell; bindkey '^G' tell; unsetopt list_beep"),
}


class Terminal:
    def __init__(self, command, environment, folder):
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)

    def say(self, text):
        os.write(self.terminal, text.encode())

    def hear(self, pattern):
        """What was printed, up to what fits."""
        heard = ""
        while not (found := re.search(pattern, heard, re.S)):
            if not select.select([self.terminal], [], [], 60)[0]:
                sys.exit(f"nothing more came after {heard[-500:]!r}")
            heard += os.read(self.terminal, 65536).decode(errors="replace")
        return found

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def typed(shell, environment, folder, script):
    """What each line becomes."""
    command, start = STARTS[shell]
    terminal = Terminal(command, environment, folder)
    terminal.say(start.format(script=script) + "; echo rea''dy\n")
    terminal.hear("ready")
    for line, _ in LINES:
        terminal.say(f"postern {line}\t\x07")
        yield re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.hear(r"<<(.*?)>>")[1])
    terminal.close()


def asked(environment, folder, script):
    """Fish says it itself."""
    for line, _ in LINES:
        done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C 'postern {line}'"], text=True,
                              cwd=folder, env=environment, capture_output=True)
        if done.stderr:
            sys.exit(f"fish complains at 'postern {line}': {done.stderr}")
        words = [row.split("\t")[0] for row in done.stdout.splitlines()]
        start = line.rpartition(" ")[0]
        yield "postern " + (f"{start} " if start else "") + (words[0] if len(words) == 1 else repr(words))


def main():
    postern = os.path.realpath(sys.argv[1])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(postern, os.path.join(folder, "postern"))
        open(os.path.join(folder, "only-this.yaml"), "w", encoding="utf-8").close()
        environment = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": folder, "TERM": "dumb", "PS1": "> ", "LC_ALL": "C.UTF-8"}
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                print(f"{shell} is not here: its completion was not tried")
                continue
            script = os.path.join(folder, f"completion.{shell}")
            if os.system(f"{postern} completion {shell} >{script}"):
                sys.exit("no script")
            become = asked(environment, folder, script) if shell == "fish" else typed(shell, environment, folder, script)
            for (line, wanted), got in zip(LINES, become):
                if got.strip() != f"postern {wanted}":
                    print(f"{shell}: 'postern {line}' becomes '{got}', not 'postern {wanted}'", file=sys.stderr)
                    wrong += 1
            print(f"{shell}: {len(LINES)} lines typed")
    sys.exit(wrong > 0)


main()
