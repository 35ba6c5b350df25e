/// Decodes one scan (ITU-T T.81, annexes F and G).
struct ScanCoding {
  typealias Malformed = CoefficientReader.Malformed

  let members: [(component: Int, dc: UInt8, ac: UInt8)]
  let start: Int
  let end: Int
  let high: Int
  let low: Int
  let progressive: Bool
  let arithmetic: Bool
  let huffman: [UInt8: HuffmanTable]
  let conditioning: [UInt8: UInt8]
  let restart: Int

  private var predictions = [Int](repeating: 0, count: 4)
  private var run = 0
  private var source = BitSource([], at: 0)
  private var decoder = ArithmeticScan()

  init(
    members: [(component: Int, dc: UInt8, ac: UInt8)], start: Int, end: Int, high: Int, low: Int,
    progressive: Bool, arithmetic: Bool, huffman: [UInt8: HuffmanTable],
    conditioning: [UInt8: UInt8], restart: Int
  ) {
    self.members = members
    self.start = start
    self.end = end
    self.high = high
    self.low = low
    self.progressive = progressive
    self.arithmetic = arithmetic
    self.huffman = huffman
    self.conditioning = conditioning
    self.restart = restart
  }

  /// Returns where the next marker stands.
  mutating func decode(
    _ bytes: [UInt8], from position: Int, into components: inout [CoefficientReader.Component],
    width: Int, height: Int
  ) throws -> Int {
    source = BitSource(bytes, at: position)
    if arithmetic { decoder.begin(source, conditioning: conditioning) }
    let units = Self.units(members.map(\.component), components, width: width, height: height)
    var left = restart
    for unit in units {
      if restart > 0, left == 0 {
        try takeRestart()
        left = restart
      }
      for (member, block) in unit {
        try decodeBlock(member, at: block, &components)
      }
      left -= 1
    }
    return source.nextMarker()
  }

  private mutating func takeRestart() throws {
    let marker = source.nextMarker()
    guard marker + 1 < source.bytes.count, (0xd0...0xd7).contains(source.bytes[marker + 1]) else {
      throw Malformed(what: "no restart marker")
    }
    source = BitSource(source.bytes, at: marker + 2)
    predictions = [0, 0, 0, 0]
    run = 0
    if arithmetic { decoder.begin(source, conditioning: conditioning) }
  }

  /// For every unit of the scan its blocks, as index of the member and offset of the block.
  private static func units(
    _ members: [Int], _ components: [CoefficientReader.Component], width: Int, height: Int
  ) -> [[(Int, Int)]] {
    if members.count == 1 {
      let component = components[members[0]]
      return (0..<component.rows).flatMap { y in
        (0..<component.columns).map { x in [(0, 64 * (y * component.stride + x))] }
      }
    }
    let across = 8 * components.map(\.h).max()!
    let down = 8 * components.map(\.v).max()!
    var units: [[(Int, Int)]] = []
    for unitY in 0..<(height + down - 1) / down {
      for unitX in 0..<(width + across - 1) / across {
        var unit: [(Int, Int)] = []
        for (member, index) in members.enumerated() {
          let component = components[index]
          for y in 0..<component.v {
            for x in 0..<component.h {
              unit.append(
                (
                  member,
                  64 * ((unitY * component.v + y) * component.stride + unitX * component.h + x)
                ))
            }
          }
        }
        units.append(unit)
      }
    }
    return units
  }

  private mutating func decodeBlock(
    _ member: Int, at block: Int, _ components: inout [CoefficientReader.Component]
  ) throws {
    let (component, dc, ac) = members[member]
    if arithmetic {
      decoder.decode(
        &components[component].blocks, at: block, component: component, dc: Int(dc), ac: Int(ac),
        start: start, end: progressive ? end : 63, high: high, low: low, progressive: progressive)
      return
    }
    if start == 0 { try decodeDC(&components[component].blocks, block, member: component, dc) }
    guard end > 0, !progressive || start > 0 else { return }
    guard let table = huffman[0x10 | ac] else { throw Malformed(what: "no AC table") }
    if high == 0 {
      try decodeAC(&components[component].blocks, block, table)
    } else {
      try refineAC(&components[component].blocks, block, table)
    }
  }

