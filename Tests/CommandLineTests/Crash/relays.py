"""Servers of a relay that do what they like: the helper neither crashes nor waits for ever, and takes
no more memory than it may. It has given up files, programs and processes before it connects."""

import json
import os
import re
import socket
import subprocess
import threading
import time
from pathlib import Path

from crash import acquaint, at, check, keygen

MAILBOX = "00112233445566778899aabbccddeeff"
NAME = "1795300000123-0011223344556677.age"
# Seconds for an answer, beside what a machine that does other work takes; MiB.
PATIENCE, MOST = 45, 256
INFO = (b'INFO {"server_id":"x","version":"2.10.27","proto":1,"headers":true,"max_payload":1048576,'
        b'"port":4222}\r\n')


class Hostile:
    """Speaks the protocol of NATS as far as it must, and answers with what `answer` makes of it."""

    def __init__(self, greet=None, answer=None):
        self.greet, self.answer = greet, answer
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.route = f"nats://127.0.0.1:{self.listener.getsockname()[1]}/ward"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.talk, args=(client,), daemon=True).start()

    def talk(self, client):
        try:
            if self.greet:
                self.greet(client)
                return
            client.sendall(INFO)
            self.read(client)
        except OSError:
            pass
        finally:
            client.close()

    def read(self, client):
        file, inboxes = client.makefile("rb"), []
        for line in file:
            words = line.split()
            if not words:
                continue
            if words[0] == b"PING":
                client.sendall(b"PONG\r\n")
            elif words[0] == b"SUB":
                inboxes.append((words[1], words[-1]))
            elif words[0] in (b"PUB", b"HPUB"):
                file.read(int(words[-1]) + 2)
                reply = words[2] if len(words) > (3 if words[0] == b"PUB" else 4) else None
                if reply and self.answer:
                    self.answer(client, inboxes, reply, words[1])


def message(subject, number, body, head=b""):
    if head:
        head = b"NATS/1.0" + head + b"\r\n\r\n"
        return b"HMSG %s %s %d %d\r\n%s%s\r\n" % (
            subject, number, len(head), len(head) + len(body), head, body)
    return b"MSG %s %s %d\r\n%s\r\n" % (subject, number, len(body), body)


def told(body, head=b""):
    def answer(client, inboxes, reply, _):
        client.sendall(message(reply, inboxes[0][1], body, head))
    return answer


def wrong(client, inboxes, reply, _):
    for subject in (b"elsewhere", reply + b".x", b"_INBOX.1.a.999"):
        client.sendall(message(subject, inboxes[0][1], b'{"seq":1}') * 3)


def huge(client, inboxes, reply, _):
    client.sendall(b"MSG %s %s 2000000000\r\n" % (reply, inboxes[0][1]))
    for _ in range(2000):
        client.sendall(bytes(1 << 20))


def flood(client, inboxes, reply, _):
    client.sendall(message(b"_INBOX.x", inboxes[0][1], bytes(100_000)) * 20)
    while True:
        client.sendall(message(reply + b"9", inboxes[0][1], bytes(60_000)) * 100)


def slowly(text):
    def greet(client):
        for byte in text:
            client.sendall(bytes([byte]))
            time.sleep(0.5)
    return greet


def endless(client):
    client.sendall(b"INFO {")
    while True:
        client.sendall(b" " * 65536)


def lying(client, inboxes, reply, subject):
    """Has every envelope, in parts without number."""
    if b"CONSUMER.CREATE" in subject:
        client.sendall(message(reply, inboxes[0][1], b'{"num_pending":1}'))
        place = b"tacita.ward.mail.%s.%s" % (MAILBOX.encode(), NAME[:-4].encode())
        client.sendall(b"HMSG %s %s $JS.ACK.S.C.1.1.1.1795300000000000000.0 %d %d\r\n%s\r\n" % (
            place, inboxes[-1][1], 41, 41, b"NATS/1.0\r\nNats-Msg-Size: 123456\r\n\r\n".ljust(41)[:41]))
    else:
        client.sendall(message(
            reply, inboxes[0][1], b"x" * 1000,
            b"\r\nNats-Sequence: 1\r\nTacita-Parts: 5000\r\nTacita-Size: 4000000000"))


