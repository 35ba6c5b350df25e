"""Chromium without a window, for the programs beside this file: pages as a person sees and uses them.

Packages: chromium.
"""

import base64
import json
import os
import subprocess

KEYS = {"Tab": 9, "Delete": 46, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}


class Browser:
    """One page in a browser of its own, steered by the DevTools protocol over a pipe."""

    def __init__(self, folder, **window):
        to_browser, self.write = os.pipe()
        self.read, from_browser = os.pipe()

        def descriptors():
            # Its ends are 3 and 4; they may lie on each other's place.
            inlet, outlet = os.dup(to_browser), os.dup(from_browser)
            os.dup2(inlet, 13), os.dup2(outlet, 14)
            os.dup2(13, 3), os.dup2(14, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--disable-dev-shm-usage", f"--user-data-dir={folder}/profile", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=descriptors,
            # Its sockets lie there, and their names may have about 100 bytes.
            env=dict(os.environ, TMPDIR="/tmp"))
        os.close(to_browser)
        os.close(from_browser)
        self.count, self.rest, self.seen = 0, b"", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self.window(**window)

    def window(self, width=1200, height=900, density=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=density, mobile=False)

    def message(self):
        while b"\0" not in self.rest:
            piece = os.read(self.read, 1 << 16)
            if not piece:
                raise SystemExit("the browser ended")
            self.rest += piece
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **words):
        self.count += 1
        message = {"id": self.count, "method": method, "params": words}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write, data):]
        while True:
            answer = self.message()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.seen.append(answer)

    def open(self, path):
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        self.until("document.readyState === 'complete'")

    def value(self, script):
        """What a script in the page gives."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def until(self, script):
        for _ in range(500):
            if self.value(script):
                return
            self.call("Runtime.evaluate", awaitPromise=True,
                      expression="new Promise(done => setTimeout(done, 20))")
        raise SystemExit(f"never true: {script}")

    def drag(self, start, end, shift=False):
        def mouse(kind, place, **more):
            self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1],
                      modifiers=8 if shift else 0, **more)
        middle = [(a + b) / 2 for a, b in zip(start, end)]
        mouse("mouseMoved", start)
        mouse("mousePressed", start, button="left", buttons=1, clickCount=1)
        for place in (middle, end):
            mouse("mouseMoved", place, button="left", buttons=1)
        mouse("mouseReleased", end, button="left", clickCount=1)

    def click(self, selector):
        self.value(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        place = self.place(selector)
        middle = (place[0] + place[2] / 2, place[1] + place[3] / 2)
        self.drag(middle, middle)

    def key(self, name, shift=False):
        code = KEYS.get(name) or ord(name.upper())
        text = {} if name in KEYS else {"text": name}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, windowsVirtualKeyCode=code,
                      modifiers=8 if shift else 0, **(text if kind == "keyDown" else {}))

    def place(self, selector, index=0):
        """Left, top, width and height of an element in the window."""
        return self.value(
            f"(() => {{ const b = document.querySelectorAll({selector!r})[{index}]"
            ".getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()")

    def photograph(self, path):
        data = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def requests(self):
        """Addresses that were asked for, other than the page and what it holds."""
        urls = [one["params"]["request"]["url"] for one in self.seen
                if one.get("method") == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("file:", "data:", "blob:"))]

    def complaints(self):
        """What the page was not allowed to do, and what went wrong in it."""
        return [one["params"] for one in self.seen
                if one.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]

    def close(self):
        self.process.kill()
        self.process.wait()
