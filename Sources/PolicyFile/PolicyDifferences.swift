public import Registrations

/// What `new` changes of `old`, one line a rule, in the words of the policy file; empty when the rules are the same.
public func policyDifferences(_ old: Policy, _ new: Policy) -> [String] {
    let before = PolicyLines(old).lines
    let after = PolicyLines(new).lines
    let values = Dictionary(uniqueKeysWithValues: after.map { ($0.path, $0.value) })
    let earlier = Dictionary(uniqueKeysWithValues: before.map { ($0.path, $0.value) })
    let changedOrGone = before.compactMap { line -> String? in
        guard let value = values[line.path] else { return "\(line.path): \(line.value) is gone" }
        return value == line.value ? nil : "\(line.path): \(line.value) becomes \(value)"
    }
    let added = after.filter { earlier[$0.path] == nil }.map { "\($0.path): \($0.value) is new" }
    return changedOrGone + added
}
