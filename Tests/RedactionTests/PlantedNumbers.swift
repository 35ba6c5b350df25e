import Redaction

/// What is planted: written by rules of its own, not by those of the recognisers.
enum Planted {
  /// An item of `kind` as somebody may write it, and whether a check digit proves it.
  static func make(_ kind: Kind, _ random: inout Seeded) -> String {
    switch kind {
    case .bsn: bsn(&random)
    case .nhs: nhs(&random)
    case .nir: nir(&random)
    case .belgian: belgian(&random)
    case .kvnr: kvnr(&random)
    case .iban: iban(&random)
    case .registration: registration(&random)
    case .ssn: ssn(&random)
    case .birthDate: date(&random)
    case .age: String(random.number(90...112))
    case .phone: phone(&random)
    case .email: email(&random)
    case .address: address(&random)
    case .url: url(&random)
    case .mrz: mrz(&random)
    case .national: national(&random)
    case .record: record(&random)
    case .name: random.pick(["Jansen", "de Vries", "O'Brien", "Müller-Groß", "BAKKER"])
    }
  }

  static let checksummed: Set<Kind> = [.bsn, .nhs, .nir, .belgian, .kvnr, .iban, .mrz]

  static func national(_ random: inout Seeded) -> String {
    switch random.number(1...4) {
    case 1: "QQ" + random.digits(6).text + "C"
    case 2: "756." + random.digits(10).grouped([4, 4], ".")
    case 3: random.digits(11).text
    default: random.digits(7).text + random.pick(["T", "WA"])
    }
  }

  static func record(_ random: inout Seeded) -> String {
    switch random.number(1...4) {
    case 1: random.pick(["R", "X", "AB-"]) + random.digits(7).text
    case 2: random.digits(10).text
    default: random.digits(random.number(6...9)).text
    }
  }

  private static let marks = [" ", ".", "-", "\u{a0}", " ", "-"]

