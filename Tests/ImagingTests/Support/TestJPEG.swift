import TestSupport
import CPictureFixtures

/// A JPEG picture made of coefficients, to be encoded in any process.
struct TestJPEG {
  enum Process: CaseIterable { case baseline, optimised, separate, progressive, arithmetic, both }
  enum Colour: Int32 { case gray = 1, rgb, ycc, cmyk, ycck }

  var width: Int
  var height: Int
  var colour: Colour
  var sampling: [(h: Int, v: Int)]
  var adobe = true
  var process = Process.baseline
  var restart = 0
  var steps: [[UInt16]]
  /// For each component its blocks, row after row, natural order.
  var coefficients: [[Int16]] = []

  var across: Int { sampling.map(\.h).max()! }
  var down: Int { sampling.map(\.v).max()! }
  /// Pixels hidden or kept together; a lone component is never interleaved.
  var unitWidth: Int { sampling.count == 1 ? 8 : 8 * across }
  var unitHeight: Int { sampling.count == 1 ? 8 : 8 * down }

  func columns(_ component: Int) -> Int { up(width * sampling[component].h, 8 * across) }
  func rows(_ component: Int) -> Int { up(height * sampling[component].v, 8 * down) }

  private func up(_ value: Int, _ divisor: Int) -> Int { (value + divisor - 1) / divisor }

  /// The unit that a block belongs to.
  func unit(_ component: Int, x: Int, y: Int) -> (x: Int, y: Int) {
    sampling.count == 1 ? (x, y) : (x / sampling[component].h, y / sampling[component].v)
  }

  static let samplings: [(colour: Colour, factors: [(h: Int, v: Int)])] = [
    (.gray, [(1, 1)]), (.gray, [(2, 2)]),
    (.ycc, [(1, 1), (1, 1), (1, 1)]), (.ycc, [(2, 1), (1, 1), (1, 1)]),
    (.ycc, [(2, 2), (1, 1), (1, 1)]), (.ycc, [(1, 2), (1, 1), (1, 1)]),
    (.ycc, [(4, 1), (1, 1), (1, 1)]), (.ycc, [(2, 2), (2, 1), (1, 2)]),
    (.ycc, [(3, 1), (1, 1), (1, 1)]), (.rgb, [(1, 1), (1, 1), (1, 1)]),
    (.cmyk, [(1, 1), (1, 1), (1, 1), (1, 1)]), (.cmyk, [(2, 2), (1, 1), (1, 1), (2, 2)]),
    (.ycck, [(2, 2), (1, 1), (1, 1), (2, 2)]), (.ycck, [(2, 1), (1, 1), (1, 1), (2, 1)]),
  ]

  /// A picture with something in every block.
  init(random: inout SeededGenerator, largest: Int = 90) {
    let kind = random.pick(Self.samplings)
    colour = kind.colour
    sampling = kind.factors
    width = Int.random(in: 1...largest, using: &random)
    height = Int.random(in: 1...largest, using: &random)
    if random.chance(25) { width = (width + 31) / 32 * 32 }
    if random.chance(25) { height = (height + 31) / 32 * 32 }
    adobe = random.chance(50)
    process = random.pick(Process.allCases)
    restart = random.chance(30) ? Int.random(in: 1...7, using: &random) : 0
    steps = []
    for _ in 0..<2 {
      let scale = Int.random(in: 1...12, using: &random)
      steps.append((0..<64).map { UInt16(1 + scale * ($0 / 8 + $0 % 8 + 2) / 3) })
    }
    for component in sampling.indices {
      var blocks: [Int16] = []
      for _ in 0..<columns(component) * rows(component) { blocks += Self.block(&random) }
      coefficients.append(blocks)
    }
  }

  /// A block like those of photographs: little at high frequencies.
  static func block(_ random: inout SeededGenerator) -> [Int16] {
    var block = [Int16](repeating: 0, count: 64)
    block[0] = Int16.random(in: -60...60, using: &random)
    for _ in 0..<Int.random(in: 0...9, using: &random) {
      let place = Int.random(in: 1..<64, using: &random)
      let size = max(1, 40 / (1 + place / 8 + place % 8))
      block[place] = Int16.random(in: -Int16(size)...Int16(size), using: &random)
    }
    return block
  }

  /// Everything anew in the blocks of some units.
  mutating func randomise(
    units isHidden: (_ x: Int, _ y: Int) -> Bool, using random: inout SeededGenerator
  ) {
    for component in sampling.indices {
      for y in 0..<rows(component) {
        for x in 0..<columns(component) {
          let unit = unit(component, x: x, y: y)
          guard isHidden(unit.x, unit.y) else { continue }
          let start = 64 * (y * columns(component) + x)
          let block =
            random.chance(20)
            ? (0..<64).map { _ in Int16.random(in: -200...200, using: &random) }
            : Self.block(&random)
          coefficients[component].replaceSubrange(start..<start + 64, with: block)
        }
      }
    }
  }

  func encoded() -> [UInt8] {
    var picture = cfixture_picture()
    picture.width = Int32(width)
    picture.height = Int32(height)
    picture.components = Int32(sampling.count)
    picture.colour = colour.rawValue
    picture.adobe = adobe
    picture.progressive = process == .progressive || process == .both
    picture.arithmetic = process == .arithmetic || process == .both
    picture.optimised = process == .optimised
    picture.separate = process == .separate
    picture.restart = Int32(restart)
    withUnsafeMutableBytes(of: &picture.steps) { target in
      for (index, value) in steps.joined().enumerated() {
        target.storeBytes(of: value, toByteOffset: 2 * index, as: UInt16.self)
      }
    }
    withUnsafeMutableBytes(of: &picture.horizontal) { target in
      for (index, factor) in sampling.enumerated() {
        target.storeBytes(of: Int32(factor.h), toByteOffset: 4 * index, as: Int32.self)
      }
    }
    withUnsafeMutableBytes(of: &picture.vertical) { target in
      for (index, factor) in sampling.enumerated() {
        target.storeBytes(of: Int32(factor.v), toByteOffset: 4 * index, as: Int32.self)
      }
    }
    let joined = Array(coefficients.joined())
    return joined.withUnsafeBufferPointer { buffer in
      var offset = 0
      withUnsafeMutableBytes(of: &picture.coefficients) { target in
        for (index, blocks) in coefficients.enumerated() {
          target.storeBytes(
            of: buffer.baseAddress! + offset, toByteOffset: 8 * index,
            as: UnsafePointer<Int16>.self)
          offset += blocks.count
        }
      }
      return [UInt8](unsafeUninitializedCapacity: 1 << 20) { bytes, count in
        count = cfixture_encode(&picture, bytes.baseAddress, bytes.count)
      }
    }
  }

  /// The file with an Exif segment that turns it.
  func encoded(orientation: Int?) -> [UInt8] {
    let bytes = encoded()
    guard let orientation else { return bytes }
    return bytes.inserting(segment: 0xe1, TestSegments.exif(orientation: orientation))
  }
}
