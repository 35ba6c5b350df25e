"""The page of `blur --pick`, with a mouse and by keyboard: wide, narrow and of high density. Its
command and its file hide what was drawn. It asks the network for nothing and is refused nothing.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import time

from browser import Browser

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")


def check(fact, what):
    if not fact:
        raise SystemExit(f"pick: {what}")


def tacita(*words, status=0, errors=""):
    done = subprocess.run(["tacita", *words], capture_output=True, text=True, check=False)
    check(done.returncode == status, f"{words} ended with {done.returncode}: {done.stderr}")
    check(errors in done.stderr, f"{words} said {done.stderr}")
    return done.stdout


def command(browser):
    return browser.value("document.getElementById('command').value")


def regions(browser):
    """What the command names: (width, height, left, top) each."""
    found = re.findall(r"--region (\d+)x(\d+)\+(\d+)\+(\d+)", command(browser))
    return [tuple(int(number) for number in one) for one in found]


def close_to(found, wanted, slack):
    return len(found) == len(wanted) and all(
        abs(a - b) <= slack for one, other in zip(found, wanted) for a, b in zip(one, other))


def draw(browser, box, shift=False):
    """Drags from one corner of a box of the picture to the other: left, top, width, height."""
    left, top, width, _ = browser.place("#picture")
    scale = width / 480
    start = (left + box[0] * scale, top + box[1] * scale)
    end = (left + (box[0] + box[2]) * scale, top + (box[1] + box[3]) * scale)
    browser.drag(start, end, shift)
    return 2 / scale + 1


def use(browser, name):
    """Draws, moves, resizes and removes, and leaves the label in one frame."""
    browser.open(name)
    check(regions(browser) == [] and command(browser) == "", "it began with a frame")
    slack = draw(browser, (100, 100, 50, 40))
    check(close_to(regions(browser), [(50, 40, 100, 100)], slack), f"drawn: {regions(browser)}")
    draw(browser, (120, 120, 60, 20))
    check(close_to(regions(browser), [(50, 40, 160, 120)], 2 * slack),
          f"moved: {regions(browser)}")
    left, top, width, height = browser.place(".r i")
    corner = (left + width / 2, top + height / 2)
    browser.drag(corner, (corner[0] + 30 / slack, corner[1] + 30 / slack))
    check(regions(browser)[0][0] > 50, f"resized: {regions(browser)}")
    draw(browser, (170, 125, 20, 20), shift=True)
    check(len(regions(browser)) == 2, "with Shift, a frame inside another is drawn")
    browser.key("Delete")
    browser.key("Delete")
    check(regions(browser) == [], "Delete removes")
    browser.click("#undo")
    check(len(regions(browser)) == 1, "what was removed comes back")
    browser.click("#remove")
    check(regions(browser) == [], "the button removes")
    draw(browser, (280, 232, 184, 70))
    return slack


def by_keyboard(browser, name):
    browser.open(name)
    browser.key("n")
    before = regions(browser)[0]
    for _ in range(3):
        browser.key("ArrowRight")
    browser.key("ArrowDown")
    browser.key("ArrowLeft", shift=True)
    width, height, left, top = regions(browser)[0]
    check((width, height, left, top) == (before[0] - 2, before[1], before[2] + 6, before[3] + 2),
          f"by keyboard: {before}, then {regions(browser)[0]}")
    browser.key("n")
    for _ in range(2):
        browser.key("Tab", shift=False)
    browser.value("document.querySelectorAll('.r')[0].focus()")
    browser.key("Delete")
    check(len(regions(browser)) == 1, "one of two is left")


def reproduces(browser, picture):
    """The command does what the page shows, and all else that was asked for: with each way to hide."""
    with open("mixed.jsonl", "w", encoding="utf-8") as file:
        for number, kind in enumerate(("text", "face", "code", "manual", "face")):
            file.write(json.dumps({"x": 20 + 90 * number, "y": 40 + 30 * number, "width": 50,
                                   "height": 40, "kind": kind}) + "\n")
    for options in ([], ["--mode", "pixelate"], ["--mode", "fill", "--no-scrub-edges"],
                    ["--arrow", "10%,10%:100,60", "--color", "#ff8000", "--width", "7"]):
        for name in ("page", "shared", "direct"):
            for suffix in (".html", ".jpg", ".json"):
                if os.path.exists(name + suffix):
                    os.remove(name + suffix)
        tacita("blur", "--pick", *options, "--regions-from", "mixed.jsonl", "-o", "page.html", picture)
        browser.open("page.html")
        line = command(browser)
        subprocess.run(["sh", "-c", line + " --report shared.json"], check=True)
        tacita("blur", *options, "--regions-from", "mixed.jsonl", "--report", "direct.json", "-o",
               "direct.jpg", picture)
        check(open("shared.jpg", "rb").read() == open("direct.jpg", "rb").read(),
              f"{options}: another picture comes of {line}")
        hidden = [[(one["kind"], one["mode"], one["done"]) for one in
                   json.load(open(name, encoding="utf-8"))["regions"]]
                  for name in ("shared.json", "direct.json")]
        check(hidden[0] == hidden[1] and hidden[0][0][:2] == ("text", "fill"), f"{options}: {hidden}")
    os.remove("page.html")
    os.remove("shared.jpg")


def main():
    folder = os.getcwd()
    shutil.copy(os.path.join(PROJECT, "docs/pictures/arm.jpg"), "my arm's.jpg")
    picture = "my arm's.jpg"
    tacita("blur", "--pick", "-o", "page.html", picture, errors="delete it afterwards")
    check(stat.S_IMODE(os.stat("page.html").st_mode) == 0o600, "others can read the page")
    tacita("blur", "--pick", "--out-dir", ".", picture, status=64)
    browser = Browser(folder)
    for window in ({"width": 1200}, {"width": 400, "height": 1200}, {"width": 900, "density": 3}):
        browser.window(**window)
        use(browser, "page.html")
    by_keyboard(browser, "page.html")
    use(browser, "page.html")
    line = command(browser)
    browser.click("#save")
    for _ in range(200):
        if os.path.exists("regions.jsonl"):
            break
        time.sleep(0.05)
    saved = [json.loads(one) for one in open("regions.jsonl", encoding="utf-8")]
    check(len(saved) == 1 and saved[0]["file"] == picture, f"saved: {saved}")

    # Both hide the same, and it is proven.
    subprocess.run(["sh", "-c", line], check=True)
    tacita("blur", "--regions-from", "regions.jsonl", "-o", "too.jpg", picture)
    check(open("shared.jpg", "rb").read() == open("too.jpg", "rb").read(), "file and command differ")
    shown = tacita("verify-blur", picture, "shared.jpg")
    check(shown.startswith("hidden ") and shown.count("\n") == 1, f"hidden: {shown}")

    reproduces(browser, picture)

    # A page begins with what is proposed: one, five, forty.
    for count in (1, 5, 40):
        with open("found.jsonl", "w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps({"x": 3 + 11 * number, "y": 2 + 7 * number, "width": 40,
                                       "height": 30, "kind": "text"}) + "\n")
        tacita("blur", "--pick", "--regions-from", "found.jsonl", "-o", f"{count}.html", picture)
        browser.window(width=1200)
        browser.open(f"{count}.html")
        found = regions(browser)
        check(len(found) == count and found[0] == (40, 30, 3, 2), f"proposed: {found}")
        check(command(browser).count("=text") == count, "the command does not tell what is text")
        browser.photograph(f"{count}.png")

    # Opened, photographed by a browser that then ends, and removed.
    with open("browser", "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\ncd '{folder}' && exec chromium --headless --no-sandbox --disable-gpu "
                   f"--user-data-dir='{folder}/other' --screenshot=opened.png \"$1\"\n")
    os.chmod("browser", 0o700)
    os.mkdir("runtime", 0o700)
    environment = dict(os.environ, BROWSER=f"{folder}/browser", XDG_RUNTIME_DIR=f"{folder}/runtime",
                       HOME=folder)
    done = subprocess.run(["tacita", "blur", "--pick", "--open", picture], env=environment, text=True,
                          capture_output=True, start_new_session=True, timeout=120, check=False)
    check(done.returncode == 0 and "removed" in done.stderr, f"--open: {done}")
    check(os.path.getsize("opened.png") > 10000, "the browser did not show it")
    left = [one for one in os.listdir("runtime") if one.endswith(".html")]
    check(left == [], f"left: {left}")
    tacita("blur", "--open", picture, status=64)

    check(browser.requests() == [], f"it asked for {browser.requests()}")
    check(browser.complaints() == [], f"it was refused {browser.complaints()}")
    browser.close()


main()
