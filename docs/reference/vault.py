"""What a home and a backup share (docs/vault.md): slots, keys, rows, the audit chain."""

import hashlib
import hmac
import json
import subprocess
from dataclasses import dataclass

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as xchacha20poly1305_open
from nacl.exceptions import CryptoError
from nacl.pwhash.argon2id import kdf as argon2id

import age
from formats import Refusal, identity_key, parse_json, require, unbase64, unbech32, unhex
from message import Prekey, read_plaintext

NO_DAY = 0xFFFFFFFF
PREFIX = b"tacita/v1/"


def u32(number):
    return number.to_bytes(4, "big")


def u64(number):
    return number.to_bytes(8, "big")


def number(data):
    return int.from_bytes(data, "big")


def unseal(key, sealed, associated):
    """The plaintext of a sealed blob; `cannot-open` when it is another's, or changed."""
    try:
        return xchacha20poly1305_open(sealed[24:], associated, sealed[:24], key)
    except (CryptoError, ValueError):
        raise Refusal("cannot-open") from None


# Slots


@dataclass
class Secret:
    """What opens a home; at most one of the three, and the second factor beside a passphrase."""

    passphrase: bytes | None = None
    second_factor: bytes | None = None
    keyfile: bytes | None = None
    recovery: str | None = None  # the path of a file with an age identity

    def opens(self, slot, vault):
        """The master key, or None."""
        try:
            if slot["kind"] == "recovery" and self.recovery:
                return self.recovered(unbase64(slot["age"]), vault)
            if slot["kind"] == "keyfile" and self.keyfile:
                return unseal(self.keyfile, unbase64(slot["sealed"], 72), associated(slot, vault))
            if slot["kind"] == "passphrase" and self.passphrase is not None:
                if slot["secondFactor"] == (self.second_factor is not None):
                    key = self.stretched(slot)
                    return unseal(key, unbase64(slot["sealed"], 72), associated(slot, vault))
        except Refusal:
            pass
        return None

    def stretched(self, slot):
        require(slot["kdf"] == "argon2id13")
        require(1 <= slot["ops"] <= 10 and 8 << 20 <= slot["mem"] <= 2 << 30)
        key = argon2id(
            32, self.passphrase.removesuffix(b"\n"), unbase64(slot["salt"], 16),
            opslimit=slot["ops"], memlimit=slot["mem"])
        if self.second_factor is None:
            return key
        message = PREFIX + b"second-factor\0" + key
        return hashlib.blake2b(message, digest_size=32, key=self.second_factor).digest()

    def recovered(self, file, vault):
        """By stock age; one that is too old for a hybrid identity is not needed for it."""
        with open(self.recovery, encoding="ascii") as identities:
            lines = identities.read().lower().split()
        hybrid = [line for line in lines if line.startswith("age-secret-key-pq-1")]
        if hybrid:
            plain = age.open_with_seed(file, unbech32("age-secret-key-pq-", hybrid[0]))
        else:
            words = ["age", "--decrypt", "--identity", self.recovery]
            plain = subprocess.run(words, input=file, capture_output=True, check=False).stdout
        words = plain.decode("ascii", "replace").split()
        require(words[:2] == ["tacita/v1/master", vault.hex()])
        return unhex(words[2], 32)


def associated(slot, vault):
    start = PREFIX + b"slot\0" + vault + unhex(slot["id"], 8)
    if slot["kind"] == "keyfile":
        return start + bytes([2]) + bytes(4 + 8 + 16 + 1)
    return (
        start + bytes([3 if slot.get("oneTime") else 1]) + u32(slot["ops"]) + u64(slot["mem"])
        + unbase64(slot["salt"], 16) + bytes([slot["secondFactor"]]))


# Keys


