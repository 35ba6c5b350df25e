"""Curious eyes: no secret and no plaintext in the home, the spool, arguments, environment, error
texts or memory that can be swapped or dumped; large attachments pass once, in little memory, and in
the clear only to where they are wanted."""

import base64
import ctypes
import ctypes.util
import json
import os
import re
import shutil
import subprocess
import sys
import time

from crash import PATIENCE, at, check, command, pair, rows, tacita, traced, waiting

SIZE = int(os.environ.get("TACITA_ATTACHMENT", "64")) << 20
# What a program may have resident, in KiB: 64 MiB.
RESIDENT = 64 << 10
MARK = b"PLAINTXT"
PASSPHRASE = "a lantern over the quiet harbour 5312"
TEXT = "Mrs Xanthippe has varicella zoster\n"
SUBJECT = "zoster of Xanthippe"
FILE = "xanthippe-zoster.jpg"

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))


def opened(blob, key, data):
    """The plaintext of a sealed blob."""
    plain = ctypes.create_string_buffer(len(blob) - 40)
    failed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, blob[24:], ctypes.c_ulonglong(len(blob) - 24), data,
        ctypes.c_ulonglong(len(data)), blob[:24], key)
    check(not failed, "the test cannot open what it should")
    return plain.raw


def subkey(master, number):
    key = ctypes.create_string_buffer(32)
    sodium.crypto_kdf_derive_from_key(key, ctypes.c_size_t(32), ctypes.c_uint64(number), b"tacita_1", master)
    return key.raw


def master_key(home):
    """M, from the slot of the key file, and the vault's id."""
    with open(f"{home}/keyslots.json", encoding="utf-8") as file:
        slots = json.load(file)
    with open(f"{home}.key", "rb") as file:
        key = file.read()
    vault = bytes.fromhex(slots["vault"])
    slot = next(slot for slot in slots["slots"] if slot["kind"] == "keyfile")
    data = b"tacita/v1/slot\0" + vault + bytes.fromhex(slot["id"]) + b"\2" + bytes(4 + 8 + 16 + 1)
    sealed = slot["sealed"]
    return opened(base64.b64decode(sealed + "=" * (-len(sealed) % 4)), key, data), vault


def place(vault, table, column, day, key):
    return b"".join([
        b"tacita/v1/row\0", vault, table, b"\0", column, b"\0", day.to_bytes(4, "big"), key])


def secrets(home):
    """All that a home must not show, by what it is."""
    master, vault = master_key(home)
    found = {"M": master}
    # Subkey 5 lies in the clear, so that a locked home can be backed up.
    for number in (1, 2, 3, 4, 6, 7):
        found[f"subkey {number}"] = subkey(master, number)
    days = {}
    for day, blob in rows(f"{home}/keys.db", "SELECT day, key FROM dayKeys"):
        data = place(vault, b"dayKeys", b"key", 0xFFFFFFFF, day.to_bytes(8, "big"))
        days[day] = found[f"key of day {day}"] = opened(blob, subkey(master, 1), data)
    prekeys = "SELECT day, generation, expiryDay, secret FROM prekeys"
    for day, generation, end, blob in rows(f"{home}/keys.db", prekeys):
        key = day.to_bytes(8, "big") + generation.to_bytes(8, "big")
        seeds = opened(blob, days[end], place(vault, b"prekeys", b"secret", end, key))
        found[f"prekey of day {day}"] = seeds[:32]
        found[f"hint key of day {day}"] = seeds[32:]
    [(blob,)] = rows(f"{home}/keys.db", "SELECT value FROM settings WHERE name = 'identity'")
    data = place(vault, b"settings", b"value", 0xFFFFFFFF, b"identity")
    found["identity"] = opened(blob, subkey(master, 3), data)
    for key, day, blob in rows(f"{home}/vault.db", "SELECT rowKey, expiryDay, fileKey FROM messages"):
        data = place(vault, b"messages", b"fileKey", day, key)
        found[f"file key {key.hex()[:8]}"] = opened(blob, days[day], data)
    return found


PLAIN = {
    "passphrase": PASSPHRASE.encode(), "text": TEXT.strip().encode(), "subject": SUBJECT.encode(),
    "file name": FILE.encode(), "attachment": MARK * 2,
}


def forms(secret):
    """A secret as bytes, and as those who print bytes would."""
    encoded = base64.b64encode(secret).rstrip(b"=")
    return [secret, secret.hex().encode(), secret.hex().upper().encode(), encoded[:-1]]


