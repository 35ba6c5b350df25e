/// The arithmetic that tells a number from a row of digits.
enum CheckDigits {
  /// The Dutch eleven test over nine digits: 9a + 8b + … + 2h − i is a multiple of 11.
  static func elevenTest(_ digit: (Int) -> Int) -> Bool {
    var sum = -digit(8)
    var total = digit(8)
    for index in 0..<8 {
      sum += (9 - index) * digit(index)
      total += digit(index)
    }
    return total > 0 && sum % 11 == 0
  }

  /// The NHS number's check digit, modulus 11 over ten digits.
  static func nhs(_ digit: (Int) -> Int) -> Bool {
    var (sum, total) = (0, 0)
    for index in 0..<9 {
      sum += (10 - index) * digit(index)
      total += digit(index)
    }
    let check = (11 - sum % 11) % 11
    return total > 0 && check == digit(9)
  }

  /// ISO/IEC 7812-1 annex B over `count` digits, the last being the check digit, with `prefix` added
  /// for digits that stand before them unwritten.
  static func luhn(_ count: Int, prefix: Int = 0, _ digit: (Int) -> Int) -> Bool {
    var sum = prefix
    for index in 0..<count {
      let value = digit(index)
      let isDoubled = (count - index).isMultiple(of: 2)
      sum += isDoubled ? (value > 4 ? 2 * value - 9 : 2 * value) : value
    }
    return sum.isMultiple(of: 10)
  }
}
