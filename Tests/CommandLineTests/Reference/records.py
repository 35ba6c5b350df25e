"""Exports for the record: independent libraries read them and find what was sent, the verifier in
docs/reference proves them, and validators, rules and verifiers refuse what is broken."""

import base64
import copy
import email
import email.policy
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import time

import fhir_rules
import hl7_rules
import verify_export
from reference import check, run

LIBRARIES = ("fhir.resources==6.4.0", "pydantic<2", "hl7apy==1.3.5", "hl7==0.4.5")
# Judges each JSON string of standard input: a resource of FHIR, or a message of HL7 v2.
JUDGE = """
import json, re, sys
from fhir.resources import construct_fhir_element
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

def fhir(text):
    value = json.loads(text)
    construct_fhir_element(value["resourceType"], value)
    return "valid"

def hl7(text):
    # hl7apy takes every OBX-5 for an ST of at most 199 characters.
    text = re.sub(r"(\\rOBX(?:\\|[^|\\r]*){4}\\|)([^|\\r]{199,})", r"\\1long", text)
    message = parse_message(text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    message.validate(report_file="warnings")
    with open("warnings") as file:
        return file.read().strip() or "valid"

for line in sys.stdin:
    text = json.loads(line)
    try:
        print(json.dumps((hl7 if text.startswith("MSH") or "\\r" in text else fhir)(text)))
    except Exception as error:
        print(json.dumps(f"refused: {type(error).__name__} {error}"))
"""
# The texts of OBX as python-hl7 reads them: [[name, OBX-3, OBX-4, [OBX-5 repetitions]]].
ROWS = """
import json, sys
import hl7
for line in sys.stdin:
    message = hl7.parse(json.loads(line))
    rows = []
    for segment in message:
        row = [str(segment[0])]
        if row[0] == "OBX":
            row += [str(segment[3]), str(segment[4]), [message.unescape(str(one)) for one in segment[5]]]
        rows.append(row)
    print(json.dumps(rows))
"""
RANDOM = random.Random(20261126)
CONTROLS = [chr(code) for code in [*range(32), *range(0x7f, 0xa0), 0x2028, 0x2029, 0xfeff]]
PIECES = ["|", "^", "~", "\\", "&", "\r", "\n", "\r\n", "\rMSH|^~\\&|x", "\x0b", "\x1c\r", "\x1b[31m", "\"}]}",
          "<b>", "]]>", "&amp;", "{\"resourceType\":\"Patient\"}", "\\F\\", "\\X0D\\", "\\E\\", "\"\"", "é", "ß",
          "\u202e", "\U0001fa7a", "漢字", "عربي", "தமிழ்", "ไทย", "עברית", " ", "\t", "x" * 60, "--=_tacita",
          "From: x", "tacita-part-0", "<?xml version=\"1.0\"?>", "<![CDATA["]
CASES = os.environ.get("TACITA_CASES") or "20"
COUNT = 1000 if CASES == "full" else int(CASES)


def libraries():
    """A Python that has the libraries."""
    python = os.path.abspath("libraries/bin/python3")
    run("/usr/bin/python3", "-m", "venv", "libraries")
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *LIBRARIES)
    return python


def ask(python, program, questions):
    done = subprocess.run([python, "-c", program], input="".join(json.dumps(q) + "\n" for q in questions),
                          capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def words(most):
    return "".join(RANDOM.choice(PIECES + CONTROLS) if RANDOM.random() < 0.2 else RANDOM.choice(PIECES)
                   for _ in range(RANDOM.randint(1, most)))


def short(most):
    """A text that may be a subject or a file's name."""
    text = "".join(c for c in words(most) if c.isprintable() and c not in "/\u202e")
    return text.encode()[:100].decode(errors="ignore").strip(" .")


def tacita(*args, given=None, status=0):
    done = subprocess.run(["tacita", *args], input=given, capture_output=True, check=False)
    check(done.returncode == status, f"{args[:3]}: {done.returncode} {done.stderr.decode()}")
    return done.stdout


# The scene: A. de Vries writes to B. Jansen and C. Bakker.

NAMES = {"vries": "vries \"x\" é|^~\\&", "jansen": "jansen", "bakker": "bakker"}
HOMES = {name: ("--home", name, "--keyfile", f"{name}.key") for name in NAMES}
os.mkdir("spool", 0o700)
for name, home in HOMES.items():
    tacita("keygen", "--name", NAMES[name], "-q", *home, "--registration", "big:89012345601",
           "--route", f"spool:{os.getcwd()}/spool")
    with open(f"{name}.card", "wb") as file:
        file.write(tacita("card", *home))
for name, home in HOMES.items():
    for other in NAMES:
        if other != name:
            # A. de Vries is compared, since only then their role is taken; the others are not.
            shown = re.search("fingerprint +(.*)", tacita("card", "--show", f"{other}.card").decode())[1]
            proof = ["--fingerprint", shown] if other == "vries" else []
            tacita("contact", "add", "--as", other, f"{other}.card", *proof, *home)
with open("number", "w", encoding="utf-8") as file:
    file.write("bsn:111222333\n")


def team(name, *options):
    return json.loads(tacita("team", "create", name, "--member", "jansen", "--member", "bakker", *options,
                             "--allow-unverified", "test", "--json", *HOMES["vries"]))["alias"]


TEAM, CASE = team("MDT|lung"), team("Case ^~\\& 7", "--patient-from", "number")
# B. Jansen has the role, in a list of shifts that A. de Vries signs.
tacita("role", "create", "On call|x", "--as", "cardio", "-q", *HOMES["vries"])
HOURS = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600 * h)) for h in (-1, 20)]
with open("shifts.csv", "w", encoding="utf-8") as file:
    file.write(f"from,until,holder,backup\n{HOURS[0]},{HOURS[1]},jansen,bakker\n")
