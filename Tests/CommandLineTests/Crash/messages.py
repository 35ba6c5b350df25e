"""Receive and send, killed again and again: every message exactly once, and no false word of others
that are missing."""

import json
import os
import sqlite3

from crash import (
    RANDOM, at, check, copy, duration, expect_sound, expect_whole, killed, pair, receptions, send,
    texts, waiting)

KILLS = int(os.environ.get("TACITA_KILLS", "20"))
MESSAGES = 50

pair()
with open("large.bin", "wb") as file:
    file.write(os.urandom(100_000))
SENT = []


def post(number):
    """Every fifth message has an object of its own."""
    SENT.append(f"message {number}")
    return send("vries", "jansen", SENT[-1], *(("--attach", "large.bin") if number % 5 == 0 else ()))


def gaps(found):
    return [one for one in found if one["outcome"] != "received" or one.get("missing")]


for number in range(MESSAGES):
    post(number)
copy("jansen", "before")
copy("spool", "full")

# Receive. The message after the last must not say that others are missing, whatever the runs before
# it had time to tell.
RECEIVE = ("receive", "--home", "jansen", "--keyfile", "jansen.key")
lasts = duration(lambda: at("jansen", "receive"))
check(texts("jansen") == sorted(SENT), "not all came")
copy("vries", "writer")
kills = 0
while kills < KILLS:
    copy("before", "jansen")
    copy("full", "spool")
    for _ in range(5):
        kills += killed(*RECEIVE, within=lasts * RANDOM.choice([0.3, 1]))
    at("jansen", "receive")
    check(texts("jansen") == sorted(SENT), f"after {kills} kills of receive: {texts('jansen')}")
    check(not waiting(), f"left in the spool: {waiting()}")
    expect_sound("jansen")
    expect_whole("jansen")
    send("vries", "jansen", "the next")
    check(not gaps(found := receptions("jansen")), f"after {kills} kills of receive: {found}")
    copy("writer", "vries")

# A run that is killed between its commits has kept messages and not noted how far their sender is.
with sqlite3.connect("jansen/keys.db") as keys:
    keys.execute("DELETE FROM conversations")
keys.close()
send("vries", "jansen", "the next but one")
check(not gaps(found := receptions("jansen")), f"between two commits: {found}")
copy("writer", "vries")

# Send. What is listed as sent arrives, and nothing else does.
copy("before", "jansen")
copy("full", "spool")
at("jansen", "receive")
SEND = (
    "send", "--to", "jansen", "--allow-unverified", "test", "--home", "vries", "--keyfile",
    "vries.key")
LARGE = ("--attach", "large.bin")
lasts = duration(lambda: post(0))
check(not gaps(receptions("jansen")), "a gap without a kill")
kills = 0
while kills < KILLS:
    for _ in range(RANDOM.randrange(1, 4)):
        kills += killed(
            *SEND, *(LARGE if RANDOM.random() < 0.5 else ()), within=lasts, stdin=f"killed {kills}")
    post(kills)
    told = gaps(receptions("jansen"))
    check(not told, f"after {kills} kills of send: {told}")
    expect_sound("vries")
    expect_sound("jansen")
check(set(SENT) <= set(texts("jansen")), "what was sent did not come")
check(texts("vries") == texts("jansen"), "one has what the other has not")
ids = [json.loads(line)["id"] for line in at("jansen", "list", "--json").splitlines()]
check(len(ids) == len(set(ids)), "one came twice")
check(not [name for name in waiting() if "/new/" in name], f"left in the spool: {waiting()}")
for home in ("vries", "jansen"):
    expect_whole(home)
