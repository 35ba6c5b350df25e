"""Videos: clips of ten seconds with everything that telephones and programs put into them. Nothing of
it is left, the region is hidden in every frame as another decoder shows it, and the clip plays. A
run that is killed, or has no room, leaves no file.

Packages: ffmpeg.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

WIDTH, HEIGHT, SECONDS = 192, 108, 10
PLANTED = "PLANTED-"
PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")
# In the clip as it is seen; what is hidden reaches to whole blocks of 16.
BOX = (40, 30, 50, 40)


def check(fact, what):
    if not fact:
        raise SystemExit(f"clips: {what}")


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *words], check=True)


def tacita(*words, status=0):
    done = subprocess.run(["tacita", *words], capture_output=True, text=True, check=False)
    check(done.returncode == status, f"{words} ended with {done.returncode}: {done.stderr}")
    return done


def source(rate=25):
    """A moving picture, and in it noise that must not be seen."""
    return ["-f", "lavfi", "-i",
            f"testsrc2=size={WIDTH}x{HEIGHT}:rate={rate}:duration={SECONDS},"
            "noise=alls=40:allf=t+u"]


def coded(name, *words):
    ffmpeg(*source(), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *words, name)


def full(name):
    """Sound, position, title, chapters, a cover, subtitles, a time code, a second video."""
    with open("chapters.txt", "w", encoding="utf-8") as file:
        file.write(f";FFMETADATA1\ntitle={PLANTED}title\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\n"
                   f"END=5000\ntitle={PLANTED}chapter\n")
    with open("words.srt", "w", encoding="utf-8") as file:
        file.write(f"1\n00:00:01,000 --> 00:00:09,000\n{PLANTED}subtitle\n")
    ffmpeg("-f", "lavfi", "-i", "testsrc=size=64x64:duration=1:rate=1", "-frames:v", "1", "cover.png")
    ffmpeg(*source(), "-f", "lavfi", "-i", f"sine=frequency=440:duration={SECONDS}",
           "-i", "words.srt", "-i", "cover.png", "-i", "chapters.txt",
           "-map", "0:v", "-map", "1:a", "-map", "2:s", "-map", "3:v", "-map_metadata", "4",
           "-map_chapters", "4", "-c:v:0", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
           "-c:v:1", "copy", "-disposition:v:1", "attached_pic", "-c:a", "aac", "-c:s", "mov_text",
           "-metadata", "location=+52.3702+004.8952/", "-metadata", f"comment={PLANTED}comment",
           "-metadata", f"make={PLANTED}make", "-metadata", "creation_time=2026-11-20T10:00:00Z",
           "-metadata:s:v:0", f"handler_name={PLANTED}handler", name)


def timecode(name):
    coded(name, "-timecode", "10:11:12:13", "-metadata", f"title={PLANTED}title")


def rotated(degrees):
    def make(name):
        coded("upright.mp4")
        ffmpeg("-i", "upright.mp4", "-c", "copy", "-metadata:s:v", f"rotate={degrees}", name)
    return make


def variable(name):
    """Frames of several lengths."""
    ffmpeg(*source(30), "-vf", "select='not(mod(n,7))+not(mod(n,5))+lt(mod(n,60),20)'",
           "-vsync", "vfr", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", name)


def bright(name):
    ffmpeg(*source(), "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
           "-x265-params", "log-level=none:hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix="
           "bt2020nc", "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace",
           "bt2020nc", "-tag:v", "hvc1", name)


CLIPS = {"full.mp4": full, "timecode.mov": timecode, "variable.mp4": variable, "bright.mov": bright,
         "right.mp4": rotated(90), "down.mov": rotated(180), "left.mp4": rotated(270)}


def told(name):
    """What ffprobe tells of a clip."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-show_chapters", "-of", "json",
         name], capture_output=True, check=True)
    return json.loads(done.stdout)


