"""Documents of teams and roles, forwarded messages, patient tokens (docs/protocol.md, sections 8 to 11).

Documents are read and verified one by one; which of several count is not worked out here.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

import ed25519
import message
from formats import (
    Refusal,
    identity_key,
    is_patient_check,
    is_short_text,
    is_token,
    parse_json,
    require,
    signer_of,
    unhex,
    unix_seconds,
    utf8,
)

KINDS = ("charter", "roster", "duty", "handover")
LINE_LIMIT = 1_048_576
DAY = 86400


@dataclass
class Document:
    kind: str
    body: dict
    signer: str
    digest: str


def read_document(data):
    """One document of a team or role, from first byte to last."""
    require(len(data) <= 262_144, "too-large")
    lines = data.split(b"\n")
    require(len(lines) == 4 and lines[3] == b"" and lines[0].startswith(b"tacita/v1/"))
    kind = utf8(lines[0]).removeprefix("tacita/v1/")
    require(kind in KINDS, "wrong-kind" if kind in ("card", "attestation", "revocation", "message",
                                                    "audit", "receipt", "recall") else "malformed")
    body = parse_json(lines[1])
    signer, signature = signer_of(lines[2])
    signed = lines[0] + b"\n" + lines[1] + b"\n"
    identity_key(body.get("issuer"))
    require(signer == body["issuer"], "bad-signature")
    require(ed25519.verifies(identity_key(signer), signature, signed), "bad-signature")
    unix_seconds(body.get("issued"))
    CHECKS[kind](body)
    return Document(kind, body, signer, sha256(signed).hexdigest())


def is_number(value, least=0, most=2**53 - 1):
    return message.is_number(value) and least <= value <= most


def identities(value, least, most):
    require(isinstance(value, list) and least <= len(value) <= most)
    for identity in value:
        identity_key(identity)
    return value


def check_term(body, days):
    issued, end = unix_seconds(body["issued"]), unix_seconds(body.get("notAfter"))
    require(issued < end <= issued + days * DAY)


def check_charter(body):
    require(body.get("for") in ("team", "role") and is_number(body.get("n"), 0, 63))
    first = body["n"] == 0
    keys = {"nonce": 16, "patientKey": 32} if first else {"id": 16, "prev": 32}
    if first and body["for"] == "role":
        del keys["patientKey"]
    for key, size in keys.items():
        unhex(body.get(key), size)
    require(not {"nonce", "patientKey", "id", "prev"} - set(keys) & set(body))
    owners = identities(body.get("owners"), 1, 16)
    require(len(set(owners)) == len(owners))


def check_roster(body):
    unhex(body.get("team"), 16)
    unhex(body.get("charter"), 32)
    require(is_number(body.get("epoch")) and is_short_text(body.get("name")))
    members = identities(body.get("members"), 1, 2047)
    require(members == sorted(set(members)))
    check_term(body, 400)
    require(is_number(body.get("expires", 1), 1, 365))
    if "case" in body:
        require(isinstance(body["case"], dict) and is_token(body["case"].get("patient")))
        require(is_patient_check(body["case"].get("patientCheck", "")))


def check_duty(body):
    unhex(body.get("role"), 16)
    unhex(body.get("charter"), 32)
    require(is_number(body.get("seq")) and is_short_text(body.get("name")))
    require(is_number(body.get("overlap"), 0, 240))
    identities(body.get("vacant"), 0, 2**53)
    require(isinstance(body.get("within"), dict))
    require(all(is_number(body["within"].get(key, 0)) for key in ("routine", "stat", "urgent")))
    check_term(body, 35)
    shifts = message.objects(body.get("shifts"))
    require(len(shifts) <= 1000)
    before = 0
    for shift in shifts:
        begin, end = unix_seconds(shift.get("from")), unix_seconds(shift.get("until"))
        require(before <= begin < end)
        identity_key(shift.get("holder"))
        require("backup" not in shift or identity_key(shift["backup"]))
        before = end


def check_handover(body):
    unhex(body.get("role"), 16)
    unhex(body.get("duty"), 32)
    unix_seconds(body.get("shift"))
    require(is_number(body.get("n"), 1))
    identity_key(body.get("holder"))


CHECKS = {
    "charter": check_charter, "roster": check_roster, "duty": check_duty,
    "handover": check_handover}


def read_forward(data):
    """The message in a part of type application/vnd.tacita.forwarded."""
    try:
        return forwarded(data)
    except Refusal:
        raise Refusal("bad-forward") from None


def forwarded(data):
    lines, position = [], 0
    for _ in range(3):
        size = int.from_bytes(data[position : position + 4], "big")
        require(position + 4 <= len(data) and size <= LINE_LIMIT)
        require(position + 4 + size <= len(data))
        lines.append(data[position + 4 : position + 4 + size])
        position += 4 + size
    head, tail = parse_json(lines[0], nulls=["prev"]), parse_json(lines[1])
    message.check_head(head)
    message.check_tail(tail)
    require(head["kind"] == "text")
    signer, signature = signer_of(lines[2])
    parts, digests = [], []
    for _ in head["parts"]:
        frames, position = message.read_frames(data, position)
        parts.append(b"".join(frames))
        digests.append([sha256(frame).digest() for frame in frames])
    require(position == len(data))
    utf8(parts[0])
    found = message.Message(head, tail, lines[0], lines[1], parts, digests, signer, signature)
    require(found.is_signed())
    # Whoever forwards leaves the key of a team out.
    found.check_binding([
        i for i, part in enumerate(head["parts"])
        if part["type"] == "application/vnd.tacita.team-key" and parts[i] == b""])
    return found


def token(key, number):
    """The patient token of the object `number`, canonical JSON, under a team's or a home's key."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    derived = hmac.digest(extracted, b"tacita/v1/patient\x01", "sha256")
    value = int.from_bytes(hmac.digest(derived, number, "sha256")[:16], "big")
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "p1" + "".join(digits[value >> 5 * place & 31] for place in reversed(range(26)))
