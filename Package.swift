// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "registrar",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .target(name: "CTables"),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        // Pure: no I/O, no clock, no randomness.
        .target(name: "Registrations"),
        .target(name: "Dialogue", dependencies: ["Registrations"]),
        .target(name: "Desk", dependencies: ["Dialogue", "Registrations", crypto]),
        .target(name: "PolicyFile", dependencies: ["Registrations", yams]),
        // The SQL once, and its drivers.
        .target(name: "JSON", dependencies: ["CSimdjson"]),
        .target(
            name: "LedgerSQL",
            dependencies: ["Desk", "Dialogue", "Registrations", "JSON"],
            resources: [.embedInCode("Schema")]
        ),
        .target(name: "SQLite", dependencies: ["LedgerSQL", "Desk", "CSQLite", grdb, sqlite]),
        .target(name: "PostgreSQL", dependencies: ["LedgerSQL", "Desk", "CPostgres"]),
        // Adapters: one foreign system each.
        .target(name: "Curl", dependencies: ["CCurl"]),
        .target(name: "PublicSuffix", dependencies: ["CPSL", "CIDN2", "CTables", "Registrations"]),
        .target(name: "Slack", dependencies: ["Curl", "Desk", "Dialogue", "Registrations", "JSON", crypto, log]),
        .target(
            name: "Teams",
            dependencies: [
                "Curl", "Desk", "Dialogue", "Registrations", "JSON", crypto, cryptoExtras, jwt, x509, asn1, log,
            ]
        ),
        .target(
            name: "Web",
            dependencies: [
                "Desk", "Dialogue", "Registrations", hummingbird, hummingbirdCore, httpTypes, crypto, log, lifecycle,
                metrics, nio, nioHTTP, nioPosix,
            ],
            resources: [.embedInCode("Assets")]
        ),
        .target(name: "Relay", dependencies: ["Desk", "Registrations", lifecycle, log]),
        .executableTarget(
            name: "registrar",
            dependencies: [
                "Desk", "Dialogue", "Registrations", "PolicyFile", "JSON", "Curl", "PublicSuffix", "SQLite",
                "PostgreSQL",
                "LedgerSQL", "Slack", "Teams", "Web", "Relay", "FakeServers", arguments, lifecycle, signals, log,
                metrics,
                crypto,
            ],
            resources: [.embedInCode("Resources")],
            // By its file's name, so that the package of headers is not needed; none is included.
            linkerSettings: [
                .linkedLibrary(":libtcmalloc_minimal.so.4", .when(platforms: [.linux], configuration: .release))
            ]
        ),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "FakeServers", "Curl", "Desk", "Dialogue", "Registrations", "JSON", "SQLite", hummingbird,
                hummingbirdCore, nio,
                lifecycle,
                log, crypto,
            ],
            path: "Benchmarks",
            exclude: ["load", "peers"]
        ),
        .target(name: "DeskTesting", dependencies: ["Desk", "Dialogue", "Registrations"]),
        .target(
            name: "FakeServers",
            dependencies: [hummingbird, crypto, cryptoExtras, nio, nioPosix, nioHTTP],
            resources: [.embedInCode("Assets")]
        ),
        .testTarget(name: "RegistrationsTests", dependencies: ["Registrations", "DeskTesting"]),
        .testTarget(name: "DialogueTests", dependencies: ["Dialogue", "Registrations", "Teams", "JSON"]),
        .testTarget(
            name: "DeskTests",
            dependencies: ["Desk", "DeskTesting", "Dialogue", "PolicyFile", "PublicSuffix", "Registrations"]
        ),
        .testTarget(name: "PolicyFileTests", dependencies: ["PolicyFile", "Registrations"]),
        .testTarget(name: "PublicSuffixTests", dependencies: ["PublicSuffix", "Registrations"], exclude: ["Fixtures"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .target(name: "CertificateTesting", path: "Tests/CertificateTesting"),
        .target(name: "PostgreSQLTesting", path: "Tests/PostgreSQLTesting", exclude: ["server.sh"]),
        .testTarget(name: "LedgerConformanceTests", dependencies: ledgers),
        .testTarget(name: "PostgreSQLTests", dependencies: ledgers),
        .testTarget(name: "SQLiteTests", dependencies: ledgers + [grdb]),
        .testTarget(name: "CurlTests", dependencies: ["Curl"]),
        .testTarget(
            name: "SlackTests",
            dependencies: ["Slack", "Curl", "Desk", "Dialogue", "Registrations", "JSON", crypto, log],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "TeamsTests",
            dependencies: [
                "Teams", "CertificateTesting", "Curl", "Desk", "Dialogue", "Registrations", "JSON", crypto,
                cryptoExtras, log,
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "RelayTests",
            dependencies: [
                "Relay", "Desk", "DeskTesting", "Dialogue", "Registrations", log, lifecycle, lifecycleTesting,
            ]
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Relay", "Desk", "DeskTesting", "Dialogue", "Registrations", log, lifecycle, lifecycleTesting,
            ]
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Desk", "DeskTesting", "Dialogue", "Registrations", hummingbird, hummingbirdCore,
                hummingbirdTesting,
                httpTypes,
                crypto, log,
                lifecycle, lifecycleTesting, metrics, nio, nioPosix, nioEmbedded,
            ]
        ),
        .testTarget(
            name: "FakeServersTests",
            dependencies: ["FakeServers", "CertificateTesting", hummingbird, crypto]
        ),
        .testTarget(name: "StoryTests", dependencies: ["FakeServers", "CertificateTesting"]),
        .testTarget(
            name: "RegistrarTests",
            dependencies: [
                "registrar", "FakeServers", "CertificateTesting", "Curl", "Slack", "Teams", "SQLite",
                "PostgreSQLTesting", "Desk",
                "DeskTesting", "Dialogue",
                "JSON",
                "Registrations",
                crypto,
                grdb, log,
            ]
        ),
        .testTarget(name: "TidyTests"),
    ] + readers,
    cxxLanguageStandard: .cxx17
)

