import Registrations

/// The forms of a decision: why, and what else to know.
extension Phrasebook {
    /// Why a claim is rejected.
    public func rejectForm(_ file: CaseFile) -> Form {
        Form(
            name: .reviewReject,
            token: file.registration.id.text,
            title: say("Reject", "Ablehnen"),
            intro: [.paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)]))],
            inputs: [
                Form.Input(
                    id: "reason",
                    label: say("Reason", "Grund"),
                    kind: .choice(
                        file.policy.reasons.map { reason in
                            let text = reason.text[language] ?? reason.text[file.policy.program.language] ?? reason.id
                            return Form.Option(value: reason.id, label: optionLabel(text))
                        }
                    ),
                    isRequired: true
                ),
                Form.Input(
                    id: "reason_text",
                    label: say("In your words", "In Ihren Worten"),
                    kind: .paragraph(maximumLength: Form.wordsLimit),
                    isRequired: false,
                    hint: say("The partner reads this.", "Das liest der Partner.")
                ),
            ],
            submit: say("Reject", "Ablehnen"),
            close: cancel
        )
    }

    /// What a reviewer wants to know.
    public func askForm(_ file: CaseFile) -> Form {
        Form(
            name: .reviewAsk,
            token: file.registration.id.text,
            title: say("Ask the partner", "Rückfrage"),
            intro: [.paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)]))],
            inputs: [
                Form.Input(
                    id: "question",
                    label: say("Question", "Frage"),
                    kind: .paragraph(maximumLength: Form.wordsLimit),
                    isRequired: true,
                    hint: say("Your clock stops until the answer.", "Ihre Frist ruht bis zur Antwort.")
                )
            ] + reopening(file),
            submit: say("Ask", "Fragen"),
            close: cancel
        )
    }

    /// Which answers open again, if the policy lets any.
    private func reopening(_ file: CaseFile) -> [Form.Input] {
        let isDeal = file.registration.progress.deal != nil
        let fields = Questionnaire.reopenable(file.policy.reopenable, isDeal: isDeal).filter {
            file.policy.requirement($0) != .off || Field.ofDeals.contains($0) || file.said($0) != nil
        }
        guard !fields.isEmpty else { return [] }
        return [
            Form.Input(
                id: "fields",
                label: say("Which answers shall open again?", "Welche Antworten sollen wieder offen sein?"),
                kind: .choices(fields.map { .init(value: $0.rawValue, label: name($0)) }),
                isRequired: false
            )
        ]
    }

    /// The partner's answer to a question: the answers that were opened stand before it, as they are.
    public func answerForm(_ file: CaseFile) -> Form {
        let isDeal = file.registration.progress.deal != nil
        let open = Questionnaire.reopenable(file.registration.question?.fields ?? [], isDeal: isDeal)
        return Form(
            name: .answer,
            token: file.registration.id.text,
            title: say("Answer", "Antworten"),
            intro: [.paragraph(Text([.strong(file.caseNumber)]))]
                + (file.registration.question.map { [.quote($0.text)] } ?? []),
            inputs: open.map { field in
                input(
                    field,
                    isRequired: file.policy.requirement(field) == .required
                        || isDeal && Field.requiredOfDeals.contains(field),
                    value: file.said(field),
                    in: file.policy
                )
            } + [
                Form.Input(
                    id: "answer",
                    label: say("Your answer", "Ihre Antwort"),
                    kind: .paragraph(maximumLength: Form.wordsLimit),
                    isRequired: open.isEmpty
                )
            ],
            submit: say("Send", "Senden"),
            close: cancel
        )
    }
}
