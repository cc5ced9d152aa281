import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func liveHold(company: CompanyKey, scope: ScopeKey) -> Hold? {
        state.holds[company]?[scope]
    }

    func holds(company: CompanyKey) -> [Hold] {
        (state.holds[company] ?? [:]).values.sorted { precedes($0.scope.text, $1.scope.text) }
    }

    func insert(_ hold: Hold) -> Bool {
        guard state.holds[hold.company]?[hold.scope] == nil else { return false }
        set(hold, hold.company, hold.scope)
        return true
    }

    func change(_ hold: Hold) -> Bool {
        guard let old = holds(company: hold.company).first(where: { $0.registration == hold.registration }) else {
            return false
        }
        let there = state.holds[hold.company]?[hold.scope]
        guard there.map({ $0.registration == hold.registration }) ?? true else { return false }
        set(nil, old.company, old.scope)
        let changed = Hold(
            registration: old.registration,
            partner: old.partner,
            company: old.company,
            scope: hold.scope,
            from: old.from,
            until: hold.until
        )
        set(changed, hold.company, hold.scope)
        return true
    }

    func endHold(company: CompanyKey, scope: ScopeKey, at: Date, reason: String) {
        set(nil, company, scope)
    }

    private func set(_ hold: Hold?, _ company: CompanyKey, _ scope: ScopeKey) {
        var holds = state.holds[company] ?? [:]
        holds[scope] = hold
        put(holds, \.holds, company)
        change.note(company)
    }

    func directSale(company: CompanyKey) -> DirectSale? {
        state.directSales[company]?.max { $0.openedAt < $1.openedAt }
    }

    func save(_ sale: DirectSale) {
        let others = (state.directSales[sale.company] ?? []).filter { $0.openedAt != sale.openedAt }
        put(others + [sale], \.directSales, sale.company)
    }

    func openRegistrations(on company: CompanyKey, limit: Int) -> [Registration] {
        let open = Registration.Status.allCases.filter(\.isOpen)
        return registrations(
            RegistrationQuery(company: company, statuses: open, limit: limit, isOldestFirst: true)
        )
    }

    func lapsedAt(company: CompanyKey, partner: PartnerID) -> Date? {
        (state.byCompany[company] ?? []).compactMap { state.registrations[$0] }
            .filter { $0.partner == partner && $0.status == .lapsed }.compactMap(\.endedAt).max()
    }

    func idleHolds(of partner: PartnerID) -> Int {
        let idle = (state.byPartner[partner] ?? []).compactMap { state.registrations[$0] }.count {
            $0.status == .approved && $0.progress.firstMeeting == nil
        }
        return min(1_000, idle)
    }

    func awaking(at now: Date, limit: Int) -> [RegistrationID] {
        state.wakes.filter { $0.value <= now }
            .sorted { $0.value == $1.value ? precedes($0.key.text, $1.key.text) : $0.value < $1.value }
            .prefix(limit).map(\.key)
    }

    func ticking(after: RegistrationID?, limit: Int) -> [RegistrationID] {
        state.wakes.keys.filter { precedes(after?.text ?? "", $0.text) }
            .filter { state.registrations[$0]?.status.isOpen ?? false }
            .sorted { precedes($0.text, $1.text) }.prefix(limit).map(\.self)
    }

    func mark(_ name: String) -> Mark? { state.marks[name] }

    func set(mark name: String, to value: String?, at: Date) {
        put(value.map { Mark(value: $0, updatedAt: at) }, \.marks, name)
    }
}
