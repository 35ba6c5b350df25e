#!/usr/bin/env python3
"""Opens a backup and shows what its newest snapshot holds, as JSON. See README.md beside this."""

import hmac
import json
import os
import sqlite3
from contextlib import closing
from hashlib import sha256

from formats import Refusal, parse_json, require, unbase64
from open_home import COLUMNS, describe, main, parser, read
from vault import KeyTable, Row, audit_lines, number, u64, unseal

PREFIX = b"tacita/v1/"
STANDING = [*COLUMNS, "payload", "standing", "receipt", "standings"]


class Bytes:
    """Reads fields one after another."""

    def __init__(self, data, kind):
        require(data.startswith(PREFIX + kind + b"\n"))
        self.data, self.position = data, len(PREFIX + kind) + 1

    def take(self, size):
        start, self.position = self.position, self.position + size
        require(self.position <= len(self.data))
        return self.data[start : self.position]

    def number(self, size):
        return number(self.take(size))

    def sized(self, size=4):
        return self.take(self.number(size))

    @property
    def has_more(self):
        return self.position < len(self.data)


def open_backup(repository, secret, keyring=None):
    about = json.loads(read(repository, "tacita-backup.json"))
    require(about["schema"] == "tacita/repository/1", "newer-repository")
    with closing(sqlite3.connect(":memory:")) as database:
        fields = Bytes(read(keyring or os.path.join(repository, "keyring")), b"keyring")
        slots = fields.sized(4)
        database.deserialize(fields.sized(8))
        table = KeyTable(slots, database, secret)
        require(table.vault.hex() == about["vault"], "other-vault")
        body, code = fields.data[: fields.position], fields.take(32)
        require(not fields.has_more)
        key = table.carried(5)[-1]
        require(hmac.compare_digest(hmac.digest(key, body, "sha256"), code), "altered-keyring")
        snapshot = newest_snapshot(repository, table)
        lines = audit_lines(table, audit(repository, snapshot))
        described = describe(table, rows(repository, table, snapshot), lines)
        return {"generation": snapshot["generation"], "time": snapshot["time"], **described}


def newest_snapshot(repository, table):
    names = [name for name in os.listdir(os.path.join(repository, "snapshots")) if name.isdigit()]
    for generation in sorted(map(int, names), reverse=True):
        data = read(repository, "snapshots", str(generation)).removeprefix(PREFIX + b"snapshot\n")
        place = PREFIX + b"backup\0" + table.vault + u64(generation)
        for key in reversed(table.carried(5)):
            try:
                return parse_json(unseal(key, data, place))
            except Refusal:
                pass
    raise Refusal("no-snapshot")


def piece(repository, kind, name, told):
    """A file of which the snapshot tells size and digest."""
    data = read(repository, kind, name)
    require(len(data) == told["size"] and sha256(data).hexdigest() == told["sha256"], "damaged")
    return data


# Messages


def rows(repository, table, snapshot):
    """The rows of all packs whose day has a key, in the order of arrival, less those deleted."""
    found, deleted = {}, {row_key for _, row_key in snapshot["deletions"]}
    for pack in snapshot["packs"]:
        if pack["day"] not in table.day_keys:
            continue
        fields = Bytes(piece(repository, "packs", pack["sha256"], pack), b"pack")
        while fields.has_more:
            row_key, day, columns = read_record(fields)
            if set(columns) == {"receipt"}:
                # Of a message that is not here; what it says of one in an earlier pack counts.
                if row_key.hex() in found:
                    found[row_key.hex()][2].update(columns)
                continue
            found.setdefault(row_key.hex(), (row_key, day, {}))[2].update(columns)
    objects = {told["row"]: told for told in snapshot["objects"]}
    kept = [row for name, row in found.items() if name not in deleted]
    for row_key, day, columns in sorted(kept, key=lambda row: row[2]["standing"][:8]):
        payload = columns.get("payload")
        if not payload:
            require(row_key.hex() in objects, "damaged")
            told = objects[row_key.hex()]
            payload = piece(repository, f"objects/{day}", told["sha256"], told)
        receipt = columns.get("receipt")
        yield Row(
            row_key, day, {column: columns[column] for column in COLUMNS}, payload,
            receipt and (number(receipt[:4]), receipt[4:]),
            list(standings(columns.get("standings", b""))))


def standings(data):
    """(recipient, record as sealed)"""
    while data:
        size = 20 + number(data[16:20])
        yield data[:16], data[20:size]
        data = data[size:]


def read_record(fields):
    """(row key, day, columns that are not empty)"""
    end = fields.number(4) + fields.position
    row_key, day = fields.take(16), fields.number(4)
    columns = {column: fields.sized() for column in STANDING}
    require(fields.position == end)
    return row_key, day, {column: data for column, data in columns.items() if data}


# The audit log


def audit(repository, snapshot):
    """(number, epoch, line, mac) of every line; the last must be the head."""
    told, last = snapshot["audit"], None
    segments = [
        piece(repository, "audit", segment["name"], segment) for segment in told["segments"]]
    for segment in [*segments, unbase64(told["tail"])]:
        fields = Bytes(segment, b"audit")
        while fields.has_more:
            end = fields.number(4) + fields.position
            index, epoch, last = fields.number(8), fields.number(8), fields.take(32)
            yield index, epoch, fields.take(end - fields.position), last
    require(last is None or last.hex() == told["head"], "chain-broken")


if __name__ == "__main__":
    arguments = parser("Opens a backup.")
    arguments.add_argument("--keyring", metavar="FILE", help="where it is not in the backup")
    arguments.add_argument("backup")
    chosen = arguments.parse_args()
    main(lambda secret: open_backup(chosen.backup, secret, chosen.keyring), chosen)
