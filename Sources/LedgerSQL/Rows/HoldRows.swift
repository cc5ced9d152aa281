public import Desk
public import FoundationEssentials
public import Registrations

extension SQLSession {
    public func liveHold(company: CompanyKey, scope: ScopeKey) throws -> Hold? {
        try connection.row(RegistrationSQL.liveHold, [.id(company), .id(scope)]) { try Hold(&$0) }
    }

    public func holds(company: CompanyKey) throws -> [Hold] {
        try connection.rows(RegistrationSQL.liveHolds, [.id(company)]) { try Hold(&$0) }
    }

    public func insert(_ hold: Hold) throws -> Bool {
        let values: [SQLValue] = [
            .id(hold.registration), .id(hold.partner), .id(hold.company), .id(hold.scope), .time(hold.from),
            .time(hold.until),
        ]
        return try connection.run(RegistrationSQL.insertHold, values) == 1
    }

    public func change(_ hold: Hold) throws -> Bool {
        let values: [SQLValue] = [
            .time(hold.until), .id(hold.scope), .id(hold.registration), .id(hold.company),
        ]
        return try connection.run(RegistrationSQL.changeHold, values) == 1
    }

    public func endHold(company: CompanyKey, scope: ScopeKey, at: Date, reason: String) throws {
        try connection.send(RegistrationSQL.endHold, [.time(at), .text(reason), .id(company), .id(scope)])
    }

    public func directSale(company: CompanyKey) throws -> DirectSale? {
        try connection.row(DutySQL.directSale, [.id(company)]) { row in
            DirectSale(
                company: try row.id(),
                by: try row.text(),
                openedAt: try row.time(),
                closedAt: row.optionalTime()
            )
        }
    }

    public func save(_ sale: DirectSale) throws {
        let values: [SQLValue] = [
            .id(sale.company), .time(sale.openedAt), .text(sale.by), .time(sale.closedAt),
        ]
        try connection.send(DutySQL.saveDirectSale, values)
    }

    public func mark(_ name: String) throws -> Mark? {
        try connection.row(DutySQL.mark, [.text(name)]) { Mark(value: try $0.text(), updatedAt: try $0.time()) }
    }

    public func set(mark name: String, to value: String?, at: Date) throws {
        guard let value else {
            try connection.send(DutySQL.removeMark, [.text(name)])
            return
        }
        try connection.send(DutySQL.saveMark, [.text(name), .text(value), .time(at)])
    }
}

extension Hold {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(
            registration: try row.id(),
            partner: try row.id(),
            company: try row.id(),
            scope: try row.id(),
            from: try row.time(),
            until: try row.time()
        )
    }
}
