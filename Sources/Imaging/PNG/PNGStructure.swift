internal import Files

/// The chunks of a PNG file (PNG third edition, section 5), found without inflating anything.
struct PNGStructure {
  struct Chunk {
    let type: String
    let payload: Range<Int>
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  private(set) var chunks: [Chunk] = []
  private(set) var size = PixelSize(width: 0, height: 0)
  private(set) var depth = 0
  private(set) var colourType = 0
  private(set) var isInterlaced = false
  /// Where the picture ends; what follows is no part of it.
  private(set) var end = 0
  /// The last chunk is there.
  private(set) var isWhole = false

  /// Throws for what is never taken: animations, too many pixels, no header.
  init(_ bytes: [UInt8]) throws(ImagingError) {
    var position = Self.signature.count
    while !isWhole, position + 12 <= bytes.count {
      let length = Int(bytes[position..<position + 4].bigEndianInteger)
      guard length <= bytes.count - position - 12 else { break }
      let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      let payload = position + 8..<position + 8 + length
      if ["acTL", "fcTL", "fdAT"].contains(type) { throw .unsupported(.animated) }
      if chunks.isEmpty { try readHeader(type, bytes[payload]) }
      chunks.append(Chunk(type: type, payload: payload))
      isWhole = type == "IEND"
      position = payload.upperBound + 4
    }
    end = position
    if chunks.isEmpty { throw .damaged("it ends within its header") }
  }

  private mutating func readHeader(
    _ type: String, _ payload: ArraySlice<UInt8>
  ) throws(ImagingError) {
    let body = Array(payload)
    guard type == "IHDR", body.count == 13 else { throw .damaged("it has no header") }
    size = PixelSize(
      width: Int(body[0..<4].bigEndianInteger), height: Int(body[4..<8].bigEndianInteger))
    try Limits.check(width: size.width, height: size.height)
    depth = Int(body[8])
    colourType = Int(body[9])
    isInterlaced = body[12] != 0
    let samples = [0: 1, 2: 3, 3: 4, 4: 2, 6: 4][colourType] ?? 4
    guard size.width <= 1_000_000, size.height <= 1_000_000,
      size.width * size.height <= Limits.memory / (samples * (depth == 16 ? 2 : 1))
    else { throw .tooLarge(width: size.width, height: size.height) }
  }
}
