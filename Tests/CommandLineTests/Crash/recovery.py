"""The rehearsal of docs/recovery.md: a key file lost, a passphrase forgotten, a machine dead; with a
recovery identity made for it, and with one from a safe."""

import os
import subprocess
import sys

SCRIPT = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "scripts", "rehearse-recovery")


def rehearse(*words, status=0):
    done = subprocess.run([SCRIPT, *words], capture_output=True, text=True, check=False, timeout=600)
    if done.returncode != status:
        sys.exit(f"\nFAILED: {words}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


subprocess.run(["age-keygen", "-o", "safe.txt"], check=True, capture_output=True)
shown = rehearse("--identity", "safe.txt")
if shown.count("overcome in") != 3 or "all three are overcome" not in shown:
    sys.exit(f"\nFAILED: {shown}")
# An identity that is damaged is found out, before it is needed.
with open("safe.txt", "a", encoding="ascii") as file:
    file.write("AGE-SECRET-KEY-1NOTAKEY\n")
rehearse("--identity", "safe.txt", status=1)
