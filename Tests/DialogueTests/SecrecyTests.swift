import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

/// What a partner is shown never tells of another.
@Suite struct SecrecyTests {
    private static let rival = "Rivale Nebenan"
    private static let rivalID = "p-rival-7f3a"
    private static let rivalCase = CaseNumber(random: 31_415_926)

    private func evidence() -> [Check] {
        let other = "\(Self.rivalCase) \(Self.rival) (approved)"
        return [
            Check(
                .duplicateDomain,
                .block,
                .prospectHeld,
                evidence: [.init("held_by", Self.rival), .init("holding_registration", Self.rivalID)]
            ),
            Check(.similarName, .flag, .nameSimilar, evidence: [.init("similar", "\(other), 80 %")]),
            Check(.duplicateDomain, .flag, .prospectClaimed, evidence: [.init("claimed_by", other)]),
        ]
    }

    private func history(_ random: inout Seeded) -> [HistoryLine] {
        (0..<8).map { _ in
            let kind = Event.Kind.allCases.randomElement(using: &random) ?? .submitted
            let details: [Event.Detail] = [
                .init("held_by", Self.rival), .init("partner", Self.rivalID),
                .init("refusal", Self.rivalID), .init("duplicate_domain", "block prospect_held \(Self.rivalCase)"),
            ]
            let actor = Event.Actor.person(
                Person(workspace: Fixture.workspace, user: Self.rivalID),
                role: .stranger
            )
            return HistoryLine(
                event: Event(kind, at: Fixture.now, actor: actor, details: details),
                said: ["reason_text": Self.rival]
            )
        }
    }

    private func partnerDocuments(_ file: CaseFile, _ book: Phrasebook, _ history: [HistoryLine]) -> [any Wordy] {
        var documents: [any Wordy] = [
            book.status(file), book.note(file), book.channelLine(file), book.list([file], more: true, command: "/r"),
            book.registered(file, reachable: false, chatLink: nil), book.answerForm(file),
            book.page(file, history: history, for: .partner),
        ]
        documents += PhrasebookTests.standings.map { book.checked("acme.com", $0) }
        return documents
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `no partner is shown another's name, case or any evidence`(seed: UInt64) throws {
        var random = Seeded(seed)
        let status = Registration.Status.allCases.randomElement(using: &random) ?? .submitted
        let registration = try Fixture.registration(status, checks: evidence().shuffled(using: &random))
        let heldUntil = Bool.random(using: &random) ? Fixture.now : nil
        let file = Fixture.file(registration, heldUntil: heldUntil)
        for language in Language.allCases {
            let book = Fixture.book(language)
            for document in partnerDocuments(file, book, history(&random)) {
                for text in document.words {
                    for secret in [Self.rival, Self.rivalID, Self.rivalCase.description] {
                        #expect(!text.contains(secret), "seed \(seed): \(text)")
                    }
                }
            }
            // The reviewer does see it, so the words above could have been there.
            #expect(book.review(file).words.contains { $0.contains(Self.rival) })
        }
    }

    @Test(arguments: Language.allCases)
    func `in every state a partner is shown none of the others, nor what reviewers keep`(language: Language) throws {
        let book = Fixture.book(language)
        for (name, file) in try States.all() {
            var registration = file.registration
            registration.checks = evidence()
            registration.progress.choice = .init(evidence: Self.rival, by: "Rita", at: Fixture.now)
            registration.lifted = .init(by: "Rita", at: Fixture.now, reason: Self.rival)
            let shown = Fixture.file(registration, policy: file.policy, heldUntil: file.heldUntil, place: file.place)
            for document in States.partnerDocuments(shown, book) {
                for text in document.words {
                    for secret in [Self.rival, Self.rivalID, Self.rivalCase.description] {
                        #expect(!text.contains(secret), "\(name): \(text)")
                    }
                }
            }
            for secret in [Self.rival, Self.rivalCase.description] {
                #expect(book.review(shown).words.contains { $0.contains(secret) }, "\(name)")
            }
        }
    }

    @Test func `the channel's line tells nothing of queues, offers and deals`() throws {
        for (name, file) in try States.all() {
            for language in Language.allCases {
                let words = Fixture.book(language).channelLine(file).words.joined()
                for secret in [
                    "4711", "4712", "4713", "4714", "4715", "120", "Acme", "Rita", "Bo", "queue", "Warteliste", "offer",
                    "Angebot",
                ] {
                    #expect(!words.contains(secret), "\(name): \(words)")
                }
            }
        }
    }

    @Test func `the channel's line says nothing but number, state and turn`() throws {
        for status in Registration.Status.allCases {
            for language in Language.allCases {
                let file = Fixture.file(try Fixture.registration(status))
                let card = Fixture.book(language).channelLine(file)
                #expect(card.buttons.isEmpty)
                for text in card.words {
                    for secret in ["http", "secret", "Acme", "acme", "Kim", "North", "Rita", "Too slow", "1234"] {
                        #expect(!text.contains(secret), "\(text)")
                    }
                }
                #expect(card.summary.contains(file.registration.caseNumber.description))
            }
        }
    }

    @Test func `a link with a key stands only where it was given`() throws {
        for status in Registration.Status.allCases {
            let file = Fixture.file(try Fixture.registration(status), link: nil)
            for language in Language.allCases {
                for document in partnerDocuments(file, Fixture.book(language), []) {
                    #expect(!document.words.contains { $0.contains("/r/") })
                }
            }
        }
    }

    @Test func `a refusal of a partner tells nothing of anybody`() {
        for language in Language.allCases {
            let book = Fixture.book(language)
            for refusal in PhrasebookTests.refusals {
                switch refusal {
                case .alreadyDecided, .prospectHeld, .blockedByChecks, .unknownReason, .notManager, .notReviewer,
                    .claimantSuspended, .notFirst, .offered, .needsChoice, .choiceNotAllowed, .notApprover,
                    .authorOfDecision,
                    .notAuthor, .undoOver, .tooSoon, .noResearch, .noAssigning, .nobodyKnown:
                    continue
                case .stranger, .notPartner, .partnerSuspended, .draftGone, .alreadyYours, .unknownCase, .wrongState,
                    .incomplete, .noConsent, .linksUsedUp, .appealOver, .noExtension, .dateOver, .noMeeting,
                    .dateTooFar, .registeredAnew, .evidenceMissing, .notDeclinable,
                    .tooMany:
                    #expect(!book.sentence(refusal).contains("Rita"))
                }
            }
        }
    }
}
