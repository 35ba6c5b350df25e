"""A person's shell at a real terminal, for the sessions beside this file.

Packages: python3-pexpect.
"""

import os
import sys

import pexpect

PROMPT = "READY> "


class Terminal:
    """A bash with a terminal of its own. What it shows is checked as it comes."""

    def __init__(self, **variables):
        environment = dict(os.environ, PS1=PROMPT, TERM="xterm", **variables)
        self.shell = pexpect.spawn(
            "/bin/bash", ["--norc", "--noprofile", "--noediting"],
            env=environment, encoding="utf-8", timeout=60, dimensions=(40, 200))
        self.shell.logfile_read = sys.stdout
        self.shell.expect_exact(PROMPT)

    def type(self, line):
        """Types a line and waits for nothing."""
        self.shell.sendline(line)
        # The terminal repeats what is typed.
        self.shell.expect_exact("\n")

    def sees(self, words):
        """Waits for words and returns what came before them."""
        self.shell.expect_exact(words)
        return self.shell.before

    def done(self, status=0):
        """Waits for the prompt; returns what was shown, once the status is as it should be."""
        shown = self.sees(PROMPT)
        self.shell.sendline("echo status=$?")
        self.shell.expect(r"status=(\d+)\r\n")
        found = int(self.shell.match.group(1))
        self.shell.expect_exact(PROMPT)
        check(found == status, f"status {found}, not {status}")
        return shown

    def runs(self, line, status=0):
        """Types a line that asks for nothing; returns what it shows."""
        self.type(line)
        return self.done(status)

    def asks(self, line, *answers, status=0):
        """Types a line and answers its questions: pairs of the question's end and the answer."""
        self.type(line)
        shown = ""
        for question, answer in answers:
            shown += self.sees(question)
            self.shell.sendline(answer)
        return shown + self.done(status)

    def interrupts(self, key="c"):
        self.shell.sendcontrol(key)


def check(holds, words):
    if not holds:
        sys.exit(f"\nFAILED: {words}")
