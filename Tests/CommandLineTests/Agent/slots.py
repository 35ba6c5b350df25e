"""Slots come and go; a new master key makes old ones worthless; a kill at any point, and others at
work meanwhile, cost nothing."""

import json
import os
import random
import shutil
import subprocess
import threading

from agent import check, FOLDER, keygen, no_agents_left, re, tacita, time, unlock

# No kill is the same twice; the seed tells which ones failed.
SEED = int.from_bytes(os.urandom(4), "big")
KILLS = 60


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(name, 0o600)


def slots(home="home"):
    lines = tacita(f"key list --json --home {home}").splitlines()
    return [json.loads(line) for line in lines]


def opens(secret, home="home"):
    return "error" not in tacita(f"list --no-input --no-agent --home {home} {secret}", None)


with no_agents_left():
    write("one", "first words to open it\n")
    write("two", "second words to open it\n")
    write("wrong", "neither\n")

    # A second factor: whatever is missing, the words, the status and the work are the same.
    tacita("keygen --name Name -q --passphrase-file one --second-factor factor --home both")
    with open("both/keyslots.json", encoding="utf-8") as file:
        check(json.load(file)["slots"][0]["secondFactor"] is True, "no second factor")
    os.system("head -c 32 /dev/urandom > other.factor; chmod 600 other.factor")
    said, worked = set(), []
    for secret in ["--passphrase-file one", "--passphrase-file wrong --second-factor factor",
                   "--passphrase-file one --second-factor other.factor", "--passphrase-file wrong",
                   "--second-factor factor"]:
        said.add(tacita(f"list --no-input --home both {secret}", 77))
        # The work is Argon2id's: as often as it takes its 256 MiB.
        traced = tacita(
            f"!strace -f -e trace=mmap tacita list --no-input --home both {secret} 2>&1", None)
        worked.append(len(re.findall(r"mmap\(NULL, 2684\d+,", traced)))
    check(len(said) == 1, f"it tells which is missing: {said}")
    check(set(worked) == {1}, f"it works more for one than for another: {worked}")
    tacita("list --no-input --home both --passphrase-file one --second-factor factor")
    # A new passphrase keeps it, unless another comes with it.
    tacita("key passphrase --no-input --home both --passphrase-file one --second-factor factor "
           "--new-passphrase-file two")
    check(not opens("--passphrase-file two", "both"), "the second factor was dropped")
    check(opens("--passphrase-file two --second-factor factor", "both"), "it does not open")
    tacita("key passphrase --no-input --home both --passphrase-file two --second-factor factor "
           "--new-passphrase-file one --new-second-factor new.factor")
    check(opens("--passphrase-file one --second-factor new.factor", "both"), "it does not open")
    check(not opens("--passphrase-file one --second-factor factor", "both"), "the old one opens")
    check(not opens("--passphrase-file two --second-factor factor", "both"), "the old one opens")
    check(len(slots("both")) == 1, "more than one slot")
    tacita("key rekey --no-input --home both --passphrase-file one --second-factor new.factor")
    check(not opens("--passphrase-file one", "both"), "the second factor was dropped")
    check(opens("--passphrase-file one --second-factor new.factor", "both"), "it does not open")

    # Slots are added and listed; each opens.
    keygen(more=f"--route spool:{FOLDER}/spool")
    os.makedirs("spool")
    tacita("key add passphrase --no-input --keyfile home.key --new-passphrase-file one")
    tacita("key add keyfile second.key --no-input --keyfile home.key")
    check([slot["kind"] for slot in slots()] == ["keyfile", "passphrase", "keyfile"], str(slots()))
    for secret in ["--keyfile home.key", "--keyfile second.key", "--passphrase-file one"]:
        check(opens(secret), f"{secret} does not open")
    check("0600" in tacita("!stat -c 0%a home/keyslots.json second.key").replace("0600\n0600", "0600"),
          "modes")
    # One is removed: nobody's old copy of the slots opens the home as it is then.
    shutil.copy("home/keyslots.json", "old.json")
    unlock()
    removed = slots()[1]["id"]
    shown = tacita(f"key remove {removed[:6]} --no-input --keyfile home.key", 77)
    check("--drop-others" in shown, shown)
    check(len(slots()) == 3 and opens("--passphrase-file one"), "something was removed")
    tacita(f"key remove {removed[:6]} --no-input --drop-others --keyfile home.key")
    tacita("list --no-input", 77)
    check(len(slots()) == 1 and opens("--keyfile home.key"), "it does not open")
    shutil.copytree("home", "stolen")
    shutil.copy("old.json", "stolen/keyslots.json")
    for secret in ["--passphrase-file one", "--keyfile home.key", "--keyfile second.key"]:
        check(not opens(secret, "stolen"), f"the old slots open with {secret}")
    # Not the last one, not the one in use, and none that there is not.
    only = slots()[0]["id"]
    check("last slot" in tacita(f"key remove {only} --no-input --keyfile home.key", 77), "the last")
    tacita("key add keyfile second.key --no-input --keyfile home.key")
    check("opened the home just now" in tacita(
        f"key remove {only} --no-input --keyfile home.key", 64), "the one in use")
    tacita("key remove 0g --no-input --keyfile home.key", 66)
    tacita("key remove '' --no-input --keyfile home.key", 66)
    tacita(f"key remove {only} --no-input --keyfile second.key")
    check(opens("--keyfile second.key") and not opens("--keyfile home.key"), "the wrong one opens")
    shutil.move("second.key", "home.key")

    # Killed at any point, it opens, and what was in it is there.
    tacita("keygen --name Other -q --home other --keyfile other.key "
           f"--route spool:{FOLDER}/spool")
    tacita("card --home other --keyfile other.key > other.card")
    tacita("card --keyfile home.key > home.card")
    tacita("contact add --as other other.card -q --keyfile home.key")
    tacita("contact add --as home home.card -q --home other --keyfile other.key")
    sending = "send --to home --allow-unverified test --home other --keyfile other.key"
    tacita(f"{sending} <<< kept")
    tacita("receive -q --keyfile home.key")
    rekey = ["tacita", "key", "rekey", "--no-input", "--drop-others", "--keyfile", "home.key", "-q"]
    begun = time.monotonic()
    subprocess.run(rekey, check=True, stdin=subprocess.DEVNULL)
    length = time.monotonic() - begun
    dice = random.Random(SEED)

    def killed(words):
        """Kills it at some time; returns its status: 0 when it was done already."""
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(dice.random() * length * 1.1)
        process.kill()
        process.communicate()
        shown = tacita("show @last --no-input --keyfile home.key")
        check("kept" in shown, f"seed {SEED}: {shown}")
        check("other" in tacita("contact list --no-input --keyfile home.key"), f"seed {SEED}")
        return process.returncode

    check(-9 in {killed(rekey) for _ in range(KILLS)}, "none was killed in time")
    subprocess.run(rekey, check=True, stdin=subprocess.DEVNULL)
    check(len(slots()) == 1, f"slots of keys that are gone: {slots()}")

    # A slot whose removal is killed is either there and opens, or gone for good; the other always
    # opens, and what is half done does not stay.
    outcomes = set()
    for _ in range(KILLS // 2):
        if not opens("--keyfile extra.key"):
            tacita("key add keyfile extra.key --no-input --keyfile home.key")
        extra = slots()[-1]["id"]
        shutil.copy("home/keyslots.json", "before.json")
        status = killed(["tacita", "key", "remove", extra, "--no-input", "--keyfile", "home.key", "-q"])
        there = opens("--keyfile extra.key")
        check(status != 0 or not there, f"seed {SEED}: removed, and it opens")
        check(there == (extra in {slot["id"] for slot in slots()}), f"seed {SEED}: {slots()}")
        outcomes.add((status, there))
        if not there:
            shutil.rmtree("stolen")
            shutil.copytree("home", "stolen")
            shutil.copy("before.json", "stolen/keyslots.json")
            check(not opens("--keyfile extra.key", "stolen"), f"seed {SEED}: old slots open it")
    check((-9, True) in outcomes, f"none was killed in time: {outcomes}")
    subprocess.run(rekey, check=True, stdin=subprocess.DEVNULL)

    # Several at once, and slots added meanwhile: whoever is told that it was done can rely on it.
    def run(words, results):
        done = subprocess.run(
            ["/bin/bash", "-c", f"tacita {words}"], stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False)
        results.append((words, done.returncode, done.stdout + done.stderr))

    for round_number in range(6):
        results = []
        threads = [threading.Thread(target=run, args=(words, results)) for words in [
            "key rekey --no-input --drop-others --keyfile home.key"] * 3 + [
            f"key add keyfile added{round_number}{n}.key --no-input --keyfile home.key"
            for n in range(2)]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check({status for _, status, _ in results} <= {0, 75}, f"{results}")
        check(opens("--keyfile home.key"), f"it does not open: {results}")
        check("kept" in tacita("show @last --no-input --keyfile home.key"), "a message is gone")

    # Mail meanwhile: each message is sent or refused, and none is lost or comes twice.
    stop = threading.Event()

    def rekeys():
        while not stop.is_set():
            subprocess.run(rekey, check=False, stdin=subprocess.DEVNULL, capture_output=True)

    outcomes = []

    def receives():
        while not stop.is_set():
            run("receive --no-input -q --keyfile home.key", outcomes)
            run("card --no-input --keyfile home.key", outcomes)
            run("config set horizon 2%dd --no-input --keyfile home.key" % (len(outcomes) % 10),
                outcomes)

    threads = [threading.Thread(target=rekeys), threading.Thread(target=receives)]
    for thread in threads:
        thread.start()
    for number in range(15):
        tacita(f"{sending} <<< 'message {number}.'")
        run(f"send --to other --allow-unverified test --keyfile home.key <<< 'answer {number}.'",
            outcomes)
    stop.set()
    for thread in threads:
        thread.join()
    bad = [outcome for outcome in outcomes if outcome[1] not in (0, 75)]
    check(not bad, f"{bad[:3]}")
    # A message that was kept when the key was replaced goes out with the next run, and says so.
    answered = sum(1 for words, status, said in outcomes
                   if words.startswith("send") and (status == 0 or "is kept" in said))
    # A write that was refused is done by trying again, on this side as on that.
    tacita("receive -q --keyfile home.key")
    tacita("receive -q --home other --keyfile other.key")
    listed = [json.loads(line) for line in tacita("list --json --keyfile home.key").splitlines()]
    came = [message["id"] for message in listed if not message["outgoing"]]
    check(len(came) == 16 and len(set(came)) == 16, f"{len(came)} of 16 messages came")
    for message in came:
        tacita(f"show {message} --no-input --keyfile home.key")
    listed = [json.loads(line) for line in
              tacita("list --json --home other --keyfile other.key").splitlines()]
    came = [message for message in listed if not message["outgoing"]]
    check(len(came) == answered, f"{len(came)} of {answered} answers came")
