"""The completions at bash, zsh and fish: verbs, options, files, and contacts' names, which come from
a home that its agent holds open and from no other.

Packages: zsh, fish.
"""

import os
from pathlib import Path

import pexpect

from terminal import Terminal, check

SCRIPTS = Path(__file__).resolve().parents[3] / "completions"

# What is typed, and how the last word of it is completed.
ALWAYS = [
    ("tacita sen", "send"),
    ("tacita contact verif", "verify"),
    ("tacita send --attac", "--attach"),
    ("tacita send --attach gerani", "geranium.jpg"),
    ("tacita receive gerani", "geranium.jpg"),
    ("tacita register import rpp", "rpps"),
]
NAMES = [
    ("tacita send --to jan", "jansen"),
    ("tacita contact show jan", "jansen"),
    ("tacita list --from jan", "jansen"),
    ("tacita contact show --home devries jan", "jansen"),
]
SHELLS = {
    "bash": (["--norc", "--noprofile"], f"source '{SCRIPTS}/tacita.bash'"),
    "zsh": (["-f", "-i"], f"fpath=('{SCRIPTS}' $fpath); autoload -U compinit; compinit -u -D"),
    "fish": (["--no-config", "-i"], f"source '{SCRIPTS}/tacita.fish'"),
}


class Completing:
    """A shell with tacita's completions."""

    def __init__(self, name):
        options, load = SHELLS[name]
        self.name = name
        self.shell = pexpect.spawn(
            f"/usr/bin/{name}", options, env=dict(os.environ, TERM="xterm"), encoding="utf-8",
            timeout=30, dimensions=(40, 200))
        self.shell.sendline(f"{load}; printf '<%s>' begun")
        self.shell.expect_exact("<begun>")

    def last_word(self, typed):
        """The last word of the line after the tabulator: the line is made a printf and run."""
        self.shell.send(f"{typed}\t")
        self.shell.sendcontrol("a")
        self.shell.send("printf '<%s>' ")
        self.shell.sendcontrol("e")
        self.shell.sendline(" over")
        self.shell.expect(r"<([^<>\r\n]*)><over>")
        return self.shell.match[1]

    def sees(self, cases):
        for typed, word in cases:
            found = self.last_word(typed)
            check(found == word, f"{self.name}: “{typed}” became “{found}”, not “{word}”")

    def ends(self):
        self.shell.sendcontrol("d")
        self.shell.expect(pexpect.EOF)


os.environ.update(TACITA_HOME="devries", XDG_RUNTIME_DIR=os.getcwd())
person = Terminal()
person.runs(
    "tacita keygen --name 'A. de Vries' -q --keyfile devries.key; "
    "tacita keygen --name 'B. Jansen' -q --home b --keyfile b.key; touch geranium.jpg")
person.runs("tacita card --home b --keyfile b.key | tacita contact add - -q --keyfile devries.key")
for name in SHELLS:
    shell = Completing(name)
    shell.sees(ALWAYS)
    shell.sees([(typed, typed.split()[-1]) for typed, _ in NAMES])
    person.runs("tacita unlock -q --keyfile devries.key")
    shell.sees(NAMES)
    person.runs("tacita lock -q")
    shell.ends()
