"""The set-up of docs/relay.md as the page shows it: three servers with TLS and one account for each
person, on loopback. Mail goes through, also without one server; and with one person's password
nothing of another's is read, acknowledged, deleted or forged, whatever their client says.

Packages: nats-server, openssl.
"""

import atexit
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

from crash import acquaint, at, check, keygen, send, tacita, texts

PROJECT = Path(__file__).resolve().parents[3]
PAGE = (PROJECT / "docs/relay.md").read_text(encoding="utf-8")
HERE = os.getcwd()


def block(beginning, language=""):
    """The block of the page that holds `beginning`."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
             if beginning in text]
    check(len(found) == 1, f"{len(found)} blocks with {beginning}")
    return found[0]


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def make_certificates():
    os.makedirs("etc")
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "etc/ca.key", "-out", "etc/ca.pem", "-subj", "/CN=authority", "-days", "9")
    for number in (1, 2, 3):
        name = f"relay{number}"
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", f"etc/{name}.key", "-out", f"etc/{name}.csr", "-subj", f"/CN={name}")
        Path(f"etc/{name}.ext").write_text("subjectAltName=IP:127.0.0.1\n")
        openssl("x509", "-req", "-in", f"etc/{name}.csr", "-CA", "etc/ca.pem", "-CAkey",
                "etc/ca.key", "-CAcreateserial", "-out", f"etc/{name}.pem", "-days", "9",
                "-extfile", f"etc/{name}.ext")


PORTS, INNER, WATCHED = (free_ports(3) for _ in range(3))
ROUTE = "tls://" + ",".join(f"127.0.0.1:{port}" for port in PORTS) + "/ward"


def local(text):
    """A command or a file of the page with what is on this machine in its place."""
    for number in (1, 2, 3):
        text = text.replace(f"relay{number}.example:6222", f"127.0.0.1:{INNER[number - 1]}")
    text = re.sub(r"tls://relay1\.example[^\s/]*/ward", ROUTE, text)
    return text.replace("/etc/tacita/", f"{HERE}/etc/")


def configuration(number):
    text = local(block("server_name: relay1"))
    # Debian's server is older than that setting; the page says so.
    text = text.replace(", sync_interval: always", "")
    text = text.replace("server_name: relay1", f"server_name: relay{number}")
    text = text.replace("relay1.pem", f"relay{number}.pem")
    text = text.replace("relay1.key", f"relay{number}.key")
    text = text.replace("/var/lib/tacita-relay", f"{HERE}/store{number}")
    for port, mine in ((4222, PORTS), (6222, INNER)):
        text = text.replace(f"0.0.0.0:{port}", f"127.0.0.1:{mine[number - 1]}")
    return text.replace("127.0.0.1:8222", f"127.0.0.1:{WATCHED[number - 1]}")


def patiently(action, what):
    """Servers choose a leader first."""
    until = time.monotonic() + 60
    while not (done := action()):
        check(time.monotonic() < until, what)
        time.sleep(0.5)
    return done


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def start(number, disk=None):
    """A server; `disk` bounds the file system below its store, of which it believes more."""
    text, command = configuration(number), ["/usr/sbin/nats-server", "-c", f"relay{number}.conf"]
    if disk:
        text = text.replace("jetstream { store_dir", "jetstream { max_file_store: 4GB, store_dir")
        mount = f"mount -t tmpfs -o size={disk} none store{number}"
        command = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                   f"{mount} && exec {' '.join(command)}"]
    Path(f"relay{number}.conf").write_text(text, encoding="utf-8")
    server = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=open(f"relay{number}.log", "wb"))
    # A check that fails ends the program; it leaves no server behind.
    atexit.register(server.kill)
    patiently(lambda: answers(PORTS[number - 1]) or server.poll() is not None, "no server")
    log = Path(f"relay{number}.log").read_text()
    check(server.poll() is None, f"the page's configuration is refused: {log}")
    return server


def types(text, **more):
    """A block of commands, as somebody types them."""
    return subprocess.run(
        ["bash", "-ec", local(text)], capture_output=True, text=True, check=False, **more)


def status_of(home, *words, stdin=""):
    return subprocess.run(
        ["tacita", *words, "--home", home, "--keyfile", f"{home}.key", "-q"], input=stdin,
        text=True, capture_output=True, check=False).returncode


class Client:
    """A client of NATS that says what it likes, with the password of `user`."""

    def __init__(self, user):
        plain = socket.create_connection(("127.0.0.1", PORTS[1]), 10)
        self.rest = b""
        self.socket = plain
        check(self.line().startswith("INFO "), "not a server")
        context = ssl.create_default_context(cafile="etc/ca.pem")
        self.socket = context.wrap_socket(plain, server_hostname="127.0.0.1")
        self.socket.settimeout(10)
        self.user, self.count = user, 0
        self.say("CONNECT " + json.dumps({
            "user": user, "pass": f"of-{user}", "headers": True, "no_responders": True,
            "verbose": False, "tls_required": True}))
        self.say(f"SUB _INBOX_{user}.> 1")
        self.say("PING")
        check(self.line() == "PONG", f"{user} is not let in")

    def say(self, line, body=None):
        data = line.encode() + b"\r\n"
        self.socket.sendall(data if body is None else data + body + b"\r\n")

    def line(self):
        while b"\r\n" not in self.rest:
            piece = self.socket.recv(1 << 16)
            check(piece, "the server hung up")
            self.rest += piece
        line, self.rest = self.rest.split(b"\r\n", 1)
        return line.decode()

    def ask(self, subject, body, headers=None):
        """What the server answers to a message: complaints, and bodies of answers."""
        self.count += 1
        inbox = f"_INBOX_{self.user}.{self.count}"
        body = body if isinstance(body, bytes) else body.encode()
        if headers:
            head = b"NATS/1.0\r\n" + headers.encode() + b"\r\n\r\n"
            self.say(f"HPUB {subject} {inbox} {len(head)} {len(head) + len(body)}", head + body)
        else:
            self.say(f"PUB {subject} {inbox} {len(body)}", body)
        time.sleep(0.3)
        self.say("PING")
        complaints, bodies = [], []
        while (line := self.line()) != "PONG":
            if line.startswith("-ERR"):
                complaints.append(line)
            elif line.startswith(("MSG ", "HMSG ")):
                size = int(line.split()[-1])
                while len(self.rest) < size + 2:
                    self.rest += self.socket.recv(1 << 16)
                bodies.append(self.rest[:size])
                self.rest = self.rest[size + 2:]
        return complaints, bodies


make_certificates()
accounts = block("{ user: admin").replace("$2a$11$…", "of-admin")
Path("users.conf").write_text(accounts)
servers = [start(number) for number in (1, 2, 3)]
setup = block("setup tls://", "sh").replace("password = …", "password = of-admin")
setup = setup.replace("--gigabytes 100", "--gigabytes 1")
patiently(lambda: types(setup).returncode == 0, f"setup: {types(setup).stderr}")

# Homes, and an account for each, as the page says.
people = {}
for name in ("vries", "jansen"):
    keygen(name)
    Path(f"{name}.card").write_text(at(name, "card"))
    shown = json.loads(tacita("card", "--show", f"{name}.card", "--json"))
    people[name] = (shown["mailbox"], shown["identity"])
acquaint("vries", "jansen")
entries = ""
for name, (mailbox, identity) in people.items():
    asked = block("permissions tls://", "sh").split("\n", 1)[1]
    asked = asked.replace("devries", name).replace("MAILBOX", mailbox).replace("IDENTITY", identity)
    done = types(asked)
    check(done.returncode == 0, done.stderr)
    entries += done.stdout.replace("$CHANGE_ME", f"of-{name}")
Path("users.conf").write_text(accounts.replace("\n]", f"\n{entries}]"))
for server in servers:
    server.send_signal(signal.SIGHUP)
time.sleep(1)
for name in people:
    typed = block("config set route-credentials", "sh").replace("user = devries", f"user = {name}")
    typed = typed.replace("password = …", f"password = of-{name}")
    typed = typed.replace("~/.config/tacita-relay", f"{HERE}/{name}.secret")
    typed = re.sub(r"^tacita (.*)", rf"tacita \1 --home {name} --keyfile {name}.key", typed,
                   flags=re.MULTILINE)
    typed = re.sub(r"^tacita doctor.*", "", typed, flags=re.MULTILINE)
    done = types(typed)
    check(done.returncode == 0, f"{typed}: {done.stderr}")
for name in people:
    patiently(lambda name=name: status_of(name, "receive") == 0, "receive")

# Mail goes through, and without one server.
send("vries", "jansen", "with three")
at("jansen", "receive")
servers[0].kill()
servers[0].wait()
patiently(lambda: status_of("vries", "send", "--to", "jansen", "--allow-unverified", "test",
                            stdin="with two") == 0, "send with two")
patiently(lambda: status_of("jansen", "receive") == 0 and len(texts("jansen")) >= 2,
          "receive with two")
check(set(texts("jansen")) == {"with three", "with two"}, f"{texts('jansen')}")
servers[0] = start(1)
for port in WATCHED:
    patiently(lambda port=port: b'"ok"' in subprocess.run(
        ["curl", "-s", f"http://127.0.0.1:{port}/healthz"], capture_output=True,
        check=False).stdout, "a server is not well")

# With the password of vries, nothing of jansen's mail.
send("vries", "jansen", "secret")
box, identity = people["jansen"]
admin, vries = Client("admin"), Client("vries")


def mail():
    """Subjects of the mail that lies in jansen's mailbox, and what the stream holds in all."""
    _, [answer] = admin.ask("$JS.API.STREAM.INFO.TACITA_ward", json.dumps(
        {"subjects_filter": f"tacita.ward.mail.{box}.>"}))
    state = json.loads(answer)["state"]
    return sorted(state.get("subjects", {})), state["messages"]


