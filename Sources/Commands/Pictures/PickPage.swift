internal import Files
internal import Imaging

/// A page on which a person draws the regions to hide: one file, which reaches nothing. It contains
/// the picture with nothing hidden.
struct PickPage {
  /// A JPEG or PNG as it is shown, cleaned.
  let picture: [UInt8]
  let format: PictureFormat
  /// As the picture is seen.
  let size: PixelSize
  /// What the page begins with.
  let proposals: [Proposal]
  /// As the picture was named; nil for standard input.
  let name: String?
  /// What else the command says, so that it does what was asked for besides regions.
  let options: [String]

  struct Proposal {
    let place: Rectangle
    let kind: Region.Kind
  }

  /// The page as UTF-8.
  var html: [UInt8] {
    let policy =
      "default-src 'none'; img-src data:; style-src \(WebPage.hash(Self.style)); "
      + "script-src \(WebPage.hash(Self.script)); base-uri 'none'; form-action 'none'"
    let page = WebPage.escaped(String(decoding: CanonicalJSON.encode(data), as: UTF8.self))
    let head = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width">
      <title>Regions to hide</title><style>\(Self.style)</style></head>
      <body data-page="\(page)">\(Self.content)
      <img id="picture" draggable="false" alt="The picture, with nothing hidden" \
      src="data:image/\(format.rawValue);base64,
      """
    let tail = "\"></div></div><script>\(Self.script)</script></body></html>\n"
    return Array(head.utf8) + Base64.encode(picture, padded: true) + Array(tail.utf8)
  }

  private var data: JSONObject {
    // Another file name than text would not come back as it was.
    let name = name.flatMap { SystemText.isText($0) ? $0 : nil }
    return JSONObject(
      [
        "after": .string(
          options.map { " " + ShellWord.quoted($0) }.joined()
            + " -o shared.\(format == .jpeg ? "jpg" : "png")"
            + (name.map { " " + ShellWord.quoted($0) } ?? " PICTURE")),
        "file": name.map { .string($0) },
        "height": .number(size.height),
        "regions": .array(
          proposals.map { proposal in
            .object(
              JSONObject([
                "height": .number(proposal.place.height), "kind": .string(proposal.kind.rawValue),
                "width": .number(proposal.place.width), "x": .number(proposal.place.left),
                "y": .number(proposal.place.top),
              ]))
          }),
        "width": .number(size.width),
      ] as KeyValuePairs<String, JSONValue?>)
  }

  private static let content = """
    <header><p><strong>This page contains the picture with nothing hidden.</strong> Delete the \
    file when you are done. Nothing leaves it by itself.</p>
    <p>Drag over everything that must go. Drag a frame to move it, its corner to change it; with \
    Shift, drag a new frame inside another. By keyboard: <kbd>N</kbd> new, <kbd>Tab</kbd> next, \
    arrows move, <kbd>Shift</kbd> and arrows change the size, <kbd>Delete</kbd> removes.</p>
    </header>
    <div id="tools"><button id="add">New frame</button> <button id="remove">Remove frame</button> \
    <button id="undo">Undo</button> <button id="size">Actual size</button> \
    <span id="count" role="status"></span></div>
    <div id="result"><label for="command">The command, to copy:</label>
    <textarea id="command" readonly rows="3"></textarea>
    <button id="copy">Copy</button> <button id="save">Save the regions as a file</button> \
    <span id="saved">for <code>--regions-from</code></span></div>
    <div id="frame"><div id="stage">
    """

  private static let style = """
    body{margin:0;padding:.6em 1em;font:15px/1.4 sans-serif;background:#222;color:#eee}
    p{margin:.3em 0;max-width:60em}strong{color:#fc6}kbd,code{font:13px monospace;background:#444;\
    padding:0 .3em;border-radius:3px}
    button{font:inherit;padding:.2em .7em}#tools,#result{margin:.5em 0}
    textarea{display:block;box-sizing:border-box;width:100%;font:13px monospace;margin:.2em 0}
    #frame{overflow:auto;max-width:100%}#stage{position:relative;display:inline-block;\
    touch-action:none}
    img{display:block;max-width:100%;max-height:70vh;user-select:none}.actual img{max-width:none;\
    max-height:none}
    .r{position:absolute;box-sizing:border-box;border:2px solid #39f;background:#39f5;cursor:move;\
    min-width:4px;min-height:4px}
    .r.text{border-color:#f90;background:#f905}.r.code{border-color:#3c6;background:#3c65}
    .r:focus{outline:3px solid #fff}
    .r i{position:absolute;right:-5px;bottom:-5px;width:11px;height:11px;background:#fff;\
    border:1px solid #000;cursor:nwse-resize;opacity:0}.r:hover i,.r:focus i{opacity:1}
    """
}
