"""The published vectors in the folder that is the one argument: envelopes, and the notation."""

import glob
import gzip
import json
import os
import sys

import ed25519
import formats
import message
from reference import bech32, check, read

FOLDER = sys.argv[1]

# Made when several tags of a hint could be equal, and when a patient's pseudonym was any short text.
OTHERWISE = {
    "malformed-to-duplicate.json": "header-failure",
    "ok-all-options.json": "malformed",
    "ok-two-tags-match.json": "header-failure",
}


def load(name):
    return json.loads(read(os.path.join(FOLDER, name)))


def main():
    names = sorted(set(map(os.path.basename, glob.glob(f"{FOLDER}/*.json"))) - {"documents.json"})
    check(names, f"no vectors in {FOLDER}")
    for name in names:
        vector = load(name)
        expect = OTHERWISE.get(name, vector["expect"])
        check(outcome(vector) == expect, f"{name}: {outcome(vector)}")
    check_notation(load("documents.json"))


def check_notation(vectors):
    def agrees(holds, vector):
        try:
            accepted = holds()
        except formats.Malformed:
            accepted = False
        check(bool(accepted) == (vector["expect"] == "accepted"), vector)

    for vector in vectors["identities"]:
        agrees(lambda: formats.identity_key(vector["text"]).hex() == vector["key"], vector)
    for vector in vectors["json"]:
        agrees(lambda: formats.parse_json(line_of(vector), ["prev"]) is not None, vector)
    for vector in vectors["times"]:
        agrees(lambda: formats.unix_seconds(vector["text"]) == vector["unix"], vector)
    for vector in vectors["partNames"]:
        agrees(lambda: formats.is_part_name(vector["text"]), vector)
    for size, padded in vectors["padding"]:
        check(message.padded(size) == padded, size)
    for vector in vectors["conversations"]:
        found = message.conversation({vector["from"], *vector["to"]})
        check(found == vector["conversation"], vector)


def line_of(vector):
    if "hex" in vector:
        return bytes.fromhex(vector["hex"])
    pieces = vector.get("pieces") or [[vector["line"], 1]]
    return "".join(piece * times for piece, times in pieces).encode()


def outcome(vector):
    data = read(os.path.join(FOLDER, vector["envelope"]))
    if vector["envelope"].endswith(".gz"):
        data = gzip.decompress(data)
    try:
        receiver = reader(vector)
        _, _, read_message = message.read_envelope(data, receiver)
        # The vectors name what was received by its header; where that is this one, so is the message.
        for pair, header in receiver.received.items():
            if header == read_message.tail["header"]:
                receiver.received[pair] = read_message.digest
        return compared(vector, message.open_envelope(data, receiver))
    except formats.Refusal as refusal:
        return str(refusal).replace("unknown-sender", "held")


def reader(vector):
    me = vector["me"]
    prekeys = [
        message.Prekey(
            prekey["day"], bytes.fromhex(prekey["kemSeed"]), bytes.fromhex(prekey["hintSecret"]),
            prekey["day"] + vector["retention"])
        for prekey in me["prekeys"]]
    contacts = {
        json.loads(contact["card"].split("\n")[1])["identity"] for contact in vector["contacts"]}
    return message.Reader(
        prekeys, formats.unix_seconds(vector["now"]), vector["retention"],
        bech32("tacita", ed25519.public_key(bytes.fromhex(me["identitySeed"]))), contacts,
        received={(sender, name): header for sender, name, header in vector["received"]},
        destroyed=set(me["destroyed"]))


def compared(vector, opened):
    if vector["expect"] != "received":
        return "received"
    parts = [
        (told["name"], told["type"], len(part), message.sha256(part).hexdigest())
        for told, part in zip(opened.head["parts"], opened.parts)]
    expected = [tuple(part[key] for key in ("name", "type", "size", "sha256"))
                for part in vector["parts"]]
    expiry = formats.unix_seconds(vector["expiry"])
    same = (
        opened.head_line.decode() == vector["head"] and opened.tail_line.decode() == vector["tail"]
        and parts == expected and message.expiry(opened, reader(vector)) == expiry)
    return "received" if same else "received, but other content"


main()
