/// Judges Adaptive Cards as their schema 1.5 and Teams document them, and says every mistake with its place.
///
/// https://adaptivecards.io/explorer and
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
struct CardRules {
    enum Place { case message, dialog }

    static let mediaType = "application/vnd.microsoft.card.adaptive"
    static let maximumVersion = [1, 5]
    static let maximumBytes = 28_672
    static let maximumRefreshed = 60

    let place: Place
    private(set) var mistakes: [String] = []
    private var ids: Set<String> = []

    static func mistakes(in card: JSONValue, at place: Place) -> [String] {
        var rules = CardRules(place: place)
        rules.check(card: card, at: "", isOuter: true)
        if card.bytes.count > maximumBytes { rules.note("\(card.bytes.count) bytes", at: "") }
        return rules.mistakes
    }

    private init(place: Place) { self.place = place }

    mutating func note(_ mistake: String, at path: String) { mistakes.append("\(mistake) [card:\(path)]") }

    mutating func check(card: JSONValue, at path: String, isOuter: Bool = false) {
        guard card.type == "AdaptiveCard" else { return note("type is AdaptiveCard", at: path) }
        only(CardShapes.card, in: card, at: path)
        if isOuter {
            let version = (card.version.string ?? "").split(separator: ".").compactMap { Int($0) }
            if version.count != 2 || version.lexicographicallyPrecedes([1, 0])
                || Self.maximumVersion.lexicographicallyPrecedes(version)
            {
                note("version is 1.5 or earlier, not \(card.version.text)", at: path)
            }
        }
        if let lang = card.lang.string, lang.count != 2 { note("lang has two letters", at: path + "/lang") }
        check(elements: card.body, at: path + "/body")
        check(actions: card.actions, at: path + "/actions")
        if !card.refresh.isNull { check(refresh: card.refresh, at: path + "/refresh") }
    }

    private mutating func check(refresh: JSONValue, at path: String) {
        only(["type", "action", "userIds"], in: refresh, at: path)
        if refresh.action.type != "Action.Execute" { note("refreshes by Action.Execute", at: path + "/action") }
        check(action: refresh.action, at: path + "/action")
        let users = refresh.userIds.items
        if users.count > Self.maximumRefreshed { note("at most 60 userIds", at: path) }
        for user in users where user.string?.hasPrefix("29:") != true { note("userIds are 29:…", at: path) }
    }

    mutating func check(elements: JSONValue, at path: String) {
        guard !elements.isNull else { return }
        guard elements.isArray else { return note("is an array", at: path) }
        for (index, element) in elements.items.enumerated() { check(element: element, at: "\(path)/\(index)") }
    }

    private mutating func check(element: JSONValue, at path: String) {
        guard let type = element.type.string, let shape = CardShapes.elements[type] else {
            return note("no element \(element.type.text)", at: path)
        }
        only(shape.allowed.union(CardShapes.everyElement), in: element, at: path)
        for name in shape.required where element[name].isNull { note("\(name) is required", at: path) }
        checkWords(of: element, at: path)
        if type.hasPrefix("Input.") { check(input: element, type, at: path) }
        if !element.selectAction.isNull { check(action: element.selectAction, at: path + "/selectAction") }
        switch type {
        case "Container": check(elements: element["items"], at: path + "/items")
        case "ColumnSet":
            for (index, column) in element.columns.items.enumerated() {
                check(column: column, at: "\(path)/columns/\(index)")
            }
        case "ActionSet": check(actions: element.actions, at: path + "/actions")
        case "FactSet":
            for fact in element.facts.items where fact.title.string == nil || fact.value.string == nil {
                note("a fact has a title and a value", at: path)
            }
        case "RichTextBlock":
            for run in element.inlines.items where run.string == nil {
                only(CardShapes.textRun, in: run, at: path + "/inlines")
                if run["text"].string == nil { note("a run has a text", at: path) }
            }
        default: break
        }
    }

    private mutating func check(column: JSONValue, at path: String) {
        only(CardShapes.column.union(CardShapes.everyElement), in: column, at: path)
        check(elements: column["items"], at: path + "/items")
        if !column.selectAction.isNull { check(action: column.selectAction, at: path + "/selectAction") }
    }

    private mutating func check(input: JSONValue, _ type: String, at path: String) {
        guard let id = input.id.string, !id.isEmpty else { return note("id is required", at: path) }
        if !ids.insert(id).inserted { note("id \(id) twice", at: path) }
        if input.isRequired == true, input.errorMessage.string == nil {
            note("a required input has an errorMessage", at: path)
        }
        if input.label.isNull, type != "Input.Toggle" { note("an input has a label", at: path) }
        if type == "Input.ChoiceSet" {
            for choice in input.choices.items where choice.title.string == nil || choice.value.string == nil {
                note("a choice has a title and a value", at: path)
            }
            if input.isMultiSelect != true, let value = input.value.string, !value.isEmpty,
                !input.choices.items.contains(where: { $0.value.string == value })
            {
                note("value \(value) is no choice", at: path)
            }
        }
        if !input.value.isNull, type != "Input.Number", input.value.string == nil { note("value is text", at: path) }
        if let pattern = input.regex.string, PatternReader.compiled(pattern) == nil {
            note("regex does not read", at: path)
        }
    }

    mutating func check(actions: JSONValue, at path: String) {
        guard !actions.isNull else { return }
        guard actions.isArray else { return note("is an array", at: path) }
        if actions.items.count > 6 { note("Teams shows six actions", at: path) }
        for (index, action) in actions.items.enumerated() { check(action: action, at: "\(path)/\(index)") }
    }

    private mutating func check(action: JSONValue, at path: String) {
        guard let type = action.type.string, let allowed = CardShapes.actions[type] else {
            return note("no action \(action.type.text)", at: path)
        }
        only(allowed.union(CardShapes.everyAction), in: action, at: path)
        checkWords(of: action, at: path)
        switch type {
        case "Action.ShowCard": check(card: action.card, at: path + "/card")
        case "Action.OpenUrl":
            let url = action.url.string ?? ""
            if !url.hasPrefix("https://"), !url.hasPrefix("http://") { note("url is an address", at: path) }
        case "Action.Execute":
            if place == .dialog { note("a dialog takes Action.Submit, not Action.Execute", at: path) }
            if action.verb.string == nil { note("a verb is needed to tell what was pressed", at: path) }
        default: break
        }
        if action.fallback.object != nil { check(action: action.fallback, at: path + "/fallback") }
    }

    private mutating func checkWords(of value: JSONValue, at path: String) {
        for (name, words) in CardShapes.words {
            guard let word = value[name].string else { continue }
            let allowed = name == "style" ? CardShapes.styles[value.type.string ?? ""] ?? words : words
            if !allowed.contains(word.lowercased()) { note("\(name) is none of \(allowed.sorted())", at: path) }
        }
    }

    private mutating func only(_ allowed: Set<String>, in value: JSONValue, at path: String) {
        for name in (value.object ?? [:]).keys.sorted() where !allowed.contains(name) {
            note("\(value.type.string ?? "?") has no \(name)", at: path)
        }
    }
}
