public import Desk
public import FoundationEssentials
public import Registrations

extension SQLSession {
    public func registration(_ id: RegistrationID) throws -> Registration? {
        try registrations(.byID, [.id(id)]).first
    }

    public func registration(case number: CaseNumber) throws -> Registration? {
        try registrations(.byCase, [.text(number.description)]).first
    }

    public func registrations(_ query: RegistrationQuery) throws -> [Registration] {
        let statuses = query.statuses.map { Array($0.prefix(RegistrationListSQL.statusPlaces)) }
        if statuses?.isEmpty == true { return [] }
        let places = (0..<RegistrationListSQL.statusPlaces).map { place in
            SQLValue.raw(statuses.map { $0[min(place, $0.count - 1)] })
        }
        var values: [SQLValue] = [.id(query.company), .id(query.partner), .text(query.reviewer)]
        values += places
        values += [
            .flag(statuses != nil), query.submittedBefore.map { .time($0) } ?? .int(Int.max), .int(query.limit),
        ]
        return try registrations(path(of: query), values)
    }

    private func path(of query: RegistrationQuery) -> RegistrationListSQL {
        let inStatus = query.statuses != nil
        if query.isOldestFirst {
            guard inStatus else { return .oldest }
            if query.company != nil { return .oldestOfCompanyInStatus }
            return query.reviewer == nil ? .oldestInStatus : .oldestOfReviewerInStatus
        }
        if query.company != nil { return inStatus ? .ofCompanyInStatus : .ofCompany }
        if query.partner != nil { return inStatus ? .ofPartnerInStatus : .ofPartner }
        if query.reviewer != nil { return inStatus ? .ofReviewerInStatus : .ofReviewer }
        return inStatus ? .inStatus : .all
    }

    private func registrations(_ statement: RegistrationListSQL, _ values: [SQLValue]) throws -> [Registration] {
        try connection.rows(statement, values) { row in
            try StoredRegistration.read(&row, personal: personal)
        }
    }

    public func registrations(asking reviewer: String, limit: Int) throws -> [Registration] {
        try registrations(.oldestAsked, [.text(reviewer), .int(limit)])
    }

    public func set(asked names: [String], of registration: RegistrationID) throws {
        let former = try connection.rows(AskedSQL.names, [.id(registration)]) { try $0.text() }
        guard Set(former) != Set(names) else { return }
        if !former.isEmpty { try connection.send(AskedSQL.removeAll, [.id(registration)]) }
        for name in names { try connection.send(AskedSQL.add, [.id(registration), .text(name)]) }
    }

    public func openRegistrations(on company: CompanyKey, limit: Int) throws -> [Registration] {
        guard try hasOpen(company) else { return [] }
        let open = Registration.Status.allCases.filter(\.isOpen)
        return try registrations(
            RegistrationQuery(company: company, statuses: open, limit: limit, isOldestFirst: true)
        )
    }

    /// Mostly there is none, which costs a tenth of reading the list; the verdict says as much to whoever asks.
    private func hasOpen(_ company: CompanyKey) throws -> Bool {
        try connection.row(RegistrationSQL.hasOpen, [.id(company)]) { try $0.int() } != nil
    }

    public func openClaims(on company: CompanyKey, first partner: PartnerID, limit: Int) throws -> [Facts.Claim] {
        guard try hasOpen(company) else { return [] }
        return try connection.rows(RegistrationSQL.openClaims, [.id(company), .id(partner), .int(limit)]) { row in
            Facts.Claim(
                caseNumber: try row.needed(CaseNumber(typed: row.text())),
                partner: try row.id(),
                status: try row.raw(),
                scope: try row.id()
            )
        }
    }

    public func wonAt(company: CompanyKey) throws -> Date? {
        try connection.row(RegistrationSQL.wonAt, [.id(company)]) { $0.optionalTime() } ?? nil
    }

    public func load(of partner: PartnerID, since: Date, limit: Int) throws -> (open: Int, recent: Int) {
        let values: [SQLValue] = [.id(partner), .int(limit), .time(since)]
        return try connection.row(RegistrationSQL.load, values) { (try $0.int(), try $0.int()) } ?? (0, 0)
    }

    public func lapsedAt(company: CompanyKey, partner: PartnerID) throws -> Date? {
        try connection.row(RegistrationSQL.lapsedAt, [.id(company), .id(partner)]) { $0.optionalTime() } ?? nil
    }

    public func idleHolds(of partner: PartnerID) throws -> Int {
        try connection.row(RegistrationSQL.idleHolds, [.id(partner)]) { try $0.int() } ?? 0
    }

    public func awaking(at now: Date, limit: Int) throws -> [RegistrationID] {
        try connection.rows(RegistrationSQL.awaking, [.time(now), .int(limit)]) { try $0.id() }
    }

    public func submitted(after: SubmittedClaim?, limit: Int) throws -> [SubmittedClaim] {
        let values: [SQLValue] = [after.map { .time($0.at) } ?? .int(.min), .text(after?.id.text ?? ""), .int(limit)]
        return try connection.rows(RegistrationSQL.submitted, values) { row in
            SubmittedClaim(at: try row.time(), id: try row.id())
        }
    }

    public func ticking(after: RegistrationID?, limit: Int) throws -> [RegistrationID] {
        try connection.rows(RegistrationSQL.ticking, [.text(after?.text ?? ""), .int(limit)]) { try $0.id() }
    }
}
