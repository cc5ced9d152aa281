import FoundationEssentials
import Registrations

/// Recomputes histories.
public struct Audit: Sendable {
    private let ledger: any Ledger
    private static let pageSize = 500

    public init(_ ledger: any Ledger) { self.ledger = ledger }

    public struct Report: Hashable, Sendable {
        public var chains = 0
        public var events = 0
        /// The first broken link of each chain that has one.
        public var flaws: [Finding] = []
    }

    public struct Finding: Hashable, Sendable {
        public let chain: ChainID
        public let flaw: ChainFlaw
    }

    /// Walks every chain in pages, so that it runs beside a busy service.
    public func verify() async throws -> Report {
        var report = Report()
        var after = ""
        while true {
            let last = after
            let chains = try await ledger.read { try $0.chains(after: last, limit: Self.pageSize) }
            for chain in chains {
                report.chains += 1
                try await verify(chain, into: &report)
            }
            guard let next = chains.last else { break }
            after = next.text
        }
        try await verifyBeginnings(into: &report)
        return report
    }

    /// A history without any event is on no list of chains, but its registration is there.
    private func verifyBeginnings(into report: inout Report) async throws {
        var before: Date?
        var limit = Self.pageSize
        var seen: Set<RegistrationID> = []
        while true {
            let query = RegistrationQuery(submittedBefore: before, limit: limit)
            let page = try await ledger.read { try $0.registrations(query) }
            for registration in page where seen.insert(registration.id).inserted {
                let chain = ChainID.registration(registration.id)
                let first = try await ledger.read { try $0.events(of: chain, after: 0, limit: 1) }.first
                guard first == nil else { continue }
                report.flaws.append(Finding(chain: chain, flaw: .missing(sequence: 1)))
            }
            guard let last = page.last?.submittedAt, page.count == limit else { return }
            if page.first?.submittedAt == last {
                // One instant fills the page: only a longer one leads past it.
                limit *= 2
            } else {
                // The rest of the last instant comes with the next page.
                limit = Self.pageSize
                before = last.addingTimeInterval(0.001)
                seen = Set(page.filter { $0.submittedAt == last }.map(\.id))
            }
        }
    }

    private func verify(_ chain: ChainID, into report: inout Report) async throws {
        var head = (sequence: 0, hash: Timeline.origin)
        var status: Registration.Status?
        while true {
            let from = head.sequence
            // Both in one look: a busy service goes on meanwhile.
            let (events, registration) = try await ledger.read { reader in
                let events = try reader.events(of: chain, after: from, limit: Self.pageSize)
                return (events, events.isEmpty ? try reader.registration(RegistrationID(chain.text)) : nil)
            }
            guard !events.isEmpty else {
                // Its end was cut off when it does not tell how the registration came to be what it is.
                if let registration, registration.status != status {
                    report.flaws.append(Finding(chain: chain, flaw: .missing(sequence: head.sequence + 1)))
                }
                return
            }
            for stored in events {
                if let flaw = Timeline.flaw(in: stored, after: head) {
                    report.flaws.append(Finding(chain: chain, flaw: flaw))
                    return
                }
                report.events += 1
                status = stored.event.kind.statusAfter ?? status
                head = (stored.sequence, stored.hash)
            }
        }
    }
}
