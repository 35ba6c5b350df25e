internal import CJPEG

/// The quantised coefficients of a JPEG picture, readable and writable in place.
final class JPEGPicture {
  /// One colour component as a grid of blocks.
  struct Component {
    /// Blocks that one unit (MCU) holds across and down.
    let unitColumns: Int
    let unitRows: Int
    /// Blocks that hold something of the picture.
    let columns: Int
    let rows: Int
    /// Samples that belong to the picture.
    let width: Int
    let height: Int
    let steps: Steps
    fileprivate let lines: [UnsafeMutablePointer<Int16>]
  }

  enum Colour: Sendable { case gray, rgb, ycc, cmyk, ycck, other }

  private let handle: OpaquePointer
  let size: PixelSize
  let colour: Colour
  let components: [Component]
  let isProgressive: Bool
  let isArithmetic: Bool
  let hasAdobeMarker: Bool
  /// Pixels of one unit.
  let unit: PixelSize
  /// Something had to be guessed, or refinements are missing.
  let isDamaged: Bool
  /// The file has bytes or values that decoders pass over.
  let isOdd: Bool

  /// `besides` counts the bytes of memory that are held for this picture already.
  init(reading bytes: [UInt8], besides: Int) throws(ImagingError) {
    var opened: OpaquePointer?
    var info = cjpeg_info()
    let status = cjpeg_read(
      bytes, bytes.count, Int32(Limits.scans), max(Limits.memory - besides, 0), &opened, &info)
    guard status == CJPEG_OK, let opened else { throw Self.error(status) }
    handle = opened
    size = PixelSize(width: Int(info.width), height: Int(info.height))
    colour = Self.colour(info.colour)
    isProgressive = info.progressive
    isArithmetic = info.arithmetic
    hasAdobeMarker = info.adobe
    isDamaged = info.warnings > 0 || !info.complete
    isOdd = info.oddities > 0
    let described = withUnsafeBytes(of: info.component) {
      Array($0.bindMemory(to: cjpeg_component.self).prefix(Int(info.components)))
    }
    // A lone component is never interleaved: its unit is one block whatever its factors say.
    let alone = described.count == 1
    let across = alone ? 1 : described.map(\.horizontal).max() ?? 1
    let down = alone ? 1 : described.map(\.vertical).max() ?? 1
    unit = PixelSize(width: 8 * Int(across), height: 8 * Int(down))
    var components: [Component] = []
    for (index, from) in described.enumerated() {
      components.append(try Self.component(from, index: index, alone: alone, of: opened))
    }
    self.components = components
  }

  deinit { cjpeg_free(handle) }

  private static func component(
    _ from: cjpeg_component, index: Int, alone: Bool, of handle: OpaquePointer
  ) throws(ImagingError) -> Component {
    var lines: [UnsafeMutablePointer<Int16>] = []
    lines.reserveCapacity(Int(from.rows))
    for row in 0..<from.rows {
      guard let line = cjpeg_row(handle, Int32(index), row) else {
        cjpeg_free(handle)
        throw .outOfMemory
      }
      lines.append(line)
    }
    return Component(
      unitColumns: alone ? 1 : Int(from.horizontal), unitRows: alone ? 1 : Int(from.vertical),
      columns: Int(from.columns), rows: Int(from.rows), width: Int(from.width),
      height: Int(from.height),
      steps: withUnsafeBytes(of: from.quantisation) { table in
        let table = table.bindMemory(to: UInt16.self)
        return Steps { y in SIMD8 { x in Float(table[8 * y + x]) } }
      },
      lines: lines)
  }

  /// The 64 coefficients of a block, in natural order. Valid as long as the picture.
  func block(_ component: Int, x: Int, y: Int) -> UnsafeMutablePointer<Int16> {
    components[component].lines[y] + 64 * x
  }

  /// A number that two pictures share when all that decoders see of them is the same; it means
  /// nothing to another process.
  var fingerprint: Int {
    var hasher = Hasher()
    hasher.combine([size.width, size.height, unit.width, unit.height])
    hasher.combine(colour)
    for component in components {
      for row in 0..<8 { hasher.combine(component.steps[row]) }
      for line in component.lines {
        hasher.combine(bytes: UnsafeRawBufferPointer(start: line, count: 128 * component.columns))
      }
    }
    return hasher.finalize()
  }

  /// The size of the grid of units.
  var unitColumns: Int { (size.width + unit.width - 1) / unit.width }
  var unitRows: Int { (size.height + unit.height - 1) / unit.height }

  /// The picture as a file: fresh tables, `segments` behind the file header, the same process.
  /// `expected` guesses the number of bytes. Coefficients that no 8-bit picture has are an error,
  /// unless it `salvages`.
  func write(
    segments: [(marker: UInt8, bytes: [UInt8])], optimised: Bool, salvages: Bool, expected: Int
  ) throws(ImagingError) -> [UInt8] {
    var plan = cjpeg_plan()
    plan.progressive = isProgressive
    plan.arithmetic = isArithmetic
    plan.optimised = optimised
    plan.clamps = salvages
    var status = CJPEG_NO_ROOM
    var output: [UInt8] = []
    var capacity = expected
    while status == CJPEG_NO_ROOM {
      output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        status = Self.withSegments(segments) { list in
          plan.segments = list.baseAddress
          plan.segment_count = list.count
          return cjpeg_write(handle, &plan, buffer.baseAddress, buffer.count, &count)
        }
      }
      capacity *= 2
      if status == CJPEG_NO_ROOM, capacity > 2 * Limits.file {
        throw .tooLarge(width: size.width, height: size.height)
      }
    }
    guard status == CJPEG_OK else { throw Self.error(status) }
    return output
  }

  private static func withSegments<Result>(
    _ segments: [(marker: UInt8, bytes: [UInt8])],
    _ body: (UnsafeBufferPointer<cjpeg_segment>) -> Result
  ) -> Result {
    segments.flatMap(\.bytes).withUnsafeBufferPointer { buffer in
      var offset = 0
      let described = segments.map { segment in
        defer { offset += segment.bytes.count }
        return cjpeg_segment(
          marker: segment.marker, bytes: buffer.baseAddress.map { $0 + offset },
          count: UInt32(segment.bytes.count))
      }
      return described.withUnsafeBufferPointer(body)
    }
  }

  private static func error(_ status: cjpeg_status) -> ImagingError {
    switch status {
    case CJPEG_UNSUPPORTED: .unsupported(.process)
    case CJPEG_TOO_LARGE, CJPEG_OUT_OF_MEMORY: .outOfMemory
    default: .damaged("its coded data cannot be read")
    }
  }

  private static func colour(_ colour: cjpeg_colour) -> Colour {
    switch colour {
    case CJPEG_COLOUR_GRAY: .gray
    case CJPEG_COLOUR_RGB: .rgb
    case CJPEG_COLOUR_YCC: .ycc
    case CJPEG_COLOUR_CMYK: .cmyk
    case CJPEG_COLOUR_YCCK: .ycck
    default: .other
    }
  }
}