  static func bsn(_ random: inout Seeded) -> String {
    while true {
      let digits = random.digits(8)
      let sum = zip(digits, [9, 8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
      guard sum % 11 < 10, sum > 0 else { continue }
      let all = digits + [sum % 11]
      switch random.number(1...10) {
      case 1...4: return all.text
      case 5, 6: return all.grouped([3, 3, 3], random.pick(marks))
      case 7, 8: return all.grouped([4, 2, 3], random.pick([".", " ", "-"]))
      default:
        return broken(
          random.chance(50) ? all.text : all.grouped([3, 3], random.pick(marks)), &random)
      }
    }
  }

  static func nhs(_ random: inout Seeded) -> String {
    while true {
      let digits = [random.pick([4, 6, 7])] + random.digits(8)
      let sum = zip(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
      let check = (11 - sum % 11) % 11
      guard check < 10 else { continue }
      let all = digits + [check]
      switch random.number(1...10) {
      case 1...3: return all.text
      case 4...8: return all.grouped([3, 3, 4], random.pick(marks))
      default: return broken(all.grouped([3, 3, 4], random.pick(["", " ", "-"])), &random)
      }
    }
  }

  static func nir(_ random: inout Seeded) -> String {
    let corsica = random.chance(5)
    let department = corsica ? (random.chance(50) ? "2A" : "2B") : padded(random.number(1...95), 2)
    let parts = [
      String(random.number(1...2)), padded(random.number(0...99), 2),
      padded(random.number(1...12), 2),
      department, padded(random.number(1...600), 3), padded(random.number(1...999), 3),
    ]
    let body = parts.joined().replacing("2A", with: "19").replacing("2B", with: "18")
    let plain = corsica ? body : parts.joined()
    let key = padded(97 - plain.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }, 2)
    switch random.number(1...10) {
    case 1...3: return parts.joined() + key
    case 4...8:
      return (parts + [key]).joined(
        separator: random.pick([" ", " ", "\u{a0}", ".", "-", "\u{202f}"]))
    case 9: return parts.joined() + " " + key
    default:
      return corsica
        ? parts.joined() + key : broken((parts + [key]).joined(separator: " "), &random)
    }
  }

  static func belgian(_ random: inout Seeded) -> String {
    let (year, young) = (random.number(0...99), random.chance(40))
    let first =
      padded(year, 2) + padded(random.number(1...12) + (random.chance(5) ? 40 : 0), 2)
      + padded(random.number(1...28), 2)
    let serial = padded(random.number(1...997), 3)
    let check = padded(97 - ((young ? 2_000_000_000 : 0) + (Int(first + serial) ?? 0)) % 97, 2)
    let d = Array(first)
    switch random.number(1...10) {
    case 1...3: return first + serial + check
    case 4...7: return "\(d[0])\(d[1]).\(d[2])\(d[3]).\(d[4])\(d[5])-\(serial).\(check)"
    case 8: return "\(first)-\(serial)-\(check)"
    case 9: return "\(first) \(serial) \(check)"
    default: return broken("\(first)\(serial)\(check)", &random)
    }
  }

  static func kvnr(_ random: inout Seeded) -> String {
    let letter = random.number(1...26)
    let digits = random.digits(8)
    var sum = 0
    for (index, digit) in ([letter / 10, letter % 10] + digits).enumerated() {
      let value = digit * (index % 2 + 1)
      sum += value / 10 + value % 10
    }
    let name = String(Character(Unicode.Scalar(UInt8(64 + letter))))
    let all = digits + [sum % 10]
    switch random.number(1...10) {
    case 1...6: return name + all.text
    case 7, 8: return name + all.grouped([3, 3, 3], random.pick([" ", ".", "-"]))
    case 9: return name + " " + all.grouped([3, 3, 3], " ")
    default: return name + broken(all.text, &random)
    }
  }

  static func iban(_ random: inout Seeded) -> String {
    let (country, body): (String, String) =
      switch random.number(1...5) {
      case 1: ("NL", random.pick(["ABNA", "INGB", "RABO", "TRIO"]) + random.digits(10).text)
      case 2: ("DE", random.digits(18).text)
      case 3: ("BE", random.digits(12).text)
      case 4: ("FR", random.digits(20).text + "X" + random.digits(2).text)
      default: ("GB", random.pick(["NWBK", "BARC"]) + random.digits(14).text)
      }
    let number = (body + country + "00").reduce(0) { rest, character in
      character.wholeNumberValue.map { (rest * 10 + $0) % 97 }
        ?? (rest * 100 + Int(character.asciiValue ?? 0) - 55) % 97
    }
    let all = country + padded(98 - number, 2) + body
    let groups = stride(from: 0, to: all.count, by: 4).map { String(all.dropFirst($0).prefix(4)) }
    switch random.number(1...10) {
    case 1...4: return all
    case 5...8: return groups.joined(separator: random.pick([" ", "\u{a0}", " ", "-"]))
    default: return broken(groups.joined(separator: " "), &random)
    }
  }

  static func registration(_ random: inout Seeded) -> String {
    switch random.number(1...10) {
    case 1...4:
      while true {
        let d = random.digits(7)
        let last = random.pick([[0, 1], [0, 2], [0, 4], [3, 0], [2, 5], [8, 1]])
        let sum = zip(d + last, [6, 3, 7, 9, 10, 5, 8, 4, 2]).reduce(9) { $0 + $1.0 * $1.1 }
        let check = 11 - sum % 11
        return ([check == 11 ? 0 : check == 10 ? 1 : check, 9] + d + last).text
      }
    case 5...7: return luhn([1, 0] + random.digits(8), before: [])
    case 8, 9: return luhn([random.number(1...2)] + random.digits(8), before: [8, 0, 8, 4, 0])
    default:
      let body = random.number(100_000...199_999)
      return "\(body)\(padded(97 - body % 97, 2))\(random.pick(["000", "004", "140"]))"
    }
  }

  private static func luhn(_ digits: [Int], before prefix: [Int]) -> String {
    var sum = 0
    for (index, digit) in (prefix + digits).reversed().enumerated() {
      let value = index.isMultiple(of: 2) ? 2 * digit : digit
      sum += value > 9 ? value - 9 : value
    }
    return (digits + [(10 - sum % 10) % 10]).text
  }

  static func ssn(_ random: inout Seeded) -> String {
    var area = random.number(1...899)
    if area == 666 { area = 667 }
    let parts = [
      padded(area, 3), padded(random.number(1...99), 2), padded(random.number(1...9999), 4),
    ]
    return random.chance(85)
      ? parts.joined(separator: "-") : broken(parts.joined(separator: "-"), &random)
  }

  static let months: [[String]] = [
    [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
      "oktober", "november", "december",
    ],
    [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ],
    [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre",
    ],
    [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November", "Dezember",
    ],
  ]

  static func date(_ random: inout Seeded) -> String {
    let (year, month, day) = (
      random.number(1925...2024), random.number(1...12), random.number(1...28)
    )
    let (m, d) = (padded(month, 2), padded(day, 2))
    switch random.number(1...15) {
    case 15: return "\(d) \(m) \(year)"
    case 1...3: return "\(d)-\(m)-\(year)"
    case 4: return "\(day)-\(month)-\(year)"
    case 5: return "\(d)/\(m)/\(year)"
    case 6: return "\(d).\(m).\(year)"
    case 7: return "\(year)-\(m)-\(d)"
    case 8: return "\(d)-\(m)-\(padded(year % 100, 2))"
    case 9: return "\(month)/\(day)/\(year)"
    case 10: return "\(day). \(months[3][month - 1]) \(year)"
    case 11: return "\(months[1][month - 1]) \(day), \(year)"
    case 12: return "\(day) \(random.pick([months[0], months[2]])[month - 1]) \(year)"
    case 13: return "\(d)-\(month == 3 ? "mrt" : String(months[0][month - 1].prefix(3)))-\(year)"
    default: return "\(d)-\(m)-\n\(year)"
    }
  }

  static func phone(_ random: inout Seeded) -> String {
    let six = random.digits(6)
    let eight = [random.number(1...8)] + random.digits(7)
    switch random.number(1...22) {
    case 1: return "06-" + eight.text
    case 2: return "06" + eight.text
    case 3: return "06 " + eight.grouped([2, 2, 2, 2], " ")
    case 4: return "06 - " + eight.grouped([2, 2, 2, 2], " ")
    case 5: return "030-" + random.pick(["2", "6"]) + six.text
    case 6: return "0" + random.pick(["313", "591", "485"]) + "-" + "4" + random.digits(5).text
    case 7: return "+31 6 " + eight.text
    case 8: return "+316" + eight.text
    case 9: return "+31 (0)30 " + ("2" + six.grouped([2, 2, 2], " "))
    case 10: return "0031 6 " + eight.grouped([4, 4], " ")
    case 11:
      return "0" + String(random.number(1...9))
        + random.pick([" ", ".", "-"]).with { mark in
          mark + random.digits(8).grouped([2, 2, 2, 2], mark)
        }
    case 12:
      return "+33 " + String(random.number(1...9)) + " "
        + random.digits(8).grouped([2, 2, 2, 2], " ")
    case 13: return "0470 " + six.grouped([2, 2, 2], " ")
    case 14: return "02/" + ([random.number(2...7)] + random.digits(6)).grouped([3, 2, 2], ".")
    case 15: return "+32 470 " + six.grouped([2, 2, 2], " ")
    case 16: return "030 " + eight.text
    case 17: return "(0511) " + six.text
    case 18: return "+49 151 " + eight.text
    case 19: return "020 7" + random.digits(3).text + " " + random.digits(4).text
    case 20: return "07700 9" + random.digits(5).text
    case 21: return "(555) 2" + random.digits(2).text + "-" + random.digits(4).text
    default: return "212-5" + random.digits(2).text + "-" + random.digits(4).text
    }
  }

  static let names = [
    "jansen", "devries", "bakker", "müller", "dupont", "o'brien", "smith", "vandenberg",
  ]

  static func email(_ random: inout Seeded) -> String {
    let local = random.pick([
      "j." + random.pick(names), random.pick(names) + "\(random.number(1...99))",
      "a_" + random.pick(names) + "+zorg", random.pick(names).uppercased(),
    ])
    return local + "@"
      + random.pick([
        "umcx.nl", "hospital.nhs.example", "kh-nord.de", "chu-lyon.fr", "mail.example.co.uk",
        "Praktijk-Zuid.NL",
      ])
  }

  static func address(_ random: inout Seeded) -> String {
    let letters = "ABCDEFGHJKLNPRTUVXZ".map(String.init)
    let dutch = "\(random.number(1011...9999))"
    var pair = random.pick(letters) + random.pick(letters)
    if ["SA", "SD", "SS"].contains(pair) { pair = "XT" }
    let number = random.pick([
      "\(random.number(1...300))", "\(random.number(1...99))a", "\(random.number(1...99))-II",
    ])
    let blank = random.pick([" ", "", " ", "\u{a0}"])
    switch random.number(1...11) {
    case 1...3: return "\(dutch)\(blank)\(pair) \(number)"
    case 4...5: return "\(number), \(dutch)\(blank)\(pair)"
    case 6: return "\(number)\n\(dutch) \(pair)"
    case 7: return "\(random.number(1...99)), \(random.number(10115...99998)) Berlin"
    case 8: return "\(random.number(1...99)), D-\(random.number(10115...99998)) Köln"
    case 9: return "\(random.number(1...99)) rue des Lilas, \(random.number(10000...95999)) Lyon"
    case 10: return "\(random.number(1...99)), \(random.number(1000...9992)) Gent"
    default:
      return random.pick(["SW1A", "M1", "B33", "CR2", "DN55", "EC1A", "LS1"])
        + " \(random.number(1...9))" + random.pick(["AA", "XH", "TH", "PT", "BB"])
    }
  }

  static func url(_ random: inout Seeded) -> String {
    let path = random.pick([
      "/p/\(random.number(1000...99999))", "/?id=\(random.number(1...999999))&t=ab%20c", "",
      "/a(b)/c#d",
    ])
    return random.pick([
      "https://portaal.example.nl", "http://pacs.local:8080", "www.example.org",
      "HTTPS://mijn.dossier.example", "ftp://scans.example",
    ]) + path
  }

  static func mrz(_ random: inout Seeded) -> String {
    let names = random.pick(["DE<VRIES<<ANNA<MARIA", "JANSEN<<BRAM", "MUELLER<<HANS<PETER"])
    func filled(_ text: String, _ length: Int) -> String {
      text + String(repeating: "<", count: length - text.count)
    }
    let number = random.pick(["SPECI2014", "L898902C3", "ZE0000509"])
    if random.chance(50) {
      return filled("P<NLD" + names, 44) + "\n"
        + filled("\(number)6NLD\(random.digits(6).text)2F\(random.digits(6).text)4", 42) + "10"
    }
    return filled("I<NLD\(number)6", 30) + "\n"
      + filled("\(random.digits(6).text)2F\(random.digits(6).text)4NLD", 29) + "8" + "\n"
      + filled(names, 30)
  }

  /// The ways in which a line ends inside a number.
  private static let lineEnds = ["\n> ", "\n  ", "\n\t", "\r\n", "\n"]

  /// Without the ends of line that ``broken(_:_:)`` put in.
  static func unbroken(_ text: String, joint: String) -> String {
    lineEnds.reduce(text) { $0.replacing($1, with: joint) }
  }

  /// With an end of line somewhere inside, as mail programs and terminals leave it.
  static func broken(_ text: String, _ random: inout Seeded) -> String {
    var characters = Array(text)
    // After the first two, before the last two.
    let place = random.number(2...characters.count - 2)
    let line = random.pick(lineEnds)
    if characters[place] == " " { characters.remove(at: place) }
    return String(characters[..<place]) + line + String(characters[place...])
  }
}

extension String {
  fileprivate func with(_ make: (String) -> String) -> String { make(self) }
}
