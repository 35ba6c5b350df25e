import CheckDigits
import Testing

/// Numbers that authorities and standards give as examples, and the same with a slip.
@Suite struct CheckDigitsTests {
  private static let patients: [(String, (String) -> Bool, [String])] = [
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

  @Test("numbers of professionals") func professionals() {
    func digits(_ text: String) -> [UInt8] { text.utf8.map { $0 - 48 } }
    #expect(CheckDigits.isBIG(digits("89012345601").span))
    #expect(!CheckDigits.isBIG(digits("79012345601").span))
    #expect(CheckDigits.isNPI(digits("1234567893").span))
    #expect(!CheckDigits.isNPI(digits("1234567890").span))
    #expect(CheckDigits.luhn(digits("79927398713").span))
    #expect(!CheckDigits.luhn(digits("79927398710").span))
    #expect(!CheckDigits.luhn([UInt8]().span))
    #expect(CheckDigits.isLANR(digits("123456601").span))
    #expect(!CheckDigits.isLANR(digits("123456701").span))
    #expect(CheckDigits.isRIZIV(digits("10000403000").span))
    #expect(!CheckDigits.isRIZIV(digits("10000404000").span))
  }
}
