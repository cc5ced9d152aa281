import Dialogue
import Registrations

// A step of an unfinished claim is kept with its draft, in the row that the step writes anyway: by which delivery it was
// taken, and what was typed. Whatever else somebody does is claimed in the ledger before it is done.

/// A step that its draft takes.
struct StepUnderWay {
    /// As the step left it so far; a copy leaves it as it is.
    var draft: DraftRecord
    /// The draft took it before.
    let isCopy: Bool
}

extension FrontDesk {
    /// The draft that takes the delivery as one of its steps.
    ///
    /// Only its owner's, while it is one; the last step makes something that outlives it.
    func draftTaking(_ delivery: Delivery, in transaction: any LedgerTransaction) throws -> DraftRecord? {
        guard delivery.key != nil, case .filled(.register, let token, _) = delivery.input,
            let (id, step) = Wizard.read(token: token), step != .consent,
            let draft = try transaction.draft(id), draft.owner == delivery.actor, draft.registration == nil
        else { return nil }
        return draft
    }
}

extension Sitting {
    /// A draft that takes its step is saved with it at the end; any other at once.
    mutating func keep(_ draft: DraftRecord) throws {
        guard let step else { return try transaction.save(draft) }
        if !step.isCopy { self.step?.draft = draft }
    }

    /// The draft, as the step left it so far.
    func draft(_ id: DraftID) throws -> DraftRecord? {
        if let draft = step?.draft, draft.id == id { return draft }
        return try transaction.draft(id)
    }

    /// Saves what the step left, and by which delivery.
    func saveStep() throws {
        guard let key = delivery.key, var draft = step?.draft else { return }
        draft.took(key)
        try transaction.save(step: draft)
    }
}

extension DraftRecord {
    func isCopy(_ delivery: Delivery) -> Bool { delivery.key.map(taken.contains) ?? false }
}

extension Delivery {
    /// The same step with what its draft holds, whatever was typed in the copy.
    func taken(by draft: DraftRecord) -> Delivery {
        guard case .filled(let form, let token, _) = input else { return self }
        var copy = self
        let typed = draft.typed.map { ($0.key.rawValue, $0.value) }
        copy.input = .filled(form, token: token, typed: Dictionary(uniqueKeysWithValues: typed))
        return copy
    }
}
