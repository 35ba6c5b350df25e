import Foundation

@testable import Registers

/// Synthetic extracts in the layouts of the French and the American register. Their people do not
/// exist.
enum Extracts {
  static let families = [
    "MARTIN", "BERNARD", "LE GOFF", "D'ANGELO", "ÉTIENNE", "SAINT-CYR", "PETIT",
  ]
  static let givens = ["Anne", "Marie-Claude", "José", "François", "Zoé"]

  /// The RPPS number of person `index`.
  static func rpps(_ index: Int) -> String { luhn("1" + padded((index * 7919) % 1_000_000_000, 9)) }

  /// The NPI of person `index`.
  static func npi(_ index: Int) -> String {
    String(luhn("808401" + padded((index * 7919) % 100_000_000, 8)).dropFirst(5))
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  static func luhn(_ body: String) -> String {
    let sum = body.utf8.reversed().enumerated().reduce(0) { sum, item in
      let doubled = Int(item.element - 0x30) * (item.offset % 2 == 0 ? 2 : 1)
      return sum + doubled / 10 + doubled % 10
    }
    return body + String((10 - sum % 10) % 10)
  }

  static let rppsHeader = [
    "Type d'identifiant PP", "Identifiant PP", "Identification nationale PP",
    "Code civilité d'exercice", "Libellé civilité d'exercice", "Code civilité", "Libellé civilité",
    "Nom d'exercice", "Prénom d'exercice", "Code profession", "Libellé profession",
    "Code catégorie professionnelle", "Libellé catégorie professionnelle",
    "Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire",
    "Libellé savoir-faire", "Code mode exercice", "Libellé mode exercice",
  ]

  /// Writes an extract of `rows` rows to `path`: `columns` columns, a trailing pipe, every third
  /// person on two rows, every fiftieth an ADELI number, one row in `damage` cut off.
  static func writeRPPS(
    to path: String, rows: Int, columns: Int = 52, damage: Int = .max, mark: Bool = true
  ) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = FileHandle(forWritingAtPath: path)
    let header = rppsHeader + (0..<columns - rppsHeader.count).map { "Champ \($0)" }
    var text = (mark ? "\u{feff}" : "") + header.joined(separator: "|") + "|\n"
    let tail = String(repeating: "|", count: columns - 24)
    var (written, person) = (0, 0)
    while written < rows {
      person += 1
      for activity in 0..<(person % 3 == 0 ? 2 : 1) where written < rows {
        let number = rpps(person)
        let kind = person % 50 == 0 ? "0" : "8"
        var row =
          "\(kind)|\(number)|8\(number)|DR|Docteur|||\(families[person % 7])|\(givens[person % 5])|10|"
          + "Médecin|C|Civil|S|Spécialité  ordinale|SM\(person % 60)|Qualifié en  Médecine|"
          + (activity == 0 ? "L" : "S") + "|Libéral|\(100_000 + person)||||CABINET DU DR|" + tail
        if written % damage == damage - 1 { row = String(row.prefix(40)) }
        text += row + "\n"
        written += 1
      }
      if text.utf8.count > 1 << 20 {
        file?.write(Data(text.utf8))
        text = ""
      }
    }
    file?.write(Data(text.utf8))
    try file?.close()
  }

  /// Writes an NPPES file of `rows` rows: quoted fields, 330 columns, some of organisations, some
  /// deactivated (all but the number empty then), some deactivated and reactivated.
  static func writeNPI(to path: String, rows: Int, filler: Int = 290) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = FileHandle(forWritingAtPath: path)
    let header =
      [
        "NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)",
        "Provider Last Name (Legal Name)", "Provider First Name", "NPI Deactivation Date",
        "NPI Reactivation Date", "Healthcare Provider Taxonomy Code_1",
      ] + (0..<filler).map { "Other \($0)" }
    let tail = String(repeating: ",\"\"", count: filler)
    var text = header.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
    for index in 0..<rows {
      let number = npi(index)
      let kind = index % 7 == 3 ? "2" : "1"
      switch index % 11 {
      case 4: text += "\"\(number)\",\"\",\"\",\"\",\"\",\"\",\"05/22/2010\",\"\",\"\"\(tail)\n"
      case 5:
        text +=
          "\"\(number)\",\"1\",\"\",\"\",\"O'Hara, "
          + "\"\"Jr\"\"\",\"Sean\",\"05/22/2010\",\"06/01/2011\",\"207Q00000X\"\(tail)\n"
      default:
        text +=
          "\"\(number)\",\"\(kind)\",\"\",\"\",\"SMITH\",\"JOHN\",\"\",\"\",\"207Q00000X\"\(tail)\n"
      }
      if text.utf8.count > 1 << 20 {
        file?.write(Data(text.utf8))
        text = ""
      }
    }
    file?.write(Data(text.utf8))
    try file?.close()
  }
}
