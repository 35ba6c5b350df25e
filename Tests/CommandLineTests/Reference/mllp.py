"""A listener takes HL7 v2 over MLLP and answers well, badly, slowly or not at all: each has its
status, the listener has the bytes that a file would have, and nothing is sent twice unsaid."""

import json
import os
import signal
import socket
import subprocess
import threading
import time

import hl7_rules
from reference import check

VRIES, JANSEN = (("--home", name, "--keyfile", f"{name}.key") for name in ("vries", "jansen"))


def tacita(*args, given=None, status=0):
    done = subprocess.run(["tacita", *args], input=given, capture_output=True, check=False)
    check(done.returncode == status, f"{args[:4]}: {done.returncode} {done.stderr.decode()}{done.stdout.decode()}")
    return done


class Listener(threading.Thread):
    """Takes one connection and behaves as it is told."""

    def __init__(self, behave):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.behave, self.got, self.connections = behave, b"", 0
        self.start()

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            self.connections += 1
            self.got = b""
            with connection:
                try:
                    self.behave(self, connection)
                except OSError:
                    pass

    def take(self, connection, most=1 << 30):
        while not self.got.endswith(b"\x1c\r") and len(self.got) < most:
            piece = connection.recv(65536)
            if not piece:
                break
            self.got += piece

    def control(self):
        return self.got.split(b"|")[9]


def acknowledgement(code, control, text=b"", end=b"\r"):
    return (b"\x0bMSH|^~\\&|engine||tacita||20261126||ACK^T02|1|P|2.5.1" + end
            + b"MSA|" + code + b"|" + control + b"|" + text + end + b"\x1c\r")


def answering(code, text=b"", control=None, end=b"\r"):
    def behave(listener, connection):
        listener.take(connection)
        connection.sendall(acknowledgement(code, control or listener.control(), text, end))
    return behave


def raw(data):
    def behave(listener, connection):
        listener.take(connection)
        connection.sendall(data)
    return behave


def slow(listener, connection):
    listener.take(connection)
    for byte in acknowledgement(b"AA", listener.control()):
        connection.sendall(bytes([byte]))
        time.sleep(0.01)


def trickle(listener, connection):
    listener.take(connection)
    while True:
        connection.sendall(b"\x0b")
        time.sleep(0.2)


def silent(listener, connection):
    listener.take(connection)
    time.sleep(30)


