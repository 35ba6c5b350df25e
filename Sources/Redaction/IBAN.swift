/// The international bank account number (ISO 13616): a country, two check digits, and as many
/// letters and digits as that country has; modulus 97 is 1.
enum IBAN {
  /// Characters in all, by country.
  private static let lengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "BI": 27,
    "DJ": 27, "FK": 18, "HN": 28, "MN": 20, "NI": 28, "OM": 23, "RU": 33, "SD": 18, "SO": 23,
    "YE": 30,
  ]

  /// Length by the letters, 26 × 26.
  private static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 676)
    for (country, length) in lengths {
      let letters = Array(country.utf8)
      table[Int(letters[0] - 65) * 26 + Int(letters[1] - 65)] = UInt8(length)
    }
    return table
  }()

  /// `run` begins at the check digits.
  static func match(_ text: TextWindow, _ run: NumberRun) -> Match? {
    var start = run.lead < run.start ? glued(text, run) : lead(text, before: run.start)
    if start == run.start { start = apart(text, run) }
    guard text[start].isASCIILetter, text[start + 1].isASCIILetter,
      !text.isWord(before: start) || start > run.lead,
      run.lead == run.start || run.start - start == 2
    else { return nil }
    let (first, second) = (text[start].uppercased, text[start + 1].uppercased)
    let length = Int(table[Int(first - 65) * 26 + Int(second - 65)])
    guard length > 0 else { return nil }
    var remainder = 0
    func add(_ byte: UInt8) {
      if byte.isDigit {
        remainder = (remainder * 10 + byte.digit) % 97
      } else {
        remainder = (remainder * 100 + Int(byte.uppercased - 55)) % 97
      }
    }
    let isOnOneLine = run.lead < run.start || run.start - start == 3
    var (count, place, breaks) = (2, run.start, isOnOneLine ? 0 : 1)
    var check = 0
    while count < length {
      let byte = text[place]
      if count < 4, byte.isDigit {
        check = check * 10 + byte.digit
        count += 1
        place += 1
      } else if count >= 4, byte.isDigit || byte.isASCIILetter {
        add(byte)
        count += 1
        place += 1
      } else if let end = gap(text, place, &breaks) {
        place = end
      } else {
        return nil
      }
    }
    guard !text.isWord(at: place) else { return nil }
    add(first)
    add(second)
    // A label makes it one, whatever the check digits say.
    guard (remainder * 100 + check) % 97 == 1 || isLabelled(text, start) else { return nil }
    return Match(.iban, start, place)
  }

  private static let labels = Labels("iban,rekeningnummer,rekening,konto,kontonummer,compte")

  private static func isLabelled(_ text: TextWindow, _ start: Int) -> Bool {
    labels.stand(text, before: start, reach: 12)
  }

  /// `NO 93`: the place of the country, when one blank stands behind it.
  private static func apart(_ text: TextWindow, _ run: NumberRun) -> Int {
    let start = run.start - 3
    return text[run.start - 1] == 0x20 && text[start].isUpper && text[start + 1].isUpper
      ? start : run.start
  }

  /// The two letters before the check digits, which may follow the word `IBAN` without a blank.
  private static func glued(_ text: TextWindow, _ run: NumberRun) -> Int {
    run.start - run.lead == 6 && text.holds("iban", at: run.lead) && !text.isWord(before: run.lead)
      ? run.lead + 4 : run.lead
  }

  /// The two letters at the end of the line above, when `place` begins the next.
  private static func lead(_ text: TextWindow, before place: Int) -> Int {
    var end = place
    while place - end < 12, text[end - 1] == 0x20 || text[end - 1] == 0x09 || text[end - 1] == 0x3e
    {
      end -= 1
    }
    guard text[end - 1] == 0x0a else { return place }
    end -= text[end - 2] == 0x0d ? 2 : 1
    return end - 2
  }

  /// Skips a blank, hyphen or dot, or one end of line with its indentation.
  private static func gap(_ text: TextWindow, _ place: Int, _ breaks: inout Int) -> Int? {
    var end = place
    let byte = text[end]
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") {
      end += 1
    } else {
      end += text.blank(at: end)
    }
    if text[end] == 0x20, text[end + 1].endsLine { end += 1 }
    if text[end].endsLine {
      breaks += 1
      guard breaks < 2 else { return nil }
      end += text[end] == 0x0d && text[end + 1] == 0x0a ? 2 : 1
      end = text.skippingBlanks(from: end)
      if text[end] == UInt8(ascii: ">") { end = text.skippingBlanks(from: end + 1) }
    }
    return end > place ? end : nil
  }
}
