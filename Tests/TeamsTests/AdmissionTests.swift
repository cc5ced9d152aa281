import Desk
import Foundation
import Testing

@testable import Teams

/// What is asked of an activity once its token is proven.
struct AdmissionTests {
    typealias Spoil = @Sendable (inout Envelope) -> Void

    private func check(
        _ rows: [(name: String, expected: TeamsTrust.Rejection?, spoil: Spoil)],
        _ settings: TeamsSettings = .sample
    ) async throws {
        let trust = trust(try wireWithKeys(), settings)
        for row in rows {
            var envelope = Envelope()
            row.spoil(&envelope)
            let found = try await rejection(envelope, trust)
            #expect(found == row.expected, "\(row.name)")
        }
    }

    /// Named by token and activity alike.
    private static func service(_ url: String?) -> Spoil {
        { envelope in
            envelope.claims["serviceurl"] = url
            envelope.set("serviceUrl", to: url)
        }
    }

    @Test func `the address to answer is the one that was signed`() async throws {
        try await check([
            ("another", .serviceURL, { $0.set("serviceUrl", to: "https://smba.trafficmanager.net/emea/") }),
            ("another host", .serviceURL, { $0.set("serviceUrl", to: "https://attacker.example/amer/") }),
            ("none", .serviceURL, { $0.set("serviceUrl", to: nil) }),
            ("no text", .serviceURL, { $0.set("serviceUrl", to: 7) }),
            ("no claim", .serviceClaim, { $0.claims["serviceurl"] = nil }),
            (
                "a claim of another spelling", .serviceClaim,
                {
                    $0.claims["serviceurl"] = nil
                    $0.claims["serviceUrl"] = serviceURL
                }
            ),
            ("without its slash", nil, { $0.set("serviceUrl", to: "https://smba.trafficmanager.net/amer") }),
            ("with more", nil, { $0.set("serviceUrl", to: serviceURL + "//") }),
            ("host in capitals", nil, { $0.set("serviceUrl", to: "HTTPS://SMBA.trafficmanager.NET/amer/") }),
            ("path in capitals", .serviceURL, { $0.set("serviceUrl", to: "https://smba.trafficmanager.net/AMER/") }),
        ])
    }

    @Test func `only listed hosts are taken for a connector`() async throws {
        let refused = [
            "https://attacker.example/", "https://smba.trafficmanager.net.attacker.example/",
            "https://xsmba.trafficmanager.net/", "https://smba.trafficmanager.net:8443/",
            "http://smba.trafficmanager.net/", "http://127.0.0.1:9000/", "https://127.0.0.1:9000/",
            "https://smba.trafficmanager.net/?a=b", "https://smba.trafficmanager.net/#a",
        ]
        try await check(refused.map { ($0, .serviceHost, Self.service($0)) })
        // Those are no web addresses at all.
        let unreadable = [
            "https://user@smba.trafficmanager.net/", "https://user:word@smba.trafficmanager.net/", "ftp://a/", "//a/",
            "https://smba.trafficmanager.net\\@attacker.example/", "https://smba.trafficmanager.net/a\\b",
            "https://smba%2Etrafficmanager.net/", "",
            "https://smba.trafficmanager.net /", "https://", String(repeating: "a", count: 2000),
        ]
        try await check(unreadable.map { ($0, .serviceClaim, Self.service($0)) })
        try await check(TeamsCloud.serviceHosts.map { ($0, nil, Self.service("https://\($0):443/teams/")) })
    }

    @Test func `loopback is a connector only where it is listed`() async throws {
        var settings = TeamsSettings.sample
        settings.serviceHosts = ["127.0.0.1:9000", "localhost"]
        try await check(
            [
                ("listed", nil, Self.service("http://127.0.0.1:9000/amer")),
                ("another port", .serviceHost, Self.service("http://127.0.0.1:9001/amer")),
                ("any port", nil, Self.service("http://localhost:1234/amer")),
                ("not listed", .serviceHost, Self.service(serviceURL)),
            ],
            settings
        )
    }

    @Test func `a key signs for the channels it is endorsed for`() async throws {
        let table: [([String]?, TeamsTrust.Rejection?)] = [
            (nil, nil), ([], nil), (["msteams"], nil), (["webchat", "msteams"], nil), (["webchat"], .endorsement),
            (["MSTEAMS"], .endorsement),
        ]
        for (endorsements, expected) in table {
            let wire = MicrosoftWire()
            try wire.publish([try Signatory.genuine.jwk(endorsements: endorsements)])
            #expect(try await rejection(Envelope(), trust(wire)) == expected, "\(String(describing: endorsements))")
        }
    }

