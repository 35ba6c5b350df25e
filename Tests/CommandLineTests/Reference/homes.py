"""Homes that the program made, and their backups: opened with every kind of secret, and spoilt."""

import glob
import os
import shutil
import sqlite3
from contextlib import closing

from reference import (
    DEVRIES,
    JANSEN,
    PARTS,
    check,
    check_parts,
    decode,
    identity_of,
    make_homes,
    read,
    refuses,
    run,
    send,
    tacita,
    write,
)

# For each home, every way to open it.
SECRETS = {
    "devries": [DEVRIES[2:], ["--passphrase-file", "passphrase"], ["--recovery", "hybrid.txt"]],
    "jansen": [JANSEN[2:], ["--recovery", "classical.txt"]]}


def main():
    make_homes()
    send()
    tacita("receive", *JANSEN[:2])  # locked: kept sealed
    tacita("receive", *JANSEN)
    for home, secrets in SECRETS.items():
        check_home(home, secrets)
        check_backup(home, secrets)
    check_changes()
    check_new_master_key()
    check_spoilt()
    check_expired()


def check_home(home, secrets):
    shown = [
        decode("home", home, *secret, "--out", f"{home}.{i}") for i, secret in enumerate(secrets)]
    check(all(one == shown[0] for one in shown), f"{home} differs by what opened it")
    check(len(shown[0]["messages"]) == 2, f"{home}: {shown[0]['messages']}")
    check_parts(sent(shown[0])[0]["parts"])
    for message in shown[0]["messages"]:
        for number, part in enumerate(message["parts"]):
            kept = read(f"{home}.0/messages/{message['rowKey']}/{number}")
            check(kept == PARTS[part["name"]], f"{home}: other bytes in {part}")
    other, = {"devries", "jansen"} - {home}
    check([contact["card"]["identity"] for contact in shown[0]["contacts"]] == [
        identity_of(other)], shown[0]["contacts"])
    check(shown[0]["settings"]["card"].encode() == read(f"{home}.card"), "another card")
    refuses("wrong-secret", "home", home, "--passphrase-file", "body")
    refuses("wrong-secret", "home", home, "--keyfile", "factor")


def sent(shown):
    """The messages as they were sent: the large one, then the small one."""
    return sorted(shown["messages"], key=lambda message: message["head"]["seq"])


def check_audit(shown, home):
    """Whether the decoder found as many lines as the program."""
    told = tacita("audit", "verify", *home)
    check(told.startswith(f"whole: {len(shown['audit'])} lines\n"), told)


def check_backup(home, secrets):
    """Whether every secret finds in a backup what is in the home, but the line about the backup."""
    tacita("backup", f"{home}.backup", "--home", home)
    expected = decode("home", home, *secrets[0])
    check(expected["audit"].pop()["event"] == "backup", "no line about the backup")
    for secret in secrets:
        found = decode("backup", f"{home}.backup", *secret)
        for key, value in expected.items():
            check(found[key] == value, f"{home}.backup: other {key}")
    refuses("wrong-secret", "backup", f"{home}.backup", "--keyfile", "factor")


def check_changes():
    """A message read, one deleted, and so long a log that it takes a segment."""
    large, small = sent(decode("home", "jansen", *JANSEN[2:]))
    tacita("show", small["head"]["id"], *JANSEN)
    check_backup("jansen", SECRETS["jansen"][:1])
    kept = sent(decode("home", "jansen", *JANSEN[2:]))
    check([message["summary"]["read"] for message in kept] == [False, True], kept)
    tacita("delete", large["head"]["id"], *JANSEN)
    for _ in range(72):
        tacita("config", "set", "route", "spool:" + "/folder" * 580, *JANSEN[:2])
    check_backup("jansen", SECRETS["jansen"][:1])
    check(len(os.listdir("jansen.backup/audit")) == 1, "no segment")
    check_backup("jansen", SECRETS["jansen"][:1])
    shown = decode("home", "jansen", *JANSEN[2:])
    check(len(shown["messages"]) == 1, shown["messages"])
    check_audit(shown, JANSEN)


def check_new_master_key():
    """Twice another master key: lines of old ones, and a snapshot of the one before the last."""
    tacita("key", "rekey", "--drop-others", *DEVRIES)
    tacita("backup", "devries.backup", "--home", "devries")
    tacita("key", "rekey", *DEVRIES)
    snapshots = sorted(glob.glob("devries.backup/snapshots/*"))
    shutil.copytree("devries.backup", "older")
    check_backup("devries", SECRETS["devries"][:1])
    shutil.copy("devries.backup/keyring", "older/keyring")
    older = decode("backup", "older", *DEVRIES[2:])
    check(older["generation"] == int(os.path.basename(snapshots[-1])), older["generation"])
    shown = decode("home", "devries", *DEVRIES[2:])
    check(len(shown["messages"]) == 2, shown["messages"])
    check_audit(shown, DEVRIES)
    refuses("wrong-secret", "home", "devries", "--passphrase-file", "passphrase")


def check_spoilt():
    """Bytes of pieces and payloads, a row in another place, lines of the log."""
    pack, = glob.glob("devries.backup/packs/*")
    payload, = glob.glob("devries/objects/*/*")
    copied, = glob.glob("devries.backup/objects/*/*")
    for path, refusal, words in (
            (pack, "damaged", ["backup", "devries.backup"]),
            (copied, "damaged", ["backup", "devries.backup"]),
            (payload, "payload-damaged", ["home", "devries"])):
        data = read(path)
        write(path, data[:-1] + bytes([data[-1] ^ 1]))
        refuses(refusal, *words, *DEVRIES[2:])
        write(path, data)
    for change, refusal in (
            ("UPDATE messages SET expiryDay = expiryDay + 1 WHERE payload NOT NULL", "cannot-open"),
            ("UPDATE messages SET expiryDay = expiryDay - 1 WHERE payload NOT NULL", None),
            ("DELETE FROM audit WHERE number = (SELECT MAX(number) FROM audit)", "lines-missing"),
            ("UPDATE audit SET mac = zeroblob(32) WHERE number = 3", "chain-broken")):
        with closing(sqlite3.connect("devries/vault.db")) as database, database:
            database.execute(change)
        if refusal:
            refuses(refusal, "home", "devries", *DEVRIES[2:])


def check_expired():
    """When their day is past, messages are gone from home and backup, and older snapshots too."""
    shutil.copytree("jansen.backup", "before")
    run("faketime", "-f", "+31d", "tacita", "backup", "jansen.backup", "--home", "jansen")
    check(len(decode("backup", "before", *JANSEN[2:])["messages"]) == 1, "none before")
    shutil.copy("jansen.backup/keyring", "before/keyring")
    for what, place in (("home", "jansen"), ("backup", "jansen.backup"), ("backup", "before")):
        shown = decode(what, place, *JANSEN[2:])
        check(shown["messages"] == [] and shown["contacts"], f"{place}: {shown['messages']}")


main()
