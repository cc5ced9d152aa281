import Desk

/// Keys that are being changed, and what still needs the old one.
enum SecretsExamination {
    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let resealing = patient.assembly.resealing()
        let count = try await resealing.state()
        var findings: [Finding] = []
        if count.unreadable > 0 {
            findings.append(
                .error(
                    "secrets",
                    "\(count.unreadable) tokens were sealed by a master key that is not set",
                    mend: "add the old key to REGISTRAR_MASTER_KEY, after the new one"
                )
            )
        }
        if count.old > 0 {
            findings.append(
                .warning("secrets", "an old master key seals \(count.old) tokens", mend: "run: registrar reseal")
            )
        }
        if patient.assembly.settings.masterKeys.map({ $0.count > 1 }) == true, count.old == 0 {
            let mend = "take it out once no link signed with it shall work"
            findings.append(.warning("secrets", "an old master key seals nothing any more", mend: mend))
        }
        return findings.isEmpty ? [.ok("secrets", "every sealed token opens under the first master key")] : findings
    }
}