tacita("role", "plan", "cardio", "shifts.csv", "-q", *HOMES["vries"])
tacita("role", "publish", "cardio", "-q", *HOMES["vries"])
ROLE = json.loads(tacita("role", "show", "cardio", "--json", *HOMES["vries"]))["id"]
for name in ("jansen", "bakker"):
    tacita("role", "add", ROLE, "--as", "cardio", "--allow-unverified", "test", "-q", *HOMES[name])


class Sent:
    """What was sent, to be found again in each format."""

    def __init__(self, number):
        self.number = number
        self.text = words(40)
        if number == 0:
            self.text = "".join(CONTROLS) + "".join(PIECES)
        if number == 2:
            self.text = "10\u00a0mg\u2028twice\u0085"
        if not self.text.strip():
            self.text = "x"
        self.subject = short(6)
        self.priority = RANDOM.choice(["routine", "urgent", "stat"])
        self.to_both = number % 4 == 1
        self.files, self.kind = {}, "new-message"
        size = [20 << 20] if COUNT > 100 and number == 7 else []
        for index in range(RANDOM.choice([0, 0, 1, 2, 10])):
            name = f"{index}{short(4)}".replace("\\", "") + f".{RANDOM.choice(['jpg', 'pdf', 'bin', 'txt'])}"
            self.files[name] = RANDOM.randbytes((size or [RANDOM.choice([0, 1, 57, 3000])]).pop())
        for name, data in self.files.items():
            with open(name, "wb") as file:
                file.write(data)
        self.id = self.send()
        for name in self.files:
            os.remove(name)

    def send(self):
        options = ["--priority", self.priority, "--no-clean"]
        if self.subject:
            options += [f"--subject={self.subject}"]
        options += [f"--attach={name}" for name in self.files]
        self.answers = self.replaces = self.forwarded = None
        to = ["--to", "jansen"] + (["--to", "bakker"] if self.to_both else [])
        way = self.number % 16
        if way == 3:
            self.answers = tacita("send", "--to", "vries", "--allow-unverified", "test", *HOMES["jansen"],
                                  given=b"a question").decode().strip()
            tacita("receive", *HOMES["vries"])
            to, self.kind = ["--reply-to", self.answers], "reply-message"
        elif way == 5:
            self.replaces = tacita("send", *to, "--allow-unverified", "test", *HOMES["vries"],
                                   given=b"wrong").decode().strip()
            to, self.kind = [*to, "--replaces", self.replaces], "correction"
        elif way == 7:
            to = ["--to-team", TEAM]
        elif way == 8:
            to += ["--ask", "acknowledged"]
        elif way == 9:
            to += ["--patient-from", "number"]
        elif way == 10:
            to = ["--to-role", "cardio"]
        elif way == 11:
            return self.forward()
        elif way == 13:
            to = ["--to-team", CASE, "--patient-from", "number"]
        elif way == 14:
            self.answers = tacita("send", "--to-team", TEAM, "--allow-unverified", "test", *HOMES["vries"],
                                  given=b"our own").decode().strip()
            to, self.kind = ["--reply-to", self.answers], "reply-message"
        done = tacita("send", *to, "--allow-unverified", "test", *options, *HOMES["vries"],
                      given=self.text.encode())
        return done.decode().strip()

    def forward(self):
        """A message of C. Bakker with this subject and these files, sent on with this text."""
        options = [f"--subject={self.subject}"] * bool(self.subject) + [f"--attach={name}" for name in self.files]
        self.forwarded = f"from bakker {self.text}"
        theirs = tacita("send", "--to", "vries", "--allow-unverified", "test", "--no-clean", *options,
                        *HOMES["bakker"], given=self.forwarded.encode()).decode().strip()
        tacita("receive", *HOMES["vries"])
        done = tacita("forward", theirs, "--to", "jansen", "--body", "-", "--priority", self.priority,
                      "--allow-unverified", "test", *HOMES["vries"], given=self.text.encode())
        return done.decode().strip()


