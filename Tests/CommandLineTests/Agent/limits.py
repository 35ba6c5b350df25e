"""The agent forgets in time; a PIN opens what idleness closed; the fifth wrong one ends it."""

import concurrent.futures
import glob
import os

import pexpect

from agent import (
    alive, ask, at_terminal, check, FOLDER, gone, is_closed, keygen, no_agents_left,
    opens_by_agent, path_of, PATIENCE, pid_of, re, RUNTIME, tacita, unlock, unlock_with_pin,
    wait_until)

PIN = "Pq7-52946183"


def use():
    for path in glob.glob(f"{RUNTIME}/tacita/*.sock"):
        ask(b"K", b"", path)


with no_agents_left():
    keygen()

    # Its time may be over before anybody looks, on a busy machine: only that it ends is asked.
    for terms in ["--idle 2s", "--for 2s --idle 1h"]:
        tacita(f"unlock --keyfile home.key {terms}", None)
        path = os.path.join(RUNTIME, "tacita")
        # The second is in use all the time.
        wait_until(lambda: os.listdir(path) == [] or ("for" in terms and use()), f"it stays: {terms}")
        tacita("list --no-input", 77)

    # Open until then, whoever asks how it stands.
    pid = unlock_with_pin(PIN, "--keyfile home.key --idle 1h")
    check(ask(b"K")[0] == 0, "closed from the start")
    check(not is_closed(path_of()), "closed from the start")
    check(opens_by_agent(), "closed from the start")
    tacita("lock")

    # Closed by idleness, opened by the PIN.
    pid = unlock_with_pin(PIN, "--keyfile home.key --idle 3s")
    path = path_of()
    wait_until(lambda: is_closed(path), "never closed")
    check(alive(pid), "with a PIN it is only closed")
    check(ask(b"K")[0] == 1, "closed, and the key is handed out")
    shown = tacita("status --no-input")
    check("until the PIN is typed" in shown, shown)
    tacita("status --require-unlocked", 77)
    tacita("list --no-input", 77)
    tacita("list --no-input --keyfile home.key")
    shown = at_terminal("list", ("PIN: ", "0000"), status=77)
    check("wrong PIN; after 4 more" in shown, shown)
    shown = at_terminal("list", ("PIN: ", PIN))
    check("passphrase" not in shown, shown)
    wait_until(lambda: is_closed(path), "not closed again")
    at_terminal("unlock", ("PIN: ", PIN))
    check(pid_of() == pid, "the PIN opens the agent that is there")

    # Nothing of the PIN is on the disk.
    for folder, _, names in os.walk(FOLDER):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    check(PIN.encode() not in file.read(), f"the PIN is in {path}")
    check(sorted(os.listdir(f"{RUNTIME}/tacita")) == [os.path.basename(path_of())], "other files")

    # Ten at once, of which five guesses count, and no sixth.
    path = path_of()
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: ask(b"P", b"%04d" % n, path), range(10)))
    left = sorted(answer[1][0] for answer in answers if answer and answer[0] == 2)
    check(left == [1, 2, 3, 4], f"tries left: {left}")
    check(all(answer is None or answer[0] in (2, 3) for answer in answers), f"answers: {answers}")
    gone(pid)
    check(not os.path.exists(path), "the socket stays")
    check(ask(b"P", PIN.encode(), path) is None, "somebody answers")

    # The same from ten processes at terminals of their own, which have all been asked before any
    # answers.
    pid = unlock_with_pin(PIN, "--keyfile home.key --idle 1s")
    path = path_of()
    wait_until(lambda: is_closed(path), "never closed")
    typists = [
        pexpect.spawn("tacita", ["list"], encoding="utf-8", timeout=PATIENCE) for _ in range(10)]
    for typist in typists:
        typist.expect_exact("PIN: ")
    for typist in typists:
        typist.sendline("0000")
    shown = ""
    for typist in typists:
        typist.expect(pexpect.EOF)
        shown += typist.before
        typist.close()
    check(sorted(re.findall(r"wrong PIN; after (\d) more", shown)) == list("1234"), shown)
    check("has forgotten the key" in shown, shown)
    gone(pid)
    tacita("list --no-input", 77)

    # The right one in between begins the count anew.
    unlock_with_pin(PIN)
    for pin, kind in [("0", 2)] * 4 + [(PIN, 0)] + [("0", 2)] * 4 + [("0", 3)]:
        check(ask(b"P", pin.encode())[0] == kind, f"after {pin}")

    # A PIN is as long as it should be.
    shown = at_terminal(
        "unlock --pin --keyfile home.key", ("PIN: ", "123"), ("once more: ", "123"), status=64)
    check("4 to 64" in shown, shown)
    tacita("unlock --pin --keyfile home.key", 64)
    for term in ["0s", "1", "-1s", "soon", "99999999999999999999s"]:
        tacita(f"unlock --keyfile home.key --idle={term}", 64)
        tacita(f"unlock --keyfile home.key --for={term}", 64)
    pid = unlock("--keyfile home.key --for 3650d --idle 3650d")
    check(alive(pid), "not for ten years")
