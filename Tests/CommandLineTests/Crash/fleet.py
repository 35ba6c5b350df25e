"""Many homes from one list: prepared, attested, put into teams, seen to, renewed, ended; killed at
many moments on the way, and nothing is done twice. What stands in the way is refused."""

import glob
import json
import os
import pty
import re
import shutil
import time

from crash import check, killed, tacita

DESK = ["--home", "desk", "--keyfile", "desk.key", "--no-agent"]
PEOPLE = int(os.environ.get("TACITA_PEOPLE", "12"))
COLUMNS = "home,name,registrations,route,teams,status,successor\n"


def number(n):
    """A BIG number, which has eleven digits."""
    return f"{89000000000 + n:011d}"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def rows(status=lambda n: "", successor=lambda n: ""):
    return COLUMNS + "".join(
        f"p{n},P. Person {n},big:{number(n)},,Ward {n % 3},{status(n)},{successor(n)}\n"
        for n in range(PEOPLE))


def fleet(verb, *words, folder="fleet", status=0, csv="people.csv", days=0):
    method = ["--method", "in-person"] if verb in ("prepare", "renew") else []
    said = tacita(
        "fleet", verb, csv, "--folder", folder, *method, "--json", *DESK, *words, status=status,
        days=days)
    return [json.loads(line) for line in said.splitlines()]


def killed_fleet(verb, *words, within):
    method = ["--method", "in-person"] if verb == "prepare" else []
    return killed(
        "fleet", verb, "people.csv", "--folder", "fleet", *method, "--json", *DESK, *words,
        within=within)


def steps(events, step):
    return [event.get("home") for event in events if event["step"] == step and event["done"]]


def records():
    found = {}
    for name in sorted(os.listdir("fleet/people")):
        if name.endswith(".json"):
            with open(f"fleet/people/{name}", encoding="utf-8") as file:
                found[name[:-5]] = json.load(file)
    return found


def identity(home):
    return records()[home]["identity"]


os.makedirs("spool")
tacita("keygen", "--name", "Desk", "-q", "--route", f"spool:{os.getcwd()}/spool", "--home", "desk",
       "--keyfile", "desk.key")
write("register.csv", "number,name,status\n" + "".join(
    f"{number(n)},P. Person {n},active\n" for n in range(PEOPLE)))
tacita("register", "import", "big", "register.csv", "--columns",
       "number=number,name=name,status=status", "-q")
write("people.csv", rows())

# Nothing is changed by a dry run, not even the folder.
foreseen = fleet("prepare", "--dry-run")
check(len([e for e in foreseen if e["step"] == "home"]) == PEOPLE, foreseen)
check(len([e for e in foreseen if e["step"] == "attest"]) == PEOPLE, foreseen)
check(len([e for e in foreseen if e["step"] == "team"]) == 3, foreseen)
check(not any(e["done"] for e in foreseen) and not os.path.exists("fleet"), "a dry run did something")

# Killed at many moments, then to the end: each home once, each registration attested once, each
# person in their team once.
seconds = 0.12 * PEOPLE
kills = 0
for _ in range(8):
    kills += killed_fleet("prepare", within=seconds)
print(f"fleet: killed {kills} times while preparing")
check(kills > 0, "no run was killed")
begun = time.monotonic()
last = fleet("prepare")
print(f"fleet: the last run took {time.monotonic() - begun:.1f} s")
check(fleet("prepare") == [], "a second run did something")
known = records()
check(len(known) == PEOPLE and all(r["state"] == "made" for r in known.values()), known)
check(len({r["identity"] for r in known.values()}) == PEOPLE, "one identity twice")
check(sorted(os.listdir("fleet/homes")) == sorted(known), os.listdir("fleet/homes"))
attested = [json.loads(line) for line in tacita("attest", "--list", "--json", *DESK).splitlines()]
check(len(attested) == PEOPLE, f"{len(attested)} attestations")
check({a["subject"] for a in attested} == {r["identity"] for r in known.values()}, "of others")
teams = [json.loads(line) for line in tacita("team", "list", "--json", *DESK).splitlines()]
check(sorted(len(team["members"]) for team in teams)
      == sorted(1 + len([n for n in range(PEOPLE) if n % 3 == w]) for w in range(3)), teams)
