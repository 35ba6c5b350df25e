"""The system calls of verbs that read a spool of somebody hostile: its folder is opened once by its
path, and everything below only from an open descriptor."""

import json
import os
import re
import shutil
import subprocess

from crash import PATIENCE, acquaint, check, command, keygen, send

check(shutil.which("strace"), "strace is not installed: scripts/setup")
os.makedirs("spool")
os.makedirs("elsewhere/tmp")
SPOOL = f"{os.getcwd()}/spool"
for home in ("vries", "jansen"):
    keygen(home, "--route", f"spool:{SPOOL}")
acquaint("vries", "jansen")
send("vries", "jansen", "one")
with open("jansen/config.json", encoding="utf-8") as file:
    BOX = f"spool/mailboxes/{json.load(file)['mailbox']}"
os.symlink("/etc/passwd", f"{BOX}/new/1-{'0' * 16}.age")
os.mkfifo(f"{BOX}/new/2-{'0' * 16}.age")
with open(f"{BOX}/new/3-{'0' * 16}.age", "wb") as file:
    file.write(b"junk")
old = f"{BOX}/tmp/4-{'0' * 16}.age"
with open(old, "wb") as file:
    file.write(b"junk")
os.utime(old, (1000, 1000))
other = f"spool/mailboxes/{'f' * 32}"
os.makedirs(other)
for name in ("tmp", "new"):
    os.symlink(os.path.abspath("elsewhere"), f"{other}/{name}")
with open(f"elsewhere/5-{'0' * 16}.age", "wb") as file:
    file.write(b"somebody's own")
os.utime(f"elsewhere/5-{'0' * 16}.age", (1000, 1000))

# Named to the kernel, as what a confined process may use; nothing is read by it.
PERMIT = re.compile(rf'openat\(AT_FDCWD, "{re.escape(SPOOL)}", O_RDONLY\|O_CLOEXEC\|O_PATH\)')
ROOT = re.compile(rf'openat\(AT_FDCWD, "{re.escape(SPOOL)}", [^)]*O_DIRECTORY')


def traced(*words):
    """Runs a verb and returns its calls that name files."""
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file", "-o", "calls", *command(words)],
        capture_output=True, text=True, check=False, timeout=PATIENCE)
    check(done.returncode in (0, 65), f"{words}: {done.returncode} {done.stderr}")
    with open("calls", encoding="utf-8", errors="replace") as calls:
        return calls.read().splitlines()


for words in (
        ("receive", "--home", "jansen", "--keyfile", "jansen.key"),
        ("purge-expired", "--home", "vries")):
    lines = traced(*words)
    roots = [line for line in lines if ROOT.search(line)]
    check(len(roots) == 1, f"{words[0]} opens the folder {len(roots)} times")
    for line in lines:
        # The call of the program itself names nothing of the spool.
        if line in roots or "execve(" in line or PERMIT.search(line):
            continue
        check(SPOOL not in line, f"{words[0]} by an absolute path: {line}")
        below = re.search(r'"(mailboxes|cards|[^"/]*\.(age|card|revocation))', line)
        if below:
            check(
                re.search(r"\w+at2?\(\d+, ", line), f"{words[0]} not from a descriptor: {line}")
            check("AT_FDCWD" not in line, f"{words[0]} from the working folder: {line}")
    seen = [line for line in lines if re.search(r'at2?\(\d+, "mailboxes', line)]
    check(seen, f"{words[0]} did not look at the mailboxes at all")
check(not os.path.exists(old), "the draft was not swept")
check(os.path.exists(f"elsewhere/5-{'0' * 16}.age"), "somebody's own file is gone")

# Before the first byte of others is read, the process has given up all else.
send("vries", "jansen", "two")
subprocess.run(
    ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=seccomp,landlock_restrict_self,openat,openat2", "-o",
     "calls", *command(("receive", "--home", "jansen", "--keyfile", "jansen.key"))],
    capture_output=True, check=True, timeout=PATIENCE)
with open("calls", encoding="utf-8", errors="replace") as calls:
    order = calls.read()
mail = re.search(r'openat2?\(\d+, "mailboxes', order)
for call in ("seccomp", "landlock_restrict_self"):
    given_up = re.search(rf"{call}\(.*\)\s+= 0", order)
    check(given_up or " = -1 ENOSYS" in order, f"receive does not call {call}")
    check(not given_up or given_up.start() < mail.start(), f"{call} comes after the mail")
