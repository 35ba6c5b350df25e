internal import Files

/// What a row comes to.
enum RowOutcome {
  case entry(key: Int64, RegisterEntry)
  /// The same, with the word of the status column.
  case status(key: Int64, RegisterEntry, String, StatusWords.Meaning)
  /// Well-formed, but not about a number of this register.
  case skipped
  case bad(String)
}

/// How one kind of file tells of numbers.
protocol TableLayout: Sendable {
  func outcome(of row: FieldTable) -> RowOutcome
}

/// The columns of a file by the names in its header, compared without case, accents, marks and
/// doubled blanks, since authorities change those.
struct TableHeader {
  private let places: [String: Int]
  let names: [String]

  /// Names of the columns; empty ones at the end, from a trailing delimiter, do not count.
  init(_ names: [String]) {
    var names = names
    while names.last == "" { names.removeLast() }
    self.names = names
    places = Dictionary(
      names.enumerated().map { (Self.folded($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func folded(_ name: String) -> String {
    FoldedText.of(name).split(separator: " ").joined(separator: " ")
  }

  /// Apostrophes vanish in folding, so that `d'exercice` and `d’exercice` are one, and
  /// `d exercice` is another spelling of it.
  func place(_ name: String) -> Int? {
    places[Self.folded(name)] ?? places[Self.folded(name.replacing("'", with: " "))]
  }

  /// The places of columns that must be there. Throws ``RegisterError/missingColumns(_:found:)``
  /// naming all that are not.
  func places(_ names: [String]) throws -> [Int] {
    let found = names.map { place($0) }
    let missing = zip(names, found).filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      throw RegisterError.missingColumns(missing, found: self.names.count)
    }
    return found.compactMap { $0 }
  }
}

/// The French open extract: `PS_LibreAcces_Personne_activite_<yyyyMMddHHmm>.txt`.
struct RPPSLayout: TableLayout {
  private let type: Int
  private let number: Int
  private let family: Int
  private let given: Int
  private let profession: Int
  private let title: Int
  private let speciality: Int
  private let mode: Int

  init(_ header: TableHeader) throws {
    let places = try header.places([
      "Type d'identifiant PP", "Identifiant PP", "Nom d'exercice", "Prénom d'exercice",
      "Code profession", "Libellé profession", "Code savoir-faire", "Code mode exercice",
    ])
    (type, number, family, given) = (places[0], places[1], places[2], places[3])
    (profession, title, speciality, mode) = (places[4], places[5], places[6], places[7])
  }

  /// Who is in the extract is active; only identifiers of type 8 are RPPS numbers.
  func outcome(of row: FieldTable) -> RowOutcome {
    guard let type = row.text(type), let number = row.text(number) else { return .notUTF8 }
    guard type == "8" else {
      return type.utf8.count == 1 && type.utf8.allSatisfy(Form.isDigit)
        ? .skipped : .bad("no type of identifier")
    }
    guard let key = NumberFacts(number, in: .rpps).key else { return .bad("no RPPS number") }
    guard let family = row.text(family), let given = row.text(given),
      let profession = row.text(profession), let title = row.text(title),
      let speciality = row.text(speciality), let mode = row.text(mode)
    else { return .notUTF8 }
    guard !family.isEmpty else { return .bad("no name") }
    let details = speciality.isEmpty ? mode : mode.isEmpty ? speciality : "\(speciality) \(mode)"
    return .entry(
      key: key,
      RegisterEntry(
        standing: .active, family: family, given: given, profession: profession, title: title,
        details: details))
  }
}

/// The monthly file of NPPES.
struct NPILayout: TableLayout {
  private let places: [Int]
  /// Of a former or professional name; files without it are read too.
  private let otherFamily: Int?
  private let otherGiven: Int?

  init(_ header: TableHeader) throws {
    places = try header.places([
      "NPI", "Entity Type Code", "Replacement NPI", "Provider Last Name (Legal Name)",
      "Provider First Name", "NPI Deactivation Date", "NPI Reactivation Date",
      "Healthcare Provider Taxonomy Code_1",
    ])
    otherFamily = header.place("Provider Other Last Name")
    otherGiven = header.place("Provider Other First Name")
  }

  func outcome(of row: FieldTable) -> RowOutcome {
    let fields = places.compactMap { row.text($0) }
    guard fields.count == places.count else { return .notUTF8 }
    let facts = NumberFacts(fields[0], in: .npi)
    guard !facts.isMalformed, let key = facts.key else { return .bad("no NPI") }
    let (kind, replacement) = (fields[1], fields[2])
    let deactivated = CalendarDate.american(fields[5])
    let reactivated = CalendarDate.american(fields[6])
    if (deactivated == nil && !fields[5].isEmpty) || (reactivated == nil && !fields[6].isEmpty) {
      return .bad("no date")
    }
    var standing = RegisterEntry.Standing.active
    var note = ""
    if let deactivated, reactivated.map({ $0 < deactivated }) ?? true {
      standing = .ended
      note = "deactivated \(deactivated)"
    } else if kind == "2" {
      standing = .organisation
    } else if kind != "1" {
      return .bad("no entity type")
    } else if fields[3].isEmpty {
      return .bad("no name")
    }
    if !replacement.isEmpty, replacement != fields[0] {
      standing = .ended
      note = "replaced by \(replacement)"
    }
    var entry = RegisterEntry(
      standing: standing, family: fields[3], given: fields[4], profession: fields[7], note: note)
    if let family = otherFamily.flatMap({ row.text($0) }), !family.isEmpty {
      let given = otherGiven.flatMap { row.text($0) } ?? ""
      entry.others = [given.isEmpty ? family : "\(family), \(given)"]
    }
    return .entry(key: key, entry)
  }
}

/// Any other file, with the columns that the user named.
struct NamedLayout: TableLayout {
  /// What columns can be named.
  enum Column: String, CaseIterable, Sendable {
    case number, name, family, given, other, status, profession, until
  }

  private let register: Register
  private let places: [Column: Int]
  private let words: StatusWords

  /// `columns` by name in the header.
  init(_ header: TableHeader, register: Register, columns: [Column: String], words: StatusWords)
    throws
  {
    self.register = register
    let order = Array(columns)
    let found = try header.places(order.map(\.value))
    places = Dictionary(uniqueKeysWithValues: zip(order.map(\.key), found))
    self.words = words
  }

  func outcome(of row: FieldTable) -> RowOutcome {
    var texts: [Column: String] = [:]
    for (column, place) in places {
      guard let text = row.text(place) else { return .notUTF8 }
      texts[column] = text
    }
    var number = NumberFacts.normalised(texts[.number] ?? "")
    // Spreadsheets drop the leading zeros of what looks like a number.
    if let width = register.width, number.utf8.allSatisfy(Form.isDigit), number.utf8.count < width,
      number.utf8.count >= width - 2
    {
      number = String(repeating: "0", count: width - number.utf8.count) + number
    }
    guard let key = NumberFacts(number, in: register).key else {
      return .bad("no \(register.rawValue) number")
    }
    var entry = RegisterEntry(
      standing: .active, family: texts[.family] ?? texts[.name] ?? "", given: texts[.given] ?? "",
      profession: texts[.profession] ?? "")
    if let other = texts[.other], !other.isEmpty { entry.others = [other] }
    if let until = texts[.until], !until.isEmpty {
      guard let day = CalendarDate.european(until) else { return .bad("no date") }
      // 0001-01-01 stands for “no end”.
      entry.until = day < Day(-700_000) ? nil : day
    }
    guard let status = texts[.status] else { return .entry(key: key, entry) }
    let meaning = words.meaning(status)
    if meaning != .active {
      entry.standing = meaning == .restricted ? .restricted : .inactive
      entry.note = status.isEmpty ? "no status" : status
    }
    return .status(key: key, entry, status, meaning)
  }
}

extension RowOutcome {
  static let notUTF8 = RowOutcome.bad("not UTF-8")
}

extension Register {
  /// Digits of a number, where all have as many and nothing else.
  var width: Int? {
    switch self {
    case .big, .rpps, .riziv: 11
    case .npi: 10
    case .lanr: 9
    case .efn: 15
    case .agb: 8
    case .gphc, .gmc, .nmc, .hcpc: nil
    }
  }
}

/// Dates as registers write them.
enum CalendarDate {
  /// `MM/DD/YYYY`.
  static func american(_ text: String) -> Day? {
    guard let parts = numbers(text), parts.count == 3 else { return nil }
    return day(parts[2], parts[0], parts[1])
  }

  /// `YYYY-MM-DD`, with or without a time after it, `YYYYMMDD`, or day, month, year with any marks
  /// between.
  static func european(_ text: String) -> Day? {
    let date = text.split(whereSeparator: { $0 == "T" || $0 == " " }).first.map(String.init) ?? text
    if date.utf8.count == 8, let whole = Int(date) {
      return day(whole / 10000, whole / 100 % 100, whole % 100)
    }
    guard let parts = numbers(date), parts.count == 3 else { return nil }
    return parts[0] > 31 || date.hasPrefix("0001-") || date.hasPrefix("9999-")
      ? day(parts[0], parts[1], parts[2]) : day(parts[2], parts[1], parts[0])
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(whereSeparator: { "-/.".contains($0) }).map { Int($0) }
    return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard (1...9999).contains(year) else { return nil }
    // Before 1970 no time can be written; for an end it makes no difference.
    guard year >= 1970 else {
      return (1...12).contains(month) ? (year == 1 ? .never : .longAgo) : nil
    }
    return Timestamp(
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T00:00:00Z")?.day
  }
}

extension Day {
  /// The first day of the year 1: how some registers write that there is no date.
  fileprivate static let never = Day(-719_162)
  fileprivate static let longAgo = Day(-1)
}
