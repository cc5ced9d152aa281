/// Settings that can be read and may yet be wrong.
enum SettingsExamination {
    static func findings(_ settings: Settings) -> [Finding] {
        var findings = [Finding.ok("settings", "all values can be read")]
        findings += settings.unknown.map { .warning("settings", "\($0.name) is not a setting", mend: $0.mend) }
        if let proxy = settings.proxy, proxy.lowercased().hasPrefix("http://"), proxy.contains("@") {
            findings.append(
                .warning(
                    "settings",
                    "REGISTRAR_PROXY carries a password over plain http",
                    mend: "use an https proxy, or one that knows this machine"
                )
            )
        }
        if let days = settings.eraseAfterDays {
            findings.append(.ok("privacy", "personal data is erased \(days) days after a registration's end"))
        } else {
            findings.append(
                .ok("privacy", "personal data stays until it is erased: REGISTRAR_ERASE_AFTER_DAYS is not set")
            )
        }
        return findings
    }
}
