public import FoundationEssentials

extension Registration {
    /// When the first thing that the side owes now is due; nil when no clock of its runs.
    public func deadline(of side: NextAction.Side) -> Date? {
        guard status.isOpen else { return nil }
        return progress.duties.filter { $0.isRunning && $0.debtor == side }.map(\.due).min()
    }
}

extension Duty {
    /// Who owes it now: the vendor, once it has taken it over.
    var debtor: NextAction.Side { isHandedOver ? .reviewer : kind.side }
}