SENT = [Sent(number) for number in range(COUNT)]
IDS = [message.id for message in SENT]
for name in ("jansen", "bakker"):
    tacita("receive", *HOMES[name])

# Some are taken back after they were read: they are kept, marked, and exported as such.
RECALLED = [message for message in SENT if message.number % 16 == 12]
for message in RECALLED:
    tacita("show", message.id, *HOMES["jansen"])
    tacita("recall", message.id, "--reason", "wrong-patient", *HOMES["vries"])
tacita("receive", *HOMES["jansen"])
for message in SENT:
    # What is forwarded is an attachment, as its author signed it; so is the card that goes to a role.
    if message.forwarded:
        message.files = {}
    shown = json.loads(tacita("show", message.id, "--json", *HOMES["jansen"]))
    for index, part in enumerate(shown["parts"]):
        if part["type"] in ("application/vnd.tacita.forwarded", "application/vnd.tacita.card"):
            message.files[part["name"]] = tacita("show", message.id, "--part", str(index), *HOMES["jansen"])
check(all("forwarded" in message.files for message in SENT if message.forwarded), "forwards")
check(all("card" in message.files for message in SENT if message.number % 16 == 10), "cards")


def export(form, ids, home, *options):
    return tacita("export", *ids, "--format", form, "-q", "-o", "-", *options, *HOMES[home])


PATIENT = ("--patient-from", "number")
JSONS = [json.loads(line) for line in export("json", IDS, "jansen").splitlines()]
BUNDLES = [json.loads(line) for line in export("fhir", IDS, "jansen").splitlines()]
MAIL = export("eml", IDS, "jansen")
HL7 = export("mdm", IDS, "jansen", *PATIENT).decode().split("\rMSH|")
HL7 = ["MSH|" * (number > 0) + text + "\r" * (number < len(HL7) - 1) for number, text in enumerate(HL7)]
DOCUMENTS = [json.loads(line)
             for line in export("fhir-document", IDS, "jansen", "--each", *PATIENT).splitlines()]

# Proven by both verifiers.

for data in [*(json.dumps(b).encode() for b in JSONS), *(json.dumps(b).encode() for b in BUNDLES[:20])]:
    verify_export.check(data)
check([head["id"] for head in verify_export.check(MAIL)] == IDS, "ids in the mail")
check([head["id"] for head in verify_export.check("".join(HL7).encode())] == IDS, "ids in HL7")
for form in ("json", "fhir"):
    tacita("verify-export", "-", given=export(form, IDS, "jansen"))
tacita("verify-export", "-", given=MAIL)


def proven(data):
    return [json.loads(line) for line in tacita("verify-export", "-", "--json", given=data).splitlines()]


LINES = "".join(json.dumps(document) + "\n" for document in DOCUMENTS).encode()
check(list(dict.fromkeys(head["id"] for head in verify_export.check(LINES))) == IDS, "ids in documents")
for found in (proven(LINES), proven("".join(HL7).encode())):
    check([proof["id"] for proof in found] == IDS, "ids that are proven")
EMPTY = {message.id: [name for name, data in message.files.items() if not data] for message in SENT}
check(all(proof["missing"] == EMPTY[proof["id"]] for proof in proven(LINES)), "parts that are no documents")
check(all(not proof["missing"] for proof in proven("".join(HL7).encode())), "parts of HL7")

# What was sent is what they hold.


def compare_json(message, found):
    check(found["text"] == message.text, f"text {message.number}")
    check(found.get("subject", "") == message.subject, f"subject {message.number}")
    check(found["priority"] == message.priority, f"priority {message.number}")
    check(found["author"]["name"] == NAMES["vries"], found["author"])
    check(found["author"]["registrations"] == ["big:89012345601"], found["author"])
    check((found.get("inReplyTo"), found.get("replaces")) == (message.answers, message.replaces), found["id"])
    parts = [part for part in found["parts"][1:] if part["type"] not in verify_export.CARRIED]
    check([part["name"] for part in parts] == list(message.files), f"names {message.number}")
    check([part["sha256"] for part in parts]
          == [hashlib.sha256(data).hexdigest() for data in message.files.values()], "SHA-256")


