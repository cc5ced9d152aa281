/// Judges a modal view as Slack documents it.
///
/// https://docs.slack.dev/reference/views/modal-views
enum ViewRules {
    static let maximumBytes = 250_000

    private static let members: Set<String> = [
        "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id",
        "clear_on_close", "notify_on_close", "submit_disabled",
    ]

    static func mistakes(in view: JSONValue) -> [String] {
        var rules = BlockRules(place: .modal)
        guard view.object != nil else { return ["view must be an object [json-pointer:/view]"] }
        rules.only(members, in: view, at: "/view")
        if view.type != "modal" { rules.note("view type must be modal", at: "/view/type") }
        rules.text(view.title, upTo: 24, plain: true, at: "/view/title")
        if !view.submit.isNull { rules.text(view.submit, upTo: 24, plain: true, at: "/view/submit") }
        if !view.close.isNull { rules.text(view.close, upTo: 24, plain: true, at: "/view/close") }
        if !view.private_metadata.isNull {
            rules.length(view.private_metadata, 0...3000, at: "/view/private_metadata")
        }
        if !view.callback_id.isNull { rules.length(view.callback_id, 0...255, at: "/view/callback_id") }
        if !view.external_id.isNull { rules.length(view.external_id, 0...255, at: "/view/external_id") }
        for name in ["clear_on_close", "notify_on_close", "submit_disabled"] {
            rules.flag(view[name], at: "/view/\(name)")
        }
        rules.check(blocks: view.blocks, at: "/view/blocks")
        if view.submit.isNull, view.blocks.items.contains(where: { $0.type == "input" }) {
            rules.note("missing required field: submit, since there are input blocks", at: "/view")
        }
        return rules.mistakes
    }
}