class KeyTable:
    """`keys.db` with its slots, opened."""

    def __init__(self, slots, database, secret):
        slots = json.loads(slots)
        require(slots["schema"] == "tacita/keyslots/1", "newer-home")
        self.vault, self.database = unhex(slots["vault"], 16), database
        require(self.meta("version") == b"1", "newer-home")
        self.master = self.open_slots(slots["slots"], secret)
        self.day_keys = {
            day: self.unseal(1, key, "dayKeys", "key", u64(day))
            for day, key in database.execute("SELECT day, key FROM dayKeys")}

    def open_slots(self, slots, secret):
        """M: where a kill left slots of two keys, the one that opens the identity."""
        for slot in slots:
            self.master = secret.opens(slot, self.vault)
            try:
                if self.master and self.setting("identity", 3):
                    return self.master
            except Refusal:
                pass
        raise Refusal("wrong-secret")

    def meta(self, name):
        found = self.database.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return found and found[0]

    def subkey(self, index):
        return hashlib.blake2b(
            digest_size=32, key=self.master, salt=index.to_bytes(8, "little") + bytes(8),
            person=b"tacita_1" + bytes(8)).digest()

    def associated(self, table, column, day, primary):
        place = table.encode() + b"\0" + column.encode() + b"\0"
        return PREFIX + b"row\0" + self.vault + place + u32(day) + primary

    def unseal(self, index, sealed, table, column, primary):
        """What is sealed under a subkey of M."""
        return unseal(self.subkey(index), sealed, self.associated(table, column, NO_DAY, primary))

    def unseal_of_day(self, day, sealed, table, column, primary):
        """What is sealed under the key of a day."""
        require(day in self.day_keys, "key-destroyed")
        return unseal(self.day_keys[day], sealed, self.associated(table, column, day, primary))

    def setting(self, name, index=2):
        query = "SELECT value FROM settings WHERE name = ?"
        found = self.database.execute(query, [name]).fetchone()
        return found and self.unseal(index, found[0], "settings", "value", name.encode())

    def carried(self, which):
        """Keys of earlier masters, oldest first, then that of M: subkey 6, 7 or 5."""
        data, place = self.setting("carriedKeys") or bytes(32), {6: 0, 7: 1, 5: 2}[which]
        earlier = [data[i : i + 96] for i in range(32, len(data), 96)]
        return [keys[32 * place : 32 * place + 32] for keys in earlier] + [self.subkey(which)]

    def pseudonym(self, *data):
        """What a table has in place of keys and ids; under the first M, whatever came since."""
        key = self.setting("carriedKeys")
        key = key[:32] if key else self.subkey(4)
        return hashlib.blake2b(b"".join(data), digest_size=16, key=key).digest()

    def prekeys(self):
        rows = self.database.execute("SELECT day, generation, expiryDay, secret FROM prekeys")
        for day, generation, expiry_day, sealed in rows:
            primary = u64(day) + u64(generation)
            secret = self.unseal_of_day(expiry_day, sealed, "prekeys", "secret", primary)
            yield generation, Prekey(day, secret[:32], secret[32:], expiry_day)

    def contacts(self):
        query = "SELECT contact, aliasMark, record FROM contacts"
        for contact, mark, sealed in self.database.execute(query):
            record = parse_json(self.unseal(2, sealed, "contacts", "record", contact))
            require(contact == self.pseudonym(identity_key(record["card"]["identity"])))
            require(mark == self.pseudonym(b"alias\0", record["alias"].encode()))
            yield record

    def conversations(self):
        """For each conversation and sender the `seq` and `id` of the last message."""
        query = "SELECT conversation, position FROM conversations"
        for name, sealed in self.database.execute(query):
            position = self.unseal(2, sealed, "conversations", "position", name)
            yield name.hex(), [number(position[:8]), position[8:].hex()]

    def authorities(self):
        """Teams and roles by id: the team key, what is on file, and what was superseded."""
        found = {}
        for name, sealed in self.database.execute("SELECT id, record FROM authorities"):
            plain = self.unseal(2, sealed, "authorities", "record", name)
            require(name == self.pseudonym(plain[:16]) and plain[16] in (0, 32))
            end = 17 + plain[16]
            found[plain[:16]] = {
                "record": parse_json(plain[end:]), "superseded": [],
                "teamKey": plain[17:end] or None}
        for name, day, sealed in self.database.execute("SELECT * FROM superseded"):
            if day not in self.day_keys:
                continue
            plain = self.unseal_of_day(day, sealed, "superseded", "record", name)
            require(name == self.pseudonym(plain[16:48]))
            found[plain[:16]]["superseded"].append(plain[48:].decode())
        return {team.hex(): kept for team, kept in found.items()}

    def settings(self):
        """Those that are JSON, and the card as it was signed."""
        for name in ("profile", "policy", "revocations", "card"):
            if value := self.setting(name):
                yield name, value.decode() if name == "card" else json.loads(value)


# Messages


@dataclass
class Row:
    """A row of `messages`, its columns as sealed, and the payload wherever it was."""

    row_key: bytes
    expiry_day: int
    columns: dict
    payload: bytes
    receipt: tuple | None  # the day, and the record as sealed
    standings: tuple = ()  # (recipient, record as sealed)


@dataclass
class Kept:
    """A message as it was kept: what travelled, and what its summary adds."""

    row_key: str
    summary: dict
    message: object
    receipt: dict | None
    standing: dict  # what recipients told, by their keys; the home's own record under ""


def open_row(table, row):
    """A message, of which every frame is as its sender signed it."""
    opened = {
        column: table.unseal_of_day(row.expiry_day, sealed, "messages", column, row.row_key)
        for column, sealed in row.columns.items()}
    message = read_plaintext(age.open_payload(opened["fileKey"], row.payload))
    require(message.head_line == opened["head"] and message.tail_line == opened["tail"])
    require(b"".join(sum(message.frame_digests, [])) == opened["frames"], "digest-mismatch")
    message.check_binding()
    require(message.is_signed(), "bad-signature")
    sender, name = identity_key(message.signer), bytes.fromhex(message.head["id"])
    require(row.row_key == table.pseudonym(sender, name))
    receipt = None
    if row.receipt:
        day, sealed = row.receipt
        receipt = read_receipt(
            table.unseal_of_day(day, sealed, "receipts", "record", row.row_key))
        require(receipt["digest"] == message.digest, "digest-mismatch")
        require(receipt["from"] == sender.hex() and receipt["id"] == name.hex())
    standing = dict(read_standing(table, row, *told) for told in row.standings)
    return Kept(row.row_key.hex(), read_summary(opened["summary"]), message, receipt, standing)


