"""Every row of docs/compliance.md names something that shows it: a command, which runs here in a
home that its agent holds open, with mail of a colleague in it, and says something where it should;
a test that is among those which are run; or a script."""

import os
import re
import shlex
import subprocess
from pathlib import Path

from agent import check, no_agents_left

TOP = Path(__file__).resolve().parents[3]
PAGE = TOP / "docs/compliance.md"
# These tell of work to do, or of nothing found, with status 1.
MAY_SAY_NO = {"doctor", "contact"}
SILENT = {("doctor", "-q"), ("purge-expired", "--require-exported"), ("purge-expired", "--dry-run")}


def run(words, text="", status=(0,)):
    done = subprocess.run(["tacita", *words], input=text, capture_output=True, text=True,
                          check=False)
    check(done.returncode in status,
          f"tacita {' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def evidence():
    """What the last cells of the page's tables name, a list for each row."""
    rows = re.findall(r"(?m)^\|(.*)\|$", PAGE.read_text(encoding="utf-8"))
    for row, below in zip(rows, rows[1:] + [""]):
        is_head = set(below) <= set("|-") and below != ""
        if not is_head and not set(row) <= set("|-"):
            yield row, re.findall(r"`([^`]+)`", row.split("|")[-1])


def commands():
    for _, spans in evidence():
        yield from (tuple(shlex.split(s)[1:]) for s in spans if s.startswith("tacita "))


def is_run(name):
    """Whether a test is one that `swift test` runs: a suite with tests, a program in a folder whose
    programs ProgramTests.swift plays, or a transcript. Whether a script is one, and is whole."""
    if name.startswith("scripts/"):
        path = TOP / name
        if not os.access(path, os.X_OK):
            return False
        python = "python" in path.read_text(encoding="utf-8").splitlines()[0]
        reader = ["/usr/bin/python3", "-m", "py_compile"] if python else ["bash", "-n"]
        return subprocess.run(
            [*reader, path], env={**os.environ, "PYTHONPYCACHEPREFIX": os.getcwd()},
            check=False).returncode == 0
    path = TOP / "Tests" / name
    if path.suffix == ".py":
        played = (TOP / "Tests/CommandLineTests/ProgramTests.swift").read_text(encoding="utf-8")
        folder = path.parent.relative_to(TOP / "Tests/CommandLineTests")
        return path.is_file() and f'programs(in: "{folder}")' in played
    if path.suffix == ".txt":
        return path.is_file() and path.parent.name == "Scripts"
    suite = path.with_suffix(".swift")
    return suite.is_file() and "@Test" in suite.read_text(encoding="utf-8")


def fingerprint(card):
    return re.search(r"(?m)^fingerprint +(.*)$", run(["card", "--show", card]))[1]


def lay():
    """Two homes that know each other; the first is open, and the one meant without --home."""
    os.mkdir("spool")
    route = ["--route", f"spool:{os.getcwd()}/spool"]
    homes = {who: ["--home", who, "--keyfile", f"{who}.key"] for who in ("devries", "jansen")}
    for who, home in homes.items():
        run(["keygen", "--name", who, "-q", *route, *home])
        Path(f"{who}.card").write_text(run(["card", *home]), encoding="utf-8")
    for who, other in (("devries", "jansen"), ("jansen", "devries")):
        run(["contact", "add", "--as", other, f"{other}.card", "-q", "--fingerprint",
             fingerprint(f"{other}.card"), *homes[who]])
    os.environ["TACITA_HOME"] = "devries"
    run(["unlock", "-q", "--keyfile", "devries.key"])
    run(["send", "--to", "jansen", "-q"], "Rash since Tuesday")
    return homes["jansen"]


rows = list(evidence())
check(len(rows) > 90, f"only {len(rows)} rows were found")
for row, spans in rows:
    check(spans, f"nothing shows this row: {row}")
    for span in spans:
        check(span.startswith("tacita ") or is_run(span), f"{span} is not run: {row}")

with no_agents_left():
    jansen = lay()
    seen = list(commands())
    check(len(seen) > 40, f"only {len(seen)} commands were found")
    for command in dict.fromkeys(seen):
        run(["send", "--to", "devries", "-q", *jansen], "Good morning")
        run(["receive", "-q"])
        said = run(command, "BSN 111222333", (0, 1) if command[0] in MAY_SAY_NO else (0,))
        if command[0] == "redact":
            check(said == "BSN [BSN]", f"redact said {said}")
        elif command[:2] not in SILENT and command[0] not in ("contact", "register"):
            check(said != "", f"tacita {' '.join(command)} said nothing")
    run(["lock", "-q"])
