import Redaction

/// What people write around an item, `#` standing for it.
extension Corpus {
  static let sentences: [Kind: [String]] = [
    .bsn: [
      "Betreft mw. De Vries, BSN #, bekend met DM2 en HT.", "Pat. (#) gezien op de poli.", "BSN: #",
      "burgerservicenummer # gecontroleerd bij balie;", "Patiënt # heeft zich gemeld op de SEH.",
      "Zie dossier #.", "DD/ CAP, AF. # . Beleid: amoxi 500 mg 3dd1.",
      "scan_#.pdf staat in de map,",
      "ID=# status=OK", "Sofinr. # (oud)", "\"#\", zei de assistente",
      "the Dutch patient's BSN is #, please register",
    ],
    .nhs: [
      "NHS number # for Mrs Brown, c/o SOB and CP.", "NHS No: #", "Pt # was seen in clinic today,",
      "(#)",
      "Re: #, 3/52 hx of cough", "NHS no. is #; O/E chest clear.", "patient # DNA'd twice.",
    ],
    .nir: [
      "NIR : #", "N° de sécurité sociale # du patient", "Mme Dupont, #, hospitalisée pour AVC,",
      "assurée # adressée aux urgences.", "le patient (#) est sorti ce jour",
    ],
    .belgian: [
      "Rijksregisternummer #", "INSZ: #", "NISS # du patient", "patiënt # werd opgenomen,",
      "(RRN #)",
      "numéro national # vérifié", "Zie #.",
    ],
    .kvnr: [
      "KVNR #", "Versichertennummer: #", "Pat. # wurde stationär aufgenommen,", "(#)",
      "Krankenversichertennr. #; Z.n. ACVB 2012.", "Frau Müller, #, V.a. TVT",
    ],
    .iban: [
      "IBAN: #", "graag overmaken op # ten name van", "Rekening # (eigen bijdrage)",
      "virement sur #.",
      "Konto #, Betrag 40 EUR", "pay to # please",
    ],
    .registration: [
      "BIG #", "BIG-nummer: #", "big:#", "behandelaar # (BIG)", "RPPS # du médecin", "NPI: #",
      "INAMI #", "RIZIV-nummer #", "Arts, BIG-reg. nr. #,", "NPI number #.",
    ],
    .ssn: [
      "SSN #", "SSN: # on file", "her social security number is #.", "Patient # admitted with CP,",
      "(#)",
    ],
    .birthDate: [
      "geb. #", "Geboren op # te Utrecht", "geboortedatum: #", "DOB #", "DOB: #,",
      "date of birth #",
      "born on # in Leeds,", "née le #", "né le # à Lyon", "Date de naissance : #",
      "geb. am # in Köln",
      "Geburtsdatum: #", "Dhr. Jansen (geb. #)", "Mw. de Vries, geb #, komt voor controle", "*#",
      "Mevrouw A. de Vries (v), geboren #.", "DDN: #",
    ],
    .age: [
      "Een #-jarige man met CVA.", "Mevrouw, # jaar, woont zelfstandig", "leeftijd: #",
      "a #-year-old woman with NSTEMI",
      "# yo male, c/o SOB", "Patient is # years old.", "âgé de # ans", "patiente de # ans,",
      "#-jährige Patientin",
      "Der Patient ist # Jahre alt", "aged #,", "Age: #", "Alter: #", "# jr, alleenstaand",
    ],
    .phone: [
      "tel. #", "Tel: # (dochter)", "bereikbaar op #", "bel # bij koorts",
      "telefoon # of via de poli", "Phone: #",
      "call # for results", "mobiel #,", "tél. : #", "joignable au #.", "Telefon #", "Handy: #",
      "Fax #",
      "contactpersoon zoon Jan, #", "huisarts (#)", "family: #;",
    ],
    .email: [
      "mail naar # svp", "e-mail: #", "From: <#>", "contact #, merci", "(#)", "Stuur naar #.",
      "Anna <#>, huisarts",
    ],
    .address: [
      "woont Kerkstraat #", "Adres: Dorpsweg #", "wonende te Laan #,", "Postcode #", "address: #",
      "Hoofdstraat #",
      "wohnhaft Hauptstr. #", "adresse : #",
    ],
    .url: ["zie #", "link: # .", "(#)", "<#>", "open # voor de foto.", "siehe #, danke"],
    .national: [
      "NINO #", "AHV-Nr. #", "PESEL: #", "PPSN # of the patient", "CPR-nr. #", "NI number: #",
      "passport no. #",
    ],
    .record: [
      "MRN: #", "patiëntnummer #", "IPP : #", "Fallnummer #, stationär", "Hosp No. #", "patnr #.",
      "dossiernummer #", "NDA #", "Patient ID: #", "ziekenhuisnr. #", "(MRN #)",
    ],
    .name: ["<family>#</family>", "{\"given\":[\"#\"]}", "PID|1||X||#^AN|\n"],
    .mrz: ["\n#\n", "\nPaspoort:\n#\n", "\n> #\n", "\n    #\n"],
  ]

