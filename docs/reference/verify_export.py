"""Who wrote an exported message, and what, from its file alone (docs/record.md).

    python3 verify_export.py FILE      an export as json, eml or fhir; status 1 when it is not proven
"""

import base64
import email
import email.policy
import hashlib
import json
import sys

import ed25519
from formats import identity_key

FRAME = 1_048_576
CARRIED = ("application/vnd.tacita.charter", "application/vnd.tacita.roster",
           "application/vnd.tacita.team-key", "application/vnd.tacita.duty",
           "application/vnd.tacita.handover")


def need(holds, what):
    if not holds:
        raise ValueError(f"{what} is not what its author signed")


def evidence(text):
    """Head and tail, once the signature over both is that of the author."""
    kind, head_line, tail_line, signature, rest = base64.b64decode(text, validate=True).split(b"\n")
    if kind != b"tacita/v1/message" or rest:
        raise ValueError("the evidence does not have its four lines")
    head, tail = json.loads(head_line), json.loads(tail_line)
    hyphens, signer, value = signature.split(b" ")
    value += b"=" * (-len(value) % 4)
    if hyphens != b"--" or signer.decode() != head["from"] or not ed25519.verifies(
            identity_key(head["from"]), base64.b64decode(value, validate=True),
            b"\n".join([kind, head_line, tail_line, b""])):
        raise ValueError("the signature is not that of the author it names")
    return head, tail


def part_digest(content):
    frames = (content[start:start + FRAME] for start in range(0, len(content), FRAME))
    return hashlib.sha256(b"".join(hashlib.sha256(frame).digest() for frame in frames)).hexdigest()


def check_contents(head, tail, contents, names=()):
    """The parts in order; None for one that is not in the file. The names of attachments after
    the text, where the file has them as they are."""
    shown = [number for number, part in enumerate(head["parts"]) if part["type"] not in CARRIED]
    need(len(shown) == len(contents), "the number of parts")
    for number, name in zip(shown[1:], names):
        need(name == head["parts"][number]["name"], f"the name of part {number}")
    for number, content in zip(shown, contents):
        if content is not None:
            signed = tail["parts"][number]
            need((len(content), part_digest(content)) == (signed["size"], signed["digest"]),
                 f"part {number}")


def check_json(export):
    head, tail = evidence(export["evidence"])
    for key in ("id", "from", "sent", "priority", "conversation", "subject", "patient", "inReplyTo"):
        need(export.get(key) == head.get(key), key)
    need(export["to"] == head["to"], "the list of recipients")
    need(export["author"]["identity"] == head["from"], "the author")
    shown = sum(part["type"] not in CARRIED for part in head["parts"])
    check_contents(head, tail, [export["text"].encode()] + [None] * (shown - 1))
    return head


def check_bundle(bundle):
    entries = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    by_type = {resource["resourceType"]: resource for resource in entries.values()}
    letter, provenance = by_type["Communication"], by_type["Provenance"]
    head, tail = evidence(provenance["signature"][0]["data"])

    def person(reference):
        return next(i["value"] for i in entries[reference["reference"]]["identifier"]
                    if i["system"] == "urn:tacita:identity")

    need(letter["identifier"][0]["value"] == head["id"], "id")
    need(letter["sent"] == head["sent"], "sent")
    need(letter["priority"] == head["priority"], "priority")
    need(person(letter["sender"]) == head["from"], "the author")
    need([person(one) for one in letter["recipient"]] == head["to"], "the list of recipients")
    contents = []
    for payload in letter["payload"]:
        if "contentString" in payload:
            contents.append(payload["contentString"].encode())
        else:
            contents.append(base64.b64decode(payload["contentAttachment"].get("data", "")))
    names = [payload.get("contentAttachment", {}).get("title") for payload in letter["payload"]]
    check_contents(head, tail, contents, names[1:])
    return head


def check_mail(data):
    letter = email.message_from_bytes(data, policy=email.policy.default)
    if letter.get_content_type() == "multipart/digest":
        return [check_letter(part.get_payload()[0]) for part in letter.iter_parts()]
    return [check_letter(letter)]


def check_letter(letter):
    parts = {True: [], False: []}
    for part in letter.iter_parts():
        proof = part.get_content_type() == "application/vnd.tacita.evidence"
        parts[proof].append(part.get_payload(decode=True))
    head, tail = evidence(base64.b64encode(parts[True][0]))
    for name, key in (("Author", "from"), ("Id", "id"), ("Sent", "sent"), ("Priority", "priority"),
                      ("Conversation", "conversation")):
        need(letter[f"X-Tacita-{name}"] == head[key], key)
    need([address.username for address in letter["To"].addresses]
         == [identity.removeprefix("tacita1") for identity in head["to"]], "the list of recipients")
    names = [part.get_filename() for part in letter.iter_attachments()
             if part.get_content_type() != "application/vnd.tacita.evidence"]
    check_contents(head, tail, parts[False], names)
    return head


def check(data):
    """The heads of the messages in a file. Raises ValueError."""
    if not data.lstrip().startswith(b"{"):
        return check_mail(data)
    return [check_bundle(one) if one.get("resourceType") == "Bundle" else check_json(one)
            for one in map(json.loads, data.splitlines())]


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file:
            for proven in check(file.read()):
                print("proven", proven["id"], proven["from"], proven["sent"])
    except (ValueError, KeyError, IndexError, StopIteration) as error:
        sys.exit(f"not proven: {error}")