before = mail()
check(before[0], "no mail lies there")
last = json.loads(admin.ask("$JS.API.STREAM.INFO.TACITA_ward", "")[1][0])["state"]["last_seq"]
consumer = {"stream_name": "TACITA_ward", "config": {
    "ack_policy": "explicit", "deliver_policy": "all",
    "filter_subject": f"tacita.ward.mail.{box}.*"}}
own = f"tacita.ward.mail.{people['vries'][0]}.*"


def created(**changes):
    asked = json.loads(json.dumps(consumer))
    asked["config"].update(changes)
    return json.dumps(asked)


push = {"filter_subject": own, "ack_policy": "none"}
attacks = {
    "list": ("$JS.API.STREAM.INFO.TACITA_ward", json.dumps({"subjects_filter": ">"})),
    "names": ("$JS.API.STREAM.NAMES", ""),
    "read by number": ("$JS.API.STREAM.MSG.GET.TACITA_ward", json.dumps({"seq": last})),
    "read at once": ("$JS.API.DIRECT.GET.TACITA_ward", json.dumps({"seq": last})),
    "read by subject": (f"$JS.API.DIRECT.GET.TACITA_ward.{before[0][0]}", ""),
    "a consumer": (f"$JS.API.CONSUMER.CREATE.TACITA_ward.x.tacita.ward.mail.{box}.*", created()),
    "a consumer under one's own": (f"$JS.API.CONSUMER.CREATE.TACITA_ward.x.{own}", created()),
    "a consumer with more filters": (
        f"$JS.API.CONSUMER.CREATE.TACITA_ward.y.{own}",
        created(filter_subject=own, filter_subjects=["tacita.ward.mail.>"])),
    "a consumer without a filter": (
        f"$JS.API.CONSUMER.CREATE.TACITA_ward.z.{own}", created(filter_subject="")),
    "a durable one": ("$JS.API.CONSUMER.DURABLE.CREATE.TACITA_ward.x", created()),
    "acknowledge": (f"$JS.ACK.TACITA_ward.x.1.{last}.1.1795300000000000000.0", "+ACK"),
    "delete": ("$JS.API.STREAM.MSG.DELETE.TACITA_ward", json.dumps({"seq": last})),
    "purge": ("$JS.API.STREAM.PURGE.TACITA_ward", ""),
    "remove the stream": ("$JS.API.STREAM.DELETE.TACITA_ward", ""),
    "a card": (f"tacita.ward.doc.card.{identity}", "forged"),
    "a revocation": (f"tacita.ward.doc.revocation.{identity}", "forged"),
    "a part of a card": (f"tacita.ward.docpart.card.{identity}.0", "forged"),
}
for what, (subject, body) in attacks.items():
    complaints, bodies = vries.ask(subject, body)
    refused = any("Permissions Violation" in line for line in complaints)
    if not refused:
        # The server took the question, and must have answered that it does not do it.
        told = [json.loads(text) for text in bodies if text.startswith(b"{")]
        refused = bool(told) and all("error" in one for one in told)
        found = [one for one in told if one.get("config", {}).get("filter_subject") == own]
        refused = refused or (what == "a consumer with more filters" and bool(found)
                              and not found[0]["config"].get("filter_subjects"))
    check(refused, f"{what}: {complaints} {bodies}")

