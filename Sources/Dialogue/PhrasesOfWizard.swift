public import Registrations

/// The wizard's own words.
extension Phrasebook {
    func title(_ step: Step) -> String {
        switch step {
        case .company: say("Register: company", "Registrieren: Firma")
        case .contact: say("Register: contact", "Registrieren: Kontakt")
        case .opportunity: say("Register: opportunity", "Registrieren: Vorhaben")
        case .deal: say("Register: deal", "Registrieren: Deal")
        case .consent: say("Register: check", "Registrieren: Prüfen")
        }
    }

    var next: String { say("Next", "Weiter") }
    var back: String { say("Back", "Zurück") }
    var cancel: String { say("Cancel", "Abbrechen") }
    var close: String { say("Close", "Schließen") }

    func submitLabel(isQueueing: Bool) -> String {
        isQueueing ? say("Join the queue", "Auf die Warteliste") : say("Register", "Registrieren")
    }

    func stepOne(program: String) -> Text {
        text(
            Text([
                .plain("\(program) · Takes under a minute. What you type is kept for a day, even if you close this.")
            ]),
            Text([
                .plain(
                    "\(program) · Dauert keine Minute. Ihre Eingaben bleiben einen Tag erhalten, auch wenn Sie schließen."
                )
            ])
        )
    }

    var stepDeal: Text {
        text(
            "A deal is more than a lead: an amount, a day and a next step.",
            "Ein Deal ist mehr als ein Lead: ein Betrag, ein Tag und ein nächster Schritt."
        )
    }

    /// The verdict before the claim: never who else is there.
    public func sentence(_ standing: Standing) -> Text {
        switch standing {
        case .free:
            text(
                Text([.strong("Free."), .plain(" Nobody holds this company.")]),
                Text([.strong("Frei."), .plain(" Dieses Unternehmen ist nicht geschützt.")])
            )
        case .mayBeDuplicate:
            text(
                Text([.strong("May be a duplicate."), .plain(" You can go on; a person will look at it.")]),
                Text([.strong("Möglicherweise doppelt."), .plain(" Sie können fortfahren; jemand sieht es sich an.")])
            )
        case .held(let until):
            text(
                Text([
                    .strong("Held by another partner until \(day(until))."),
                    .plain(" If you go on, your claim waits in the queue and moves up when the hold ends."),
                ]),
                Text([
                    .strong("Bis \(day(until)) für einen anderen Partner geschützt."),
                    .plain(
                        " Wenn Sie fortfahren, steht Ihr Anspruch auf der Warteliste und rückt nach, sobald der Schutz endet."
                    ),
                ])
            )
        case .yours(let number):
            text(
                Text([.strong("Yours already: \(number)."), .plain(" Type status \(number) to see it.")]),
                Text([.strong("Bereits von Ihnen: \(number)."), .plain(" Mit status \(number) sehen Sie es.")])
            )
        case .notOpen:
            text(
                Text([
                    .strong("Not open for registration."),
                    .plain(
                        " The vendor looks after this company itself. You can still go on and say why it should be."
                    ),
                ]),
                Text([
                    .strong("Nicht zur Registrierung offen."),
                    .plain(
                        " Dieses Unternehmen betreut der Hersteller selbst. Sie können fortfahren und begründen, warum."
                    ),
                ])
            )
        case .capReached:
            text(
                Text([
                    .strong("Your limit of registrations is reached."),
                    .plain(" Withdraw one that is over, or go on: a partner manager decides."),
                ]),
                Text([
                    .strong("Ihre Grenze an Registrierungen ist erreicht."),
                    .plain(
                        " Ziehen Sie eine erledigte zurück, oder fahren Sie fort: Dann entscheidet das Partner-Management."
                    ),
                ])
            )
        }
    }
}
