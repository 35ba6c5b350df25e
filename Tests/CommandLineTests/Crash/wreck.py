"""Homes that are wrecked in thirty ways: what doctor and the verbs say is done to the letter, and leads
back to a home that works, or harms nothing where that cannot be.

A hint is followed by its words: a command in it is run, a thing that is to be done is done. Where the
program runs as root, homes belong to another user, for whom modes mean something.
"""

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

from crash import PATIENCE, check, clock

USER = 65534 if os.geteuid() == 0 else None
SMALL = "small"
RANDOM = random.Random(1)


def in_own_mounts():
    """Begins anew where file systems can be mounted that go with this program; False if nowhere."""
    if "TACITA_MOUNTS" in os.environ:
        return True
    how = ["unshare", "--mount", *([] if USER else ["--map-root-user"])]
    trial = [*how, "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", SMALL]
    if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
        os.environ["TACITA_MOUNTS"] = "own"
        os.execvp(how[0], [*how, sys.executable, "-B", *sys.argv])
    return False


os.makedirs(SMALL, exist_ok=True)
MOUNTS = in_own_mounts()
if USER:
    os.chmod(".", 0o711)
    os.makedirs("user", exist_ok=True)
    os.chown("user", USER, USER)
    shutil.copy(shutil.which("tacita"), "tacita")
    os.chmod("tacita", 0o755)
    PROGRAM = os.path.abspath("tacita")
    os.chdir("user")
else:
    PROGRAM = shutil.which("tacita")
os.environ.update(HOME=os.getcwd(), XDG_RUNTIME_DIR="")
FOLDER = os.getcwd()
os.umask(0o077)


def run(*words, days=0, stdin="", user=USER):
    start = clock(f"{days:+d}d") if days else []
    return subprocess.run(
        [*start, PROGRAM, *words], input=stdin, capture_output=True, text=True, check=False,
        timeout=PATIENCE, user=user, group=user, extra_groups=None if user is None else [])