def times(name):
    """When each frame is shown, from the first on."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time",
         "-of", "csv=p=0", name], capture_output=True, text=True, check=True)
    found = [float(line.strip(",")) for line in done.stdout.split() if line.strip(",")]
    return [round(one - found[0], 3) for one in found]


def seen(name):
    """Width, height, and the brightness of each frame as a person sees it."""
    video = next(one for one in told(name)["streams"] if one["codec_type"] == "video")
    sides = (video["width"], video["height"])
    turn = [one.get("rotation", 0) for one in video.get("side_data_list", [])]
    if any(abs(one) == 90 for one in turn):
        sides = sides[::-1]
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-i", name, "-map", "0:v:0", "-vsync", "passthrough",
         "-f", "rawvideo", "-pix_fmt", "gray", "-"], capture_output=True, check=True)
    size = sides[0] * sides[1]
    check(len(done.stdout) % size == 0, f"{name}: frames of another size")
    return *sides, [done.stdout[at:at + size] for at in range(0, len(done.stdout), size)]


def spread(frame, width, box):
    """How far the brightest and the darkest pixel of a part are from each other."""
    left, top, wide, high = box
    rows = [frame[y * width + left:y * width + left + wide] for y in range(top, top + high)]
    return max(map(max, rows)) - min(map(min, rows))


def difference(one, other, width, box):
    """The mean difference outside of a box that is a little larger."""
    left, top, right, bottom = box[0] - 20, box[1] - 20, box[0] + box[2] + 20, box[1] + box[3] + 20
    total = count = 0
    for place in range(0, len(one), 7):
        x, y = place % width, place // width
        if not (left <= x < right and top <= y < bottom):
            total, count = total + abs(one[place] - other[place]), count + 1
    return total / count


def hides(name):
    """Hides a part of a clip, and looks at every frame."""
    region = "{2}x{3}+{0}+{1}".format(*BOX)
    out = f"shared-{name}".replace(".mov", ".mp4")
    report = json.loads(tacita("blur", "--mode", "fill", "--region", region, "--json", "-o", out,
                               name).stdout)
    width, height, frames = seen(out)
    _, _, before = seen(name)
    check((report["width"], report["height"]) == (width, height), f"{name}: {report}")
    check(len(frames) == len(before) == report["video"]["frames"], f"{name}: frames are missing")
    check(len(report["video"]["seconds"]) == SECONDS, f"{name}: seconds {report['video']}")
    for number, (frame, old) in enumerate(zip(frames, before)):
        check(spread(frame, width, BOX) < 30, f"{name}: frame {number} is not hidden")
        check(spread(old, width, BOX) > 60, f"{name}: frame {number} had nothing to hide")
        if number % 10 == 0:
            check(difference(frame, old, width, BOX) < 12, f"{name}: frame {number} is another")
    slack = [abs(a - b) for a, b in zip(times(out), times(name))]
    check(len(slack) == len(frames) and max(slack) < 0.002, f"{name}: frames come at other times")
    clean(name, out, report)
    return out


def clean(name, out, report):
    facts = told(out)
    check([one["codec_type"] for one in facts["streams"]] == ["video"], f"{name}: {facts['streams']}")
    check(facts["streams"][0]["codec_name"] == "h264", f"{name}: not H.264")
    check(facts["chapters"] == [], f"{name}: chapters")
    tags = {**facts["format"].get("tags", {}), **facts["streams"][0].get("tags", {})}
    check(set(tags) <= {"major_brand", "minor_version", "compatible_brands", "handler_name", "language",
                        "vendor_id"}, f"{name}: {tags}")
    with open(out, "rb") as file:
        data = file.read()
    for word in (PLANTED, "52.37", "x264", "Lavf", "Lavc", "tmcd", "2026"):
        check(word.encode() not in data, f"{name}: {word} is left")
    kinds = {one["kind"] for one in report["removed"]}
    wanted = {"full.mp4": {"sound", "subtitles", "cover", "chapters", "position", "text", "camera"},
              "timecode.mov": {"data-track", "text"}}.get(name, set())
    check(wanted <= kinds, f"{name}: removed {kinds}")
    check(report["video"].get("hdr", False) == (name == "bright.mov"), f"{name}: HDR")
    plays(["ffmpeg", "-v", "error", "-nostdin", "-i", out, "-f", "null", "-"])
    if name == "full.mp4":
        plays(["ffplay", "-v", "error", "-autoexit", "-an", out])


def plays(words):
    """To its end, without a complaint."""
    env = dict(os.environ, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
    done = subprocess.run(words, env=env, capture_output=True, timeout=120, check=False)
    check(done.returncode == 0 and not done.stderr.strip(), f"{words}: {done.stderr}")


def is_killed(name):
    """At any moment: no file, under no name, whatever was asked for."""
    dice = random.Random(7)
    os.mkdir("killed")
    picture = os.path.join(PROJECT, "docs/pictures/arm.jpg")
    shutil.copy(picture, "arm.jpg")
    runs = ([name, "-o", "killed/out.mp4"], ["arm.jpg", "-o", "killed/out.jpg"],
            ["arm.jpg", name, "--out-dir", "killed"])
    whole, ended = {}, 0
    for number in range(36):
        words = runs[number % len(runs)]
        run = subprocess.Popen(["tacita", "blur", "--region", "9x9+0+0", *words],
                               stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.005, 0.6 if name in words else 0.06))
        run.send_signal(signal.SIGKILL if dice.random() < 0.7 else signal.SIGTERM)
        ended += run.wait() != 0
        for left in os.listdir("killed"):
            check(left in ("out.mp4", "out.jpg", "arm.jpg", "full.mp4"), f"left behind: {left}")
            with open(f"killed/{left}", "rb") as file:
                data = file.read()
            # What is there is whole, because it is the same every time.
            check(whole.setdefault(left[-3:], data) == data, f"{left} is not whole")
            os.remove(f"killed/{left}")
    check(ended > 10, f"only {ended} runs were killed")
    left = subprocess.run(["pgrep", "-g", str(os.getpgrp()), "tacita-video"], capture_output=True,
                          check=False)
    check(not left.stdout, "helpers are left behind")


def has_no_room(name):
    """On a full disk: status 74, and no file."""
    os.mkdir("small")
    how = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    script = ("mount -t tmpfs -o size=16k,mode=700 tmpfs small || exit 99; "
              'tacita blur --region 9x9+0+0 -o small/out.mp4 "$1"; echo $? $(ls -A small | wc -l)')
    done = subprocess.run([*how, "sh", "-c", script, "sh", name], capture_output=True, text=True,
                          check=False)
    if done.returncode == 99:
        print("skipped: nothing can be mounted here")
        return
    check(done.stdout.split() == ["74", "0"], f"full disk: {done.stdout} {done.stderr}")


def main():
    for name, make in CLIPS.items():
        make(name)
    for name in CLIPS:
        hides(name)
    # Of many, and by standard input and output.
    os.mkdir("many")
    lines = tacita("blur", "--metadata-only", "--out-dir", "many", "--json", *CLIPS).stdout.splitlines()
    check(json.loads(lines[-1])["done"] == len(CLIPS), f"batch: {lines[-1]}")
    check(sorted(os.listdir("many")) == sorted(one.replace(".mov", ".mp4") for one in CLIPS),
          f"batch: {os.listdir('many')}")
    with open("full.mp4", "rb") as clip, open("piped.mp4", "wb") as out:
        subprocess.run(["tacita", "blur", "--mode", "fill", "--region", "{2}x{3}+{0}+{1}".format(*BOX)],
                       stdin=clip, stdout=out, check=True)
    with open("piped.mp4", "rb") as one, open("shared-full.mp4", "rb") as other:
        check(one.read() == other.read(), "by pipes it is another clip")
    is_killed("full.mp4")
    has_no_room("full.mp4")


if __name__ == "__main__":
    sys.exit(main())
