import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

@Suite struct ButtonTests {
    /// What the partner can press, then what the reviewer can; the first is the thing to do.
    static let table: [String: ([Verb], [Verb])] = [
        "submitted": ([.withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "asked": ([.answer, .withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "queued": ([.withdraw, .why], [.reviewAsk, .reviewReject, .why]),
        "queued behind an endless hold": ([.withdraw, .why], [.reviewAsk, .reviewReject, .why]),
        "offered": ([.acceptOffer, .withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "two are asked": ([.withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "one said yes": ([.withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "appealed": ([.withdraw, .why], [.reviewApprove, .reviewReject, .reviewAsk, .why]),
        "approved": ([.meeting, .deal, .extend, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "approved long ago": ([.meeting, .deal, .extend, .withdraw, .why], [.won, .lost, .meeting, .why]),
        "to be accepted": ([.acceptOffer, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "kept for the meeting": (
            [.meeting, .deal, .extend, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]
        ),
        "in a race": ([.meeting, .deal, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "handed over": ([.meeting, .deal, .extend, .withdraw, .why], [.meeting, .reviewUndo, .won, .lost, .why]),
        "met, as the partner says": (
            [.meeting, .deal, .extend, .withdraw, .why], [.nextStep, .contradict, .won, .lost, .why]
        ),
        "met, as the vendor says": (
            [.meeting, .contradict, .deal, .withdraw, .why], [.won, .lost, .nextStep, .meeting, .why]
        ),
        "a deal with a next step": ([.meeting, .extend, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "longer asked for": ([.meeting, .deal, .withdraw, .why], [.grantExtension, .reviewUndo, .won, .lost, .why]),
        "extended": ([.meeting, .deal, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "endless": ([.meeting, .deal, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]),
        "second holder of a product": (
            [.meeting, .deal, .extend, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]
        ),
        "holder of a segment": (
            [.meeting, .deal, .extend, .withdraw, .why], [.reviewUndo, .won, .lost, .meeting, .why]
        ),
        "rejected": ([.appeal, .why], [.reviewUndo, .why]), "rejected long ago": ([.why], [.why]),
        "rejected after an appeal": ([.why], [.reviewUndo, .why]), "lost": ([.why], [.why]), "won": ([.why], [.why]),
        "lapsed": ([.why], [.why]), "withdrawn": ([.why], [.why]),
    ]

    @Test func `each state has its buttons, the thing to do first`() throws {
        let states = try States.all()
        #expect(Set(states.map(\.name)) == Set(Self.table.keys))
        for (name, file) in states {
            for language in Language.allCases {
                let book = Fixture.book(language)
                let (partner, reviewer) = try #require(Self.table[name])
                #expect(book.status(file).buttons.map(\.verb) == partner, "\(name)")
                #expect(book.review(file).buttons.map(\.verb) == reviewer, "\(name)")
            }
        }
    }

    @Test func `buttons are few, differ, and name the registration`() throws {
        for (name, file) in try States.all() {
            let book = Fixture.book(.german)
            for buttons in [book.status(file).buttons, book.review(file).buttons] {
                #expect(buttons.count <= 5, "\(name)")
                #expect(Set(buttons.map(\.verb)).count == buttons.count, "\(name)")
                #expect(buttons.allSatisfy { $0.value == file.registration.id.text }, "\(name)")
                #expect(buttons.count { $0.style == .primary } <= 2, "\(name)")
            }
        }
    }

    @Test func `a channel's line has none`() throws {
        for (_, file) in try States.all() { #expect(Fixture.book(.english).channelLine(file).buttons.isEmpty) }
    }

    static let noticed: [(Transition.Notice, Verb?)] = [
        (.reminder(States.duty(.answer)), .reviewApprove), (.reminder(States.duty(.provideInformation)), .answer),
        (.reminder(States.duty(.firstMeeting)), .meeting), (.reminder(States.duty(.nextStep)), .nextStep),
        (.reminder(States.duty(.acceptOffer)), .acceptOffer), (.reminder(States.duty(.acceptApproval)), .acceptOffer),
        (.offered(until: States.later), .acceptOffer), (.offerExpired, nil),
        (.meetingLogged(.init(at: States.at, loggedAt: States.at, by: .partner)), .contradict),
        (.meetingContradicted(.init(at: States.at, loggedAt: States.at, by: .partner)), .meeting),
        (.approvalNeeded(from: ["Bo"]), .reviewApprove), (.appealed, .reviewApprove), (.nextStep, nil),
        (.handedOver(States.duty(.firstMeeting), until: States.later), .meeting),
        (.researching(until: States.later), .why), (.directSale(isOver: false), .why), (.nobodyToApprove, .why),
        (.assigned, .withdraw),
    ]

    @Test func `a notice is one sentence and one button to do the thing`() throws {
        let file = try #require(try States.all().first { $0.name == "submitted" }?.file)
        for (notice, verb) in Self.noticed {
            #expect(
                Fixture.book(.english).note(notice, file).buttons.map(\.verb) == [verb].compactMap(\.self),
                "\(notice)"
            )
        }
        for (name, file) in try States.all() {
            for notice in States.notices {
                for language in Language.allCases {
                    let card = Fixture.book(language).note(notice, file)
                    #expect(card.buttons.count <= 1, "\(name): \(notice)")
                    #expect(card.summary.hasPrefix(file.caseNumber) && card.summary.hasSuffix("."), "\(card.summary)")
                }
            }
        }
    }

    @Test func `what can be extended is offered when the protection ends, and what cannot is not`() throws {
        let states = Dictionary(uniqueKeysWithValues: try States.all().map { ($0.name, $0.file) })
        let book = Fixture.book(.english)
        let ending = Transition.Notice.holdEnding(until: States.later)
        #expect(book.note(ending, try #require(states["approved"])).buttons.map(\.verb) == [.extend])
        #expect(book.note(ending, try #require(states["extended"])).buttons.isEmpty)
    }
}
