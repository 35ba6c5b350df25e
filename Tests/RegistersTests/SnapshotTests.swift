import Files
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Registers

/// Imports and look-ups.
struct SnapshotTests {
  private static let now = Timestamp(unix: 1_795_300_000)
  private let folder: TemporaryFolder
  private let snapshots: SnapshotFolder

  init() throws {
    folder = try TemporaryFolder()
    snapshots = SnapshotFolder(folder.path("snapshots"))
  }

  private func work(_ register: Register, date: Timestamp = now) -> SnapshotImport {
    SnapshotImport(register, into: snapshots, source: "extract", date: date, now: Self.now)
  }

  @discardableResult
  private func take(_ register: Register, _ text: String, columns: [String: String] = [:]) throws
    -> SnapshotImport.Report
  {
    try folder.write(text, to: "extract")
    var work = work(register)
    work.columns = columns
    work.acceptsFewer = true
    return try work.run(try Descriptor.reading(folder.path("extract")))
  }

  private func take(_ register: Register, file: String) throws -> SnapshotImport.Report {
    try work(register).run(try Descriptor.reading(folder.path(file)))
  }

  private func entry(_ register: Register, _ number: String) throws -> RegisterEntry? {
    let snapshot = try #require(try snapshots.open(register))
    return try snapshot.entry(of: NumberFacts(number, in: register))
  }

  @Test(arguments: [52, 56]) func frenchExtract(columns: Int) throws {
    let path = folder.path("rpps.txt")
    try Extracts.writeRPPS(to: path, rows: 30_000, columns: columns, damage: 3000)
    let report = try take(.rpps, file: "rpps.txt")
    #expect(report.facts.rows == 30_000 && report.facts.bad == 10)
    #expect(report.badRows.first?.line == 3001)
    #expect(report.facts.people + report.facts.skipped <= 30_000 && report.facts.skipped > 400)
    let twice = try #require(try entry(.rpps, Extracts.rpps(3)))
    #expect(twice.family == "ÉTIENNE".replacing("ÉTIENNE", with: Extracts.families[3]))
    #expect(twice.details == "SM3 L S" && twice.standing == .active && twice.title == "Médecin")
    #expect(try entry(.rpps, Extracts.rpps(50)) == nil)
    #expect(try entry(.rpps, "10000000017") == nil)
    #expect(report.facts.sha256.count == 64)
  }

  /// The people's rows need not follow one another.
  @Test func scatteredRowsAreOnePerson() throws {
    let header = Extracts.rppsHeader.joined(separator: "|")
    func row(_ number: String, _ speciality: String) -> String {
      "8|\(number)|8\(number)|||||MARTIN|Anne|10|Médecin|||||\(speciality)||L|"
    }
    let numbers = (1...100).map { Extracts.rpps($0) }
    let rows = numbers.map { row($0, "SM1") } + numbers.reversed().map { row($0, "SM2") }
    let report = try take(.rpps, ([header] + rows).joined(separator: "\n") + "\n")
    #expect(report.facts.people == 100)
    #expect(try entry(.rpps, numbers[7])?.details == "SM1 L SM2")
  }

  /// Spelling of headers drifts: case, accents, apostrophes, doubled blanks.
  @Test func spellingOfHeaders() throws {
    let header = Extracts.rppsHeader.map {
      $0.replacing("d'exercice", with: "d’exercice").replacing("Prénom", with: "PRENOM ")
    }.joined(separator: "|")
    let number = Extracts.rpps(1)
    try take(.rpps, "\(header)|\r\n8|\(number)||||||MARTIN|Anne|10|M|||||||L||\r\n")
    #expect(try entry(.rpps, number)?.name == "Anne MARTIN")
  }

  @Test(arguments: [
    "Type d'identifiant PP", "Identifiant PP", "Nom d'exercice", "Prénom d'exercice",
    "Code profession", "Libellé profession", "Code savoir-faire", "Code mode exercice",
  ])
  func aMissingKeyColumnIsNamed(_ name: String) throws {
    let header = Extracts.rppsHeader.filter { $0 != name }.joined(separator: "|")
    let error = #expect(throws: RegisterError.self) { try take(.rpps, header + "\n8|1\n") }
    guard case .missingColumns(let names, let found)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(names == [name] && found == Extracts.rppsHeader.count - 1)
  }

  @Test(arguments: [
    "", "PK\u{3}\u{4}...", "<html>", "{\"a\":1}", "%PDF-1.4", "a|b|c\n1|2|3\n",
  ])
  func otherFilesAreNamed(_ text: String) throws {
    #expect(throws: RegisterError.self) { try take(.rpps, text) }
    #expect(try snapshots.open(.rpps) == nil)
  }

