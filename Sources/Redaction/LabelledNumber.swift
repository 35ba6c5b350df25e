/// Numbers of patients that the text calls so: the label makes them one, whatever a check digit
/// says.
enum LabelledNumber {
  private struct Family {
    let kind: Kind
    let labels: Labels
    /// The label is also an ordinary word: it needs `number`, `no.` or a colon with it.
    var needsNumber = false
    /// Digits of a whole number; a blank inside it is passed over for as long as some are missing.
    let digits: Int
  }

  private static let families: [Family] = [
    Family(
      kind: .bsn, labels: Labels("bsn,bsnnr,bsnnummer,burgerservicenummer,sofi,sofinr,sofinummer"),
      digits: 9),
    Family(kind: .nhs, labels: Labels("nhs,nhsno,nhsnumber,chi,chino"), digits: 10),
    Family(
      kind: .nir, labels: Labels("nir,insee,sécu,secu,sociale,nss,immatriculation,ins,insc"),
      digits: 15),
    Family(
      kind: .belgian,
      labels: Labels("rijksregister,rijksregisternummer,rijksregisternr,rrn,insz,niss,bisnummer"),
      digits: 11),
    Family(
      kind: .kvnr,
      labels: Labels(
        "kvnr,versichertennummer,versichertennr,krankenversichertennummer,"
          + "krankenversichertennr,krankenversicherungsnummer,versichertenid,versicherungsnummer,"
          + "versicherungsnr,versnr,egknr"), digits: 9),
    Family(
      kind: .kvnr,
      labels: Labels(
        "versicherten,krankenversicherten,kv,vers,versicherung,krankenversicherung,egk"),
      needsNumber: true, digits: 9),
    Family(kind: .nir, labels: Labels("ss"), needsNumber: true, digits: 15),
    Family(kind: .ssn, labels: Labels("ssn"), digits: 9),
    Family(
      kind: .national,
      labels: Labels(
        """
        nino,ahv,ahvn,avs,avsn,ahvnummer,rvnr,rentenversicherungsnummer,sozialversicherungsnummer,\
        svnr,svnummer,cpr,cprnr,cprnummer,personnummer,personnr,fødselsnummer,pesel,ppsn,pps,dni,\
        nie,nif,cpf,tajszám,taj,henkilötunnus,hetu,kennitala,emšo,jmbg,steuerid,idnr
        """), digits: 13),
    Family(
      kind: .national,
      labels: Labels(
        "ni,national,nationaal,nationale,insurance,fiscale,passport,paspoort,passeport,"
          + "ausweis,personalausweis,reisepass,rijbewijs,id-kaart,sozialversicherung,tax"),
      needsNumber: true, digits: 9),
    Family(
      kind: .record,
      labels: Labels(
        """
        mrn,mrnr,patnr,patnummer,patientnr,patientnummer,patiëntnummer,patiëntnr,patientid,patid,\
        patiëntid,patiëntennummer,patientennummer,patientennr,ipp,nip,nda,iep,fallnr,\
        fallnummer,falnr,aufnahmenummer,aufnahmenr,ziekenhuisnummer,ziekenhuisnr,dossiernummer,\
        dossiernr,opnamenummer,opnamenr,statusnummer,kaartnummer,zisnummer,zisnr,urn,hospno,hosp,\
        chartnumber,pasnr,klinieknummer,polisnummer,polisnr,verzekerdennummer,verzekerdenr,\
        zkh,zkhnr,zkhnummer,\
        bewonersnummer,cliëntnummer,clientnummer,cliëntnr,encounternr
        """), digits: 8),
    Family(
      kind: .record,
      labels: Labels(
        """
        patient,patiënt,patienten,patiente,pat,pt,pid,hospital,ziekenhuis,dossier,chart,unit,\
        record,case,fall,visit,encounter,episode,admission,opname,séjour,sejour,venue,client,\
        cliënt,account,krankenhaus,klinik,unité,clinic,permanent,medical,rec,zis,epd
        """), needsNumber: true, digits: 8),
  ]

  private static let all = Labels(families.map(\.labels.text).joined(separator: ","))