SERVERS = {
    "silent": Hostile(greet=lambda client: time.sleep(300)),
    "hangs up": Hostile(greet=lambda client: None),
    "noise": Hostile(greet=lambda client: client.sendall(os.urandom(100_000))),
    "endless greeting": Hostile(greet=endless),
    "slow greeting": Hostile(greet=slowly(INFO)),
    "no answers": Hostile(),
    "nonsense": Hostile(answer=told(b"\xff{nonsense")),
    "an empty answer": Hostile(answer=told(b"")),
    "deep nonsense": Hostile(answer=told(b"[" * 900_000)),
    "wrong numbers": Hostile(answer=told(b'{"seq":-5,"num_pending":99999999999}')),
    "wrong status": Hostile(answer=told(b"", b" 999 Nonsense")),
    "wrong subjects, again and again": Hostile(answer=wrong),
    "a huge message": Hostile(answer=huge),
    "a flood": Hostile(answer=flood),
    "parts without number": Hostile(answer=lying),
}

CALLS = [
    ("prepare", {"mailboxes": [MAILBOX]}, None), ("put", {"mailbox": MAILBOX, "name": NAME}, b"x" * 9000),
    ("entries", {"mailbox": MAILBOX, "limit": 10}, None), ("open", {"mailbox": MAILBOX, "name": NAME}, None),
    ("has", {"mailbox": MAILBOX, "name": NAME}, None),
    ("document", {"kind": "card", "name": "tacita1x"}, None),
    ("documents", {"kind": "card", "since": 0, "limit": 10}, None),
]


class Helper:
    def __init__(self, route):
        self.process = subprocess.Popen(
            ["tacita-transport-nats"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        self.answers = []
        self.first = self.ask("begin", {"protocol": 1, "route": route}, None)

    def ask(self, call, fields, body):
        """The answer; None when the helper ended."""
        question = {**fields, "call": call, **({} if body is None else {"size": len(body)})}
        words = json.dumps(question, sort_keys=True, separators=(",", ":")).encode()
        done = []

        def talk():
            try:
                self.process.stdin.write(words + b"\n" + (body or b""))
                self.process.stdin.flush()
                line = self.process.stdout.readline()
                answer = json.loads(line) if line else None
                if answer and "size" in answer:
                    self.process.stdout.read(answer["size"])
                done.append(answer)
            except (OSError, ValueError):
                done.append(None)
        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        check(done, f"{call}: no answer within {PATIENCE} seconds")
        return done[0]

    def status(self, key):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{key}:\s*(\d+)", text)[1])

    def end(self):
        """How it ended by itself, if it did."""
        ended = self.process.poll()
        self.process.kill()
        self.process.wait()
        return ended


def play(name, server, outcome):
    helper = Helper(server.route)
    peak, errors = 0, 0
    asked = [helper.first]
    for call, fields, body in CALLS:
        if asked[-1] is None or asked[-1].get("error") == "unreachable":
            break
        asked.append(helper.ask(call, fields, body))
        try:
            peak = max(peak, helper.status("VmHWM"))
        except (OSError, TypeError):
            pass
    errors = ["ended" if answer is None else answer["error"]
              for answer in asked if answer is None or "error" in answer]
    ended = helper.end()
    outcome[name] = (errors, peak // 1024, ended)


outcome = {}
threads = [threading.Thread(target=play, args=(name, server, outcome)) for name, server in SERVERS.items()]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for name in SERVERS:
    check(name in outcome, f"{name}: not played to its end")
    errors, peak, ended = outcome[name]
    check(errors, f"{name}: the helper believed it")
    check(peak <= MOST, f"{name}: {peak} MiB")
    check(ended is None or ended >= 0, f"{name}: the helper crashed: {ended}")
    print(f"{name}: {', '.join(errors)}; {peak} MiB")

# A helper that has connected: what it gave up.
helper = Helper(SERVERS["no answers"].route)
check(helper.first.get("protocol") == 1, f"{helper.first}")
check(helper.status("NoNewPrivs") == 1 and helper.status("Seccomp") == 2, "it is not confined")
opened = [os.readlink(f"/proc/{helper.process.pid}/fd/{number}")
          for number in os.listdir(f"/proc/{helper.process.pid}/fd")]
check(sum(place.startswith("socket:") for place in opened) == 1
      and sum(place.startswith("pipe:") for place in opened) == 2
      and len(opened) == 4, f"open: {opened}")
helper.end()

# What tacita says of it.
for name in ("vries", "jansen"):
    keygen(name)
acquaint("vries", "jansen")
at("vries", "config", "set", "route", SERVERS["hangs up"].route)
at("vries", "send", "--to", "jansen", "--allow-unverified", "test", "--body", "-", stdin="x", status=69)
at("vries", "receive", status=69)
at("vries", "send", "--to", "jansen", "--allow-unverified", "test", "--queue", "--body", "-", stdin="x")
check('"toGoOut":1' in at("vries", "status", "--json"), "it does not wait")
