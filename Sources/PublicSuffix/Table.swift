import CTables
public import Registrations

/// The tables this program carries, made by `bin/refresh-tables` from `Data/`.
enum Table {
    static func lines(_ start: UnsafePointer<CChar>, _ bytes: Int) -> [Substring] {
        start.withMemoryRebound(to: UInt8.self, capacity: bytes) { start in
            String(decoding: UnsafeBufferPointer(start: start, count: bytes), as: UTF8.self)
        }.split(separator: "\n")
    }

    static let suffixListVersion: String = {
        let mark = "// VERSION: "
        let head = lines(registrar_public_suffix_list_start(), min(registrar_public_suffix_list_bytes, 400))
        return head.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) } ?? "unknown"
    }()
}

extension DomainLists {
    /// The free-mail, disposable and shared hosts this program carries.
    public static let carried = DomainLists(
        freeMail: Set(Table.lines(registrar_free_mail_start(), registrar_free_mail_bytes).map(String.init)),
        disposable: Set(Table.lines(registrar_disposable_start(), registrar_disposable_bytes).map(String.init)),
        sharedHosts: Set(Table.lines(registrar_shared_hosts_start(), registrar_shared_hosts_bytes).map(String.init))
    )
}

extension LegalForms {
    /// The entity legal forms of ISO 20275, after our own table of how names carry the common ones.
    public static let iso20275 = LegalForms(
        lines: Table.lines(registrar_legal_forms_start(), registrar_legal_forms_bytes)
    )
}

extension HolidayTable {
    /// The public holidays this program carries.
    public static let carried = HolidayTable(lines: Table.lines(registrar_holidays_start(), registrar_holidays_bytes))
}
