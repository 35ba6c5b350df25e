#!/usr/bin/env python3
"""Opens an envelope with one prekey. See README.md beside this."""

import argparse
import json
import sys
import time
from hashlib import sha256

from formats import Refusal, unix_seconds
from message import Prekey, Reader, open_envelope

parser = argparse.ArgumentParser(description="Opens an envelope with one prekey.")
parser.add_argument("envelope")
parser.add_argument("--prekey", metavar="FILE", required=True,
                    help="64 bytes: the X-Wing seed and the X25519 hint secret")
parser.add_argument("--day", type=int, required=True, help="the day of the prekey")
parser.add_argument("--reader", metavar="IDENTITY", help="whose prekey it is; not checked without")
parser.add_argument("--contact", metavar="IDENTITY", action="append",
                    help="who may write; not checked without")
parser.add_argument("--retention", metavar="DAYS", type=int, default=30)
parser.add_argument("--now", metavar="TIME", type=unix_seconds, default=int(time.time()))
options = parser.parse_args()

with open(options.prekey, "rb") as file:
    secret = file.read()
with open(options.envelope, "rb") as file:
    envelope = file.read()
if len(secret) != 64:
    sys.exit("the prekey is not 64 bytes")
prekey = Prekey(options.day, secret[:32], secret[32:], options.day + options.retention)
reader = Reader(
    [prekey], options.now, options.retention, options.reader,
    set(options.contact) if options.contact else None)
try:
    message = open_envelope(envelope, reader)
except Refusal as refusal:
    sys.exit(f"refused: {refusal}")
parts = [
    {"name": told["name"], "type": told["type"], "size": len(part),
     "digest": message.part_digest(i), "sha256": sha256(part).hexdigest()}
    for i, (told, part) in enumerate(zip(message.head["parts"], message.parts))]
json.dump({"head": message.head, "parts": parts}, sys.stdout, indent=2, ensure_ascii=False)
print()
