/// Documents with their words replaced, and nothing else of them.
extension Text {
    public func rewording(_ change: (String) -> String) -> Text {
        Text(
            runs.map { run in
                switch run {
                case .plain(let words): .plain(change(words))
                case .strong(let words): .strong(change(words))
                case .typed(let words): .typed(change(words))
                case .link(let label, let url): .link(label: change(label), url: url)
                }
            }
        )
    }
}

extension Part {
    public func rewording(_ change: (String) -> String) -> Part {
        switch self {
        case .paragraph(let text): .paragraph(text.rewording(change))
        case .facts(let facts): .facts(facts.map { Fact($0.label, $0.value.rewording(change)) })
        case .quote(let words): .quote(change(words))
        case .note(let text): .note(text.rewording(change))
        case .divider: .divider
        }
    }
}

extension Card {
    public func rewording(_ change: (String) -> String) -> Card {
        var next = self
        next.heading = heading.map(change)
        next.parts = parts.map { $0.rewording(change) }
        next.summary = change(summary)
        next.buttons = buttons.map { button in
            var button = button
            button.confirm = button.confirm.map { confirm in
                Button.Confirm(
                    title: change(confirm.title),
                    text: change(confirm.text),
                    yes: confirm.yes,
                    no: confirm.no
                )
            }
            return button
        }
        return next
    }
}

extension Form {
    public func rewording(_ change: (String) -> String) -> Form {
        var next = self
        next.title = change(title)
        next.intro = intro.map { $0.rewording(change) }
        next.inputs = inputs.map { input in
            var input = input
            input.value = input.value.map(change)
            input.hint = input.hint.map(change)
            return input
        }
        return next
    }
}

extension Reply {
    public func rewording(_ change: (String) -> String) -> Reply {
        switch self {
        case .nothing: .nothing
        case .card(let card): .card(card.rewording(change))
        case .form(let form, let otherwise):
            .form(form.rewording(change), otherwise: otherwise?.rewording(change))
        case .mistakes(let mistakes):
            .mistakes(mistakes.map { FieldMistake(input: $0.input, sentence: change($0.sentence)) })
        case .done: .done
        }
    }
}