def compare_bundle(message, json_, found):
    fhir_rules.check(found)
    resources = [entry["resource"] for entry in found["entry"]]
    header, letter = resources[:2]
    check(header["eventCoding"]["code"] == message.kind, header)
    payload = [base64.b64decode(p["contentAttachment"].get("data", "")) if "contentAttachment" in p
               else p["contentString"].encode() for p in letter["payload"]]
    check(payload == [message.text.encode(), *message.files.values()], f"payload {message.number}")
    titles = [p["contentAttachment"]["title"] for p in letter["payload"][1:]]
    check(titles == list(message.files), f"titles {message.number}")
    check(letter.get("topic", {}).get("text", "") == message.subject, f"topic {message.number}")
    check((letter["priority"], letter["sent"], letter["received"])
          == (message.priority, json_["sent"], json_["received"]), f"times {message.number}")
    check(letter["identifier"] == [{"system": "urn:tacita:message", "value": message.id}], "identifier")
    check(letter.get("inResponseTo", [{"identifier": {"value": None}}])[0]["identifier"]["value"]
          == message.answers, f"inResponseTo {message.number}")
    notes = [note["text"] for note in letter.get("note", [])]
    check(any(note.startswith("taken back by its sender at ") for note in notes) == (message in RECALLED), notes)
    named = {7: "to the team MDT|lung", 13: "to the team Case ^~\\& 7", 14: "to the team MDT|lung",
             10: "to the role On call|x"}.get(message.number % 16)
    check(named is None or named in notes or "unknown" in str(json_.get("labelRemark"))
          or json_.get("labelRemark") == "not-joined", f"{named}: {notes}")
    people = [one for one in resources if one["resourceType"] == "Practitioner"]
    check([p["identifier"][0]["value"] for p in people]
          == [json_["from"], *(to for to in json_["to"] if to != json_["from"])], "people")
    check(people[0]["name"] == [{"text": NAMES["vries"]}]
          and people[0]["identifier"][1]["value"] == "89012345601", people[0])
    check(len(resources) == 3 + len(people), f"resources {message.number}")


def compare_mail(message, letter):
    check(not letter.defects and letter["subject"] == (message.subject or None), f"subject {message.number}")
    check(letter["from"].addresses[0].display_name == NAMES["vries"], letter["from"])
    check(set(letter.keys()) <= MAIL_HEADERS, set(letter.keys()) - MAIL_HEADERS)
    parts = [part for part in letter.iter_parts()
             if part.get_content_type() != "application/vnd.tacita.evidence"]
    check([part.get_payload(decode=True) for part in parts]
          == [message.text.encode(), *message.files.values()], f"parts {message.number}")
    check([part.get_filename() for part in parts[1:]] == list(message.files), f"names {message.number}")
    check([part["x-tacita-sha256"] for part in parts[1:]]
          == [hashlib.sha256(data).hexdigest() for data in message.files.values()], "SHA-256")


MAIL_HEADERS = {"MIME-Version", "From", "To", "Date", "Message-ID", "In-Reply-To", "Subject", "Content-Type"} | {
    f"X-Tacita-{name}" for name in (
        "Author", "Colour", "Conversation", "Digest", "Expires", "Id", "Priority", "Sent", "Received",
        "Registration", "Patient", "Team", "Role", "Label-Remark", "Recalled")}


