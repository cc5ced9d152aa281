import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func liveHold(company: CompanyKey, scope: ScopeKey) -> Hold? {
        state.holds[MemoryState.LiveKey(company: company, scope: scope)]
    }

    func holds(company: CompanyKey) -> [Hold] {
        state.holds.values.filter { $0.company == company }.sorted { precedes($0.scope.text, $1.scope.text) }
    }

    func insert(_ hold: Hold) -> Bool {
        let key = MemoryState.LiveKey(company: hold.company, scope: hold.scope)
        guard state.holds[key] == nil else { return false }
        state.holds[key] = hold
        return true
    }

    func change(_ hold: Hold) -> Bool {
        guard let old = holds(company: hold.company).first(where: { $0.registration == hold.registration }) else {
            return false
        }
        let key = MemoryState.LiveKey(company: hold.company, scope: hold.scope)
        guard state.holds[key].map({ $0.registration == hold.registration }) ?? true else { return false }
        state.holds[MemoryState.LiveKey(company: old.company, scope: old.scope)] = nil
        state.holds[key] = Hold(
            registration: old.registration,
            partner: old.partner,
            company: old.company,
            scope: hold.scope,
            from: old.from,
            until: hold.until
        )
        return true
    }

    func endHold(company: CompanyKey, scope: ScopeKey, at: Date, reason: String) {
        state.holds[MemoryState.LiveKey(company: company, scope: scope)] = nil
    }

    func directSale(company: CompanyKey) -> DirectSale? {
        state.directSales[company]?.max { $0.openedAt < $1.openedAt }
    }

    func save(_ sale: DirectSale) {
        state.directSales[sale.company, default: []].removeAll { $0.openedAt == sale.openedAt }
        state.directSales[sale.company, default: []].append(sale)
    }

    func openRegistrations(on company: CompanyKey, limit: Int) -> [Registration] {
        let open = Registration.Status.allCases.filter(\.isOpen)
        return registrations(
            RegistrationQuery(company: company, statuses: open, limit: limit, isOldestFirst: true)
        )
    }

    func lapsedAt(company: CompanyKey, partner: PartnerID) -> Date? {
        state.registrations.values.filter { $0.company == company && $0.partner == partner && $0.status == .lapsed }
            .compactMap(\.endedAt).max()
    }

    func idleHolds(of partner: PartnerID) -> Int {
        let idle = state.registrations.values.count {
            $0.partner == partner && $0.status == .approved && $0.progress.firstMeeting == nil
        }
        return min(1_000, idle)
    }

    func awaking(at now: Date, limit: Int) -> [RegistrationID] {
        let due = state.registrations.values.compactMap { registration in
            registration.progress.wakeAt.map { (at: $0, id: registration.id) }
        }
        return due.filter { $0.at <= now }
            .sorted { $0.at == $1.at ? precedes($0.id.text, $1.id.text) : $0.at < $1.at }
            .prefix(limit).map(\.id)
    }

    func ticking(after: RegistrationID?, limit: Int) -> [RegistrationID] {
        state.registrations.values
            .filter { $0.status.isOpen && $0.progress.wakeAt != nil && precedes(after?.text ?? "", $0.id.text) }
            .map(\.id).sorted { precedes($0.text, $1.text) }.prefix(limit).map(\.self)
    }

    func mark(_ name: String) -> Mark? { state.marks[name] }

    func set(mark name: String, to value: String?, at: Date) {
        state.marks[name] = value.map { Mark(value: $0, updatedAt: at) }
    }
}