def expect_none(content, known, where):
    for name, secret in known.items():
        for form in forms(secret):
            check(form not in content, f"{name} is in {where}")


def expect_sealed(folder, known):
    seen = 0
    for above, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                content = file.read()
            seen += len(content)
            expect_none(content + path.encode(), known, path)
    return seen


# Homes with every way in, and mail between them.
pair()
with open("passphrase", "w", encoding="utf-8") as file:
    file.write(PASSPHRASE + "\n")
os.chmod("passphrase", 0o600)
at("jansen", "key", "add", "passphrase", "--new-passphrase-file", "passphrase", "-q")
with open(FILE, "wb") as file:
    file.write(MARK * 20_000)
SEND = ("send", "--to", "jansen", "--allow-unverified", "test")
at("vries", *SEND, "--subject", SUBJECT, stdin=TEXT)
at("vries", *SEND, "--attach", FILE, stdin=TEXT)
at("jansen", "receive")
at("vries", *SEND, "--attach", FILE, stdin=TEXT)
at("vries", *SEND, stdin=TEXT)

# At rest.
known = {**secrets("vries"), **{f"{name} (2)": key for name, key in secrets("jansen").items()}}
seen = sum(expect_sealed(folder, {**known, **PLAIN}) for folder in ("vries", "jansen", "spool"))
tacita("backup", "repository", "--home", "jansen")
seen += expect_sealed("repository", {**known, **PLAIN})
print(f"{len(known) + len(PLAIN)} secrets are not in {seen} bytes of homes, spool and backup")

# In words.
told = b""
with open("wrong", "w", encoding="utf-8") as file:
    file.write("not " + PASSPHRASE)
os.chmod("wrong", 0o600)
with open("damaged.age", "wb") as file:
    file.write(b"age-encryption.org/v1\n" + MARK)
for words in (
        ("list", "--home", "jansen", "--passphrase-file", "wrong", "--no-agent"),
        ("receive", "--home", "jansen", "--keyfile", "jansen.key", "damaged.age"),
        ("show", "0000", "--home", "jansen", "--keyfile", "jansen.key"),
        (*SEND, "--to", "nobody", "--home", "vries", "--keyfile", "vries.key"),
        (*SEND, "--attach", "nothing", "--home", "vries", "--keyfile", "vries.key"),
        (*SEND, "--attach", "passphrase/x", "--home", "vries", "--keyfile", "vries.key"),
        ("restore", "repository", "--home", "other", "--passphrase-file", "wrong"),
        ("export", "@last", "--format", "nothing", "--home", "jansen", "--keyfile", "jansen.key")):
    done = subprocess.run(
        command(words), input=TEXT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    check(done.returncode, f"{words}: succeeds")
    told += (done.stdout + done.stderr).encode()
expect_none(told, {**known, **PLAIN}, "errors")


# In running programs.
def regions(process):
    """The memory of a process: address, size, flags as the kernel tells them."""
    with open(f"/proc/{process}/smaps", encoding="utf-8") as lines:
        for line in lines:
            if bounds := re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S{4})", line):
                start, end = (int(bound, 16) for bound in bounds.groups()[:2])
                rights = bounds.group(3)
            elif line.startswith("VmFlags:") and rights.startswith("r"):
                yield start, end - start, line.split()[1:]


def look(process, known):
    """How often each key lies in memory that is locked and left out of dumps, and where one lies that
    is not."""
    places, open_places = {}, []
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for start, size, flags in regions(process):
            if "io" in flags or "pf" in flags:
                continue
            try:
                memory.seek(start)
                content = memory.read(size)
            except (OSError, OverflowError):
                continue  # the kernel's own pages
            for name, secret in known.items():
                if secret in content:
                    if "lo" not in flags or "dd" not in flags:
                        open_places.append(f"{name}, {flags}, at {start:x}")
                    places[name] = places.get(name, 0) + 1
    return places, open_places


def expect_guarded(process, known):
    """Once it has come to rest a program has keys only in guarded memory; how much is locked, in KiB.
    On a busy machine it may still be at work on what it has told of."""
    for _ in range(PATIENCE):
        places, open_places = look(process, known)
        if not open_places:
            break
        time.sleep(1)
    check(not open_places, f"in open memory of the program: {open_places}")
    with open(f"/proc/{process}/status", encoding="utf-8") as status:
        locked = next(int(line.split()[1]) for line in status if line.startswith("VmLck"))
    return places, locked