def compare_hl7(message, json_, text, rows):
    segments = hl7_rules.check(text)
    found = hl7_rules.facts(segments)
    check(found["11488-4"] == message.text, f"TX {message.number}: {found['11488-4']!r}")
    check(found.get("subject", "") == message.subject, f"subject {message.number}")
    check(found.get("attachment", []) == list(message.files.values()), f"ED {message.number}")
    check(found.get("file-name", []) == list(message.files), f"names {message.number}")
    check(found.get("sha-256", []) == [hashlib.sha256(d).hexdigest() for d in message.files.values()], "SHA-256")
    for code, key in (("message", "id"), ("digest", "digest"), ("conversation", "conversation"),
                      ("received", "received"), ("colour", "colour"), ("priority", "priority"),
                      ("answers", "inReplyTo")):
        check(found.get(code) == json_.get(key), f"{code} {message.number}")
    check(base64.b64encode(found["evidence"][0]).decode() == json_["evidence"], "evidence")
    msh, txa = segments[0], segments[4]
    check(msh[10] == json_["digest"][:20] and txa[4][:14] == "".join(filter(str.isdigit, json_["sent"])), "ids")
    author = [number.split("^") for number in txa[9].split("~")]
    check([(one[0], hl7_rules.text(one[1])) for one in author]
          == [(json_["from"], NAMES["vries"]), ("89012345601", NAMES["vries"])], author)
    check([one.split("^")[0] for one in txa[23].split("~") if one.startswith("tacita1")] == json_["to"], "to")
    check((txa[13].split("^")[0] or None) == message.replaces, "TXA-13")
    check(segments[2][3].startswith("111222333^"), "PID-3")
    check(("recalled" in found) == (txa[19] == "OB") == (message in RECALLED), f"TXA-19 {message.number}")
    check(txa[21] == ("wrong-patient" if message in RECALLED else ""), f"TXA-21 {message.number}")
    # python-hl7 reads the bytes of a character in hexadecimal one by one.
    check([row[0] for row in rows] == [fields[0] for fields in segments], f"segments {message.number}")
    shown = "\n".join(rows[5][3])
    expected = "".join(c.encode().decode("latin-1") if c in SPLIT else c for c in message.text)
    check(shown == expected, f"python-hl7 {message.number}: {shown!r}")


SPLIT = {chr(code) for code in [*range(0x80, 0xa0), 0x2028, 0x2029]}


def compare_documents(message, json_, documents):
    for document in documents:
        fhir_rules.check(document)
        check(document["subject"]["identifier"]["value"] == "111222333", document["subject"])
        check(document["date"] == json_["sent"], document["date"])
        check(document["contained"][0]["identifier"][0]["value"] == json_["from"], "author")
    found = [document["content"][0]["attachment"] for document in documents]
    full = {name: data for name, data in message.files.items() if data}
    check([base64.b64decode(one["data"]) for one in found] == [message.text.encode(), *full.values()],
          f"documents {message.number}")
    check([one["title"] for one in found[1:]] == list(full), f"titles {message.number}")
    words = documents[0].get("description", "")
    if message in RECALLED:
        words = re.sub("(; )?taken back by its sender at [0-9TZ:-]+$", "", words)
    check(words == message.subject, f"description {message.number}")
    main = documents[0]["masterIdentifier"]
    check(all(d["relatesTo"][0]["target"]["identifier"] == main for d in documents[1:]), "relatesTo")


PYTHON = libraries()
letters = [part.get_payload()[0] for part in
           email.message_from_bytes(MAIL, policy=email.policy.default).iter_parts()]
rows = ask(PYTHON, ROWS, HL7)
by_message = {}
for document in DOCUMENTS:
    by_message.setdefault(document["context"]["related"][0]["identifier"]["value"], []).append(document)
check(len(JSONS) == len(BUNDLES) == len(letters) == len(HL7) == len(rows) == len(by_message) == COUNT, "counts")
for place, message in enumerate(SENT):
    compare_json(message, JSONS[place])
    compare_bundle(message, JSONS[place], BUNDLES[place])
    compare_mail(message, letters[place])
    compare_hl7(message, JSONS[place], HL7[place], rows[place])
    compare_documents(message, JSONS[place], by_message[message.id])

# Two recipients export the same message under the same identifiers.

both = [place for place, message in enumerate(SENT) if message.to_both and message.kind == "new-message"]
ids = [IDS[place] for place in both]
others = [json.loads(line) for line in export("fhir", ids, "bakker").splitlines()]
check([[b["id"], *(e["fullUrl"] for e in b["entry"])] for b in others]
      == [[BUNDLES[p]["id"], *(e["fullUrl"] for e in BUNDLES[p]["entry"])] for p in both], "ids of Bundles")
theirs = export("mdm", ids, "bakker", *PATIENT).decode()
check([line.split("|")[9] for line in theirs.split("\r") if line.startswith("MSH|")]
      == [HL7[p].split("|")[9] for p in both], "MSH-10")
check([line.split("|")[12] for line in theirs.split("\r") if line.startswith("TXA|")]
      == [HL7[p].split("\rTXA|")[1].split("|")[11] for p in both], "TXA-12")
theirs = [json.loads(line) for line in export("fhir-document", ids, "bakker", "--each", *PATIENT).splitlines()]
check([d["masterIdentifier"] for d in theirs]
      == [d["masterIdentifier"] for i in ids for d in by_message[i]], "masterIdentifier")

# The examples of docs/record.md are whole.

with open(f"{os.path.dirname(verify_export.__file__)}/../record.md", encoding="utf-8") as file:
    blocks = re.findall("```(json|hl7)\n(.*?)```", file.read(), re.DOTALL)
