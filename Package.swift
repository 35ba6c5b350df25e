// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike: Swift 6, explicit existentials, imports that stay inside their
/// file.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// One module of the house, with the arrows that ARCHITECTURE.md draws.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module, in the folder of its name.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// How a release is linked, because loading a dozen libraries took a third of every start: all
/// libraries but the C library from their archives, to which the one-line linker scripts in
/// `scripts/link` lead. The program has another address in every run, which costs 1 ms; packed
/// tables of the 100,000 addresses to move keep that small.
let quickStart = [
  "-use-ld=lld", "-L\(Context.packageDirectory)/scripts/link", "-Xclang-linker", "-static-libgcc",
  "-Xclang-linker", "-pie", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
  "-Xlinker", "--no-export-dynamic",
  // Tables that a mistake in a decoder could write to are closed before the program begins.
  "-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now",
]

/// And the main program without records of libraries that would be searched for nothing.
let fewRecords = [
  "-Xlinker", "-T", "-Xlinker", "\(Context.packageDirectory)/scripts/link/records.ld",
]

/// How C is compiled: a stack that was written over ends the process, and so does a return or a
/// jump to where none leads, on processors that know.
#if arch(x86_64)
  let hardenedFlags = ["-fstack-protector-strong", "-fcf-protection"]
#else
  let hardenedFlags = ["-fstack-protector-strong"]
#endif
let hardened: [CSetting] = [.unsafeFlags(hardenedFlags)]
/// Lengths that the compiler knows are checked, where it optimises.
let hardenedC =
  hardened + [
    .unsafeFlags(["-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=3"], .when(configuration: .release))
  ]

/// The same for C++; a standard library that checks its own use.
let hardenedCXX: [CXXSetting] = [
  .unsafeFlags(hardenedFlags + ["-D_GLIBCXX_ASSERTIONS"]),
  .unsafeFlags(["-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=3"], .when(configuration: .release)),
]
/// How a helper is linked: with its own address in every run, tables closed before it begins, and
/// nothing of Swift.
let quietLink: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xclang-linker", "-pie", "-Xlinker", "-z", "-Xlinker", "relro",
      "-Xlinker", "-z", "-Xlinker", "now", "-Xlinker", "--as-needed",
    ], .when(configuration: .release))
]

