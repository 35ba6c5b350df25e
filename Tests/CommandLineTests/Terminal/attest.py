"""attest asks whether the fingerprints agree, and signs for nothing but yes."""

from terminal import Terminal, check

shell = Terminal(TACITA_HOME="desk", XDG_DATA_HOME="data")
shell.runs(
    "tacita keygen --name 'Verification desk' -q --keyfile desk.key; "
    "tacita keygen --name 'A. de Vries' --registration big:89012345601 -q --home b --keyfile b.key")
shell.runs("tacita card --home b --keyfile b.key > b.card")
shell.runs(
    "printf 'number,name,status\\n89012345601,A. de Vries,active\\n' | "
    "tacita register import big - --columns number=number,name=name,status=status")
groups = shell.runs("tacita card --show b.card | sed -n 's/^fingerprint *//p'").strip()
line = "tacita attest b.card --registration big:89012345601 --method in-person --keyfile desk.key"

for answer in ["no", "", "yesterday"]:
    shown = shell.asks(line, ("(yes/no) ", answer), status=77)
    check(groups in shown, "the fingerprint to compare is not shown")
    check("attestation" not in shown, f"“{answer}” is taken for yes")
shell.type(line)
shell.sees("(yes/no) ")
shell.interrupts()
shell.done(130)
check(shell.runs("tacita attest --list --keyfile desk.key").strip() == "", "attested without a yes")

# The question is at the terminal, the attestation where it is sent.
shown = shell.asks(f"{line} > out 2> words", ("(yes/no) ", "yes"))
check(groups in shown, "the fingerprint to compare is not shown")
check("tacita/v1/attestation" in shell.runs("head -n 1 out"), "no attestation on standard output")
check("(yes/no)" not in shell.runs("cat out words"), "the question is among the results")
check("valid" in shell.runs("tacita attest --list --keyfile desk.key"), "it is not on the list")

# A card by pipe leaves the terminal for the answer.
shell.asks(f"cat b.card | {line.replace('b.card', '-')} > again", ("(yes/no) ", "yes"))

# Whose fingerprint was compared before is not asked about.
shell.runs("tacita contact add --as vries b.card -q --keyfile desk.key")
shell.asks("tacita contact verify vries --keyfile desk.key", ("(yes/no) ", "yes"))
shell.runs(line.replace("b.card", "vries"))

# Nothing is asked of whom the register does not know.
shell.runs("tacita register remove big")
shown = shell.runs(line.replace("b.card", "vries"), 69)
check("nothing was attested" in shown, "attested without a register")
