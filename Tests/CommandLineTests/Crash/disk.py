"""No room, and media that cannot be written: said clearly, with everything as it was before.

A home, a spool and a repository lie in turn on a file system of 3 MiB whose free room grows in small
steps, from none to enough.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

from crash import (
    PATIENCE, at, check, command, copy, expect_sound, expect_whole, pair, tacita, texts, waiting)

SMALL = "small"
# How much more is free at each step, in KiB.
STEP = int(os.environ.get("TACITA_STEP", "48"))


def in_own_mounts():
    """Begins anew where file systems can be mounted that go with this program; False if nowhere."""
    if "TACITA_MOUNTS" in os.environ:
        return True
    for how in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        trial = [*how, "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", SMALL]
        if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            os.environ["TACITA_MOUNTS"] = "own"
            os.execvp(how[0], [*how, sys.executable, "-B", *sys.argv])
    return False


os.makedirs(SMALL, exist_ok=True)
if not in_own_mounts():
    print("skipped: nothing can be mounted here")
    sys.exit(0)
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", SMALL], check=True)


def fill(free):
    """Leaves `free` KiB."""
    with open(f"{SMALL}/filler", "wb") as filler:
        room = os.statvfs(SMALL)
        left = room.f_bavail * room.f_frsize - free * 1024
        check(left >= 0, f"there is no room of {free} KiB")
        filler.write(b"\0" * left)


def empty():
    os.remove(f"{SMALL}/filler")


def clear():
    for name in os.listdir(SMALL):
        shutil.rmtree(f"{SMALL}/{name}") if os.path.isdir(f"{SMALL}/{name}") else os.remove(f"{SMALL}/{name}")


def fails(*words, stdin=None, days=0, waits=False):
    """Whether a verb failed for want of room, which it must say; otherwise it is done."""
    done = subprocess.run(
        command((*words, "--json"), days), input=stdin, capture_output=True, text=True, check=False,
        timeout=PATIENCE)
    if done.returncode == 0:
        return False
    errors = [json.loads(line) for line in done.stderr.splitlines()]
    named = [error["error"] for error in errors if "error" in error]
    if waits and named == ["delivery-waits"]:
        return True
    check(done.returncode in (73, 74), f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    check(named and set(named) <= {"disk-full"}, f"{words}: {done.stderr}")
    return True


def everything(folder):
    """Every file and its content."""
    found = {}
    for above, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(above, name), "rb") as file:
                found[os.path.join(above, name)] = hashlib.sha256(file.read()).hexdigest()
    return found


def on(home):
    return ("--home", home, "--keyfile", f"{os.path.basename(home)}.key")


def steps(prepare, play, judge):
    """Plays with more and more room until there is enough: after each failure `judge(True)`, then
    without want of room all is done."""
    free = 0
    failures = 0
    while True:
        clear()
        prepare()
        fill(free)
        failed = play()
        empty()
        judge(failed)
        if not failed:
            check(failures > 0, "there was always room")
            return failures
        failures += 1
        check(not play(), "it fails with room too")
        judge(False)
        free += STEP


HOME = f"{SMALL}/jansen"
pair()
with open("large.bin", "wb") as file:
    file.write(os.urandom(100_000))
SEND = ("send", "--allow-unverified", "test")
TEXTS = [f"message {number}" for number in range(5)]
for text in TEXTS:
    at("vries", *SEND, "--to", "jansen", *(("--attach", "large.bin") if text[-1] in "04" else ()), stdin=text)
copy("spool", "full")
SPOOLED = len(waiting())


def homes_and_spool():
    copy("jansen", HOME)
    copy("full", "spool")


def at_small(days=0):
    """The texts in the home on the small file system, which is whole."""
    expect_sound(HOME)
    tacita("audit", "verify", *on(HOME), days=days)
    lines = tacita("list", "--json", *on(HOME), days=days).splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    return sorted(tacita("show", name, "-q", *on(HOME), days=days).strip() for name in ids)


# Receive: every message is in the spool or in the home.
def judge_receive(failed):
    have = at_small()
    check(have in ([], TEXTS), f"received: {have}")
    check(have or len(waiting()) == SPOOLED, f"neither received nor in the spool: {waiting()}")
    check(failed or have and not waiting(), f"received {have}, in the spool {waiting()}")


count = steps(homes_and_spool, lambda: fails("receive", *on(HOME)), judge_receive)
print(f"receive: {count} times without room")


# Fetching while locked.
def judge_fetch(failed):
    queued = sum(len(names) for _, _, names in os.walk(f"{HOME}/queue"))
    check(queued + len(waiting()) == SPOOLED, f"queued {queued}, in the spool {waiting()}")
    check(failed or queued == SPOOLED, "not all fetched")
    expect_sound(HOME)


count = steps(homes_and_spool, lambda: fails("receive", "--fetch-only", *on(HOME)), judge_fetch)
print(f"receive --fetch-only: {count} times without room")


# Send from the small file system.
def play_send():
    return fails(*SEND, "--to", "vries", "--attach", "large.bin", *on(HOME), stdin="an answer")


def judge_send(failed):
    have = at_small()
    delivered = len(waiting()) - SPOOLED
    check(have == ["an answer"] * delivered, f"sent {have}, in the spool {waiting()}")
    check(failed == (not have), f"failed: {failed}, sent: {have}")


count = steps(homes_and_spool, play_send, judge_send)
print(f"send: {count} times without room")


# Send into a spool that is full.
def spool_there():
    copy("full", "spool")
    clear()
    shutil.copytree("full", f"{SMALL}/spool")
    tacita("config", "set", "route", f"spool:{os.getcwd()}/{SMALL}/spool", "--home", "vries")


BEFORE = texts("vries")


def judge_spool(failed):
    global BEFORE
    have = texts("vries")
    new = len(waiting(f"{SMALL}/spool")) - SPOOLED
    # Kept, and not on the route: the next run puts it there.
    check(failed or len(have) == len(BEFORE) + new, f"sent {have}, {new} in the spool")
    check(failed == (new == 0), f"failed: {failed}, {new} in the spool")
    check(len(have) - len(BEFORE) in (0, 1, 2), f"sent {have}")
    expect_sound("vries")
    expect_whole("vries")
    if not failed:
        BEFORE = have


count = steps(
    spool_there,
    lambda: fails(
        *SEND, "--to", "jansen", "--attach", "large.bin", *on("vries"), stdin="more", waits=True),
    judge_spool)
print(f"send into a full spool: {count} times without room")
tacita("config", "set", "route", f"spool:{os.getcwd()}/spool", "--home", "vries")

# Purge, and a new master key.
copy("full", "spool")
at("jansen", "receive")


def judge_purge(failed):
    if not failed:
        expect_sound(HOME)
        check(not at_small(days=40), "something is left")


# A home keeps a reserve, so that people can make room.
def without_room(*words, **options):
    clear()
    copy("jansen", HOME)
    fill(0)
    check(not fails(*words, **options), f"{words} needs room")
    empty()


without_room("purge-expired", "--home", HOME, days=40)
judge_purge(False)
without_room("key", "rekey", *on(HOME))
check(at_small() == TEXTS, "a new master key loses messages")
print("purge-expired, key rekey: need no room")


# Backup: the one before stays whole.
REPOSITORY = f"{SMALL}/repository"
tacita("backup", "first", "--home", "jansen")
copy("jansen", "earlier")
at("vries", *SEND, "--to", "jansen", "--attach", "large.bin", stdin="one more")
at("jansen", "receive")
copy("jansen", "later")


def before_backup():
    shutil.copytree("first", REPOSITORY)
    copy("later", "jansen")


def judge_backup(failed):
    tacita("backup", "--verify", REPOSITORY, "--home", "jansen")
    shutil.rmtree("restored", ignore_errors=True)
    tacita("restore", REPOSITORY, "--home", "restored", "--keyfile", "jansen.key")
    shutil.copy("jansen.key", "restored.key")
    have = texts("restored")
    check(have == TEXTS if failed else have == sorted([*TEXTS, "one more"]), f"restored {have}")


count = steps(
    before_backup, lambda: fails("backup", REPOSITORY, "--home", "jansen"), judge_backup)
print(f"backup: {count} times without room")

# A new home: all of it or nothing.
free = 0
clear()
fill(free)
while fails("keygen", "--name", "b", "--home", f"{SMALL}/b", "--keyfile", f"{SMALL}/b.key"):
    check(not os.path.exists(f"{SMALL}/b"), "a piece of a home")
    check(set(os.listdir(SMALL)) <= {"filler"}, f"left: {os.listdir(SMALL)}")
    free += STEP
    empty()
    fill(free)
print("keygen: all or nothing")

# Media that cannot be written.
clear()
copy("later", "jansen")
copy("jansen", HOME)
shutil.copytree("full", f"{SMALL}/spool")
shutil.copytree("first", REPOSITORY)
there = everything(SMALL)
subprocess.run(["mount", "-o", "remount,ro", SMALL], check=True)
tacita("config", "set", "route", f"spool:{os.getcwd()}/{SMALL}/spool", "--home", "jansen")
for words in (
        ("receive", *on(HOME)), ("receive", "--fetch-only", *on(HOME)), ("list", *on(HOME)),
        (*SEND, "--to", "vries", *on(HOME)), ("purge-expired", "--home", HOME),
        ("key", "rekey", *on(HOME)), ("card", "--renew", *on(HOME)),
        (*SEND, "--to", "vries", *on("jansen")), ("receive", *on("jansen")),
        ("backup", REPOSITORY, "--home", "jansen"),
        ("keygen", "--name", "b", "--home", f"{SMALL}/b", "--keyfile", "b.key")):
    done = subprocess.run(
        command((*words, "--json")), input="text", capture_output=True, text=True, check=False,
        timeout=PATIENCE)
    check(done.returncode in (73, 74), f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    check("read-only" in (done.stdout + done.stderr).lower(), f"{words}: {done.stdout}{done.stderr}")
    check(everything(SMALL) == there, f"{words} changed something")
print("read-only media: said clearly, nothing changed")
expect_whole("jansen")
shutil.rmtree("restored")
tacita("restore", REPOSITORY, "--home", "restored", "--keyfile", "jansen.key")
check(texts("restored") == TEXTS, "a backup on read-only media does not come back")
