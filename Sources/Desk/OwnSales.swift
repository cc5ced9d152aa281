import Dialogue
import FoundationEssentials
import Registrations

/// The vendor's own people at a company where partners register.
extension Sitting {
    private static let recheckedClaims = 200

    /// A representative opens an account, or says that the work there is over; whoever claims it is looked at.
    mutating func direct(_ text: String, isOver: Bool, _ book: Phrasebook) throws -> Reply {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard let domain = domains.read(text).domain else { return .card(book.refusal(book.sentence(.notADomain))) }
        let company = policy.company(of: domain)
        let known = try transaction.directSale(company: company)
        let open = known.flatMap { $0.closedAt == nil ? $0 : nil }
        if isOver {
            guard var sale = open else { return .card(book.directSaleClosed(domain.display)) }
            sale.closedAt = now
            try transaction.save(sale)
            try record(.directSaleClosed, on: company, by: act)
            _ = try recheck(domain, sale)
            return .card(book.directSaleClosed(domain.display))
        }
        let sale = open ?? DirectSale(company: company, by: act.reviewer.name, openedAt: now)
        if open == nil {
            try transaction.save(sale)
            try record(.directSaleOpened, on: company, by: act)
        }
        let affected = try recheck(domain, sale).map { try caseFile($0, for: nil) }
        let card = book.directSaleOpened(domain.display, affected: affected)
        if open == nil, !affected.isEmpty, !act.reviewer.isManager {
            try tellManagers { $0.directSaleOpened(domain.display, affected: affected) }
        }
        return .card(card)
    }

    /// Every open registration on the company, checked again; whom it changes anything for is told.
    private mutating func recheck(_ domain: DomainName, _ sale: DirectSale) throws -> [Registration] {
        let claims = try policy.companies(of: domain)
            .flatMap { try transaction.openRegistrations(on: $0, limit: Self.recheckedClaims) }
        return try claims.map { claim in
            let terms = try terms(of: claim)
            let partner = try partner(of: claim)
            guard let transition = claim.rechecked(sale, partner: partner, under: terms, at: now) else { return claim }
            return try apply(transition, under: terms, isTelling: false)
        }
    }

    private func record(_ kind: Event.Kind, on company: CompanyKey, by act: Reviewing) throws {
        let event = Event(
            kind,
            at: now,
            actor: .person(act.person, role: act.reviewer.isManager ? .manager : .reviewer),
            details: [.init("company", company.text), .init("by", act.reviewer.name)]
        )
        try Timeline.append([event], to: .service, in: transaction, chance: desk.chance)
    }
}