EXAMPLES = [json.loads(text) for kind, text in blocks if kind == "json"]
PATIENTS = [text for kind, text in blocks if text.startswith(("PID", '{"resourceType": "Patient"'))]
EXAMPLES = [example for example in EXAMPLES if example["resourceType"] != "Patient"]
check([e["resourceType"] for e in EXAMPLES] == ["Bundle", "DocumentReference", "AuditEvent"], "examples")
for example in EXAMPLES:
    fhir_rules.check(example)
SHOWN = [text.replace("\n", "\r") for kind, text in blocks if kind == "hl7" and text.startswith("MSH")]
check(hl7_rules.facts(hl7_rules.check(SHOWN[0]))["subject"] == "Rash", "example of HL7")
for example in (json.dumps(EXAMPLES[0]), json.dumps(EXAMPLES[1]), SHOWN[0]):
    verify_export.check(example.encode())
    tacita("verify-export", "-", given=example.encode())

# The patients of the page, in a Patient and in a segment: exports carry what they say.

check(len(PATIENTS) == 2, "the patients of the page")
PATIENT_RULES = {"birthDate": "1972-03-09", "gender": "male"}
CARRIED = []
for text in PATIENTS:
    with open("patient", "w", encoding="utf-8") as file:
        file.write(text)
    options = ("--patient-from", "patient")
    found = json.loads(export("fhir", IDS[:1], "jansen", *options))
    CARRIED.append(json.dumps(found))
    person = next(e["resource"] for e in found["entry"] if e["resource"]["resourceType"] == "Patient")
    check({key: person[key] for key in PATIENT_RULES} == PATIENT_RULES, person)
    check((person["name"][0]["family"], person["name"][0]["given"]) == ("Smit", ["Jan", "Piet"]), person["name"])
    check([i["value"] for i in person["identifier"]] == ["111222333", "A77"], person["identifier"])
    document = json.loads(export("fhir-document", IDS[:1], "jansen", *options))
    check(document["subject"]["identifier"]["value"] == "111222333", document["subject"])
    CARRIED.append(json.dumps(document))
    text = export("mdm", IDS[:1], "jansen", *options).decode()
    pid = hl7_rules.check(text)[2]
    check([one.split("^")[0] for one in pid[3].split("~")] == ["111222333", "A77"], pid)
    check((pid[5], pid[7], pid[8]) == ("Smit^Jan^Piet^^dr.^^L", "19720309", "M"), pid)
    # hl7apy does not have the national numbers of table 0203, which end with a country.
    CARRIED.append(text.replace("^NNNLD", "^NI"))
    for one in CARRIED[-3:]:
        verify_export.check(one.encode())
        tacita("verify-export", "-", given=one.encode())
check({i["value"] for i in (json.loads(CARRIED[0])["entry"][-2]["resource"]["identifier"])} == {"111222333", "A77"},
      "the Patient stands before the Provenance")
for name in ("jansen", "bakker"):
    logs = tacita("audit", "export", "--format", "fhir", *HOMES[name])
    for word in (b"Smit", b"111222333", b"1972-03", b"19720309"):
        check(word not in logs, "the audit log names the patient")

# Independent models take them, and refuse broken ones of the kind they are trusted for.

for message in (IDS[0], IDS[9]):
    tacita("show", message, *HOMES["jansen"])
EVENTS = [json.loads(line) for name in ("jansen", "vries") for line in
          tacita("audit", "export", "--format", "fhir", *HOMES[name]).splitlines()]
whole = [json.dumps(value) for value in BUNDLES + DOCUMENTS + EVENTS + EXAMPLES] + HL7 + SHOWN + CARRIED
judged = ask(PYTHON, JUDGE, whole)
check(set(judged) == {"valid"}, f"a library refuses: {sorted(set(judged))[:5]}")
for event in EVENTS:
    fhir_rules.check(event)
named = {profile for event in EVENTS for profile in event.get("meta", {}).get("profile", [])}
check(len(named) == 4, named)


def changed(value, path, new):
    value = copy.deepcopy(value)
    place = value
    for step in path[:-1]:
        place = place[step]
    if new is None:
        del place[path[-1]]
    else:
        place[path[-1]] = new
    return value


def hl7_changed(text, segment, field, new):
    lines = text.split("\r")
    place = next(p for p, line in enumerate(lines) if line.startswith(segment))
    fields = lines[place].split("|")
    fields[field - (segment == "MSH")] = new
    lines[place] = "|".join(fields)
    return "\r".join(lines)


