import Crypto
import Dialogue
import JSON

/// The inputs of a view that was sent.
struct ViewInputs: Hashable, Sendable {
    let ids: [String]
    /// False when there may be others.
    let areAll: Bool

    /// Where these mistakes can stand.
    func places(for reply: Reply) -> [String] {
        guard !areAll, case .mistakes(let mistakes) = reply else { return ids }
        return mistakes.map(\.input).reduce(into: ids) { if !$0.contains($1), !$1.isEmpty { $0.append($1) } }
    }
}

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
            ?? several(input["selected_options"])
            ?? input["selected_date"]?.string
        return value.map(withoutZeros)
    }

    /// Several that were chosen, joined by commas; nil where none was.
    private static func several(_ chosen: JSON?) -> String? {
        let values = chosen?.elements.prefix(SlackLimits.selectOptions).compactMap { $0["value"]?.string } ?? []
        return values.isEmpty ? nil : values.joined(separator: ",")
    }

    /// The ids of a view's inputs, in order; where its blocks tell none, of those that have a state.
    static func inputs(of view: JSON?) -> ViewInputs {
        let blocks = view?["blocks"]?.elements.prefix(SlackLimits.viewBlocks) ?? []
        let ids = blocks.filter { $0["type"]?.string == "input" }.compactMap { $0["block_id"]?.string }
        guard ids.isEmpty else { return ViewInputs(ids: ids, areAll: true) }
        let stated = view?["state"]?["values"]?.members.prefix(SlackLimits.inputsInView) ?? []
        return ViewInputs(ids: stated.map(\.key), areAll: false)
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
