internal import Files
internal import Imaging

/// What became of each picture of a batch. With `--json` each has a line, and all have one at the
/// end; otherwise failures have lines, and the rest is counted.
struct BatchAccount {
  /// Why a file was left out.
  enum Skip: String, CaseIterable {
    case exists, hidden, link
    case notAFile = "not-a-file"
    case notAPicture = "not-a-picture"
    case output

    fileprivate var words: String {
      switch self {
      case .exists: "already there"
      case .hidden: "hidden"
      case .link: "links"
      case .notAFile: "pipes or devices"
      case .notAPicture: "not pictures"
      case .output: "the folder of --out-dir"
      }
    }
  }

  private let printer: Printer
  private var done = 0
  private var skipped: [Skip: Int] = [:]
  private var refused = 0
  /// The gravest so far.
  private(set) var status = Status.done
  /// A page that shows every result.
  var sheet: ContactSheet?

  init(_ printer: Printer) { self.printer = printer }

  /// `report` is the picture's own line of JSON; empty for a preview, which has none.
  mutating func finish(_ path: String, as output: String, report: [UInt8]) throws {
    done += 1
    guard printer.isJSON else { return }
    guard report.isEmpty else { return try printer.output.write(report + [0x0a]) }
    try tell(path, "previewed", "output", SystemText.shown(output))
  }

  mutating func skip(_ path: String, _ reason: Skip) throws {
    skipped[reason, default: 0] += 1
    if printer.isJSON { try tell(path, "skipped", "reason", reason.rawValue) }
  }

  /// Of `picture` nothing was written, because of `error`.
  mutating func leave(_ picture: PictureList.Entry, _ error: any Error) throws {
    if picture.isFound, Self.isOther(error, picture.path) {
      try skip(picture.path, .notAPicture)
    } else {
      try refuse(picture.path, error)
    }
  }

  /// Whether `error` says that the file at `path` is not a picture, and neither does its name say
  /// that it is one.
  private static func isOther(_ error: any Error, _ path: String) -> Bool {
    switch error as? ImagingError {
    case .notAPicture, .empty, .unsupported(.pdf):
      let name = Paths.name(of: path).lowercased()
      return !pictureSuffixes.contains(where: name.hasSuffix)
    default: return false
    }
  }

  private static let pictureSuffixes = [
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".heic", ".heif", ".hif", ".avif", ".webp", ".tif",
    ".tiff", ".mp4", ".mov", ".m4v",
  ]

  mutating func refuse(_ path: String, _ error: any Error) throws {
    refused += 1
    let failure = Failure(describing: error)
    status = status.worse(failure.status)
    try sheet?.add(SystemText.shown(path), refused: failure.message)
    let isNamed = failure.message.contains(path.escapedForTerminal())
    printer.fail(isNamed ? failure : failure.about(path))
    if printer.isJSON { try tell(path, "refused", "reason", failure.name) }
  }

  private func tell(_ path: String, _ outcome: String, _ key: String, _ value: String) throws {
    try printer.json(
      JSONObject([
        ("file", .string(SystemText.shown(path))), ("outcome", .string(outcome)),
        (key, .string(value)), ("schema", "tacita/blur-outcome/1"),
      ]))
  }

  /// The last line. Throws when there was no picture at all.
  func conclude() throws {
    let sum = skipped.values.reduce(0, +)
    if printer.isJSON {
      try printer.json(
        JSONObject([
          "done": .number(done), "refused": .number(refused), "schema": "tacita/blur-batch/1",
          "skipped": .number(sum),
        ]))
    } else {
      printer.remark(text(sum))
    }
    guard done + refused + skipped[.exists, default: 0] > 0 else {
      throw Failure("no-pictures", .noInput, "there is not a picture in what was named")
    }
  }

  /// `done: 290; skipped: 6 (already there: 4, hidden: 2); refused: 4`.
  private func text(_ sum: Int) -> String {
    let reasons = Skip.allCases.compactMap { reason in
      skipped[reason].map { "\(reason.words): \($0)" }
    }
    let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
    return "done: \(done); skipped: \(sum)\(why); refused: \(refused)"
  }
}
