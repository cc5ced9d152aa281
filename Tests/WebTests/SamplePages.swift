import Dialogue
import Registrations

extension Page {
    static func sample(_ tone: Tone = .good, _ status: String = "Approved") -> Page {
        Page(
            language: .english,
            title: "Müller & Söhne Maschinenbau GmbH",
            caseNumber: "REG-7K3M9QXA",
            status: status,
            tone: tone,
            next: Text([
                .plain("Your turn: "), .strong("book the first meeting"), .plain(" by 8 December 2026, 18:00 CET."),
            ]),
            sections: [
                Section(
                    heading: "What is protected",
                    parts: [
                        .facts([
                            Fact("Prospect", Text([.typed("Müller & Söhne Maschinenbau GmbH")])),
                            Fact("Domain", Text([.typed("mueller-soehne.example")])),
                            Fact("Scope", "the whole account"),
                            Fact("From", "24 November 2026, 14:03 CET"),
                            Fact("Until", Text([.strong("22 February 2027, 14:03 CET")])),
                        ]),
                        .note("A logged meeting locks the hold to its end."),
                    ]
                ),
                Section(
                    heading: "The registration",
                    parts: [
                        .facts([
                            Fact("Partner", "Nordwind GmbH"),
                            Fact("Contact", Text([.typed("Jana Weiß, Head of Production IT")])),
                            Fact("Stage", "Discovery scheduled"),
                            Fact(
                                "Rules",
                                Text([.link(label: "version 4f2a91c", url: "https://registrar.example/rules")])
                            ),
                        ]),
                        .quote("Three plants plan on paper.\nThey want one shop-floor system before the 2027 audit."),
                    ]
                ),
            ],
            historyHeading: "History",
            history: [
                Moment(
                    machineTime: "2026-11-23T09:12:00Z",
                    time: "23 November 2026, 10:12 CET",
                    text: Text([.strong("Submitted"), .plain(" by Nordwind GmbH through Slack")])
                ),
                Moment(
                    machineTime: "2026-11-23T15:40:00Z",
                    time: "23 November 2026, 16:40 CET",
                    text: Text([.strong("Question"), .plain(" by Ada Lindqvist: "), .typed("Which plant decides?")])
                ),
                Moment(
                    machineTime: "2026-11-24T08:02:00Z",
                    time: "24 November 2026, 09:02 CET",
                    text: Text([.strong("Answered"), .plain(": "), .typed("Kassel")])
                ),
                Moment(
                    machineTime: "2026-11-24T13:03:00Z",
                    time: "24 November 2026, 14:03 CET",
                    text: Text([.strong("Approved"), .plain(" by Ada Lindqvist, held for 90 days")])
                ),
            ],
            foot:
                "This page shows the record as it is now. The link is meant for you alone and works until 24 March 2027."
        )
    }

    static func germanSample() -> Page {
        Page(
            language: .german,
            title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk AG",
            caseNumber: "REG-2H8TBW4E",
            status: "Wartet auf Entscheidung",
            tone: .waiting,
            next: Text([
                .plain("Am Zug: "), .strong("der Hersteller"), .plain(", Antwort bis 26.11.2026, 18:00 MEZ."),
            ]),
            sections: [
                Section(
                    heading: "Die Registrierung",
                    parts: [
                        .facts([
                            Fact(
                                "Interessent",
                                Text([.typed("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk AG")])
                            ),
                            Fact("Domain", Text([.typed("donaudampf.example")])),
                            Fact("Ansprechpartner", Text([.typed("Xaver Huber")])),
                            Fact("Partner", "Nordwind GmbH"),
                        ]),
                        .quote("Will die Wartung der Schleusen vorausplanen."),
                        .divider,
                        .paragraph("Der Hersteller antwortet binnen zwei Werktagen."),
                    ]
                )
            ],
            historyHeading: "Verlauf",
            history: [
                Moment(
                    machineTime: "2026-11-24T13:03:00Z",
                    time: "24.11.2026, 14:03 MEZ",
                    text: Text([.strong("Eingereicht"), .plain(" von Nordwind GmbH über Slack")])
                )
            ],
            foot: "Diese Seite zeigt den Stand von jetzt. Der Link ist nur für Sie bestimmt."
        )
    }
}