let package = Package(
  name: "tacita",
  products: [
    .executable(name: "tacita", targets: ["tacita"]),
    .executable(name: "tacita-register", targets: ["tacita-register"]),
    .executable(name: "tacita-mllp", targets: ["tacita-mllp"]),
    .executable(name: "tacita-transport-nats", targets: ["tacita-transport-nats"]),
    .executable(name: "tacita-transport-rclone", targets: ["tacita-transport-rclone"]),
    .executable(name: "tacita-decode", targets: ["tacita-decode"]),
    .executable(name: "tacita-detect", targets: ["tacita-detect"]),
    .executable(name: "tacita-video", targets: ["tacita-video"]),
    .library(name: "AgeFormat", targets: ["AgeFormat"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "tacita", dependencies: ["Commands", "Files"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(quickStart + fewRecords, .when(configuration: .release))]),
    // These talk to the network, so they are programs of their own that hold no key.
    .executableTarget(
      name: "tacita-register", dependencies: [],
      swiftSettings: strict),
    .executableTarget(
      name: "tacita-mllp", dependencies: ["Files"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(quickStart, .when(configuration: .release))]),
    // Carry mail, which is sealed, and hold no key either.
    .executableTarget(
      name: "tacita-transport-nats", dependencies: ["RouteHelper", "Transports", "Files", "CNATS"],
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags(quickStart, .when(configuration: .release))]),
    .executableTarget(
      name: "tacita-transport-rclone", dependencies: ["RouteHelper", "Transports", "Files"],
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags(quickStart, .when(configuration: .release))]),
    module("RouteHelper", ["Transports", "Files"]),
    // Reads strangers' pictures in processes that can do nothing else.
    .executableTarget(
      name: "tacita-decode", dependencies: ["CHelper"], cxxSettings: hardenedCXX,
      linkerSettings: ["heif", "webp", "webpdemux", "tiff"].map { .linkedLibrary($0) } + quietLink),
    .executableTarget(
      name: "tacita-video", dependencies: ["CHelper"], cxxSettings: hardenedCXX,
      linkerSettings: ["avcodec", "avformat", "avutil", "swscale"].map { .linkedLibrary($0) }
        + quietLink),
    .executableTarget(
      name: "tacita-detect", dependencies: ["CHelper"],
      cxxSettings: hardenedCXX + [.unsafeFlags(["-isystem/usr/include/opencv4"])],
      linkerSettings: ["opencv_core", "opencv_imgproc", "opencv_dnn", "m"].map {
        .linkedLibrary($0)
      }
        + quietLink),
    module(
      "Commands",
      [
        "Messaging", "Records", "Backups", "Attesting", "Registers", "MessageVault", "KeyAgent",
        "Imaging",
        "Transports", "Envelopes", "Identities", "AgeFormat", "Secrets", "Redaction", "Teams",
        "Policies", "Fleet", "Files", arguments,
      ]),
    module(
      "Fleet",
      [
        "Attesting", "Messaging", "Teams", "Registers", "MessageVault", "Transports", "Identities",
        "Secrets", "Policies", "Files",
      ]),
    module(
      "Messaging",
      [
        "Teams", "Envelopes", "MessageVault", "Transports", "Identities", "AgeFormat", "Secrets",
        "Policies", "Files",
      ]),
    module(
      "Attesting",
      ["Messaging", "Registers", "Identities", "MessageVault", "Transports", "Files"]),
    module(
      "Records",
      ["Messaging", "Teams", "Envelopes", "Identities", "MessageVault", "Secrets", "Files"]),
    module("Envelopes", ["AgeFormat", "Identities", "Secrets", "Files"]),
    module(
      "Teams", ["Envelopes", "AgeFormat", "Identities", "CheckDigits", "Secrets", "Files"]),
    module(
      "MessageVault",
      ["AgeFormat", "Identities", "Secrets", "Policies", "Files", "CSQLite", grdb, sqlite]),
    module("Policies", ["Files"]),
    module("Backups", ["MessageVault", "Envelopes", "AgeFormat", "Secrets", "Files"]),
    module("Transports", ["Files"]),
    module("Redaction", ["CheckDigits", "Files"]),
    module("Registers", ["CheckDigits", "Files", crypto, grdb, sqlite]),
    module("CheckDigits"),
    module("KeyAgent", ["Secrets", "Files", "CLinux"]),
    module("Identities", ["AgeFormat", "Secrets", "Files"]),
    module("AgeFormat", ["Secrets", "Files", crypto]),
    module("Secrets", ["CSodium", "CCrypto", "Files"]),
    module("Imaging", ["CJPEG", "CPNG", "Files"]),
    module("Files", ["CLinux", "CUnicode"]),

    .target(name: "CLinux", cSettings: hardenedC),
    .target(name: "CHelper", cSettings: hardenedC),
    .target(name: "CJPEG", cSettings: hardenedC, linkerSettings: [.linkedLibrary("jpeg")]),
    .target(
      name: "CPNG", cSettings: hardenedC,
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
    .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CNATS", providers: [.apt(["libnats-dev"])]),
    .systemLibrary(name: "CUnicode", providers: [.apt(["libutf8proc-dev"])]),

    .systemLibrary(
      name: "CZlib", path: "Tests/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "TestSupport",
      dependencies: [
        "Files", "Secrets", "AgeFormat", "Identities", "Envelopes", "MessageVault", "Messaging",
        "Transports", "CZlib", grdb,
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests("Files", ["Files", "CLinux"]),
    tests("Secrets", ["Secrets", "Files"]),
    tests("AgeFormat", ["AgeFormat", "Secrets", "Files", "CZlib"]),
    tests("Identities", ["Identities", "Files", "Secrets"]),
    tests("CheckDigits", ["CheckDigits"]),
    tests(
      "Policies",
      ["Policies", "MessageVault", "Messaging", "Identities", "Teams", "Secrets", "Files"]),
    tests("Redaction", ["Redaction", "Files"]),
    tests(
      "Envelopes",
      [
        "Envelopes", "Messaging", "MessageVault", "Identities", "AgeFormat", "Secrets", "Files",
      ]),
    tests("Teams", ["Teams", "Envelopes", "AgeFormat", "Identities", "Secrets", "Files"]),
    tests(
      "MessageVault",
      [
        "MessageVault", "Messaging", "Envelopes", "Identities", "AgeFormat", "Secrets", "Files",
        grdb,
      ]),
    tests(
      "Backups",
      [
        "Backups", "Messaging", "Envelopes", "MessageVault", "Transports", "Identities",
        "AgeFormat", "Secrets",
        "Files", grdb,
      ]),
    tests("KeyAgent", ["KeyAgent", "Secrets", "Files"]),
    tests(
      "Transports",
      ["Transports", "Files", "tacita-transport-nats", "tacita-transport-rclone"]),
    tests("Registers", ["Registers", "Files", grdb, "tacita-register"]),
    tests(
      "Attesting",
      [
        "Attesting", "Registers", "Messaging", "MessageVault", "Transports", "Identities",
        "AgeFormat", "Files",
      ]),
    tests("Fleet", ["Fleet", "Registers", "MessageVault", "Identities", "Files"]),
    tests(
      "Messaging",
      [
        "Messaging", "MessageVault", "Transports", "Teams", "Envelopes", "Identities", "AgeFormat",
        "Secrets", "Files",
      ]),
    tests(
      "Records", ["Records", "Messaging", "Teams", "Envelopes", "AgeFormat", "Secrets", "Files"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "tacita", "tacita-register", "tacita-mllp", "tacita-transport-nats",
        "tacita-transport-rclone", "tacita-decode", "tacita-detect", "tacita-video", "Commands",
        "Envelopes", "Identities", "TestSupport",
      ],
      exclude: ["Scripts", "Terminal", "Agent", "Browser", "Crash", "Reference"],
      swiftSettings: strict),
    tests(
      "Imaging",
      [
        "Imaging", "CPictureFixtures", "Files", "tacita-decode", "tacita-detect", "tacita-video",
      ]),
    .target(
      name: "CPictureFixtures", dependencies: ["CLinux"], path: "Tests/CPictureFixtures",
      linkerSettings: ["jpeg", "png", "heif", "webp", "webpmux", "tiff"].map {
        .linkedLibrary($0)
      }),
  ],
  swiftLanguageModes: [.v6], cxxLanguageStandard: .cxx17
)

/// Programs that libFuzzer feeds, built by `scripts/fuzz` and by nothing else: without
/// `--sanitize=fuzzer` they have no main function.
if Context.environment["TACITA_FUZZ"] != nil {
  func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) {
    package.targets.append(
      .executableTarget(
        name: "Fuzz" + name, dependencies: dependencies + ["FuzzSupport"],
        path: "Fuzz/Fuzz" + name, swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
    package.products.append(.executable(name: "Fuzz" + name, targets: ["Fuzz" + name]))
  }
  package.targets.append(
    .target(
      name: "FuzzSupport", dependencies: ["Identities", "Imaging", "Secrets", "Files"],
      path: "Fuzz/FuzzSupport", swiftSettings: strict))
  fuzzer("JPEG", [])
  fuzzer("PNG", ["CZlib"])
  fuzzer("Age", ["AgeFormat"])
  fuzzer("Documents", ["Identities", "Files"])
  fuzzer("Message", ["Envelopes", "Identities", "AgeFormat", "Secrets", "Files"])
  fuzzer("Register", ["Registers", "Files"])
  fuzzer("Home", ["MessageVault", "Identities", "Secrets", "Files"])
  fuzzer("Backup", ["Backups", "MessageVault", "Files"])
}
