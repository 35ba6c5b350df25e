"""Envelopes that the program sealed: opened with a prekey out of the home, and spoilt."""

import base64

from reference import (
    DEVRIES,
    JANSEN,
    check,
    check_parts,
    decode,
    identity_of,
    make_homes,
    read,
    refuses,
    send,
    write,
)


def main():
    make_homes()
    send()
    decode("home", "jansen", *JANSEN[2:], "--out", "out")
    day = read("small").split(b"\n")[1].split(b" ")[2].decode()
    key = ["--prekey", f"out/prekeys/{day}.0", "--day", day]
    opens(key)
    refuses_people_and_times(key)
    refuses_other_bytes(key)


def opens(key):
    sender, reader = identity_of("devries"), identity_of("jansen")
    large = decode("envelope", "large", *key, "--reader", reader, "--contact", sender)
    check(large["head"]["from"] == sender and large["head"]["to"] == [reader], large["head"])
    check(large["head"]["subject"] == "Mrs. K., room 4", large["head"])
    check_parts(large["parts"])
    small = decode("envelope", "small", *key)
    check(small["head"]["prev"] == large["head"]["id"], small["head"])


def refuses_people_and_times(key):
    sender, reader = identity_of("devries"), identity_of("jansen")
    refuses("from-myself", "envelope", "small", *key, "--reader", sender)
    refuses("unknown-sender", "envelope", "small", *key, "--contact", reader)
    late = ["--now", "2099-01-01T00:00:00Z"]
    refuses("key-destroyed", "envelope", "small", *key, *late)
    refuses("expired", "envelope", "small", *key, *late, "--retention", "99999")
    refuses("from-the-future", "envelope", "small", *key, "--now", "1990-01-01T00:00:00Z")
    decode("home", "devries", *DEVRIES[2:], "--out", "others")
    other = [word.replace("out/", "others/") for word in key]
    refuses("not-for-this-vault", "envelope", "small", *other)


def refuses_other_bytes(key):
    small = read("small")
    lines = [base64.b64encode(small[i : i + 48]) for i in range(0, len(small), 48)]
    label = b"-----%b AGE ENCRYPTED FILE-----"
    armored = b"\r\n".join([label % b"BEGIN", *lines, label % b"END"])
    write("spoilt", armored)
    check(decode("envelope", "spoilt", *key) == decode("envelope", "small", *key), "armored")
    write("spoilt", armored[:-1])
    refuses("armor-failure", "envelope", "spoilt", *key)
    mac = small.index(b"--- ") + 10
    for position, name in (
            (0, "header-failure"), (mac, "header-failure"), (len(small) - 1, "payload-damaged")):
        changed = bytes([small[position] ^ 1])
        write("spoilt", small[:position] + changed + small[position + 1 :])
        refuses(name, "envelope", "spoilt", *key)


main()
