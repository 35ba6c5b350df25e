#!/usr/bin/env python3
"""How much tacita-detect finds, and how much it hides without need: the table of docs/blur.md.

    Benchmarks/detect.py [PROGRAM] [MODELS]

It makes labelled pictures: words in Debian's fonts on labels, screens, wristbands and ultrasound
noise; two faces of photographs that wheels carry, small, tilted, dark, masked; five kinds of code on
photographs. A thing is found when four fifths of it are hidden, with the margin of 15 %. PROGRAM is
tacita-detect, by default that of the debug build; MODELS is what `scripts/setup models` filled.
"""

import glob
import io
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
WHEELS = ["pillow==13.0.0", "numpy==2.4.6", "scikit-image==0.26.0", "matplotlib==3.11.2",
          "segno==1.6.6", "python-barcode==0.16.1", "pdf417gen==0.8.1",
          "aztec-code-generator==0.12", "ppf.datamatrix==0.2"]
CASES = int(os.environ.get("TACITA_CASES", "8"))
SIZE = (1600, 1200)


class Detector:
    """tacita-detect, spoken to as Sources/CHelper/include/CHelper.h describes."""

    def __init__(self, program, models):
        self.models = [(Path(models) / name).read_bytes()
                       for name in ("centerface.onnx", "ppocrv4-text.onnx")]
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def find(self, picture, question):
        picture = picture.convert("RGB")
        data = b"".join([struct.pack(">II", *picture.size),
                         *(struct.pack(">I", len(one)) + one for one in self.models),
                         picture.tobytes()])
        self.process.stdin.write(struct.pack(">IIQ", question, 0, len(data)) + data)
        self.process.stdin.flush()
        pieces = []
        while True:
            length, = struct.unpack(">I", self.process.stdout.read(4))
            if length == 0:
                break
            pieces.append(self.process.stdout.read(length))
        end, = struct.unpack(">I", self.process.stdout.read(4))
        if end:
            sys.exit("detect: the helper crashed")
        answer = b"".join(pieces)
        count, = struct.unpack(">I", answer[:4])
        return [struct.unpack(">Iiiiii", answer[4 + 24 * index:28 + 24 * index])
                for index in range(count)]


def judge(detector, picture, things, question):
    """How many of `things` are hidden, and the share of the rest that is."""
    import numpy as np
    hidden = np.zeros(SIZE[::-1], bool)
    for _, left, top, width, height, _ in detector.find(picture, question):
        aside, above = 0.15 * width, 0.15 * height
        hidden[max(0, int(top - above)):max(0, int(top + height + above)),
               max(0, int(left - aside)):max(0, int(left + width + aside))] = True
    found, rest = 0, np.ones(SIZE[::-1], bool)
    for thing in things:
        found += (hidden & thing).sum() >= 0.8 * thing.sum()
        rows, columns = np.where(thing.any(1))[0], np.where(thing.any(0))[0]
        rest[max(0, rows[0] - 40):rows[-1] + 40, max(0, columns[0] - 40):columns[-1] + 40] = False
    return found, len(things), hidden[rest].mean() if rest.any() else 0


# What is pasted


def pasted(picture, patch, shape, dice):
    """Pastes `patch` where `shape` is set, at a drawn place; where the shape lies then."""
    import numpy as np
    from PIL import Image
    left = dice.randint(10, max(10, SIZE[0] - patch.width - 10))
    top = dice.randint(10, max(10, SIZE[1] - patch.height - 10))
    picture.paste(patch, (left, top), shape)
    whole = Image.new("L", SIZE)
    whole.paste(shape, (left, top))
    return np.array(whole) > 0


