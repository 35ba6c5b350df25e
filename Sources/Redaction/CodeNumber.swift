internal import CheckDigits

/// Numbers of things, not of persons: codes of terminologies, products, samples and documents, told
/// by a label, a code system or their shape. A doctor needs them, and no check digit makes them
/// somebody's.
enum CodeNumber {
  private static let labels = Labels(
    """
    snomed*,sct,sctid,loinc*,icd*,ndc,udi,gtin,ean,upc,gs1,lot,lots,lotnr,lotnummer,lotno,\
    lotnumber*,batch*,charge,chargen*,chargennummer,chargennr,monster*,sample*,specimen*,probe,\
    proben*,échantillon*,prélèvement*,accession*,accessie*,labnr,labnummer*,auftragsnr,\
    auftragsnummer*,ordernr,ordernummer*,serie*,serial*,sn,atc,cas,cpt,hcpcs,rxnorm,rxcui,pzn,cip,\
    ucd,cvx,oid,urn,doi,pmid,pmc,pmcid,nct,isbn,issn,isrctn,eudract,pubmed,zinr,zindex,hpk,gpk,\
    prk,omim,orpha*,mesh,umls,cui,dbc,zorgproduct,artikel*,material*,model*,barcode*,root,\
    codesystem
    """)

  /// Ordinary words, which need `no.` or the like behind them.
  private static let orders = Labels(
    "order,ordre,commande,bestelling,auftrag,request,aanvraag,acc,examen")

