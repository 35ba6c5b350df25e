"""People of a list whose route is one over NATS: what the list makes of them is let in by a server,
which is the one that scripts/setup installs; mail goes through, and whoever left is shut out.

Packages: nats-server.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from crash import check, tacita

PROJECT = Path(__file__).resolve().parents[3]
NEWER = PROJECT / ".build/nats-server/bin/nats-server"
SERVER = str(NEWER if NEWER.exists() else "/usr/sbin/nats-server")
DESK = ["--home", "desk", "--keyfile", "desk.key", "--no-agent"]


def private(path, text):
    Path(path).write_text(text, encoding="utf-8")
    os.chmod(path, 0o600)


def people(status=""):
    private("people.csv", "home,name,route,status\n"
            f"vries,A. de Vries,{ROUTE},\njansen,B. Jansen,{ROUTE},{status}\n")


def fleet(verb):
    said = tacita("fleet", verb, "people.csv", "--folder", "fleet", "--json",
                  *(["--method", "in-person"] if verb == "prepare" else []), *DESK)
    return [json.loads(line) for line in said.splitlines()]


def admit():
    """The servers' list of users, as docs/fleet.md says: that of the fleet, and the administrator."""
    made = Path("fleet/relay/users.conf").read_text(encoding="utf-8")
    check(made.startswith("users: [\n"), made)
    private("users.conf", made.replace("users: [\n", f"users: [\n{ADMIN}\n", 1))
    server.send_signal(signal.SIGHUP)


def in_home(name, *words, stdin=None):
    return tacita(*words, "--home", f"fleet/homes/{name}", "--no-agent", "--no-input",
                  "--passphrase-file", "own", stdin=stdin)


def patiently(action, what):
    until = time.monotonic() + 60
    while not action():
        check(time.monotonic() < until, what)
        time.sleep(0.5)


def answers():
    try:
        socket.create_connection(("127.0.0.1", PORT), 1).close()
        return True
    except OSError:
        return False


def can(name):
    """Whether a server lets them fetch their mail."""
    return subprocess.run(
        ["tacita", "receive", "--home", f"fleet/homes/{name}", "--no-agent", "--no-input",
         "--passphrase-file", "own"], capture_output=True, check=False).returncode == 0


with socket.create_server(("127.0.0.1", 0)) as held:
    PORT = held.getsockname()[1]
ROUTE = f"nats://127.0.0.1:{PORT}/ward"
ADMIN = '  { user: admin, password: "of-admin" }'
private("users.conf", f"users: [\n{ADMIN}\n]\n")
private("relay.conf", f"""listen: 127.0.0.1:{PORT}
jetstream {{ store_dir: "{os.getcwd()}/store" }}
accounts {{
  WARD {{
    jetstream: enabled
    include users.conf
  }}
}}
""")
server = subprocess.Popen([SERVER, "-c", "relay.conf"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=open("relay.log", "wb"))
atexit.register(server.kill)
patiently(answers, "no server")
private("admin.secret", "user = admin\npassword = of-admin\n")
setup = ["tacita-transport-nats", "setup", ROUTE, "--credentials", "admin.secret",
         "--replicas", "1", "--days", "31", "--gigabytes", "1"]
patiently(lambda: subprocess.run(setup, capture_output=True, check=False).returncode == 0, "setup")

os.makedirs("spool")
tacita("keygen", "--name", "Desk", "-q", "--route", f"spool:{os.getcwd()}/spool", "--home", "desk",
       "--keyfile", "desk.key")
people()
told = fleet("prepare")
check(all(event["done"] for event in told), told)
check([e["detail"] for e in told if e["step"] == "relay"][0].startswith("2 in "), told)
check(fleet("prepare") == [], "a second run did something")
private("own", "a heron on seven stilts\n")
for name in ("vries", "jansen"):
    check(os.stat(f"fleet/relay/{name}").st_mode & 0o777 == 0o600, "a password is open")
    tacita("key", "passphrase", "--home", f"fleet/homes/{name}", "--no-agent", "--no-input",
           "--passphrase-file", f"fleet/passphrases/{name}", "--new-passphrase-file", "own")
check(not can("vries"), "the server knows them before its list does")
admit()
for name in ("vries", "jansen"):
    patiently(lambda name=name: can(name), f"{name} is not let in")

# Mail goes through.
for name, other in (("vries", "jansen"), ("jansen", "vries")):
    record = Path(f"fleet/people/{other}.json").read_text(encoding="utf-8")
    in_home(name, "contact", "add", json.loads(record)["identity"], "--as", other)
in_home("vries", "send", "--to", "jansen", "--allow-unverified", "test", stdin="over the relay")
in_home("jansen", "receive")
listed = in_home("jansen", "list", "--json").splitlines()
check(len(listed) == 1, listed)
text = in_home("jansen", "show", json.loads(listed[0])["id"], "-q")
check(text.strip() == "over the relay", text)

# Whoever leaves is not in the list any more, and the server shuts them out.
people("leaver")
told = fleet("leave")
check(all(event["done"] for event in told), told)
check([e["detail"] for e in told if e["step"] == "relay"][0].startswith("1 in "), told)
check("user: jansen" not in Path("fleet/relay/users.conf").read_text(encoding="utf-8"), "named")
admit()
patiently(lambda: not can("jansen"), "who left is let in")
check(can("vries"), "who stays is shut out")
print("fleetrelay: done")
