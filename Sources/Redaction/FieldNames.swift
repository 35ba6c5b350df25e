/// What the fields of structured text hold, by the names that FHIR, CDA and home-made formats give
/// them.
enum FieldNames {
  private static let names: [(Kind, String)] = [
    (
      .name,
      """
      family,given,familyname,givenname,firstname,lastname,middlename,surname,forename,maidenname,\
      patientname,fullname,naam,achternaam,voornaam,voornamen,meisjesnaam,nom,prenom,nomdefamille,\
      nachname,vorname,patronym,birthname
      """
    ),
    (
      .birthDate,
      """
      birthdate,birthtime,dateofbirth,dob,geboortedatum,geburtsdatum,datenaissance,datedenaissance,\
      birthday
      """
    ),
    (
      .address,
      """
      postalcode,postcode,zip,zipcode,plz,codepostal,street,streetname,streetaddress,\
      streetaddressline,addressline,housenumber,line,city,straat,straatnaam,huisnummer,woonplaats,\
      adres,adresse,address,ville,rue,ort,strasse
      """
    ),
    (.phone, "phone,phonenumber,telephone,tel,mobile,telecom,telefoon,telefoonnummer,mobiel,fax"),
    (
      .record,
      """
      mrn,patientid,patientnumber,patientnummer,medicalrecordnumber,recordnumber,patnr,ipp,\
      fallnummer,hospitalnumber
      """
    ),
  ]

  private static let kinds: [[UInt8]: Kind] = Dictionary(
    uniqueKeysWithValues: names.flatMap { kind, list in
      list.split(separator: ",").map { (Array($0.utf8), kind) }
    })

  static let longest = 24

  /// The kind of what the name from `start` to `end` holds; hyphens and underlines do not count.
  static func kind(_ text: TextWindow, _ start: Int, _ end: Int) -> Kind? {
    guard end > start, end - start <= longest, let kinds = byFirst[text[start].lowercased] else {
      return nil
    }
    var name: [UInt8] = []
    for place in start..<end where text[place] != UInt8(ascii: "_") && text[place] != 0x2d {
      name.append(text[place].lowercased)
    }
    return kinds[name]
  }

  private static let byFirst: [UInt8: [[UInt8]: Kind]] = Dictionary(grouping: kinds) {
    $0.key[0]
  }.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.value) }) }

  /// Whether it was masked already.
  static func isMark(_ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    text[start] == UInt8(ascii: "[") && text[end - 1] == UInt8(ascii: "]")
      && (start + 1..<end - 1).allSatisfy {
        text[$0].isUpper || text[$0].isDigit || text[$0] == UInt8(ascii: "-")
      }
  }

  /// Whether what a field holds can be of its kind: a number has digits.
  static func isPlausible(_ kind: Kind, _ text: TextWindow, _ start: Int, _ end: Int) -> Bool {
    guard end > start, !isMark(text, start, end) else { return false }
    switch kind {
    case .phone: return (start..<end).count { text.isDigit($0) } >= 5
    case .birthDate, .record: return (start..<end).contains { text.isDigit($0) }
    default: return (start..<end).contains { text[$0] > 0x20 }
    }
  }
}
