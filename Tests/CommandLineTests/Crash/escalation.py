"""overdue --escalate, killed again and again: every step once, and none forgotten."""

import collections
import datetime
import json
import os
import time

from crash import (
    RANDOM, acquaint, at, check, copy, duration, expect_sound, expect_whole, keygen, killed, pair)

KILLS = int(os.environ.get("TACITA_KILLS", "20"))
MESSAGES = 8
WITHIN = 2  # seconds


def plan():
    """A role that jansen has, with bakker as backup."""
    now = datetime.datetime.now(datetime.timezone.utc)
    begin, end = (
        (now + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ") for hours in (-1, 12))
    at("vries", "role", "create", "On call", "--as", "on-call", "-q")
    at("vries", "role", "plan", "on-call", "-", "-q",
       stdin=f"from,until,holder,backup\n{begin},{end},jansen,bakker\n")
    at("vries", "role", "publish", "on-call", "-q")


def send(number):
    """By turns to the role, and to a person with somebody who is named for the next step."""
    way = ("--to-role", "on-call") if number % 2 else ("--to", "jansen", "--escalate-to", "bakker")
    at("vries", "send", *way, "--ask", "acknowledged", "--ack-within", f"{WITHIN}s", "--subject",
       f"message {number}", "--allow-unverified", "test", "-q", stdin="bleeding")


def escalations(event):
    """How often each message was sent on, or came to an end, as the audit log has it."""
    lines = map(json.loads, at("vries", "audit", "list", "--json").splitlines())
    return collections.Counter(
        line["object"] for line in lines
        if line["event"] == "escalate" and line["action"] == event)


pair()
keygen("bakker", "--route", f"spool:{os.getcwd()}/spool")
acquaint("vries", "bakker")
plan()
for number in range(MESSAGES):
    send(number)
copy("vries", "before")
copy("bakker", "empty")
copy("spool", "full")

ESCALATE = ("overdue", "--escalate", "--home", "vries", "--keyfile", "vries.key")
time.sleep(WITHIN)
lasts = duration(lambda: at("vries", *ESCALATE[:2], status=1))
kills = 0
while kills < KILLS:
    for name, source in [("vries", "before"), ("bakker", "empty"), ("spool", "full")]:
        copy(source, name)
    for _ in range(8):
        kills += killed(*ESCALATE, within=lasts * RANDOM.choice([0.5, 1, 2]))
    at("vries", *ESCALATE[:2], status=1)
    at("vries", "receive")
    at("bakker", "receive", "-q", status=None)
    arrived = collections.Counter(
        json.loads(line)["subject"] for line in at("bakker", "list", "--json").splitlines())
    wanted = collections.Counter(f"message {number}" for number in range(MESSAGES))
    check(arrived == wanted, f"after {kills} kills: {arrived}")
    done = escalations("C")
    check(sorted(done.values()) == [1] * MESSAGES, f"after {kills} kills: {done}")
    expect_sound("vries")
    expect_whole("vries")

# The last step, which sends nothing, is taken once too.
while sum((done := escalations("E")).values()) < MESSAGES:
    killed(*ESCALATE, within=lasts)
at("vries", *ESCALATE[:2], status=1)
check(escalations("E") == done and set(done.values()) == {1}, f"telephone: {done}")
check(sum(escalations("C").values()) == MESSAGES, "a step was taken again")
