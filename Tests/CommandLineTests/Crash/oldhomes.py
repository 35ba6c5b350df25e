"""Homes, folders and backups of every released version open with this one.

They are taken back to the days on which they were made: what they hold has expired since."""

import datetime
import glob
import json
import os
import shutil
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


archives = sorted(glob.glob(os.path.join(FIXTURES, "*.tar.gz")))
check(archives, "there is no fixture")
for archive in archives:
    play(archive)
