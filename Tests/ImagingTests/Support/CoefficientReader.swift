/// A second reader of JPEG coefficients, written from ITU-T T.81 for the tests alone: it shares
/// nothing with libjpeg. Sequential and progressive, Huffman and arithmetic coding.
struct CoefficientReader {
  struct Component {
    var id: UInt8
    var h: Int
    var v: Int
    var table: UInt8
    var columns = 0
    var rows = 0
    /// Blocks with those that only fill up the last units.
    var stride = 0
    var blocks: [Int16] = []
  }

  struct Malformed: Error { var what: String }

  private(set) var width = 0
  private(set) var height = 0
  private(set) var frame: UInt8 = 0
  private(set) var components: [Component] = []
  private(set) var quantisation: [UInt8: [UInt16]] = [:]
  private(set) var markers: [(marker: UInt8, payload: [UInt8])] = []
  private(set) var trailing = 0

  private var huffman: [UInt8: HuffmanTable] = [:]
  private var restart = 0
  private var conditioning: [UInt8: UInt8] = [:]
  private let bytes: [UInt8]
  private var position = 2

  static let zigzag: [Int] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
  ]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard bytes.starts(with: [0xff, 0xd8]) else { throw Malformed(what: "no SOI") }
    while try readMarker() {}
    trailing = bytes.count - position
  }

  /// The blocks that hold something of the picture, row after row.
  func blocks(_ index: Int) -> [Int16] {
    let component = components[index]
    return (0..<component.rows).flatMap { row in
      component.blocks[
        64 * row * component.stride..<64 * (row * component.stride + component.columns)]
    }
  }

  private mutating func readMarker() throws -> Bool {
    guard position + 1 < bytes.count, bytes[position] == 0xff else {
      throw Malformed(what: "no marker at \(position)")
    }
    let marker = bytes[position + 1]
    position += 2
    if marker == 0xd9 {
      markers.append((marker, []))
      return false
    }
    let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
    let payload = Array(bytes[position + 2..<position + length])
    position += length
    markers.append((marker, payload))
    switch marker {
    case 0xc0, 0xc1, 0xc2, 0xc9, 0xca: readFrame(marker, payload)
    case 0xc4: readHuffman(payload)
    case 0xcc:
      for index in stride(from: 0, to: payload.count, by: 2) {
        conditioning[payload[index]] = payload[index + 1]
      }
    case 0xdb: readQuantisation(payload)
    case 0xdd: restart = Int(payload[0]) << 8 | Int(payload[1])
    case 0xda: try readScan(payload)
    default: break
    }
    return true
  }

  private mutating func readFrame(_ marker: UInt8, _ payload: [UInt8]) {
    frame = marker
    height = Int(payload[1]) << 8 | Int(payload[2])
    width = Int(payload[3]) << 8 | Int(payload[4])
    for index in stride(from: 6, to: payload.count, by: 3) {
      components.append(
        Component(
          id: payload[index], h: Int(payload[index + 1] >> 4), v: Int(payload[index + 1] & 15),
          table: payload[index + 2]))
    }
    let across = components.map(\.h).max()!
    let down = components.map(\.v).max()!
    for index in components.indices {
      let (h, v) = (components[index].h, components[index].v)
      components[index].columns = (width * h + 8 * across - 1) / (8 * across)
      components[index].rows = (height * v + 8 * down - 1) / (8 * down)
      components[index].stride = (width + 8 * across - 1) / (8 * across) * h
      let lines = (height + 8 * down - 1) / (8 * down) * v
      components[index].blocks = [Int16](repeating: 0, count: 64 * components[index].stride * lines)
    }
  }

  private mutating func readQuantisation(_ payload: [UInt8]) {
    var place = 0
    while place < payload.count {
      let wide = payload[place] >> 4 == 1
      let id = payload[place] & 15
      place += 1
      var table = [UInt16](repeating: 0, count: 64)
      for index in 0..<64 {
        let high = wide ? UInt16(payload[place]) << 8 : 0
        if wide { place += 1 }
        table[Self.zigzag[index]] = high | UInt16(payload[place])
        place += 1
      }
      quantisation[id] = table
    }
  }

  private mutating func readHuffman(_ payload: [UInt8]) {
    var place = 0
    while place < payload.count {
      let id = payload[place]
      let counts = payload[place + 1..<place + 17].map(Int.init)
      let total = counts.reduce(0, +)
      huffman[id] = HuffmanTable(
        counts: counts, symbols: Array(payload[place + 17..<place + 17 + total]))
      place += 17 + total
    }
  }

  private mutating func readScan(_ payload: [UInt8]) throws {
    let count = Int(payload[0])
    var scan = ScanCoding(
      members: (0..<count).map { index in
        let id = payload[1 + 2 * index]
        let tables = payload[2 + 2 * index]
        return (components.firstIndex { $0.id == id }!, tables >> 4, tables & 15)
      },
      start: Int(payload[1 + 2 * count]), end: Int(payload[2 + 2 * count]),
      high: Int(payload[3 + 2 * count] >> 4), low: Int(payload[3 + 2 * count] & 15),
      progressive: frame == 0xc2 || frame == 0xca, arithmetic: frame >= 0xc9,
      huffman: huffman, conditioning: conditioning, restart: restart)
    position = try scan.decode(
      bytes, from: position, into: &components, width: width, height: height)
  }
}

struct HuffmanTable {
  private var first = [Int](repeating: -1, count: 17)
  private var last = [Int](repeating: -1, count: 17)
  private var offset = [Int](repeating: 0, count: 17)
  let symbols: [UInt8]

  init(counts: [Int], symbols: [UInt8]) {
    self.symbols = symbols
    var code = 0
    var place = 0
    for length in 1...16 {
      if counts[length - 1] > 0 {
        first[length] = code
        last[length] = code + counts[length - 1] - 1
        offset[length] = place
      }
      code += counts[length - 1]
      place += counts[length - 1]
      code <<= 1
    }
  }

  func symbol(_ bit: () throws -> Int) throws -> UInt8 {
    var code = 0
    for length in 1...16 {
      code = try code << 1 | bit()
      if last[length] >= code, first[length] >= 0, code >= first[length] {
        return symbols[offset[length] + code - first[length]]
      }
    }
    throw CoefficientReader.Malformed(what: "no such code")
  }
}
