extension TeamsWorld {
    /// The vendor's organisation in the seeded world.
    public static let vendor = "a0a0a0a0-0000-4000-8000-000000000001"
    /// The organisation of the partner Hansekontor.
    public static let partner = "b0b0b0b0-0000-4000-8000-000000000002"
    /// The organisation of the partner Alpenblick.
    public static let rival = "c0c0c0c0-0000-4000-8000-000000000003"
    /// The app of the seeded world.
    public static let app = "d0d0d0d0-0000-4000-8000-000000000004"
    /// The secret of that app.
    public static let appSecret = "hush-of-the-bot"

    /// The channel shared with Hansekontor.
    public static let sharedWithPartner = "19:c0shared1partner@thread.tacv2"
    /// The channel shared with Alpenblick.
    public static let sharedWithRival = "19:c0shared2rival@thread.tacv2"
    /// The vendor's own standard channel, in which a guest sits; the team is named by it.
    public static let standard = "19:c0standard@thread.tacv2"

    /// The seeded world of the demo: a vendor, two partners in shared channels, and a guest.
    public static var demo: TeamsWorld {
        let team = Team(
            id: standard,
            groupID: "e0e0e0e0-0000-4000-8000-000000000005",
            name: "Partners",
            tenant: vendor
        )
        return TeamsWorld(
            appID: app,
            homeTenant: vendor,
            tenants: [
                Tenant(id: vendor, name: "Nordlicht"), Tenant(id: partner, name: "Hansekontor GmbH"),
                Tenant(id: rival, name: "Alpenblick AG"),
            ],
            people: people,
            teams: [team],
            chats: [
                channel(sharedWithPartner, .shared, "hansekontor-nordlicht", ["29:ada", "29:bo", "29:tina", "29:tom"]),
                channel(sharedWithRival, .shared, "alpenblick-nordlicht", ["29:ada", "29:bo", "29:rosa"]),
                channel(standard, .standard, "general", ["29:ada", "29:bo", "29:gus"]),
            ]
        )
    }

    private static func channel(
        _ id: String,
        _ kind: TeamsChat.Kind,
        _ name: String,
        _ members: [String]
    ) -> TeamsChat {
        TeamsChat(
            id: id,
            kind: kind,
            name: name,
            team: standard,
            tenant: vendor,
            members: members
        )
    }

    private static var people: [TeamsPerson] {
        [
            TeamsPerson(
                id: "29:tina",
                objectID: "0f0f0f0f-0000-4000-8000-000000000011",
                tenant: partner,
                name: "Tina Thomsen",
                locale: "de-DE",
                about: "Partner, reads German"
            ),
            TeamsPerson(
                id: "29:tom",
                objectID: "0f0f0f0f-0000-4000-8000-000000000012",
                tenant: partner,
                name: "Tom Taylor",
                about: "Partner, reads English"
            ),
            TeamsPerson(
                id: "29:rosa",
                objectID: "0f0f0f0f-0000-4000-8000-000000000013",
                tenant: rival,
                name: "Rosa Rossi",
                about: "Partner of another company"
            ),
            TeamsPerson(
                id: "29:gus",
                objectID: "0f0f0f0f-0000-4000-8000-000000000014",
                tenant: vendor,
                name: "Gus Green",
                about: "Guest of the vendor",
                isGuest: true
            ),
            TeamsPerson(
                id: "29:ada",
                objectID: "0f0f0f0f-0000-4000-8000-000000000015",
                tenant: vendor,
                name: "Ada Lindqvist",
                about: "Account executive, decides",
                hasApp: true
            ),
            TeamsPerson(
                id: "29:bo",
                objectID: "0f0f0f0f-0000-4000-8000-000000000016",
                tenant: vendor,
                name: "Bo Maier",
                about: "Partner manager",
                hasApp: true
            ),
        ]
    }
}
