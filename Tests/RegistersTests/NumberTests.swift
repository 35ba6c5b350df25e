import Foundation
import TestSupport
import Testing

@testable import Registers

/// Numbers by themselves: form and check digit.
struct NumberTests {
  private struct File: Decodable {
    let pass: [[String]]
    let suspect: [[String]]
    let fail: [[String]]
  }

  private static func file() throws -> File {
    try JSONDecoder().decode(File.self, from: Data(Vectors.bytes("registers.json")))
  }

  private func facts(_ pair: [String]) throws -> NumberFacts {
    NumberFacts(pair[1], in: try #require(Register(rawValue: pair[0])))
  }

  @Test(.enabled(if: Vectors.areThere)) func publishedNumbers() throws {
    let file = try Self.file()
    for pair in file.pass {
      let facts = try facts(pair)
      #expect(!facts.isMalformed && facts.format == .good, "\(pair)")
      #expect(facts.checkDigit == .good || facts.checkDigit == .none, "\(pair)")
    }
    for pair in file.suspect {
      let facts = try facts(pair)
      #expect(facts.checkDigit == .suspect && !facts.isMalformed, "\(pair)")
    }
    for pair in file.fail { #expect(try facts(pair).isMalformed, "\(pair)") }
    #expect(Set(file.pass.map { $0[0] }) == Set(Register.allCases.map(\.rawValue)))
  }

  /// The algorithms once more, written apart from the ones under test.
  private static func holds(_ register: Register, _ text: String) -> Bool? {
    let digits = text.compactMap(\.wholeNumberValue)
    func luhn(_ digits: [Int]) -> Bool {
      var sum = 0
      for (index, digit) in digits.enumerated() {
        let fromRight = digits.count - 1 - index
        sum += fromRight % 2 == 1 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] : digit
      }
      return sum % 10 == 0
    }
    switch register {
    case .rpps: return luhn(digits)
    case .npi: return luhn([8, 0, 8, 4, 0] + digits)
    case .efn: return luhn(digits)
    case .big:
      guard digits[1] == 9 else { return false }
      let d = Array(digits[2...])
      let sum =
        9 + 6 * d[0] + 3 * d[1] + 7 * d[2] + 9 * d[3] + 10 * d[4] + 5 * d[5] + 8 * d[6] + 4 * d[7]
        + 2 * d[8]
      let table = [0, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1]
      return digits[0] == table[sum % 11]
    case .lanr:
      let sum =
        4 * digits[0] + 9 * digits[1] + 4 * digits[2] + 9 * digits[3] + 4 * digits[4] + 9
        * digits[5]
      return (sum + digits[6]) % 10 == 0
    case .riziv:
      let first = Int(text.prefix(6)) ?? 0
      let check = digits[6] * 10 + digits[7]
      let is97 = (first + check) % 97 == 0 && (1...97).contains(check)
      let is89 = (first + check) % 89 == 0 && (1...89).contains(check)
      return is97 || is89
    default: return nil
    }
  }

  /// Every number that differs from `number` in one digit, or in two neighbours swapped.
  private static func edits(_ number: String) -> Set<String> {
    let characters = Array(number)
    var edits: Set<String> = []
    for index in characters.indices where characters[index].isNumber {
      for digit in "0123456789" {
        var edited = characters
        edited[index] = digit
        edits.insert(String(edited))
      }
    }
    for index in characters.indices.dropLast() {
      var edited = characters
      edited.swapAt(index, index + 1)
      edits.insert(String(edited))
    }
    return edits
  }

  @Test(.enabled(if: Vectors.areThere)) func everyEditIsJudgedAsTheAlgorithmSays() throws {
    var count = 0
    for pair in try Self.file().pass {
      let register = try #require(Register(rawValue: pair[0]))
      for edit in Self.edits(pair[1]) {
        let facts = NumberFacts(edit, in: register)
        guard facts.format == .good, let holds = Self.holds(register, edit) else { continue }
        #expect((facts.checkDigit == .good) == holds, "\(register) \(edit)")
        count += 1
      }
    }
    #expect(count > 900)
  }

  /// Luhn lets no single edit through, and of the swaps only 09 for 90.
  @Test func luhnCatchesEdits() {
    for edit in Self.edits("1234567893") where edit != "1234567893" {
      #expect(NumberFacts(edit, in: .npi).isMalformed, "\(edit)")
    }
  }

  @Test(arguments: [
    ("big", "890 123 456 01", "89012345601"), ("big", "89.0123.456-01", "89012345601"),
    ("big", "8901\u{a0}2345601", "89012345601"), ("npi", "123-456-7893", "1234567893"),
    ("riziv", "1-23456-25-000", "12345625000"), ("nmc", "12a3456e", "12A3456E"),
    ("hcpc", "ph 123456", "PH123456"), ("gmc", "c123456", "C123456"),
  ])
  func whatPeopleTypeIsNormalised(_ register: String, _ typed: String, _ number: String) throws {
    let facts = NumberFacts(typed, in: try #require(Register(rawValue: register)))
    #expect(facts.number == number && !facts.isMalformed)
  }

  @Test(arguments: ["890123456O1", "8901234560I", "8901234560l", "８9012345601", "89012345601a", ""])
  func lettersAreNoDigits(_ typed: String) {
    #expect(NumberFacts(typed, in: .big).isMalformed)
  }

  @Test func theSlipOfALetterIsNamed() {
    guard case .malformed(let reason) = NumberFacts("890123456O1", in: .big).format else {
      Issue.record("not malformed")
      return
    }
    #expect(reason.contains("letters O and I"))
  }

  @Test func keysOfDifferentNumbersDiffer() {
    let numbers = ["C123456", "1234567", "0123456", "A000001", "Z999999"]
    #expect(Set(numbers.compactMap { NumberFacts($0, in: .gmc).key }).count == numbers.count)
  }

  @Test func questionsAreRead() {
    let question = RegistrationQuestion(" BIG : 890 123 456 01")
    #expect(question?.register == .big)
    #expect(RegistrationQuestion("89012345601") == nil)
    #expect(RegistrationQuestion(":1") == nil)
    #expect(RegistrationQuestion("ahpra:1")?.register == nil)
  }
}
