internal import Files
internal import Imaging
internal import Secrets

/// A page with a small picture of every result of a batch, to look through before they are shared:
/// one file, which reaches nothing.
struct ContactSheet {
  /// A result, small, and what was done to it.
  struct Entry {
    let picture: [UInt8]
    let hidden: Int
    let removed: String?
  }

  /// The longer side of a small picture, in pixels.
  static let side = 320

  private let file: OutputFile

  /// Begins the page in `file`.
  init(_ file: OutputFile) throws {
    self.file = file
    let policy =
      "default-src 'none'; img-src data:; style-src \(WebPage.hash(Self.style)); base-uri 'none'; "
      + "form-action 'none'"
    try file.descriptor.write(
      Array(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width">
        <title>Contact sheet</title><style>\(Self.style)</style></head><body>
        <p>The pictures as they are to be shared. Look for what should be hidden and is not.</p>
        <ul>

        """.utf8))
  }

  /// Adds a result that is called `name`.
  func add(_ name: String, _ entry: Entry) throws {
    let parts = [
      entry.hidden == 0 ? "nothing hidden" : "\(entry.hidden) hidden",
      entry.removed.map { "removed: \($0)" },
    ].compactMap(\.self)
    try file.descriptor.write(
      Array(#"<li><img alt="" src="data:image/jpeg;base64,"#.utf8)
        + Base64.encode(entry.picture, padded: true)
        + Array(
          "\"><b>\(WebPage.escaped(name))</b><br>\(parts.joined(separator: "; "))</li>\n".utf8))
  }

  /// Tells that there is no result of `name`, and why.
  func add(_ name: String, refused reason: String) throws {
    let (name, reason) = (WebPage.escaped(name), WebPage.escaped(reason))
    try file.descriptor.write(
      Array("<li class=\"no\"><b>\(name)</b><br>refused: \(reason)</li>\n".utf8))
  }

  /// Ends the page, which then appears.
  func finish() throws {
    try file.descriptor.write(Array("</ul></body></html>\n".utf8))
    try file.commit()
  }

  private static let style = """
    body{margin:1em;font:14px/1.4 sans-serif;background:#fff;color:#222}
    ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:1em;padding:0}
    li{list-style:none;overflow-wrap:anywhere}.no{background:#fee;padding:.5em}
    img{display:block;max-width:100%;height:240px;object-fit:contain;background:#eee;width:100%}
    """
}

/// What pages have in common that tacita writes.
enum WebPage {
  /// As a content security policy names a script or style (CSP Level 3, 2.3.1).
  static func hash(_ text: String) -> String {
    let digest = Base64.encode(SHA256.hash(Array(text.utf8)), padded: true)
    return "'sha256-\(String(decoding: digest, as: UTF8.self))'"
  }

  /// For content, and for attributes between double quotes.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