  /// Nothing that tells what it is.
  static let bare: [Kind: [String]] = [
    .bsn: ["#", "- #", "#;#".replacing(";#", with: ";"), "3) #"], .nhs: ["#", "* #"], .nir: ["#"],
    .belgian: ["#", "- #"], .kvnr: ["#"], .iban: ["#"], .email: ["#"], .url: ["#"],
    .phone: ["#", "- #"],
    .registration: ["#"], .ssn: ["#"],
  ]

  static let pipes: [Kind: String] = [
    .birthDate:
      "| nr | naam | geb.datum | afd |\n|----|------|-----------|-----|\n| 1 | A. Bos | # | C3 |\n",
    .national: "| AHV | # |\n", .record: "| MRN | # | A3 |\n", .name: "NK1|1|#^AN|\n",
    .age: "| leeftijd | # | jaar |\n", .mrz: "\n#\n", .address: "| Kerkstraat # | Utrecht |\n",
    .registration: "| BIG | # |\n", .phone: "| tel | # | zoon |\n",
  ]

  static let tabs: [Kind: String] = [
    .birthDate: "nr\tgeboortedatum\tafd\n7\t#\tC3\n", .age: "leeftijd\t#\tM\n", .mrz: "\n#\n",
    .national: "PESEL\t#\tx\n", .record: "patnr\t#\tA3\n", .name: "<given>#</given>\n",
    .address: "Kerkstraat #\tUtrecht\n", .registration: "BIG\t#\tarts\n", .phone: "mobiel\t#\n",
  ]

  static let messages: [Kind: [String]] = [
    .bsn: [
      "PID|1||#^^^NLMINBIZA^NNNLD||JANSEN^JAN^^^DHR||19560312|M\r\n", "Subject: overdracht #\n",
      "1;#;stabiel\n",
      "{\"bsn\":\"#\"}", "<bsn>#</bsn>", "PV1|1|I|C3^12^1|||||||||||||||#\r\n",
    ],
    .nhs: [
      "PID|1||#^^^NHS^NH||BROWN^MARY||19400101|F\r\n", "Subject: Referral #\n", "<nhs>#</nhs>",
    ],
    .birthDate: ["PID|1||12345^^^ZH||JANSEN^JAN||#|M\r\n", "NK1|1|BOS^AN|MTH|||||||||||||#\r\n"],
    .phone: ["X-Phone: #\n", "<tel>#</tel>", "{\"phone\":\"#\"}"],
    .email: ["To: #\n", "Reply-To: \"A. Bos\" <#>\n", "{\"mail\":\"#\"}", "Cc: a@b.nl, #\n"],
    .url: ["Content-Location: #\n", "<a href=\"#\">uitslag</a>"],
    .record: [
      "PID|1||#^^^ZKH^PI||JANSEN^JAN||19560312|M\r\n", "{\"mrn\":\"#\"}", "<mrn>#</mrn>",
    ],
    .name: ["PID|1||12345^^^ZH||#^JAN||19560312|M\r\n", "{\"family\":\"#\"}"],
    .iban: ["<iban>#</iban>", "1;#;40,00\n"], .nir: ["PID|1||#^^^ASIP^NH||DUPONT^ANNE\r\n"],
    .kvnr: ["<kvnr>#</kvnr>", "PID|1||#^^^GKV||MUELLER^HANS\r\n"],
    .belgian: ["PID|1||#^^^NISS||PEETERS^AN\r\n"],
  ]

  /// Sentences with numbers that are nobody's.
  static let prose = [
    "Patiënt is bekend met COPD GOLD II en kreeg 30 mg prednisolon gedurende 7 dagen.",
    "RR 142/88 mmHg, pols 76/min regulair, SpO2 97% bij kamerlucht, temp. 37,4 °C.",
    "O/E: chest clear, HS I+II+0, abdo SNT. Plan: repeat U&E in 2/52.",
    "Le patient présente une douleur thoracique depuis 3 jours ; ECG normal, troponine 12 ng/L.",
    "Aufnahme wegen Dyspnoe NYHA III; EF 35 %, NT-proBNP 2450 pg/ml, Krea 1,3 mg/dl.",
    "Beleid: metoprolol 2dd 50 mg, controle over 6 weken op de poli cardiologie.",
    "Hb 7.9, MCV 88, trombo 245, CRP 12, natrium 138, kalium 4.1, eGFR 64.",
    "De röntgenfoto toont geen fractuur; zo nodig MRI LWK binnen 14 dagen.",
    "Ordonnance : paracétamol 1 g x 3/j pendant 5 jours, réévaluation à J7.",
    "Medikation: Ramipril 5 mg 1-0-1, Torasemid 10 mg 1-0-0, Simvastatin 40 mg 0-0-1.",
  ]
}
