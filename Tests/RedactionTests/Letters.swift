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

    var file: String {
      """
      name: \(given) \(particle.isEmpty ? "" : particle + " ")\(family)
      born: \(birth.year)-\(padded(birth.month, 2))-\(padded(birth.day, 2))
      address: \(street) \(house), 3512 AB Utrecht
      phone: +31 6 \(phone.text)
      number: \(number)
      """
    }
  }

  private static let people: [(String, String, String)] = [
    ("Vries", "de", "Annelies"), ("Berkhout", "van den", "Pieter"), ("Müller", "", "Jürgen"),
    ("O'Sullivan", "", "Siobhan"), ("Fontaine", "de la", "Célestine"), ("Bakker", "", "Cornelia"),
    ("Østergaard", "", "Søren"), ("Jansen-Verhoeven", "", "Wilhelmina"),
    ("Schröder", "", "Annegret"),
    ("Lefèvre", "", "Baptiste"),
  ]

  static func patient(_ index: Int, _ random: inout Seeded) -> Patient {
    let (family, particle, given) = people[index % people.count]
    return Patient(
      family: family, particle: particle, given: given,
      birth: (random.number(1930...2015), random.number(1...12), random.number(13...28)),
      phone: [random.number(1...8)] + random.digits(7), number: "Q" + random.digits(7).text,
      street: random.pick(["Lijsterbeslaan", "Ahornallee", "Lindengracht", "Populierendreef"]),
      house: random.number(1...99))
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

  private static func mention(_ patient: Patient, _ random: inout Seeded) -> (Kind, String, String)
  {
    let (year, month, day) = patient.birth
    let initial = String(patient.given.prefix(1))
    switch random.number(1...14) {
    case 1: return (.name, "\(initial). ", family(patient, &random))
    case 2: return (.name, "\(patient.given) ", family(patient, &random))
    case 3:
      return (
        .name, random.pick(["Mw. ", "Dhr. ", "Mr ", "Mme ", "Frau ", "Herr ", "Mevrouw "]),
        family(patient, &random)
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
    case 12: return (.address, "", "\(patient.street) \(patient.house)")
    case 13: return (.address, "", random.pick(["3512 AB", "3512AB", "3512 ab"]))
    default: return (.name, "", "\(patient.given) \(patient.particle) \(patient.family)")
    }
  }

  private static let openings = [
    "Betreft: # ", "Gezien op de poli: # .", "Geachte collega, # werd opgenomen.", "Re: # ,",
    "I saw # in clinic today.", "Chère collègue, # a été hospitalisé.", "Betrifft: # ,",
    "Wir berichten über # .", "Overleg met # gevoerd.", "Please contact # for results.",
  ]

  private(set) var bytes: [UInt8] = []
  private(set) var mentions: [(kind: Kind, range: Range<Int>)] = []

  init(_ patient: Patient, mentions count: Int, _ random: inout Seeded) {
    for _ in 0..<count {
      let halves = random.pick(Self.openings).split(separator: "#").map(String.init)
      bytes += Array(halves[0].utf8)
      let (kind, before, text) = Self.mention(patient, &random)
      bytes += Array(before.utf8)
      let start = bytes.count
      bytes += Array(text.utf8)
      while bytes.last == 0x20 { bytes.removeLast() }
      mentions.append((kind, start..<bytes.count))
      bytes += Array((halves[1] + "\n" + Corpus.filler(&random) + "\n").utf8)
    }
  }
}