def flags(value, *names):
    """The names of the bits that are set, the lowest first."""
    return [name for bit, name in enumerate(names) if value >> bit & 1]


def read_receipt(data):
    require(len(data) == 201)
    bits = flags(data[80], "seen", "exported", "forwarded", "recalled", "came", "answered",
                 "declined")
    told, answered, recalled = (number(data[at : at + 8]) for at in (81, 89, 97))
    return {
        "from": data[:32].hex(), "id": data[32:48].hex(), "digest": data[48:80].hex(),
        "flags": bits, "told": told, "answered": answered, "recalled": recalled,
        "reason": data[105:137].rstrip(b"\0").decode(), "signature": data[137:].hex()}


def read_standing(table, row, recipient, sealed):
    """(who told it, what they told)"""
    record = table.unseal_of_day(
        row.expiry_day, sealed, "standings", "record", row.row_key + recipient)
    if recipient == bytes(16):
        return "", parse_json(record)
    require(len(record) == 58 and recipient == table.pseudonym(record[:32]))
    times = [number(record[at : at + 8]) for at in (34, 42, 50)]
    return record[:32].hex(), {
        "flags": flags(record[32], "delivered", "answered", "declined", "recall", "kept",
                       "passedOn"),
        "uses": flags(record[33], "seen", "exported", "forwarded"),
        **dict(zip(("delivered", "answered", "recall"), times))}


class Fields:
    """The fields of a summary, one after another."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def take(self, size):
        start, self.position = self.position, self.position + size
        require(self.position <= len(self.data))
        return self.data[start : self.position]

    def number(self, size):
        return number(self.take(size))

    def text(self):
        return self.take(self.number(1)).decode()


def read_summary(data):
    require(len(data) == 1024 and data[0] == 1)
    fields = Fields(data[1:])
    summary = {"id": fields.take(16).hex()}
    fields.take(32)
    for key in ("sent", "received", "expiry"):
        summary[key] = fields.number(8)
    summary |= {"prekeyEnds": fields.number(4), "parts": fields.number(2)}
    summary["contentSize"] = fields.number(8)
    flags = fields.number(1)
    summary |= {"read": bool(flags & 1), "own": bool(flags & 2), "recalled": bool(flags & 4)}
    summary |= {"boreLabel": bool(flags & 8), "namesGroup": bool(flags & 16)}
    summary |= {"priority": fields.text(), "colour": fields.text(), "sender": read_sender(fields)}
    return summary | {"subject": fields.text()}


def read_sender(fields):
    """What was known of the sender when the message came, or None."""
    form = fields.number(1)
    require(form <= 2)
    if form == 0:
        return None
    sender = {"name": fields.text()}
    if form == 2:
        sender["attestation"] = {
            "digest": fields.take(32).hex(), "issuer": fields.take(32).hex(),
            "validUntil": fields.number(8)}
    sender["claimed"] = fields.number(2)
    sender["registrations"] = [
        [fields.text(), fields.text()] for _ in range(fields.number(1))]
    return sender


# The audit log


def audit_lines(table, rows, end=None):
    """The lines in rows of (number, epoch, line, mac), or `chain-broken`.

    `end` is what `auditChain` holds: epoch and key; `lines-missing` when the lines do not lead there.
    """
    seed = table.setting("auditSeed", 7)
    keys = [table.subkey(7), *reversed(table.carried(7)[:-1])]
    for index, line in verified(table, rows, end):
        if line[0] == 1:
            plain = age.open_with_seed(line[1:], seed)
        else:
            place = table.associated("audit", "line", NO_DAY, u64(index))
            plain = open_with_any(keys, line[1:], place)
        yield parse_json(plain)


def open_with_any(keys, sealed, place):
    for key in keys:
        try:
            return unseal(key, sealed, place)
        except Refusal:
            pass
    raise Refusal("cannot-open")


def verified(table, rows, end):
    """(number, line) of each line whose mac leads from the one before."""
    mac, epoch, candidates = bytes(32), 0, []
    for expected, (index, line_epoch, line, line_mac) in enumerate(rows, 1):
        require(index == expected and line_epoch >= epoch, "chain-broken")
        if line_epoch != epoch:
            epoch, candidates = line_epoch, [
                hashlib.blake2b(u64(line_epoch), digest_size=32, key=key).digest()
                for key in table.carried(6)]
        candidates = [
            key for key in candidates if hmac.digest(key, mac + line, "sha256") == line_mac]
        require(candidates, "chain-broken")
        step = PREFIX + b"audit-step\0"
        candidates = [hashlib.sha256(step + key).digest() for key in candidates]
        mac = line_mac
        yield index, line
    require(end is None or end[0] == epoch and end[1] in candidates, "lines-missing")