def done(*words, **more):
    ended = run(*words, **more)
    check(ended.returncode == 0, f"{words}: {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def secret(home):
    return ("--home", home, "--keyfile", "jansen.key")


def own(path):
    """Gives what this program wrote to the user of the homes."""
    if USER:
        for folder, _, names in os.walk(path):
            for name in [folder, *(os.path.join(folder, name) for name in names)]:
                os.chown(name, USER, USER, follow_symlinks=False)


def scene():
    """A home with two messages, one of them an object, its backup, and who wrote to it."""
    for name in ("vries", "jansen"):
        with open(f"{name}.key", "wb") as file:
            file.write(os.urandom(32))
    with open("large.bin", "wb") as file:
        file.write(os.urandom(100_000))
    os.makedirs("spool")
    own(".")
    for name in ("vries", "jansen"):
        done("keygen", "--name", name, "--home", name, "--keyfile", f"{name}.key", "-q", "--route",
             f"spool:{FOLDER}/spool")
    for reader, writer in [("vries", "jansen"), ("jansen", "vries")]:
        card = done("card", "--home", writer, "--keyfile", f"{writer}.key")
        done("contact", "add", "--as", writer, "-", "-q", "--home", reader, "--keyfile",
             f"{reader}.key", stdin=card)
    for text, more in [("one", ()), ("two", ("--attach", "large.bin"))]:
        done("send", "--to", "jansen", "--allow-unverified", "test", *more, "--home", "vries",
             "--keyfile", "vries.key", stdin=text)
    done("receive", *secret("jansen"))
    done("backup", "saved", "--home", "jansen")
    shutil.copytree("spool", "spool.then")


def fresh():
    for name in ("home", "home.replaced", "home.replaced-1", "backup"):
        reopened(name)
        shutil.rmtree(name, ignore_errors=True)
    # The spool too: a card that another copy published is noticed.
    shutil.rmtree("spool")
    for source, target in [("jansen", "home"), ("saved", "backup"), ("spool.then", "spool")]:
        shutil.copytree(source, target)
        own(target)


def reopened(path):
    for folder, _, _ in os.walk(path):
        os.chmod(folder, 0o700)


def texts(home="home", days=0):
    lines = done("list", "--json", *secret(home), days=days).splitlines()
    return sorted(done("show", json.loads(line)["id"], "-q", *secret(home), days=days).strip() for line in lines)


def follow(hint, home, words):
    """Does what a hint says; False when it names nothing that can be done here."""
    shell = None
    if found := re.search(r"mv (\S+) ([^\s)]+)", hint):
        shell = found[0]
    elif found := re.search(r"chmod \S+ \S+", hint):
        shell = found[0]
    if shell:
        check("/" not in shell or FOLDER in shell or "home" in shell, f"it leads elsewhere: {shell}")
        subprocess.run(shell, shell=True, check=True, user=USER, group=USER)
    elif "tacita restore" in hint:
        words += ["restore"]
        restored = run("restore", "backup", *secret(home))
        if restored.returncode != 0:
            error = restored.stderr
            check("hint: " in error, f"a dead end: {error}")
            return follow(re.search(r"hint: (.*)", error)[1], home, words)
    elif "tacita receive" in hint:
        done("receive", *secret(home))
    elif "--clock-ok" in hint:
        done("purge-expired", "--clock-ok", "--home", home)
    else:
        return False
    words.append(shell or hint)
    return True


def mend(home="home"):
    """Follows what doctor says until it has nothing more to say of the home; what was done."""
    words = []
    for _ in range(8):
        found = [json.loads(line) for line in run("doctor", "--json", "--home", home).stdout.splitlines()]
        check(found, "doctor said nothing")
        todo = [
            one for one in found
            if one.get("verdict") == "todo"
            and one["subject"] in ("home", "permissions", "clock", "card", "route")]
        if not todo:
            return words
        check(not any("should not happen" in one["message"] for one in todo), f"{todo}")
        check(todo[0].get("hint"), f"no hint: {todo[0]}")
        check(follow(todo[0]["hint"], home, words), f"a hint that cannot be followed: {todo[0]}")
    sys.exit(f"FAILED: there is no end: {words}")


def remove(name):
    def wreck():
        path = f"home/{name}"
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    return wreck


def cut(name, size):
    def wreck():
        for ending in ("-wal", "-shm"):
            if os.path.exists(f"home/{name}{ending}"):
                os.remove(f"home/{name}{ending}")
        os.truncate(f"home/{name}", size)
    return wreck


def noise(name):
    def wreck():
        with open(f"home/{name}", "r+b") as file:
            file.write(RANDOM.randbytes(os.path.getsize(f"home/{name}")))
    return wreck


def mode(name, bits):
    return lambda: os.chmod(f"home/{name}" if name else "home", bits)


def trigger():
    with sqlite3.connect("home/keys.db") as database:
        database.execute("CREATE TRIGGER t BEFORE DELETE ON dayKeys BEGIN SELECT RAISE(IGNORE); END")
    database.close()
    own("home")


def killed(*words):
    def wreck():
        for _ in range(4):
            process = subprocess.Popen(
                [PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, user=USER, group=USER, start_new_session=True)
            time.sleep(RANDOM.random() * 0.4)
            os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
            process.wait()
            reopened("home.replaced")
            shutil.rmtree("home.replaced", ignore_errors=True)
    return wreck


def ahead():
    done("purge-expired", "--home", "home", days=50)


def behind():
    run("purge-expired", "--home", "home", days=-2)


def first_object():
    return next(
        os.path.relpath(os.path.join(folder, names[0]), "home")
        for folder, _, names in os.walk("home/objects") if names)


# Each with what is to be read in the end.
BOTH = ["one", "two"]
WRECKS = [
    *((f"without {name}", remove(name), BOTH)
      for name in ("keyslots.json", "keys.db", "vault.db", "config.json", "queue", "reserve")),
    *((f"{name} empty", cut(name, 0), BOTH)
      for name in ("keyslots.json", "keys.db", "vault.db", "config.json", "reserve")),
    *((f"{name} cut short", cut(name, size), BOTH)
      for name, size in [("keyslots.json", 50), ("keys.db", 5000), ("vault.db", 5000), ("config.json", 20)]),
    *((f"{name} overwritten", noise(name), BOTH) for name in ("keyslots.json", "keys.db", "vault.db")),
    *((f"{name or 'the home'} with mode {bits:o}", mode(name, bits), BOTH)
      for name, bits in [
          ("", 0o755), ("", 0o777), ("", 0o500), ("", 0), ("keys.db", 0o400), ("vault.db", 0o400),
          ("keyslots.json", 0), ("config.json", 0o666), ("objects", 0o500), ("queue", 0o770)]),
    ("a trigger in keys.db", trigger, BOTH),
    ("rekey killed", killed("key", "rekey", "--drop-others", *secret("home")), BOTH),
    ("restore killed", killed("restore", "backup", *secret("home")), BOTH),
    ("purge killed", killed("purge-expired", "--home", "home"), BOTH),
    ("the clock behind", behind, BOTH),
    ("the clock ahead", ahead, []),
]

scene()
for name, wreck, expected in WRECKS:
    fresh()
    wreck()
    said = mend()
    have = texts()
    check(have == expected, f"{name}: {said}, then {have}")
    done("audit", "verify", *secret("home"))
    done("send", "--to", "vries", "--allow-unverified", "test", *secret("home"), stdin="it works")
    print(f"{name}: {'; '.join(said) or 'nothing to do'}")
print(f"{len(WRECKS)} wrecks mended")

# The home itself is gone: it is not made anew in a hurry.
fresh()
shutil.rmtree("home")
check(run("list", *secret("home")).returncode == 66, "a home that is not there")
done("restore", "backup", *secret("home"))
check(texts() == BOTH, "restored")

# What a restore put aside is in the way of the next one, and is moved, not used or removed.
fresh()
done("restore", "backup", *secret("home"))
again = run("restore", "backup", *secret("home"))
check(again.returncode == 73, again.stderr)
check(follow(re.search(r"hint: (.*)", again.stderr)[1], "home", []), again.stderr)
done("restore", "backup", *secret("home"))
check(texts() == BOTH and texts("home.replaced-1") == BOTH, "both are there")

# Root in somebody's home is not told to take it over.
if USER:
    fresh()
    found = run("doctor", "--json", "--home", "home", user=None).stdout
    check("chown" not in found and f"sudo -u '#{USER}'" in found, found)

# A full disk: people can look, delete and purge, and only new things wait.
if MOUNTS:
    fresh()
    size = "size=2m,mode=711"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", f"../{SMALL}" if USER else SMALL], check=True)
    place = os.path.abspath(f"../{SMALL}" if USER else SMALL)
    home = f"{place}/home"
    shutil.copytree("jansen", home)
    own(place)
    with open(f"{place}/filler", "wb") as filler:
        room = os.statvfs(place)
        filler.write(b"\0" * (room.f_bavail * room.f_frsize))
    done("send", "--to", "jansen", "--allow-unverified", "test", "--home", "vries", "--keyfile",
         "vries.key", stdin="three")
    check(texts(home) == BOTH, "a full disk cannot be read")
    refused = run("receive", *secret(home), "--json")
    check(refused.returncode == 74 and "disk-full" in refused.stderr, f"{refused}")
    first = json.loads(done("list", "--json", *secret(home)).splitlines()[0])["id"]
    done("delete", first, *secret(home))
    done("purge-expired", "--home", home)
    os.remove(f"{place}/filler")
    done("receive", *secret(home))
    check(texts(home) == ["three", "two"], f"{texts(home)}")
    done("purge-expired", "--home", home, days=40)
    print("a full disk: read, deleted, purged")
