"""The agent keeps nothing of its caller, so that nothing waits for it."""

import contextlib
import os
import shutil
import sqlite3
import subprocess

import pexpect

from agent import (
    alive, check, gone, keygen, no_agents_left, PATIENCE, pid_of, RUNTIME, signal, sys,
    tacita, unlock, wait_until)


def descriptors(pid):
    """What the process holds open, by number."""
    links = {}
    for name in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):
            links[int(name)] = os.readlink(f"/proc/{pid}/fd/{name}")
    return links


def check_detached(pid):
    # The connection by which it was found may not be closed yet.
    wait_until(lambda: len(descriptors(pid)) == 4, f"its descriptors: {descriptors(pid)}")
    links = descriptors(pid)
    streams = [links.pop(number, None) for number in (0, 1, 2)]
    check(streams == ["/dev/null"] * 3, f"its streams: {streams}")
    check(all(link.startswith("socket:") for link in links.values()), f"its descriptors: {links}")
    check(os.readlink(f"/proc/{pid}/cwd") == "/", "its folder")
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    session, terminal = int(fields[3]), int(fields[4])
    check(session == pid and terminal == 0, f"its session {session}, its terminal {terminal}")
    with open(f"/proc/{pid}/environ", "rb") as file:
        check(file.read() == b"", "it has an environment")
    with open(f"/proc/{pid}/limits", encoding="ascii") as file:
        core = next(line for line in file if "core file" in line)
    check(core.split()[4:6] == ["0", "0"], f"it could leave a core: {core}")


with no_agents_left():
    keygen()
    unlocking = "tacita unlock --keyfile home.key"
    # A pipe is read to its end only when nobody holds it any more; other descriptors are inherited.
    for command in [
        f"out=$({unlocking} 2>&1); [[ $out == unlocked* ]]",
        f"{unlocking} | cat",
        f"{unlocking} 2>&1 | cat | cat",
        f"setsid --wait {unlocking} | cat",
        f"exec 7< home.key 9> other 12>&1; {unlocking} | cat",
        f"{unlocking} <&- | cat",
        f"mkdir -p there && cd there && {unlocking} --home ../home --keyfile ../home.key | cat",
        f"trap '' HUP TERM INT; {unlocking} | cat",
    ]:
        command = command.replace("--keyfile home.key --home", "--home")
        try:
            done = subprocess.run(
                ["/bin/bash", "-c", command], capture_output=True, text=True, timeout=PATIENCE,
                check=False, stdin=subprocess.PIPE if "<&-" not in command else None)
        except subprocess.TimeoutExpired:
            sys.exit(f"\nFAILED: {command} hangs")
        check(done.returncode == 0, f"{command}: {done.stderr}")
        pid = pid_of()
        check_detached(pid)
        tacita("status --require-unlocked")
        # The one before it has gone.
        tacita("lock")
        gone(pid)
    os.rmdir("there")

    # As by ssh with a terminal: the session ends with the shell, the agent stays.
    terminal = pexpect.spawn("/bin/bash", ["-c", unlocking], encoding="utf-8", timeout=PATIENCE)
    terminal.expect(pexpect.EOF)
    terminal.close()
    check(terminal.exitstatus == 0, f"at a terminal: {terminal.before}")
    pid = pid_of()
    check_detached(pid)
    tacita("status --require-unlocked")

    # A new one takes the place of the old, which ends.
    new = unlock()
    gone(pid)
    check(new != pid and alive(new), "no new agent")
    # What ends a process ends it cleanly: no socket stays.
    for number in [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]:
        pid = unlock()
        os.kill(pid, number)
        gone(pid)
        check(os.listdir(f"{RUNTIME}/tacita") == [], f"left over after signal {number}")

    # Whatever has become of the home, it can be locked: by a clock that jumped, while others work on
    # it, and damaged.
    pid = unlock()
    tacita("!faketime -f +500d tacita status --no-input", 77)
    tacita("!faketime -f +500d tacita lock")
    gone(pid)
    pid = unlock()
    busy = sqlite3.connect("home/keys.db", isolation_level=None)
    busy.execute("BEGIN EXCLUSIVE")
    tacita("lock")
    gone(pid)
    busy.execute("ROLLBACK")
    busy.close()
    pid = unlock()
    shutil.copytree("home", "whole")
    with open("home/vault.db", "r+b") as file:
        file.write(b"nonsense" * 512)
    tacita("status --no-input", 65)
    check(tacita("lock") == "locked\n", "it is not said that it is locked")
    gone(pid)
    shutil.rmtree("home")
    shutil.move("whole", "home")
    tacita("list --no-input", 77)

    # By hand it does nothing, and says nothing is held.
    tacita("agent-serve", None)
    check(os.listdir(f"{RUNTIME}/tacita") == [], "an agent by hand")
