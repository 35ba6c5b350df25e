#!/usr/bin/env python3
"""Opens a home of tacita and shows what it holds, as JSON. See README.md beside this."""

import argparse
import getpass
import json
import os
import sqlite3
import sys
from contextlib import closing
from hashlib import sha256

from formats import Refusal
from vault import KeyTable, Row, Secret, audit_lines, open_row

COLUMNS = ["summary", "head", "tail", "fileKey", "frames"]


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def database(home, name):
    return closing(sqlite3.connect(f"file:{os.path.join(home, name)}?mode=ro", uri=True))


def rows(home, vault):
    receipts = {
        row_key: rest
        for row_key, *rest in vault.execute("SELECT rowKey, expiryDay, record FROM receipts")}
    standings = {}
    for row_key, *told in vault.execute("SELECT rowKey, recipient, record FROM standings"):
        standings.setdefault(row_key, []).append(told)
    columns = ", ".join(COLUMNS)
    query = f"SELECT rowKey, expiryDay, payload, {columns} FROM messages ORDER BY arrival"
    for row_key, day, payload, *columns in vault.execute(query):
        if payload is None:
            payload = read(home, "objects", str(day), row_key.hex())
        yield Row(
            row_key, day, dict(zip(COLUMNS, columns)), payload, receipts.get(row_key),
            standings.get(row_key, ()))


def open_home(home, secret):
    """All of a home, as `describe` has it."""
    slots = read(home, "keyslots.json")
    with database(home, "keys.db") as keys, database(home, "vault.db") as vault:
        table = KeyTable(slots, keys, secret)
        lines = vault.execute("SELECT number, epoch, line, mac FROM audit ORDER BY number")
        end = vault.execute("SELECT epoch, key FROM auditChain").fetchone()
        return describe(table, rows(home, vault), audit_lines(table, lines, end))


# What is shown


def describe(table, messages, audit):
    """What `show` prints, and the secrets of prekeys and contents of parts."""
    return {
        "vault": table.vault.hex(), "days": sorted(table.day_keys),
        "settings": dict(table.settings()),
        "prekeys": [
            {"day": prekey.day, "generation": generation, "lastDay": prekey.last_day,
             "secret": prekey.kem_seed + prekey.hint_secret}
            for generation, prekey in table.prekeys()],
        "authorities": table.authorities(), "contacts": list(table.contacts()),
        "conversations": dict(table.conversations()),
        "messages": [describe_message(open_row(table, row)) for row in messages],
        "audit": list(audit)}


def describe_message(kept):
    message = kept.message
    parts = [
        {"name": told["name"], "type": told["type"], "size": len(part),
         "sha256": sha256(part).hexdigest(), "content": part}
        for told, part in zip(message.head["parts"], message.parts)]
    return {
        "rowKey": kept.row_key, "receipt": kept.receipt, "standing": kept.standing, "summary": kept.summary,
        "head": message.head, "parts": parts}


def show(described, out):
    """Prints it; bytes go into files in `out`, or are left out."""
    for prekey in described["prekeys"]:
        save(out, f"prekeys/{prekey['day']}.{prekey['generation']}", prekey.pop("secret"))
    for name, kept in described["authorities"].items():
        if (key := kept.pop("teamKey")) is not None:
            save(out, f"team-keys/{name}", key)
    for message in described["messages"]:
        for number, part in enumerate(message["parts"]):
            save(out, f"messages/{message['rowKey']}/{number}", part.pop("content"))
    json.dump(described, sys.stdout, indent=2, ensure_ascii=False)
    print()


def save(out, name, data):
    if out is None:
        return
    path = os.path.join(out, name)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


# The command line


def parser(description):
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--keyfile", metavar="FILE", help="the key file; without one, or --recovery, "
                      "a passphrase is asked for")
    made.add_argument("--passphrase-file", metavar="FILE")
    made.add_argument("--second-factor", metavar="FILE", help="beside a passphrase")
    made.add_argument("--recovery", metavar="FILE", help="an age identity")
    made.add_argument("--out", metavar="FOLDER", help="where prekeys and parts are written")
    return made


def secret_of(options):
    if options.keyfile:
        return Secret(keyfile=read(options.keyfile))
    if options.recovery:
        return Secret(recovery=options.recovery)
    if options.passphrase_file:
        passphrase = read(options.passphrase_file)
    else:
        passphrase = getpass.getpass().encode()
    factor = read(options.second_factor) if options.second_factor else None
    return Secret(passphrase=passphrase, second_factor=factor)


def main(describe, options):
    try:
        show(describe(secret_of(options)), options.out)
    except Refusal as refusal:
        sys.exit(f"refused: {refusal}")


if __name__ == "__main__":
    arguments = parser("Opens a home.")
    arguments.add_argument("home")
    chosen = arguments.parse_args()
    main(lambda secret: open_home(chosen.home, secret), chosen)