cards = [name for name in os.listdir("spool/cards") if name.endswith(".card")]
# Of a home that a kill kept from appearing nothing was published.
check(len(cards) <= PEOPLE + 1, f"{len(cards)} cards")
for home in known:
    for path, mode in [(f"fleet/passphrases/{home}", 0o600), (f"fleet/homes/{home}", 0o700)]:
        check(os.stat(path).st_mode & 0o777 == mode, f"{path} is open")
words = {open(f"fleet/passphrases/{home}", encoding="utf-8").read() for home in known}
check(len(words) == PEOPLE and all(len(w.split()) == 8 for w in words), "the words")

# The words open the home for nothing but another passphrase.
HOME = ["--home", "fleet/homes/p0", "--no-agent", "--no-input"]
FIRST = [*HOME, "--passphrase-file", "fleet/passphrases/p0"]
write("own", "a heron on seven stilts\n")
os.chmod("own", 0o600)
tacita("list", *FIRST, status=77)
tacita("receive", *FIRST, status=77)
tacita("unlock", "--home", "fleet/homes/p0", "--no-input", "--passphrase-file",
       "fleet/passphrases/p0", status=77)
tacita("key", "add", "keyfile", "more.key", *FIRST, status=77)
tacita("key", "rekey", *FIRST, status=77)
tacita("key", "passphrase", *FIRST, "--new-passphrase-file", "fleet/passphrases/p0", status=77)
write("weak", "password\n")
os.chmod("weak", 0o600)
tacita("key", "passphrase", *FIRST, "--new-passphrase-file", "weak", status=64)
slots = json.loads(tacita("key", "list", "--json", "--home", "fleet/homes/p0"))
check(slots["oneTime"] is True, slots)
# What somebody kept who made the home is worth nothing afterwards.
shutil.copy("fleet/homes/p0/keyslots.json", "kept.json")
tacita("key", "passphrase", *FIRST, "--new-passphrase-file", "own")
tacita("list", *FIRST, status=77)
OWN = [*HOME, "--passphrase-file", "own"]
tacita("list", *OWN)
now = open("fleet/homes/p0/keyslots.json", encoding="utf-8").read()
shutil.copy("kept.json", "fleet/homes/p0/keyslots.json")
os.chmod("fleet/homes/p0/keyslots.json", 0o600)
tacita("list", *FIRST, status=77)
tacita("key", "passphrase", *FIRST, "--new-passphrase-file", "own", status=75)
write("fleet/homes/p0/keyslots.json", now)
check("oneTime" not in tacita("key", "list", "--json", "--home", "fleet/homes/p0"), "still one-time")

# At a terminal, `unlock` asks for a passphrase of their own.
process, terminal = pty.fork()
if process == 0:
    os.execvp("tacita", ["tacita", "unlock", "--home", "fleet/homes/p1", "--for", "1h"])
shown = b""
answers = [open("fleet/passphrases/p1", "rb").read(), b"an otter reads the tide\n",
           b"an otter reads the tide\n"]
try:
    while True:
        shown += os.read(terminal, 4096)
        if answers and re.search(rb"(passphrase: |once more: )$", shown):
            os.write(terminal, answers.pop(0))
            shown = shown + b"\n"
except OSError:
    pass
check(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, shown.decode())
check(b"choose one of your own" in shown and not answers, shown.decode())
tacita("lock", "--home", "fleet/homes/p1")
write("otter", "an otter reads the tide\n")
os.chmod("otter", 0o600)
OTTER = ["--home", "fleet/homes/p1", "--no-agent", "--no-input", "--passphrase-file", "otter"]

# The person's home knows the desk, takes the attestation from the route, and is invited.
tacita("receive", *DESK)
tacita("receive", *OWN)
check("green" in tacita("contact", "list", *DESK), "nobody is green")
check(json.loads(tacita("team", "list", "--json", *OWN))["state"] == "invited", "not invited")
tacita("team", "join", "ward-0", *OWN)
check("big" in tacita("card", "--show", f"spool/cards/{identity('p0')}.card", *OWN), "no card")

