import Dialogue
import Registrations

/// Linking a workspace to a partner, by a manager.
extension Sitting {
    private static let partnersOffered = 100

    func openLink(_ value: String, _ book: Phrasebook) throws -> Reply {
        try mustManage()
        guard let key = Self.workspaceKey(value) else { throw Refusal.unknownCase }
        if let partner = try linkedPartner(key) {
            return .card(book.linked(workspace: key.id, partner: partner.name))
        }
        let partners = try transaction.partners()
        guard !partners.isEmpty else { return .card(book.noPartners()) }
        let form = book.linkForm(
            workspace: key.id,
            channel: key.channel,
            partners: Array(partners.prefix(Self.partnersOffered)),
            more: partners.count > Self.partnersOffered
        )
        return .form(form, otherwise: book.linkCard(workspace: key.id, channel: key.channel))
    }

    mutating func link(_ token: String, typed: [String: String], _ book: Phrasebook) throws -> Reply {
        try mustManage()
        guard let key = Self.workspaceKey(token), !desk.settings.vendorWorkspaces.contains(key),
            let partner = try transaction.partner(PartnerID(typed["partner"] ?? ""))
        else { throw Refusal.unknownReason }
        if let linked = try linkedPartner(key), linked.id != partner.id {
            // Another manager was faster; only the command line moves a workspace.
            let sentence = book.linked(workspace: key.id, partner: linked.name).summary
            return .mistakes([FieldMistake(input: "partner", sentence: sentence)])
        }
        var workspace = try transaction.workspace(key) ?? Workspace(key: key)
        workspace.partner = partner.id
        try transaction.save(workspace)
        try desk.record(
            .workspaceLinked,
            [.init("workspace", key.id), .init("partner", partner.id.text)],
            by: .person(delivery.actor, role: .manager),
            in: transaction,
            at: now
        )
        return .done
    }

    private func linkedPartner(_ key: WorkspaceKey) throws -> Partner? {
        try transaction.workspace(key)?.partner.flatMap { try transaction.partner($0) }
    }

    private func mustManage() throws {
        let act = try Reviewing(delivery.actor, under: policy, at: now)
        guard act.reviewer.isManager else { throw Refusal.notManager }
    }

    private static func workspaceKey(_ text: String) -> WorkspaceKey? {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let channel = Channel(rawValue: String(parts[0])) else { return nil }
        return WorkspaceKey(channel: channel, id: String(parts[1]))
    }
}
