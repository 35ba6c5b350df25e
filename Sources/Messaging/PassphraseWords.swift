internal import Secrets

/// Passphrases that the program makes: six words of a list of 2,048, which is 66 bits. The list is
/// plain, short, English, and needs no secrecy.
package enum PassphraseWords {
  package static let count = 6
  /// Bits of a passphrase of ``count`` words.
  package static let bits = 66

  /// Words drawn at random, with blanks between them.
  package static func generate(_ count: Int = count) -> String {
    // 2,048 is a power of two, so that the remainder is as likely for each.
    let numbers = RandomBytes.make(2 * count)
    return (0..<count).map { index in
      list[(Int(numbers[2 * index]) << 8 | Int(numbers[2 * index + 1])) % list.count]
    }.joined(separator: " ")
  }

  /// 2,048 different words of three to seven letters, sorted.
  static let list = words.split(whereSeparator: \.isWhitespace)

  private static let words = """
    abbey able about above abroad absorb access account achieve acid acorn across act active actor
    actual adapt adjust admire admit adopt adult aerial afford afloat aft after again agenda agent
    agile agree ahead aim air aisle alarm album alert alive alley allow ally almond alone along
    alpha alpine also amaze amber among amount ample amuse angle animal ankle annex annual ant
    antenna antique anvil apart appear apple apron arc arcade arch arena argue arise ark arm armor
    array arrow art artist ash ask aspect aspen asset assist athlete atlas atom attend attic audio
    aunt author auto autumn avenue avoid awake award aware away axis baby back bacon badge badger
    bagel baggage bake baker balance balcony ball ballad ballet balloon balm banana band banjo
    bank banner bar barber bare bargain bark barley barrel base bashful basil basin bat batch bath
    baton bay beach bead beak beam bean bear beat beauty beaver become bed bee beef beer beet
    beetle before behave behind being bell below bench bend berry best beta better beyond bicycle
    bike bill bin birch bird birth biscuit bishop bison bite black blade blame blank blast blaze
    blazer blend bless blind block blonde bloom blossom blouse blue bluff blunt board boat boil
    boiler bold bolt bond bone bonnet bonus book boost boot border borrow boss botany both bottle
    boulder bounce bound bouquet bow box boy brace bracket brain brake branch brand brass brave
    bread breath breeze brew brick bride bridge bright bring brisk broad bronze broom brother
    brown brush bubble buckle bud budget buffalo bug bugle bulb bulk bull bun bundle burger burrow
    burst bus bush busy button buy buzz cabbage cabin cable cactus cadet cafe cage cake calf
    calico call calm camel camp can canal canary candid candy cane canoe canvas canyon cap capital
    capsule captain car caramel carbon card care cargo carol carpet carry cart carve case cash
    castle casual cat catalog catch cattle cave cavern cedar ceiling celery cellar cello cement
    center century chain chair chalk chance change channel chapter charge chariot charm chart
    chase cheap check cheek cheer cheese chef cherry chess chest chew chief child chili chill
    chime chimney chip chisel choice choir choose church cider cinema circle circus citrus city
    civil claim clan clap class claw clay clean clear clever click client cliff climate climb
    cloak clock close cloth cloud clown club clue coach coal coast cobalt cobble cobra cocoa
    coconut coffee coil coin cold collage collect colony color column comb combine comet comfort
    comic comma common compose concert condor cone consul contour cook cookie cool copper copy
    cord core cork corn corner correct cottage cotton couch cougar council country couple courage
    course court cousin cow coyote cozy crab cradle crane crater crayon cream create creek crew
    cricket crimson crisp crocus cross crowd crown cruise crumb cry crystal cub cube cuckoo cup
    curb cure curious curl current curtain curve cushion custom cycle cypress daily dairy daisy
    damp dance dare dark dart dash data dawn day deal dear debate decade decide deck decor deep
    deer degree delay delight deliver delta demand denim dentist depart depend depth design desk
    dessert detail develop device dial diamond diary dice diet dig digital dime dingo dinner
    diploma direct dirt disco dish ditch divide dizzy dock dog doll dolphin domain dome donkey
    donut door double dough dove down dozen dragon drama draw drawer dream dress drill drink drive
    drizzle drop drummer dry duchess duck duke dusk dust duty dwell each eager ear early earn
    earth easel easter easy eat echo eclipse edge editor effort egg eight either elbow elder elect
    elegant element elf elm else embark ember embrace emotion empathy empire empty enable end
    endless energy engage engine enjoy ensure enter entire entry episode equip era erase errand
    escape essay ethics even evening event ever evolve exact example excel except excite exit
    exotic expand expect expert express extend extra eye fable fabric fact factor fade fair fairy
    falafel falcon fall false fame famous fan fancy far farm farmer fast father fault favor fawn
    feather feature federal fee feed feel fence fennel fern ferret ferry few fiber fiddle fidget
    field fierce fifth fifty fig figure file filly film filter final finch fine finger finish fir
    fire firm fish fist fit five fix flag flake flame flannel flash flask flavor flax fleece fleet
    flesh flight flint flip float flock flood florist flour flow flower fluid flutter fly foam
    focus fog fold foliage folk follow fondue food force forest forge forget fork fort fortune
    forum forward fossil foster four fox frame freckle free freight french fresco fresh friend
    frigate frog front frost frown frozen fudge fuel full fun funny future gadget gain gala galaxy
    gallery gallop game gap garage garden garnet gas gate gather gauge gaze gear gecko gelatin gem
    general gentle geyser giant gibbon gift giggle giraffe girl give glacier glad glass glide
    glitter globe glory glow glue gnome goal goat goblet golf gondola good goose gorilla gourmet
    gown grab grace grade grain granite grant grape graph grass gravity gravy gray great green
    greet grill grin grip grizzly grocery group grove grow guard guava guess guide guitar gulf gum
    guru gym habit habitat haddock hail half hall halo ham hammer hammock hand handle handy hang
    happy hard hare harmony harness harp harvest hatch hatchet hawk hay hazel heal heap hear heart
    heat heaven hedge heel height helium hello help hen herb herd here hero heron hickory hidden
    high hike hill hint hip hippo hire hobby hockey hold hole holiday hollow home honest honey
    honor hood hook hope horn hornet horse hose hotel hour house hover hub hull human humble humor
    hundred hunt hurdle hurry hut hyena hymn iceberg icon idea ideal idle iguana image imagine
    impact import improve include income index indoor inform inkwell inner input insect inside
    inspire invent iris iron island issue ivory ivy jacket jade jaguar jar jasmine jazz jeans
    jelly jet jigsaw job jockey jog join jolly journal journey joy jubilee judge jump jungle
    junior juniper jury kayak keen keep kernel kettle key kidney kind king kingdom kiosk kitchen
    kite kitten kiwi knee knit knob knock knot know koala labor lace ladder lady lagoon lamb lamp
    lance land lane lantern large laser last late latin laundry lava lawn lawyer layer lazy leaf
    league lean learn leash leave ledge left leg legacy legend lend length lens leopard lesson
    level lever liberty library license life lift light like lilac lily lime limit line linen
    linger lion lip liquid list listen liter live lizard llama load loaf lobby lobster local lock
    locket lodge log logic long look loop lord lotus loud lounge love loyal lucky luggage lullaby
    lumber lunar lung lute luxury lynx lyric magenta magic magnet maid mail main make mallard
    mammal man mango mansion manual many map maple marble margin marina marine mark market marsh
    marvel mask mass mast mat match matter maze meadow meal measure meat medal media medley melon
    melt member memory mentor menu mermaid merry mesh metal meteor method middle mild mile milk
    mill mind mine mineral minnow minor minute mirror mist mitten mix model modern modest moment
    monarch monday monkey month moon moose moral morning mosaic moss most moth mother motor mount
    mouse mouth move much mud muffin mug mule muscle music must mustard mutual myself nail name
    napkin narrow nation nature navy near neat neck nectar needle nephew nerve nest net never new
    news next nice nickel night nimble nine noble node noodle noon normal north nose note novel
    now number nut nutmeg oak oar oasis oat oatmeal observe ocean ochre octave octopus odd office
    often oil olive olympic once one onion only opal open optimal orange orbit orchard orchid
    oregano organ orient origami origin osprey other otter ounce out outer outline oval oven over
    owl own oxford oxygen oyster pace pack page pagoda paint pair palace pan pancake panda panel
    panther papaya paprika parade parcel park parrot part party pass past pasta paste pastry pat
    patch path patrol pause paw pea peace peach peacock peanut pear pearl pebble pecan peel
    pelican pen pencil penguin peony people pepper perfect perfume period person pet petal petunia
    phone phrase piano pick pickle picnic picture piece pier pigeon pigment pillow pin pinch pine
    pink pint pioneer pirate pitch pizza place plain planet plank plant plaster plastic play plaza
    please plenty plot plow plug plum plume plus pocket poet point polar pole polish polite pond
    pony pool popcorn poppy porch port portal post pot potato pouch pound powder power prairie
    predict prefer prepare present press pretzel price pride primary print prior prize profit
    program project proof proper protect proud provide public pudding puffin pull pulp pulse pump
    pupil puppet puppy pure purple purse puzzle pyramid quail quaint quality quarter quartz queen
    quest quiche quick quill quilt quit quite quiz rabbit raccoon race rack radar radish raft rail
    rain rainbow raise rally ramp ranch random range rare rascal rate rather raven ravine razor
    reach react read ready reason rebel recall receipt recipe record reef reflect reform refuse
    region relax relay release relief relish remain remedy remind remove render renew repair
    repeat reply report reptile rest result retire return reveal review rhubarb rhyme rhythm
    ribbon rice ride ridge right rigid ring rinse rise rival river road roast robin robot rock
    rocket role roof rookie room root rope rose rough round route royal rub ruby rug rule ruler
    run rural rust sack saddle safe saffron sage sail salad salmon salon salt same sample sand
    sandal sardine satin sauce sausage save say scallop scan scarf scarlet scatter scene scent
    school science scoop scooter score scout screen script sea seal season seat second secret
    section seek select sell senior sense sequoia series serve sesame session set seven shade
    shadow shaft shake shape share shark sharp shed sheep shelf shell shelter sheriff shield shine
    ship shirt shoe shop shore shout show shower shrimp shrub shut shy sibling side siege sign
    silent silk silly silver similar since sincere sing siren sister six skate sketch ski skill
    skillet sky skylark slab sleep sleeve slice slide slim slogan slope slow smart smile smoke
    smooth snack snake snap snorkel snow soap soccer sock soda sofa soft soil soldier solid solo
    solve some son sonnet soon soprano sorry sort sound soup source south space spare spark
    sparrow speak special speed spend sphere spice spider spike spinach spiral spirit split sponge
    spoon spot spray spread spring spruce squash stable stack stadium staff stage stamp stand star
    start state statue stay steady steak steam stem stencil step stereo stick still stock stone
    stool stop store storm story stove straw stream street string strong studio study stuff style
    subject submit subway sudden sugar suit summer summit sun sundial sunset super supply support
    sure surface surplus survey swallow swamp swan swarm sway sweater sweet swift swing switch
    symbol syrup system table tackle tadpole tail tailor take talk tall tango tank tape target
    taste taxi tea teach team tell temple ten tenant tender tent term terrace test text thank
    theory thick thimble thing think thirty thistle thorn thread three thrive throw thumb thunder
    thyme ticket tie tiger tile till timber time tiny tip tire tissue title today toe toffee token
    tomato tone tonight tool tooth top topaz torch tornado total toucan touch toward towel tower
    town toy track trade traffic trail train trap travel tray treat tree trend trial trick trip
    trolley trophy tropic trout truck true trumpet trunk trust try tube tulip tuna tundra turkey
    turn turnip turtle tutor tweed twelve twenty twice twig twin two type typical uncle under
    unicorn uniform union unique unit unite upbeat update upgrade upon upper use useful usual
    utility vacant valid valve van vanilla vanish vapor vase vast vault vector velvet venture
    venue veranda verb verify verse vessel vest veteran via vibrant video view village vine
    vinegar vintage violet violin virtual visa visit vivid vocal voice volcano volume vote vulture
    wade waffle wagon waist walk wall wallet walnut walrus warm warrior wash wasp waste watch wave
    wax way wealth weasel weave web wedding week weekday weekend west whale wheat wheel when whip
    whirl whisper whistle white whole wide width wife wild will win wind window wine wing winner
    winter wire wisdom wise wish wolf woman wombat wonder wood word work world worm worth wrap
    wrist write yacht yard yarn yeast yellow yes yeti yield yodel yogurt young youth zebra zenith
    zest zigzag zinc zone zoo
    """
}
