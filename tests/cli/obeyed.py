# SPDX-License-Identifier: Apache-2.0
"""Every option that the verbs' own tables name is obeyed when postern.yaml says it: what comes of it is what comes of the
same option on the command line, and is not what comes without it. An option that has no row in obeyed_table.py fails, and
so does a row without an option. Usage: obeyed.py POSTERN [VERB [OPTION]...]"""
import concurrent.futures
import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

from obeyed_table import BY_HAND, NOTHING, TABLE, Done, draws, judged, says
from obeyed_target import Target, given_tokens, write_all

POSTERN = os.path.realpath(sys.argv[1])


def fill(what, names):
    """The value with what is known now in its braces."""
    if isinstance(what, dict):
        return {key: fill(value, names) for key, value in what.items()}
    if isinstance(what, list):
        return [fill(each, names) for each in what]
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), what) if isinstance(what, str) else what


def real(prepared, report):
    """With the findings as a scan of the target told them, where it told them."""
    told = json.loads((prepared / "known.json").read_text())["findings"]
    def of(made):
        return next((each for each in told if each["rule"] == made["rule"] and each["operations"] == made["operations"]), made)
    return {**report, "findings": [of(made) for made in report["findings"]]}


def on_the_line(option, value):
    if value is True:
        return ["--" + option]
    return [word for each in (value if isinstance(value, list) else [value]) for word in ("--" + option, str(each))]


def section(verb, what):
    for word in reversed(verb.split()):
        what = {word: what}
    return what


def terminal():
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return ours, theirs


def execute(command, folder, drawn):
    """Status, standard output and error; drawn: the latter is a terminal."""
    if not drawn:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    ours, theirs = terminal()
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:
            pass  # the other end is closed
        os.close(ours)
    return process.returncode, "", told.decode(errors="replace")


def scrub(text, target):
    text = text.replace(str(target.server_port), "PORT")
    text = "".join(line for line in text.splitlines(keepends=True) if not line.endswith("what it says is in use\n"))
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:]+Z|\b[0-9.,]+ m?s\b[^\n]*|\d+ requests in ", "SOME", text)


def run(prepared, verb, option, row, how):
    """how: "none", "line" or "file": where the option is told."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "project"
        shutil.copytree(prepared, folder)
        os.chmod(folder, 0o755)
        names = given_tokens(prepared)
        target = Target(str(folder / "tls.pem") if row.tls else None, names["rsa"])
        names["url"] = target.url
        if row.report:
            (folder / "asked.json").write_text(json.dumps(real(prepared, fill(row.report, names))))
        before = {path.name for path in folder.iterdir()}
        arguments, value = fill(list(row.arguments), names), fill(row.value, names)
        said = {**row.beside, option: value} if how == "file" else row.beside
        if said:
            (folder / "postern.yaml").write_text(json.dumps(section(verb, said)))
        arguments += on_the_line(option, value) if how == "line" else []
        arguments += ["--format", "json"] if row.measure is judged else []
        status, out, told = execute([POSTERN, *verb.split(), *arguments], folder, row.measure is draws)
        target.shutdown()
        target.server_close()
        files = {path.name: path.read_bytes()[:1] for path in folder.iterdir()
                 if path.is_file() and path.name not in before | {"postern.yaml"}}
        report = json.loads(out) if row.measure is judged and out.startswith("{") else None
        if re.search("Sanitizer|runtime error:", told):
            sys.exit(told)
        return Done(status, scrub(out, target), scrub(told, target), files, target.seen, target.most, report)


def obeyed(prepared, verb, option, row):
    """What is wrong, or None."""
    measure = row.measure or says
    line, file = (measure(run(prepared, verb, option, row, how)) for how in ("line", "file"))
    if line != file:
        return f"{verb}: {option}: on the command line and in postern.yaml it does not come to the same:\n  {line}\n  {file}"
    if measure(run(prepared, verb, option, row, "none")) == file:
        return f"{verb}: {option}: it shows nowhere: with and without it this comes of it:\n  {file}"
    return None


def refused(prepared, verb, option):
    """What is told on the command line alone is refused in the file, and never passed over."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / ".git").mkdir()
        (folder / "postern.yaml").write_text(json.dumps(section(verb, {option: "a"})))
        status, _, told = execute([POSTERN, *verb.split()], folder, False)
        good = status == 2 and f"'{option}' belongs on the command line alone" in told
        return None if good else f"{verb}: {option}: it is to be refused: {status} {told}"


def rows_of(verb):
    """The options that the verb itself names, but for those that say which file is read."""
    rows = subprocess.run([POSTERN, *verb.split(), "--complete"], check=True, text=True, stdout=subprocess.PIPE).stdout
    names = {row.split("\t")[0][2:] for row in rows.splitlines() if row.startswith("--")} - {"help"}
    return names - {"config", "no-config"} if "no-config" in names else names


def verbs():
    def of(*words):
        rows = subprocess.run([POSTERN, *words, "--complete"], check=True, text=True, stdout=subprocess.PIPE).stdout
        return [row.split("\t")[0] for row in rows.splitlines() if not row.startswith("-")]
    for verb in of():
        if verb == "token":
            yield from ("token " + each for each in of("token"))
        elif verb != "help":
            yield verb


def judge(prepared, verb, option):
    row = TABLE[verb][option]
    if row == NOTHING:
        return None
    return refused(prepared, verb, option) if row == BY_HAND else obeyed(prepared, verb, option, row)


def main():
    chosen, wrong = sys.argv[2:], []
    everything = {(verb, option) for verb in verbs() for option in rows_of(verb)}
    known = {(verb, option) for verb, rows in TABLE.items() for option in rows}
    wrong += [f"{verb}: --{option} has no row in obeyed_table.py" for verb, option in sorted(everything - known)]
    wrong += [f"{verb}: there is no option --{option}" for verb, option in sorted(known - everything)]
    asked = sorted((verb, option) for verb, option in everything & known
                   if not chosen or (verb == chosen[0] and (not chosen[1:] or option in chosen[1:])))
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(3) as pool:
        prepared = pathlib.Path(name)
        write_all(prepared, POSTERN)
        wrong += [each for each in pool.map(lambda pair: judge(prepared, *pair), asked) if each]
    print(*wrong, f"{len(asked)} options, {len(wrong)} wrong", sep="\n")
    sys.exit(bool(wrong))


main()
