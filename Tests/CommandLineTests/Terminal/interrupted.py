"""Ctrl-C, Ctrl-D and wrong answers: the terminal stays sane, and nothing is half made."""

import time

from terminal import PROMPT, Terminal, check

shell = Terminal(TACITA_HOME="home", NO_COLOR="1")


def sane():
    settings = shell.runs("stty -a")
    check(" echo " in settings and " icanon " in settings, "the terminal is not as it was")


def nothing():
    names = shell.runs("ls -A").split()
    check(not any(name.startswith(("home", ".home")) for name in names), f"left over: {names}")


# At the first question, and at the second.
shell.type("tacita keygen --allow-weak-passphrase --name Name")
shell.sees("passphrase for the new home: ")
shell.interrupts()
shell.done(130)
sane()
nothing()

shell.type("tacita keygen --allow-weak-passphrase --name Name")
shell.sees("passphrase for the new home: ")
shell.shell.sendline("one")
shell.sees("once more: ")
shell.interrupts()
shell.done(130)
sane()
nothing()

# The end of input is no passphrase; two that differ are none either; nor is an empty one.
shell.type("tacita keygen --allow-weak-passphrase --name Name")
shell.sees("passphrase for the new home: ")
shell.interrupts("d")
shown = shell.done(64)
check("error: nothing was typed" in shown, "the end of input is not told")
sane()
nothing()

shown = shell.asks(
    "tacita keygen --allow-weak-passphrase --name Name",
    *[("new home: ", "one"), ("once more: ", "two")] * 3, status=64)
check(shown.count("the two passphrases do not match; try again") == 2, "the difference is not told")
nothing()
shown = shell.asks("tacita keygen --allow-weak-passphrase --name Name", ("new home: ", ""), status=64)
check("nothing was typed" in shown, "an empty passphrase is not told")
nothing()

# Stopped and taken up again, the echo is off while it asks and on in between.
shell.type("tacita keygen --allow-weak-passphrase --name Name")
shell.sees("passphrase for the new home: ")
shell.shell.sendcontrol("\\")
shell.sees(PROMPT)
shell.shell.sendline("")
shell.sees(PROMPT)
sane()
nothing()

# A wrong passphrase.
shell.asks("tacita keygen --allow-weak-passphrase --name Name", ("new home: ", "right"), ("once more: ", "right"))
shown = shell.asks("tacita list", *[("passphrase: ", "wrong")] * 3, status=77)
check(shown.count("that does not open this home") == 2, "it is not asked again")
check("error: the passphrase or key file does not open this home" in shown, "the end is not told")
shown = shell.asks("tacita list", ("passphrase: ", "wrong"), ("passphrase: ", "right"))
shell.type("tacita list")
shell.sees("passphrase: ")
shell.interrupts()
shell.done(130)
sane()

# Never asked with --no-input, even at a terminal.
shown = shell.runs("tacita list --no-input", 77)
check("passphrase:" not in shown, "asked although --no-input")
shown = shell.runs("tacita keygen --no-input --name Other --home other", 64)
check("--passphrase-file" in shown, "the option to use instead is not named")

# Standard input is not where a passphrase is read, nor is it lost by asking.
shown = shell.asks("echo right | tacita contact add - 2>&1", status=65)
check("this is not a tacita document" in shown, "what came by pipe was not read as a card")

# Interrupted in the midst of a send: no file stays, and it dies by the signal.
shell.runs("mkfifo pipe; mkdir spool; umask 077")
shell.asks("tacita card > own.card", ("passphrase: ", "right"))
shell.runs("tacita keygen --name B -q --home b --keyfile b.key --route spool:$PWD/spool")
shell.runs("tacita keygen --name C -q --home c --keyfile c.key && tacita card --home c --keyfile c.key > c.card")
shell.runs("tacita contact add --as c c.card -q --home b --keyfile b.key")
for output in ["", " -o letter.age"]:
    # In a shell of its own, so that no notice of its end comes between.
    shell.runs("((head -c 5000000 /dev/zero; sleep 3) > pipe &)")
    shell.type("tacita send --allow-unverified test --home b --keyfile b.key --to c --attach - "
               f"--stdin-name big{output} < pipe")
    time.sleep(1.5)
    shell.interrupts()
    shell.done(130)
    left = shell.runs("find . -name '*.part' -o -name 'letter*' -o -path '*/tmp/*' -o -path '*/new/*'")
    check(left.strip() == "", f"left over: {left}")

sane()
