package import Files
package import Identities
internal import Registers

/// One person of a list.
package struct FleetPerson: Sendable {
  /// The line of the list; from 1.
  package let line: Int
  /// The name of their home's folder, by which the list and the desk know them.
  package let home: Alias
  /// As colleagues see it.
  package let name: String
  package let registrations: [Registration]
  /// Nil for the route of the desk.
  package let route: String?
  /// Names of teams.
  package let teams: [String]
  package let isLeaver: Bool
  /// Who takes over the roles of somebody who leaves.
  package let successor: Alias?
  /// Nil for somebody whose home is made here.
  package let own: OwnHome?
}

/// The people of a hospital, from one table (docs/fleet.md).
package struct FleetList: Sendable {
  package let people: [FleetPerson]

  /// Bounds of a list (docs/limits.md).
  package static let mostPeople = 10_000
  static let mostRegistrations = 16
  static let mostTeams = 64
  static let mostFaults = 20

  package static let columns = [
    "home", "name", "registrations", "route", "teams", "status", "successor", "card",
    "fingerprint",
  ]

  package var leavers: [FleetPerson] { people.filter(\.isLeaver) }
  package var staff: [FleetPerson] { people.filter { !$0.isLeaver } }

  package subscript(home: Alias) -> FleetPerson? { people.first { $0.home == home } }

  /// Reads a list. Throws ``FleetError/badList(_:)`` with all that is wrong, as far as it can be
  /// told at once.
  package static func read(_ file: Descriptor) throws -> FleetList {
    let table: Table
    do { table = try Table.read(file, mostRows: mostPeople) } catch let fault as Table.Fault {
      throw FleetError.badList([fault])
    }
    let places = try places(of: table.columns)
    var (people, faults): ([FleetPerson], [Table.Fault]) = ([], [])
    for row in table.rows {
      do { people.append(try person(row, places)) } catch let fault as Table.Fault {
        faults.append(fault)
      }
    }
    faults += twice(people)
    faults += people.compactMap { person in
      guard let successor = person.successor else { return nil }
      let isStaff = people.contains { $0.home == successor && !$0.isLeaver }
      return isStaff
        ? nil : fault(person.line, "the successor “\(successor)” is not a person who stays")
    }
    guard faults.isEmpty else {
      throw FleetError.badList(Array(faults.sorted { $0.line < $1.line }.prefix(mostFaults)))
    }
    return FleetList(people: people)
  }

  private static func places(of names: [String]) throws -> [String: Int] {
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      let column = name.lowercased()
      guard columns.contains(column) else {
        throw FleetError.badList([
          fault(1, "“\(name)” is not a column: \(columns.joined(separator: ", "))")
        ])
      }
      guard places.updateValue(index, forKey: column) == nil else {
        throw FleetError.badList([fault(1, "the column “\(column)” comes twice")])
      }
    }
    guard places["home"] != nil, places["name"] != nil else {
      throw FleetError.badList([fault(1, "the columns home and name are needed")])
    }
    return places
  }

  private static func person(_ row: Table.Row, _ places: [String: Int]) throws -> FleetPerson {
    func cell(_ column: String) throws -> String {
      let text = places[column].map { row.cells[$0] } ?? ""
      // A spreadsheet takes these for the beginning of a formula, and so shows something else.
      guard text.first.map({ !"=+-@".contains($0) }) ?? true else {
        throw fault(row.line, "“\(column)” begins like a formula")
      }
      guard ShortText.isAllowed(text) || column == "teams" || column == "route" else {
        throw fault(row.line, "“\(column)” is longer than 255 bytes, or has control characters")
      }
      return text
    }
    let name = try cell("name")
    guard !name.isEmpty else { throw fault(row.line, "the name is missing") }
    let status = try cell("status").lowercased()
    guard ["", "active", "leaver"].contains(status) else {
      throw fault(row.line, "the status is not active or leaver")
    }
    let route = try cell("route")
    let own = try own(try cell("card"), try cell("fingerprint"), row.line)
    guard own == nil || route.isEmpty else {
      throw fault(row.line, "whoever has a home of their own sets its route there")
    }
    return FleetPerson(
      line: row.line, home: try folder(try cell("home"), row.line), name: name,
      registrations: try registrations(try cell("registrations"), row.line),
      route: route.isEmpty ? nil : route, teams: try teams(try cell("teams"), row.line),
      isLeaver: status == "leaver",
      successor: try nonEmpty(try cell("successor")).map { try folder($0, row.line) }, own: own)
  }

  private static func own(_ card: String, _ fingerprint: String, _ line: Int) throws -> OwnHome? {
    guard !card.isEmpty || !fingerprint.isEmpty else { return nil }
    guard !card.isEmpty, !fingerprint.isEmpty else {
      throw fault(line, "a card needs the fingerprint, and a fingerprint the card")
    }
    guard Fingerprint.digits(in: fingerprint) == Fingerprint.digits else {
      throw fault(line, "the fingerprint is not six groups of five digits")
    }
    return OwnHome(card: card, fingerprint: fingerprint)
  }

  private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// A name of one folder, that is never a path and means the same on every file system.
  private static func folder(_ text: String, _ line: Int) throws -> Alias {
    let isPlain = text.utf8.allSatisfy {
      (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x5f
    }
    guard isPlain, (1...40).contains(text.utf8.count), let alias = Alias(text) else {
      throw fault(
        line, "a home is named by 1 to 40 lower-case letters, digits, - and _, not by “\(text)”")
    }
    return alias
  }

  private static func registrations(_ text: String, _ line: Int) throws -> [Registration] {
    let words = text.split(separator: " ")
    let read = words.compactMap { Registration(String($0)) }
    guard read.count == words.count, read.count <= mostRegistrations, Set(read).count == read.count
    else {
      throw fault(line, "registrations are not like big:89012345601, with blanks between them")
    }
    return read
  }

  private static func teams(_ text: String, _ line: Int) throws -> [String] {
    let names = text.split(separator: "|").map { name in
      let start = name.drop { $0 == " " }
      return String(start.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
    guard names.allSatisfy(ShortText.isAllowed), names.count <= mostTeams,
      Set(names.map(UnicodeText.folded)).count == names.count
    else { throw fault(line, "teams are not different names with | between them") }
    return names
  }

  /// A home, a registration or a key that two people have.
  private static func twice(_ people: [FleetPerson]) -> [Table.Fault] {
    var (homes, numbers): ([Alias: Int], [Registration: Int]) = ([:], [:])
    var keys: [String: Int] = [:]
    var faults: [Table.Fault] = []
    for person in people {
      if let first = homes.updateValue(person.line, forKey: person.home) {
        faults.append(fault(person.line, "the home “\(person.home)” is on line \(first) too"))
      }
      let digits = person.own?.fingerprint.filter { $0.isASCII && $0.isNumber }
      if let digits, let first = keys.updateValue(person.line, forKey: digits) {
        faults.append(fault(person.line, "this fingerprint is on line \(first) too"))
      }
      for number in person.registrations {
        if let first = numbers.updateValue(person.line, forKey: number) {
          faults.append(fault(person.line, "\(number) is on line \(first) too"))
        }
      }
    }
    return faults
  }

  private static func fault(_ line: Int, _ reason: String) -> Table.Fault {
    Table.Fault(line: line, reason: reason)
  }
}
