"""Homes and their agents, for the programs beside this file.

Each program runs in an empty folder of its own, which is also HOME.
"""

import contextlib
import glob
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time

FOLDER = os.getcwd()
RUNTIME = os.path.join(FOLDER, "runtime")
os.makedirs(RUNTIME, mode=0o700, exist_ok=True)
os.environ["XDG_RUNTIME_DIR"] = RUNTIME
os.environ["TACITA_HOME"] = os.path.join(FOLDER, "home")

# Seconds after which something is taken to hang. Nothing is ever asserted to be faster.
PATIENCE = 60


def check(holds, words):
    if not holds:
        sys.exit(f"\nFAILED: {words}")


def tacita(words, status=0, patience=PATIENCE, **settings):
    """Runs `tacita WORDS` through a shell, without a terminal; returns what it wrote."""
    settings.setdefault("stdin", subprocess.DEVNULL)
    command = words if words.startswith(("!", "(")) else f"tacita {words}"
    try:
        done = subprocess.run(
            ["/bin/bash", "-c", command.removeprefix("!")], capture_output=True, text=True,
            check=False, timeout=patience, start_new_session=True, **settings)
    except subprocess.TimeoutExpired:
        sys.exit(f"\nFAILED: {words} hangs")
    shown = done.stdout + done.stderr
    if status is not None:
        check(done.returncode == status, f"{words}: status {done.returncode}, not {status}\n{shown}")
    return shown


def keygen(home="home", secret="--keyfile home.key", more=""):
    tacita(f"keygen --name Name -q --home {home} {secret} {more}")


# The agent


def path_of(folder=None):
    found = glob.glob(os.path.join(folder or os.path.join(RUNTIME, "tacita"), "*.sock"))
    check(len(found) == 1, f"sockets: {found}")
    return found[0]


@contextlib.contextmanager
def address(path):
    """Another name for `path`, short enough for a socket."""
    folder = os.open(os.path.dirname(path), os.O_PATH)
    try:
        yield f"/proc/self/fd/{folder}/{os.path.basename(path)}"
    finally:
        os.close(folder)


def connect(path=None):
    """A connection to the agent."""
    connection = socket.socket(socket.AF_UNIX)
    with address(path or path_of()) as short:
        connection.connect(short)
    connection.settimeout(PATIENCE)
    return connection


def pid_of(path=None):
    with connect(path) as connection:
        peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        return struct.unpack("3i", peer)[0]


def ask(kind, content=b"", path=None):
    """One request; the kind of the answer and its content, or None when there is none."""
    with contextlib.suppress(OSError):
        with connect(path) as connection:
            connection.sendall(kind + struct.pack(">I", len(content)) + content)
            answer = b""
            while more := connection.recv(4096):
                answer += more
            if len(answer) >= 5:
                return answer[0], answer[5:]
    return None


def alive(pid):
    """Whether the process runs: neither gone nor waiting to be buried."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_until(holds, words, patience=PATIENCE):
    end = time.monotonic() + patience
    while not holds():
        check(time.monotonic() < end, words)
        time.sleep(0.05)


def is_closed(path):
    """Whether the agent waits for its PIN; asking this is no use of the key."""
    answer = ask(b"S", b"", path)
    return answer is not None and answer[0] == 0 and answer[1][0] == 1


def gone(pid):
    wait_until(lambda: not alive(pid), f"the agent {pid} is still there")


def opens_by_agent(words=""):
    """Whether a verb needs no secret. On a busy machine an agent may be late once, and a verb then
    does without it."""
    for _ in range(10):
        if "error" not in tacita(f"list --no-input {words}", None):
            return True
    return False


def unlock(words="--keyfile home.key"):
    """Starts an agent and returns its process id."""
    tacita(f"unlock {words}")
    return pid_of()


def unlock_with_pin(pin, words="--keyfile home.key"):
    import pexpect

    terminal = pexpect.spawn(
        "/bin/bash", ["-c", f"tacita unlock --pin {words}"], encoding="utf-8", timeout=PATIENCE)
    terminal.expect_exact("PIN: ")
    terminal.sendline(pin)
    terminal.expect_exact("once more: ")
    terminal.sendline(pin)
    terminal.expect(pexpect.EOF)
    terminal.close()
    check(terminal.exitstatus == 0, f"unlock --pin: {terminal.before}")
    return pid_of()  # with a PIN it stays, open or closed


def at_terminal(words, *answers, status=0):
    """Runs a verb at a terminal and answers its questions; returns what it showed."""
    import pexpect

    terminal = pexpect.spawn(
        "/bin/bash", ["-c", f"tacita {words}"], encoding="utf-8", timeout=PATIENCE)
    shown = ""
    for question, answer in answers:
        terminal.expect_exact(question)
        shown += terminal.before
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    shown += terminal.before
    terminal.close()
    check(terminal.exitstatus == status, f"{words}: status {terminal.exitstatus}\n{shown}")
    return shown


# Memory


def mappings(pid):
    """Every mapping that can be read: its start, end, and whether it is locked."""
    found, bounds = [], None
    with open(f"/proc/{pid}/smaps", encoding="utf-8", errors="replace") as file:
        for line in file:
            if match := re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line):
                bounds = (int(match[1], 16), int(match[2], 16), match[3])
            elif line.startswith("VmFlags:") and "r" in bounds[2]:
                found.append((bounds[0], bounds[1], "lo" in line.split()))
    return found


def count_in_memory(pid, secret):
    """How often `secret` lies in locked, and in other memory."""
    locked = other = 0
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end, is_locked in mappings(pid):
            with contextlib.suppress(OSError, OverflowError, ValueError):
                memory.seek(start)
                # One read may give less than was asked for.
                content = b""
                while len(content) < end - start and (more := memory.read(end - start - len(content))):
                    content += more
                if is_locked:
                    locked += content.count(secret)
                else:
                    other += content.count(secret)
    return locked, other


# What an agent may not leave behind


@contextlib.contextmanager
def no_agents_left():
    """Ends the agents of this folder, whatever happens."""
    try:
        yield
    finally:
        for path in glob.glob(f"{FOLDER}/**/*.sock", recursive=True):
            with contextlib.suppress(OSError, SystemExit):
                if (pid := pid_of(path)) != os.getpid():
                    os.kill(pid, signal.SIGKILL)
