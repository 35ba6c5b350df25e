internal import Files
internal import FuzzSupport
internal import Registers

/// A table: imported as each kind of register into a temporary folder, then asked for a number.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  for (register, columns) in kinds { take(input, as: register, columns) }
  return 0
}

private let folder = SnapshotFolder("registers")
private let names = ["number": "number", "name": "name", "status": "status", "until": "until"]
private let kinds: [(Register, [String: String])] = [
  (.rpps, [:]), (.npi, [:]), (.big, names), (.gmc, ["number": "number"]),
]

private func take(_ input: [UInt8], as register: Register, _ columns: [String: String]) {
  do {
    try AtomicFile.write(input, to: "table", replacing: true)
    var work = SnapshotImport(
      register, into: folder, source: "table", date: Fixed.now, now: Fixed.now)
    work.columns = columns
    work.acceptsFewer = true
    let report = try work.run(Descriptor.reading("table"))
    let people = report.facts.people
    expect(people > 0 && people <= report.facts.rows, "\(people) people")
    let kept = try folder.open(register)?.facts
    expect(kept == report.facts, "another snapshot than was made")
  } catch is RegisterError {} catch {
    fatalError("an error without a name: \(error)")
  }
}

/// Writes seeds when the arguments ask for them.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) { tables.map { Array($0.utf8) } }
  return 0
}

/// Small files in the known layouts. Their people do not exist.
private let tables = [
  """
  Type d'identifiant PP|Identifiant PP|Nom d'exercice|Prénom d'exercice|Code profession|\
  Libellé profession|Code savoir-faire|Code mode exercice|
  8|10000007919|LE GOFF|Anne|10|Médecin|SM26|L|
  8|10000007919|LE GOFF|Anne|10|Médecin||S|
  0|123456789|PETIT|Zoé|10|Médecin|SM26|L|

  """,
  """
  "NPI","Entity Type Code","Replacement NPI","Provider Last Name (Legal Name)",\
  "Provider First Name","NPI Deactivation Date","NPI Reactivation Date",\
  "Healthcare Provider Taxonomy Code_1"
  "1234567893","1","","O'Hara, ""Jr"" A","Sean","05/22/2010","06/01/2011","207Q00000X"
  "1234567893","2","1234567893","Clinic","","05/22/2010","",""

  """,
  """
  number;name;status;until
  89012345601;"de Vries; A.";Actief;2030-12-31
  9012345601;Jansen\tB.;geschrapt;31-12-2019
  89012345602;Bakker;"a ""b""
  c";0001-01-01

  """,
  "number,name\r\n89012345601,A\r\n\r\n89012345602,B",
]
