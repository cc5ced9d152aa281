/// What makes a partner manager look at a partner.
public enum Signal: Hashable, Sendable {
    /// So many registrations within a day.
    case burst(count: Int)
    /// So many holds at once without a meeting.
    case idleHolds(count: Int)
    /// A domain that is one letter away from a known one.
    case nearMiss(domain: String, known: String)
}
