"""Two homes over a real relay, and the way there from a shared folder, one home after the other."""

import json
import os
import signal
import socket
import subprocess
import time

from crash import (
    PATIENCE, acquaint, at, check, command, expect_sound, keygen, receptions, send, tacita, texts, waiting)

os.environ["PATH"] += ":/usr/sbin"
with socket.socket() as one:
    one.bind(("127.0.0.1", 0))
    PORT = one.getsockname()[1]
RELAY = f"nats://127.0.0.1:{PORT}/ward"

os.makedirs("spool")
for name in ("vries", "jansen"):
    keygen(name, "--route", f"spool:{os.getcwd()}/spool")
acquaint("vries", "jansen")
send("vries", "jansen", "it waits in the folder")

server = subprocess.Popen(
    ["nats-server", "-a", "127.0.0.1", "-p", str(PORT), "-js", "-sd", f"{os.getcwd()}/relay"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    for _ in range(100):
        if subprocess.run(["tacita-transport-nats", "setup", RELAY, "--gigabytes", "1"],
                          capture_output=True, check=False).returncode == 0:
            break
        time.sleep(0.1)

    # One has moved, the other has not.
    at("vries", "config", "set", "route", RELAY)
    send("vries", "jansen", "to one who has not moved")
    check(len(receptions("jansen")) == 2, "what was sent before, and after")
    send("jansen", "vries", "from one who has not moved")
    check(len(receptions("vries")) == 1, "what came by the folder")
    check("the home also reads spool:" in at("vries", "doctor", status=None), "doctor says nothing")

    # Both have: each message comes once. What was taken from the folder before is on the relay, too:
    # it is known, and not shown again.
    at("jansen", "config", "set", "route", RELAY)
    send("vries", "jansen", "to one who has moved")
    came = [one["outcome"] for one in receptions("jansen")]
    check(came.count("received") == 1 and set(came) <= {"received", "duplicate"}, f"{came}")
    check(not receptions("jansen"), "something comes again")
    check(not waiting(), "mail is left in the folder")

    # Over the relay alone, with every verb that uses a route.
    os.rename("spool", "gone")
    identity = send("vries", "jansen", "over the relay")
    check(receptions("jansen")[0]["id"] == identity, "another message")
    check(RELAY in at("jansen", "status"), "status")
    check(len(at("jansen", "directory", "--json").splitlines()) == 2, "directory")
    tacita("purge-expired", "--home", "jansen")
    taken = send("vries", "jansen", "taken back")
    at("vries", "recall", taken, "--reason", "wrong-patient", status=None)
    check(all(one["outcome"] != "received" for one in receptions("jansen")), "it was taken back")

    # A push: it is told while nothing else happens.
    with open("told", "w", encoding="utf-8") as told:
        reader = subprocess.Popen(
            command(["receive", "--follow", "--json", "--home", "vries", "--keyfile", "vries.key"]),
            stdout=told, stderr=subprocess.DEVNULL)
        time.sleep(2)
        pushed = send("jansen", "vries", "pushed")
        for _ in range(10 * PATIENCE):
            with open("told", encoding="utf-8") as lines:
                if any(json.loads(line).get("id") == pushed for line in lines):
                    break
            time.sleep(0.1)
        else:
            check(False, "the push did not come")
        reader.send_signal(signal.SIGTERM)
        check(reader.wait(timeout=PATIENCE) == 0, "receive --follow did not end well")

    # Without the server: what is sent waits, and is told to.
    server.kill()
    server.wait()
    send("vries", "jansen", "x", status=69)
    send("vries", "jansen", "it waits for the relay", "--queue")
finally:
    server.kill()
    server.wait()

check(texts("vries").count("pushed") == 1 and "taken back" not in texts("jansen"), "what is kept")
for name in ("vries", "jansen"):
    expect_sound(name)