def deaf(_listener, connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    time.sleep(30)


def cut_at_once(_listener, connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def cut_within(listener, connection):
    listener.take(connection, 100_000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def cut_after(listener, connection):
    listener.take(connection)


# The scene

os.mkdir("spool", 0o700)
for who in (VRIES, JANSEN):
    tacita("keygen", "--name", who[1], "-q", *who, "--route", f"spool:{os.getcwd()}/spool")
    with open(f"{who[1]}.card", "wb") as file:
        file.write(tacita("card", *who).stdout)
tacita("contact", "add", "--as", "jansen", "jansen.card", *VRIES)
tacita("contact", "add", "--as", "vries", "vries.card", *JANSEN)
with open("number", "w", encoding="utf-8") as file:
    file.write("bsn:111222333\n")
SCAN = os.urandom(4 << 20)
with open("scan.bin", "wb") as file:
    file.write(SCAN)


def message(text="Rash\n|^~\\&\x0b\x1c\r", *options):
    """A new message in the home of vries."""
    done = tacita("send", "--to", "jansen", "--allow-unverified", "test", "--patient-from", "number", *options,
                  *VRIES, given=text.encode())
    return done.stdout.decode().strip()


def export(message_id, listener, *options, status=0):
    ids = [message_id] if isinstance(message_id, str) else message_id
    address = listener if isinstance(listener, str) else listener.address
    return tacita("export", *ids, "--patient-from", "number", "--format", "mdm", "--mllp", address,
                  *options, *VRIES, status=status)


def outcomes(message_id):
    lines = tacita("audit", "export", *VRIES).stdout.splitlines()
    row = [json.loads(line) for line in lines]
    objects = [line["object"] for line in row if line["event"] == "send" and line["outcome"] == "done"]
    place = SENT.index(message_id)
    return [line["outcome"] for line in row if line["event"] == "export" and line["object"] == objects[place]]


SENT = []


def new(*words):
    SENT.append(message(*words))
    return SENT[-1]


# Taken: the listener has what a file would have.

big = new("Rash\n", "--attach", "scan.bin", "--no-clean")
listener = Listener(answering(b"AA", b"filed"))
done = export(big, listener)
check(done.stdout.decode().split() == [big, "acknowledged", "AA:", "filed"], done.stdout)
got = listener.got
check(got[:1] == b"\x0b" and got[-2:] == b"\x1c\r", "the frame")
facts = hl7_rules.facts(hl7_rules.check(got[1:-2].decode()))
check(facts["attachment"] == [SCAN] and facts["message"] == big, "the message")
written = tacita("export", big, "--patient-from", "number", "--format", "mdm", "-o", "-", "-q", *VRIES).stdout
check(written == got[1:-2], "a file has other bytes")
check(outcomes(big) == ["sending", "acknowledged", "begun", "done"], outcomes(big))

# Not twice unsaid.

done = export(big, listener, status=73)
check(b"sent to a system of the record before" in done.stderr and b"acknowledged" in done.stderr, done.stderr)
check(listener.connections == 1, "it was sent again")
export(big, listener, "--force")
check(listener.connections == 2 and listener.got == got, "the same message has other bytes")

# What cannot be told is noted all the same.

sent, listener = new(), Listener(answering(b"AA"))
with open("/dev/full", "wb") as full:
    done = subprocess.run(["tacita", "export", sent, "--patient-from", "number", "--format", "mdm", "--mllp",
                           listener.address, *VRIES], stdout=full, stderr=subprocess.PIPE, check=False)
check(done.returncode == 74 and outcomes(sent) == ["sending", "acknowledged"], outcomes(sent))
export(sent, listener, status=73)
check(listener.connections == 1, "it was sent again")

# Each behaviour, its status, what the log says, and whether the next attempt says so.

CASES = [
    ("AA", answering(b"AA"), 0, "acknowledged", True), ("CA", answering(b"CA"), 0, "acknowledged", True),
    ("line feeds", answering(b"AA", end=b"\n"), 0, "acknowledged", True),
    ("slow bytes", slow, 0, "acknowledged", True),
    ("AE", answering(b"AE", b"no such patient\x1b[31m"), 1, "refused", False),
    ("AR", answering(b"AR"), 1, "refused", False), ("CR", answering(b"CR"), 1, "refused", False),
    ("another's", answering(b"AA", control=b"00000000000000000000"), 69, "not-known", True),
    ("an unknown code", answering(b"OK"), 69, "not-known", True),
    ("garbage", raw(b"\x0bHTTP/1.1 200 OK\r\n\r\n\x1c\r"), 69, "not-known", True),
    ("no frame", raw(b"MSA|AA|x\r"), 69, "not-known", True),
    ("too long", raw(b"\x0b" + b"A" * 100_000), 69, "not-known", True),
    ("no answer", silent, 69, "not-known", True), ("an endless answer", trickle, 69, "not-known", True),
    ("cut after it", cut_after, 69, "not-known", True)]
for name, behave, status, outcome, isSaid in CASES:
    sent, listener = new(), Listener(behave)
    started = time.monotonic()
    done = export(sent, listener, "--timeout", "1s" if outcome == "not-known" else "20s", status=status)
    check(time.monotonic() - started < 15, f"{name}: too slow")
    check(outcomes(sent) == ["sending", outcome], f"{name}: {outcomes(sent)}")
    check(b"\x1b" not in done.stderr + done.stdout, f"{name}: a control character")
    again = Listener(answering(b"AA"))
    if isSaid:
        export(sent, again, status=73)
        check(again.connections == 0, f"{name}: sent again unsaid")
    export(sent, again, *(["--force"] if isSaid else []))
    check(again.connections == 1 and again.got == listener.got, f"{name}: not the same")

# The system cannot have it: it may be sent again at once.

closed = socket.create_server(("127.0.0.1", 0))
address = f"127.0.0.1:{closed.getsockname()[1]}"
closed.close()
sent = new("Rash\n", "--attach", "scan.bin", "--no-clean")
for where in (address, "no-such-host.invalid:2575", Listener(cut_at_once), Listener(cut_within), Listener(deaf)):
    done = export(sent, where, "--timeout", "1s", status=69)
    check(b"was not sent" in done.stderr, done.stderr)
check(outcomes(sent) == ["sending", "not-sent"] * 5, outcomes(sent))
export(sent, Listener(answering(b"AA")))

# Of several, those after the first that is not taken are not sent.

three = [new(), new(), new()]


def second_refused(listener, connection):
    listener.take(connection)
    code = b"AE" if listener.connections == 2 else b"AA"
    connection.sendall(acknowledgement(code, listener.control()))


listener = Listener(second_refused)
done = export(three, listener, "--json", status=1)
check([json.loads(line)["outcome"] for line in done.stdout.splitlines()] == ["acknowledged", "refused"], done.stdout)
check(json.loads(done.stderr.splitlines()[-1])["error"] == "record-refused", done.stderr)
check(listener.connections == 2 and outcomes(three[2]) == [], "the third")

# Killed while it waits: the next attempt says that no answer was noted.

sent, listener = new(), Listener(silent)
with subprocess.Popen(["tacita", "export", sent, "--patient-from", "number", "--format", "mdm", "--mllp",
                       listener.address, *VRIES], stdout=subprocess.DEVNULL) as process:
    while not listener.got.endswith(b"\x1c\r"):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
done = export(sent, listener, status=73)
check(b"no answer noted" in done.stderr and listener.connections == 1, done.stderr)

# A sender's wish holds here too, and what cannot be an address is told.

tacita("send", "--to", "jansen", "--allow-unverified", "test", "--no-export", *VRIES, given=b"for you")
tacita("receive", *JANSEN)
listener = Listener(answering(b"AA"))
tacita("export", "@last", "--patient-from", "number", "--format", "mdm", "--mllp", listener.address, *JANSEN,
       status=77)
check(listener.connections == 0, "sent against the sender's wish")
for bad in ("engine", "engine:0", "engine:70000", ":2575", "::1:2575", "[::1]", "a b:1"):
    export(big, bad, status=64)
print(f"{len(CASES)} answers, 5 failures before the end")
