extension World {
    /// What the vendor's own install may do.
    public static let vendorScopes: Set<String> = [
        "commands", "chat:write", "im:write", "app_mentions:read", "users:read", "users:read.email", "team:read",
        "channels:read", "groups:read",
    ]

    /// The seeded world of the demo: a vendor, a partner that installed the app, and one that did not.
    public static var demo: World {
        World(
            workspaces: [
                Workspace(id: "T0VENDOR", name: "Nordlicht", domain: "nordlicht"),
                Workspace(id: "T0PARTNER", name: "Nordwind GmbH", domain: "nordwind"),
                Workspace(id: "T0RIVAL", name: "Südstern AG", domain: "suedstern"),
            ],
            people: people,
            rooms: [
                Room(
                    id: "C0SHARED1",
                    name: "nordwind-nordlicht",
                    teams: ["T0VENDOR", "T0PARTNER"],
                    members: ["U0AE", "U0MANAGER", "U0PIA", "U0PAUL", "U0BOT"]
                ),
                Room(
                    id: "C0SHARED2",
                    name: "suedstern-nordlicht",
                    teams: ["T0VENDOR", "T0RIVAL"],
                    members: ["U0AE", "U0MANAGER", "U0RITA", "U0BOT"]
                ),
            ],
            installs: [
                Install(
                    team: "T0VENDOR",
                    token: "xoxb-demo-vendor",
                    scopes: vendorScopes,
                    botUser: "U0BOT"
                ),
                Install(
                    team: "T0PARTNER",
                    token: "xoxb-demo-partner",
                    scopes: ["commands", "users:read"],
                    botUser: "U0PBOT"
                ),
            ]
        )
    }

    private static var people: [Person] {
        [
            Person(
                id: "U0PIA",
                team: "T0PARTNER",
                name: "Pia Petersen",
                handle: "pia",
                locale: "de-DE",
                email: "pia@nordwind.example",
                about: "Partner, reads German"
            ),
            Person(
                id: "U0PAUL",
                team: "T0PARTNER",
                name: "Paul Park",
                handle: "paul",
                email: "paul@nordwind.example",
                about: "Partner, reads English"
            ),
            Person(
                id: "U0RITA",
                team: "T0RIVAL",
                name: "Rita Rossi",
                handle: "rita",
                email: "rita@suedstern.example",
                about: "Partner without the app"
            ),
            Person(
                id: "U0AE",
                team: "T0VENDOR",
                name: "Ada Lindqvist",
                handle: "ada",
                email: "ada@vendor.example",
                about: "Account executive, decides"
            ),
            Person(
                id: "U0MANAGER",
                team: "T0VENDOR",
                name: "Bo Maier",
                handle: "bo",
                email: "bo@vendor.example",
                about: "Partner manager"
            ),
        ]
    }
}
