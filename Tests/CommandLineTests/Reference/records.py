"""Exports for the record: independent models of FHIR R4 take them, the verifier in docs/reference
proves them, and both refuse what is broken."""

import base64
import copy
import json
import os
import random
import subprocess
import sys

import verify_export
from reference import check, run

MODELS = ("fhir.resources==6.4.0", "pydantic<2")
VALIDATE = """
import json, sys
from fhir.resources.bundle import Bundle
for line in sys.stdin:
    try:
        Bundle.parse_obj(json.loads(line))
        print("valid")
    except Exception as error:
        print("refused", type(error).__name__)
"""
RANDOM = random.Random(20261126)
PIECES = ["|", "^", "~", "\\", "&", "\r", "\n", "\0", "\x07", "\x1b[31m", "\"}]}", "<b>", "]]>", "&amp;",
          "{\"resourceType\":\"Patient\"}", "é", "\u202e", "\U0001fa7a", "漢字", "عربي", " ", "\t", "x" * 60,
          "--=_tacita", "From: x", "tacita-part-0"]


def models():
    """A Python that has the models."""
    python = os.path.abspath("models/bin/python3")
    run("/usr/bin/python3", "-m", "venv", "models")
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *MODELS)
    return python


def judged(python, bundles):
    done = subprocess.run([python, "-c", VALIDATE], input="".join(json.dumps(b) + "\n" for b in bundles),
                          capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def words(most):
    return "".join(RANDOM.choice(PIECES) for _ in range(RANDOM.randint(1, most)))


def tacita(*args, given=None, status=0):
    done = subprocess.run(["tacita", *args], input=given, capture_output=True, check=False)
    check(done.returncode == status, f"{args[:3]}: {done.returncode} {done.stderr.decode()}")
    return done.stdout


HOMES = {name: ("--home", name, "--keyfile", f"{name}.key") for name in ("vries", "jansen")}
for name, home in HOMES.items():
    tacita("keygen", "--name", f"{name} \"x\" é" if name == "vries" else name, "-q", *home,
           "--registration", "big:89012345601", "--route", f"spool:{os.getcwd()}/spool"
           if os.path.isdir("spool") or not os.mkdir("spool", 0o700) else "")
    with open(f"{name}.card", "wb") as file:
        file.write(tacita("card", *home))
tacita("contact", "add", "--as", "jansen", "jansen.card", *HOMES["vries"])
tacita("contact", "add", "--as", "vries", "vries.card", *HOMES["jansen"])

COUNT = 1000 if os.environ.get("TACITA_CASES") == "full" else 20
sent = {}
for number in range(COUNT):
    text = words(30).encode()
    files = []
    for index in range(RANDOM.choice([0, 0, 1, 2, 10])):
        files.append(f"{index}-{''.join(c for c in words(4) if c.isalnum())[:60]}.bin")
        with open(files[-1], "wb") as file:
            file.write(RANDOM.randbytes(RANDOM.choice([0, 1, 57, 3000])))
    subject = "".join(c for c in words(5) if c.isprintable())[:60].strip()
    if not text.strip():
        text = b"x"
    attached = [word for name in files for word in ("--attach", name)]
    shown = ["--subject", subject] if subject else []
    done = tacita("send", "--to", "jansen", "--allow-unverified", "test", *shown, *attached,
                  *HOMES["vries"], given=text)
    contents = []
    for name in files:
        with open(name, "rb") as file:
            contents.append((name, file.read()))
    sent[done.decode().strip()] = (text, subject, contents)
tacita("receive", *HOMES["jansen"])

bundles = []
for message, (text, subject, files) in sent.items():
    for form in ("json", "eml", "fhir"):
        data = tacita("export", message, "--format", form, "-q", "-o", "-", *HOMES["jansen"])
        heads = verify_export.check(data)
        check([head["id"] for head in heads] == [message], f"{form} of {message}")
        tacita("verify-export", "-", given=data)
    bundle = json.loads(data)
    letter = bundle["entry"][1]["resource"]
    payload = [base64.b64decode(p["contentAttachment"].get("data", "")) if "contentAttachment" in p
               else p["contentString"].encode() for p in letter["payload"]]
    check(payload == [text] + [content for _, content in files], f"contents of {message}")
    titles = [p["contentAttachment"]["title"] for p in letter["payload"][1:]]
    check(titles == [name for name, _ in files], f"names in {message}: {titles}")
    check(letter.get("topic", {}).get("text", "") == subject, f"subject of {message}")
    check(len(bundle["entry"]) == 5, f"resources of {message}")
    bundles.append(bundle)

PYTHON = models()
check(set(judged(PYTHON, bundles)) == {"valid"}, "the models refuse a Bundle")
broken = []
for path, value in [(["type"], None), (["entry", 1, "resource", "status"], None),
                    (["entry", 1, "resource", "sent"], "yesterday"),
                    (["entry", 0, "resource", "source"], None),
                    (["entry", 4, "resource", "agent"], None),
                    (["entry", 4, "resource", "signature", 0, "when"], None),
                    (["entry", 1, "resource", "invented"], "x")]:
    forged = copy.deepcopy(bundles[0])
    place = forged
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    broken.append(forged)
check("valid" not in judged(PYTHON, broken), f"the models take broken ones: {judged(PYTHON, broken)}")

# The verifiers agree on what is forged.
for change in (lambda b: b["entry"][1]["resource"].update(sent="2026-01-01T00:00:00Z"),
               lambda b: b["entry"][1]["resource"].update(priority="stat"),
               lambda b: b["entry"][1]["resource"]["payload"].pop(),
               lambda b: b["entry"][1]["resource"].update(sender=b["entry"][1]["resource"]["recipient"][0]),
               lambda b: b["entry"][4]["resource"].update(
                   signature=bundles[1]["entry"][4]["resource"]["signature"])):
    forged = copy.deepcopy(bundles[0])
    change(forged)
    data = json.dumps(forged).encode()
    tacita("verify-export", "-", given=data, status=1)
    try:
        verify_export.check(data)
        check(False, "the verifier takes a forged one")
    except ValueError:
        pass
print(f"{COUNT} messages as json, eml and fhir; {len(broken)} broken ones refused", file=sys.stderr)