  @Test func latinAndCompressedFiles() throws {
    for bytes: [UInt8] in [
      [0x1f, 0x8b, 8, 0], [0xff, 0xfe, 65, 0],
      Array("Pr\u{e9}nom|x\n".unicodeScalars.map { UInt8($0.value) }),
    ] {
      try Data(bytes).write(to: URL(filePath: folder.path("extract")))
      let error = #expect(throws: RegisterError.self) { try take(.rpps, file: "extract") }
      guard case .wrongFile? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func americanFile() throws {
    try Extracts.writeNPI(to: folder.path("npi.csv"), rows: 5000)
    let report = try take(.npi, file: "npi.csv")
    #expect(report.facts.people == 5000 && report.facts.bad == 0)
    #expect(try entry(.npi, Extracts.npi(0))?.standing == .active)
    #expect(try entry(.npi, Extracts.npi(3))?.standing == .organisation)
    let deactivated = try entry(.npi, Extracts.npi(4))
    #expect(deactivated?.standing == .ended && deactivated?.note == "deactivated 2010-05-22")
    let back = try entry(.npi, Extracts.npi(5))
    #expect(back?.standing == .active && back?.family == "O'Hara, \"Jr\"")
  }

  @Test func namedColumns() throws {
    let text = """
      BIG-nummer;Naam;Status;Eind
      89012345601;"Vries, A. de";Actief;
      9000000001;B. Jansen;actief;2027-01-31
      99012345630;C. Bakker;Doorgehaald;01-02-2020

      """
    try take(
      .big, text,
      columns: ["number": "big nummer", "name": "Naam", "status": "Status", "until": "Eind"])
    #expect(try entry(.big, "89012345601")?.standing == .active)
    #expect(try entry(.big, "09000000001")?.until?.description == "2027-01-31")
    let struck = try entry(.big, "99012345630")
    #expect(struck?.standing == .inactive && struck?.note == "Doorgehaald")
    #expect(throws: RegisterError.self) { try take(.big, text) }
    #expect(throws: RegisterError.self) { try take(.big, text, columns: ["name": "Naam"]) }
    #expect(throws: RegisterError.self) { try take(.big, text, columns: ["number": "Nummer"]) }
    #expect(throws: RegisterError.self) { try take(.big, text, columns: ["nummer": "Naam"]) }
  }

  @Test func aDayThatPassedEndsIt() throws {
    let entry = RegisterEntry(standing: .active, family: "A", until: Day(100))
    #expect(entry.standing(on: Day(100)) == .active && entry.standing(on: Day(101)) == .ended)
  }

  /// One row in a hundred may be damaged, not more; then the old snapshot stays.
  @Test func tooManyBadRows() throws {
    try Extracts.writeRPPS(to: folder.path("good"), rows: 2000, damage: 100)
    let good = try take(.rpps, file: "good")
    #expect(good.facts.bad == 20 && good.badRows.count == 20)
    try Extracts.writeRPPS(to: folder.path("bad"), rows: 2000, damage: 95)
    let error = #expect(throws: RegisterError.self) { try take(.rpps, file: "bad") }
    guard case .tooManyBadRows(21, of: 2000, let first)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(first.count == 20 && first.first?.line == 96)
    #expect(try snapshots.open(.rpps)?.facts == good.facts)
    #expect(try Directories.names(snapshots.path) == ["rpps.snapshot"])
  }

  /// A file that was cut off at a line's end must not make people vanish.
  @Test func aShrunkFileIsRefused() throws {
    try Extracts.writeRPPS(to: folder.path("all"), rows: 2000)
    let all = try take(.rpps, file: "all")
    try Extracts.writeRPPS(to: folder.path("half"), rows: 1000)
    let error = #expect(throws: RegisterError.self) { try take(.rpps, file: "half") }
    guard case .shrunk? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try snapshots.open(.rpps)?.facts == all.facts)
    var work = work(.rpps)
    work.acceptsFewer = true
    _ = try work.run(try Descriptor.reading(folder.path("half")))
    #expect(try #require(try snapshots.open(.rpps)).facts.rows == 1000)
  }

  /// A reader that opened the old snapshot keeps it; two imports do not mix.
  @Test func atomicReplacement() throws {
    try Extracts.writeRPPS(to: folder.path("a"), rows: 500)
    _ = try take(.rpps, file: "a")
    let old = try #require(try snapshots.open(.rpps))
    try Extracts.writeRPPS(to: folder.path("b"), rows: 900)
    _ = try take(.rpps, file: "b")
    #expect(try old.entry(of: NumberFacts(Extracts.rpps(1), in: .rpps)) != nil)
    #expect(try #require(try snapshots.open(.rpps)).facts.rows == 900)
    let draft = try SnapshotDraft(snapshots, .rpps)
    let error = #expect(throws: RegisterError.self) { try take(.rpps, file: "a") }
    guard case .busy? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    withExtendedLifetime(draft) {}
  }

  @Test func aLookUpIsOneIndexedRead() throws {
    try Extracts.writeRPPS(to: folder.path("a"), rows: 500)
    _ = try take(.rpps, file: "a")
    let queue = try DatabaseQueue(path: snapshots.path + "/rpps.snapshot")
    let plan = try queue.read {
      try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(Snapshot.selection)", arguments: [1])
        .map { $0["detail"] as String }
    }
    #expect(plan == ["SEARCH entries USING INTEGER PRIMARY KEY (rowid=?)"])
  }

  @Test func aDamagedSnapshotIsNoAnswer() throws {
    try Extracts.writeRPPS(to: folder.path("a"), rows: 500)
    _ = try take(.rpps, file: "a")
    let path = snapshots.path + "/rpps.snapshot"
    for bytes in [
      Data(), Data("nonsense".utf8), try Data(contentsOf: URL(filePath: path)).prefix(9000),
    ] {
      try bytes.write(to: URL(filePath: path))
      let desk = RegisterDesk(snapshots, clock: .fixed(Self.now))
      let findings = try desk.findings(
        RegistrationQuestion(register: "rpps", number: Extracts.rpps(1)))
      #expect(findings.verdict == .unknown)
    }
  }

  /// Answers and what they come to.
  @Test func verdicts() throws {
    let text = """
      number,name,status,until
      89012345601,A. de Vries,active,
      99012345630,C. Bakker,suspended,
      09000000001,D. Smit,active,2020-01-01

      """
    try take(
      .big, text,
      columns: ["number": "number", "name": "name", "status": "status", "until": "until"])
    func verdict(_ number: String, _ name: String? = nil, age: Int = 86400, later: Int = 0) throws
      -> Findings
    {
      try RegisterDesk(
        snapshots, clock: .fixed(Self.now + later), maximumAge: age
      ).findings(RegistrationQuestion(register: "big", number: number, name: name))
    }
    #expect(try verdict("890 123 456 01").verdict == .active)
    #expect(try verdict("89012345601", "Vries, Anna de").verdict == .active)
    #expect(try verdict("89012345601", "B. de Vries").verdict == .nameDiffers)
    #expect(try verdict("99012345630").verdict == .inactive)
    #expect(try verdict("09000000001").verdict == .ended)
    #expect(try verdict("19012345601").verdict == .notRegistered)
    #expect(try verdict("8901234560").verdict == .malformed)
    #expect(try verdict("89012345601", later: 86400).verdict == .active)
    let stale = try verdict("89012345601", later: 86401)
    #expect(stale.verdict == .unknown && stale.answer == .unknown(.staleSnapshot(date: Self.now)))
    let facts = try verdict("89012345601")
    #expect(facts.profession == "01" && facts.professionTitle == "arts")
    let desk = RegisterDesk(snapshots, clock: .fixed(Self.now))
    #expect(
      try desk.findings(RegistrationQuestion(register: "npi", number: "1234567893")).answer
        == .unknown(.noSnapshot))
    #expect(
      try desk.findings(RegistrationQuestion(register: "ahpra", number: "1")).answer
        == .unknown(.unknownRegister))
  }

  private func desk() -> RegisterDesk { RegisterDesk(snapshots, clock: .fixed(Self.now)) }

  @Test("of rows that contradict each other the graver counts, in either order")
  func contradictions() throws {
    for order in [["Actief", "Doorgehaald"], ["Doorgehaald", "Actief"]] {
      let rows = order.map { "89012345601,A. de Vries,\($0)\n" }
      let text = "BIG,Naam,Status\n" + rows[0] + "99012345630,C. Bakker,Actief\n" + rows[1]
      let report = try take(
        .big, text, columns: ["number": "BIG", "name": "Naam", "status": "Status"])
      #expect(report.contradictions == 1)
      let findings = try desk().findings(
        RegistrationQuestion(register: "big", number: "89012345601"))
      #expect(findings.verdict == .inactive)
      #expect(findings.entry?.note.contains("rows contradict") == true)
    }
  }

  @Test("two people under one number are not told apart") func ambiguous() throws {
    let text =
      "number,name\n89012345601,A. de Vries\n89012345601,B. Jansen\n99012345630,C. Bakker\n"
    try take(.big, text, columns: ["number": "number", "name": "name"])
    for name in [nil, "A. de Vries", "B. Jansen"] {
      let findings = try desk().findings(
        RegistrationQuestion(register: "big", number: "89012345601", name: name))
      #expect(findings.verdict == .ambiguous)
    }
  }

  @Test(
    "what spreadsheets write before the header is passed over",
    arguments: ["sep=;\n", "\"sep=;\"\r\n", "\u{feff}sep=;\r\n", "SEP=;\n", "\u{feff}", ""])
  func separator(_ start: String) throws {
    try take(.big, start + "BIG;Naam\n89012345601;A. de Vries\n", columns: ["number": "BIG"])
    #expect(try entry(.big, "89012345601") != nil)
  }

  @Test("words of the status column are told, and too many unknown ones stop the import")
  func statuses() throws {
    let head = "number,name,status\n"
    let good = (0..<200).map { "\(1_000_000 + $0),N,Registered with a licence to practise\n" }
      .joined()
    let columns = ["number": "number", "name": "name", "status": "status"]
    let few = head + good + "7654321,B,Zzz\n7654322,C,Erased\n"
    let report = try take(.gmc, few, columns: columns)
    #expect(
      report.statuses == [
        StatusCount(word: "Registered with a licence to practise", meaning: "active", rows: 200),
        StatusCount(word: "Erased", meaning: "inactive", rows: 1),
        StatusCount(word: "Zzz", meaning: "unknown", rows: 1),
      ])
    #expect(try entry(.gmc, "1000000")?.standing == .active)
    #expect(try entry(.gmc, "7654321")?.standing == .inactive)
    let many = few + "7654323,D,Zzz\n7654324,E,Yyy\n"
    #expect(throws: RegisterError.self) { try take(.gmc, many, columns: columns) }
    #expect(try entry(.gmc, "7654323") == nil)
  }

  @Test("a register without a name answers no question about one") func nameless() throws {
    try take(.big, "number\n89012345601\n", columns: ["number": "number"])
    func verdict(_ name: String?) throws -> Findings.Verdict {
      try desk().findings(RegistrationQuestion(register: "big", number: "89012345601", name: name))
        .verdict
    }
    #expect(try verdict(nil) == .active)
    #expect(try verdict("A. de Vries") == .nameUncertain)
  }

  @Test("given, family and other names in columns of their own") func nameColumns() throws {
    let text = "number,last,first,maiden\n89012345601,de Vries,Anna,Jansen\n"
    try take(
      .big, text,
      columns: ["number": "number", "family": "last", "given": "first", "other": "maiden"])
    func verdict(_ name: String) throws -> Findings.Verdict {
      try desk().findings(RegistrationQuestion(register: "big", number: "89012345601", name: name))
        .verdict
    }
    #expect(try verdict("A. de Vries") == .active)
    #expect(try verdict("Jansen") == .active)
    #expect(try verdict("B. Bakker") == .nameDiffers)
  }

  @Test("quotes between pipes, and a line that names the separator") func spreadsheets() throws {
    let columns = ["number": "number", "name": "name"]
    try take(.big, "\"number\"|\"name\"\n\"89012345601\"|\"A. de Vries\"\n", columns: columns)
    #expect(try entry(.big, "89012345601")?.family == "A. de Vries")
    try take(.big, "\u{feff}sep=;\nnumber;name\n89012345601;B. Jansen\n", columns: columns)
    #expect(try entry(.big, "89012345601")?.family == "B. Jansen")
  }

  /// Rows in quotes over several lines, and a quote that never ends.
  @Test func quotes() throws {
    let good = "number,name\n89012345601,\"A.\nde \"\"Vries\"\"\"\n"
    try take(.big, good, columns: ["number": "number", "name": "name"])
    #expect(try entry(.big, "89012345601")?.family == "A. de \"Vries\"")
    var text = "number,name\n"
    for index in 0..<300 { text += "\(10_000_000_000 + index),\"N \(index)\"\n" }
    text += "89012345601,\"never ends\n99012345630,C\n"
    let report = try take(.big, text, columns: ["number": "number", "name": "name"])
    #expect(report.facts.bad == 1 && report.badRows[0].line == 302)
    #expect(try entry(.big, "99012345630")?.family == "C")
  }

  /// Seeded noise: whatever is thrown at the reader, it ends, and counts what it cannot read.
  @Test func noise() throws {
    var seed: UInt64 = 20_261_122
    func random() -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return seed >> 33
    }
    for _ in 0..<60 {
      var bytes = Array("number,name,status\n".utf8)
      let alphabet = Array("0123456789,\"\n\r|;\t ABC\u{e9}\u{0}".utf8) + [0xff, 0xc3]
      for _ in 0..<Int(random() % 4000) {
        bytes.append(alphabet[Int(random() % UInt64(alphabet.count))])
      }
      try Data(bytes).write(to: URL(filePath: folder.path("noise")))
      var work = work(.agb)
      work.columns = ["number": "number"]
      _ = try? work.run(try Descriptor.reading(folder.path("noise")))
    }
    #expect(try Directories.names(snapshots.path).allSatisfy { $0 == "agb.snapshot" })
  }
}
