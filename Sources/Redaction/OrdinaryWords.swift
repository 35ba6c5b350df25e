/// Names that are also words of clinical texts in Dutch, English, French and German, and words that
/// are a letter away from a common name.
enum OrdinaryWords {
  static func contain(_ word: String) -> Bool { words.contains(word) }

  private static let words = Set(
    """
    abel alt am an arm art baars bad bak baker bakker ball band bank bar bard bay beau bed beek
    beer bell berg bernard best bien big bil bill bin bird bis black blanc bleu blood blue board
    bois bol bon bond bone boom bosch bos bosman bout bouw box brand braun breed bridge bright
    brink broek bron brown brun bruin burg burn bush butcher buur camp cap card carter case
    chance chat church claire clair clay clerk coeur cole cook cooper cost coup cross dag dale
    day dean deal deel dick dijk dik does don doom dor dos down drew dry duc duim dun dur earl
    east eek eng engel even ever faith farmer fein fell field fin fischer fish fisher fleur flor
    floor foot forest fort fox frank frans franz free french frey fried fris frisch fuchs gall
    garde gay gel gem geel george gilles glass goed gold golden good gott grace grand grant gras
    grau gray green greene grey groen groot gross gut haan haar haas hall ham hand hard hart
    haupt heart heel heer heide heil heim hein held help hert herz hill hoek hof hoff hold holm
    hond hood hoofd hooper hope horn house huis hunt hunter huid jan jahn janv jean jong jour
    joy joye juin jules june jung junge kaas kaiser kamp kant karl keel kees keizer kerk key
    kind king klein knie knight kohl kok komen koning kool koper kort koster kraan krank kruis
    kuiper kurz lagrange lake lam lamb land lang lange laurent law le leblanc lee leger legrand
    lens les leroy lieb lily linde link lion loos long loup love low luc lung maan maas mai main
    maire man mann mark marks martin mason matin may mayer meer mein meister mei mer mercier mey
    meyer mill miller moon moor moreau morgen mol mouth mont mooi muis mul nacht nagel neck neu
    neus new noir noord nord north nose novak oog olive oor oost page park pas pass pastoor paul
    petit pfeiffer pied pierre pin pink pol pool poole poor pot pound price prince punt raad rad
    raven recht reed reid reich rein rem rice rich richter rie ring river rivers roche rock
    roger rond rood roos rosa rose ross rot roth rouge roux rue ruiter rust sand sang saint
    schmid schoen scholten schulz schwarz see seal senn sharp shaw short silver simple sluis
    smal smid smit smits smith snel snow sommer son sonn spring stad stam star stark stein sterk
    stern stock stoel stone stop storm strand streep street stroom strong summer sun sur swan
    tak tand tann tas taylor teen temple ten thee tijd toe tol tom tong toorn top tour tran trap
    tree trip true tuin twin van vent vert ver verbeek vet vin visser vis vogel vol volk vos
    vrij vrijdag vroom waal wald walk walker wall ward warm water weber weg weil weiss weit
    wells west white wild will wille wind winkel winter wit wolf wood woods wright young zand
    zee zeven zijn zoet zon zwart zweet zoon patient
    patiente gestern heute avenue boulevard straat street strasse
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
