"""What the models of FHIR do not check: bindings of codes, references, invariants and the profiles
that exported resources name. Written from the pages of R4 (4.0.1), IHE MHD 4.2.2 and IHE BALP 1.1."""

import base64
import hashlib
import re

TERMS = "http://terminology.hl7.org/CodeSystem/"
DICOM = "http://dicom.nema.org/resources/ontology/DCM"
MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.SimplifiedPublish.DocumentReference"
BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
CODE = re.compile(r"[^\s]+(\s[^\s]+)*")
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
UUID5 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MEDIA = re.compile(r"[!-~]+/[!-~]+(; ?[!-~ ]+)?")
# Required bindings of R4, by element.
BOUND = {
    ("Communication", "status"): {"preparation", "in-progress", "not-done", "on-hold", "stopped",
                                  "completed", "entered-in-error", "unknown"},
    ("Communication", "priority"): {"routine", "urgent", "asap", "stat"},
    ("DocumentReference", "status"): {"current", "superseded", "entered-in-error"},
    ("AuditEvent", "action"): set("CRUDE"), ("AuditEvent", "outcome"): {"0", "4", "8", "12"},
    ("Bundle", "type"): {"document", "message", "transaction", "transaction-response", "batch",
                         "batch-response", "history", "searchset", "collection"}}
EVENTS = {"new-message", "reply-message", "correction"}
AGENTS = {"enterer", "performer", "author", "verifier", "legal", "attester", "informant",
          "custodian", "assembler", "composer"}


class Invalid(Exception):
    """A resource breaks a rule."""


def need(holds, what):
    if not holds:
        raise Invalid(what)


def check(resource):
    """Raises Invalid. Bundle, DocumentReference or AuditEvent."""
    walk(resource, resource.get("resourceType"))
    {"Bundle": bundle, "DocumentReference": document, "AuditEvent": audit_event}[
        resource["resourceType"]](resource)


def walk(value, path):
    """What holds everywhere: nothing is empty, and primitives have their form."""
    if isinstance(value, dict):
        need(value, f"{path} is empty")
        for key, member in value.items():
            walk(member, f"{path}.{key}")
        kind = value.get("resourceType")
        for (owner, key), codes in BOUND.items():
            if kind == owner and key in value:
                need(value[key] in codes, f"{owner}.{key} {value[key]!r}")
        if "system" in value and "code" in value:
            need(CODE.fullmatch(value["code"]), f"{path}.code")
        if "contentType" in value:
            attachment(value, path)
        if "url" in value and "resourceType" not in value:
            need(sum(key.startswith("value") for key in value) == 1, f"{path}: ext-1")
        if kind and "id" in value:
            need(ID.fullmatch(value["id"]), f"{path}.id")
    elif isinstance(value, list):
        need(value, f"{path} is an empty list")
        for member in value:
            walk(member, path)
    elif isinstance(value, str):
        need(value.strip(), f"{path} is blank")
        need(len(value.encode()) <= 1 << 20 or path.endswith(".data"), f"{path} is longer than 1 MiB")
        need(re.fullmatch(r"[ \r\n\t\S]+", value) and not re.search("[\0-\x08\x0e-\x1b]", value),
             f"{path} has control characters or other white space")
        if path.endswith((".system", ".url", ".fullUrl", ".endpoint", ".profile")):
            need(not re.search(r"\s", value) and ":" in value, f"{path} {value!r} is not a URI")
        if path.endswith((".sent", ".received", ".recorded", ".timestamp", ".date", ".when",
                          ".creation", "DateTime")):
            need(INSTANT.fullmatch(value), f"{path} {value!r} is not an instant")
    else:
        need(value is not None, f"{path} is null")


def attachment(value, path):
    need(MEDIA.fullmatch(value["contentType"]), f"{path}.contentType")
    data = base64.b64decode(value.get("data", ""), validate=True)
    if "size" in value:
        need(len(data) == value["size"], f"{path}.size")
    if "hash" in value:
        need(base64.b64decode(value["hash"]) == hashlib.sha1(data).digest(), f"{path}.hash")
    for extension in value.get("extension", []):
        if extension["url"] == "urn:tacita:sha-256":
            need(extension["valueString"] == hashlib.sha256(data).hexdigest(), f"{path}: SHA-256")


