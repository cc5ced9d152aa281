public import Dialogue
import Registrations

/// Forms again, for chats that keep none while it is sent.
extension Sitting {
    /// Mistakes become the form they were made in, with what was typed; every other reply stays.
    mutating func redrawn(_ reply: Reply, _ who: Who, _ book: Phrasebook) throws -> Reply {
        guard case .mistakes(let mistakes) = reply, case .filled(let name, let token, let typed) = delivery.input else {
            return reply
        }
        do {
            guard case .form(var form, let otherwise) = try sameForm(name, token: token, typed, who, book) else {
                return reply
            }
            form.take(typed, mistakes)
            return .form(form, otherwise: otherwise)
        } catch is Refusal {
            // It cannot be filled any more: the sentences alone say why.
            return reply
        }
    }

    private mutating func sameForm(
        _ name: Form.Name,
        token: String,
        _ typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        switch name {
        case .register: try stepAgain(token: token, who, book)
        case .reviewReject: try openReview(RegistrationID(token), book) { $0.rejectForm($1) }
        case .reviewAsk: try openReview(RegistrationID(token), book) { $0.askForm($1) }
        case .answer: try openAnswer(RegistrationID(token), who, book)
        case .meeting: try meetingAgain(token: token, typed["date"], who, book)
        case .appeal: try openAppeal(RegistrationID(token), who, book)
        case .extend: try extendAgain(RegistrationID(token), who, book)
        case .deal: try openDeal(RegistrationID(token), who, book)
        case .lost: try openClosing(RegistrationID(token), book) { $0.lostForm($1) }
        case .nextStep: try openClosing(RegistrationID(token), book) { $0.nextForm($1) }
        case .linkWorkspace: try openLink(token, book)
        }
    }

    private func meetingAgain(token: String, _ typed: String?, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let file = try caseFile(try registration(Phrasebook.read(meetingToken: token).id, visibleTo: who), for: nil)
        return .form(book.meetingForm(file, typed: typed, understood: nil), otherwise: nil)
    }

    /// Drawn alone: to press it could extend.
    private func extendAgain(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Reply {
        .form(book.extendForm(try caseFile(try registration(id, visibleTo: who), for: .partner)), otherwise: nil)
    }
}

extension FrontDesk {
    /// What a form says by itself, in the language the person is answered in.
    public func formWords(for delivery: Delivery) -> FormWords {
        let policy = policies.current
        let language = delivery.language ?? spoken.language(of: delivery.actor) ?? policy.program.language
        return phrasebook(language, policy).formWords
    }
}