# What locked homes tell.
status = {line["home"]: line for line in fleet("status", status=1)}
check(len(status) == PEOPLE, status)
check("first-unlock" not in status["p0"]["needs"] and "first-unlock" in status["p2"]["needs"], status)
check(all("backup" in line["needs"] for line in status.values()), status)
check(not any("attestation" in line["needs"] for line in status.values()), status)
tacita("contact", "add", identity("p1"), "--as", "p1", *OWN)
tacita("send", "--to", "p1", "--allow-unverified", "test", "--priority", "urgent", *OWN,
       stdin="Please look.")
tacita("receive", "--fetch-only", "--home", "fleet/homes/p1", "--no-agent", "--no-input")
tacita("backup", "backup-p1", "--home", "fleet/homes/p1")
status = {line["home"]: line for line in fleet("status", status=1)}
# The message, and the invitation to the team.
check(status["p1"]["waiting"] == 2 and "backup" not in status["p1"]["needs"], status["p1"])
check("Please" not in json.dumps(status), "a text")

# Attestations are renewed in time, once; those that last long are left alone.
check(fleet("renew") == [], "renewed too early")
write("short.csv", COLUMNS + f"short,S. Short,agb:01002003,,,,\nlong,P. Person 99,big:{number(99)},,,,\n")
write("more.csv", f"number,name,status\n{number(99)},P. Person 99,active\n" + "".join(
    f"{number(n)},P. Person {n},active\n" for n in range(PEOPLE)))
tacita("register", "import", "big", "more.csv", "--columns",
       "number=number,name=name,status=status", "-q")
made = fleet("prepare", "--valid", "10d", folder="other", csv="short.csv", status=69)
check(steps(made, "home") == ["short", "long"] and steps(made, "attest") == ["long"], made)
check([e["error"] for e in made if not e["done"]] == ["not-found-out"], made)
needs = {line["home"]: line["needs"] for line in fleet(
    "status", folder="other", csv="short.csv", status=1)}
check("attestation" in needs["long"] and "attestation" in needs["short"], needs)
renewed = fleet("renew", folder="other", csv="short.csv", status=69)
check(steps(renewed, "renew") == ["long"], renewed)
check(steps(fleet("renew", folder="other", csv="short.csv", status=69), "renew") == [], "twice")

# What stands in the way is refused, and nobody else is kept from anything.
write("way.csv", COLUMNS + "taken,T. Taken,,,,,\nlink,L. Link,,,,,\nfree,F. Free,,,,,\n")
os.makedirs("way/homes", mode=0o700)
os.chmod("way", 0o700)
tacita("keygen", "--name", "Somebody else", "-q", "--home", "way/homes/taken", "--keyfile", "t.key")
os.symlink(os.path.abspath("desk"), "way/homes/link")
before = open("way/homes/taken/keyslots.json", encoding="utf-8").read()
made = fleet("prepare", folder="way", csv="way.csv", status=73)
check([e["error"] for e in made if not e["done"]] == ["other-home"] * 2, made)
check(steps(made, "home") == ["free"], made)
check(open("way/homes/taken/keyslots.json", encoding="utf-8").read() == before, "it was changed")
# A home that is gone is not made again under another key; one in its place is another's.
shutil.rmtree("way/homes/free")
made = fleet("prepare", folder="way", csv="way.csv", status=73)
check([e["error"] for e in made] == ["other-home", "other-home", "no-home"], made)
shutil.copytree("way/homes/taken", "way/homes/free")
check(fleet("prepare", folder="way", csv="way.csv", status=73)[2]["error"] == "other-home", "taken")
for home in ("taken", "link", "free"):
    write("gone.csv", COLUMNS + f"{home},T. Taken,,,,leaver,\n")
    fleet("leave", "--purge", "--yes", folder="way", csv="gone.csv", status=None)
check(os.path.exists("desk/keys.db") and os.path.exists("way/homes/taken/keys.db")
      and os.path.exists("way/homes/free/keys.db"), "somebody else's home was purged")