DISCLOSED = next(e for e in EVENTS if "Source" in str(e.get("meta")))
READ = next(e for e in EVENTS if "PatientRead" in str(e.get("meta")))
RECEIVED = next(e for e in EVENTS if "Recipient" in str(e.get("meta")))
LETTER, PROOF = ["entry", 1, "resource"], ["entry", -1, "resource"]
# Structure and types are what the models are trusted for.
MODELS = [
    (BUNDLES[0], ["type"], None), (BUNDLES[0], [*LETTER, "status"], None),
    (BUNDLES[0], [*LETTER, "sent"], "yesterday"), (BUNDLES[0], ["entry", 0, "resource", "source"], None),
    (BUNDLES[0], [*PROOF, "agent"], None), (BUNDLES[0], [*PROOF, "signature", 0, "when"], None),
    (BUNDLES[0], [*LETTER, "invented"], "x"), (DOCUMENTS[0], ["content"], None),
    (DOCUMENTS[0], ["status"], None), (DOCUMENTS[0], ["date"], "today"),
    (DOCUMENTS[0], ["content", 0, "attachment", "size"], "many"), (EVENTS[0], ["type"], None),
    (EVENTS[0], ["recorded"], None), (EVENTS[0], ["source", "observer"], None),
    (EVENTS[0], ["agent", 0, "requestor"], None), (EVENTS[0], ["outcomes"], "0")]
broken = [json.dumps(changed(*change)) for change in MODELS]
broken += [hl7_changed(HL7[0], *change) for change in [
    ("EVN", 2, ""), ("EVN", 2, "yesterday"), ("PID", 3, ""), ("PID", 5, ""), ("PV1", 2, ""),
    ("PV1", 2, "QQ"), ("PV1", 2, "N~U"), ("TXA", 1, ""), ("TXA", 2, ""), ("TXA", 12, ""), ("TXA", 17, ""),
    ("TXA", 17, "ZZ"), ("TXA", 4, "2026-11-26"), ("OBX", 1, "x"), ("OBX", 3, ""), ("OBX", 11, ""),
    ("MSH", 10, ""), ("MSH", 12, "9.9"), ("MSH", 9, "MDM^T99^MDM_T99")]]
broken += ["\r".join(line for line in HL7[0].split("\r") if not line.startswith(name))
           for name in ("EVN", "PID", "PV1", "TXA", "OBX")] + [HL7[0] + "PID|1||x||y\r"]
verdicts = ask(PYTHON, JUDGE, broken)
check("valid" not in verdicts, f"taken: {[broken[p][:300] for p, v in enumerate(verdicts) if v == 'valid']}")

# Codes, references and profiles are what the rules beside this file are trusted for.
RULES = [
    (BUNDLES[0], [*LETTER, "status"], "sent"), (BUNDLES[0], [*LETTER, "priority"], "high"),
    (BUNDLES[0], ["type"], "collection"), (BUNDLES[0], ["entry", 1, "fullUrl"], BUNDLES[0]["entry"][0]["fullUrl"]),
    (BUNDLES[0], [*LETTER, "sender", "reference"], "urn:uuid:0"), (BUNDLES[0], ["entry", 0], None),
    (BUNDLES[0], [*LETTER, "payload", 0, "contentString"], " "),
    (BUNDLES[0], [*LETTER, "payload", 0, "contentReference"], {"reference": BUNDLES[0]["entry"][1]["fullUrl"]}),
    (BUNDLES[0], [*LETTER, "payload"], []), (BUNDLES[0], [*LETTER, "topic"], {"text": "a\u0007b"}),
    (BUNDLES[0], ["entry", 0, "resource", "eventCoding", "code"], "other"),
    (BUNDLES[0], [*PROOF, "agent", 0, "type", "coding", 0, "code"], "writer"),
    (BUNDLES[0], [*PROOF, "entity", 0, "role"], "origin"), (BUNDLES[0], [*LETTER, "received"], "2020-01-01T00:00:00Z"),
    (BUNDLES[0], ["entry", 1, "resource", "id"], "1"), (DOCUMENTS[0], ["status"], "superseded"),
    (DOCUMENTS[0], ["masterIdentifier"], None), (DOCUMENTS[0], ["identifier"], [{"value": "x"}]),
    (DOCUMENTS[0], ["docStatus"], "final"), (DOCUMENTS[0], ["subject"], None),
    (DOCUMENTS[0], ["content", 0, "attachment", "data"], None), (DOCUMENTS[0], ["author", 0, "reference"], "#nobody"),
    (DOCUMENTS[0], ["content", 0, "attachment", "url"], "http://x"), (DOCUMENTS[0], ["meta"], {"profile": ["x"]}),
    (DOCUMENTS[0], ["content", 0, "attachment", "hash"], "AAAA"),
    (DOCUMENTS[0], ["content", 0, "attachment", "size"], 1 << 20),
    (DISCLOSED, ["action"], "E"), (DISCLOSED, ["outcome"], "done"), (DISCLOSED, ["type", "code"], "110107"),
    (DISCLOSED, ["subtype", 0, "code"], "originate"), (DISCLOSED, ["agent", 1], None),
    (DISCLOSED, ["agent", 2, "network"], None), (DISCLOSED, ["agent", 1, "who"], {"display": "other"}),
    (DISCLOSED, ["entity", 0], None), (RECEIVED, ["action"], "R"), (RECEIVED, ["entity", 0, "role", "code"], "4"),
    (RECEIVED, ["source", "observer"], {"display": "other"}), (RECEIVED, ["agent", 0, "requestor"], False),
    (READ, ["outcome"], "4"), (READ, ["subtype", 0, "code"], "vread"), (READ, ["agent", 1], None),
    (READ, ["entity", 1, "role", "code"], "1"), (READ, ["entity", 0, "what", "type"], None)]
