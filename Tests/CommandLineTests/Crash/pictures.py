"""Pictures that people made for other purposes are cleaned, and a part of each is hidden: another
decoder compares them. The short form of scripts/try-pictures, without pictures of wheels: icons of
Debian, the documentation's own, and JPEGs of every process and sampling that are made of these.

Packages: chromium (for its icons), ffmpeg, libjpeg-turbo-progs.
"""

import glob
import os
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
ICONS = "/usr/share/icons"
FORMS = ((), ("-progressive",), ("-arithmetic",), ("-grayscale",), ("-restart", "1"),
         ("-sample", "1x1"), ("-sample", "2x1"), ("-sample", "1x2"), ("-optimize",), ("-rgb",),
         ("-quality", "99"), ("-quality", "20", "-progressive"))
LEAST = 72


def make(folder):
    """A JPEG of every form of icons of two sizes and of a larger drawing."""
    os.mkdir(folder)
    icons = sorted(glob.glob(f"{ICONS}/*/96x96/*/*.png")) or sorted(glob.glob(f"{ICONS}/**/*.png",
                                                                           recursive=True))
    sources = [icons[len(icons) // 3], icons[2 * len(icons) // 3], PROJECT / "docs/pictures/arm.jpg"]
    for number, source in enumerate(sources):
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source, "-pix_fmt", "rgb24",
                        "drawn.ppm"], check=True)
        for form, words in enumerate(FORMS):
            subprocess.run(["cjpeg", *words, "-outfile", f"{folder}/{number}-{form}.jpg", "drawn.ppm"],
                           check=True)


def main():
    make("made")
    done = subprocess.run([PROJECT / "scripts/try-pictures", str(LEAST), "made",
                           PROJECT / "docs/pictures", ICONS], capture_output=True, text=True,
                          check=False)
    told = dict(one.split(": ") for one in done.stdout.strip().split("; "))
    if done.returncode or int(told["pictures"]) < 60 or int(told["compared"]) < 60:
        raise SystemExit(f"pictures: {done.stdout}{done.stderr}")


main()
