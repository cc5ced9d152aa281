import Registrations

/// The set-up page.
extension Phrasebook {
    public func setUp(_ facts: SetUpFacts) -> SetUp {
        let checks = setUpChecks(facts)
        let done = checks.count { $0.state == .done }
        let missing = checks.count { $0.state == .missing }
        // Of the two chats one is enough.
        let all = done + missing + 1
        return SetUp(
            language: language,
            title: say("Let partners register", "Partner registrieren lassen"),
            lead: text(
                "The service runs on this machine and has no chat yet. These steps lead to the first registration, in Slack, in Teams or in both; only this machine sees this page.",
                "Der Dienst läuft auf diesem Rechner und hat noch keinen Chat. Diese Schritte führen zur ersten Registrierung, in Slack, in Teams oder in beiden; nur dieser Rechner sieht diese Seite."
            ),
            checksHeading: say("What is ready", "Was bereit ist"),
            progress: say("\(done) of \(all) ready", "\(done) von \(all) bereit"),
            checks: checks,
            steps: [
                addressStep(facts), appStep(facts), botStep(facts), valuesStep(facts), policyStep(facts),
                partnerStep(facts),
            ],
            foot: text(
                "Afterwards registrar doctor says what is left to do. This page goes away once a chat is connected.",
                "Danach sagt registrar doctor, was noch zu tun ist. Diese Seite verschwindet, sobald ein Chat verbunden ist."
            ),
            other: SetUp.Action(label: say("Deutsch", "English"), url: say("de", "en")),
            live: SetUp.Live(
                copy: say("Copy", "Kopieren"),
                copied: say("Copied", "Kopiert"),
                silent: say("The service is not answering just now.", "Der Dienst antwortet gerade nicht."),
                connected: say(
                    "A chat is connected: this page has done its work.",
                    "Ein Chat ist verbunden: Diese Seite hat ihre Arbeit getan."
                )
            )
        )
    }

    private func check(_ state: SetUp.State, _ label: String, _ detail: String) -> SetUp.Check {
        let word =
            switch state {
            case .done: say("ready", "bereit")
            case .missing: say("missing", "fehlt")
            case .either: say("one of the two", "eines von beiden")
            case .later: say("optional", "optional")
            }
        return SetUp.Check(state: state, word: word, label: label, detail: detail)
    }

    private func setUpChecks(_ facts: SetUpFacts) -> [SetUp.Check] {
        [
            check(
                facts.isDatabaseWell ? .done : .missing,
                say("Database", "Datenbank"),
                facts.isDatabaseWell
                    ? facts.database : say("cannot be written: see the log", "nicht beschreibbar: siehe Protokoll")
            ),
            check(
                facts.isAddressSet && facts.isAddressGood ? .done : .missing,
                say("Public address", "Öffentliche Adresse"),
                facts.isAddressSet ? facts.address ?? "" : "REGISTRAR_PUBLIC_URL"
            ),
            check(
                facts.answersThere == true ? .done : .missing,
                say("Reached from there", "Von dort erreichbar"),
                answersDetail(facts)
            ),
            check(
                facts.reviewers > 0 ? .done : .missing,
                say("Reviewers", "Prüfende"),
                facts.reviewers > 0 ? reviewersDetail(facts) : "REGISTRAR_POLICY"
            ),
            check(
                .either,
                "Slack",
                say(
                    "signing secret, workspace and bot token: step 4",
                    "Signing Secret, Workspace und Bot-Token: Schritt 4"
                )
            ),
            check(
                .either,
                "Microsoft Teams",
                say("app id, secret and tenant: step 4", "App-ID, Geheimnis und Mandant: Schritt 4")
            ),
            check(
                facts.partners > 0 ? .done : .later,
                say("Partners", "Partner"),
                facts.partners > 0
                    ? count(facts.partners, (one: "partner", many: "partners"), (one: "Partner", many: "Partner"))
                    : "registrar partner add"
            ),
        ]
    }

    private func answersDetail(_ facts: SetUpFacts) -> String {
        switch facts.answersThere {
        case true?: say("this service answers there", "dieser Dienst antwortet dort")
        case false?: say("something else answers, or nothing", "etwas anderes antwortet, oder nichts")
        case nil: say("asked once the address is set", "wird geprüft, sobald die Adresse gesetzt ist")
        }
    }

    private func reviewersDetail(_ facts: SetUpFacts) -> String {
        let people = count(facts.reviewers, (one: "reviewer", many: "reviewers"), (one: "Person", many: "Personen"))
        return facts.managers > 0
            ? people : people + say(", nobody is a manager", ", niemand ist Partner-Manager")
    }
}