  /// `run` begins at the number's first digit; letters may stand before it. The flag says that the
  /// label means nothing else.
  static func match(
    _ text: TextWindow, _ run: NumberRun, kinds: (Kind) -> Bool
  ) -> (Match, isPlain: Bool)? {
    guard run.count >= 4, let start = start(text, run), !isDate(text, run) else { return nil }
    guard
      let family = LabelBefore.first(
        text, before: start,
        { (label: LabelBefore) -> Family? in
          // Most words are not a label at all.
          guard label.isOne(of: all, in: text) else { return nil }
          return families.first { family in
            label.isOne(of: family.labels, in: text)
              && (label.isNumbered || !family.needsNumber || isNumberOf(text, label.start))
          }
        }), kinds(family.kind)
    else { return nil }
    let end = end(text, start, family.digits)
    let digits = (start..<end).count { text.isDigit($0) }
    guard digits >= (family.needsNumber ? 5 : 4), digits <= 24 else { return nil }
    return (Match(family.kind, start, end).because(.label), !family.needsNumber)
  }

  private static let numberOf: [StaticString] = [
    "numéro de ", "numero de ", "n° de ", "no de ", "numéro ", "n° ", "no. ", "nr. ", "nummer ",
    "number of ", "nummer van ",
  ]

  /// Whether `numéro de ` or the like ends at `place`, as in `numéro de dossier 123456`.
  private static func isNumberOf(_ text: TextWindow, _ place: Int) -> Bool {
    numberOf.contains { text.holds($0, at: place - $0.utf8CodeUnitCount) }
  }

  /// The number with up to three letters before its digits, as in `R1234567` and `AB 12 34 56 C`.
  private static func start(_ text: TextWindow, _ run: NumberRun) -> Int? {
    if run.lead < run.start {
      guard run.start - run.lead <= 4, !text.isWord(before: run.lead) else {
        // `BSN111222333`: the letters are the label.
        return text.isWord(before: run.lead) ? nil : run.start
      }
      return isLabel(text, run) ? run.start : run.lead
    }
    guard !text.isWord(before: run.start) else { return nil }
    if text[run.start - 1] == UInt8(ascii: "-"), let letters = letters(text, run.start - 1) {
      return letters
    }
    if text[run.start - 1] == 0x20, text[run.start - 2].isUpper, text[run.start - 3].isUpper,
      !text.isWord(before: run.start - 3),
      !families.contains(where: {
        $0.labels.contain(text, run.start - 3, run.start - 1)
      }), run.count > 2, run.mark(before: 2) == 0x20
    {
      return run.start - 3
    }
    return run.start
  }

  /// Up to three capitals before `end`: `AB-12345`.
  private static func letters(_ text: TextWindow, _ end: Int) -> Int? {
    var start = end
    while end - start < 4, text[start - 1].isUpper { start -= 1 }
    let isLabel = families.contains { $0.labels.contain(text, start, end) }
    return (1...3).contains(end - start) && !text.isWord(before: start) && !isLabel ? start : nil
  }

  private static func isLabel(_ text: TextWindow, _ run: NumberRun) -> Bool {
    families.contains { !$0.needsNumber && $0.labels.contain(text, run.lead, run.start) }
  }

  private static func isDate(_ text: TextWindow, _ run: NumberRun) -> Bool {
    run.lead == run.start && CalendarDate(text, at: run.start).map { !$0.isCompact } ?? false
      && !(run.count >= 9)
  }

  /// Letters and digits, marks between them, and single blanks for as long as digits are missing.
  private static func end(_ text: TextWindow, _ start: Int, _ wanted: Int) -> Int {
    var (place, end, digits, letters) = (start, start, 0, 0)
    while end - start < 32 {
      if text.isDigit(place) {
        digits += 1
        place += 1
        end = place
      } else if text[place].isASCIILetter, letters < 6 {
        letters += 1
        place += 1
        end = place
      } else if isMark(text[place]), text.isDigit(place + 1) || isLetterAlone(text, place + 1) {
        place += 1
      } else if text[place] == 0x20, digits < wanted, text.isDigit(place + 1),
        !(CalendarDate(text, at: place + 1).map { !$0.isCompact } ?? false)
      {
        place += 1
      } else if text[place] == 0x20, digits < wanted, text[place + 1].isUpper,
        text[place + 2] == 0x20, text.isDigit(place + 3)
      {
        // `65 170839 J 003`
        letters += 1
        place += 2
      } else if text[place] == 0x20, text[place + 1].isUpper, !text.isWord(at: place + 2),
        digits == 6, letters == 2
      {
        // `AB 12 34 56 C`
        return place + 2
      } else {
        break
      }
    }
    return end
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
  }

  private static func isLetterAlone(_ text: TextWindow, _ place: Int) -> Bool {
    text[place].isUpper && !text.isLetter(at: place + 1)
  }
}
