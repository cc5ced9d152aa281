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
            guard let next = chains.last else { return report }
            after = next.text
        }
    }

    private func verify(_ chain: ChainID, into report: inout Report) async throws {
        var head = (sequence: 0, hash: Timeline.origin)
        while true {
            let from = head.sequence
            let events = try await ledger.read { try $0.events(of: chain, after: from, limit: Self.pageSize) }
            guard !events.isEmpty else { return }
            for stored in events {
                if let flaw = Timeline.flaw(in: stored, after: head) {
                    report.flaws.append(Finding(chain: chain, flaw: flaw))
                    return
                }
                report.events += 1
                head = (stored.sequence, stored.hash)
            }
        }
    }
}
