"""Somebody who can write to the spool does there what they like, while two others exchange messages.

At the end every message was delivered once or is named as missing or refused, nothing outside the
spool has changed, and no run was long, large, or ended in a way of its own. TACITA_CASES=full plays
all of it.
"""

import ctypes
import hashlib
import json
import os
import resource
import shutil
import stat
import subprocess
import threading
import time

from crash import RANDOM, acquaint, at, check, command, expect_sound, expect_whole, keygen

FULL = os.environ.get("TACITA_CASES") == "full"
ROUNDS, MESSAGES = (500, 200) if FULL else (48, 24)
LONGEST, LARGEST = 30, 256 << 10  # seconds, KiB
# What a verb may end with: never by a signal, never as a bug.
STATUSES = {0, 65, 66, 69, 73, 74, 75, 78}
HOMES = ("vries", "jansen")
LIBC = ctypes.CDLL(None, use_errno=True)
HEADER = b"age-encryption.org/v1\n"

os.makedirs("spool", mode=0o700)
for home in HOMES:
    keygen(home, "--route", f"spool:{os.getcwd()}/spool")
acquaint(*HOMES)
for home in HOMES:
    at(home, "receive")
BOX = {}
for home in HOMES:
    with open(f"{home}/config.json", encoding="utf-8") as file:
        BOX[home] = f"spool/mailboxes/{json.load(file)['mailbox']}"
for home in HOMES:
    other = HOMES[home == HOMES[0]]
    at(other, "send", "--to", home, "--allow-unverified", "test", stdin="first")
    at(home, "receive")

# Somebody's own files, with names that mail and drafts have, older than any draft may be.
for place in ("", "tmp", "new", "mailboxes", "cards"):
    os.makedirs(f"elsewhere/{place}", exist_ok=True)
    for name in (f"1-{'a' * 16}.age", "thesis", ".tacita1x.card.0.part"):
        path = f"elsewhere/{place}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write("somebody's own")
        os.utime(path, (1000, 1000))


def listing(folder):
    """All of a folder that a change would show."""
    found = {}
    for parent, folders, names in os.walk(folder):
        for path in [parent] + [os.path.join(parent, name) for name in names + folders]:
            facts = os.lstat(path)
            content = ""
            if stat.S_ISREG(facts.st_mode):
                with open(path, "rb") as opened:
                    content = hashlib.sha256(opened.read()).hexdigest()
            found[path] = (
                facts.st_mode, facts.st_uid, facts.st_gid, facts.st_nlink, facts.st_mtime_ns,
                facts.st_ctime_ns, content)
    return found


BEFORE = listing("elsewhere")
sent, received, refusals, missing, late, slowest = {}, [], [], 0, 0, 0.0