# What a consumer sends by itself is not checked against its maker's rights.
for what, to in {"purge": "$JS.API.STREAM.PURGE.TACITA_ward",
                 "remove": "$JS.API.STREAM.DELETE.TACITA_ward",
                 "forge": f"tacita.ward.doc.card.{identity}"}.items():
    vries.ask(f"tacita.ward.mail.{people['vries'][0]}.1795300000123-0011223344556677", "x")
    vries.ask(f"$JS.API.CONSUMER.CREATE.TACITA_ward.push{what}.{own}",
              created(deliver_subject=to, **push))
    time.sleep(2)
for headers in ("Nats-Rollup: all", "Nats-Rollup: sub"):
    vries.ask(f"tacita.ward.mail.{box}.1795300000123-0011223344556677", "x", headers)
    vries.ask(f"tacita.ward.doc.duty.{'0' * 32}", "x", headers)
check(before[0][0] in mail()[0], "the mail is gone")
at("jansen", "receive", status=None)
check("secret" in texts("jansen"), f"{texts('jansen')}")
check(json.loads(tacita("card", "--show", "jansen.card", "--json"))["identity"] == identity, "card")
at("vries", "contact", "refresh", "jansen", status=None)
published = admin.ask(f"$JS.API.DIRECT.GET.TACITA_ward_DOC.tacita.ward.doc.card.{identity}", "")[1]
check(published and b"forged" not in published[0] and not published[0].endswith(b"\r\n\r\nx"),
      f"another's card: {published}")

