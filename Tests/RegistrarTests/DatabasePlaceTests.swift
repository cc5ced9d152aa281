import Desk
import Foundation
import Testing

@testable import registrar

@Suite struct DatabasePlaceTests {
    private func settings(_ database: String) throws -> Settings {
        try Settings.read(["REGISTRAR_DATABASE": database], file: { _ in nil })
    }

    @Test(arguments: [
        ("sqlite:a/b.db", "a/b.db"), ("postgresql://u:hunter2@db.example/deals", "postgresql://db.example/deals"),
        ("postgres://db.example:5433/deals?password=hunter2", "postgresql://db.example:5433/deals"),
    ])
    func `a database is shown without its password`(text: String, shown: String) throws {
        #expect(try settings(text).database.shown == shown)
    }

    @Test(arguments: ["sqlite:", "mysql://u:hunter2@h/d", "postgresql://u:hunter2@h/d?nonsense=hunter2"])
    func `what names no database is a mistake, and is not repeated`(text: String) {
        #expect {
            try settings(text)
        } throws: { error in
            "\(error)".contains("REGISTRAR_DATABASE must be") && !"\(error)".contains("hunter2")
        }
    }

    @Test func `a server elsewhere that nothing proves is warned of`() throws {
        #expect(try settings("postgresql://db.example/deals?sslmode=require").database.warning != nil)
        #expect(try settings("postgresql://db.example/deals?sslmode=verify-full").database.warning == nil)
        #expect(try settings("postgresql://localhost/deals").database.warning == nil)
        #expect(try settings("sqlite:a.db").database.warning == nil)
    }

    @Test func `a server's master key is set, never made`() throws {
        var settings = try settings("postgresql://localhost/deals")
        #expect(throws: CommandTrouble.self) { try MasterKeyFile.keyring(settings) }
        settings.masterKeys = [Array(repeating: 7, count: Keyring.keyLengthBytes)]
        _ = try MasterKeyFile.keyring(settings)
    }
}
