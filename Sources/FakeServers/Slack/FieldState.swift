/// What a client does with one field: fills it in, and checks its form before sending.
enum FieldState {
    static func filled(_ element: JSONValue, with answer: String) -> JSONValue? {
        let type = element.type
        let options = element.options.items + element.option_groups.items.flatMap(\.options.items)
        switch type {
        case "static_select", "radio_buttons":
            if answer.isEmpty { return ["type": type, "selected_option": nil] }
            guard let option = options.first(where: { $0.value.string == answer }) else { return nil }
            return ["type": type, "selected_option": option]
        case "external_select":
            let option: JSONValue = [
                "text": ["type": "plain_text", "text": .string(answer)], "value": .string(answer),
            ]
            return ["type": type, "selected_option": answer.isEmpty ? nil : option]
        case "checkboxes", "multi_static_select":
            let wanted = answer.split(separator: ",").map(String.init)
            let chosen = options.filter { wanted.contains($0.value.string ?? "") }
            guard chosen.count == wanted.count else { return nil }
            return ["type": type, "selected_options": .array(chosen)]
        case "datepicker": return ["type": type, "selected_date": answer.isEmpty ? nil : .string(answer)]
        case "timepicker": return ["type": type, "selected_time": answer.isEmpty ? nil : .string(answer)]
        default: return ["type": type, "value": answer.isEmpty ? nil : .string(answer)]
        }
    }

    static func mistakes(in view: SlackView) -> [String: String] {
        var mistakes: [String: String] = [:]
        for block in view.inputs {
            let id = block.block_id.string ?? ""
            let state = view.values[id]?[block.element.action_id.string ?? ""] ?? .null
            if isEmpty(state) {
                if block["optional"].bool != true { mistakes[id] = "Please complete this required field." }
            } else if let mistake = mistake(in: state, of: block.element) {
                mistakes[id] = mistake
            }
        }
        return mistakes
    }

    static func isEmpty(_ state: JSONValue) -> Bool {
        let single = [state.value, state.selected_option, state.selected_date, state.selected_time]
        return single.allSatisfy { $0.isNull || $0 == "" } && state.selected_options.items.isEmpty
    }

    private static func mistake(in state: JSONValue, of element: JSONValue) -> String? {
        guard let value = state.value.string else { return nil }
        switch element.type {
        case "plain_text_input":
            if let least = element.min_length.int, value.unicodeScalars.count < least {
                return "Please enter at least \(least) characters."
            }
            if value.unicodeScalars.count > element.max_length.int ?? 3000 {
                return "Please enter at most \(element.max_length.int ?? 3000) characters."
            }
            return nil
        case "email_text_input":
            return value.wholeMatch(of: /[^\s@]+@[^\s@]+\.[^\s@]+/) == nil ? "Please enter a valid email address." : nil
        case "url_text_input":
            return value.wholeMatch(of: /https?:\/\/\S+/) == nil ? "Please enter a valid URL." : nil
        case "number_input": return numberMistake(value, element)
        default: return nil
        }
    }

    private static func numberMistake(_ text: String, _ element: JSONValue) -> String? {
        guard let number = Double(text) else { return "Please enter a number." }
        if element.is_decimal_allowed.bool == false, Int(text) == nil { return "Please enter a whole number." }
        if let least = element.min_value.string.flatMap(Double.init), number < least {
            return "Please enter a number of at least \(element.min_value.string ?? "")."
        }
        if let most = element.max_value.string.flatMap(Double.init), number > most {
            return "Please enter a number of at most \(element.max_value.string ?? "")."
        }
        return nil
    }
}
