/// The check digit of Verhoeff, which SNOMED CT uses for its identifiers: the digits, each changed
/// by a permutation of its place, come to 0 in the dihedral group of order ten.
extension CheckDigits {
  /// Whether the last of `digits`, values from 0 to 9, is right.
  package static func isVerhoeff(_ digits: [UInt8]) -> Bool {
    guard digits.count > 1, digits.allSatisfy({ $0 < 10 }) else { return false }
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      var value = Int(digit)
      for _ in 0..<place % 8 { value = permutation[value] }
      sum = product(sum, value)
    }
    return sum == 0
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// 0 to 4 are rotations of a pentagon, 5 to 9 its reflections.
  private static func product(_ left: Int, _ right: Int) -> Int {
    let turned = left < 5 ? (left + right) % 5 : (left - right + 10) % 5
    return (left < 5) == (right < 5) ? turned : turned + 5
  }
}
