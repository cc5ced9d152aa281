import Registrations

/// What is wrong with an answer, in words that say how to mend it.
extension Phrasebook {
    public var formWords: FormWords {
        FormWords(
            missing: sentence(.missing),
            notAnAddress: sentence(.notAnAddress),
            again: say("Try again", "Noch einmal versuchen"),
            close: say("Close", "Schließen"),
            done: say("Done.", "Erledigt.")
        )
    }

    /// How to mend an answer.
    public func sentence(_ mistake: Mistake) -> String {
        switch mistake {
        case .missing: say("Please fill this in.", "Bitte ausfüllen.")
        case .tooLong(let limit):
            say("Please use at most \(limit) characters.", "Bitte höchstens \(limit) Zeichen verwenden.")
        case .notAName: say("Please give the company's name.", "Bitte den Namen des Unternehmens angeben.")
        case .notADomain:
            say(
                "That is not a web domain. It looks like acme.com.",
                "Das ist keine Web-Domain. Sie sieht aus wie acme.com."
            )
        case .mailProvider(let name):
            say(
                "\(name) is a mail provider. Please give the company's own domain.",
                "\(name) ist ein Mail-Anbieter. Bitte die eigene Domain des Unternehmens angeben."
            )
        case .throwAwayMail(let name):
            say(
                "\(name) gives out throw-away addresses. Please give a lasting one.",
                "\(name) vergibt Wegwerf-Adressen. Bitte eine dauerhafte angeben."
            )
        case .sharedHost(let name):
            say(
                "\(name) is shared by many companies. Please give the company's own domain.",
                "\(name) teilen sich viele Unternehmen. Bitte die eigene Domain des Unternehmens angeben."
            )
        case .publicSuffix(let suffix):
            say(
                "Under \(suffix) anybody can register. Please give the whole domain, e.g. acme.\(suffix).",
                "Unter \(suffix) kann sich jeder eine Domain eintragen. Bitte die ganze Domain angeben, z. B. acme.\(suffix)."
            )
        case .ipAddress:
            say(
                "Please give the domain's name, not its address.",
                "Bitte den Namen der Domain angeben, nicht ihre Adresse."
            )
        case .notAnAddress:
            say(
                "That is not an e-mail address. It looks like kim@acme.com.",
                "Das ist keine E-Mail-Adresse. Sie sieht aus wie kim@acme.com."
            )
        case .notAnAmount: say("Please give an amount in digits.", "Bitte einen Betrag in Ziffern angeben.")
        case .notPositive:
            say(
                "Please give an amount above zero, e.g. 120,000.",
                "Bitte einen Betrag über null angeben, z. B. 120.000."
            )
        case .notADay:
            say("Please give a day such as 2026-12-25.", "Bitte einen Tag wie 25.12.2026 angeben.")
        case .dayOver:
            say(
                "That day is over. Please give today or a later one.",
                "Dieser Tag ist vorbei. Bitte heute oder einen späteren angeben."
            )
        case .dayTooFar:
            say(
                "That is more than two years ahead. Please give an earlier day.",
                "Das liegt mehr als zwei Jahre in der Zukunft. Bitte einen früheren Tag angeben."
            )
        case .notAnOption: say("Please choose one of the options.", "Bitte eine der Möglichkeiten wählen.")
        case .notTicked: say("Please tick the box to go on.", "Bitte ankreuzen, um fortzufahren.")
        case .alreadyYours(let number):
            say(
                "You have registered this company already: \(number). Type status \(number) to see it.",
                "Dieses Unternehmen haben Sie bereits registriert: \(number). Mit status \(number) sehen Sie es."
            )
        }
    }
}
