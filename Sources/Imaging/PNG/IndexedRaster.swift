/// Pixels as numbers of a palette that holds the colours in use and no other.
struct IndexedRaster {
  let indices: [UInt8]
  /// Red, green, blue, alpha; those that are not opaque first, else in order of appearance.
  let palette: [SIMD4<UInt8>]

  /// Bits that number the palette.
  var depth: Int {
    switch palette.count {
    case ...2: 1
    case ...4: 2
    case ...16: 4
    default: 8
    }
  }

  /// Nil when there are more than 256 colours.
  init?(_ raster: Raster<UInt8>) {
    var numbers: [SIMD4<UInt8>: UInt8] = [:]
    var colours: [SIMD4<UInt8>] = []
    var indices: [UInt8] = []
    indices.reserveCapacity(raster.size.width * raster.size.height)
    var last: (colour: SIMD4<UInt8>, number: UInt8)?
    for start in stride(from: 0, to: raster.samples.count, by: raster.channels) {
      let colour = raster.colour(at: start)
      if let last, last.colour == colour {
        indices.append(last.number)
        continue
      }
      let number: UInt8
      if let known = numbers[colour] {
        number = known
      } else {
        guard colours.count < 256 else { return nil }
        number = UInt8(colours.count)
        numbers[colour] = number
        colours.append(colour)
      }
      last = (colour, number)
      indices.append(number)
    }
    let order =
      colours.indices.filter { colours[$0].w != 255 }
      + colours.indices.filter { colours[$0].w == 255 }
    var places = [UInt8](repeating: 0, count: colours.count)
    for (place, index) in order.enumerated() { places[index] = UInt8(place) }
    for index in indices.indices { indices[index] = places[Int(indices[index])] }
    self.indices = indices
    palette = order.map { colours[$0] }
  }
}

extension Raster where Sample == UInt8 {
  fileprivate func colour(at start: Int) -> SIMD4<UInt8> {
    switch channels {
    case 1: SIMD4(samples[start], samples[start], samples[start], 255)
    case 2: SIMD4(samples[start], samples[start], samples[start], samples[start + 1])
    case 3: SIMD4(samples[start], samples[start + 1], samples[start + 2], 255)
    default:
      SIMD4(samples[start], samples[start + 1], samples[start + 2], samples[start + 3])
    }
  }

  /// Makes the samples gray levels in the fewest bits, at least `depth`, that hold them all, and
  /// says how many; nil when eight are needed.
  mutating func makeShallow(from depth: Int) -> Int? {
    for bits in [1, 2, 4] where bits >= depth {
      let step = UInt8(255 / ((1 << bits) - 1))
      guard samples.allSatisfy({ $0 % step == 0 }) else { continue }
      for index in samples.indices { samples[index] /= step }
      return bits
    }
    return nil
  }
}

extension Raster {
  var isOpaque: Bool {
    stride(from: channels - 1, to: samples.count, by: channels).allSatisfy {
      samples[$0] == Sample.max
    }
  }
}
