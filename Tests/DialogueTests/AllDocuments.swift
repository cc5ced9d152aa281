import FoundationEssentials
import Testing

@testable import Dialogue
@testable import Registrations

extension PhrasebookTests {
    private static func greetings(_ book: Phrasebook) -> [any Wordy] {
        [book.greeting(ofSubmitter: "X"), book.greeting(ofReviewer: "X"), book.greetingOfOthers(program: "X")]
    }

    /// Every card and form there is, for one language, with neutral words in it.
    static func documents(_ language: Language) throws -> [any Wordy] {
        let book = Fixture.book(language)
        let policy = Fixture.policy {
            $0.program.language = language
            $0.defaultTier = .init(openCap: 3, weeklyCap: 1)
        }
        var documents: [any Wordy] = [
            book.help(command: "/register", isReviewer: true), book.rules(policy, tier: ""),
            book.entry(program: "X"), book.goOn(DraftID("d")), book.start(DraftID("d")), book.noPartners(),
            book.linkCard(workspace: "T1", channel: .slack), book.shutOut(caseNumber: nil, partner: "X"),
            book.linkForm(workspace: "T1", channel: .slack, partners: [Fixture.partner()]),
            book.installed(partner: nil, command: "/register"), book.installed(partner: "X", command: "/register"),
            book.notInstalled(declined: true), book.notInstalled(declined: false), book.queue([], more: false),
            book.list([], more: false, command: "/register"), book.refusal(book.trouble(incident: "7")),
        ]
        documents += greetings(book) + standings.map { book.checked("acme.com", $0) }
        let wizard = Wizard(book, policy, Fixture.questions(Fixture.everything))
        for step in Step.allCases {
            for standing in standings {
                documents.append(
                    wizard.form(step, of: DraftID("d"), typed: Fixture.fullyTyped, standing: standing)
                )
            }
        }
        for status in Registration.Status.allCases {
            let checks = [Check(.partnerCaps, .block, .openCapReached), Check(.territory, .flag, .territoryForeign)]
            for heldUntil in [nil, at] {
                let file = Fixture.file(
                    try Fixture.registration(status, checks: checks),
                    policy: policy,
                    heldUntil: heldUntil
                )
                documents += [
                    book.status(file), book.note(file), book.channelLine(file), book.review(file),
                    book.registered(file, reachable: false, chatLink: "https://x.example"), book.rejectForm(file),
                    book.askForm(file), book.answerForm(file), book.decided(file),
                    book.queue([file, file], more: true),
                    book.list([file], more: true, command: "/register"),
                    book.page(file, history: history(status), for: .partner),
                    book.page(file, history: history(status), for: .reviewer),
                ]
            }
        }
        for state in try States.all() { documents += States.documents(state.file, book) }
        for signal in [Signal.burst(count: 12), .idleHolds(count: 5), .nearMiss(domain: "acne.com", known: "acme.com")]
        {
            documents.append(book.signal(signal, partner: "X", command: "/register"))
        }
        for start in [Policy.HoldRules.Start.approval, .submission, .acceptance, .firstMeeting] {
            documents.append(book.rules(States.policy { $0.hold.starts = start }, tier: ""))
        }
        for scope in Policy.HoldRules.Scope.allCases {
            documents.append(
                book.rules(
                    States.policy {
                        $0.hold.scope = scope; $0.hold.length = nil
                    },
                    tier: ""
                )
            )
        }
        for winner in Policy.ConflictRules.Winner.allCases {
            let rules = States.policy { policy in
                policy.conflicts.winner = winner
                policy.hold.extending = .init(times: nil, grantedBy: .reviewer)
            }
            documents.append(book.rules(rules, tier: ""))
        }
        return documents
    }

    static func history(_ status: Registration.Status) -> [HistoryLine] {
        Event.Kind.allCases.map { kind in
            HistoryLine(event: Event(kind, at: at, actor: .admin, details: [.init("by", "Rita")]), said: [:])
        }
    }
}