  private mutating func decodeDC(
    _ blocks: inout [Int16], _ block: Int, member: Int, _ id: UInt8
  ) throws {
    if high > 0 {
      if try source.bit() == 1 { blocks[block] |= Int16(1 << low) }
      return
    }
    guard let table = huffman[id] else { throw Malformed(what: "no DC table") }
    let size = Int(try symbol(table))
    predictions[member] += try source.extended(size)
    blocks[block] = Int16(truncatingIfNeeded: predictions[member] << low)
  }

  private mutating func symbol(_ table: HuffmanTable) throws -> UInt8 {
    var source = self.source
    defer { self.source = source }
    return try table.symbol { try source.bit() }
  }

  private mutating func decodeAC(_ blocks: inout [Int16], _ block: Int, _ table: HuffmanTable)
    throws
  {
    if run > 0 {
      run -= 1
      return
    }
    var index = max(start, 1)
    while index <= end {
      let symbol = Int(try symbol(table))
      let (zeros, size) = (symbol >> 4, symbol & 15)
      if size == 0 {
        if zeros == 15 {
          index += 16
          continue
        }
        if progressive { run = try (1 << zeros) + source.bits(zeros) - 1 }
        return
      }
      index += zeros
      guard index <= 63 else { throw Malformed(what: "run past the block") }
      blocks[block + CoefficientReader.zigzag[index]] = Int16(try source.extended(size) << low)
      index += 1
    }
  }

  private mutating func refineAC(_ blocks: inout [Int16], _ block: Int, _ table: HuffmanTable)
    throws
  {
    let bit = Int16(1 << low)
    var index = start
    if run == 0 {
      while index <= end {
        let symbol = Int(try symbol(table))
        var (zeros, size) = (symbol >> 4, symbol & 15)
        var value: Int16 = 0
        if size == 0 {
          if zeros < 15 {
            run = try (1 << zeros) + source.bits(zeros)
            break
          }
        } else {
          value = try source.bit() == 1 ? bit : -bit
          size = 0
        }
        while index <= end {
          let place = block + CoefficientReader.zigzag[index]
          if blocks[place] != 0 {
            try refine(&blocks[place], bit)
          } else {
            if zeros == 0 {
              if value != 0 { blocks[place] = value }
              index += 1
              break
            }
            zeros -= 1
          }
          index += 1
        }
      }
    }
    if run > 0 {
      while index <= end {
        let place = block + CoefficientReader.zigzag[index]
        if blocks[place] != 0 { try refine(&blocks[place], bit) }
        index += 1
      }
      run -= 1
    }
  }

  private mutating func refine(_ value: inout Int16, _ bit: Int16) throws {
    guard try source.bit() == 1, value & bit == 0 || value < 0 else { return }
    if value > 0 {
      value += bit
    } else if -value & bit == 0 {
      value -= bit
    }
  }
}

/// Bits of coded data, without stuffed zeros; zeros once a marker is reached.
struct BitSource {
  let bytes: [UInt8]
  private(set) var position: Int
  private var held = 0
  private var count = 0

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next byte of the data; nil at a marker.
  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    if bytes[position] == 0xff {
      guard position + 1 < bytes.count, bytes[position + 1] == 0 else { return nil }
      position += 2
      return 0xff
    }
    position += 1
    return bytes[position - 1]
  }

  mutating func bit() throws -> Int {
    if count == 0 {
      guard let byte = byte() else { throw CoefficientReader.Malformed(what: "out of data") }
      held = Int(byte)
      count = 8
    }
    count -= 1
    return held >> count & 1
  }

  mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for _ in 0..<count { value = try value << 1 | bit() }
    return value
  }

  mutating func extended(_ size: Int) throws -> Int {
    guard size > 0 else { return 0 }
    let value = try bits(size)
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value
  }

  /// Where the next marker stands, skipping what is left of the data.
  func nextMarker() -> Int {
    var place = position
    while place + 1 < bytes.count, bytes[place] != 0xff || bytes[place + 1] == 0 { place += 1 }
    return place
  }
}