def words(condition, dice, noise):
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont
    ground = {"ultrasound": 40, "screen": 20, "label": 110, "wristband": 120, "tilted": 110,
              "small print": 110}[condition]
    grains = noise.normal(ground, 25, (SIZE[1] // 4, SIZE[0] // 4)).clip(0, 255).astype("uint8")
    picture = Image.fromarray(grains).resize(SIZE).convert("RGB")
    fonts = [font for font in glob.glob("/usr/share/fonts/truetype/dejavu/*.ttf")
             if "Math" not in font]
    things = []
    for row in range(3):
        size = dice.randint(11, 14) if condition == "small print" else dice.randint(22, 60)
        font = ImageFont.truetype(dice.choice(fonts), size)
        text = dice.choice(["J. DE WIT", "Jansen, A.", "12-03-1961", "8901234567", "Kamer 12"])
        box = font.getbbox(text)
        patch = Image.new("RGB", (box[2] + 20, box[3] + 16), "white")
        shape = Image.new("L", patch.size)
        light = condition in ("ultrasound", "screen")
        if light:
            patch = Image.new("RGB", patch.size, (ground,) * 3)
        ImageDraw.Draw(patch).text((10, 8), text, font=font, fill="white" if light else "black")
        ImageDraw.Draw(shape).rectangle((10 + box[0], 8 + box[1], 10 + box[2], 8 + box[3]), fill=255)
        if condition == "tilted":
            angle = dice.uniform(-60, 60)
            patch, shape = (one.rotate(angle, expand=True, fillcolor=one.getpixel((0, 0)))
                            for one in (patch, shape))
        if condition == "wristband":
            # Bent round a wrist: narrower towards both ends.
            bent = np.arcsin(np.linspace(-0.95, 0.95, patch.width)) / np.arcsin(0.95)
            columns = ((bent + 1) / 2 * (patch.width - 1)).astype(int)
            patch, shape = (Image.fromarray(np.array(one)[:, columns]) for one in (patch, shape))
        left, top = dice.randint(20, 500), 60 + 380 * row
        if light:
            mask = patch.convert("L").point(lambda level: 255 if level > ground + 40 else 0)
            picture.paste(patch, (left, top), mask)
        else:
            picture.paste(patch, (left, top))
        whole = Image.new("L", SIZE)
        whole.paste(shape, (left, top))
        things.append(np.array(whole) > 0)
    return picture, things


def faces(condition, dice, photographs):
    from PIL import Image, ImageDraw
    picture = Image.new("RGB", SIZE, (118, 112, 104))
    photograph, (left, top, width, height) = dice.choice(photographs)
    photograph = photograph.copy()
    shape = Image.new("L", photograph.size)
    ImageDraw.Draw(shape).ellipse((left, top, left + width, top + height), fill=255)
    if condition == "mask":
        ImageDraw.Draw(photograph).polygon(
            [(left, top + height * .5), (left + width * .5, top + height * .42),
             (left + width, top + height * .5), (left + width * .9, top + height * .9),
             (left + width * .5, top + height * 1.03), (left + width * .1, top + height * .9)],
            fill=(150, 190, 215))
    side = {"40 pixels": 40, "60 pixels": 60}.get(condition, dice.randint(90, 220))
    scale = side / height
    new = (round(photograph.width * scale), round(photograph.height * scale))
    photograph, shape = photograph.resize(new), shape.resize(new)
    if condition == "dark":
        photograph = photograph.point(lambda level: level * 0.25)
    if condition == "tilted":
        angle = dice.uniform(15, 40) * dice.choice([-1, 1])
        photograph, shape = (one.rotate(angle, expand=True) for one in (photograph, shape))
    return picture, [pasted_whole(picture, photograph, shape, dice)]


def pasted_whole(picture, patch, shape, dice):
    """As ``pasted``, for a patch of which all is shown and only `shape` counts."""
    import numpy as np
    from PIL import Image
    left = dice.randint(0, max(0, SIZE[0] - patch.width))
    top = dice.randint(0, max(0, SIZE[1] - patch.height))
    picture.paste(patch, (left, top))
    whole = Image.new("L", SIZE)
    whole.paste(shape, (left, top))
    return np.array(whole) > 0


def code(kind, text):
    import barcode
    import numpy as np
    import pdf417gen
    import segno
    from aztec_code_generator import AztecCode
    from barcode.writer import ImageWriter
    from PIL import Image
    from ppf.datamatrix import DataMatrix
    if kind == "QR":
        held = io.BytesIO()
        segno.make(text, micro=False).save(held, kind="png", scale=6, border=2)
        return Image.open(held).convert("RGB")
    if kind == "Code 128":
        writer = ImageWriter()
        return barcode.get("code128", text, writer=writer).render(
            {"write_text": False, "module_height": 12}).convert("RGB")
    if kind == "PDF417":
        return pdf417gen.render_image(
            pdf417gen.encode(text, columns=4), scale=3, padding=8).convert("RGB")
    if kind == "Aztec":
        return AztecCode(text).image(module_size=7, border=2).convert("RGB")
    modules = np.pad(np.array(DataMatrix(text).matrix), 2)
    return Image.fromarray(
        np.kron(255 * (1 - modules), np.ones((8, 8))).astype("uint8")).convert("RGB")


def codes(condition, dice, grounds, noise):
    import numpy as np
    from PIL import Image, ImageFilter
    picture = dice.choice(grounds).copy()
    kind = dice.choice(["QR", "DataMatrix", "Aztec", "PDF417", "Code 128"])
    patch = code(kind, f"89012345{dice.randint(10, 99)}")
    scale = dice.uniform(0.8, 1.6) * (0.5 if condition == "small" else 1)
    patch = patch.resize((int(patch.width * scale), int(patch.height * scale)))
    shape = Image.new("L", patch.size, 255)
    if condition == "pale":
        patch = patch.point(lambda level: 110 + level // 2)
    if condition == "turned":
        angle = dice.uniform(10, 80)
        patch, shape = patch.rotate(angle, expand=True), shape.rotate(angle, expand=True)
    things = [pasted(picture, patch, shape, dice)]
    if condition == "noisy":
        grains = noise.normal(0, 25, (SIZE[1], SIZE[0], 3))
        picture = Image.fromarray((np.array(picture) + grains).clip(0, 255).astype("uint8"))
        picture = picture.filter(ImageFilter.GaussianBlur(1))
    return picture, things


# The table


def rows(detector):
    import matplotlib
    import numpy as np
    from PIL import Image
    from skimage import data
    noise = np.random.default_rng(7)
    hopper = Image.open(
        Path(matplotlib.get_data_path()) / "sample_data/grace_hopper.jpg").convert("RGB")
    photographs = [(Image.fromarray(data.astronaut()), (182, 66, 86, 108)),
                   (hopper, (178, 135, 170, 200))]
    grounds = [Image.fromarray(one()).convert("RGB").resize(SIZE)
               for one in (data.astronaut, data.coffee, data.chelsea, data.rocket)]
    plans = [
        ("text", 2, ["label", "screen", "ultrasound", "wristband", "tilted", "small print"],
         lambda condition, dice: words(condition, dice, noise)),
        ("faces", 1, ["frontal", "60 pixels", "40 pixels", "tilted", "dark", "mask"],
         lambda condition, dice: faces(condition, dice, photographs)),
        ("codes", 4, ["plain", "turned", "noisy", "pale", "small"],
         lambda condition, dice: codes(condition, dice, grounds, noise)),
    ]
    for name, question, conditions, make in plans:
        for condition in conditions:
            dice = random.Random(f"{name} {condition}")
            found = total = false = 0
            for _ in range(CASES):
                picture, things = make(condition, dice)
                one, of, share = judge(detector, picture, things, question)
                found, total, false = found + one, total + of, false + share
            yield f"| {name} | {condition} | {found} of {total} | {100 * false / CASES:.1f} % |"


def measured():
    """Runs in a Python that has WHEELS."""
    import numpy as np
    from PIL import Image
    program, models = sys.argv[2:4]
    print("| looked for | condition | found | hidden without need |\n|---|---|---|---|")
    for row in rows(Detector(program, models)):
        print(row, flush=True)
    large = Image.fromarray(
        np.random.default_rng(1).integers(0, 255, (3000, 4000, 3), dtype="uint8"))
    for name, question in (("faces", 1), ("text", 2), ("codes", 4)):
        detector = Detector(program, models)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        detector.find(large, question)
        wall = time.monotonic() - start
        detector.process.stdin.close()
        detector.process.wait()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"12 megapixels, {name}: {wall:.1f} s, {used.ru_utime - before.ru_utime:.1f} s of "
              f"processor time, {used.ru_maxrss >> 10} MiB", file=sys.stderr)


def main():
    if sys.argv[1:2] == ["--inside"]:
        measured()
        return
    program = sys.argv[1] if len(sys.argv) > 1 else TOP / ".build/debug/tacita-detect"
    data = os.environ.get("XDG_DATA_HOME", os.path.expanduser("~/.local/share"))
    models = sys.argv[2] if len(sys.argv) > 2 else f"{data}/tacita-models"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = f"{folder}/bin/python3"
        subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", "install",
                        *WHEELS], check=True)
        subprocess.run([python, __file__, "--inside", program, models], check=True)


if __name__ == "__main__":
    main()