def expect_discreet(process, known):
    for name in ("cmdline", "environ"):
        with open(f"/proc/{process}/{name}", "rb") as file:
            expect_none(file.read(), known, f"{name} of the program")


follower = subprocess.Popen(
    ["tacita", "receive", "--follow", "--json", "--home", "jansen", "--passphrase-file", "passphrase",
     "--no-agent"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    for _ in range(2):
        check("Xanthippe" in follower.stdout.readline(), "nothing received")
    if os.geteuid() == 0:
        time.sleep(1)
        keys = secrets("jansen")
        expect_discreet(follower.pid, {**keys, **PLAIN})
        places, locked = expect_guarded(
            follower.pid, {**keys, "passphrase": PASSPHRASE.encode()})
        check(places.get("M"), "the program does not hold M: nothing was looked at")
        check(locked > 0, "no memory is locked")
        print(f"receive --follow: {sum(places.values())} keys, all in {locked} KiB of locked memory")
        if shutil.which("gcore"):
            subprocess.run(["gcore", "-o", "core", str(follower.pid)], capture_output=True, check=True)
            with open(f"core.{follower.pid}", "rb") as file:
                core = file.read()
            os.remove(f"core.{follower.pid}")
            expect_none(core, keys, "the core")
            print(f"none of {len(keys)} keys in a core of {len(core)} bytes")
    else:
        print("skipped: memory of programs, which only root can read")
finally:
    follower.terminate()
    follower.wait()


# A large attachment: read once, in little memory, in the clear only to where it is wanted.
def passed(*words, **options):
    """Runs tacita: how many bytes it read of each file, and to which files it wrote MARK."""
    calls = "read,pread64,readv,write,pwrite64,writev,copy_file_range,sendfile,splice"
    read, clear = {}, set()
    for name, arguments, count in traced(*words, calls=calls, shown=256, **options):
        path = os.path.relpath(re.match(r"\d+<([^>]*)>", arguments).group(1))
        if "read" in name:
            read[path] = read.get(path, 0) + count
        elif "write" in name and MARK.decode() in arguments:
            clear.add(path)
        elif "write" not in name:
            check(path != "large.bin", f"copied in the clear: {arguments}")
    return read, clear


# A program counts what the one that began it had resident: hence a small one between.
MEASURE = """
import os, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
"""


def resident(*words, stdin=None):
    """Runs tacita; the most memory that it had resident, in KiB."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, "tacita", *words], input=stdin, capture_output=True,
        text=True, check=False)
    check(done.returncode == 0, f"{words}: {done.returncode}\n{done.stderr}")
    return int(done.stdout)


with open("large.bin", "wb") as file:
    for _ in range(SIZE >> 20):
        file.write(MARK * (1 << 17))
VRIES = ("--home", "vries", "--keyfile", "vries.key")
JANSEN = ("--home", "jansen", "--keyfile", "jansen.key")
OUT = (*SEND, "--attach", "large.bin", *VRIES)
SHOW = ("show", "@last", "--part", "1", *JANSEN, "-o")

read, clear = passed(*OUT, stdin=TEXT)
check(read["large.bin"] == SIZE, f"{read['large.bin']} bytes read of {SIZE}")
check(not clear, f"sending writes plaintext to {clear}")
[envelope] = waiting()
size = os.path.getsize(envelope)
read, clear = passed("receive", *JANSEN)
check(read[envelope] == size, f"{read[envelope]} bytes read of an envelope of {size}")
check(not clear, f"receiving writes plaintext to {clear}")
_, clear = passed(*SHOW, "out.bin")
# A file in the folder of the output that gets its name when it is whole. Until then it has none, or
# one of its own where the file system needs it.
aside = {path for path in clear if re.fullmatch(r"#\d+|\.out\.bin\..*", path)}
check(aside and clear == aside, f"showing writes plaintext to {clear}")
subprocess.run(["cmp", "large.bin", "out.bin"], check=True)
check(not [name for name in os.listdir() if name.startswith(".out")], "a draft is left")
os.remove("out.bin")
print(f"{SIZE >> 20} MiB read once, out and in; in the clear only to -o")

used = [resident(*OUT, stdin=TEXT), resident("receive", *JANSEN), resident(*SHOW, "out.bin")]
check(max(used) <= RESIDENT, f"resident to send, receive and show: {used} KiB")
print(f"resident to send, receive and show: {used} KiB")
