"""Every command that docs/compliance.md names as evidence runs in a home that its agent holds open,
with mail of a colleague in it, and says something where it should."""

import os
import re
import shlex
import subprocess
from pathlib import Path

from agent import check, no_agents_left

PAGE = Path(__file__).resolve().parents[3] / "docs/compliance.md"
# These tell of work to do, or of nothing found, with status 1.
MAY_SAY_NO = {"doctor", "contact"}
SILENT = {("doctor", "-q"), ("purge-expired", "--require-exported"), ("purge-expired", "--dry-run")}


def run(words, text="", status=(0,)):
    done = subprocess.run(["tacita", *words], input=text, capture_output=True, text=True,
                          check=False)
    check(done.returncode in status,
          f"tacita {' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def commands():
    """The commands in the last cells of the page's tables."""
    for row in re.findall(r"(?m)^\|(.*)\|$", PAGE.read_text(encoding="utf-8")):
        for span in re.findall(r"`(tacita [^`]+)`", row.split("|")[-1]):
            yield tuple(shlex.split(span)[1:])


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