def coding(value, system, codes, what):
    need(any(c.get("system") == system and c.get("code") in codes for c in value["coding"]), what)


def references(value):
    """Every literal reference."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for member in value:
            yield from references(member)


def bundle(value):
    need(value["type"] == "message", "Bundle.type")
    entries = value["entry"]
    urls = [entry["fullUrl"] for entry in entries]
    need(len(set(urls)) == len(urls), "bdl-7: a fullUrl comes twice")
    need(not any(set(entry) - {"fullUrl", "resource"} for entry in entries), "bdl-2, 3, 4")
    need(entries[0]["resource"]["resourceType"] == "MessageHeader", "bdl-12")
    for entry in entries:
        need(entry["fullUrl"] == "urn:uuid:" + entry["resource"]["id"], "fullUrl and id")
        need(UUID5.fullmatch(entry["resource"]["id"]), "an id is not a UUID of version 5")
    need(set(references(value)) <= set(urls), "a reference leads out of the Bundle")
    kinds = [entry["resource"]["resourceType"] for entry in entries]
    for kind in ("MessageHeader", "Communication", "Provenance"):
        need(kinds.count(kind) == 1, f"{kind} is not there once")
    need(kinds.count("Patient") <= 1, "two patients")
    by_kind = {entry["resource"]["resourceType"]: entry["resource"] for entry in entries}
    header, letter, proof = (by_kind[kind] for kind in ("MessageHeader", "Communication", "Provenance"))
    need(header["eventCoding"]["system"] == "urn:tacita:event"
         and header["eventCoding"]["code"] in EVENTS, "MessageHeader.eventCoding")
    by_url = {entry["fullUrl"]: entry["resource"] for entry in entries}
    need([by_url[one["reference"]]["resourceType"] for one in header["focus"]] == ["Communication"],
         "MessageHeader.focus")
    communication(letter, by_url)
    provenance(proof, letter, by_url)


def communication(value, by_url):
    # CareCommunication: a message has an id, a time, a sender, and one thing in each payload.
    for key in ("identifier", "sent", "sender", "recipient", "payload", "priority"):
        need(key in value, f"Communication.{key} is missing")
    for person in [value["sender"], *value["recipient"]]:
        need(by_url[person["reference"]]["resourceType"] == "Practitioner", "sender or recipient")
    for payload in value["payload"]:
        need(sum(key.startswith("content") for key in payload) == 1, "payload.content[x]")
    need("contentString" in value["payload"][0] or "contentAttachment" in value["payload"][0],
         "the first payload is not the text")
    need(value.get("received", value["sent"]) >= value["sent"], "received before sent")
    if "subject" in value:
        need(by_url[value["subject"]["reference"]]["resourceType"] == "Patient", "subject")
    for about in value.get("about", []):
        need("reference" not in about, "a pseudonym is not a reference to a Patient")


def provenance(value, letter, by_url):
    need([by_url[one["reference"]] for one in value["target"]] == [letter], "Provenance.target")
    for agent in value["agent"]:
        coding(agent["type"], TERMS + "provenance-participant-type", AGENTS, "agent.type")
        need("who" in agent, "agent.who")
    need(value["agent"][0]["who"] == letter["sender"], "the first agent is not the author")
    for entity in value["entity"]:
        need(entity["role"] in {"derivation", "revision", "quotation", "source", "removal"},
             "entity.role")
    for signature in value["signature"]:
        need(signature["type"] and signature["when"] == letter["sent"], "signature.when")
        need(signature["type"][0]["system"] == "urn:iso-astm:E1762-95:2013", "signature.type")
        need(base64.b64decode(signature["data"], validate=True).startswith(b"tacita/v1/message\n"),
             "signature.data")


def document(value):
    """MHD: Simplified Publish."""
    need(value["meta"]["profile"] == [MHD], "meta.profile")
    for key in ("identifier", "docStatus", "modifierExtension"):
        need(key not in value, f"DocumentReference.{key} must not be there")
    for key in ("masterIdentifier", "subject", "content"):
        need(key in value, f"DocumentReference.{key} is missing")
    need(value["status"] == "current", "status is not current")
    identifier = value["masterIdentifier"]
    need(identifier["system"] == "urn:ietf:rfc:3986"
         and UUID5.fullmatch(identifier["value"].removeprefix("urn:uuid:")), "masterIdentifier")
    need(value["subject"].get("type") == "Patient" and value["subject"]["identifier"]["value"],
         "subject")
    need(len(value["content"]) == 1, "content comes more than once")
    attached = value["content"][0]["attachment"]
    need("contentType" in attached and "data" in attached and "url" not in attached, "attachment")
    inside = {"#" + one["id"] for one in value.get("contained", [])}
    outside = {one for one in references({k: v for k, v in value.items() if k != "contained"})}
    need(outside == inside, "dom-3: contained resources and references differ")
    for one in value.get("relatesTo", []):
        need(one["code"] in {"replaces", "transforms", "signs", "appends"}, "relatesTo.code")
        need("identifier" in one["target"], "relatesTo.target")


def audit_event(value):
    need(value["type"]["system"] in {DICOM, TERMS + "audit-event-type"}, "type")
    need("recorded" in value or "_recorded" in value, "recorded")
    need(value["agent"] and all(isinstance(a["requestor"], bool) for a in value["agent"]),
         "agent.requestor")
    need(sum(a["requestor"] for a in value["agent"]) == 1, "one agent asked for it")
    need("observer" in value["source"], "source.observer")
    for agent in value["agent"]:
        if "network" in agent:
            need(agent["network"]["type"] in set("12345"), "network.type")
    for entity in value.get("entity", []):
        need(entity["type"]["code"] in set("1234"), "entity.type")
        need(entity["role"]["code"] in {str(n) for n in range(1, 25)}, "entity.role")
    for profile in value.get("meta", {}).get("profile", []):
        PROFILES[profile.removeprefix(BALP)](value)


def typed(value, code, system=DICOM):
    return [a for a in value["agent"] if {"system": system, "code": code} in a["type"]["coding"]]


def entity_of(value, code, role):
    found = [e for e in value.get("entity", []) if e["type"]["code"] == code]
    need(all(e["role"]["code"] in role and "what" in e for e in found), "entity.role or what")
    return found


def disclosure(value, code, action, own):
    need((value["type"]["system"], value["type"]["code"]) == (DICOM, code), "type")
    need(value["action"] == action and "outcome" in value, "action")
    need({"system": TERMS + "iso-21089-lifecycle", "code": "disclose"} in value["subtype"], "subtype")
    ends = {role: typed(value, role) for role in ("110153", "110152")}
    for agents in ends.values():
        need(len(agents) == 1 and "who" in agents[0] and "network" in agents[0], "source or recipient")
    need(ends[own][0]["who"] == value["source"]["observer"], "val-audit-source")
    patient(value)
    need(len(value["entity"]) >= 2, "entity")


def patient(value):
    found = entity_of(value, "1", {"1"})
    need(len(found) == 1 and found[0]["what"].get("type") == "Patient", "entity: patient")


def read(value):
    need(value["type"]["code"] == "rest" and value["action"] == "R", "type")
    need(any(s["code"] == "read" and s["system"] == "http://hl7.org/fhir/restful-interaction"
             for s in value["subtype"]), "subtype")
    need(value["outcome"] == "0", "a reading that failed is recorded otherwise")
    for role in ("110153", "110152"):
        need(len(typed(value, role)) == 1, "client or server")
    users = typed(value, "IRCP", TERMS + "v3-ParticipationType")
    need(len(users) <= 1 and all(u["requestor"] and "network" not in u for u in users), "user")
    need(len(entity_of(value, "2", {"4", "3", "20"})) == 1, "entity: data")


def patient_read(value):
    read(value)
    patient(value)


PROFILES = {
    "PrivacyDisclosure.Source": lambda value: disclosure(value, "110106", "R", "110153"),
    "PrivacyDisclosure.Recipient": lambda value: disclosure(value, "110107", "C", "110152"),
    "Read": read, "PatientRead": patient_read}
