/// The arithmetic that tells a number from a row of digits. Each function says whether the check
/// digit is right; a number of another length or with other characters is never right.
///
/// Those over `Span<UInt8>` take the values of digits, 0 to 9 each; those over text take ASCII, as
/// a number is written when all marks between its digits are left out.
package enum CheckDigits {
  /// The values of `count` digits; nil when `text` is anything else.
  private static func values(_ text: some StringProtocol, _ count: Int) -> [UInt8]? {
    let values = text.utf8.map { $0 &- 0x30 }
    return values.count == count && values.allSatisfy { $0 < 10 } ? values : nil
  }

  /// The number that some digits are.
  static func number(_ digits: Span<UInt8>, _ range: Range<Int>) -> Int {
    var value = 0
    for index in range { value = value * 10 + Int(digits[index]) }
    return value
  }
}

/// Numbers of patients.
extension CheckDigits {
  /// The Dutch citizen service number (BSN): nine digits, 9a + 8b + … + 2h − i is a multiple of 11.
  package static func isBSN(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 9 else { return false }
    var sum = -Int(digits[8])
    var total = Int(digits[8])
    for index in 0..<8 {
      sum += (9 - index) * Int(digits[index])
      total += Int(digits[index])
    }
    return total > 0 && sum % 11 == 0
  }

  package static func isBSN(_ text: some StringProtocol) -> Bool {
    values(text, 9).map { isBSN($0.span) } ?? false
  }

  /// The number of the NHS: ten digits, modulus 11 with the weights 10 to 2 (NHS Data Dictionary).
  package static func isNHS(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 10 else { return false }
    var (sum, total) = (0, 0)
    for index in 0..<9 {
      sum += (10 - index) * Int(digits[index])
      total += Int(digits[index])
    }
    return total > 0 && (11 - sum % 11) % 11 == Int(digits[9])
  }

  package static func isNHS(_ text: some StringProtocol) -> Bool {
    values(text, 10).map { isNHS($0.span) } ?? false
  }

  /// The Belgian national number (RRN, NISS, INSZ) and bis numbers, which have 20 or 40 added to
  /// the month: eleven digits, 97 − n mod 97, with 2 before n for those born from 2000 on.
  package static func isRRN(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 11 else { return false }
    let (month, day) = (number(digits, 2..<4), number(digits, 4..<6))
    let (body, check) = (number(digits, 0..<9), number(digits, 9..<11))
    guard month < 60, month % 20 <= 12, day <= 31, body > 0 else { return false }
    return 97 - body % 97 == check || 97 - (2_000_000_000 + body) % 97 == check
  }

  package static func isRRN(_ text: some StringProtocol) -> Bool {
    values(text, 11).map { isRRN($0.span) } ?? false
  }

  /// The key of a French social security number (NIR): 97 − n mod 97, where `body` is the first
  /// thirteen places as a number, with 2A read as 19 and 2B as 18.
  package static func isNIR(body: Int, key: Int) -> Bool {
    body > 0 && 97 - body % 97 == key
  }

  /// What the department of Corsica takes from the thirteen places read as a number in which its
  /// letter is a zero: 2A counts as 19, 2B as 18. Zero for any other letter.
  package static func corsica(_ letter: UInt8) -> Int {
    switch letter | 0x20 {
    case UInt8(ascii: "a"): 1_000_000
    case UInt8(ascii: "b"): 2_000_000
    default: 0
    }
  }

  /// Thirteen places and the key of two digits; the departments of Corsica are 2A and 2B.
  package static func isNIR(_ text: some StringProtocol) -> Bool {
    var characters = Array(text.utf8)
    guard characters.count == 15 else { return false }
    let corsica = characters[5] == UInt8(ascii: "2") ? corsica(characters[6]) : 0
    if corsica > 0 { characters[6] = UInt8(ascii: "0") }
    guard let digits = values(String(decoding: characters, as: UTF8.self), 15) else { return false }
    return isNIR(body: number(digits.span, 0..<13) - corsica, key: number(digits.span, 13..<15))
  }

  /// The German health insurance number (KVNR, § 290 SGB V): a letter, eight digits, a check digit.
  /// The letter counts by its place in the alphabet, the weights are 1 and 2 in turn.
  package static func isKVNR(letter: UInt8, _ digits: Span<UInt8>) -> Bool {
    let place = Int(letter | 0x20) - 0x60
    guard (1...26).contains(place), digits.count == 9 else { return false }
    var sum = crossSum(place / 10) + crossSum(2 * (place % 10))
    var total = 0
    for index in 0..<8 {
      sum += crossSum(Int(digits[index]) * (index.isMultiple(of: 2) ? 1 : 2))
      total += Int(digits[index])
    }
    return total + Int(digits[8]) > 0 && sum % 10 == Int(digits[8])
  }

  package static func isKVNR(_ text: some StringProtocol) -> Bool {
    guard let letter = text.utf8.first, let digits = values(text.dropFirst(), 9) else {
      return false
    }
    return isKVNR(letter: letter, digits.span)
  }

  private static func crossSum(_ value: Int) -> Int { value / 10 + value % 10 }
}

/// Numbers of professionals.
extension CheckDigits {
  /// ISO/IEC 7812-1, annex B: from the right, every second digit doubled, cross sums added, a
  /// multiple of ten. `prefix` is added for digits that stand before these unwritten.
  package static func luhn(_ digits: Span<UInt8>, prefix: Int = 0) -> Bool {
    var sum = prefix
    for index in digits.indices {
      let value = Int(digits[index])
      let isDoubled = (digits.count - index).isMultiple(of: 2)
      sum += isDoubled ? (value > 4 ? 2 * value - 9 : 2 * value) : value
    }
    return !digits.isEmpty && sum.isMultiple(of: 10)
  }

  /// A number of the BIG-register: digits `c 9 d1…d9`, in which the authority's examples let infer
  /// s = 9 + 6d1+3d2+7d3+9d4+10d5+5d6+8d7+4d8+2d9 and c = 11 − (s mod 11), 11 → 0, 10 → 1.
  package static func isBIG(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 11, digits[1] == 9 else { return false }
    let weights: InlineArray<9, Int> = [6, 3, 7, 9, 10, 5, 8, 4, 2]
    var sum = 9
    for index in 0..<9 { sum += weights[index] * Int(digits[index + 2]) }
    let check = 11 - sum % 11
    return Int(digits[0]) == (check == 11 ? 0 : check == 10 ? 1 : check)
  }

  /// A National Provider Identifier: ten digits, Luhn with 80840 before them.
  package static func isNPI(_ digits: Span<UInt8>) -> Bool {
    digits.count == 10 && luhn(digits, prefix: 24)
  }

  /// A German physician's number (LANR): digit 7 = (10 − (4a+9b+4c+9d+4e+9f) mod 10) mod 10.
  package static func isLANR(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 9 else { return false }
    var sum = 0
    for index in 0..<6 { sum += (index.isMultiple(of: 2) ? 4 : 9) * Int(digits[index]) }
    return Int(digits[6]) == (10 - sum % 10) % 10
  }

  /// A Belgian RIZIV/INAMI number: digits 7 and 8 = 97 − (first six mod 97), or the same with 89.
  package static func isRIZIV(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 11 else { return false }
    let (first, check) = (number(digits, 0..<6), number(digits, 6..<8))
    return check == 97 - first % 97 || check == 89 - first % 89
  }
}
