internal import Glibc

/// The markers of a JPEG file (ITU-T T.81, annex B), found without decoding a coefficient.
struct JPEGStructure {
  struct Segment {
    let marker: UInt8
    /// What follows the two length bytes; empty for markers without any.
    let payload: Range<Int>
    /// Marker, length, payload and, for a scan, its coded data.
    let whole: Range<Int>
  }

  struct Component {
    let id: UInt8
    let horizontal: Int
    let vertical: Int
    /// The slot of its quantisation table.
    let quantisation: UInt8
  }

  private(set) var segments: [Segment] = []
  private(set) var size = PixelSize(width: 0, height: 0)
  private(set) var components: [Component] = []
  /// The start-of-frame marker, 0xc0 to 0xcf.
  private(set) var frame: UInt8 = 0
  private(set) var scans = 0
  /// Blocks that all scans go through together.
  private(set) var scannedBlocks = 0
  /// Where the first scan begins. Decoders know nothing of what stands behind it when they settle
  /// colours and orientation.
  private(set) var headerEnd = Int.max
  /// Bytes of coded data in all scans.
  private(set) var codedBytes = 0
  /// Bytes between markers that belong to none.
  private(set) var strayBytes = 0
  /// Where the picture ends; what follows is not part of it.
  private(set) var end = 0
  /// The end-of-image marker is there.
  private(set) var isWhole = false
  /// Every component had a scan. Always true of progressive pictures, whose bits are counted.
  var isComplete: Bool { isProgressive || scanned.isSuperset(of: components.map(\.id)) }

  private var scanned: Set<UInt8> = []

  var isProgressive: Bool { frame == 0xc2 || frame == 0xca }

  /// Walks to the end of the image. A file that breaks off is walked as far as it can be read;
  /// `isWhole` tells. Throws for what is never taken: other processes, too many pixels or scans.
  init(_ bytes: [UInt8]) throws(ImagingError) {
    var position = 2
    while !isWhole, let marker = nextMarker(in: bytes, from: &position) {
      try take(marker, in: bytes, at: &position)
    }
    end = min(position, bytes.count)
    guard frame != 0 else { throw .damaged("it has no frame header") }
    guard scans > 0 else { throw .damaged("it has no scan") }
  }

  /// False when there is less data than codes for so many blocks take, so that no memory is given
  /// to a picture that is only a header.
  var isPlausible: Bool {
    let blocks = components.reduce(0) { $0 + self.blocks(of: $1).whole }
    // Arithmetic codes have no shortest one. Nothing but an empty page comes near this.
    guard frame < 0xc9 else { return blocks <= 1 << 16 || blocks <= 4096 * codedBytes }
    // One bit for the mean, and in a sequential picture one for the end of the block.
    return 8 * codedBytes >= (isProgressive ? blocks : 2 * blocks)
  }

  /// Bytes of memory that all coefficients take, two each.
  var coefficientBytes: Int { components.reduce(0) { $0 + 128 * blocks(of: $1).padded } }

  /// Blocks of a component that lie wholly in the picture, and those that whole units have.
  private func blocks(of component: Component) -> (whole: Int, padded: Int) {
    let across = max(components.map(\.horizontal).max() ?? 1, 1)
    let down = max(components.map(\.vertical).max() ?? 1, 1)
    let whole =
      size.width * component.horizontal / (8 * across)
      * (size.height * component.vertical / (8 * down))
    let columns = (size.width + 8 * across - 1) / (8 * across) * component.horizontal
    let rows = (size.height + 8 * down - 1) / (8 * down) * component.vertical
    return (whole, columns * rows)
  }

