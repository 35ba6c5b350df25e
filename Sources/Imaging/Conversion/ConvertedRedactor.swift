/// Redacts a picture of another format as the JPEG or PNG that it becomes. What becomes of pixels
/// outside the regions is what becomes of them without regions.
struct ConvertedRedactor {
  let options: RedactionOptions
  let decoder: PictureDecoder?

  func run(
    _ input: [UInt8], from format: ConvertibleFormat
  ) throws -> (output: [UInt8], report: RedactionReport) {
    var picture = try decoded(input, format)
    let options = try placed(in: picture)
    var output: [UInt8]
    var report: RedactionReport
    switch options.target {
    case .png:
      report = RedactionReport(format: .png, size: picture.turn.turned(picture.size))
      var raster = RasterPicture(&picture)
      output = try RasterRedactor(options: options).run(&raster, &report)
    case .jpeg:
      (output, report) = try JPEGRedactor(options: options).run(try Self.jpeg(&picture))
    }
    report.describe(picture)
    return (output, report)
  }

  func preview(_ input: [UInt8], from format: ConvertibleFormat) throws -> [UInt8] {
    var picture = try decoded(input, format)
    let options = try placed(in: picture)
    switch options.target {
    case .png:
      var raster = RasterPicture(&picture)
      return try RasterRedactor(options: options).preview(&raster)
    case .jpeg: return try JPEGRedactor(options: options).preview(try Self.jpeg(&picture))
    }
  }

  private func decoded(
    _ input: [UInt8], _ format: ConvertibleFormat
  ) throws(ImagingError) -> DecodedPicture {
    guard let decoder else { throw .noDecoder(format) }
    return try decoder.decode(input, as: format, page: options.page)
  }

  /// The options with every region where it is seen: the picture is turned before it is coded.
  private func placed(in picture: DecodedPicture) throws(ImagingError) -> RedactionOptions {
    var placed = options
    // What was decoded is whole, or was refused.
    placed.salvages = false
    for index in placed.regions.indices {
      try placed.regions[index].place(stored: picture.size, orientation: picture.turn)
    }
    return placed
  }

  /// The conversion without regions, as a file.
  static func jpeg(_ picture: inout DecodedPicture) throws(ImagingError) -> [UInt8] {
    switch picture.takePixels() {
    case .bytes(let raster): return try jpeg(raster, &picture)
    case .deep(let raster): return try jpeg(raster, &picture)
    case .taken: return []
    }
  }

  private static func jpeg<Sample>(
    _ raster: Raster<Sample>, _ picture: inout DecodedPicture
  ) throws(ImagingError) -> [UInt8] {
    picture.isFlattened(raster)
    let upright = raster.turned(by: picture.turn)
    return try JPEGEncoder.encode(upright.flattened(), picture.outcome)
  }
}

extension DecodedPicture {
  /// Notes what a JPEG cannot hold of `raster`.
  fileprivate mutating func isFlattened<Sample>(_ raster: Raster<Sample>) {
    if raster.hasAlpha, !raster.isOpaque { conversion.isFlattened = true }
    if isDeep { conversion.bits = 16 }
  }
}

extension RasterPicture {
  /// The pixels pass over.
  init(_ picture: inout DecodedPicture) {
    let colourType = [1: 0, 2: 4, 3: 2, 4: 6][picture.channels] ?? 6
    self.init(
      pixels: picture.takePixels(), size: picture.size, turn: picture.turn, filling: 128,
      writer: PNGWriter(
        depth: picture.isDeep ? 16 : 8, colourType: colourType, outcome: picture.outcome,
        codePoints: nil, resolution: nil))
  }
}

extension RedactionReport {
  fileprivate mutating func describe(_ picture: DecodedPicture) {
    converted = picture.conversion
    profile = picture.outcome
    removed = []
    for (kind, bytes) in picture.removed { remove(kind, bytes: bytes, isSizeKnown: bytes > 0) }
  }
}
