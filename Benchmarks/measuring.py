"""The common parts of the benchmarks: the program, commands in turns, ratios.

    TACITA            the program; by default scripts/install makes a release
    TACITA_SCALE      the part of the full sizes to use, by default 1; 0.02 gives a quick result
    TACITA_RUNS       the number of turns for each command, by default 7
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SCALE = float(os.environ.get("TACITA_SCALE", "1"))
RUNS = int(os.environ.get("TACITA_RUNS", "7"))


def scaled(full, least):
    return max(least, round(full * SCALE))


def program():
    if "TACITA" in os.environ:
        return os.path.abspath(os.environ["TACITA"])
    subprocess.run(["scripts/install", ".build-release/installed"], cwd=TOP, check=True,
                   stdout=sys.stderr)
    return str(TOP / ".build-release/installed/bin/tacita")


def install(packages):
    """Installs missing Debian packages; `packages` maps a command to its package."""
    missing = [package for command, package in packages.items() if not shutil.which(command)]
    if missing:
        become = [] if os.geteuid() == 0 else ["sudo"]
        for words in (["update", "-qq"], ["install", "-y", "-qq", *missing]):
            subprocess.run([*become, "apt-get", *words], check=True, stdout=sys.stderr)


def do(*words, **settings):
    """Runs a command that is not measured."""
    settings.setdefault("stdin", subprocess.DEVNULL)
    settings.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(words, check=True, stderr=subprocess.PIPE, **settings).stdout


def timed(*commands):
    """The seconds that the commands take one after another, and the peak memory of one, in MiB."""
    begun, memory = time.perf_counter(), 0
    for words in commands:
        with open(os.devnull, "r+b") as nothing, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                errors.seek(0)
                sys.exit(f"{' '.join(words)}: {process.returncode}\n{errors.read().decode()}")
        memory = max(memory, usage.ru_maxrss / 1024)
    return time.perf_counter() - begun, memory


def compare(title, target, ours, peer, peer_name, runs=RUNS, factor=1.0):
    """Runs `ours` and `peer` in turns; both return what ``timed`` returns. The peer's time is
    multiplied by `factor` if the peer did only a part of the work."""
    own, others = [], []
    for _ in range(runs):
        own.append(ours())
        others.append(peer())
    mine, theirs = [[seconds for seconds, _ in times] for times in (own, others)]
    theirs = [seconds * factor for seconds in theirs]
    ratio = statistics.median(mine) / statistics.median(theirs)

    def words(times):
        return f"{statistics.median(times):.4f} s ({min(times):.4f}–{max(times):.4f})"

    print(f"{title}\n  ratio {ratio:.2f}, target {target}: tacita {words(mine)}, "
          f"{max(memory for _, memory in own):.0f} MiB; {peer_name} {words(theirs)}", flush=True)
