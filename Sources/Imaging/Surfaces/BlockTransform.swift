internal import CJPEG

/// The rows of a block of 8 × 8 samples or coefficients.
typealias Block = InlineArray<8, SIMD8<Float>>

/// The quantisation steps of a component, as rows of a block.
typealias Steps = Block

/// The cosine transform of a block (ITU-T T.81, A.3.3), in single precision with constants
/// written out: the same bits on every machine.
enum BlockTransform {
  /// Row `u` holds C(u)/2 · cos((2x + 1)uπ/16).
  private static let basis: Block = {
    let cosines: [Float] = [
      1, 0.980785280403230, 0.923879532511287, 0.831469612302545, 0.707106781186548,
      0.555570233019602, 0.382683432365090, 0.195090322016128, 0,
    ]
    return Block { frequency in
      SIMD8 { x in
        let sixteenths = (2 * x + 1) * frequency % 32
        let folded = sixteenths > 16 ? 32 - sixteenths : sixteenths
        let cosine = folded > 8 ? -cosines[16 - folded] : cosines[folded]
        return cosine / 2 * (frequency == 0 ? cosines[4] : 1)
      }
    }
  }()

  private static let turnedBasis: Block = transposed(basis)

  /// Samples around zero to coefficients.
  static func forward(_ samples: Block) -> Block {
    transposed(product(basis, transposed(product(basis, samples))))
  }

  /// Coefficients to samples around zero.
  static func inverse(_ coefficients: Block) -> Block {
    transposed(product(turnedBasis, transposed(product(turnedBasis, coefficients))))
  }

  /// The cosine transform of eight samples.
  static func forward(_ samples: SIMD8<Float>) -> SIMD8<Float> {
    SIMD8 { (basis[$0] * samples).sum() }
  }

  private static func product(_ matrix: Block, _ block: Block) -> Block {
    Block { row in
      var sum = SIMD8<Float>()
      for index in 0..<8 { sum += matrix[row][index] * block[index] }
      return sum
    }
  }

  private static func transposed(_ block: Block) -> Block {
    Block { column in SIMD8 { block[$0][column] } }
  }

  /// The samples, 0 to 255 but neither rounded nor clipped, that quantised coefficients stand for.
  static func samples(of coefficients: UnsafePointer<Int16>, steps: Steps) -> Block {
    let levels = UnsafeRawPointer(coefficients)
    let samples = inverse(
      Block { y in
        let row = levels.loadUnaligned(fromByteOffset: 16 * y, as: SIMD8<Int16>.self)
        return SIMD8<Float>(row) * steps[y]
      })
    return Block { samples[$0] + 128 }
  }

  /// Quantises samples into `levels`.
  static func store(
    samples: Block, steps: Steps, in levels: UnsafeMutablePointer<Int16>
  ) {
    store(forward(Block { samples[$0] - 128 }), steps: steps, in: levels)
  }

  /// Quantises coefficients into `levels`.
  static func store(
    _ coefficients: Block, steps: Steps, in levels: UnsafeMutablePointer<Int16>
  ) {
    withUnsafeBytes(of: coefficients) { values in
      withUnsafeBytes(of: steps) { steps in
        cjpeg_quantise(
          values.bindMemory(to: Float.self).baseAddress,
          steps.bindMemory(to: Float.self).baseAddress, levels)
      }
    }
  }
}

extension SIMD8 where Scalar == Float {
  init(_ value: (Int) -> Float) {
    self.init()
    for index in 0..<8 { self[index] = value(index) }
  }
}