  /// Moves behind the next marker and returns it.
  private mutating func nextMarker(in bytes: [UInt8], from position: inout Int) -> UInt8? {
    let start = position
    while position < bytes.count, bytes[position] != 0xff { position += 1 }
    strayBytes += position - start
    while position < bytes.count, bytes[position] == 0xff { position += 1 }
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  private mutating func take(
    _ marker: UInt8, in bytes: [UInt8], at position: inout Int
  ) throws(ImagingError) {
    let start = position - 2
    switch marker {
    case 0x00, 0x01, 0xd0...0xd7:
      strayBytes += 2
    case 0xd8:
      throw .damaged("a second picture begins inside it")
    case 0xd9:
      isWhole = true
    default:
      guard position + 2 <= bytes.count else {
        position = bytes.count
        return
      }
      let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
      guard length >= 2 else { throw .damaged("a segment has no length") }
      let payload = position + 2..<min(position + length, bytes.count)
      guard payload.lowerBound <= payload.upperBound, position + length <= bytes.count else {
        position = bytes.count
        return
      }
      position = payload.upperBound
      try read(marker, bytes[payload])
      if marker == 0xda {
        headerEnd = min(headerEnd, start)
        skipScan(in: bytes, from: &position)
        codedBytes += position - payload.upperBound
      }
      segments.append(Segment(marker: marker, payload: payload, whole: start..<position))
    }
  }

  private mutating func read(_ marker: UInt8, _ payload: ArraySlice<UInt8>) throws(ImagingError) {
    switch marker {
    case 0xc0...0xc3, 0xc5...0xc7, 0xc9...0xcb, 0xcd...0xcf: try readFrame(marker, payload)
    case 0xda:
      scans += 1
      guard scans <= Limits.scans else { throw .tooManyScans(scans) }
      let body = Array(payload)
      let count = Int(body.first ?? 0)
      guard frame != 0, body.count == 4 + 2 * count else {
        throw .damaged("a scan header is malformed")
      }
      for index in 0..<count {
        scanned.insert(body[1 + 2 * index])
        for component in components where component.id == body[1 + 2 * index] {
          scannedBlocks += blocks(of: component).padded
        }
      }
      guard scannedBlocks <= Limits.scannedBlocks else { throw .tooManyScans(scans) }
    case 0xde, 0xdf: throw .unsupported(.hierarchical)
    case 0xf7: throw .unsupported(.jpegLS)
    case 0xc8, 0xf0...0xfd, ..<0xc0: throw .damaged("it has a marker without a meaning")
    // Says once more how high the picture is; decoders go by the frame header.
    case 0xdc where frame != 0: break
    case 0xdc: throw .unsupported(.deferredHeight)
    default: break
    }
  }

  private mutating func readFrame(
    _ marker: UInt8, _ payload: ArraySlice<UInt8>
  ) throws(ImagingError) {
    switch marker {
    case 0xc3, 0xcb: throw .unsupported(.lossless)
    case 0xc5...0xc7, 0xcd...0xcf: throw .unsupported(.hierarchical)
    default: break
    }
    let body = Array(payload)
    guard frame == 0 else { throw .damaged("it has two frame headers") }
    guard body.count >= 6, body.count == 6 + 3 * Int(body[5]) else {
      throw .damaged("the frame header is malformed")
    }
    guard body[0] == 8 else {
      throw body[0] == 12 || body[0] == 16 ? .unsupported(.twelveBit) : .unsupported(.process)
    }
    size = PixelSize(
      width: Int(body[3]) << 8 | Int(body[4]), height: Int(body[1]) << 8 | Int(body[2]))
    if size.height == 0 { throw .unsupported(.deferredHeight) }
    try Limits.check(width: size.width, height: size.height)
    guard (1...4).contains(Int(body[5])) else { throw .unsupported(.componentCount) }
    for index in stride(from: 6, to: body.count, by: 3) {
      components.append(
        Component(
          id: body[index], horizontal: Int(body[index + 1] >> 4),
          vertical: Int(body[index + 1] & 15), quantisation: body[index + 2]))
    }
    frame = marker
  }

  /// Moves to the marker that ends the coded data: not a stuffed zero, a restart or filling.
  private func skipScan(in bytes: [UInt8], from position: inout Int) {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      while position < buffer.count,
        let found = memchr(base + position, 0xff, buffer.count - position)
      {
        position = UnsafeRawPointer(found) - base
        guard position + 1 < buffer.count else { break }
        switch buffer[position + 1] {
        case 0x00, 0xd0...0xd7: position += 2
        case 0xff: position += 1
        default: return
        }
      }
      position = buffer.count
    }
  }
}
