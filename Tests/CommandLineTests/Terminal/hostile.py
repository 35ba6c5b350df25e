"""What others wrote cannot drive a terminal; attachments are not written to one unasked; colour
only where it is wanted."""

from terminal import Terminal, check

shell = Terminal(TACITA_HOME="b", LC_ALL="C.UTF-8")
for name in "ab":
    shell.runs(f"tacita keygen --name {name} -q --home {name} --keyfile {name}.key --route spool:$PWD/spool")
    shell.runs(f"tacita card --home {name} --keyfile {name}.key > {name}.card")
shell.runs("mkdir spool")
shell.runs("tacita contact add --as b b.card -q --home a --keyfile a.key")
shell.runs("tacita contact add --as a a.card -q --keyfile b.key")

shell.runs(r"printf 'one\033[31mtwo\033]0;title\007three\342\200\256four\302\233five\rsix\n\tseven' > note.txt")
shell.runs("tacita send --allow-unverified test --to b --home a --keyfile a.key --body note.txt --attach a.card > /dev/null")
shell.runs("tacita receive --keyfile b.key -q")


def harmless(shown):
    for harmful in ["\x1b", "\x07", "\u202e", "\x9b", "\x7f", "five\r"]:
        check(harmful not in shown, f"{harmful!r} reaches the terminal")


shown = shell.runs("NO_COLOR=1 tacita show @last --keyfile b.key")
harmless(shown)
check(r"one\u{1b}[31mtwo" in shown and "\r\n        seven\r\n" in shown.replace("\t", "        "), "the text is not shown")
shown = shell.runs("NO_COLOR=1 tacita show @last --json --keyfile b.key")
harmless(shown)
check(r"four\u009bfive" in shown, "JSON is not as it should be")
harmless(shell.runs("NO_COLOR=1 tacita show @last --part 0 --keyfile b.key"))
harmless(shell.runs(r"NO_COLOR=1 tacita card --show $'\033[31m'", 66))
harmless(shell.runs(r"NO_COLOR=1 tacita frob$'\033[31m\u202e'", 64))

# An attachment, and an envelope, go to a terminal only when that is asked for.
shown = shell.runs("tacita show @last --part 1 --keyfile b.key", 64)
check("-o FILE" in shown and "tacita/v1/card" not in shown, "the attachment is on the terminal")
shown = shell.runs("tacita show @last --part 1 -o - --keyfile b.key")
check("tacita/v1/card" in shown, "the attachment is not shown although asked for")

# Colour at a terminal, unless it is not wanted.
check("\x1b[" in shell.runs("tacita list --keyfile b.key"), "no colour")
check("\x1b[" in shell.runs("tacita show 0000 --keyfile b.key", 66), "no colour in errors")
for way in ["NO_COLOR=1 tacita list", "TERM=dumb tacita list", "tacita list --no-color",
            "env -u TERM tacita list", "NO_COLOR=1 tacita show 0000", "tacita show 0000 --no-color"]:
    status = 66 if "0000" in way else 0
    check("\x1b[" not in shell.runs(f"{way} --keyfile b.key", status), f"colour with {way}")
# Standard output and standard error are judged apart.
check("\x1b[" not in shell.runs("tacita list --keyfile b.key > file; cat file"), "colour in a file")
