"""contact verify asks, and only yes or y is yes; nothing else makes a contact pinned."""

from terminal import Terminal, check

shell = Terminal(TACITA_HOME="a")
shell.runs("tacita keygen --name A -q --keyfile a.key; tacita keygen --name B -q --home b --keyfile b.key")
shell.runs("tacita card --home b --keyfile b.key > b.card; tacita contact add --as b b.card -q --keyfile a.key")

for answer in ["no", "", "n", "yesterday"]:
    shown = shell.asks("tacita contact verify b --keyfile a.key", ("(yes/no) ", answer), status=1)
    check("not verified" in shown, f"“{answer}” is taken for yes")
shell.type("tacita contact verify b --keyfile a.key")
shell.sees("(yes/no) ")
shell.interrupts()
shell.done(130)
check("red" in shell.runs("tacita contact list --keyfile a.key"), "verified without a yes")

# The questions are at the terminal, the results where they are sent.
shown = shell.asks("tacita contact verify b --keyfile a.key > out 2> words", ("(yes/no) ", "Yes"))
check("orange" in shell.runs("cat out"), "the result is not on standard output")
check(shell.runs("cat words").strip() == "", "something is on standard error")

shown = shell.runs("tacita contact verify b --keyfile a.key --no-input", 64)
check("--fingerprint" in shown, "the option to use instead is not named")

# A clock that jumped is asked about.
shell.asks("faketime -f '+200d' tacita status", ("(yes/no) ", "no"), status=77)
shell.asks("faketime -f '+200d' tacita status", ("(yes/no) ", "yes"))