def play(*words, stdin=None):
    """Runs a verb under the limits; its status and standard output."""
    global slowest
    begun = time.monotonic()
    done = subprocess.run(
        command(words), input=stdin, capture_output=True, text=True, check=False,
        timeout=LONGEST * 4)
    slowest = max(slowest, time.monotonic() - begun)
    check(done.returncode in STATUSES, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode, done.stdout, done.stderr


def on(home):
    return ("--home", home, "--keyfile", f"{home}.key")


def send(sender, text):
    recipient = HOMES[sender == HOMES[0]]
    status, out, err = play(
        "send", "--to", recipient, "--allow-unverified", "test", *on(sender), stdin=text)
    if status == 0:
        sent[text] = sender
    elif status == 75:
        check("kept but not delivered" in err, f"75 without saying that it is kept: {err}")
        sent[text] = sender


def receive(home):
    global missing, late
    _, out, _ = play("receive", "--json", *on(home))
    for line in out.splitlines():
        told = json.loads(line)
        if told["schema"] != "tacita/receive/1":
            continue  # a copy of one's own that waits
        if told["outcome"] == "received":
            received.append(told["text"].strip())
            missing += told.get("missing", 0)
            late += told.get("outOfOrder", False)
        elif "error" in told:
            refusals.append(told["error"])


# What the adversary does: each returns what puts it right again, or nothing.


def mail(home):
    """The envelopes in a mailbox; not links, by which the adversary would reach into a home."""
    folder = f"{BOX[home]}/new"
    if not os.path.isdir(folder):
        return []
    return [f"{folder}/{name}" for name in sorted(os.listdir(folder))
            if name.endswith(".age") and stat.S_ISREG(os.lstat(f"{folder}/{name}").st_mode)]


def linked(path):
    """A folder is a link to somebody's own, until the owner of the spool sees it."""
    if not os.path.isdir(path) or os.path.islink(path):
        return None
    os.rename(path, f"{path}.aside")
    os.symlink(os.path.abspath("elsewhere"), path)

    def mend():
        os.remove(path)
        os.rename(f"{path}.aside", path)

    return mend


def exchanged(path):
    """A folder and a link to somebody's own change places, again and again."""
    if not os.path.isdir(path):
        return None
    link = f"{path}.link"
    os.symlink(os.path.abspath("elsewhere"), link)
    ended = threading.Event()

    def spin():
        while not ended.is_set():
            for _ in range(100):
                LIBC.renameat2(-100, link.encode(), -100, path.encode(), 2)

    thread = threading.Thread(target=spin)
    thread.start()

    def mend():
        ended.set()
        thread.join()
        if os.path.islink(path):
            LIBC.renameat2(-100, link.encode(), -100, path.encode(), 2)
        os.remove(link)

    return mend


def sparse(home):
    for size in (11 << 30, 5 << 30):
        path = f"{BOX[home]}/new/{RANDOM.randrange(10)}-{RANDOM.getrandbits(64):016x}.age"
        with open(path, "wb") as opened:
            opened.write(HEADER)
            opened.truncate(size)


def tiny(home):
    for _ in range(50):
        path = f"{BOX[home]}/new/{RANDOM.randrange(10)}-{RANDOM.getrandbits(64):016x}.age"
        with open(path, "wb") as opened:
            opened.write(RANDOM.randbytes(RANDOM.randrange(40)))


def unreadable(home):
    path = f"{BOX[home]}/new/0-{RANDOM.getrandbits(64):016x}.age"
    with open(path, "wb") as opened:
        opened.write(HEADER)
    os.chmod(path, 0)


def not_files(home):
    stem = f"{BOX[home]}/new/{RANDOM.getrandbits(40)}-"
    os.mkfifo(f"{stem}{'1' * 16}.age")
    os.mkdir(f"{stem}{'2' * 16}.age")
    os.symlink("/dev/zero", f"{stem}{'3' * 16}.age")
    os.symlink(os.path.abspath(f"{home}/keys.db"), f"{stem}{'4' * 16}.age")


def junk(home):
    for folder in ("spool", "spool/cards", "spool/mailboxes", BOX[home], f"{BOX[home]}/tmp"):
        for name in ("junk", "x" * 200, f"1-{RANDOM.getrandbits(64):016x}.age"):
            path = f"{folder}/{name}"
            if os.path.isdir(folder) and not os.path.lexists(path):
                with open(path, "wb") as opened:
                    opened.write(b"junk")
                os.utime(path, (1000, 1000))


def cards_replaced(home):
    for name in os.listdir("spool/cards"):
        path = f"spool/cards/{name}"
        if RANDOM.random() < 0.5 and os.path.isfile(path):
            with open(path, "wb") as opened:
                opened.write(RANDOM.randbytes(200))


def renamed(home):
    for path in mail(home):
        os.rename(path, f"{BOX[home]}/new/{RANDOM.randrange(10**13)}-{RANDOM.getrandbits(64):016x}.age")


def repeated(home):
    for path in mail(home):
        if os.path.getsize(path) > 1 << 20:
            continue  # it takes no room as it lies, and would take all of it as a copy
        shutil.copy(path, f"{BOX[home]}/new/7-{RANDOM.getrandbits(64):016x}.age")


def removed(home):
    for path in mail(home)[:1]:
        os.remove(path)


def damaged(home):
    for path in mail(home)[:1]:
        os.truncate(path, os.path.getsize(path) // 2)


def held_back(home):
    if not mail(home):
        return None
    path = mail(home)[-1]
    os.rename(path, f"{path}.aside")
    return lambda: os.rename(f"{path}.aside", path)


def tmp_closed(home):
    if not os.path.isdir(f"{BOX[home]}/tmp"):
        return None
    os.chmod(f"{BOX[home]}/tmp", 0)
    return lambda: os.chmod(f"{BOX[home]}/tmp", 0o700)


def tmp_gone(home):
    shutil.rmtree(f"{BOX[home]}/tmp", ignore_errors=True)


def of_folders(attack):
    def play_on(home):
        return attack(RANDOM.choice(
            [BOX[home], f"{BOX[home]}/tmp", f"{BOX[home]}/new", "spool/cards", "spool/mailboxes"]))
    return play_on


ATTACKS = [
    of_folders(linked), of_folders(linked), of_folders(exchanged), of_folders(exchanged), sparse,
    tiny, unreadable, not_files, junk, cards_replaced, renamed, repeated, removed, damaged,
    held_back, tmp_closed, tmp_gone]

for number in range(ROUNDS):
    reader = RANDOM.choice(HOMES)
    writer = HOMES[reader == HOMES[0]]
    quiet = RANDOM.random() < 0.3
    mend = None if quiet else RANDOM.choice(ATTACKS)(reader)
    if number * MESSAGES // ROUNDS > (number - 1) * MESSAGES // ROUNDS:
        send(writer, f"message {number}")
    if not quiet and mend is None and RANDOM.random() < 0.5:
        mend = RANDOM.choice(ATTACKS)(reader)
    receive(reader)
    if RANDOM.random() < 0.1:
        play("purge-expired", "--home", writer)
    if mend:
        mend()

# The owner of the spool has made an end of it. What waits goes out, and a last message each way shows
# what is missing before it.
for home in HOMES:
    send(home, f"last of {home}")
for home in HOMES + HOMES:
    receive(home)

kept = [text for text in received if text != "first"]
check(len(kept) == len(set(kept)), f"delivered twice: {sorted(kept)}")
check(set(kept) <= set(sent), f"never sent: {set(kept) - set(sent)}")
for home in HOMES:
    check(f"last of {home}" in kept, f"the last message of {home} did not come")
lost = set(sent) - set(kept)
check(
    missing - late == len(lost),
    f"{len(lost)} did not come, {missing} were told as missing, {late} came late: {sorted(lost)}")
after = listing("elsewhere")
changed = [path for path in BEFORE.keys() | after.keys() if BEFORE.get(path) != after.get(path)]
check(not changed, f"changed outside the spool: {changed}")
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
check(memory <= LARGEST, f"{memory} KiB of memory")
check(slowest <= LONGEST, f"a run of {slowest:.0f} s")
for home in HOMES:
    expect_whole(home)
    expect_sound(home)
print(
    f"{ROUNDS} rounds, {len(sent)} messages: {len(kept)} delivered, {len(lost)} told as missing, "
    f"{len(refusals)} refused; {memory >> 10} MiB, {slowest:.1f} s at most")