  /// Whether the number that `run` begins is one, and where it ends.
  static func end(_ text: TextWindow, _ run: NumberRun) -> Int? {
    let place = run.start
    if let end = application(text, place) ?? oid(text, place) ?? doi(text, place) { return end }
    guard run.count >= 4 else { return nil }
    let isLabelled = LabelBefore.first(text, before: run.lead) {
      if $0.isOne(of: labels, in: text) { return true }
      if $0.isNumbered, $0.isOne(of: orders, in: text) { return true }
      // `Ch.-B.` is a batch in German.
      return $0.end - $0.start == 1 && text.holds("ch.-b", at: $0.end - 5) ? true : nil
    }
    guard
      isLabelled != nil || isCoded(text, place) || hasTerm(text, place)
        || isCodedElement(text, place)
    else { return nil }
    var end = text.digitsEnd(place)
    while text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "."), text.isDigit(end + 1) {
      end = text.digitsEnd(end + 1)
    }
    return end
  }

  /// A GS1 element string, `(01)00848486001048(17)270101(10)1234AB`: each value behind its
  /// application identifier.
  private static func application(_ text: TextWindow, _ place: Int) -> Int? {
    guard text[place - 1] == UInt8(ascii: ")") else {
      guard text[place - 1] == UInt8(ascii: "("), let close = identifier(text, place) else {
        return nil
      }
      let isFirst = text.holds("(01)", at: place - 1) && text.digitsEnd(close) - close == 14
      return isFirst || hasProduct(text, place) ? close : nil
    }
    var open = place - 2
    while place - open < 7, text.isDigit(open) { open -= 1 }
    guard text[open] == UInt8(ascii: "("), (2...4).contains(place - open - 2) else { return nil }
    let end = text.digitsEnd(place)
    if text.holds("(01)", at: open), end - place == 14 { return end }
    guard hasProduct(text, place) else { return nil }
    var last = end
    while text.isWord(at: last) || text[last] == UInt8(ascii: "-") { last += 1 }
    return last
  }

  private static func identifier(_ text: TextWindow, _ place: Int) -> Int? {
    let end = text.digitsEnd(place)
    return (2...4).contains(end - place) && text[end] == UInt8(ascii: ")") ? end + 1 : nil
  }

  /// Whether `(01)` and a product's number stand before `place` without a blank between.
  private static func hasProduct(_ text: TextWindow, _ place: Int) -> Bool {
    var start = place
    while place - start < 90, text[start - 1] > 0x20 { start -= 1 }
    return (start..<place).contains { text.holds("(01)", at: $0) && text.isDigit($0 + 4) }
  }

  /// `2.16.840.1.113883.4.6`: five arcs and more, not all of two or three digits, as
  /// in numbers of persons.
  private static func oid(_ text: TextWindow, _ place: Int) -> Int? {
    guard text[place] < 0x33, text.digitsEnd(place) == place + 1, text[place + 1] == 0x2e,
      !text.isWord(before: place)
    else { return nil }
    var (end, arcs, isOdd) = (place, 0, false)
    while true {
      let start = end
      end = text.digitsEnd(end)
      if arcs > 0, end - start == 1 || end - start > 3 { isOdd = true }
      arcs += 1
      guard text[end] == UInt8(ascii: "."), text.isDigit(end + 1) else { break }
      end += 1
    }
    return arcs >= 5 && isOdd ? end : nil
  }

  /// `10.1016/j.jacc.2020.05.033`: the name of a publication, to the next blank or quotation mark.
  private static func doi(_ text: TextWindow, _ place: Int) -> Int? {
    guard text.holds("10.", at: place), !text.isWord(before: place) else { return nil }
    let slash = text.digitsEnd(place + 3)
    guard (4...9).contains(slash - place - 3), text[slash] == UInt8(ascii: "/") else { return nil }
    var end = slash + 1
    while text[end] > 0x20, text[end] != 0x22, text[end] != 0x3c, end - slash < 120 { end += 1 }
    return end
  }

  /// `"code":"386725007"`, `code="386725007"`, `<code value="…"`.
  private static func isCoded(_ text: TextWindow, _ place: Int) -> Bool {
    guard text[place - 1] == UInt8(ascii: "\"") else { return false }
    var end = place - 1
    while place - end < 12,
      text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ":") || text[end - 1] == 0x3d
    {
      end -= 1
    }
    if text[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    if text.holds("value", at: end - 5), text[end - 6] == 0x20 { end -= 6 }
    return text.holds("code", at: end - 4) && !text.isLetter(before: end - 4)
  }

  /// `271807003 |Eruption|`.
  private static func hasTerm(_ text: TextWindow, _ place: Int) -> Bool {
    let end = text.digitsEnd(place)
    let bar = text.skippingBlanks(from: end)
    guard bar > end || text[place - 1] != UInt8(ascii: "|"), text[bar] == UInt8(ascii: "|"),
      end - place >= 6,
      // `271807003 | Eruption |`: the cells of a table look so too.
      text.isLetter(at: bar + 1)
        || (text[bar + 1] == 0x20 && text.isLetter(at: bar + 2) && isSNOMED(text, place, end))
    else { return false }
    let line = text.lineEnd(of: bar)
    guard let close = (bar + 1..<min(line, bar + 160)).first(where: { text[$0] == 0x7c })
    else { return false }
    // The cells of a table stand between bars on both sides.
    return text.skippingBlanks(from: text.lineStart(of: place)) == place
      || !(text.lineStart(of: place)..<place).contains { text[$0] == 0x7c } && close > bar
  }

  /// Whether the digits are an identifier of SNOMED CT: its partition, and its check digit.
  private static func isSNOMED(_ text: TextWindow, _ place: Int, _ end: Int) -> Bool {
    guard (6...18).contains(end - place), text[end - 3] < 0x32, text[end - 2] < 0x33 else {
      return false
    }
    return CheckDigits.isVerhoeff((place..<end).map { text[$0] &- 48 })
  }

  private static let systems = Labels("sct,snm,snomed*,ln,loinc,ndc,cvx,rxnorm,l,icd*")

  /// `386725007^Body temperature^SCT` in HL7 version 2.
  private static func isCodedElement(_ text: TextWindow, _ place: Int) -> Bool {
    let end = text.digitsEnd(place)
    guard text[end] == UInt8(ascii: "^"), text.isLetter(at: end + 1) else { return false }
    var second = end + 1
    while second - end < 90, text[second] != UInt8(ascii: "^"), text[second] >= 0x20 { second += 1 }
    return text[second] == UInt8(ascii: "^")
      && systems.length(text, second + 1, second + 12) != nil
  }
}
