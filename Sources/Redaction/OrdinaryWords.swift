/// Names that are also words in Dutch, English, French and German, and words that are a letter away
/// from a common name.
enum OrdinaryWords {
  static func contain(_ word: String) -> Bool {
    common.contains(word) || rare.contains(word)
  }

  /// Words of clinical texts, at the beginning of a sentence too: a capital tells nothing.
  static func areCommon(_ word: String) -> Bool { common.contains(word) }

  private static let common = words(
    """
    alt am amber an arm art arzt avenue bad bak ball band bank bar beau bed best bien big bil bin
    bis black blanc bleu blood blue bol bon bone boulevard bout bouw box brand braun breed bridge
    bright brown bruin brun burn camp cap card case chance chat clair clay coeur cost coup cross
    crystal dag dawn day deal deel dick dik does don doom dos down dry duc duim dun dur east eek
    eng even ever fein fell field fin floor foot forest fort frank free french frisch gall garde
    gay geel gel gene gestern glass goed gold golden good grand gras grau gray green grey groen
    groot gross gut haar hall ham hand hard hart haupt haut heart heel heer heil heim hein held
    help herz heute hill hold holm hood hoofd hope horn house huid huis hunt iris jahn jan janv
    jong jour juin june jung junge kaas kamp kant keel key kind klein knie komen kopf kort krank
    kurz lake lam lamb land lang lange le lee leger lens les lieb lily linde link lion long loos
    low luc lung mai main maire man mark matin max may meer mei mein meister mer mol mont mooi
    morgen mouth muis mul nacht nagel neck neu neus new noir noord nord north nose oog oor oost
    page park pas pass pat patient patiente petit pied pin pink pool poor pot pound price puls punt
    raad rad raven ray recht rein rem rice rich rie ring rock rond rood rose rot roth rouge roux
    rue rust sand sang schoen see sharp short silver simple sluis smal snel sommer son sonn spring
    stad star stark stein sterk stern stock stone stop storm straat strand strasse streep street
    strong stroom summer sun sur tak tand tann tas teen temple ten thee tijd toe tol tong toorn top
    tour tran trap tree trip true tuin twin van vent ver vert vet vin violet vis vogel vol volk
    vrij vrijdag vroom wald walk wall ward warm water weg weil weiss weit west white wild will
    wille wind winkel winter wit wood woods zee zeven zijn zoet zon zoon zwart zweet
    """)

  /// Nouns of German, and words that have a capital in headings and names of things: within a
  /// sentence it tells nothing either.
  static func areNouns(_ word: String) -> Bool { nouns.contains(word) }

  private static let nouns = words(
    """
    amber arm art arzt avenue bad bak ball band bank bar bed black blood bone boulevard box brand
    bright camp card case chance chat cross crystal dawn dick east fell field fin forest fort frank
    gall gene gestern glass gold golden gras haar hall ham hand haupt haut heart heel heer heil
    heim held help herz heute hill hold holm hood hope horn house huis iris jahn jan janv jour juin
    june jung junge kamp kant keel key kind knie kopf lamb land lens lily link lion luc lung mai
    main maire man mark matin max may mei meister mol mont morgen mouth nacht nagel neck noir noord
    nord north nose oost park pass patient patiente pin pink pool pot pound price puls punt rad ray
    recht rein rice ring rock rose rot sand sang see silver sluis sommer son spring stad star stark
    stein stern stock stone storm straat strand strasse street summer sun tak tand teen temple thee
    toe tour trap tree trip violet vogel volk vrijdag wald walk wall ward water weg west white will
    wind winkel winter wood woods
    """)

  /// Words that such texts seldom have with a capital, unless they are a name.
  private static let rare = words(
    """
    abel baars baker bakker bard bauer bay beek beer bell berg berger bernard bill bird board boer
    bois bond boom bos bosch bosman boulanger brink broek bron brouwer burg bush butcher buur
    carter charpentier chevalier church claire clerk cole cook cooper daisy dale dean dekker dijk
    dor drew earl engel faith farmer fischer fish fisher fleur flor fox frans franz frey fried fris
    fuchs gaertner gardener gartner gem george gilles ginger gott grace grant greene guy haan haas
    hazel heather heide herder hert hoek hof hoff hond hooper hunter jack jaeger jager jardinier
    jean joy joye jules kaiser karl kees keizer kerk king knight koch kohl kok koning kool koopman
    koper koster kraan kruis kuiper lagrange laurent law leblanc legrand leroy loup love maan maas
    maler mann marchand marks martin mason maurer mayer meester mercier metzger meunier mey meyer
    mill miller molenaar moon moor moreau mulder novak olive pasteur pastoor paul pearl pecheur
    pelletier penny pfeiffer pierre pol poole porter potter prince reed reich reid richter river
    rivers rob roche roger roos rosa ross ruby ruiter saint schaefer schafer schilder schipper
    schmid schneider scholten schulz schuster schwarz seal senn shaw shepherd slager smid smit
    smith smits snow stam stoel sue swan taylor thatcher timmerman tom turner verbeek victor visser
    vos waal walker weaver weber wells wever wolf wright young zand zimmermann
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
