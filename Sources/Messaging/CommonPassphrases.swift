/// What people type first when they are asked for a passphrase, in the languages around here.
enum CommonPassphrases {
  /// The rows of keyboards, the alphabet and the digits, forwards and backwards.
  static let rows: [[UInt8]] = {
    let rows = [
      "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop",
      "yxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ]
    return rows.flatMap { [Array($0.utf8), Array($0.utf8.reversed())] }
  }()

  /// The longest first, so that none is left in pieces by one that is part of it.
  static let words = list.split(whereSeparator: \.isWhitespace).map(String.init)
    .sorted { $0.count > $1.count }

  private static let list = """
    correcthorsebatterystaple
    passphrase password passwort passwd motdepasse wachtwoord geheimwoord kennwort contrasena
    administrator administratie beheerder manager default example changeme changeit
    changethis letmein openup opensesame whatever nothing secret geheim toegang access login logon
    welkom welcome willkommen bienvenue bonjour hello hallo hoihoi goodbye thankyou bedankt
    iloveyou ihateyou ilove loveyou lovely forever princess prinses sunshine superman superstar
    batman spiderman starwars pokemon minecraft football voetbal baseball basketball hockey tennis
    dragon draak monkey aapje master jordan shadow killer flower bloem bloempje banana cookie cheese
    pepper purple orange summer zomer sommer winter spring lente autumn herfst january januari
    february februari march maart april mei june juni july juli august augustus september october
    oktober november december monday maandag tuesday dinsdag wednesday woensdag thursday donderdag
    friday vrijdag saturday zaterdag sunday zondag weekend holiday vakantie christmas kerstmis
    amsterdam rotterdam utrecht groningen eindhoven nijmegen leiden maastricht brussels brussel
    antwerpen berlin london paris parijs nederland holland belgie germany deutschland france england
    america europe ajax feyenoord liverpool arsenal chelsea barcelona madrid juventus
    michael michelle jessica jennifer charlie daniel thomas andrew william james robert joshua
    matthew ashley nicole hannah sophie emma anna maria peter johan jan piet kees sander mark lisa
    computer internet server laptop windows android iphone samsung google facebook microsoft system
    network testing tester test1 test trustno biteme blahblah foobar asdf qwerty azerty zaq1 abcd
    hospital ziekenhuis krankenhaus hopital clinic kliniek praktijk practice polikliniek afdeling
    ward doctor dokter arzt medecin nurse verpleging verpleegkundige zuster zorg zorgverlener
    healthcare health gezondheid patient patienten huisarts specialist apotheek pharmacy medical
    medisch medicine tacita message messages bericht berichten mail email secure security veilig
    veiligheid private prive mother moeder father vader family familie mommy daddy mama papa baby
    house huis garden tuin school work werk office kantoor company bedrijf team admin root user
    guest temp love liefde angel engel jesus heaven money geld gold silver diamond lucky happy
    mustang ferrari porsche mercedes volvo toyota honda yamaha harley
    one two three four five six seven eight nine zero
    my the and for you your is this that mijn het een van
    """
}
