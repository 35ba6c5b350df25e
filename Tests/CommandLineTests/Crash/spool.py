"""Whoever owns the spool may do with it what they like: what that does to those who read it."""

import json
import os
import shutil
import subprocess

from crash import (
    PATIENCE, acquaint, at, check, command, copy, expect_sound, expect_whole, keygen, receptions,
    send, tacita, texts)

JUNK = int(os.environ.get("TACITA_JUNK", "300"))

os.makedirs("spool")
ROUTE = ("--route", f"spool:{os.getcwd()}/spool")
keygen("vries", *ROUTE, "--registration", "big:89012345601")
for name in ("jansen", "bakker", "desk"):
    keygen(name, *ROUTE)
acquaint("vries", "jansen")
acquaint("vries", "bakker")
acquaint("jansen", "desk")
IDENTITY = {}
BOX = {}
for name in ("vries", "jansen", "bakker", "desk"):
    with open(f"{name}/config.json", encoding="utf-8") as file:
        BOX[name] = f"spool/mailboxes/{json.load(file)['mailbox']}/new"
    IDENTITY[name] = at(name, "card").split('"identity":"')[1].split('"')[0]


def waiting_for(reader):
    """The envelopes in somebody's mailbox, oldest first."""
    return [f"{BOX[reader]}/{name}" for name in sorted(os.listdir(BOX[reader]))]


def post(text, *more):
    """Sends to jansen; where the envelope lies."""
    before = set(waiting_for("jansen")) if os.path.isdir(BOX["jansen"]) else set()
    send("vries", "jansen", text, *more)
    [envelope] = set(waiting_for("jansen")) - before
    return envelope


def outcomes(reader, **options):
    """What became of each envelope: its error or outcome, and what is said of others."""
    told = []
    for one in receptions(reader, status=None, **options):
        words = one.get("error", one["outcome"])
        if "missing" in one:
            words += f", {one['missing']} missing"
        if "outOfOrder" in one:
            words += ", out of order"
        told.append(words)
    return told


def expect(found, wanted, what):
    check(found == wanted, f"{what}: {found}, not {wanted}")


def refused(reader):
    return sum(len(names) for _, _, names in os.walk(f"{reader}/queue/refused"))


def lines(reader, outcome):
    """How often the audit log has it."""
    log = at(reader, "audit", "list", "--json").splitlines()
    return sum(json.loads(line).get("outcome") == outcome for line in log)


# Deletes: the reader is told, with the next message.
post("1")
os.remove(post("2"))
post("3")
expect(outcomes("jansen"), ["received", "received, 1 missing"], "deleted")
os.remove(post("4"))
expect(outcomes("jansen"), [], "deleted, and nothing after it")
post("5")
expect(outcomes("jansen"), ["received, 1 missing"], "deleted in another run")

# Duplicates: once, however often and late.
envelope = post("6")
shutil.copy(envelope, "kept.age")
shutil.copy(envelope, f"{BOX['jansen']}/1-{'0' * 16}.age")
expect(sorted(outcomes("jansen")), ["duplicate", "received"], "duplicated")
shutil.copy("kept.age", f"{BOX['jansen']}/2-{'0' * 16}.age")
expect(outcomes("jansen"), ["duplicate"], "duplicated in another run")
expect(texts("jansen"), ["1", "3", "5", "6"], "duplicated")

# Reorders: what comes together is put in order, what comes later is said to be late.
first, second = post("7"), post("8")
os.rename(first, f"{BOX['jansen']}/9{'0' * 13}-{'0' * 16}.age")
expect(sorted(outcomes("jansen")), ["received", "received"], "reordered in one run")
first, second = post("9"), post("10")
os.rename(first, "late.age")
expect(outcomes("jansen"), ["received, 1 missing"], "the second first")
os.rename("late.age", first)
expect(outcomes("jansen"), ["received, out of order"], "the first second")

