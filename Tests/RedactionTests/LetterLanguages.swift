/// Common names of four countries, names that are also words among them, and sentences of letters.
extension Letters {
  static let languages = [dutch, english, french, german]

  private static let dutch = Language(
    families: [
      "Jansen", "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Smit", "Meijer",
      "de Boer", "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker",
      "Brouwer", "de Wit", "Dijkstra", "Jansen-Verhoeven", "van 't Hoff", "El Amrani", "Yilmaz",
      "Berkhout", "van der Heijden",
    ],
    given: [
      "Annelies", "Pieter", "Cornelia", "Wilhelmina", "Johannes", "Maria", "Hendrik", "Fatima",
      "Mohamed", "Sanne", "Daan", "Lotte", "Thijs", "Eva", "Willemijn", "Anne-Marie",
    ],
    streets: ["Lijsterbeslaan", "Lindengracht", "Populierendreef", "Kerkstraat"],
    titles: ["Mw.", "Dhr.", "Mevrouw", "Meneer"],
    openings: [
      "Betreft: # ", "Gezien op de poli: # .", "Geachte collega, # werd opgenomen.",
      "Overleg met # gevoerd.", "Wij zagen # op de spoedeisende hulp.",
      "Gegevens van # gecontroleerd.",
    ],
    prose: [
      "De patiënt is bekend met hypertensie en kreeg een lange lijn in de linker arm.",
      "Bij onderzoek een zieke man, koud en klam, met een bolle buik; geen drukpijn.",
      "Het bed werd hoog gezet en de wond is schoon; groot verband aangelegd.",
      "Beleid: controle over 6 weken, zo nodig eerder; de bakker op de hoek belt de zoon.",
      "Hart en longen zonder afwijkingen. Arm rechts wit en koud, goede pols.",
      "De wit uitgeslagen tong past bij een droge mond. Meer drinken, ook in de zomer.",
    ])

  private static let english = Language(
    families: [
      "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel",
      "Wright", "Walker", "O'Sullivan", "MacDonald", "Thompson", "Evans", "Roberts", "Baker",
      "Hughes", "Ahmed", "Kowalski", "Fitzgerald", "Cook",
    ],
    given: [
      "Siobhan", "Oliver", "Margaret", "Elizabeth", "Muhammad", "George", "Amelia", "Dorothy",
      "Kenneth", "Priya", "Barbara", "Catherine", "Harold", "Ian",
    ],
    streets: ["Lavender Close", "Millbrook Road", "Kensington Gardens", "Primrose Hill"],
    titles: ["Mr", "Mrs", "Ms", "Miss"],
    openings: [
      "Re: # ,", "I saw # in clinic today.", "Please contact # for results.",
      "Thank you for referring # to us.", "We discussed # at the meeting.",
      "Diagnosis for # below.",
    ],
    prose: [
      "The patient may cook and walk to the baker, but should rest in bed when short of breath.",
      "On examination the long scar is well healed; the skin is brown and dry.",
      "Chest clear, heart sounds normal. White cell count 7.2, good response to treatment.",
      "Hand hygiene was explained. Brown sputum for three days, no blood, low grade fever.",
      "Please repeat bloods in 6 weeks and continue ramipril 5 mg once a day until then.",
      "Gram stain negative; the tailor-made insoles help, and he walks a mile a day.",
    ], isHouseFirst: true)

  private static let french = Language(
    families: [
      "Martin", "Bernard", "Dubois", "Thomas", "Robert", "Petit-Jean", "Durand", "Leroy", "Moreau",
      "Lefèvre", "de la Fontaine", "Garnier", "Rousseau", "Fournier", "Girard", "N'Diaye",
      "Benali", "d'Hauteville", "Lemaire", "Chevalier", "Boulanger",
    ],
    given: [
      "Célestine", "Baptiste", "Marie-Claire", "Jean-Pierre", "Élodie", "Gérard", "Huguette",
      "Yvonne", "Thierry", "Aminata", "Jacqueline", "François", "Noémie",
    ],
    streets: [
      "rue des Marronniers", "avenue de la Peupleraie", "rue Bellevue", "impasse des Tilleuls",
    ],
    titles: ["Mme", "M.", "Monsieur", "Madame"],
    openings: [
      "Chère collègue, # a été hospitalisé.", "Objet : # .", "Nous avons reçu # en consultation.",
      "Je vous adresse # pour avis.", "Le dossier de # est complet.",
    ],
    prose: [
      "Le matin, la peau est rouge et sèche ; le boulanger du village apporte le pain.",
      "Bras droit blanc et froid, pouls faible. Petit hématome, grand soulagement.",
      "Pas de fièvre ni de douleur ; le chevalet sur la main gauche est bien toléré.",
      "Traitement : paracétamol 1 g trois fois par jour, à réévaluer dans six semaines.",
      "Le bois du lit a été remplacé. Vue normale, bon appétit, sommeil court.",
    ], isHouseFirst: true)

  private static let german = Language(
    families: [
      "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Wagner", "Becker", "Schröder", "Braun",
      "Krüger", "Hofmann", "Schäfer", "Østergaard", "von Bergmann", "Öztürk", "Groß-Wenzel",
      "Kowalczyk", "Zimmermann", "Köhler", "Richter",
    ],
    given: [
      "Jürgen", "Annegret", "Søren", "Hannelore", "Wolfgang", "Ursula", "Günther", "Aylin",
      "Brigitte", "Karl-Heinz", "Liselotte", "Detlef", "Ute",
    ],
    streets: ["Ahornallee", "Lindenstraße", "Mühlenweg", "Schillerplatz"],
    titles: ["Frau", "Herr", "Herrn"],
    openings: [
      "Betrifft: # ,", "Wir berichten über # .", "Sehr geehrte Kollegin, # wurde aufgenommen.",
      "Die Angaben zu # wurden geprüft.", "Mit # besprochen.",
    ],
    prose: [
      "Der Arm ist warm, die Hand kalt; der Fischer fand ihn am Strand im Winter.",
      "Herz und Lunge frei. Der Richter ordnete die Betreuung an, der Schneider bestätigt das.",
      "Am Berg stürzte der Patient; großes Hämatom, kleine Wunde, guter Puls.",
      "Medikation: Ramipril 5 mg 1-0-1, Torasemid 10 mg, Kontrolle in sechs Wochen.",
      "Keine Allergien bekannt. Braune Flecken am Hals, die weiße Haut ist trocken.",
    ])
}
