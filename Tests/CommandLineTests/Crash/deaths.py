"""Processes that read strangers' pictures, and die at one: by an assertion, a wrong address, a limit, a
kill. That picture is refused with status 65 and a line that says so, nothing of it is written, the next
one of a batch is done, and no process is left.

Packages: ffmpeg.
"""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
PATIENCE = 120
TRIES = 20
# Every helper that was seen, and what worked below it.
SEEN = set()


def check(fact, what):
    if not fact:
        raise SystemExit(f"deaths: {what}")


def die(number):
    return lambda process: os.kill(process, number)


def lacks_memory(process):
    resource.prlimit(process, resource.RLIMIT_AS, (1 << 20, 1 << 20))


# What ends a process that has a fault, or worked for too long.
DEATHS = {
    "assertion": die(signal.SIGABRT), "address": die(signal.SIGSEGV), "call": die(signal.SIGSYS),
    "kill": die(signal.SIGKILL), "time": die(signal.SIGXCPU),
}


def below(process):
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(number) for number in told.split()]


def words_of(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def helper(run, program):
    """The process of a program, such as `tacita-video decode`, that stays between pictures."""
    wanted = program.split()
    for process in below(run.pid):
        words = words_of(process)
        if words and os.path.basename(words[0]) == wanted[0] and words[1:1 + len(wanted[1:])] == wanted[1:]:
            return process
    return None


def strike(run, program, death, self_too):
    """Lets the process die that works on a picture, or the one above it. False when it was done
    before."""
    while run.poll() is None:
        above = helper(run, program)
        workers = below(above) if above else []
        SEEN.update([above, *workers])
        if workers:
            try:
                death(above if self_too else workers[0])
            except ProcessLookupError:
                return False
            return True
        time.sleep(0.001)
    return False


def struck(words, program, name, death, self_too=False):
    """A run at which a process died."""
    for _ in range(TRIES):
        shutil.rmtree("out", ignore_errors=True)
        os.mkdir("out")
        with subprocess.Popen(["tacita", "blur", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, start_new_session=True) as run:
            done = strike(run, program, death, self_too)
            output, errors = run.communicate(timeout=PATIENCE)
            # Otherwise it had what it needed before the limit, or the signal came too late.
            if done and run.returncode != 0:
                return run.returncode, output, errors
    raise SystemExit(f"deaths: {program} was never struck in time by {name}: {words}")


def one(program, words, suffix, name, death, self_too=False):
    status, output, errors = struck([*words, "-o", "out/it" + suffix], program, name, death,
                                    self_too)
    about = f"{program}, {name}: {status}: {errors}"
    check(status == 65, about)
    check(output == "" and os.listdir("out") == [], f"{about}: {os.listdir('out')}")
    lines = errors.splitlines()
    check(lines[0].startswith("tacita: error: ") and len(lines) <= 2, about)
    check(re.search(r"damaged|ran into a limit|too large", lines[0]), about)


def batch(program, words, name, death):
    """The picture at which it dies, and one behind it."""
    words = ["--region", "9x9+0+0", *words, "later" + os.path.splitext(words[-1])[1], "--json",
             "--out-dir", "out"]
    status, output, errors = struck(words, program, name, death)
    lines = [json.loads(line) for line in output.splitlines()]
    about = f"{program}, {name}, a batch: {status}: {errors}"
    check(status == 65 and len(os.listdir("out")) == 1, about)
    check((lines[-1]["done"], lines[-1]["refused"]) == (1, 1), f"{about}: {lines[-1]}")


def make():
    size = "testsrc2=size=3200x2400,noise=alls=30"
    quiet = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i"]
    subprocess.run([*quiet, size, "-frames:v", "1", "-c:v", "libwebp", "-lossless", "0", "large.webp"],
                   check=True)
    subprocess.run([*quiet, size, "-frames:v", "1", "-q:v", "4", "large.jpg"], check=True)
    subprocess.run([*quiet, "testsrc2=size=640x360:rate=25:duration=6", "-c:v", "libx264", "-preset",
                    "ultrafast", "-pix_fmt", "yuv420p", "large.mp4"], check=True)
    for suffix in ("webp", "mp4"):
        shutil.copy(f"large.{suffix}", f"later.{suffix}")


def main():
    make()
    region = ["--region", "9x9+0+0"]
    kinds = {
        "tacita-decode": ([*region, "large.webp"], ".jpg"),
        "tacita-detect": (["--detect", "codes", "--yes", "large.jpg"], ".jpg"),
        "tacita-video decode": ([*region, "large.mp4"], ".mp4"),
        "tacita-video encode": ([*region, "large.mp4"], ".mp4"),
    }
    for program, (words, suffix) in kinds.items():
        for name, death in DEATHS.items():
            one(program, words, suffix, name, death)
        one(program, words, suffix, "the one above it", DEATHS["kill"], self_too=True)
    # Whatever a picture needs from then on is refused. A video's memory is there before its frames.
    for program in ("tacita-decode", "tacita-detect"):
        one(program, *kinds[program], "memory", lacks_memory)
    batch("tacita-decode", ["large.webp"], "assertion", DEATHS["assertion"])
    batch("tacita-video decode", ["large.mp4"], "address", DEATHS["address"])
    time.sleep(0.5)
    left = [words for process in SEEN - {None} if (words := words_of(process)) and "tacita-" in words[0]]
    check(len(SEEN) > 50 and not left, f"of {len(SEEN)} processes are left: {left}")


main()