    @Test func `no other channel comes in by this door`() async throws {
        let names: [String?] = ["webchat", "directline", "emulator", "MSTEAMS", "", nil]
        try await check(names.map { name in ("\(name ?? "none")", .channel, { $0.set("channelId", to: name) }) })
    }

    @Test func `the host's tenant is one we serve, and said once`() async throws {
        func host(_ conversation: String?, _ data: String?) -> Spoil {
            { envelope in
                envelope.set("conversation", "tenantId", to: conversation)
                envelope.set("channelData", "tenant", "id", to: data)
            }
        }
        try await check([
            ("the vendor's", nil, host(Tenant.vendor, Tenant.vendor)),
            ("in capitals", nil, host(Tenant.vendor.uppercased(), Tenant.vendor)),
            ("said by one", nil, host(nil, Tenant.vendor)),
            ("said by the other", nil, host(Tenant.vendor, nil)),
            ("a partner's", nil, host(Tenant.partner, Tenant.partner)),
            ("a stranger's", .tenant, host(Tenant.stranger, Tenant.stranger)),
            ("two that differ", .tenant, host(Tenant.vendor, Tenant.stranger)),
            ("the other way round", .tenant, host(Tenant.stranger, Tenant.vendor)),
            ("a partner's with the vendor's", .tenant, host(Tenant.partner, Tenant.vendor)),
            ("none", .tenant, host(nil, nil)),
            ("headers say nothing", .tenant, host(nil, nil)),
        ])
    }

    @Test func `a body without what every activity has is no activity`() async throws {
        try await check([
            ("no JSON", .body, { $0.body = Array("{".utf8) }),
            ("nothing", .body, { $0.body = [] }),
            ("no object", .body, { $0.body = Array("[]".utf8) }),
            ("a key twice", .body, { $0.body = Array(#"{"type":"a","type":"message"}"#.utf8) }),
            ("no type", .body, { $0.set("type", to: nil) }),
            ("a type that is none", .body, { $0.set("type", to: 1) }),
            ("no conversation", .body, { $0.set("conversation", to: nil) }),
            ("no id of it", .body, { $0.set("conversation", "id", to: nil) }),
            ("an endless id", .body, { $0.set("conversation", "id", to: String(repeating: "1", count: 600)) }),
            ("an id with a line break", .body, { $0.set("conversation", "id", to: "19:a\r\nx: y") }),
        ])
        // Nothing of a body is read before its sender is proven.
        try await check([
            (
                "garbage of a stranger", .signature,
                {
                    $0.body = Array("{".utf8)
                    $0.signatory = .other
                }
            )
        ])
    }

    @Test func `a ledger that cannot say whose a tenant is asks to come again`() async throws {
        struct Busy: Error {}
        let wire = try wireWithKeys()
        let keys = SigningKeys(metadataURL: TeamsSettings.sample.openIDURL, send: wire.send, time: wire.time)
        let trust = TeamsTrust(.sample, keys: keys) { _ in throw Busy() }
        var envelope = Envelope()
        envelope.set("conversation", "tenantId", to: Tenant.partner)
        envelope.set("channelData", "tenant", "id", to: Tenant.partner)
        #expect(try await rejection(envelope, trust) == .unavailable)
        #expect(try await rejection(Envelope(), trust) == nil)
    }

    @Test func `every rejection has its status`() {
        let statuses = Dictionary(grouping: TeamsTrust.Rejection.allCases, by: \.status).mapValues(Set.init)
        #expect(statuses[403] == [.endorsement, .channel, .tenant])
        #expect(statuses[400] == [.body])
        #expect(statuses[503] == [.keysUnavailable, .unavailable])
        #expect(statuses[401]?.count == TeamsTrust.Rejection.allCases.count - 6)
    }

    @Test func `whatever is too long or of another kind reads as absent`() throws {
        var envelope = Envelope()
        envelope.set("id", to: "a b")
        envelope.set("from", to: ["id": "29:1", "aadObjectId": "../x", "tenantId": 7] as [String: Any])
        envelope.set("name", to: String(repeating: "n", count: 200))
        envelope.set("entities", to: Array(repeating: [String: Any](), count: 300))
        envelope.set("membersAdded", to: Array(repeating: ["id": "29:2"], count: 500))
        envelope.set("recipient", "isTargeted", to: "true")
        envelope.set("text", to: String(repeating: "é", count: 40_000))
        let activity = try TeamsActivity(try jsonBytes(envelope.activity))
        #expect(activity.id == nil && activity.name == nil && !activity.isTargeted)
        #expect(activity.from?.objectID == nil && activity.from?.tenant == nil)
        #expect(activity.entities.count == 100 && activity.membersAdded.count == 200)
        #expect(activity.text?.count == 28_000)
    }
}
