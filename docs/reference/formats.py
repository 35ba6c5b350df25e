"""The notation of docs/protocol.md: how bytes, times, texts, JSON and identities are written.

Every reader here refuses what the page does not allow, with `Malformed` unless it says another.
"""

import base64
import datetime
import json
import re
import unicodedata

import ed25519


class Refusal(Exception):
    """Something is refused; its one argument is the stable name."""


class Malformed(Refusal):
    def __init__(self):
        super().__init__("malformed")


def require(holds, name="malformed"):
    if not holds:
        raise Malformed() if name == "malformed" else Refusal(name)


def unbase64(text, size=None, padded=False):
    """The bytes of strict base 64, with padding or without."""
    require(isinstance(text, str) and re.fullmatch("[A-Za-z0-9+/]*={0,2}", text))
    require(padded or "=" not in text)
    try:
        data = base64.b64decode(text if padded else text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Malformed() from None
    again = base64.b64encode(data).decode()
    require((again if padded else again.rstrip("=")) == text)
    require(size is None or len(data) == size)
    return data


def unhex(text, size):
    require(isinstance(text, str) and re.fullmatch("[0-9a-f]*", text) and len(text) == 2 * size)
    return bytes.fromhex(text)


def utf8(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Malformed() from None


def unix_seconds(text):
    """The seconds since 1970 of a time."""
    require(isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.A))
    try:
        moment = datetime.datetime.strptime(text + "+0000", "%Y-%m-%dT%H:%M:%SZ%z")
    except ValueError:
        raise Malformed() from None
    require(1970 <= moment.year and text[17:19] <= "59")
    return int(moment.timestamp())


def day_of(seconds):
    return seconds // 86400


# Texts

TURNING = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def is_plain(text):
    """Without control characters, line separators, and what turns the direction of text."""
    return not any(
        unicodedata.category(c) == "Cc" or ord(c) in TURNING | {0x2028, 0x2029} for c in text)


def is_short_text(text):
    return isinstance(text, str) and len(text.encode()) <= 255 and is_plain(text)


def is_token(token):
    """A patient token (section 10)."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return isinstance(token, str) and bool(re.fullmatch(f"p1[0-7][{digits}]{{25}}", token))


def is_patient_check(text):
    return is_short_text(text) and len(text.encode()) <= 32


def is_part_name(name):
    return (
        is_short_text(name) and name not in ("", ".", "..") and not set("/\\") & set(name)
        and unicodedata.is_normalized("NFC", name))


# JSON

LEVELS = 8
LARGEST = 2**53 - 1


def parse_json(line, nulls=()):
    """The object in a line of canonical JSON; `nulls` are its keys that may be null."""

    def refuse(_):
        raise Malformed()

    def members(pairs):
        require(len({key for key, _ in pairs}) == len(pairs))
        return dict(pairs)

    try:
        value = json.loads(
            utf8(line), parse_float=refuse, parse_constant=refuse, object_pairs_hook=members)
    except (ValueError, RecursionError):
        raise Malformed() from None
    require(isinstance(value, dict))
    check_json({key: item for key, item in value.items() if item is not None or key not in nulls})
    require(canonical_json(value) == line)
    return value


def check_json(value, level=1):
    if isinstance(value, dict | list):
        require(level <= LEVELS)
        for item in [*value, *value.values()] if isinstance(value, dict) else value:
            check_json(item, level + 1)
    elif isinstance(value, str):
        require("\0" not in value and not any(0xD800 <= ord(c) <= 0xDFFF for c in value))
    else:
        require(isinstance(value, bool) or isinstance(value, int) and 0 <= value <= LARGEST)


def canonical_json(value):
    def ordered(value):
        if isinstance(value, dict):
            keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
            return {key: ordered(value[key]) for key in keys}
        return [ordered(item) for item in value] if isinstance(value, list) else value

    text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="surrogatepass")


# Identities

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32_checksum(prefix, groups):
    check = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + groups:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> i & 1 else 0
    return check


def unbech32(prefix, text):
    """The bytes of a lower-case Bech32 text with that human-readable part."""
    require(isinstance(text, str) and text.startswith(prefix + "1"))
    require(set(text[len(prefix) + 1 :]) <= set(BECH32))
    groups = [BECH32.index(c) for c in text[len(prefix) + 1 :]]
    require(len(groups) >= 6 and bech32_checksum(prefix, groups) == 1)
    number = 0
    for group in groups[:-6]:
        number = number << 5 | group
    spare = 5 * (len(groups) - 6) % 8
    require(spare < 5 and number % (1 << spare) == 0)
    return (number >> spare).to_bytes(5 * (len(groups) - 6) // 8, "big")


def identity_key(text):
    """The Ed25519 public key of an identity."""
    key = unbech32("tacita", text)
    require(len(key) == 32 and ed25519.is_key(key))
    return key


def signer_of(line):
    """The signer and the signature in the last line of what is signed, without its LF."""
    words = utf8(line).split(" ")
    require(len(words) == 3 and words[0] == "--")
    identity_key(words[1])
    return words[1], unbase64(words[2], 64, padded=True)
