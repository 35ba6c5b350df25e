"""People of a list who have homes of their own: a card and a fingerprint in the place of a home. They
are attested, put into teams, renewed, and leave; killed on the way, nothing is done twice. A card that
is another's, or was changed, is refused with its line, and then nothing is done for anybody."""

import json
import os
import re
import shutil

from crash import acquaint, at, check, keygen, killed, tacita

DESK = ["--home", "desk", "--keyfile", "desk.key", "--no-agent"]
COLUMNS = "home,name,registrations,teams,status,card,fingerprint\n"
# Digits of the five people's numbers.
NUMBERS = {name: f"8901234560{n}" for n, name in enumerate(
    ["vries", "jansen", "bakker", "visser", "made"])}
OWN = ["vries", "jansen", "bakker"]


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def fingerprint(name):
    return re.search(r"\d{5}( \d{5}){5}", at(name, "card", "--fingerprint"))[0]


def line(name, status="", card=None, digits=None, called=None):
    return (f"{name},{called or name},big:{NUMBERS[name]},Ward 3,{status},{card or f'{name}.card'},"
            f"{digits or DIGITS[name]}\n")


def made():
    return f"made,made,big:{NUMBERS['made']},Ward 3,,,\n"


def fleet(verb, *words, desk="desk", status=0, days=0):
    method = ["--method", "in-person"] if verb in ("prepare", "renew") else []
    return [json.loads(said) for said in tacita(
        "fleet", verb, "people.csv", "--folder", "fleet", *method, "--json", "--home", desk,
        *DESK[2:], *words, status=status, days=days).splitlines()]


def refused(*lines):
    """What the list is refused for; nothing is done by any verb."""
    write("people.csv", COLUMNS + "".join(lines))
    before = sorted(os.listdir("fleet/people")) if os.path.exists("fleet") else None
    for verb in ("prepare", "leave"):
        method = ["--method", "in-person"] if verb == "prepare" else []
        if before is None and verb == "leave":
            continue
        write("said", "")
        code = os.system(
            f"tacita fleet {verb} people.csv --folder fleet {' '.join(method + DESK)} 2> said")
        said = open("said", encoding="utf-8").read()
        check(os.waitstatus_to_exitcode(code) == 65, said)
    after = sorted(os.listdir("fleet/people")) if os.path.exists("fleet/people") else None
    check(not after or after == before, f"something was done: {after}")
    return said


def steps(events, step):
    return [event["home"] for event in events if event["step"] == step and event["done"]]


os.makedirs("spool")
tacita("keygen", "--name", "Desk", "-q", "--route", f"spool:{os.getcwd()}/spool", "--home", "desk",
       "--keyfile", "desk.key")
write("register.csv", "number,name,status\n" + "".join(
    f"{number},{name},active\n" for name, number in NUMBERS.items()))
tacita("register", "import", "big", "register.csv", "--columns",
       "number=number,name=name,status=status", "-q")
for person in [*OWN, "visser"]:
    keygen(person, "--route", f"spool:{os.getcwd()}/spool", "--registration",
           f"big:{NUMBERS[person]}")
    write(f"{person}.card", at(person, "card"))
DIGITS = {person: fingerprint(person) for person in [*OWN, "visser"]}

# Another's fingerprint, another's card, a card of another name, one that was changed, none.
check("line 3: the fingerprint is not that of" in refused(
    made(), line("vries", digits=DIGITS["visser"])), "a wrong fingerprint")
check("line 2: the fingerprint" in refused(line("vries", card="visser.card"), made()), "another's")
check("line 2: “vries.card” is the card of “vries”" in refused(
    line("vries", called="A. Other")), "another name")
write("changed.card", open("vries.card", encoding="utf-8").read().replace("vries", "vriez"))
check("line 2: “changed.card” is not a card, or was changed" in refused(
    line("vries", card="changed.card")), "a changed card")
os.mkfifo("pipe")
for path in ("missing.card", "pipe", "desk", "register.csv"):
    check("line 2: “" in refused(line("vries", card=path)), path)

# Killed on the way, then to the end, and nothing is done twice.
write("people.csv", COLUMNS + made() + "".join(map(line, OWN)))
foreseen = fleet("prepare", "--dry-run")
check(len([e for e in foreseen if e["step"] == "card"]) == 3, foreseen)
check(not any(e["done"] for e in foreseen) and not os.listdir("fleet/people"),
      "a dry run did something")
kills = sum(
    killed("fleet", "prepare", "people.csv", "--folder", "fleet", "--method", "in-person", *DESK,
           within=0.5) for _ in range(10))
