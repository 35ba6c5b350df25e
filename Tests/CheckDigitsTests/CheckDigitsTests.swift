import CheckDigits
import Testing

/// Numbers that authorities and standards give as examples, and the same with a slip.
@Suite struct CheckDigitsTests {
  private static let patients: [(String, @Sendable (String) -> Bool, [String])] = [
    ("BSN", { CheckDigits.isBSN($0) }, ["111222333", "123456782"]),
    ("NHS", { CheckDigits.isNHS($0) }, ["9434765870", "9434765919"]),
    ("RRN", { CheckDigits.isRRN($0) }, ["85073003328", "17073003384", "85473003317"]),
    ("NIR", { CheckDigits.isNIR($0) }, ["255081416802538", "253072A07300146"]),
    ("KVNR", { CheckDigits.isKVNR($0) }, ["A000500015", "T555558881"]),
  ]

  @Test("examples pass, and no other last digit does") func examples() {
    for (name, isRight, numbers) in Self.patients {
      for number in numbers {
        #expect(isRight(number), "\(name) \(number)")
        for digit in 0...9 where "\(digit)" != number.suffix(1) {
          #expect(!isRight(number.dropLast() + "\(digit)"), "\(name) \(number) \(digit)")
        }
      }
    }
  }

  @Test("another length, another character, nothing") func otherForms() {
    for (name, isRight, numbers) in Self.patients {
      for number in numbers {
        for other in ["", number + "0", String(number.dropLast()), number.dropLast() + "x"] {
          #expect(!isRight(other), "\(name) \(other)")
        }
      }
    }
    for zeros in 1...16 {
      for entry in Self.patients {
        #expect(!entry.1(String(repeating: "0", count: zeros)))
      }
    }
  }

  @Test("identifiers of SNOMED CT") func snomed() {
    for number in ["271807003", "73211009", "22298006", "900000000000207008"] {
      let digits = number.utf8.map { $0 - 48 }
      #expect(CheckDigits.isVerhoeff(digits), "\(number)")
      for other in 0...9 where UInt8(other) != digits.last {
        #expect(!CheckDigits.isVerhoeff(digits.dropLast() + [UInt8(other)]))
      }
    }
    #expect(!CheckDigits.isVerhoeff([]) && !CheckDigits.isVerhoeff([0]))
  }

  @Test("numbers of professionals") func professionals() {
    func digits(_ text: String) -> [UInt8] { text.utf8.map { $0 - 48 } }
    func passes(_ text: String, _ check: (Span<UInt8>) -> Bool) -> Bool { check(digits(text).span) }
    for (right, wrong, check) in [
      ("89012345601", "79012345601", CheckDigits.isBIG),
      ("1234567893", "1234567890", CheckDigits.isNPI),
      ("123456601", "123456701", CheckDigits.isLANR),
      ("10000403000", "10000404000", CheckDigits.isRIZIV),
      ("79927398713", "79927398710", { CheckDigits.luhn($0) }),
    ] as [(String, String, (Span<UInt8>) -> Bool)] {
      #expect(passes(right, check), "\(right)")
      #expect(!passes(wrong, check), "\(wrong)")
      #expect(!passes("", check))
    }
  }
}
