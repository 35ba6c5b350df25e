import Files
import Fleet
import Foundation
import Identities
import Registers
import TestSupport
import Testing

/// A list as a hospital's spreadsheet saves it, and as somebody who means harm would.
@Suite struct FleetListTests {
  private func read(_ text: String) throws -> FleetList { try read(Array(text.utf8)) }

  private func read(_ bytes: [UInt8]) throws -> FleetList {
    let folder = try TemporaryFolder()
    let path = folder.path + "/people.csv"
    try Data(bytes).write(to: URL(filePath: path))
    return try FleetList.read(try Descriptor.reading(path))
  }

  /// What is wrong with a list of these rows, with the usual columns.
  private func faults(_ rows: String) -> [String] {
    faults(text: "home,name,registrations,route,teams,status,successor\n" + rows)
  }

  private func faults(text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch FleetError.badList(let faults) {
      return faults.map { "\($0.line): \($0.reason)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test("a plain list")
  func plain() throws {
    let list = try read(
      """
      home,name,registrations,teams,status,successor
      devries,A. de Vries,big:89012345601 agb:01002003,Ward 3 | MDT lung,,
      jansen,B. Jansen,,Ward 3,leaver,devries

      """)
    #expect(list.people.map(\.home.description) == ["devries", "jansen"])
    #expect(list.people[0].registrations.map(\.description) == ["big:89012345601", "agb:01002003"])
    #expect(list.people[0].teams == ["Ward 3", "MDT lung"])
    #expect(list.staff.count == 1)
    #expect(list.leavers.first?.successor?.description == "devries")
    #expect(list.leavers.first?.line == 3)
  }

  @Test("as Excel saves it: a mark, semicolons, quotes, ends of lines, empty rows, sep=")
  func spreadsheet() throws {
    let list = try read(
      "\u{feff}sep=;\r\nHome;Name;Teams\r\n\"devries\";\"Vries, \"\"A.\"\" de\";\"Ward 3\"\r\n"
        + ";;\r\nbakker;Bakker;\r\n")
    #expect(list.people.map(\.name) == ["Vries, \"A.\" de", "Bakker"])
    #expect(list.people.map(\.teams) == [["Ward 3"], []])
  }

  @Test(
    "what is no name of a folder",
    arguments: [
      "../devries", "/etc", "a/b", ".", "..", "", "De Vries", "devries.0a1b2c3d.new", "dé", "-rf",
      "a\\b", String(repeating: "a", count: 41), "tacita1qqq",
    ])
  func homes(_ home: String) {
    #expect(!faults("\"\(home)\",A. de Vries,,,,,").isEmpty)
  }

  @Test(
    "cells that a spreadsheet would calculate",
    arguments: ["=1+1", "+31612345678", "-1", "@SUM(A1)", "=HYPERLINK(\"\"x\"\")"])
  func formulas(_ cell: String) {
    #expect(faults("devries,\"\(cell)\",,,,,").contains { $0.contains("formula") })
    #expect(faults("devries,A. de Vries,,,\"\(cell)\",,").contains { $0.contains("formula") })
  }

  @Test("one home, or one number, for two people")
  func twice() {
    let found = faults("a,One,big:1,,,,\nb,Two,big:1,,,,\na,Three,,,,,\n")
    #expect(found == ["3: big:1 is on line 2 too", "4: the home “a” is on line 2 too"])
  }

  @Test("a home of one's own has a card and its fingerprint, both or none, and no route")
  func own() throws {
    let digits = "01234 56789 01234 56789 01234 56789"
    let columns = "home,name,route,card,fingerprint\n"
    let list = try read("\(columns)a,A,,cards/a.card,\(digits)\nb,B,,,\n")
    #expect(list.people[0].own?.card == "cards/a.card")
    #expect(list.people[0].own?.fingerprint == digits)
    #expect(list.people[1].own == nil)
    for row in [
      "a,A,,a.card,", "a,A,,,\(digits)", "a,A,spool:/srv/ward,a.card,\(digits)",
      "a,A,,a.card,1.23E+29", "a,A,,a.card,\(digits.dropLast())", "a,A,,a.card,\(digits)1",
    ] {
      #expect(faults(text: columns + row).count == 1, "\(row)")
    }
    let joined = digits.filter { $0 != " " }
    #expect(
      faults(text: "\(columns)a,A,,a.card,\(digits)\nb,B,,b.card,\(joined)\n")
        == ["3: this fingerprint is on line 2 too"])
  }

  @Test("columns that are not known, missing or there twice")
  func columns() {
    #expect(faults(text: "home,name,team\na,A,x\n")[0].hasPrefix("1: “team” is not a column"))
    #expect(faults(text: "home\na\n") == ["1: the columns home and name are needed"])
    #expect(faults(text: "home,name,name\na,A,A\n") == ["1: the column “name” comes twice"])
    #expect(faults(text: "") == ["0: it is empty"])
    #expect(faults(text: "PK\u{3}\u{4}xl/ ")[0].contains("spreadsheet"))
  }

  @Test("what a cell cannot be")
  func cells() {
    #expect(faults("a,A,big89,,,,").count == 1)
    #expect(faults("a,A,big:1 big:1,,,,").count == 1)
    #expect(faults("a,,,,,,") == ["2: the name is missing"])
    #expect(faults("a,A,,,,gone,") == ["2: the status is not active or leaver"])
    #expect(faults("a,A\u{202e}B,,,,,").count == 1)
    #expect(faults("a,A,,,Ward|ward,,").count == 1)
    #expect(faults("a,A,,,,leaver,b") == ["2: the successor “b” is not a person who stays"])
    #expect(faults("a,A,,,,leaver,a").count == 1)
    #expect(faults("a,A,,,,,,,too many").count == 1)
    #expect(faults("a,\"A,,,,,").count == 1)
  }

  @Test("bounds")
  func bounds() throws {
    let most = FleetList.mostPeople
    let rows = (0..<most).map { "h\($0),N" }.joined(separator: "\n")
    #expect(try read("home,name\n\(rows)\n").people.count == most)
    #expect(faults(text: "home,name\n\(rows)\nlast,N\n")[0].contains("more than \(most) rows"))
    #expect(throws: FleetError.self) { _ = try read([0x68, 0x6f, 0x6d, 0x65, 0x0a, 0xff, 0x0a]) }
    let many = (0..<17).map { "big:\($0)" }.joined(separator: " ")
    #expect(faults("a,A,\(many),,,,").count == 1)
  }

  @Test("all that is wrong is told at once, up to twenty")
  func all() {
    let rows = (0..<30).map { "H\($0),N,,,,," }.joined(separator: "\n")
    #expect(faults(rows).count == 20)
  }
}
