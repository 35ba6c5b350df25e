"""^Z at a question, then fg: the terminal is the shell's in between; afterwards the question is there
again, and what is typed is not shown."""

from terminal import PROMPT, Terminal, check

SECRET = "nine grey herons"

shell = Terminal(TACITA_HOME="home", NO_COLOR="1")
shell.asks("tacita keygen --name Name -q", ("new home: ", SECRET), ("once more: ", SECRET))

for times in (1, 3):
    shell.type("tacita list")
    shell.sees("passphrase: ")
    for _ in range(times):
        # What was typed before ^Z is not part of the answer.
        shell.shell.send("half of")
        shell.shell.sendcontrol("z")
        shown = shell.sees("Stopped")
        shell.sees(PROMPT)
        check("half of" not in shown, "what was typed is shown")
        settings = shell.runs("stty -a")
        check(" echo " in settings, "the shell has no echo while it is stopped")
        shell.type("fg")
        shell.sees("passphrase: ")
    shell.shell.sendline(SECRET)
    shown = shell.done()
    check(SECRET not in shown, "the passphrase is shown")
    check("does not open" not in shown, "what was typed before counts")
    check(" echo " in shell.runs("stty -a"), "the terminal has no echo afterwards")

# Stopped by another process, and a question whose answer is shown.
shell.type("tacita list")
shell.sees("passphrase: ")
shell.shell.sendcontrol("z")
shell.sees(PROMPT)
shell.type("kill -CONT %1; sleep 1; fg")
shell.sees("passphrase: ")
shell.shell.sendline(SECRET)
shown = shell.done()
check(SECRET not in shown, "the passphrase is shown")

shell.runs("tacita keygen --name Other -q --home other --keyfile other.key")
shell.runs("tacita card --home other --keyfile other.key > other.card")
shell.asks("tacita contact add --as other other.card", ("passphrase: ", SECRET))
shell.asks("tacita unlock --for 1h", ("passphrase: ", SECRET))
shell.type("tacita contact verify other")
shell.sees("(yes/no) ")
shell.shell.sendcontrol("z")
shell.sees(PROMPT)
shell.type("fg")
shell.sees("(yes/no) ")
shell.shell.sendline("y")
check("verified" in shell.done(), "the answer is not taken")
shell.runs("tacita lock")
