"""age v1 files as docs/protocol.md has them (section 3): header, hint, X-Wing stanzas, payload."""

import hashlib
import hmac
import re
from dataclasses import dataclass

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt as chacha20poly1305_open,
    crypto_scalarmult,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError

import mlkem
from formats import Malformed, Refusal, require, unbase64

CHUNK = 65_536
HEADER_LIMIT, STANZA_LIMIT, ARGUMENT_LIMIT = 4 << 20, 2_048, 16
X_WING, HINT = "mlkem768x25519", "tacita-hint"
WHITE = b" \t\n\v\f\r"
WHITE_LIMIT = 4096


@dataclass
class Stanza:
    type: str
    arguments: list
    body: bytes


@dataclass
class File:
    stanzas: list
    header: bytes
    mac: bytes
    payload: bytes

    @property
    def hint(self):
        return self.stanzas[0] if self.stanzas[0].type == HINT else None

    @property
    def sealed_keys(self):
        return [stanza for stanza in self.stanzas if stanza.type == X_WING]


# Armor


def without_armor(data):
    stripped = data.strip(WHITE)
    before = len(data) - len(data.lstrip(WHITE))
    require(before <= WHITE_LIMIT, "armor-failure")
    if not stripped.startswith(b"-----"):
        return data
    require(len(data) - before - len(stripped) <= WHITE_LIMIT, "armor-failure")
    lines = [line.removesuffix(b"\r") for line in stripped.split(b"\n")]
    label = b"%b AGE ENCRYPTED FILE-----"
    try:
        require(len(lines) > 2 and lines[0] == label % b"-----BEGIN")
        require(lines[-1] == label % b"-----END")
        require(all(len(line) == 64 for line in lines[1:-2]) and 1 <= len(lines[-2]) <= 64)
        return unbase64(b"".join(lines[1:-1]).decode("ascii", "replace"), padded=True)
    except Malformed:
        raise Refusal("armor-failure") from None


# The header


class Lines:
    """The lines of a header, within its limit."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def next(self):
        end = self.data.find(b"\n", self.position, HEADER_LIMIT)
        require(end >= 0 or len(self.data) < HEADER_LIMIT, "too-large")
        require(end >= 0)
        line, self.position = self.data[self.position : end], end + 1
        require(all(0x20 <= byte < 0x7F for byte in line))
        return line.decode()


def parse(data):
    """The file in `data`: first the form of age and its limits, then hint and X-Wing stanzas."""
    try:
        file = parse_header(without_armor(data))
        check_hint(file)
        for stanza in file.sealed_keys:
            require(len(stanza.arguments) == 1 and len(stanza.body) == 32)
            unbase64(stanza.arguments[0], 1120)
        return file
    except Malformed:
        raise Refusal("header-failure") from None


def parse_header(data):
    lines, stanzas = Lines(data), []
    require(lines.next() == "age-encryption.org/v1")
    while (line := lines.next()).startswith("-> "):
        require(len(stanzas) < STANZA_LIMIT, "too-large")
        words = line[3:].split(" ")
        require(len(words) <= ARGUMENT_LIMIT, "too-large")
        require("" not in words)
        require(not stanzas or "scrypt" not in (words[0], stanzas[0].type))
        stanzas.append(Stanza(words[0], words[1:], body(lines)))
    require(stanzas and line.startswith("--- "))
    mac = unbase64(line[4:], 32)
    return File(stanzas, data[: lines.position], mac, data[lines.position :])


def body(lines):
    text = ""
    while True:
        line = lines.next()
        require(len(line) <= 64)
        text += line
        if len(line) < 64:
            return unbase64(text)


def check_hint(file):
    require(all(stanza.type != HINT for stanza in file.stanzas[1:]))
    if hint := file.hint:
        require(len(hint.arguments) == 2 and len(hint.body) == 8 * (len(file.stanzas) - 1))
        require(re.fullmatch("0|[1-9][0-9]{0,5}", hint.arguments[0]))
        tags = [hint.body[i : i + 8] for i in range(0, len(hint.body), 8)]
        require(len(set(tags)) == len(tags))
        require(agree(bytes(32), unbase64(hint.arguments[1], 32)) is not None)


def agree(secret, public):
    """X25519, or None when `public` is of low order."""
    try:
        return crypto_scalarmult(secret, public)
    except (CryptoError, RuntimeError):
        return None


# The file key


def hkdf(key, salt, info, size=32):
    extracted, block, output = hmac.digest(salt or bytes(32), key, "sha256"), b"", b""
    while len(output) < size:
        block = hmac.digest(extracted, block + info + bytes([len(output) // 32 + 1]), "sha256")
        output += block
    return output[:size]


def x_wing(seed, encapsulation):
    """The secret shared by X-Wing, 32 bytes."""
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = mlkem.decapsulate(expanded[:64], encapsulation[:1088])
    ephemeral, secret = encapsulation[1088:], expanded[64:]
    curve = agree(secret, ephemeral)
    require(curve is not None, "header-failure")
    public, label = crypto_scalarmult_base(secret), b"\\.//^\\"
    return hashlib.sha3_256(lattice + curve + ephemeral + public + label).digest()


def hpke_open(shared, info, sealed):
    """Opens the one message of HPKE's base mode: KEM 0x647a, KDF 1, AEAD 3."""
    suite = b"HPKE" + bytes.fromhex("647a00010003")

    def extract(salt, label, key):
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")

    def expand(secret, label, context, size):
        labeled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
        return hmac.digest(secret, labeled + b"\1", "sha256")[:size]

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
    return chacha20poly1305_open(sealed, b"", nonce, key)


def open_stanza(stanza, seed):
    """The file key, or None."""
    shared = x_wing(seed, unbase64(stanza.arguments[0], 1120))
    try:
        return hpke_open(shared, b"age-encryption.org/" + X_WING.encode(), stanza.body)
    except CryptoError:
        return None


def hint_tag(secret, hint):
    """The tag in a hint by which who has `secret` finds their stanza."""
    ephemeral = unbase64(hint.arguments[1], 32)
    message = b"tacita/v1/hint\0" + ephemeral + crypto_scalarmult_base(secret)
    return hmac.digest(agree(secret, ephemeral), message, "sha256")[:8]


def check_mac(file, file_key):
    covered = file.header[: file.header.rindex(b"--- ") + 3]
    mac = hmac.digest(hkdf(file_key, b"", b"header"), covered, "sha256")
    require(hmac.compare_digest(mac, file.mac), "header-failure")


# The payload


def open_payload(file_key, payload):
    """The plaintext of nonce and chunks."""
    require(len(payload) >= 16, "header-failure")
    key = hkdf(file_key, payload[:16], b"payload")
    sealed, plaintext = payload[16:], []
    for i, start in enumerate(range(0, max(len(sealed), 1), CHUNK + 16)):
        chunk = sealed[start : start + CHUNK + 16]
        ends = start + len(chunk) == len(sealed)
        require(i == 0 or len(chunk) > 16, "payload-damaged")
        nonce = i.to_bytes(11, "big") + bytes([ends])
        try:
            plaintext.append(chacha20poly1305_open(chunk, b"", nonce, key))
        except (CryptoError, ValueError):
            raise Refusal("payload-damaged") from None
    return b"".join(plaintext)


def open_with_seed(data, seed):
    """The plaintext of a file sealed to one X-Wing key, be it an envelope or not."""
    file = parse(data)
    for stanza in file.sealed_keys:
        if file_key := open_stanza(stanza, seed):
            check_mac(file, file_key)
            return open_payload(file_key, file.payload)
    raise Refusal("not-for-this-vault")