os.chmod("way/homes", 0o777)
fleet("status", folder="way", csv="way.csv", status=77)
os.chmod("way/homes", 0o700)
if os.geteuid() == 0:
    os.chown("way/homes", 1234, 1234)
    fleet("prepare", folder="way", csv="way.csv", status=77)
    os.chown("way/homes", 0, 0)
    # A user who is not root, in a folder that is theirs, with a home in it that is not.
    os.chown("way/homes/taken", 1234, 1234)
    made = fleet("prepare", folder="way", csv="way.csv", status=None)
    check(made[0]["error"] in ("other-home", "not-private"), made)
write("bad.csv", COLUMNS + "../desk,D. Desk,,,,,\n=1,F,,,,,\n")
tacita("fleet", "status", "bad.csv", "--folder", "fleet", status=65)
tacita("fleet", "status", "people.csv", "--folder", "nowhere", status=66)

# Those who leave: roles go to the successor, teams lose them, the desk ends their identity.
tacita("role", "create", "On call", *DESK)
today = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() - 86400))
later = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 5 * 86400))
write("shifts.csv", f"from,until,holder,backup\n{today},{later},p3,p2\n")
tacita("role", "plan", "on-call", "shifts.csv", *DESK)
tacita("role", "publish", "on-call", *DESK)
leavers = {2, 3}
write("people.csv", rows(lambda n: "leaver" if n in leavers else ""))
refused = fleet("leave", status=64)
check([e["error"] for e in refused if not e["done"]] == ["no-successor"] * 2, refused)
check(not steps(refused, "revoke") and not steps(refused, "team"), refused)
write("people.csv", rows(lambda n: "leaver" if n in leavers else "",
                         lambda n: "p4" if n in leavers else ""))
check(fleet("leave", "--dry-run") != [] and records()["p2"]["state"] == "made", "a dry run did it")
kills = 0
for _ in range(5):
    kills += killed_fleet("leave", within=1.5)
print(f"fleet: killed {kills} times while ending")
fleet("leave")
check(fleet("leave") == [], "a second run did something")
call = tacita("role", "on-call", "on-call", *DESK)
check("p4" in call and "p3" not in call and "p2" not in call, call)
teams = tacita("team", "list", "--json", *DESK)
check(identity("p2") not in teams and identity("p3") not in teams, "still in a team")
for n in leavers:
    check(records()[f"p{n}"]["state"] == "left", records())
    check(os.path.exists(f"spool/cards/{identity(f'p{n}')}.revocation"), "not revoked")
    check(not os.path.exists(f"fleet/passphrases/p{n}"), "the words are there")
issued = tacita("audit", "list", *DESK)
check(issued.count(" revoke ") == 2, "revoked twice")
check(os.path.exists("fleet/homes/p2"), "it was not kept")
# A plan that was signed, and not published because a kill came between, goes out before anybody is ended.
for holder, verbs in (("p1", ("plan", "publish")), ("p4", ("plan",))):
    write("shifts.csv", f"from,until,holder,backup\n{today},{later},{holder},p4\n")
    for verb in verbs:
        tacita("role", verb, "on-call", *(["shifts.csv"] if verb == "plan" else []), *DESK)
[duty] = glob.glob("spool/cards/*.duty")
check(identity("p1") in open(duty, encoding="utf-8").read(), "p1 is not on call")
listed = open("people.csv", encoding="utf-8").read()
write("people.csv", rows(lambda n: "leaver" if n == 1 else "", lambda n: "p4" if n == 1 else ""))
fleet("leave")
check(records()["p1"]["state"] == "left", records()["p1"])
check(identity("p1") not in open(duty, encoding="utf-8").read(), "the route still has p1 on call")
write("people.csv", listed)
for _ in range(4):
    killed_fleet("leave", "--purge", "--yes", within=0.4)
fleet("leave", "--purge", "--yes")
check(not os.path.exists("fleet/homes/p2") and not os.path.exists("fleet/homes/p3"), "not purged")
check(records()["p2"]["state"] == "purged", records())
check(fleet("leave", "--purge", "--yes") == [], "a second run did something")
# Whoever left and is on the list again is not brought back by a program.
write("people.csv", rows())
check({e["error"] for e in fleet("prepare", status=73)} == {"other-home"}, "brought back")
print("fleet: done")