for value, path, new in RULES:
    try:
        fhir_rules.check(changed(value, path, new))
        check(False, f"the rules take {path} {new}")
    except (fhir_rules.Invalid, KeyError):
        pass
swapped = HL7[0].split("\r")
swapped[1], swapped[2] = swapped[2], swapped[1]
for text in ["\r".join(swapped), HL7[0] + "ZZZ|x\r", hl7_changed(HL7[0], "OBX", 1, "2"), HL7[0][:-1],
             hl7_changed(HL7[0], "OBX", 5, "a\\b"), hl7_changed(HL7[0], "OBX", 5, "a\nb"),
             hl7_changed(HL7[0], "TXA", 22, "x"), hl7_changed(HL7[0], "TXA", 19, "ZZ"),
             hl7_changed(HL7[0], "OBX", 2, "XX")]:
    try:
        hl7_rules.facts(hl7_rules.check(text))
        check(False, f"the rules take {text[:200]!r}")
    except (hl7_rules.Invalid, IndexError, ValueError):
        pass

# The verifiers agree on what is forged.
for change in (lambda b: b["entry"][1]["resource"].update(sent="2026-01-01T00:00:00Z"),
               lambda b: b["entry"][1]["resource"].update(priority="asap"),
               lambda b: b["entry"][1]["resource"]["payload"].pop(),
               lambda b: b["entry"][1]["resource"].update(sender=b["entry"][1]["resource"]["recipient"][0]),
               lambda b: b["entry"][-1]["resource"].update(
                   signature=BUNDLES[1]["entry"][-1]["resource"]["signature"])):
    forged = copy.deepcopy(BUNDLES[0])
    change(forged)
    data = json.dumps(forged).encode()
    tacita("verify-export", "-", given=data, status=1)
    try:
        verify_export.check(data)
        check(False, "the verifier takes a forged one")
    except ValueError:
        pass
for path, value in ((["date"], "2026-01-01T00:00:00Z"), (["description"], "other"), (["extension"], []),
                    (["content", 0, "attachment", "data"], "b3RoZXI="), (["author"], []),
                    (["extension"], DOCUMENTS[-1]["extension"]), (["context", "related"], [])):
    data = json.dumps(changed(DOCUMENTS[0], path, value)).encode()
    tacita("verify-export", "-", given=data, status=1)
    try:
        verify_export.check(data)
        check(False, f"the verifier takes a document with another {path}")
    except (ValueError, KeyError, IndexError, StopIteration):
        pass
for change in (("TXA", 4, "20260101000000+0000"), ("TXA", 9, "x"), ("TXA", 23, ""), ("OBX", 5, "other"),
               ("TXA", 13, "0" * 32)):
    data = hl7_changed(HL7[0], *change).encode()
    tacita("verify-export", "-", given=data, status=1)
    try:
        verify_export.check(data)
        check(False, f"the verifier takes HL7 with another {change}")
    except (ValueError, KeyError, IndexError):
        pass
KINDS = {way: sum(message.number % 16 == way for message in SENT) for way in (3, 5, 7, 10, 11, 12, 13, 14)}
print(f"kinds: {KINDS}; {sum(len(m.files) for m in SENT)} attachments", file=sys.stderr)
print(f"{COUNT} messages in five formats; {len(broken)} broken ones refused by libraries, "
      f"{len(RULES) + 9} by rules; {len(EVENTS)} AuditEvents, profiles {sorted(named)}", file=sys.stderr)
