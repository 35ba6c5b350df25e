import Testing

@testable import Registers

/// Names as cards and registers write them.
struct PersonNameTests {
  @Test(arguments: [
    ("A. de Vries", "A. de Vries"), ("A. de Vries", "DE VRIES, Anna"),
    ("Anna de Vries", "A. Vries"),
    ("Vries", "A. de Vries"), ("VRIES Anna", "Anna Vries"),
    ("A.B. van der Berg", "Anna Bertha van den Berg"),
    ("Élodie Müller-Groß", "elodie muller gross"), ("Dr. J. O'Brien", "John OBRIEN"),
    ("José Núñez", "JOSE NUNEZ"), ("Søren Ørsted", "Soren Orsted"),
    ("Ł. Dąbrowski", "Lukasz Dabrowski"),
    ("K. Müller", "MUELLER, Karl"), ("K. Müller", "Karl Muller"), ("Jürgen Groß", "JUERGEN GROSS"),
    ("Søren Ørsted", "SOEREN OERSTED"), ("Åse Ångström", "AASE AANGSTROEM"),
    ("Ærøskøbing, B.", "B. AEROESKOEBING"), ("Zoë Peeters", "ZOE PEETERS"),
    ("Å. Østergård", "OSTERGARD, A."), ("Å. Østergård", "OESTERGAARD, A."),
    ("J. O'Brien", "JOHN O BRIEN"), ("J. McDonald", "MC DONALD, JAMES"),
    ("Jeanne d’Arc", "D ARC, Jeanne"), ("P. van den Berg", "VANDENBERG, PETER"),
    ("H. van 't Hoff", "HOFF, H. van 't"), ("José Ortega y Gasset", "ORTEGA GASSET, JOSE"),
    ("Xiao-Ming Li", "XIAOMING LI"), ("Li, Xiao Ming", "XIAOMING LI"),
    ("John Smith, MD", "SMITH, JOHN"), ("John Smith, MD PhD", "JOHN SMITH"),
    ("John Smith Jr.", "SMITH, JOHN"), ("David Ing", "ING, DAVID"), ("Van Do", "DO, VAN"),
  ])
  func agree(_ left: String, _ right: String) {
    #expect(PersonName(whole: left).agrees(with: PersonName(whole: right)))
    #expect(PersonName(whole: right).agrees(with: PersonName(whole: left)))
  }

  @Test(arguments: [
    ("A. de Vries", "B. de Vries"), ("A. de Vries", "A. Jansen"), ("Anna Vries", "Berta Vries"),
    ("A. Jansen", "A. Jansen-de Vries"), ("Anna", "Anna Jansen"), ("", "A. Jansen"),
    ("de", "A. Jansen"), ("A.", "A. Jansen"),
    ("K. Muller", "K. Mueller"), ("Goran Möller", "Goran Mowller"), ("K. Müller", "K. Moller"),
    ("A. Jansen", "A. Janssen"), ("Sorensen, A.", "Soerensen, A."),
    ("E. Jansen", "B. Jansen"), ("D. Smit", "C. Smit"), ("L. Visser", "VISSER, T."),
    ("D SMIT", "C SMIT"), ("T. de Vries", "VRIES, E. DE"),
    ("John Smith Jr", "John Smith Sr"), ("John Smith, MD", "Jane Smith, MD"),
    ("Mac Donald", "James Donald"), ("Jean-Pierre Roux", "Jean-Paul Roux"),
  ])
  func differ(_ left: String, _ right: String) {
    #expect(!PersonName(whole: left).agrees(with: PersonName(whole: right)))
    #expect(!PersonName(whole: right).agrees(with: PersonName(whole: left)))
  }

  @Test(
    "the same name in other forms",
    arguments: [
      ("Prof. dr. A. de Vries, MD PhD FRCP", "DE VRIES, Anna"),
      ("AB de Vries", "Anna Bertha de Vries"),
      ("JP Smith MBBS MRCGP", "SMITH, John Paul"), ("A. Jansen-de Vries", "A. de Vries-Jansen"),
      ("Anna Jansen-de Vries", "A. de Vries-Jansen"), ("Karim BEN ALI", "BENALI, Karim"),
      ("Åse Sørby", "AASE SORBY"), ("Åse Sørby", "ASE SOERBY"), ("Kjær, B.", "B. Kjaer"),
      ("Dr. med. univ. K. Müller", "Mueller, Karl"), ("Docteur Marie Dupont", "DUPONT Marie"),
    ])
  func agreeToo(_ left: String, _ right: String) {
    #expect(PersonName(whole: left).comparison(with: PersonName(whole: right)) == .agrees)
    #expect(PersonName(whole: right).comparison(with: PersonName(whole: left)) == .agrees)
  }

  @Test(
    "perhaps the same name: somebody has to look",
    arguments: [
      ("A. Jansen", "A. Jansen-de Vries"), ("A. Jansen", "A. Janssen"), ("K. Muller", "K. Mueller"),
      ("Anna de Vries", "А. де Фрис"), ("A. Bakkr", "Anna Bakker"),
    ])
  func perhaps(_ left: String, _ right: String) {
    #expect(PersonName(whole: left).comparison(with: PersonName(whole: right)) == .perhaps)
    #expect(PersonName(whole: right).comparison(with: PersonName(whole: left)) == .perhaps)
  }

  @Test(
    "cannot be the same name",
    arguments: [
      ("A. de Vries", "B. de Vries"), ("A. de Vries", "A. Jansen"), ("Anna Vries", "Berta Vries"),
      ("", "A. Jansen"), ("John Smith Jr", "John Smith Sr"), ("E. Jansen", "B. Janssen"),
    ])
  func differToo(_ left: String, _ right: String) {
    #expect(PersonName(whole: left).comparison(with: PersonName(whole: right)) == .differs)
    #expect(PersonName(whole: right).comparison(with: PersonName(whole: left)) == .differs)
  }

  @Test func familyAndGivenInTwoFields() {
    let registered = PersonName(family: "LE GOFF", given: "Marie-Claude")
    for name in [
      "M. Le Goff", "Marie-Claude LE GOFF", "Le Goff, Marie Claude", "M. Legoff", "M.-C. Le Goff",
    ] {
      #expect(PersonName(whole: name).agrees(with: registered), "\(name)")
    }
    for name in ["M. Goffin", "P. Le Goff", "Marie Claude", "Marie-Claude Dupont"] {
      #expect(!PersonName(whole: name).agrees(with: registered), "\(name)")
    }
  }
}
