import Crypto
import JSON

/// Pieces that several kinds of payload share.
enum SlackPayloads {
    /// What stands in the inputs: `state.values[block_id][action_id]`, by block id, blanks left out.
    static func typed(in state: JSON?) -> [String: String] {
        var typed: [String: String] = [:]
        for block in state?["values"]?.members.prefix(SlackLimits.inputsInView) ?? [] {
            let input = block.value[block.key] ?? block.value.members.first?.value
            if let value = input.flatMap(value), !value.isEmpty { typed[block.key] = value }
        }
        return typed
    }

    /// The value of one input, whatever its kind; nil while nothing is typed or chosen.
    static func value(of input: JSON) -> String? {
        let value =
            input["value"]?.string
            ?? input["selected_option"]?["value"]?.string
            ?? input["selected_options"]?[0]?["value"]?.string
            ?? input["selected_date"]?.string
        return value.map(withoutZeros)
    }

    /// The ids of a view's inputs, in order.
    static func inputs(of view: JSON?) -> [String] {
        let blocks = view?["blocks"]?.elements.prefix(SlackLimits.viewBlocks) ?? []
        return blocks.filter { $0["type"]?.string == "input" }.compactMap { $0["block_id"]?.string }
    }

    /// SHA-256 of what was typed, whatever its order.
    static func digest(of typed: [String: String]) -> String {
        var hash = SHA256()
        for (id, value) in typed.sorted(by: { $0.key < $1.key }) {
            // Lengths keep apart what would run together.
            hash.update(data: Array("\(id.utf8.count):\(id)\(value.utf8.count):\(value)".utf8))
        }
        return hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }

    /// What a log may say of a payload's kind, which a stranger could not have chosen, but a newer Slack can.
    static func kind(_ type: String?) -> String {
        guard let type, (1...40).contains(type.utf8.count) else { return "unnamed" }
        return type.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || isLetter($0) }
            ? type : "unnamed"
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    /// Databases keep no zero character.
    private static func withoutZeros(_ text: String) -> String {
        text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
    }
}