# Swaps between mailboxes: it opens for nobody else, who is told and shown nothing.
envelope = post("11")
send("vries", "bakker", "for bakker")
[other] = waiting_for("bakker")
os.rename(envelope, "aside.age")
os.rename(other, envelope)
os.rename("aside.age", other)
expect(outcomes("jansen"), ["not-for-this-vault"], "somebody else's")
expect(outcomes("bakker"), ["not-for-this-vault"], "somebody else's")
expect(outcomes("jansen") + outcomes("bakker"), [], "told once")
expect(texts("bakker"), [], "somebody else's")
expect((refused("bakker"), lines("bakker", "not-for-this-vault")), (1, 1), "kept apart, logged")
post("12")
expect(outcomes("jansen"), ["received, 1 missing"], "after a swap")

# Truncates: nothing is shown, wherever it ends.
shutil.rmtree("jansen/queue/refused")
large = post("13", "--attach", "kept.age")
with open(large, "rb") as file:
    whole = file.read()
os.remove(large)
header = whole.index(b"\n---") + 4
before = texts("jansen")
cuts = [0, 1, 20, header, header + 44, header + 60, len(whole) // 2, len(whole) - 16, len(whole) - 1]
for number, cut in enumerate(cuts):
    with open(f"{BOX['jansen']}/{number}-{'1' * 16}.age", "wb") as file:
        file.write(whole[:cut])
told = outcomes("jansen")
check(set(told) <= {"header-failure", "payload-damaged"} and len(told) == len(cuts), f"truncated: {told}")
check("header-failure" in told and "payload-damaged" in told, f"truncated: {told}")
expect(texts("jansen"), before, "truncated")
expect(refused("jansen"), len(cuts), "truncated and kept apart")
expect(outcomes("jansen"), [], "told once")
with open(large, "wb") as file:
    file.write(whole)
expect(outcomes("jansen"), ["received"], "whole after all")


def later(days):
    """What jansen is told who looks for the first time after `days`; then it is today again."""
    copy("jansen", "later")
    shutil.copy("jansen.key", "later.key")
    copy("spool", "today")
    told = outcomes("later", days=days)
    copy("today", "spool")
    return told


# Delays: read within its time; past its own end, and past the key's, that is said.
brief = post("14", "--expires", "1d")
post("15")
expect(later(0), ["received", "received"], "not delayed")
expect(later(3), ["expired", "received, 1 missing"], "delayed for three days")
expect(later(40), ["key-destroyed", "key-destroyed"], "delayed for forty days")
expect(outcomes("jansen"), ["received", "received"], "not delayed")

# Floods: mail comes through, each piece of junk is told once, and what is no file is left alone.
shutil.rmtree("jansen/queue/refused")
for number in range(JUNK):
    with open(f"{BOX['jansen']}/{number}-{'2' * 16}.age", "wb") as file:
        file.write(os.urandom(number % 300))
for number in range(JUNK // 10):
    with open(f"{BOX['jansen']}/junk {number}", "wb") as file:
        file.write(b"junk")
os.symlink("/etc/passwd", f"{BOX['jansen']}/1-{'3' * 16}.age")
os.symlink(os.path.abspath("jansen/keys.db"), f"{BOX['jansen']}/2-{'3' * 16}.age")
os.mkfifo(f"{BOX['jansen']}/3-{'3' * 16}.age")
os.mkdir(f"{BOX['jansen']}/4-{'3' * 16}.age")
post("16")
told = outcomes("jansen")
expect(told.count("received"), 1, "flooded")
expect(sorted(set(told)), ["header-failure", "received"], "flooded")
expect(len(told), JUNK + 1, "flooded")
expect(refused("jansen"), JUNK, "junk kept apart")
expect(outcomes("jansen"), [], "told once")
left = [name for name in os.listdir(BOX["jansen"]) if not name.startswith("junk")]
expect(sorted(left), [f"{number}-{'3' * 16}.age" for number in (1, 2, 3, 4)], "what is no file")
for name in os.listdir(BOX["jansen"]):
    path = f"{BOX['jansen']}/{name}"
    os.rmdir(path) if os.path.isdir(path) else os.remove(path)

# Cards: an older one is refused, another's too, and the newer one on file stays in use.
CARD = f"spool/cards/{IDENTITY['jansen']}.card"


def seq(card):
    return int(card.split('"seq":')[1].split("}")[0])


with open(CARD, encoding="utf-8") as file:
    old = file.read()
at("jansen", "card", "--renew")
with open(CARD, encoding="utf-8") as file:
    new = file.read()
check(seq(new) > seq(old), "the renewed card is no newer")
post("17")


def served(card, error):
    """Somebody's send with another card in the spool: it is refused, the mail goes all the same."""
    os.remove(CARD)
    with open(CARD, "w", encoding="utf-8") as file:
        file.write(card)
    done = subprocess.run(
        command((*SEND, "--home", "vries", "--keyfile", "vries.key")), input=error,
        capture_output=True, text=True, check=False, timeout=PATIENCE)
    check(done.returncode == 0, f"{error}: {done.stderr}")
    check(error in done.stderr, f"{error}: {done.stderr}")


SEND = ("send", "--to", "jansen", "--allow-unverified", "test")
served(old, "stale-card")
served(at("bakker", "card"), "different-identity")
served(new.replace('"name":"jansen"', '"name":"janssen"'), "bad-signature")
served("junk", "malformed")
expect(outcomes("jansen"), ["received"] * 5, "sent to the card on file")
with open(CARD, encoding="utf-8") as file:
    check(file.read() == new, "one's own card is not put back")

# Revocations that are hidden: what an attestation gives ends with it; what was seen stays.
def groups(name):
    return tacita("card", "--show", "-", stdin=at(name, "card")).split("fingerprint")[1].split("\n")[0].strip()


def colour(name, days=0):
    return json.loads(at("jansen", "contact", "show", name, "--json", days=days))["colour"]


with open("register.csv", "w", encoding="utf-8") as file:
    file.write("number,name,status\n89012345601,vries,active\n")
tacita(
    "register", "import", "big", "register.csv", "--columns", "number=number,name=name,status=status",
    "-q")
with open("vries.card", "w", encoding="utf-8") as file:
    file.write(at("vries", "card"))
ATTEST = ("attest", "vries.card", "--registration", "big:89012345601", "--method", "in-person")
attestation = at("desk", *ATTEST, "--fingerprint", groups("vries"), "--valid", "5d", "-q")
at("jansen", "contact", "verify", "desk", "--fingerprint", groups("desk"))
at("jansen", "contact", "trust", "desk")
at("jansen", "receive")
expect(colour("vries"), "green", "attested")
at("desk", "revoke", IDENTITY["vries"], "--reason", "left", "--yes", "-q")
NOTICE = f"spool/cards/{IDENTITY['vries']}.revocation"
os.rename(NOTICE, "hidden")
post("18")
expect(outcomes("jansen"), ["received"], "revoked and hidden")
expect(colour("vries"), "green", "revoked and hidden")
copy("jansen", "later")
shutil.copy("jansen.key", "later.key")
later_colour = json.loads(at("later", "contact", "show", "vries", "--json", days=6))["colour"]
expect(later_colour, "red", "hidden until the attestation ended")
post("19")
os.rename("hidden", NOTICE)
expect(outcomes("jansen"), ["revoked"], "no longer hidden")
os.remove(NOTICE)
expect(colour("vries"), "revoked", "hidden again")
post("20")
expect(outcomes("jansen"), ["revoked"], "hidden again")
at("jansen", "send", "--to", "vries", "--allow-unverified", "test", stdin="x", status=77)

for home in ("vries", "jansen", "bakker", "desk"):
    expect_whole(home)
    expect_sound(home)
