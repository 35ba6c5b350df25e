"""The published vectors of teams, as far as the decoder reads them, in the folder that is the one
argument: heads, documents one by one, forwards, tokens."""

import base64
import gzip
import json
import os
import sys

import formats
import message
import teams
from reference import check, read

FOLDER = sys.argv[1]


def cases(name):
    file = json.loads(read(os.path.join(FOLDER, name + ".json")))
    for case in file["cases"]:
        for key, value in case.items():
            if isinstance(value, str) and value.startswith("@"):
                case[key] = file["texts"][value[1:]]
        yield case


def outcome(body):
    try:
        return body()
    except formats.Refusal as refusal:
        return str(refusal)


def head(case):
    found = formats.parse_json(case["head"].encode(), ["prev"])
    message.check_head(found)
    return found["kind"] if found["kind"] in message.KINDS else "unknown-kind"


def document(case):
    if case["text"].startswith("tacita/v1/revocation"):
        return "accepted"
    teams.read_document(case["text"].encode())
    return "accepted"


def forward(case):
    data = gzip.decompress(base64.b64decode(case["gz"])) if "gz" in case else bytes.fromhex(
        case["hex"])
    found = teams.read_forward(data)
    parts = [
        {"size": len(part), "sha256": message.sha256(part).hexdigest()} for part in found.parts]
    same = (found.digest, found.head["from"], parts) == (
        case["digest"], case["from"], case["parts"])
    return "verified" if same else "verified, but other content"


def main():
    read_alone = {"malformed", "bad-signature", "too-large", "wrong-kind"}
    for case in cases("heads"):
        check(outcome(lambda: head(case)) == case["expect"], case["name"])
    for case in cases("documents"):
        expect = case["expect"] if case["expect"] in read_alone else "accepted"
        check(outcome(lambda: document(case)) == expect, case["name"])
    for case in cases("forwards"):
        check(outcome(lambda: forward(case)) == case["expect"], case["name"])
    for case in cases("tokens"):
        if case["expect"] != "bad-patient-number":
            key, number = bytes.fromhex(case["key"]), case["object"].encode()
            check(teams.token(key, number) == case["expect"], case["name"])


main()
