"""Who wrote an exported message, and what, from its file alone (docs/record.md).

    python3 verify_export.py FILE      an export, but not as text; status 1 when it is not proven
"""

import base64
import email
import email.policy
import hashlib
import json
import re
import sys
import uuid

import ed25519
from formats import identity_key

FRAME = 1_048_576
SPACE = uuid.UUID("7f1b0c52-6d0b-4a3e-9a53-2c4f6c0e8d11")
ESCAPE = re.compile(r"\\([FSTRE]|X(?:[0-9A-F]{2})+)\\")
ESCAPED = {"F": "|", "S": "^", "T": "&", "R": "~", "E": "\\"}
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


def digest(text):
    """The message digest: SHA-256 of the lines that were signed."""
    return hashlib.sha256(base64.b64decode(text).rsplit(b"-- ", 1)[0]).hexdigest()


def document_id(text, number):
    """The UUID of the document with the part of that number."""
    return str(uuid.uuid5(SPACE, f"{digest(text)}/document" + (f"/{number}" if number else "")))


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


def check_document(document):
    """One part of a message, as a DocumentReference."""
    text = next(e["valueSignature"]["data"] for e in document["extension"]
                if e["url"] == "urn:tacita:evidence")
    head, tail = evidence(text)
    shown = [number for number, part in enumerate(head["parts"]) if part["type"] not in CARRIED]
    said = document["masterIdentifier"]["value"]
    numbers = [n for n in shown if said == f"urn:uuid:{document_id(text, n)}"]
    need(numbers, "the document's id")
    number, attachment = numbers[0], document["content"][0]["attachment"]
    content = base64.b64decode(attachment["data"])
    signed = tail["parts"][number]
    need(len(document["content"]) == 1
         and (len(content), part_digest(content)) == (signed["size"], signed["digest"]), f"part {number}")
    need(document["date"] == attachment["creation"] == head["sent"], "sent")
    people = {f"#{one['id']}": one for one in document["contained"]}
    author = people[document["author"][0]["reference"]]
    need(author["identifier"][0] == {"system": "urn:tacita:identity", "value": head["from"]}, "the author")
    related = [("message", head["id"]), ("message", head.get("inReplyTo")), ("conversation", head["conversation"])]
    need([one["identifier"] for one in document["context"]["related"]]
         == [{"system": f"urn:tacita:{kind}", "value": value} for kind, value in related if value], "related")
    title = head.get("subject") if number == 0 else head["parts"][number]["name"]
    said = document.get("description", "")
    recalled = re.sub("(^|; )taken back by its sender at [0-9TZ:-]*$", "", said)
    need((title or "") in (said, recalled), "the subject")
    need(number == 0 or attachment["title"] == title, f"the name of part {number}")
    return head


def hl7_text(value):
    """An escaped value of HL7 v2."""
    parts = ESCAPE.split(value)
    texts = [ESCAPED.get(part) or bytes.fromhex(part[1:]).decode() if place % 2 else part
             for place, part in enumerate(parts)]
    need("\\" not in "".join(parts[::2]), "an escape")
    return "".join(texts)


def check_hl7(data):
    """Messages of HL7 v2, with segments that end with CR, LF or both."""
    segments = [line.split("|") for line in re.split("[\r\n]+", data.decode()) if line]
    starts = [place for place, fields in enumerate(segments) if fields[0] == "MSH"]
    return [check_mdm(segments[start:end]) for start, end in zip(starts, [*starts[1:], None])]


def check_mdm(segments):
    txa, = [fields for fields in segments if fields[0] == "TXA"]
    found = {}
    for fields in segments:
        if fields[0] == "OBX":
            key = (fields[3].split("^")[0], fields[4])
            need(key not in found or key[0] == "registration-now", f"{key[0]}, which comes twice,")
            found[key] = fields

    def said(code, number=""):
        fields = found.get((code, str(number)))
        if fields and fields[2] == "ED":
            return base64.b64decode(fields[5].split("^")[4])
        return fields and hl7_text(fields[5])

    proof = found["evidence", ""][5].split("^")[4]
    head, tail = evidence(proof)
    for code, key in (("message", "id"), ("priority", "priority"), ("conversation", "conversation"),
                      ("subject", "subject"), ("answers", "inReplyTo")):
        need(said(code) == head.get(key), key)
    need(said("digest") == digest(proof), "digest")
    when = "".join(filter(str.isdigit, head["sent"])) + "+0000"
    need(txa[4] == txa[6] == when, "sent")
    need(all(txa[field].split("^")[0] == head["from"] for field in (5, 9, 22)), "the author")
    need([one.split("^")[0] for one in txa[23].split("~") if "&urn:tacita:identity&" in one] == head["to"],
         "the list of recipients")
    need(txa[12].split("^")[0] == document_id(proof, 0), "the document's id")
    need((txa[13].split("^")[0] or None) == head.get("replaces"), "replaces")
    text = found["11488-4", ""]
    contents = [said("11488-4") if text[2] == "ED"
                else "\n".join(map(hl7_text, text[5].split("~"))).encode()]
    numbers = [number for code, number in found if code == "attachment"]
    for number in map(int, numbers):
        part = head["parts"][number]
        need((said("file-name", number), said("media-type", number)) == (part["name"], part["type"]),
             f"the name of part {number}")
        contents.append(said("attachment", number))
        need(said("sha-256", number) == hashlib.sha256(contents[-1]).hexdigest(), "the SHA-256")
    check_contents(head, tail, contents)
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
    if data.startswith(b"MSH|"):
        return check_hl7(data)
    if not data.lstrip().startswith(b"{"):
        return check_mail(data)
    kinds = {"Bundle": check_bundle, "DocumentReference": check_document, None: check_json}
    return [kinds[one.get("resourceType")](one) for one in map(json.loads, data.splitlines())]


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file:
            for proven in check(file.read()):
                print("proven", proven["id"], proven["from"], proven["sent"])
    except (ValueError, KeyError, IndexError, StopIteration) as error:
        sys.exit(f"not proven: {error}")
