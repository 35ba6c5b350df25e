"""What hl7apy does not check of an MDM^T02: order, tables, set ids, escapes. Written from HL7 v2.5.1,
chapters 2 and 9."""

import base64
import re

ORDER = ["MSH", "EVN", "PID", "PV1", "TXA"]
ESCAPE = re.compile(r"\\(?:([FSTRE])|X((?:[0-9A-F]{2})+))\\")
ESCAPED = {"F": "|", "S": "^", "T": "&", "R": "~", "E": "\\"}
TIME = re.compile(r"\d{14}\+0000")
TABLES = {"PV1-2": set("EIOPRBCNU"), "TXA-2": {"CN"}, "TXA-3": {"AP", "AU", "FT", "IM", "TEXT"},
          "TXA-17": {"DI", "DO", "IP", "IN", "PA", "AU", "LA"}, "TXA-19": {"AV", "CA", "OB", "UN"}}


class Invalid(Exception):
    """A message breaks a rule."""


def need(holds, what):
    if not holds:
        raise Invalid(what)


def text(value):
    """What an escaped value says; every backslash must belong to an escape."""
    need("\\" not in ESCAPE.sub("", value), f"a stray backslash in {value[:60]!r}")
    parts = ESCAPE.sub(lambda m: ESCAPED[m[1]] if m[1] else bytes.fromhex(m[2]).decode(), value)
    return parts


def lines(value):
    """The text of a TX, whose repetitions are its lines."""
    return "\n".join(text(line) for line in value.split("~"))


def check(message):
    """The segments as lists of fields, counted as in the standard. Raises Invalid."""
    need(message.endswith("\r"), "the last segment does not end")
    need(not re.search("[\0-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", message), "a control character")
    segments = [segment.split("|") for segment in message.split("\r")[:-1]]
    names = [fields[0] for fields in segments]
    need(names[:5] == ORDER, f"the segments begin {names[:5]}")
    need(len(names) > 5 and set(names[5:]) == {"OBX"}, f"after TXA comes {set(names[5:])}")
    segments[0].insert(1, "|")
    msh, evn, pid, pv1, txa = segments[:5]
    need(msh[2] == "^~\\&" and msh[9] == "MDM^T02^MDM_T02" and msh[12] == "2.5.1", "MSH")
    need(re.fullmatch("[0-9a-f]{20}", msh[10]) and msh[11] == "P", "MSH-10, MSH-11")
    need(msh[18] == "UNICODE UTF-8", "MSH-18")
    for name, value in (("MSH-7", msh[7]), ("EVN-2", evn[2]), ("TXA-4", txa[4]), ("TXA-6", txa[6])):
        need(TIME.fullmatch(value), f"{name} {value}")
    for number in (one.split("^") for one in pid[3].split("~")):
        need(number[0] and number[3] and number[4] in {"NI", "MR", "NNNLD"}, "PID-3")
    need(pid[5], "PID-5")
    for segment, fields in (("PV1", pv1), ("TXA", txa)):
        for name, codes in TABLES.items():
            if name.startswith(segment):
                need(fields[int(name[4:])] in codes, f"{name} {fields[int(name[4:])]}")
    # An authenticated document says who did it, and when (TXA-22).
    need(TIME.fullmatch(txa[22].split("^")[14]), "TXA-22")
    need(txa[9] == txa[5] and txa[12].split("^")[0], "TXA-9, TXA-12")
    for number, fields in enumerate(segments[5:], 1):
        need(fields[1] == str(number), f"OBX-1 of number {number}")
        need(fields[2] in {"TX", "ST", "ED"} and fields[11] == "F", f"OBX-2 or OBX-11 of {number}")
        need(len(fields) == 12, f"fields of OBX {number}")
        if fields[2] == "ED":
            parts = fields[5].split("^")
            need(len(parts) == 5 and parts[1] in {"AP", "AU", "IM", "TEXT"} and parts[3] == "Base64",
                 f"ED of {number}")
            base64.b64decode(parts[4], validate=True)
        elif fields[2] == "ST":
            need(not re.search(r"[~^&]", fields[5]), f"ST of {number}")
            text(fields[5])
    return segments


def facts(segments):
    """Texts of OBX by code; of attachments, lists."""
    found = {}
    for fields in segments[5:]:
        code = fields[3].split("^")[0]
        if fields[2] == "ED":
            found.setdefault(code, []).append(base64.b64decode(fields[5].split("^")[4]))
        elif fields[4]:
            found.setdefault(code, []).append(text(fields[5]))
        else:
            found[code] = lines(fields[5]) if fields[2] == "TX" else text(fields[5])
    return found
