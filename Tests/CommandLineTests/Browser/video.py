"""A clip whose parts are hidden plays in Chromium to its end, in its size, turned as it should be.

Packages: ffmpeg, chromium.
"""

import os
import subprocess

from browser import Browser

CLIPS = {"plain": ([], (192, 108)), "turned": (["-metadata:s:v", "rotate=90"], (108, 192))}


def check(fact, what):
    if not fact:
        raise SystemExit(f"video: {what}")


def main():
    browser = Browser(os.getcwd())
    for name, (words, size) in CLIPS.items():
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i",
             "testsrc2=size=192x108:rate=25:duration=2", "-c:v", "libx264", "-pix_fmt", "yuv420p",
             *words, "made.mp4", "-y"], check=True)
        if words:
            subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", "made.mp4", "-c", "copy",
                            *words, f"{name}.mp4"], check=True)
        else:
            os.rename("made.mp4", f"{name}.mp4")
        subprocess.run(["tacita", "blur", "--region", "40x40+20+20", "-o", f"shared-{name}.mp4",
                        f"{name}.mp4"], check=True)
        with open("page.html", "w", encoding="utf-8") as page:
            page.write(f"<video src='shared-{name}.mp4' muted></video>")
        browser.open("page.html")
        browser.until("document.querySelector('video').readyState >= 2")
        found = browser.value("(v => [v.videoWidth, v.videoHeight, v.duration])"
                              "(document.querySelector('video'))")
        check(tuple(found[:2]) == size and abs(found[2] - 2) < 0.1, f"{name}: {found}")
        browser.value("void (v => { v.playbackRate = 4; v.play() })(document.querySelector('video'))")
        browser.until("document.querySelector('video').ended || document.querySelector('video').error")
        check(browser.value("document.querySelector('video').error === null"), f"{name}: an error")
        check(browser.value("document.querySelector('video').getVideoPlaybackQuality()"
                            ".totalVideoFrames") > 5, f"{name}: no frame was shown")
        browser.photograph(f"{name}.png")
    browser.close()


main()
