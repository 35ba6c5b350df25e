"""Homes, folders and backups of every released version open with this one; those of a version to
come are refused by every verb, with what to do, and nothing in them is changed.

They are taken back to the days on which they were made: what they hold has expired since."""

import datetime
import glob
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile

from crash import check, clock, PATIENCE

FIXTURES = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "Fixtures", "homes")


def opened(archive):
    """Unpacks it here; returns the day after it was made."""
    shutil.rmtree("old", ignore_errors=True)
    with tarfile.open(archive) as file:
        # Only what the script makes: names below the folder, no links.
        for member in file.getmembers():
            check(member.name.split("/")[0] == "old" and ".." not in member.name, member.name)
            check(member.isfile() or member.isdir(), member.name)
        file.extractall()
    with open("old/made", encoding="ascii") as file:
        made = datetime.datetime.strptime(file.read().strip(), "%Y-%m-%dT%H:%M:%SZ")
    return made + datetime.timedelta(hours=20)


def run(now, *words, status=0, stdin=None):
    """tacita on a day of the homes, told as the clock of the process and not of the zone."""
    done = subprocess.run(
        ["env", "TZ=UTC", *clock(f"@{now:%Y-%m-%d %H:%M:%S}"), "tacita", *words], input=stdin,
        capture_output=True, text=True, check=False, timeout=PATIENCE)
    check(done.returncode == status,
          f"{words}: status {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done.stdout


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def received(text):
    return [message for message in lines(text) if not message["outgoing"]]


def play(archive):
    now = opened(archive)
    place = os.path.abspath("old/ward")

    def at(home, *words, **more):
        return run(now, *words, "--home", f"old/{home}", "--keyfile", f"old/{home}.key",
                   "--no-agent", **more)

    # By passphrase, too.
    secret = ["--home", "old/devries", "--passphrase-file", "old/passphrase", "--no-agent"]
    before = received(run(now, "list", "--json", *secret))
    check(len(before) == 1, before)
    check("left knee" in run(now, "show", "@last", *secret), "the text")
    check("jansen" in run(now, "contact", "list", *secret), "the contact")
    check("Ward" in run(now, "team", "list", *secret), "the team")
    check(len(lines(run(now, "list", "--sent", "--json", *secret))) >= 3, "what was sent")
    run(now, "audit", "verify", *secret)
    # What lay in the queue and in the mailbox.
    for home in ["devries", "jansen"]:
        at(home, "config", "set", "route", f"spool:{place}")
    at("jansen", "receive", "-q")
    subjects = {message.get("subject") for message in lines(at("jansen", "list", "--json"))}
    check({"knee", "queued", "waiting"} <= subjects, subjects)
    # And they go on: new mail both ways, a backup that continues the old one, and its restore.
    at("jansen", "send", "--to", "devries", "-q", stdin="a new word")
    at("devries", "receive", "-q")
    check("a new word" in at("devries", "show", "@last"), "new mail")
    run(now, "backup", "old/saved", "--home", "old/devries", "-q")
    run(now, "backup", "--verify", "old/saved", "--home", "old/devries", "-q")
    shutil.move("old/devries", "old/gone")
    run(now, "restore", "old/saved", "--home", "old/devries", "--keyfile", "old/devries.key", "-q")
    after = received(at("devries", "list", "--json"))
    check(len(after) == len(before) + 1, after)
    check("left knee" in at("devries", "show", before[0]["id"]), "restored")


def digests(place):
    """Every file below a folder with its bytes; of a database what is in it, because to look at one
    leaves other bytes beside it."""
    found = {}
    for folder, _, names in os.walk(place):
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith((".db-wal", ".db-shm")):
                continue
            if name.endswith(".db"):
                database = sqlite3.connect(path)
                found[path] = list(database.iterdump())
                database.close()
            else:
                with open(path, "rb") as file:
                    found[path] = hashlib.sha256(file.read()).hexdigest()
    return found


def rename_format(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check(old in text, f"{path} has no {old}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


def raise_keys(home):
    database = sqlite3.connect(f"{home}/keys.db")
    with database:
        changed = database.execute("UPDATE meta SET value = '2' WHERE name = 'version'").rowcount
    database.close()
    check(changed == 1, "keys.db has no version")


def refused(now, name, *words):
    """A verb that ends with 78, says so, and says what to do."""
    done = subprocess.run(
        ["env", "TZ=UTC", *clock(f"@{now:%Y-%m-%d %H:%M:%S}"), "tacita", *words, "--json"],
        input="a word", capture_output=True, text=True, check=False, timeout=PATIENCE)
    said = done.stderr.strip().splitlines()[-1:] or ["{}"]
    told = json.loads(said[0])
    check(done.returncode == 78 and told["error"] == name, f"{words}: {done}")
    check(told["hint"] == "install the newer tacita on this machine too", told)


def play_newer(archive):
    """What tells the version of a home, or of a backup, is that of a version to come."""
    now = opened(archive)
    shutil.move("old", "kept")
    secret = ["--keyfile", "old/devries.key", "--no-agent"]
    changes = {
        "keyslots.json": lambda home: rename_format(
            f"{home}/keyslots.json", "tacita/keyslots/1", "tacita/keyslots/2"),
        "config.json": lambda home: rename_format(
            f"{home}/config.json", "tacita/config/1", "tacita/config/2"),
        "keys.db": raise_keys,
    }
    for name, change in changes.items():
        shutil.rmtree("old", ignore_errors=True)
        shutil.copytree("kept", "old")
        change("old/devries")
        before = digests("old")
        for verb in [
            ["list"], ["receive"], ["send", "--to", "jansen"], ["show", "@last"], ["card"],
            ["key", "rekey"], ["config", "set", "horizon", "5d"], ["audit", "verify"],
        ]:
            refused(now, "newer-home", *verb, "--home", "old/devries", *secret)
        for verb in [["receive", "--fetch-only"], ["purge-expired"], ["backup", "old/saved"]]:
            refused(now, "newer-home", *verb, "--home", "old/devries")
        after = digests("old")
        check(after == before, f"{name} of a version to come: these files were changed: "
              f"{[path for path in {**before, **after} if before.get(path) != after.get(path)]}")
    shutil.rmtree("old")
    shutil.copytree("kept", "old")
    rename_format("old/saved/tacita-backup.json", "tacita/repository/1", "tacita/repository/2")
    before = digests("old/saved")
    refused(now, "newer-repository", "backup", "old/saved", "--home", "old/devries")
    refused(now, "newer-repository", "restore", "old/saved", "--home", "old/again", *secret)
    check(digests("old/saved") == before, "a backup of a version to come was changed")


archives = sorted(glob.glob(os.path.join(FIXTURES, "*.tar.gz")))
check(archives, "there is no fixture")
for archive in archives:
    play(archive)
play_newer(archives[-1])
