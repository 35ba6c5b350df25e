"""Ten programs at once on one home: they wait for each other, and nothing is lost."""

import json
import os
import random
import subprocess
import threading
import time

from crash import (
    PATIENCE, check, expect_sound, expect_whole, pair, receptions, tacita, texts, waiting)

ROUNDS = int(os.environ.get("TACITA_ROUNDS", "8"))
# What a program waits for the others before it gives up, in seconds.
BUSY = 5

pair()
with open("large.bin", "wb") as file:
    file.write(os.urandom(100_000))

troubles = []
expected = {"vries": [], "jansen": []}
lock = threading.Lock()
busy = 0


def run(*words, stdin=None):
    """Runs tacita until the others let it: 75 means that they did not for as long as it waits."""
    global busy
    while True:
        begun = time.monotonic()
        done = subprocess.run(
            ["tacita", *words], input=stdin, capture_output=True, text=True, check=False,
            timeout=PATIENCE)
        if done.returncode == 0:
            return done.stdout
        waited = time.monotonic() - begun
        with lock:
            busy += 1
            if done.returncode != 75 or waited < BUSY:
                troubles.append(
                    f"{words}: status {done.returncode} after {waited:.1f} s\n{done.stdout}{done.stderr}")
                return done.stdout


def on(home, *words, **options):
    return run(*words, "--home", home, "--keyfile", f"{home}.key", **options)


def sends(writer, reader, name):
    def play(number):
        text = f"{name} {number}"
        attached = ("--attach", "large.bin") if number % 2 else ()
        on(writer, "send", "--to", reader, "--allow-unverified", "test", *attached, stdin=text)
        with lock:
            expected[writer].append(text)
            expected[reader].append(text)
    return play


ACTS = [
    sends("jansen", "vries", "first"),
    sends("jansen", "vries", "second"),
    sends("vries", "jansen", "third"),
    sends("vries", "jansen", "fourth"),
    lambda number: on("jansen", "receive"),
    lambda number: on("jansen", "receive"),
    lambda number: on("jansen", "list"),
    lambda number: [json.loads(line) for line in on("jansen", "list", "--json").splitlines()],
    lambda number: run("purge-expired", "--home", "jansen"),
    lambda number: run("backup", "repository", "--home", "jansen"),
]


def play(act):
    try:
        for number in range(ROUNDS):
            time.sleep(random.random() / 20)
            act(number)
    except Exception as trouble:  # a thread's own end would go unseen
        with lock:
            troubles.append(repr(trouble))


threads = [threading.Thread(target=play, args=(act,)) for act in ACTS]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
check(not troubles, "\n".join(troubles))
print(f"{len(ACTS)} programs, {ROUNDS} times each; given up as busy: {busy}")

for home in ("jansen", "vries"):
    told = [one for one in receptions(home) if one["outcome"] != "received"]
    check(not told, f"{home}: {told}")
for home in ("jansen", "vries"):
    check(texts(home) == sorted(expected[home]), f"{home}: {texts(home)}")
    expect_sound(home)
    expect_whole(home)
check(not waiting(), f"left in the spool: {waiting()}")
tacita("backup", "repository", "--home", "jansen")
tacita("backup", "--verify", "repository", "--home", "jansen")
