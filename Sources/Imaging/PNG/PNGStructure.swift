internal import Files

/// The chunks of a PNG file (PNG third edition, section 5), found without inflating anything.
struct PNGStructure {
  struct Chunk {
    let type: String
    let payload: Range<Int>

    /// With its length, type and checksum.
    var whole: Range<Int> { payload.lowerBound - 8..<payload.upperBound + 4 }
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  private(set) var chunks: [Chunk] = []
  private(set) var size = PixelSize(width: 0, height: 0)
  private(set) var depth = 0
  private(set) var colourType = 0
  private(set) var isInterlaced = false
  /// Where the picture ends; what follows is not part of it.
  private(set) var end = 0
  /// The last chunk is there.
  private(set) var isWhole = false
  /// Bytes of compressed pixels.
  private(set) var codedBytes = 0

  /// Throws for what is never taken: animations, too many pixels, no header.
  init(_ bytes: [UInt8]) throws(ImagingError) {
    var position = Self.signature.count
    while !isWhole, position + 12 <= bytes.count {
      let length = Int(bytes[position..<position + 4].bigEndianInteger)
      guard length <= bytes.count - position - 12 else { break }
      let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      let payload = position + 8..<position + 8 + length
      try checkStill(type, bytes[payload])
      if chunks.isEmpty { try readHeader(type, bytes[payload]) }
      chunks.append(Chunk(type: type, payload: payload))
      isWhole = type == "IEND"
      if type == "IDAT" { codedBytes += length }
      position = payload.upperBound + 4
    }
    end = position
    if chunks.isEmpty { throw .damaged("it ends within its header") }
  }

  /// An animation of one frame that is the picture itself is a picture.
  private func checkStill(_ type: String, _ payload: ArraySlice<UInt8>) throws(ImagingError) {
    let frames = type == "acTL" ? payload.prefix(4).bigEndianInteger : 1
    guard type != "fdAT", frames <= 1 else { throw .unsupported(.animated) }
  }

  /// Chunks that a decoder needs for the pixels and their colours.
  private static let needed: Set<String> = [
    "IHDR", "PLTE", "tRNS", "sRGB", "gAMA", "cHRM", "iCCP", "IDAT", "IEND",
  ]

  /// The file as a decoder is given it: without chunks whose content is of no use, whose checksums
  /// are no matter then, and with an end.
  func readable(_ bytes: [UInt8]) -> [UInt8] {
    let kept = chunks.filter { Self.needed.contains($0.type) || $0.isCritical }
    if isWhole, kept.count == chunks.count { return bytes }
    var readable = Self.signature
    readable.reserveCapacity(bytes.count + 12)
    for chunk in kept { readable += bytes[chunk.whole] }
    if !isWhole { readable += [0, 0, 0, 0] + Array("IEND".utf8) + [0xae, 0x42, 0x60, 0x82] }
    return readable
  }

  /// Whether so many compressed bytes can hold all pixels: deflate makes at most 1,032 of one.
  func isPlausible(_ compressed: Int) -> Bool {
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colourType] ?? 1
    let row = (size.width * samples * depth + 7) / 8
    return row * size.height <= 1032 * compressed
  }

  private mutating func readHeader(
    _ type: String, _ payload: ArraySlice<UInt8>
  ) throws(ImagingError) {
    let body = Array(payload)
    if type == "CgBI" { throw .unsupported(.cgbi) }
    guard type == "IHDR", body.count == 13 else { throw .damaged("it has no header") }
    size = PixelSize(
      width: Int(body[0..<4].bigEndianInteger), height: Int(body[4..<8].bigEndianInteger))
    try Limits.check(width: size.width, height: size.height)
    depth = Int(body[8])
    colourType = Int(body[9])
    isInterlaced = body[12] != 0
    let samples = [0: 1, 2: 3, 3: 4, 4: 2, 6: 4][colourType] ?? 4
    guard size.width <= 1_000_000, size.height <= 1_000_000,
      size.width * size.height <= Limits.raster / (samples * (depth == 16 ? 2 : 1))
    else { throw .tooLarge(width: size.width, height: size.height) }
  }
}

extension PNGStructure.Chunk {
  /// No decoder may pass it over (PNG 5.4).
  fileprivate var isCritical: Bool { type.utf8.first.map { $0 & 0x20 == 0 } ?? true }
}
