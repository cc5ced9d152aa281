public import Registrations

/// The `/register` dialogue: what was typed so far, and what comes next.
///
/// Pure and total: any input in any state has an answer, so windows can be closed, opened twice and sent again in any
/// order.
public struct Conversation: Hashable, Sendable {
    /// As typed, mistakes included: what was typed stays.
    public private(set) var typed: [Field: String]
    /// Set once the claim was taken; from then on nothing changes.
    public private(set) var isSubmitted: Bool

    public init(typed: [Field: String] = [:], isSubmitted: Bool = false) {
        self.typed = typed
        self.isSubmitted = isSubmitted
    }

    /// What the person did.
    public enum Input: Hashable, Sendable {
        /// Started or came back, perhaps with a domain.
        case opened(domain: String?)
        /// Sent a step off.
        case sent(Step, [Field: String])
        /// Went back from a step; what stands in it is kept.
        case wentBack(from: Step, [Field: String])
        case closed
    }

    /// What has to happen.
    public enum Action: Hashable, Sendable {
        case ask(Step)
        /// The step stays, with what is wrong at its fields.
        case mend(Step, [Field: Mistake])
        /// A deal comes with what makes it one.
        case submit(Answers, Progress.Deal?)
        case showResult
        case rest
    }

    public mutating func receive(_ input: Input, with questions: Questionnaire) -> Action {
        if isSubmitted {
            switch input {
            case .opened, .sent, .wentBack: return .showResult
            case .closed: return .rest
            }
        }
        switch input {
        case .opened(let domain):
            if let domain { typed[.companyDomain] = domain }
            return .ask(.company)
        // What a claim of this kind is not asked was never shown.
        case .sent(let step, _) where !Step.all(of: questions.kind).contains(step):
            return .ask(.company)
        case .sent(let step, let values):
            keep(values, of: step, with: questions)
            return proceed(from: step, with: questions)
        case .wentBack(let step, let values):
            // Some chats send no inputs along with a way back.
            if !values.isEmpty { keep(values, of: step, with: questions) }
            return .ask(step.previous(of: questions.kind) ?? .company)
        case .closed:
            return .rest
        }
    }

    /// The claim was taken.
    public mutating func markSubmitted() {
        isSubmitted = true
    }

    private mutating func keep(_ values: [Field: String], of step: Step, with questions: Questionnaire) {
        for field in step.fields where questions.asks(field) {
            let value = values[field].map { Questionnaire.trimmed($0) } ?? ""
            typed[field] = value.isEmpty ? nil : Questionnaire.bounded(value)
        }
    }

    private func proceed(from step: Step, with questions: Questionnaire) -> Action {
        let mistakes = questions.mistakes(in: step, typed)
        guard mistakes.isEmpty else { return .mend(step, mistakes) }
        if let next = step.next(of: questions.kind) { return .ask(next) }
        // A last step that was sent without an earlier one leads back to it.
        for earlier in Step.all(of: questions.kind) where !questions.mistakes(in: earlier, typed).isEmpty {
            return .ask(earlier)
        }
        guard let answers = questions.answers(typed) else { return .ask(.company) }
        return .submit(answers, questions.deal(typed))
    }
}