/// The readers of strangers' bytes over their stored corpora; or, for `bin/fuzz`, under libFuzzer.
var readers: [Target] {
    let sources: [Target.Dependency] = [
        "Slack", "Desk", "Dialogue", "Registrations", "PolicyFile", "PublicSuffix", "JSON", crypto,
    ]
    if Context.environment["REGISTRAR_FUZZ"] == nil {
        return [.testTarget(name: "CorpusTests", dependencies: sources, exclude: ["Fuzz.swift"])]
    }
    return [
        .executableTarget(
            name: "Fuzz",
            dependencies: sources,
            path: "Tests/CorpusTests",
            exclude: ["CorpusTests.swift"]
        )
    ]
}

for target in package.targets where target.type != .system && !["CTables", "CSimdjson"].contains(target.name) {
    target.swiftSettings = strict
}

var hummingbird: Target.Dependency { .product(name: "Hummingbird", package: "hummingbird") }
var hummingbirdCore: Target.Dependency { .product(name: "HummingbirdCore", package: "hummingbird") }
var hummingbirdTesting: Target.Dependency { .product(name: "HummingbirdTesting", package: "hummingbird") }
var httpTypes: Target.Dependency { .product(name: "HTTPTypes", package: "swift-http-types") }
var grdb: Target.Dependency { .product(name: "GRDB", package: "GRDB.swift") }
var sqlite: Target.Dependency { .product(name: "GRDBSQLite", package: "GRDB.swift") }
var crypto: Target.Dependency { .product(name: "Crypto", package: "swift-crypto") }
var cryptoExtras: Target.Dependency { .product(name: "CryptoExtras", package: "swift-crypto") }
var jwt: Target.Dependency { .product(name: "JWTKit", package: "jwt-kit") }
var x509: Target.Dependency { .product(name: "X509", package: "swift-certificates") }
var asn1: Target.Dependency { .product(name: "SwiftASN1", package: "swift-asn1") }
var nio: Target.Dependency { .product(name: "NIOCore", package: "swift-nio") }
var nioPosix: Target.Dependency { .product(name: "NIOPosix", package: "swift-nio") }
var nioHTTP: Target.Dependency { .product(name: "NIOHTTP1", package: "swift-nio") }
var nioEmbedded: Target.Dependency { .product(name: "NIOEmbedded", package: "swift-nio") }
var log: Target.Dependency { .product(name: "Logging", package: "swift-log") }
var metrics: Target.Dependency { .product(name: "Metrics", package: "swift-metrics") }
var lifecycle: Target.Dependency { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
var lifecycleTesting: Target.Dependency {
    .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")
}
var signals: Target.Dependency { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
var arguments: Target.Dependency { .product(name: "ArgumentParser", package: "swift-argument-parser") }
var yams: Target.Dependency { .product(name: "Yams", package: "Yams") }
var ledgers: [Target.Dependency] {
    [
        "SQLite", "PostgreSQL", "PostgreSQLTesting", "LedgerSQL", "DeskTesting", "Desk", "Dialogue", "Registrations",
    ]
}
