/// The arithmetic that tells a number from a row of digits.
package enum CheckDigits {
  /// The Dutch eleven test over nine digits: 9a + 8b + … + 2h − i is a multiple of 11.
  package static func elevenTest(_ digit: (Int) -> Int) -> Bool {
    var sum = -digit(8)
    var total = digit(8)
    for index in 0..<8 {
      sum += (9 - index) * digit(index)
      total += digit(index)
    }
    return total > 0 && sum % 11 == 0
  }

  /// The NHS number's check digit, modulus 11 over ten digits.
  package static func nhs(_ digit: (Int) -> Int) -> Bool {
    var (sum, total) = (0, 0)
    for index in 0..<9 {
      sum += (10 - index) * digit(index)
      total += digit(index)
    }
    let check = (11 - sum % 11) % 11
    return total > 0 && check == digit(9)
  }

  /// The Belgian national number: 97 − n mod 97, with 2 before n for those born from 2000 on.
  package static func belgian(body: Int, check: Int) -> Bool {
    body > 0 && (97 - body % 97 == check || 97 - (2_000_000_000 + body) % 97 == check)
  }

  /// What the department of Corsica takes from the thirteen places read as a number in which its
  /// letter is a zero: 2A counts as 19, 2B as 18. Zero for any other letter.
  package static func corsica(_ letter: UInt8) -> Int {
    switch letter {
    case UInt8(ascii: "A"), UInt8(ascii: "a"): 1_000_000
    case UInt8(ascii: "B"), UInt8(ascii: "b"): 2_000_000
    default: 0
    }
  }

  /// The key of a French NIR: 97 − n mod 97 over thirteen places.
  package static func french(body: Int, key: Int) -> Bool { 97 - body % 97 == key }

  /// The German KVNR: an upper-case letter's number and eight digits under alternating weights, whose
  /// cross sums make the ninth (§ 290 SGB V).
  package static func german(letter: UInt8, _ digit: (Int) -> Int) -> Bool {
    func crossSum(_ value: Int) -> Int { value / 10 + value % 10 }
    let value = Int(letter) - 64
    var sum = crossSum(value / 10) + crossSum(2 * (value % 10))
    for index in 0..<8 { sum += crossSum(digit(index) * (index.isMultiple(of: 2) ? 1 : 2)) }
    return sum % 10 == digit(8)
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
