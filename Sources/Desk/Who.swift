import Dialogue
import FoundationEssentials
import Registrations

/// Who acts, as the signed request and our own records say.
enum Who {
    case reviewer(Policy.Reviewer)
    case submitter(Partner)
    case vendor
    case stranger

    var role: Event.Actor.Role {
        switch self {
        case .reviewer(let reviewer): reviewer.isManager ? .manager : .reviewer
        case .submitter: .submitter
        case .vendor, .stranger: .stranger
        }
    }
}

extension Sitting {
    func identify() throws -> Who {
        if let id = delivery.partner { return try transaction.partner(id).map { .submitter($0) } ?? .stranger }
        if let reviewer = policy.reviewer(delivery.actor) { return .reviewer(reviewer) }
        let key = delivery.actor.workspace
        let isVendor = desk.settings.vendorWorkspaces.contains(key)
        // A guest acts from the vendor's own workspace, and is a partner's all the same.
        if let partner = try transaction.partner(of: delivery.actor, in: isVendor ? nil : key) {
            return .submitter(partner)
        }
        return isVendor ? .vendor : .stranger
    }

    /// The person's own language, else the partner's, else the program's.
    func phrasebook(for who: Who) throws -> Phrasebook {
        var language = delivery.language
        if language == nil { language = try transaction.language(of: delivery.actor) }
        if language == nil {
            switch who {
            case .reviewer(let reviewer): language = reviewer.language
            case .submitter(let partner): language = partner.language
            case .vendor, .stranger: break
            }
        }
        return desk.phrasebook(language ?? policy.program.language, policy)
    }

    /// The partner who may register now.
    func registeringPartner(_ who: Who) throws -> Partner {
        switch who {
        case .submitter(let partner):
            guard partner.standing == .good else { throw Refusal.partnerSuspended }
            return partner
        case .reviewer, .vendor: throw Refusal.notPartner
        case .stranger: throw Refusal.stranger
        }
    }

    /// The registration, if it is the partner's own or the actor reviews: all else is the same "unknown".
    func registration(_ id: RegistrationID, visibleTo who: Who) throws -> Registration {
        try visible(try transaction.registration(id), to: who)
    }

    func registration(_ number: CaseNumber, visibleTo who: Who) throws -> Registration {
        try visible(try transaction.registration(case: number), to: who)
    }

    private func visible(_ registration: Registration?, to who: Who) throws -> Registration {
        switch who {
        case .reviewer:
            guard let registration else { throw Refusal.unknownCase }
            return registration
        case .submitter(let partner):
            guard let registration, registration.partner == partner.id else { throw Refusal.unknownCase }
            return registration
        case .vendor: throw Refusal.notReviewer
        case .stranger: throw Refusal.stranger
        }
    }

    /// A workspace nobody linked is put before the partner managers.
    mutating func announceStranger() throws {
        let workspace = delivery.actor.workspace
        guard try FrontDesk.mayAskToLink(workspace, in: transaction, at: now) else { return }
        try tellManagers { $0.linkCard(workspace: workspace.id, channel: workspace.channel) }
    }

    mutating func tellManagers(_ card: (Phrasebook) -> Card) throws {
        for manager in policy.managers {
            let book = desk.phrasebook(manager.language ?? policy.program.language, policy)
            for person in desk.reachablePeople(of: manager) {
                try enqueue(
                    .linkCard,
                    to: [Route(.direct(person, installation: person.workspace), card(book))],
                    conversation: "manager \(person.user)",
                    registration: nil
                )
            }
        }
    }
}

extension FrontDesk {
    func phrasebook(_ language: Language, _ policy: Policy) -> Phrasebook {
        Phrasebook(language, timeZone: policy.program.timeZone)
    }
}
