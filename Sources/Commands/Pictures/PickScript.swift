extension PickPage {
  /// What runs in the page. A region is [x, y, width, height, kind] in pixels of the picture.
  static let script = #"""
    'use strict';
    const page = JSON.parse(document.body.dataset.page), W = page.width, H = page.height;
    const at = id => document.getElementById(id), stage = at('stage'), picture = at('picture');
    let regions = page.regions.map(r => [r.x, r.y, r.width, r.height, r.kind]);
    let chosen = -1, past = [], drag = null;
    const scale = () => picture.clientWidth / W;
    const within = (v, most) => Math.min(Math.max(v, 0), most);
    const remember = () => past.push(JSON.stringify(regions));
    const round = r => {
      const x = Math.floor(r[0]), y = Math.floor(r[1]);
      const right = Math.ceil(r[0] + r[2]), bottom = Math.ceil(r[1] + r[3]);
      return [x, y, Math.max(1, right - x), Math.max(1, bottom - y)];
    };
    const place = (e, r) => {
      const k = scale();
      e.style.left = r[0] * k + 'px'; e.style.top = r[1] * k + 'px';
      e.style.width = r[2] * k + 'px'; e.style.height = r[3] * k + 'px';
    };
    const point = e => {
      const b = picture.getBoundingClientRect();
      return [within((e.clientX - b.left) / b.width * W, W),
              within((e.clientY - b.top) / b.height * H, H)];
    };
    function element(r, n) {
      const e = document.createElement('div');
      e.className = 'r ' + r[4]; e.tabIndex = 0; e.dataset.n = n;
      e.setAttribute('role', 'button');
      const [x, y, w, h] = round(r);
      e.setAttribute('aria-label', `frame ${n + 1}, ${r[4]}, ${w} by ${h} at ${x}, ${y}`);
      e.append(document.createElement('i'));
      e.onfocus = () => { chosen = n; };
      place(e, r);
      return e;
    }
    function show() {
      stage.querySelectorAll('.r').forEach(e => e.remove());
      regions.forEach((r, n) => stage.append(element(r, n)));
      const option = r => {
        const [x, y, width, height] = round(r), kind = r[4] === 'manual' ? '' : '=' + r[4];
        return ` --region ${width}x${height}+${x}+${y}${kind}`;
      };
      const args = regions.map(option).join('');
      at('command').value = regions.length ? 'tacita blur' + args + page.after : '';
      at('count').textContent = regions.length === 1 ? '1 frame' : regions.length + ' frames';
      for (const id of ['copy', 'save', 'remove']) at(id).disabled = !regions.length;
      at('undo').disabled = !past.length;
      if (chosen >= regions.length) chosen = regions.length - 1;
      if (chosen >= 0) stage.querySelectorAll('.r')[chosen].focus({preventScroll: true});
    }
    function add(r) { remember(); regions.push(r); chosen = regions.length - 1; show(); }
    function remove() {
      if (chosen < 0) return;
      remember(); regions.splice(chosen, 1); show();
    }
    function undo() {
      if (!past.length) return;
      regions = JSON.parse(past.pop()); chosen = regions.length - 1; show();
    }
    stage.onpointerdown = e => {
      if (e.button !== 0) return;
      e.preventDefault();
      stage.setPointerCapture(e.pointerId);
      const p = point(e), over = e.shiftKey ? null : e.target.closest('.r');
      if (over) {
        chosen = +over.dataset.n; over.focus({preventScroll: true});
        drag = {over, p, r: regions[chosen].slice(), size: e.target.tagName === 'I', moved: false};
      } else {
        drag = {p, over: document.createElement('div')};
        drag.over.className = 'r manual';
        stage.append(drag.over);
        place(drag.over, [...p, 0, 0]);
      }
    };
    stage.onpointermove = e => {
      if (!drag) return;
      const p = point(e), dx = p[0] - drag.p[0], dy = p[1] - drag.p[1];
      if (!drag.r) {
        drag.now = [Math.min(p[0], drag.p[0]), Math.min(p[1], drag.p[1]),
                    Math.abs(dx), Math.abs(dy), 'manual'];
      } else if (drag.size) {
        drag.now = [drag.r[0], drag.r[1], within(drag.r[2] + dx, W - drag.r[0]),
                    within(drag.r[3] + dy, H - drag.r[1]), drag.r[4]];
      } else {
        drag.now = [within(drag.r[0] + dx, W - drag.r[2]), within(drag.r[1] + dy, H - drag.r[3]),
                    drag.r[2], drag.r[3], drag.r[4]];
      }
      place(drag.over, drag.now);
    };
    stage.onpointerup = () => {
      const d = drag;
      drag = null;
      if (!d) return;
      if (!d.r) {
        d.over.remove();
        if (d.now && d.now[2] * scale() > 3 && d.now[3] * scale() > 3) add(d.now); else show();
      } else if (d.now) { remember(); regions[chosen] = d.now; show(); }
    };
    stage.onpointercancel = () => { drag = null; show(); };
    const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    document.onkeydown = e => {
      if (e.target.tagName === 'TEXTAREA' || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === 'n' || e.key === 'N') {
        e.preventDefault(); add([W * 3 / 8, H * 3 / 8, W / 4, H / 4, 'manual']);
      } else if (e.key === 'u' || e.key === 'U') {
        e.preventDefault(); undo();
      } else if ((e.key === 'Delete' || e.key === 'Backspace') && e.target.closest('.r')) {
        e.preventDefault(); remove();
      } else if (steps[e.key] && e.target.closest('.r')) {
        e.preventDefault();
        const [dx, dy] = steps[e.key].map(v => v * Math.max(1, Math.round(W / 200)));
        const r = regions[chosen].slice();
        if (e.shiftKey) {
          r[2] = Math.max(1, within(r[2] + dx, W - r[0]));
          r[3] = Math.max(1, within(r[3] + dy, H - r[1]));
        } else { r[0] = within(r[0] + dx, W - r[2]); r[1] = within(r[1] + dy, H - r[3]); }
        remember(); regions[chosen] = r; show();
      }
    };
    at('add').onclick = () => add([W * 3 / 8, H * 3 / 8, W / 4, H / 4, 'manual']);
    at('remove').onclick = remove;
    at('undo').onclick = undo;
    at('size').onclick = () => {
      at('size').textContent = stage.classList.toggle('actual') ? 'Fit the window' : 'Actual size';
      show();
    };
    at('copy').onclick = () => { at('command').select(); document.execCommand('copy'); };
    at('save').onclick = () => {
      const lines = regions.map(r => {
        const [x, y, width, height] = round(r);
        const picture = {pictureWidth: W, pictureHeight: H};
        const line = {x, y, width, height, kind: r[4], frame: 'seen', ...picture};
        if (page.file) line.file = page.file;
        return JSON.stringify(line) + '\n';
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(lines, {type: 'application/x-ndjson'}));
      link.download = 'regions.jsonl';
      link.click();
    };
    onresize = show;
    if (picture.complete) show(); else picture.onload = show;
    """#
}
