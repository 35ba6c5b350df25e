"""What a person at a terminal is asked, offered and shown that a script is not."""

import re

from terminal import Terminal, check

shell = Terminal(NO_COLOR="1", TZ="Europe/Amsterdam", PAGER="sed s/^/PAGED:/")
for name in "ab":
    shell.runs(f"tacita keygen --name {name} -q --home {name} --keyfile {name}.key --route spool:$PWD/spool")
    shell.runs(f"tacita card --home {name} --keyfile {name}.key > {name}.card")
shell.runs("mkdir spool; export TACITA_HOME=a; tacita contact add --as b b.card -q --keyfile a.key")
shell.runs("tacita contact add --as a a.card -q --home b --keyfile b.key")

# One Ctrl-D at the beginning of a line ends a text.
shell.type("tacita send --to b --allow-unverified test --keyfile a.key")
shell.sees("end with Ctrl-D")
shell.type("first line")
shell.type("second line")
shell.interrupts("d")
number = re.search(r"[0-9a-f]{32}", shell.done())
check(number, "no id is told")
shell.runs("tacita receive --home b --keyfile b.key")
check("second line" in shell.runs("tacita show @last -q --home b --keyfile b.key"), "another text came")

# A list has a header at a terminal, and none with -q or in a pipe; its id can be copied.
shown = shell.runs("tacita list --home b --keyfile b.key")
check(shown.lstrip().startswith("ID ") and " CE" in shown, f"no header, or no zone: {shown}")
check(not shell.runs("tacita list -q --home b --keyfile b.key").lstrip().startswith("ID "), "a header with -q")
check("ID " not in shell.runs("tacita list --home b --keyfile b.key | cat"), "a header in a pipe")
shell.type("echo 'sent text' > text; for i in $(seq 50); do tacita send -q --to b --allow-unverified test "
           "--body text --keyfile a.key > /dev/null; done")
shell.done()
shown = shell.runs("tacita list --keyfile a.key")
check(shown.count("PAGED:") == 52, "a long list is not paged")
check("PAGED:" not in shell.runs("tacita list --limit 20 --keyfile a.key"), "a short list is paged")
check("PAGED:" not in shell.runs("tacita list --no-pager --keyfile a.key"), "--no-pager is paged")
check("PAGED:" not in shell.runs("PAGER= tacita list --keyfile a.key"), "paged by nothing")
check("PAGED:" not in shell.runs("PAGER=no-such-program tacita list --keyfile a.key 2> /dev/null"), "paged")
check(shell.runs("PAGER=no-such-program tacita list --keyfile a.key").count("own") == 51, "the list is lost")
shell.runs("PAGER=true tacita list --keyfile a.key")

# Help is paged too, and never wider than 80 columns, however wide the terminal.
shown = shell.runs("tacita send --help")
check("PAGED:USAGE" in shown, "a long help is not paged")
check(all(len(line) <= 86 for line in shown.splitlines()), "a help is wider than 80 columns")

# A message is deleted, and a contact removed, only after a yes; a script is not asked.
short = number[0][:12]
shown = shell.asks(f"tacita delete {short} --keyfile a.key", ("(yes/no) ", "no"), status=1)
check("nothing was deleted" in shown, "the refusal is not told")
shown = shell.runs(f"tacita delete {short} --keyfile a.key --no-input", 64)
check("--yes" in shown, "the option to use instead is not named")
shell.asks(f"tacita delete {short} --keyfile a.key", ("(yes/no) ", "y"))
shell.runs(f"tacita delete {short} --keyfile a.key", 66)
shell.runs("tacita delete @last --yes --home b --keyfile b.key")
shell.asks("tacita contact remove b --keyfile a.key", ("(yes/no) ", ""), status=1)
shell.runs("tacita contact remove b --keyfile a.key < /dev/null")

# So is a contact's key replaced, and a home by its backup; where nothing is, nobody is asked.
shell.runs("tacita keygen --name c -q --home c --keyfile c.key; tacita card --home c --keyfile c.key > c.card")
key_of_a = "tacita contact show a --json --home b --keyfile b.key | jq -r .identity"
before = shell.runs(key_of_a)
replacing = "tacita contact replace a c.card --home b --keyfile b.key"
check("nobody was replaced" in shell.asks(replacing, ("(yes/no) ", "no"), status=1), "not told")
check(shell.runs(key_of_a) == before, "the key was replaced")
check("--yes" in shell.runs(f"{replacing} --no-input", 64), "the option to use instead is not named")
shell.asks(replacing, ("(yes/no) ", "yes"))
check(shell.runs(key_of_a) != before, "the key was not replaced")
shell.runs("tacita backup saved --home b -q")
restoring = "tacita restore saved --keyfile b.key -q --home"
check("nothing was restored" in shell.asks(f"{restoring} b", ("(yes/no) ", ""), status=1), "not told")
check("--yes" in shell.runs(f"{restoring} b --no-input", 64), "the option to use instead is not named")
shell.runs("test ! -e b.replaced")
shell.runs(f"{restoring} elsewhere")
shell.asks(f"{restoring} b", ("(yes/no) ", "yes"))
shell.runs("test -e b.replaced")

# A passphrase that is easy to guess is refused, and one made at random offered, which is taken.
shell.type("tacita keygen --name 'B. Jansen' --home typed -q")
shell.sees("new home: ")
shell.shell.sendline("Jansen-2026-Jansen")
offered = shell.sees("new home: ")
check("(66 bits) are good, like: " in offered, "no passphrase is offered")
words = offered.split("like: ")[1].split("\r\n")[0]
check(len(words.split()) == 6, f"not six words: {words}")
shell.shell.sendline("short")
check("12 characters or more" in shell.sees("new home: "), "the length is not told")
shell.shell.sendline(words)
shell.sees("once more: ")
shell.shell.sendline(words)
shell.done()
shown = shell.asks("tacita unlock --until 23:59 --home typed", ("passphrase: ", words))
check(shown.count("23:59 CE") == 2 and shown.count("no longer than 15m unused") == 2, "limits are not told")
shell.runs("tacita lock --home typed")
