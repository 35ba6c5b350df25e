"""Homes, and programs that are killed at any moment, for the programs beside this file.

Each program runs in an empty folder of its own.
"""

import glob
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

# Seconds after which something is taken to hang. Nothing is ever asserted to be faster.
PATIENCE = 120
# The same moments each time, as far as the machine is as fast.
RANDOM = random.Random(int(os.environ.get("TACITA_SEED", "1")))


def check(holds, words):
    if not holds:
        sys.exit(f"\nFAILED: {words}")


def tacita(*words, status=0, stdin=None, days=0):
    """Runs tacita and returns what it wrote to standard output; `days` from now."""
    done = subprocess.run(
        command(words, days), input=stdin, capture_output=True, text=True, check=False,
        timeout=PATIENCE)
    if status is not None:
        check(
            done.returncode == status,
            f"{words}: status {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done.stdout


def clock(time):
    """What begins a command to which it is `time`: @2027-03-01 09:00:00, or +3d from now. The program
    faketime is not used: killed, it leaves a semaphore that fails a later one of its number."""
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0]
    return ["env", f"LD_PRELOAD={library}", "FAKETIME_DISABLE_SHM=1", f"FAKETIME={time}"]


def command(words, days=0):
    return (clock(f"+{days}d") if days else []) + ["tacita", *words]


def killed(*words, within, days=0, stdin=None):
    """Runs tacita and kills it at some moment of its first `within` seconds; whether it lived then."""
    process = subprocess.Popen(
        command(words, days), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True)
    if stdin:
        try:
            process.stdin.write(stdin.encode())
        except BrokenPipeError:
            pass
    process.stdin.close()
    time.sleep(RANDOM.random() * within)
    lived = process.poll() is None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    return lived


def duration(run):
    """How long `run` takes, in seconds: where moments to kill at lie."""
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


def keygen(home, *more):
    with open(f"{home}.key", "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(os.urandom(32))
    tacita("keygen", "--name", home, "--home", home, "--keyfile", f"{home}.key", "-q", *more)


def at(home, *words, **more):
    """A verb on a home that opens with its key file."""
    return tacita(*words, "--home", home, "--keyfile", f"{home}.key", **more)


def acquaint(one, other):
    for reader, writer in [(one, other), (other, one)]:
        card = at(writer, "card")
        at(reader, "contact", "add", "--as", writer, "-", "-q", stdin=card)


def send(sender, recipient, text, *more, **options):
    return at(
        sender, "send", "--to", recipient, "--allow-unverified", "test", *more, stdin=text,
        **options).strip()


def texts(home, days=0):
    """The texts that can be read in a home, sorted."""
    lines = at(home, "list", "--json", days=days).splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    return sorted(at(home, "show", name, "-q", days=days).strip() for name in ids)


def expect_whole(home, days=0):
    at(home, "audit", "verify", days=days)


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)


def rows(database, question):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def expect_sound(home):
    """Both databases are whole, every object has its row and every row its payload, and nothing is
    left of what was begun."""
    for name in ("keys.db", "vault.db"):
        check(rows(f"{home}/{name}", "PRAGMA integrity_check") == [("ok",)], f"{home}/{name}")
    kept = rows(f"{home}/vault.db", "SELECT expiryDay, hex(rowKey), payload IS NULL FROM messages")
    wanted = sorted(f"{day}/{key.lower()}" for day, key, outside in kept if outside)
    found = sorted(
        os.path.relpath(os.path.join(folder, name), f"{home}/objects")
        for folder, _, names in os.walk(f"{home}/objects") for name in names)
    check(found == wanted, f"objects of {home}: {found}, rows: {wanted}")
    drafts = [name for _, _, names in os.walk(home) for name in names if name.startswith(".")]
    check(not drafts, f"left in {home}: {drafts}")


def waiting(spool="spool"):
    """The envelopes that lie in the mailboxes, and what was begun there."""
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(f"{spool}/mailboxes") for name in names)


def receptions(home, *more, **options):
    """What `receive` tells, an object for each envelope."""
    lines = at(home, "receive", "--json", *more, **options).splitlines()
    return [told for told in map(json.loads, lines) if told["schema"] == "tacita/receive/1"]


def pair():
    """Two homes, vries and jansen, that know each other, and a spool between them."""
    os.makedirs("spool")
    for name in ("vries", "jansen"):
        keygen(name, "--route", f"spool:{os.getcwd()}/spool")
    acquaint("vries", "jansen")


def traced(*words, calls, shown=0, days=0, stdin=None):
    """The system calls of a run, as strace writes them, each whole: name, arguments, result. Of
    what is read and written the first `shown` bytes."""
    done = subprocess.run(
        ["strace", "-f", "-y", "-s", str(shown), "-o", "trace", "-e", f"trace={calls}",
         *command(words, days)], input=stdin, text=True, capture_output=True, check=False)
    check(done.returncode == 0, f"{words}: {done.returncode}\n{done.stderr}")
    begun = {}
    with open("trace", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            thread, text = line.rstrip("\n").split(None, 1)
            if text.endswith("<unfinished ...>"):
                begun[thread] = text.removesuffix("<unfinished ...>").rstrip()
                continue
            if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", text):
                text = begun.pop(thread) + resumed.group(1)
            if call := re.match(r"(\w+)\((.*)\)\s*= (\d+)", text):
                yield call.group(1), call.group(2), int(call.group(3))
    os.remove("trace")