# The disk of one server is full: what was taken is there, and nothing is lost or comes twice.
servers[2].kill()
servers[2].wait()
servers[2] = start(3, disk="12m")
Path("scan.bin").write_bytes(os.urandom(700_000))
sent = []
for number in range(20):
    words = ("send", "--to", "jansen", "--allow-unverified", "test", "--attach", "scan.bin")
    patiently(lambda words=words, number=number: status_of(
        "vries", *words, stdin=f"scan {number}") == 0, "send beside a full disk")
    sent.append(f"scan {number}")


def is_full():
    room = os.statvfs(f"/proc/{servers[2].pid}/root{HERE}/store3")
    return room.f_bavail * room.f_frsize < 1 << 20


# It gets from the others what it missed, a while later on a busy machine.
patiently(is_full, "its disk has room")
status_of("jansen", "receive")
# The page: stop it, and make room.
servers[2].kill()
servers[2].wait()
patiently(lambda: status_of("jansen", "receive") == 0 and not set(sent) - set(texts("jansen")),
          "receive without the full one")
check(sorted(text for text in texts("jansen") if text.startswith("scan")) == sorted(sent),
      "a message was lost or came twice")
servers[2] = start(3)
send("vries", "jansen", "with room again")
patiently(lambda: status_of("jansen", "receive") == 0 and "with room again" in texts("jansen"),
          "receive with room again")

# What is left is swept, by the command of the page.
done = types(f"tacita-transport-nats sweep {ROUTE} --credentials admin.secret")
check(done.returncode == 0, done.stderr)
for server in servers:
    server.kill()
    server.wait()
