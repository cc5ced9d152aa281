/// What a client checks of a card's inputs before it sends anything.
///
/// https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation
enum InputChecks {
    /// The mistakes by input id, in the words of the card.
    static func errors(in inputs: [JSONValue], _ values: [String: String]) -> [String: String] {
        var errors: [String: String] = [:]
        for input in inputs {
            guard let id = input.id.string, !isGood(input, values[id] ?? "") else { continue }
            errors[id] = input.errorMessage.string ?? "This is not right."
        }
        return errors
    }

    private static func isGood(_ input: JSONValue, _ value: String) -> Bool {
        let isToggle = input.type == "Input.Toggle"
        if value.isEmpty || isToggle && value == (input.valueOff.string ?? "false") { return input.isRequired != true }
        if let pattern = input.regex.string, let regex = PatternReader.compiled(pattern) {
            do { return try regex.firstMatch(in: value) != nil } catch { return false }
        }
        if input.type == "Input.Number" {
            guard let number = Double(value) else { return false }
            if let least = input.min.int, number < Double(least) { return false }
            if let most = input.max.int, number > Double(most) { return false }
        }
        if input.type == "Input.Date" {
            if let least = input.min.string, value < least { return false }
            if let most = input.max.string, value > most { return false }
        }
        return true
    }

    /// What a client would let somebody type: a longest length cuts, a choice has to be one of the card's.
    static func typed(_ value: String, into input: JSONValue) -> String? {
        if input.type == "Input.ChoiceSet", !value.isEmpty {
            let known = input.choices.items.compactMap(\.value.string)
            let chosen = input.isMultiSelect == true ? value.split(separator: ",").map(String.init) : [value]
            return chosen.allSatisfy(known.contains) ? value : nil
        }
        if input.type == "Input.Toggle" {
            let states = [input.valueOn.string ?? "true", input.valueOff.string ?? "false"]
            return states.contains(value) ? value : nil
        }
        if let most = input.maxLength.int { return String(value.prefix(most)) }
        return value
    }

    /// What stands in an input before anybody typed.
    static func initial(_ input: JSONValue) -> String {
        if input.type == "Input.Toggle" { return input.value.string ?? input.valueOff.string ?? "false" }
        if case .number(let number) = input.value {
            return number == number.rounded() ? String(Int(number)) : "\(number)"
        }
        return input.value.string ?? ""
    }

    /// What is sent of the inputs: an empty one is left out.
    static func submitted(_ inputs: [JSONValue], _ values: [String: String]) -> JSONValue {
        var sent: [String: JSONValue] = [:]
        for id in inputs.compactMap(\.id.string) {
            if let value = values[id], !value.isEmpty { sent[id] = .string(value) }
        }
        return .object(sent)
    }
}

enum PatternReader {
    static func compiled(_ pattern: String) -> Regex<AnyRegexOutput>? {
        do { return try Regex(pattern) } catch { return nil }
    }
}
