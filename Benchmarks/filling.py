"""Makes a home large, in seconds: contacts, messages and lines of the audit log, as docs/vault.md
has them, sealed with the reference decoder's keys and libsodium.

The contacts have cards on the route, with the prekeys of the first. The messages are copies of the newest message, each under
an id of its own: they can be listed, but their signatures are those of the first. They are read. The lines of the
audit log are one epoch each, as runs of single verbs leave them.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import sys
from base64 import b64encode
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "docs/reference"
sys.path.insert(0, str(REFERENCE))

from formats import BECH32, bech32_checksum, canonical_json  # noqa: E402
from nacl import bindings  # noqa: E402
from vault import NO_DAY, KeyTable, Secret, u64  # noqa: E402

seal_bytes = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt


def seal(key, plain, associated):
    nonce = os.urandom(24)
    return nonce + seal_bytes(plain, associated, nonce, key)


def identity(public_key):
    """An Ed25519 public key as cards name it."""
    number, groups = int.from_bytes(public_key, "big") << 4, []
    for place in range(51, -1, -1):
        groups.append(number >> 5 * place & 31)
    check = bech32_checksum("tacita", groups + [0] * 6) ^ 1
    groups += [check >> 5 * place & 31 for place in range(5, -1, -1)]
    return "tacita1" + "".join(BECH32[group] for group in groups)


class Filling:
    """One home that is opened by a key file and changed in place."""

    def __init__(self, home, keyfile):
        def connect(name):
            return sqlite3.connect(os.path.join(home, name), isolation_level=None)

        self.keys, self.vault = connect("keys.db"), connect("vault.db")
        slots = Path(home, "keyslots.json").read_bytes()
        self.table = KeyTable(slots, self.keys, Secret(keyfile=Path(keyfile).read_bytes()))
        for database in (self.keys, self.vault):
            database.execute("PRAGMA synchronous=OFF")
            database.execute("BEGIN")

    def close(self):
        for database in (self.keys, self.vault):
            database.execute("COMMIT")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()

    def under_master(self, plain, table, column, primary, subkey=2):
        place = self.table.associated(table, column, NO_DAY, primary)
        return seal(self.table.subkey(subkey), plain, place)

    def contacts(self, count, spool):
        """So many more, in the likeness of the first; their cards are in the folder `spool`."""
        record = next(self.table.contacts())
        published = Path(spool, "cards", f"{record['card']['identity']}.card").read_bytes()
        kind, text = published.split(b"\n")[:2]
        document = json.loads(text)
        for number in range(count):
            public_key, secret_key = bindings.crypto_sign_keypair()
            record["alias"] = f"person{number:06}"
            card = record["card"]
            card["identity"], card["name"] = identity(public_key), f"Person {number:06}"
            card["mailbox"] = os.urandom(16).hex()
            for field in ("identity", "name", "mailbox", "seq"):
                document[field] = card[field]
            signed = kind + b"\n" + canonical_json(document) + b"\n"
            signature = bindings.crypto_sign(signed, secret_key)[:64]
            whole = signed + f"-- {card['identity']} ".encode() + b64encode(signature) + b"\n"
            card["digest"] = hashlib.sha256(signed).hexdigest()
            Path(spool, "cards", f"{card['identity']}.card").write_bytes(whole)
            name = self.table.pseudonym(public_key)
            alias = self.table.pseudonym(b"alias\0", record["alias"].encode())
            mark = self.table.pseudonym(b"name\0", card["name"].lower().encode())[0]
            sealed = self.under_master(canonical_json(record), "contacts", "record", name)
            self.keys.execute(
                "INSERT INTO contacts VALUES (?, ?, ?, ?)", [name, alias, mark, sealed])

    def messages(self, count):
        """So many copies of the newest message, before it in the order of arrival."""
        columns = ["summary", "head", "tail", "fileKey", "frames"]
        rest = ["expiryDay", "size", "payload"]
        query = f"SELECT rowKey, arrival, {', '.join(columns + rest)} FROM messages"
        name, arrival, *found = self.vault.execute(query + " ORDER BY arrival DESC").fetchone()
        day, size, payload = found[len(columns):]
        plain = {
            column: self.table.unseal_of_day(day, sealed, "messages", column, name)
            for column, sealed in zip(columns, found)}
        summary, head = bytearray(plain["summary"]), json.loads(plain["head"])
        summary[87] |= 1
        places = ", ".join("?" * 13)
        for table in ("messages", "receipts"):
            self.vault.execute(f"UPDATE {table} SET changed = changed + ?", [count])
        self.vault.execute("UPDATE messages SET arrival = arrival + ?", [count])
        self.vault.execute("UPDATE arrivals SET last = last + ?", [count])
        for number in range(count):
            new = os.urandom(16)
            head["id"] = new.hex()
            plain["summary"] = bytes(summary[:1] + new + summary[17:])
            plain["head"] = canonical_json(head)
            key = self.table.pseudonym(bytes(summary[17:49]), new)
            mark = int.from_bytes(self.table.pseudonym(new[:2])[:4], "big")
            sealed = [
                seal(self.table.day_keys[day], plain[column],
                     self.table.associated("messages", column, day, key))
                for column in columns]
            self.vault.execute(
                "INSERT INTO messages(rowKey, idMark, expiryDay, arrival, changed, size, exported, "
                f"{', '.join(columns)}, payload) VALUES ({places})",
                [key, mark, day, number + 1, number + 1, size, 0, *sealed, payload])
        return arrival

    def audit(self, count):
        """So many more lines, which the home's next line follows."""
        last = self.vault.execute("SELECT number, mac FROM audit ORDER BY number DESC").fetchone()
        epoch = self.vault.execute("SELECT epoch FROM auditChain").fetchone()[0]
        (number, mac), key = last, None
        own = identity(bindings.crypto_sign_seed_keypair(self.table.setting("identity", 3))[0])
        line = canonical_json({
            "action": "R", "actor": own, "event": "read", "host": "benchmark", "outcome": "done",
            "program": "tacita", "purpose": "part 0", "schema": "tacita/audit/1",
            "time": "2026-01-01T00:00:00Z"})
        for _ in range(count):
            number, epoch = number + 1, epoch + 1
            sealed = b"\0" + self.under_master(line, "audit", "line", u64(number), subkey=7)
            key = hashlib.blake2b(
                u64(epoch), digest_size=32, key=self.table.carried(6)[-1]).digest()
            mac = hmac.digest(key, mac + sealed, "sha256")
            key = hashlib.sha256(b"tacita/v1/audit-step\0" + key).digest()
            self.vault.execute(
                "INSERT INTO audit(number, epoch, line, mac) VALUES (?, ?, ?, ?)",
                [number, epoch, sealed, mac])
        if key:
            self.vault.execute("UPDATE auditChain SET epoch = ?, key = ?", [epoch, key])
