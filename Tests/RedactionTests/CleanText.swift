/// Clinical text in which nothing identifies anybody: dosages, results, codes, serial numbers,
/// orders.
enum CleanText {
  static func make(seed: UInt64, words wanted: Int) -> String {
    var random = Seeded(seed)
    var (text, words) = ("", 0)
    while words < wanted {
      let line = line(&random)
      text += line + random.pick(["\n", "\n", " ", "\n\n"])
      words += line.split { $0 == " " || $0 == "\t" || $0 == "\n" }.count
    }
    return text
  }

  static func words(_ text: String) -> Int {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.count
  }

  private static func line(_ random: inout Seeded) -> String {
    func n(_ low: Int, _ high: Int) -> Int { random.number(low...high) }
    let day = "\(padded(n(1, 28), 2))-\(padded(n(1, 12), 2))-\(n(2019, 2026))"
    switch random.number(1...30) {
    case 1:
      return
        "Ordernummer \(n(100_000_000, 999_999_999)) van \(day), afdeling C\(n(1, 9)), kamer "
        + "\(n(1, 40))."
    case 2:
      return
        "Metoprolol \(n(1, 4) * 25) mg, \(n(1, 3))dd\(n(1, 2)), start \(day), evaluatie na "
        + "\(n(2, 12)) weken."
    case 3:
      return
        "Hb \(n(5, 10)).\(n(0, 9)) mmol/L, leuko \(n(3, 15)).\(n(0, 9)), trombo \(n(120, 450)), "
        + "CRP \(n(1, 300)), kreat \(n(50, 180))."
    case 4:
      return
        "ICD-10: I\(n(10, 99)).\(n(0, 9)), E11.\(n(1, 9)), Z\(n(10, 99)).\(n(0, 9)), "
        + "\(random.pick(["J44", "K21", "C50"])).\(n(0, 9)) volgens protocol \(n(1, 20))."
    case 5:
      return
        "Pacemaker model W\(n(1, 9))DR\(n(10, 99)), serienummer PZK\(n(100_000, 999_999))S, "
        + "batterij \(n(20, 29)) maanden."
    case 6:
      return
        "Infuuspomp SN-\(n(10_000, 99_999))-\(n(10, 99)), LOT \(n(1_000_000, 9_999_999)), REF "
        + "\(n(1000, 9999))-\(n(100, 999)), kalibratie \(day)."
    case 7:
      return
        "RR \(n(90, 180))/\(n(50, 110)) mmHg, pols \(n(50, 130)), SpO2 \(n(88, 100))%, temp "
        + "\(n(35, 40)).\(n(0, 9)), AF \(n(10, 30))/min."
    case 8:
      return
        "The patient, \(n(18, 89)) years old, was admitted on \(day) and discharged after "
        + "\(n(1, 30)) days."
    case 9:
      return
        "Défibrillation \(n(90, 120)) J x \(n(1, 3)), adrénaline \(n(1, 5)) mg, ROSC à "
        + "\(n(1, 23)):\(padded(n(0, 59), 2)), lactates \(n(2, 12)),\(n(0, 9))."
    case 10:
      return
        "Heparin \(n(1, 9) * 2500) IE s.c., Enoxaparin \(n(2, 8) * 10) mg, aPTT \(n(25, 90)) s, "
        + "INR \(n(1, 4)),\(n(0, 9))."
    case 11:
      return
        "Vancomycine \(n(500, 2000)) MG IV over \(n(60, 120)) min, dalspiegel "
        + "\(n(5, 20)),\(n(0, 9)) mg/L op \(day)."
    case 12:
      return
        "Tijden: 08:00 12:00 16:00 20:00; vochtbalans +\(n(100, 900)) -\(n(100, 900)) ml, diurese "
        + "\(n(500, 2500)) ml."
    case 13:
      return
        "Na \(n(130, 148)) K \(n(3, 5)).\(n(0, 9)) Cl \(n(95, 110)) Ur \(n(3, 20)) Kr "
        + "\(n(50, 200)) eGFR \(n(20, 90)) Gluc \(n(4, 15)).\(n(0, 9))"
    case 14:
      return "| \(day) | \(n(100, 200)) | \(n(60, 110)) | \(n(36, 39)).\(n(0, 9)) | \(n(50, 120)) |"
    case 15:
      return
        "OBX|\(n(1, 20))|NM|\(n(1000, 9999))-\(n(0, 9))^GLUCOSE^LN||\(n(4, 15)).\(n(0, 9))|mmol/L|4.0-7.8|H|||F|||2026\(padded(n(1, 12), 2))\(padded(n(1, 28), 2))\(padded(n(0, 23), 2))\(padded(n(0, 59), 2))"
    case 16:
      return
        "Studie NCT\(padded(n(1, 99_999_999), 8)), doi "
        + "10.\(n(1000, 9999))/jama.\(n(2019, 2026)).\(n(1000, 29999)), p<0.0\(n(1, 5)), n = "
        + "\(n(20, 4000)), 95% CI \(n(1, 2)).\(n(10, 99))-\(n(3, 4)).\(n(10, 99))."
    case 17:
      return
        "Groei: lengte \(n(150, 195)) cm, gewicht \(n(45, 110)).\(n(0, 9)) kg, BMI "
        + "\(n(18, 35)).\(n(0, 9)), buikomvang \(n(70, 120)) cm."
    case 18:
      return
        "Zimmer \(n(100, 499)), Bett \(n(1, 4)), Visite um \(n(8, 11)) Uhr \(n(10, 59)), nächste "
        + "Kontrolle am \(padded(n(1, 28), 2)).\(padded(n(1, 12), 2)).\(n(2024, 2027))."
    case 19:
      return
        "Accession \(random.pick(["XR", "CT", "MR"]))\(n(2020, 2026))\(n(100_000, 999_999)), serie "
        + "\(n(1, 12)), beeld \(n(1, 400))/\(n(400, 900)), kVp \(n(80, 140)), mAs \(n(50, 400))."
    case 20:
      return
        "Bestelling \(n(100_000_000, 999_999_999)); artikel \(n(10_000, 99_999)); aantal "
        + "\(n(1, 50)); levering week \(n(1, 52))."
    case 21:
      return
        "Vaccin lot \(random.pick(["EX", "FA", "AB"]))\(n(1000, 9999)), dosis \(n(1, 3)), links "
        + "i.m., batch \(n(100, 999))-\(n(10, 99)), verval "
        + "\(padded(n(1, 12), 2))/\(n(2026, 2029))."
    case 22:
      return
        "Software 12.\(n(0, 9)).\(n(100, 999)), IP 10.\(n(0, 255)).\(n(0, 255)).\(n(1, 254)), "
        + "poort \(n(1000, 9999)), fout 0x\(n(1000, 9999))F."
    case 23:
      return
        "SNOMED \(n(10_000_000, 499_999_999)) |diabetes|, LOINC \(n(1000, 99_999))-\(n(0, 9)), ATC "
        + "A10BA0\(n(1, 9)), DBC \(n(1000, 9999))."
    case 24:
      return
        "Verwijzing voor second opinion; klachten sinds \(n(2, 12)) maanden, VAS \(n(1, 10))/10, "
        + "geen alarmsymptomen."
    case 25:
      return
        "Geen koorts, geen dyspneu, wel moe; slaapt matig, eet goed, mobiliseert zelfstandig met "
        + "rollator op de gang."
    case 26:
      return
        "Family history unremarkable; never smoked; drinks \(n(1, 20)) units a week; works as a "
        + "teacher in the village."
    case 27:
      return
        "Pas d'allergie connue, pas de fièvre, appétit conservé, transit normal, sommeil correct "
        + "depuis \(n(2, 9)) semaines."
    case 28:
      return
        "Keine Allergien bekannt, Appetit gut, Schlaf ungestört, Stuhlgang regelmäßig, Miktion "
        + "unauffällig seit \(n(2, 9)) Tagen."
    case 29:
      return
        "Hartfilmpje: SR \(n(50, 99))/min, PR \(n(120, 200)) ms, QRS \(n(80, 120)) ms, QTc "
        + "\(n(380, 460)) ms, geen ST-afwijkingen."
    default:
      return
        "Factuur 2026-\(n(1000, 9999)), bedrag EUR \(n(10, 900)),\(padded(n(0, 99), 2)), btw 21%, "
        + "periode \(padded(n(1, 12), 2))-2026."
    }
  }
}
