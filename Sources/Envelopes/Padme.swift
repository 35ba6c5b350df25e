/// Padmé (Nikitin et al., PoPETs 2019): lengths grow by at most 12 % and tell O(log log L) bits.
package enum Padme {
  /// Nothing is shorter than this.
  package static let least = 4096

  /// The length to which `length` bytes are padded (section 4).
  package static func padded(_ length: Int) -> Int {
    guard length > least else { return least }
    let exponent = floorLog2(length)
    let zeroBits = exponent - (floorLog2(exponent) + 1)
    let mask = 1 << zeroBits - 1
    return (length + mask) & ~mask
  }

  private static func floorLog2(_ value: Int) -> Int {
    Int.bitWidth - 1 - value.leadingZeroBitCount
  }
}
