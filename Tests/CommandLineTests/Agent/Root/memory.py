"""The master key lies in locked memory alone, in the agent and in the verbs, and is wiped when it is
forgotten: what is seen by root, who reads all memory.

The key is known from a recovery slot, opened by stock age.
"""

import base64
import ctypes
import json
import os
import subprocess

from agent import (
    ask, check, count_in_memory, FOLDER, gone, keygen, no_agents_left, path_of, re, signal,
    tacita, time, unlock, unlock_with_pin)

PIN = "Pq7-52946183"
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
TRACEME, CONT, SEIZE, SETOPTIONS = 0, 7, 0x4206, 0x4200
TRACEEXIT = 0x40
EXITING = signal.SIGTRAP | (6 << 8)


def ptrace(request, pid, data=0):
    check(libc.ptrace(request, pid, None, data) == 0, os.strerror(ctypes.get_errno()))


def master_key():
    """M, as stock age finds it in the recovery slot."""
    with open("home/keyslots.json", encoding="utf-8") as file:
        slots = json.load(file)["slots"]
    sealed = next(base64.b64decode(slot["age"]) for slot in slots if slot["kind"] == "recovery")
    opened = subprocess.run(
        ["age", "-d", "-i", "recovery.age"], input=sealed, capture_output=True, check=True)
    return bytes.fromhex(opened.stdout.decode().split()[2])


def at_its_end(pid, act):
    """Stops the process in the midst of its exit, when all its memory is still there; `act` brings
    it to that. Returns how often the key lies in locked memory and in other."""
    ptrace(SEIZE, pid, TRACEEXIT)
    act()
    while True:
        _, status = os.waitpid(pid, 0x40000000)
        check(os.WIFSTOPPED(status), "it ended unseen")
        if status >> 8 == EXITING:
            found = count_in_memory(pid, M)
            ptrace(CONT, pid)
            return found
        ptrace(CONT, pid, os.WSTOPSIG(status) if status >> 16 == 0 else 0)


def of_a_verb(words):
    """The same for a verb, from its start to its end."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(read, 0)
        os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
        os.close(read)
        os.close(write)
        libc.ptrace(TRACEME, 0, None, None)
        os.execvp("tacita", ["tacita", *words.split()])
    os.waitpid(pid, 0)
    ptrace(SETOPTIONS, pid, TRACEEXIT)
    ptrace(CONT, pid)
    os.write(write, b"text\n")
    os.close(write)
    os.close(read)
    while True:
        _, status = os.waitpid(pid, 0)
        check(os.WIFSTOPPED(status), "it ended unseen")
        if status >> 8 == EXITING:
            found = count_in_memory(pid, M)
            ptrace(CONT, pid)
            _, status = os.waitpid(pid, 0)
            return found, os.waitstatus_to_exitcode(status)
        ptrace(CONT, pid, os.WSTOPSIG(status) if os.WSTOPSIG(status) != signal.SIGTRAP else 0)


with no_agents_left():
    os.makedirs("spool")
    subprocess.run(["age-keygen", "-o", "recovery.age"], capture_output=True, check=True)
    with open("recovery.age", encoding="ascii") as file:
        recipient = re.search(r"age1\S+", file.read())[0]
    keygen(more=f"--recovery {recipient} --classical-recovery --route spool:{FOLDER}/spool")
    M = master_key()
    tacita("keygen --name Other -q --home other --keyfile other.key")
    tacita("card --home other --keyfile other.key > other.card")
    tacita("contact add --as other other.card -q --keyfile home.key")

    # Held open: in locked memory, however often it was asked for.
    pid = unlock()
    for _ in range(20):
        check(ask(b"K") == (0, M), "what the agent hands out is not the master key")
        tacita("list --no-input")
    locked, other = count_in_memory(pid, M)
    check(locked > 0, "the key is not where it should be: the search is worth nothing")
    check(other == 0, f"{other} copies outside locked memory")
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        status = file.read()
    check(int(re.search(r"VmLck:\s+(\d+)", status)[1]) > 0, "no memory is locked")
    # Once it listens it starts nothing, and connects to nobody.
    check(re.search(r"NoNewPrivs:\s+1", status), "it can gain rights by starting a program")
    check(re.search(r"Seccomp:\s+2", status), "its calls are not filtered")

    # Wiped at the end, whatever ends it.
    for words, act in [("lock", lambda: ask(b"L")), ("SIGTERM", lambda: os.kill(pid, signal.SIGTERM))]:
        check(count_in_memory(pid, M)[0] > 0, "no key to be wiped")
        found = at_its_end(pid, act)
        check(found == (0, 0), f"after {words} the key is in memory: {found}")
        gone(pid)
        pid = unlock()
    tacita("lock")

    # Closed by idleness, with a PIN: sealed only. Opened by the PIN: as before.
    pid = unlock_with_pin(PIN, "--keyfile home.key --idle 2s")
    locked, other = count_in_memory(pid, M)
    check(locked > 0 and other == 0, f"open: {locked} locked, {other} not")
    time.sleep(3)
    found = count_in_memory(pid, M)
    check(found == (0, 0), f"closed, the key is in memory: {found}")
    check(ask(b"P", b"0000") == (2, b"\4"), "a wrong PIN")
    found = count_in_memory(pid, M)
    check(found == (0, 0), f"after a wrong PIN the key is in memory: {found}")
    for _ in range(10):
        check(ask(b"P", PIN.encode()) == (0, M), "the right PIN")
        locked, other = count_in_memory(pid, M)
        check(other == 0, f"opened again: {other} copies outside locked memory")
        if locked:
            break
    # On a busy machine two seconds may pass before its memory is read.
    check(locked > 0, "opened again, the key is not where it should be")
    check(count_in_memory(pid, PIN.encode()) == (0, 0), "the PIN is in memory")
    # The fifth wrong one, while it is open.
    path = path_of()
    for _ in range(4):
        check(ask(b"P", b"0000", path)[0] == 2, "a wrong PIN")
    found = at_its_end(pid, lambda: ask(b"P", b"0000", path))
    check(found == (0, 0), f"after the fifth wrong PIN the key is in memory: {found}")
    gone(pid)

    # Verbs: with the key file, from the agent, and the one that hands it to the agent.
    seen = 0
    for words in ["unlock --keyfile home.key", "list --keyfile home.key", "list", "card",
                  "send --to other --allow-unverified test", "receive", "config set horizon 21d",
                  "key list", "status", "backup saved", "key add keyfile more.key --keyfile home.key",
                  f"key add recovery {recipient} --classical-recovery --keyfile home.key",
                  "restore saved --home restored --keyfile home.key",
                  "restore saved --home recovered --recovery-identity recovery.age",
                  "key rekey --keyfile home.key --drop-others"]:
        (locked, other), status = of_a_verb(words)
        check(status == 0, f"{words}: status {status}")
        check(other == 0, f"{words}: {other} copies outside locked memory")
        seen += locked
    check(tacita("list --no-input", 77) is not None, "the agent has a key that is replaced")
