internal import Files

/// Has `tacita-detect` look for faces, text and codes: a program that can do nothing else, and
/// whose answers are proposals.
package final class PictureDetector: Sendable {
  package static let programName = "tacita-detect"

  /// What is looked for.
  package enum Target: String, CaseIterable, Sendable {
    case faces, text, codes

    fileprivate var bit: UInt32 {
      switch self {
      case .faces: 1
      case .text: 2
      case .codes: 4
      }
    }
  }

  private let pool: HelperPool
  private let targets: Set<Target>
  private let models: [[UInt8]]

  /// Bytes of an answer.
  private static let most = 1 << 20
  private static let mostFound = 10_000

  /// Starts the program at `path` so many times. `model` gives the network of a target that needs
  /// one. To be called before the process is confined. Throws ``HelperError``.
  package init(
    _ path: String, count: Int, targets: Set<Target>, model: (Target) throws -> [UInt8]
  ) throws {
    self.targets = targets
    models = try [.faces, .text].map { targets.contains($0) ? try model($0) : [] }
    pool = try HelperPool(path, count: count)
  }

  /// Asks for less care, because neighbouring frames are looked at too.
  private static let quickly: UInt32 = 8

  /// What is found in `picture`, each place a region of it as it is seen.
  package func proposals(
    in picture: SeenPicture, margin: Region.Length?, quickly: Bool = false
  ) throws(ImagingError) -> [Region] {
    let size = picture.size
    var head: [UInt8] = []
    head.append(bigEndian: UInt32(size.width))
    head.append(bigEndian: UInt32(size.height))
    for model in models {
      head.append(bigEndian: UInt32(model.count))
      head += model
    }
    let answer: [UInt8]
    do {
      answer = try pool.answer(
        targets.reduce(quickly ? Self.quickly : 0) { $0 | $1.bit }, about: [head, picture.samples],
        limit: Self.most)
    } catch {
      if case .missing = error { throw error.described(Self.programName) }
      throw .detectorFailed
    }
    do {
      return try Self.read(answer, size, margin)
    } catch {
      throw .detectorFailed
    }
  }

  /// Believes no number: what lies outside the picture is left out.
  private static func read(
    _ answer: [UInt8], _ size: PixelSize, _ margin: Region.Length?
  ) throws(ImagingError) -> [Region] {
    var reader = AnswerReader(answer)
    let count = try reader.number()
    guard count <= mostFound else { throw .detectorFailed }
    var proposals: [Region] = []
    for _ in 0..<count {
      let kind = try reader.number()
      var sides: [Int] = []
      for _ in 0..<4 { sides.append(Int(Int32(truncatingIfNeeded: try reader.number()))) }
      let score = try reader.number()
      guard let kind = [1: Region.Kind.face, 2: .text, 3: .code][kind], score <= 1000,
        sides.allSatisfy({ abs($0) <= 1_000_000 })
      else { throw .detectorFailed }
      let place = Rectangle(
        left: sides[0], top: sides[1], right: sides[0] + max(sides[2], 1),
        bottom: sides[1] + max(sides[3], 1)
      ).clipped(to: size)
      guard !place.isEmpty else { continue }
      var region = Region(place, kind: kind, text: "\(kind.rawValue) \(proposals.count + 1)")
      region.margin = margin
      region.score = score
      proposals.append(region)
    }
    guard reader.isAtEnd else { throw .detectorFailed }
    return proposals
  }
}
