import Redaction

/// Letters in four languages about a patient of whom the sender has a file, with every mention of
/// the patient marked.
struct Letters {
  struct Patient {
    var family: String
    var particle: String
    var given: String
    var birth: (year: Int, month: Int, day: Int)
    var phone: [Int]
    var number: String
    var street: String
    var house: Int
    var isHouseFirst = false

    var door: String { isHouseFirst ? "\(house) \(street)" : "\(street) \(house)" }

    var file: String {
      """
      name: \(given) \(particle.isEmpty ? "" : particle + " ")\(family)
      born: \(birth.year)-\(padded(birth.month, 2))-\(padded(birth.day, 2))
      address: \(door), 3512 AB Utrecht
      phone: +31 6 \(phone.text)
      number: \(number)
      """
    }
  }

  /// A language: its names, particles first, and what is written around a mention.
  struct Language {
    let families: [String]
    let given: [String]
    let streets: [String]
    let titles: [String]
    let openings: [String]
    let prose: [String]
    var isHouseFirst = false
  }

  static func patient(_ language: Language, _ random: inout Seeded) -> Patient {
    let family = random.pick(language.families).split(separator: " ").map(String.init)
    return Patient(
      family: family.last ?? "", particle: family.dropLast().joined(separator: " "),
      given: random.pick(language.given),
      birth: (random.number(1930...2015), random.number(1...12), random.number(13...28)),
      phone: [random.number(1...8)] + random.digits(7), number: "Q" + random.digits(7).text,
      street: random.pick(language.streets), house: random.number(1...99),
      isHouseFirst: language.isHouseFirst)
  }

  /// A way to write the family name.
  private static func family(_ patient: Patient, _ random: inout Seeded) -> String {
    let whole = patient.particle.isEmpty ? patient.family : "\(patient.particle) \(patient.family)"
    let plain = patient.family.replacing("ü", with: "u").replacing("ö", with: "o")
      .replacing("è", with: "e").replacing("Ø", with: "O").replacing("ø", with: "o")
    let spelled = patient.family.replacing("ü", with: "ue").replacing("ö", with: "oe")
      .replacing("Ø", with: "Oe").replacing("è", with: "e")
    switch random.number(1...9) {
    case 1...3: return whole
    case 4: return whole.uppercased()
    case 5: return plain
    case 6: return spelled
    case 7: return patient.family + (patient.family.contains("'") ? "" : "s")
    case 8:
      var letters = Array(plain)
      guard letters.count >= 6, !plain.contains("-"), !plain.contains("'") else { return whole }
      let place = random.number(2...letters.count - 3)
      if random.chance(50) {
        letters.remove(at: place)
      } else if letters[place] != letters[place + 1] {
        letters.swapAt(place, place + 1)
      }
      return String(letters)
    default:
      guard plain.count > 5, !plain.contains("-"), !plain.contains("'") else { return whole }
      return String(plain.prefix(4)) + "-\n" + String(plain.dropFirst(4))
    }
  }

  private static func mention(
    _ patient: Patient, _ language: Language, _ random: inout Seeded
  ) -> (Kind, String, String) {
    let (year, month, day) = patient.birth
    let initial = String(patient.given.prefix(1))
    switch random.number(1...15) {
    case 1: return (.name, "\(initial). ", family(patient, &random))
    case 2: return (.name, "\(patient.given) ", family(patient, &random))
    case 3:
      return (
        .name, random.pick(language.titles) + " ", family(patient, &random)
      )
    case 4: return (.name, "", "\(patient.family), \(initial). \(patient.particle)")
    case 5: return (.name, "", "\(patient.family.uppercased()), \(patient.given)")
    case 6: return (.name, "", patient.given)
    case 7: return (.name, "", "\(patient.given)'s")
    case 8:
      return (
        .birthDate, "",
        random.pick([
          "\(day)-\(month)-\(year)", "\(padded(day, 2))/\(padded(month, 2))/\(year)",
          "\(year)-\(padded(month, 2))-\(padded(day, 2))",
          "\(padded(day, 2)).\(padded(month, 2)).\(year)",
          "\(day) \(Planted.months[0][month - 1]) \(year)",
          "\(Planted.months[1][month - 1]) \(day), \(year)",
          "\(day). \(Planted.months[3][month - 1]) \(year)",
          "\(day) \(Planted.months[2][month - 1]) \(year)",
          "\(padded(day, 2))\(padded(month, 2))\(padded(year % 100, 2))",
        ])
      )
    case 9, 10:
      let p = patient.phone
      return (
        .phone, "",
        random.pick([
          "06" + p.text, "06-" + p.text, "06 " + p.grouped([2, 2, 2, 2], " "),
          "+31 6 " + p.grouped([4, 4], " "),
          "0031 6" + p.text, "+31(0)6 " + p.text,
        ])
      )
    case 11:
      return (
        .record, "",
        random.pick([
          patient.number, patient.number.lowercased(), "Q-" + patient.number.dropFirst(),
        ])
      )
    case 12: return (.address, "", patient.door)
    case 14: return (.name, "", family(patient, &random))
    case 13: return (.address, "", random.pick(["3512 AB", "3512AB", "3512 ab"]))
    default: return (.name, "", "\(patient.given) \(patient.particle) \(patient.family)")
    }
  }

  private(set) var bytes: [UInt8] = []
  private(set) var mentions: [(kind: Kind, range: Range<Int>)] = []
  /// The same with the titles and given names before them.
  private(set) var around: [Range<Int>] = []
  /// Words of the letter that are not a mention.
  private(set) var words = 0

  /// A letter with `count` mentions of each patient, and as many sentences about nobody.
  init(_ patients: [Patient], in language: Language, mentions count: Int, _ random: inout Seeded) {
    for _ in 0..<count {
      for patient in patients { add(patient, language, &random) }
    }
  }

  private mutating func add(
    _ patient: Patient, _ language: Language, _ random: inout Seeded
  ) {
    let halves = random.pick(language.openings).split(separator: "#").map(String.init)
    let (kind, before, text) = Self.mention(patient, language, &random)
    bytes += Array(halves[0].utf8)
    let title = bytes.count
    bytes += Array(before.utf8)
    let start = bytes.count
    bytes += Array(text.utf8)
    while bytes.last == 0x20 { bytes.removeLast() }
    mentions.append((kind, start..<bytes.count))
    around.append(title..<bytes.count)
    let rest = halves[1] + "\n" + random.pick(language.prose) + "\n"
    bytes += Array(rest.utf8)
    words += CleanText.words(halves[0] + rest)
  }
}
