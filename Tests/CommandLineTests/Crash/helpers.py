"""A route whose helper is killed at any moment, of those who send and of one who follows: nothing is
lost, and nothing is told twice. A helper gets no key, and opens nothing of the home."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from crash import PATIENCE, RANDOM, acquaint, at, check, command, expect_sound, keygen, receptions, texts

COUNT = int(os.environ.get("TACITA_HELPERS", "24"))
EXAMPLES = Path(__file__).resolve().parents[3] / "docs/examples"
os.environ["PATH"] = f"{EXAMPLES}:{os.environ['PATH']}"


def below(process):
    """The processes that a process started, and those that they started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == process:
            found += [int(folder.name), *below(int(folder.name))]
    return found


def helpers(process):
    for number in below(process):
        try:
            words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"helper-keep" not in words and any(b"tacita-transport" in word for word in words):
            yield number


def strike(process):
    for number in helpers(process):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            pass


os.makedirs("ward")
for name in ("vries", "jansen"):
    keygen(name, "--route", f"example:{os.getcwd()}/ward")
acquaint("vries", "jansen")
for name in ("vries", "jansen"):
    at(name, "receive")

with open("told", "w", encoding="utf-8") as told, open("errors", "w", encoding="utf-8") as errors:
    reader = subprocess.Popen(
        command(["receive", "--follow", "--json", "--home", "jansen", "--keyfile", "jansen.key"]),
        stdout=told, stderr=errors, start_new_session=True)
    time.sleep(1)

    # What the helper has: three streams, and no file of the home.
    [helper] = helpers(reader.pid)
    files = sorted(os.listdir(f"/proc/{helper}/fd"))
    check(files == ["0", "1", "2"], f"the helper's descriptors: {files}")
    check(b"jansen.key" not in Path(f"/proc/{helper}/environ").read_bytes(), "its environment")

    struck, statuses = 0, []
    for number in range(COUNT):
        sender = subprocess.Popen(
            command(["send", "--to", "jansen", "--allow-unverified", "test", "--queue", "--home", "vries",
                     "--keyfile", "vries.key", "--body", "-"]),
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sender.stdin.write(f"text {number}".encode())
        sender.stdin.close()
        time.sleep(RANDOM.random() * 0.5)
        if number % 2:
            strike(sender.pid)
        if number % 3 == 0:
            struck += 1
            strike(reader.pid)
        statuses.append(sender.wait(timeout=PATIENCE))
    check(set(statuses) == {0}, f"send ended with {set(statuses)}")

    # What waits goes out, and comes in.
    for _ in range(20):
        at("vries", "receive", status=None)
        if '"toGoOut":0' in at("vries", "status", "--json"):
            break
    for _ in range(PATIENCE):
        if len(texts("jansen")) >= COUNT:
            break
        time.sleep(1)
    check(reader.poll() is None, f"receive --follow ended with {reader.poll()}")
    reader.send_signal(signal.SIGTERM)
    ended = reader.wait(timeout=PATIENCE)
    check(ended == 0, f"receive --follow ended with {ended}: {Path('errors').read_text()}")

check(not receptions("jansen"), "something came once more")
wanted = sorted(f"text {number}" for number in range(COUNT))
check(texts("jansen") == wanted, f"{texts('jansen')}")
with open("told", encoding="utf-8") as told:
    seen = [one["id"] for one in map(json.loads, told) if one["schema"] == "tacita/receive/1"]
check(sorted(seen) == sorted(set(seen)) and len(seen) == COUNT, f"{len(seen)} told, {len(set(seen))} different")
check(not list(Path("ward/mail").rglob("*.age")), "mail is left")
for name in ("vries", "jansen"):
    expect_sound(name)
print(f"{COUNT} messages, helpers of the reader killed {struck} times")
