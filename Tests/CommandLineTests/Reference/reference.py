"""Two homes, and the decoder of docs/reference, for the programs beside this file.

Each program runs in an empty folder of its own, with the decoder's folder in PYTHONPATH.
"""

import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys

from nacl.bindings import crypto_scalarmult_base

import mlkem
import open_home
from formats import BECH32, bech32_checksum

DEVRIES = ["--home", "devries", "--keyfile", "devries.key"]
JANSEN = ["--home", "jansen", "--passphrase-file", "passphrase", "--second-factor", "factor"]
# What is sent: the text, one part of three frames, one of one whole frame, and one of none.
PARTS = {
    "body": b"Rash since Tuesday.\n", "three.bin": hashlib.shake_256(b"three").digest(2_500_000),
    "one.bin": bytes(1_048_576), "none.bin": b""}


def check(holds, words):
    if not holds:
        sys.exit(f"\nFAILED: {words}")


def run(*words, status=0):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    check(done.returncode == status, f"{words[:4]}: {done.returncode}\n{done.stderr}")
    return done


def tacita(*words):
    return run("tacita", *words).stdout


def decoder(what, *words):
    return [sys.executable, "-B", f"{os.path.dirname(open_home.__file__)}/open_{what}.py", *words]


def decode(what, *words):
    """What the decoder shows of an `envelope`, a `home` or a `backup`."""
    return json.loads(run(*decoder(what, *words)).stdout)


def refuses(name, what, *words):
    done = run(*decoder(what, *words), status=1)
    check(done.stderr == f"refused: {name}\n", f"{words}: {done.stderr}instead of {name}")


def write(name, data):
    with open(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def check_parts(parts):
    """Whether these are all of PARTS, as far as sizes and digests tell."""
    check([part["name"] for part in parts] == list(PARTS), parts)
    for part in parts:
        data = PARTS[part["name"]]
        check(part["size"] == len(data), part)
        check(part["sha256"] == hashlib.sha256(data).hexdigest(), part)


# The scene


def make_homes():
    """Two people who know each other, with slots of every kind."""
    os.umask(0o077)
    os.mkdir("spool")
    write("passphrase", b"a passphrase of some length\n")
    for name, data in PARTS.items():
        write(name, data)
    tacita("keygen", "--name", "A. de Vries", *DEVRIES, "--recovery", hybrid_identity("hybrid.txt"))
    tacita("key", "add", "passphrase", "--new-passphrase-file", "passphrase", *DEVRIES)
    run("age-keygen", "-o", "classical.txt")
    recipient = run("age-keygen", "-y", "classical.txt").stdout.strip()
    recovery = ["--recovery", recipient, "--classical-recovery"]
    tacita("keygen", "--name", "B. Jansen", *JANSEN, *recovery)
    for home in (DEVRIES, JANSEN):
        tacita("config", "set", "route", f"spool:{os.getcwd()}/spool", *home[:2])
        write(f"{home[1]}.card", tacita("card", *home).encode())
    introduce(DEVRIES, "jansen")
    introduce(JANSEN, "devries")


def introduce(home, other):
    shown = tacita("card", "--show", f"{other}.card").splitlines()
    groups = next(line for line in shown if line.startswith("fingerprint")).split(maxsplit=1)[1]
    tacita("contact", "add", "--as", other, "--fingerprint", groups, f"{other}.card", *home)


def identity_of(name):
    return json.loads(read(f"{name}.card").split(b"\n")[1])["identity"]


def hybrid_identity(name):
    """Writes a file as `age-keygen -pq` of age 1.3 does; returns the recipient."""
    seed = os.urandom(32)
    write(name, bech32("age-secret-key-pq-", seed).upper().encode() + b"\n")
    expanded = hashlib.shake_256(seed).digest(96)
    return bech32("age1pq", mlkem.key(expanded[:64])[1] + crypto_scalarmult_base(expanded[64:]))


def bech32(prefix, data):
    bits = "".join(f"{byte:08b}" for byte in data)
    groups = [int(bits[i : i + 5].ljust(5, "0"), 2) for i in range(0, len(bits), 5)]
    checksum = bech32_checksum(prefix, groups + [0] * 6) ^ 1
    groups += [checksum >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{prefix}1" + "".join(BECH32[group] for group in groups)


def send():
    """A large message and a small one from A. de Vries; their envelopes get these names."""
    attached = [word for name in list(PARTS)[1:] for word in ("--attach", name)]
    tacita(
        "send", "--to", "jansen", "--body", "body", *attached, "--subject", "Mrs. K., room 4",
        "--priority", "urgent", "--patient", "p14NN4355J1KKFFSCY3CM5KGDQWC", *DEVRIES)
    tacita("send", "--to", "jansen", "--body", "body", *DEVRIES)
    small, large = sorted(glob.glob("spool/mailboxes/*/new/*.age"), key=os.path.getsize)
    shutil.copy(small, "small")
    shutil.copy(large, "large")
