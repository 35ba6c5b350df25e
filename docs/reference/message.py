"""The message in an envelope, and the order in which it is judged (docs/protocol.md, section 4)."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

import age
import ed25519
from formats import (
    Refusal,
    day_of,
    identity_key,
    is_part_name,
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

KIND = b"tacita/v1/message\n"
LINE_LIMIT = FRAME = 1_048_576
TEXT_TYPE = "text/plain; charset=utf-8"
MOST_WITHOUT_HINT = 16


@dataclass
class Message:
    """What the plaintext of a payload says: `head` and `tail` as objects and as lines."""

    head: dict
    tail: dict
    head_line: bytes
    tail_line: bytes
    parts: list
    frame_digests: list  # for each part, the SHA-256s of its frames
    signer: str
    signature: bytes

    def part_digest(self, number):
        return sha256(b"".join(self.frame_digests[number])).hexdigest()

    @property
    def signed(self):
        return KIND + self.head_line + b"\n" + self.tail_line + b"\n"

    @property
    def digest(self):
        """The message digest."""
        return sha256(self.signed).hexdigest()

    def is_signed(self):
        """Whether the signature is that of the sender in the head."""
        return self.signer == self.head["from"] and ed25519.verifies(
            identity_key(self.signer), self.signature, self.signed)

    def check_binding(self, left_out=()):
        """Step 3, without the header: names, sizes and digests."""
        require(all(is_part_name(part["name"]) for part in self.head["parts"]), "bad-part-name")
        found = [
            {"digest": self.part_digest(i), "size": len(part)} for i, part in enumerate(self.parts)]
        told = [{key: part[key] for key in ("digest", "size")} for part in self.tail["parts"]]
        for i in left_out:
            require(self.parts[i] == b"", "digest-mismatch")
            found[i] = told[i]
        require(found == told, "digest-mismatch")


# Step 2: the plaintext


def read_plaintext(data):
    def line(limit, over):
        nonlocal position
        end = data.find(b"\n", position, position + limit + 1)
        require(end >= 0, over if len(data) - position > limit else "malformed")
        found, position = data[position:end], end + 1
        return found

    position = 0
    kind = line(64, "malformed")
    if kind + b"\n" != KIND:
        word = kind.removeprefix(b"tacita/v1/")
        other = word != kind and word.isalpha() and word.islower()
        raise Refusal("wrong-kind" if other else "malformed")
    head_line = line(LINE_LIMIT, "too-large")
    head = parse_json(head_line, nulls=["prev"])
    check_head(head)
    parts, digests = [], []
    for _ in head["parts"]:
        frames, position = read_frames(data, position)
        parts.append(b"".join(frames))
        digests.append([sha256(frame).digest() for frame in frames])
    utf8(parts[0])
    tail_line = line(LINE_LIMIT, "too-large")
    tail = parse_json(tail_line)
    check_tail(tail)
    require(data[position : position + 1] not in (b"", b"\0"), "unsigned")
    signer, signature = signer_of(line(256, "malformed"))
    require(len(data) == padded(position) and not any(data[position:]))
    return Message(head, tail, head_line, tail_line, parts, digests, signer, signature)


def read_frames(data, position):
    frames = []
    while True:
        size, start = int.from_bytes(data[position : position + 4], "big"), position + 4
        require(start <= len(data) and size <= min(FRAME, len(data) - start))
        position = start + size
        if size == 0:
            return frames, position
        require(not frames or len(frames[-1]) == FRAME)
        frames.append(data[start:position])


def padded(size):
    if size <= 4096:
        return 4096
    e = size.bit_length() - 1
    z = e - e.bit_length()
    return (size + (1 << z) - 1 >> z) << z


def check_head(head):
    """Everything that section 4 says of the head, but the names of parts."""
    check_base(head)
    if head["kind"] not in KINDS:
        return
    check_options(head)
    personal = head["kind"] != "text"
    require(not personal or (head["seq"], head["prev"], head["priority"]) == (0, None, "routine"))
    require(personal or head["seq"] >= 1)
    require(not (set(head) & UNCOUNTED) if personal else "about" not in head)
    require("reason" not in head or head["kind"] == "recall")
    require(head["kind"] != "notice" or "about" not in head)
    if head["kind"] == "receipt":
        require(len(head["to"]) == 1 and 1 <= len(objects(head.get("about"))) <= 1024)
        for entry in head["about"]:
            check_entry(entry)
    if head["kind"] == "recall":
        require(len(objects(head.get("about"))) == 1 and is_number(head["about"][0].get("day")))
        require(unhex(head["about"][0].get("id"), 16))
        require(unhex(head["about"][0].get("digest"), 32))
        require(re.fullmatch("[a-z-]{1,32}", text(head.get("reason", "error"))))
    if "team" in head:
        require(head["conversation"] == team_conversation(head["team"]["id"]))
    else:
        require(head["conversation"] == conversation({head["from"], *head["to"]}))


KINDS = ("text", "notice", "receipt", "recall")
UNCOUNTED = {"team", "role", "wants", "replaces", "patient", "subject"}


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def text(value):
    require(isinstance(value, str))
    return value


def objects(value):
    require(isinstance(value, list) and all(isinstance(item, dict) for item in value))
    return value


def check_entry(entry):
    """One entry of a receipt."""
    unhex(entry.get("id"), 16)
    unhex(entry.get("digest"), 32)
    unix_seconds(entry.get("at"))
    if text(entry.get("state")) in ("recalled", "kept"):
        require(all(isinstance(entry.get(key), bool) for key in ("seen", "exported", "forwarded")))


def check_options(head):
    """What is not asked of kinds that are not known."""
    require(not {"team", "role"} <= set(head))
    for key, other in (("team", "roster"), ("role", "duty")):
        if key in head:
            require(isinstance(head[key], dict))
            unhex(head[key].get("id"), 16)
            unhex(head[key].get(other), 32)
    if "wants" in head:
        words = [text(word).encode() for word in head["wants"]] if isinstance(
            head["wants"], list) else [text(None)]
        require(words == sorted(set(words)))
    require("replaces" not in head or unhex(head["replaces"], 16))
    require("patient" not in head or is_token(head["patient"]))
    require("patientCheck" not in head or is_patient_check(head["patientCheck"]))


def check_base(head):
    """The keys that messages of every kind have."""
    for key in ("conversation", "id"):
        unhex(head.get(key), 16)
    for key in ("expires", "sent"):
        unix_seconds(head.get(key))
    require(is_number(head.get("day")) and is_number(head.get("seq")))
    require("prev" in head and (head["prev"] is None or unhex(head["prev"], 16)))
    require("inReplyTo" not in head or unhex(head["inReplyTo"], 16))
    require(re.fullmatch("[a-z]{1,16}", text(head.get("kind"))))
    require(head.get("noExport", True) is True)
    require(head.get("priority") in ("routine", "urgent", "stat"))
    require(is_short_text(head.get("subject", "")))
    parts = head.get("parts")
    require(isinstance(parts, list) and parts)
    for part in parts:
        require(isinstance(part, dict) and isinstance(part.get("name"), str))
        require(is_short_text(part.get("type")))
    require(parts[0]["type"] == TEXT_TYPE)
    identity_key(head.get("from"))
    to = head.get("to")
    require(isinstance(to, list) and to and all(identity_key(identity) for identity in to))
    require(to == sorted(set(to)))


def team_conversation(team):
    return sha256(f"tacita/v1/team-conversation\n{team}".encode()).hexdigest()[:32]


def conversation(identities):
    text = "\n".join(["tacita/v1/conversation", *sorted(identities)])
    return sha256(text.encode()).hexdigest()[:32]


def check_tail(tail):
    unhex(tail.get("header"), 32)
    require(isinstance(tail.get("parts"), list))
    for part in tail["parts"]:
        require(isinstance(part, dict) and isinstance(part.get("size"), int))
        require(not isinstance(part["size"], bool) and unhex(part.get("digest"), 32))


# Opening


@dataclass
class Prekey:
    day: int
    kem_seed: bytes
    hint_secret: bytes
    last_day: int


@dataclass
class Reader:
    """Who opens, and when. None leaves out the checks that need what is not known."""

    prekeys: list
    now: int
    retention: int = 30
    identity: str | None = None
    contacts: set | None = None
    revoked: dict = field(default_factory=dict)  # identity → (reason, seconds when issued)
    received: dict = field(default_factory=dict)  # (sender, id) → message digest
    destroyed: set = field(default_factory=set)  # days whose prekeys are gone


def open_envelope(data, reader):
    """The message in an envelope; a refusal by its stable name.

    `unknown-sender` and `duplicate` come the same way, though they are no refusals.
    """
    file, prekey, message = read_envelope(data, reader)
    check_sender(message, reader)
    check_recipients(message, file, prekey, reader)
    before = reader.received.get((message.head["from"], message.head["id"]))
    require(before is None or before == message.digest, "already-received")
    require(before is None, "duplicate")
    check_time(message, reader)
    return message


def read_envelope(data, reader):
    """Steps 1 to 3: the file, the prekey that opened it, and the message."""
    file = age.parse(data)
    prekey, file_key = find_file_key(file, reader)
    age.check_mac(file, file_key)
    message = read_plaintext(age.open_payload(file_key, file.payload))
    message.check_binding()
    header = sha256(file.header).hexdigest()
    require(message.tail["header"] == header, "header-mismatch")
    return file, prekey, message


def find_file_key(file, reader):
    """Step 1: the prekey that opens the envelope, and the file key."""
    require(file.sealed_keys, "not-for-this-vault")
    today = day_of(reader.now)
    live = [prekey for prekey in reader.prekeys if prekey.last_day >= today]
    if file.hint:
        day = int(file.hint.arguments[0])
        live = [prekey for prekey in live if prekey.day == day]
        had = reader.destroyed | {prekey.day for prekey in reader.prekeys}
        require(live or day not in had, "key-destroyed")
        tags = [file.hint.body[i : i + 8] for i in range(0, len(file.hint.body), 8)]
        own = [age.hint_tag(prekey.hint_secret, file.hint) for prekey in live]
        tries = [
            (prekey, stanza) for prekey, tag in zip(live, own)
            for stanza, other in zip(file.stanzas[1:], tags) if tag == other]
    else:
        require(len(file.sealed_keys) <= MOST_WITHOUT_HINT, "header-failure")
        newest = sorted(live, key=lambda prekey: -prekey.day)
        tries = [
            (prekey, stanza) for prekey in newest if prekey.day <= today + 2
            for stanza in file.sealed_keys]
    for prekey, stanza in tries:
        if stanza.type != age.X_WING:
            continue
        if file_key := age.open_stanza(stanza, prekey.kem_seed):
            return prekey, file_key
    raise Refusal("not-for-this-vault")


def check_sender(message, reader):
    sender = message.head["from"]
    require(sender != reader.identity, "from-myself")
    require(message.is_signed(), "bad-signature")
    if sender in reader.revoked:
        reason, issued = reader.revoked[sender]
        spared = reason in ("left", "superseded") and unix_seconds(message.head["sent"]) < issued
        require(spared, "revoked")
    require(reader.contacts is None or sender in reader.contacts, "unknown-sender")


def check_recipients(message, file, prekey, reader):
    head = message.head
    require(reader.identity is None or reader.identity in head["to"], "not-addressed-to-me")
    foreign = {stanza.type for stanza in file.stanzas} - {age.X_WING, age.HINT}
    require(not foreign and len(file.sealed_keys) == len(head["to"]), "recipients-mismatch")
    require(head["day"] == day_of(unix_seconds(head["sent"])) == prekey.day, "wrong-day")
    require(head["kind"] in KINDS, "unknown-kind")


def check_time(message, reader):
    require(unix_seconds(message.head["sent"]) <= reader.now + 48 * 3600, "from-the-future")
    sent, expires = (unix_seconds(message.head[key]) for key in ("sent", "expires"))
    require(sent < expires and reader.now < expiry(message, reader), "expired")


def expiry(message, reader):
    sent, expires = (unix_seconds(message.head[key]) for key in ("sent", "expires"))
    return min(expires, sent + reader.retention * 86400)
