internal import Files

/// What `tacita-decode` says of a picture, every number of it checked: what wrote it has read a
/// stranger's file. `Sources/tacita-decode/Decode.h` describes the same.
struct DecodedPicture {
  private(set) var pixels: RasterPixels
  let size: PixelSize
  /// How the pixels are turned to be seen.
  private(set) var turn = Orientation.upright
  private(set) var outcome = ProfileOutcome.none
  var conversion: Conversion
  private(set) var removed: [(kind: String, bytes: Int)] = []
  let isDeep: Bool
  let channels: Int

  /// Bytes of an answer.
  static let most = Limits.raster + Limits.profile + (2 << 20)
  private static let mostExif = 1 << 20
  private static let mostRemovals = 20_000

  /// Throws for an answer that says why there is no picture, and for one that is none.
  init(
    _ answer: [UInt8], _ format: ConvertibleFormat, page: Int?
  ) throws(ImagingError) {
    var reader = AnswerReader(answer)
    let outcome = try reader.number()
    let pages = try reader.number()
    guard outcome == 0 else { throw Self.refusal(outcome, pages: pages, format, page) }
    size = PixelSize(width: try reader.number(), height: try reader.number())
    channels = try reader.number()
    let bits = try reader.number()
    isDeep = bits == 16
    guard (1...4).contains(channels), bits == 8 || bits == 16 else { throw Self.nonsense }
    try Limits.check(width: size.width, height: size.height)
    let sampleBytes = size.width * size.height * channels * (bits / 8)
    guard sampleBytes <= Limits.raster else {
      throw .tooLarge(width: size.width, height: size.height)
    }
    conversion = Conversion(from: format, page: page ?? 1, pages: pages)
    let ownBits = try reader.number()
    if ownBits > bits { conversion.bits = min(ownBits, 64) }
    let noted = Orientation(rawValue: try reader.number())
    let (primaries, transfer) = (try reader.number(), try reader.number())
    let (profileBytes, exifBytes) = (try reader.number(), try reader.number())
    removed = try Self.removals(&reader)
    guard profileBytes <= Limits.profile, exifBytes <= Self.mostExif else { throw Self.nonsense }
    let profile = Array(try reader.bytes(profileBytes))
    let exif = ExifReader(try reader.bytes(exifBytes))
    let samples = try reader.bytes(sampleBytes)
    guard reader.isAtEnd else { throw Self.nonsense }
    pixels =
      isDeep
      ? .deep(Raster(size: size, channels: channels, native: samples))
      : .bytes(Raster(size: size, channels: channels, native: samples))
    // HEIC and AVIF are turned by what the container says: Exif does not count there (MIAF).
    turn = noted ?? (format == .webp ? exif?.orientation : nil) ?? .upright
    conversion.isHDR = transfer == 16 || transfer == 18
    self.outcome = Self.profile(
      profile, primaries: primaries, transfer: transfer, channels: channels <= 2 ? 1 : 3)
    if let exif { Self.name(exif, in: &removed) }
  }

  private static let nonsense = ImagingError.damaged("the answer of tacita-decode is none")

  private static func refusal(
    _ outcome: Int, pages: Int, _ format: ConvertibleFormat, _ page: Int?
  ) -> ImagingError {
    switch outcome {
    case 1: .damaged("it cannot be read as \(format.title)")
    case 2: .tooManyPixels
    case 3: .unsupported(.animatedWebP)
    case 4: .severalPages(pages)
    case 5: .noSuchPage(page ?? 1, of: pages)
    case 6: .unsupported(format.unsupported)
    default: nonsense
    }
  }

  private static func removals(
    _ reader: inout AnswerReader
  ) throws(ImagingError) -> [(kind: String, bytes: Int)] {
    let count = try reader.number()
    guard count <= mostRemovals else { throw nonsense }
    var removed: [(kind: String, bytes: Int)] = []
    for _ in 0..<count {
      let number = try reader.number()
      guard kinds.indices.contains(number - 1) else { throw nonsense }
      removed.append((kinds[number - 1], try reader.number()))
    }
    return removed
  }

  /// From 1, as `Decode.h` numbers them.
  private static let kinds = [
    "exif", "xmp", "thumbnail", "depth-map", "auxiliary-picture", "second-picture", "icc", "iptc",
    "text", "page", "other-metadata",
  ]

  private static func name(_ exif: ExifReader, in removed: inout [(kind: String, bytes: Int)]) {
    guard let index = removed.firstIndex(where: { $0.kind == "exif" }) else { return }
    if exif.hasThumbnail { removed[index].kind += "+thumbnail" }
    if exif.hasPosition { removed[index].kind += "+position" }
    if exif.hasMakerNote { removed[index].kind += "+maker-note" }
  }

  /// An ICC profile says more than code points (ITU-T H.273).
  private static func profile(
    _ profile: [UInt8], primaries: Int, transfer: Int, channels: Int
  ) -> ProfileOutcome {
    if !profile.isEmpty { return ProfileReader.outcome(of: profile, channels: channels) }
    let known: CanonicalProfile.Primaries? =
      switch primaries {
      case 1: .sRGB
      case 9: .rec2020
      case 11, 12: .displayP3
      default: nil
      }
    guard let known, channels == 3 else { return .none }
    // The curve of BT.709 is shown as that of sRGB, by all who show still pictures.
    let curves: [Int: CanonicalProfile.Curve] = [
      1: .sRGB, 4: .gamma22, 6: .sRGB, 8: .linear, 13: .sRGB, 14: .rec709, 15: .rec709,
    ]
    return .replaced(
      CanonicalProfile(primaries: known, curve: curves[transfer] ?? .sRGB),
      exact: curves[transfer] != nil || transfer == 2)
  }

  /// Hands the pixels over.
  mutating func takePixels() -> RasterPixels {
    defer { pixels = .taken }
    return pixels
  }
}