print(f"fleetcards: killed {kills} times")
fleet("prepare")
check(fleet("prepare") == [], "a second run did something")
check(os.listdir("fleet/homes") == ["made"] and os.listdir("fleet/passphrases") == ["made"],
      "a home was made for somebody who has one")
attested = [json.loads(said) for said in tacita("attest", "--list", "--json", *DESK).splitlines()]
check(len(attested) == 4, attested)
team = json.loads(tacita("team", "list", "--json", *DESK))
check(len(team["members"]) == 5, team)
contacts = tacita("contact", "list", *DESK)
check(contacts.count("green") == 4, contacts)

# They are in the team, and a colleague who trusts the desk sees them green.
acquaint("vries", "desk")
at("vries", "contact", "verify", "desk", "--fingerprint", fingerprint("desk"))
at("vries", "contact", "trust", "desk")
at("vries", "receive")
at("vries", "team", "join", "ward-3")

# A run that was ended, or had no route, right after it made a team: the next one tells the members.
os.rename("spool", "away")
tacita("team", "create", "Ward 9", *[word for name in OWN for word in ("--member", name)], *DESK)
os.rename("away", "spool")
write("people.csv", COLUMNS + made() + "".join(map(line, OWN)).replace("Ward 3", "Ward 9"))
check(fleet("prepare") == [], "the team was there")
at("vries", "receive")
at("vries", "team", "join", "ward-9")
write("people.csv", COLUMNS + made() + "".join(map(line, OWN)))
identity = {p: json.load(open(f"fleet/people/{p}.json", encoding="utf-8"))["identity"] for p in OWN}
check("green" in at("vries", "contact", "add", identity["jansen"], "--as", "jansen"), "not green")

# The file of the card is needed no more; the status looks at attestations.
os.remove("jansen.card")
told = {said["home"]: said for said in fleet("status", status=1)}
check(told["jansen"]["needs"] == [] and "backup" in told["made"]["needs"], told)
# A clock that jumped so far is not believed at once: this is tried with a copy of the desk's home.
shutil.copytree("desk", "later")
told = {said["home"]: said for said in fleet(
    "status", "--clock-ok", desk="later", status=1, days=340)}
check(told["jansen"]["needs"] == ["attestation"], told)
check(fleet("renew") == [], "renewed too early")
check(sorted(steps(fleet("renew", "--within", "400d"), "renew")) == sorted([*OWN, "made"]), "renew")

# Once known, the key is fixed; a home here and a home of one's own are not exchanged.
check("line 2: the fingerprint is not that of the key by which" in refused(
    line("vries", card="visser.card", digits=DIGITS["visser"])), "another key")
check("line 2: “vries” has a home of their own" in refused(
    f"vries,vries,big:{NUMBERS['vries']},,,,\n"), "now one to be made")
check("line 2: the home of “made” was made here" in refused(
    f"made,made,,,,visser.card,{DIGITS['visser']}\n"), "now one's own")

# They leave: out of the team, revoked; the home is theirs.
write("people.csv", COLUMNS + made() + line("vries") + line("jansen", "leaver") + line(
    "bakker", "leaver"))
for _ in range(3):
    killed("fleet", "leave", "people.csv", "--folder", "fleet", "--purge", "--yes", *DESK, within=0.8)
fleet("leave", "--purge", "--yes")
check(fleet("leave", "--purge", "--yes") == [], "a second run did something")
check(os.path.exists("jansen/keys.db"), "their home was removed")
for person in ("jansen", "bakker"):
    check(os.path.exists(f"spool/cards/{identity[person]}.revocation"), "not revoked")
teams = [json.loads(said) for said in tacita("team", "list", "--json", *DESK).splitlines()]
check(sorted(len(team["members"]) for team in teams) == [2, 3]
      and identity["jansen"] not in json.dumps(teams), teams)
check("revoked" in tacita(
    "contact", "check", "--all", "--home", "vries", "--keyfile", "vries.key", status=1), "not told")
write("people.csv", COLUMNS + line("jansen"))
check([e["error"] for e in fleet("prepare", status=73)] == ["other-home"], "brought back")

# Something at the place of a home that is elsewhere is left alone.
shutil.copytree("visser", "fleet/homes/visser")
write("people.csv", COLUMNS + line("visser"))
check([e["error"] for e in fleet("prepare", status=73)] == ["other-home"], "taken")
check(os.path.exists("fleet/homes/visser/keys.db"), "it was removed")
print("fleetcards: done")
