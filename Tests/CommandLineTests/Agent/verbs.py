"""Once unlocked, every verb works without a secret, and none runs Argon2id: there is no memory for
it. Secrets come in their order, and from nowhere else."""

import os

from agent import check, FOLDER, no_agents_left, tacita

# Argon2id needs 256 MiB; a verb without it needs far less than these.
NARROW = "!ulimit -v 250000; tacita"


def write(name, text, mode=0o600):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(name, mode)


with no_agents_left():
    write("right", "correct horse\n")
    write("wrong", "battery staple\n")
    os.makedirs("spool")
    tacita(f"keygen --name Name -q --passphrase-file right --route spool:{FOLDER}/spool")
    tacita(f"keygen --name Other -q --home other --keyfile other.key --route spool:{FOLDER}/spool")
    tacita("card --home other --keyfile other.key > other.card")

    # The control: with the passphrase there is no memory, without one the home is locked.
    shown = tacita(f"{NARROW} list --no-input --passphrase-file right", 69)
    check("256 MiB" in shown, shown)
    tacita(f"{NARROW} list --no-input", 77)
    tacita("status --require-unlocked", 77)

    tacita("unlock --passphrase-file right --no-input")
    tacita(f"{NARROW} status --require-unlocked --no-input")
    tacita(f"{NARROW} card --no-input > own.card")
    tacita("contact add --as name own.card --home other --keyfile other.key")
    tacita(f"{NARROW} contact add --as other other.card --no-input")
    tacita(f"{NARROW} contact list --no-input")
    tacita(f"{NARROW} contact show other --no-input")
    sent = tacita(
        f"{NARROW} send --to other --no-input --allow-unverified test <<< 'Good morning'").strip()
    tacita("receive --home other --keyfile other.key")
    tacita("send --to name --allow-unverified test --home other --keyfile other.key <<< 'Hello'")
    check("received" in tacita(f"{NARROW} receive --json --no-input"), "nothing was received")
    tacita(f"{NARROW} list --no-input")
    check("Hello" in tacita(f"{NARROW} show @last --no-input"), "the message is not shown")
    tacita(f"{NARROW} delete {sent} --no-input")
    tacita(f"{NARROW} config get --no-input")
    tacita(f"{NARROW} config set horizon 20d --no-input")
    tacita(f"{NARROW} contact remove other --no-input")
    tacita(f"{NARROW} key list --no-input")
    # The agent comes before what is given, right or wrong; without it, what is given counts.
    tacita(f"{NARROW} list --no-input --passphrase-file wrong")
    tacita("list --no-input --no-agent", 77)
    tacita("list --no-input --no-agent --passphrase-file wrong", 77)
    tacita("list --no-input --no-agent --passphrase-file right")
    tacita("status --no-agent --require-unlocked", 77)
    # To change how the home opens takes a secret at hand: a key that an agent holds is not enough.
    for change in ["add passphrase", "passphrase", "rekey --drop-others", "remove 0"]:
        tacita(f"key {change} --no-input --new-passphrase-file wrong" if "pass" in change
               else f"key {change} --no-input", 77)
    tacita("lock")
    tacita("list --no-input", 77)
    tacita("lock")

    # Descriptor before file before credential; never argv, environment, or standard input.
    os.makedirs("credentials")
    write("credentials/tacita-passphrase", "correct horse\n", 0o400)
    right, wrong = "--passphrase-fd 7 7< right", "--passphrase-fd 7 7< wrong"
    credentials = f"!CREDENTIALS_DIRECTORY={FOLDER}/credentials tacita"
    tacita(f"list --no-input --passphrase-file wrong {right}")
    tacita(f"list --no-input --passphrase-file right {wrong}", 77)
    tacita(f"{credentials} list --no-input")
    tacita(f"{credentials} list --no-input --passphrase-file wrong", 77)
    tacita(f"{credentials} list --no-input {wrong}", 77)
    tacita("list --no-input < right", 77)
    tacita("!TACITA_PASSPHRASE='correct horse' PASSPHRASE='correct horse' tacita list --no-input", 77)
    tacita("list --passphrase 'correct horse' --no-input", 64)
    tacita("list --no-input --passphrase-fd 9", 64)
    tacita(f"{credentials} unlock")
    tacita("lock")

    # A file that others can read or change is refused, before it is tried.
    for mode in [0o640, 0o604, 0o620, 0o602, 0o666]:
        os.chmod("right", mode)
        shown = tacita("list --no-input --passphrase-file right", 77)
        check("others can read or change" in shown, shown)
    os.chmod("right", 0o600)
    # A credential that systemd granted by an access list shows the list's mask as the group's right.
    os.chmod("credentials/tacita-passphrase", 0o440)
    os.chmod("other.key", 0o440)
    if os.getegid() == 0:
        tacita(f"{credentials} list --no-input")
    tacita("list --home other --keyfile other.key", 77)
    for mode in [0o444, 0o460, 0o404]:
        os.chmod("credentials/tacita-passphrase", mode)
        tacita(f"{credentials} list --no-input", 77)

    # Without anybody to ask, and at a terminal with --no-input, nothing waits.
    for verb in ["list", "receive", "show @last", "card", "unlock", "key rekey", "key passphrase",
                 "key add passphrase", "send --to x", "contact list"]:
        tacita(f"{verb} --no-input", None)
        shown = tacita(f"!script -qec 'tacita {verb} --no-input' /dev/null", None)
        check("passphrase:" not in shown, f"{verb} asks although --no-input")
