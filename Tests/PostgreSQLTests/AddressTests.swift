import Desk
import DeskTesting
import Foundation
import LedgerSQL
import PostgreSQLTesting
import Registrations
import Testing

@testable import PostgreSQL

@Suite struct AddressTests {
    @Test func `what the address does not say is set to notice a lost server`() throws {
        let address = try PostgreSQLAddress("postgresql://u:secret@db.example:5433/deals?connect_timeout=9")
        #expect(address.options["connect_timeout"] == "9")
        #expect(address.options["tcp_user_timeout"] == "5000")
        #expect(address.options["target_session_attrs"] == "read-write")
        #expect(address.options["password"] == "secret")
        #expect(address.place == "postgresql://db.example:5433/deals")
    }

    @Test(arguments: [
        ("postgresql://db.example/d", true), ("postgres://db.example/d?sslmode=require", true),
        ("postgresql://db.example/d?sslmode=verify-full", false), ("postgresql://localhost/d", false),
        ("postgresql://127.0.0.1/d", false), ("postgresql://[::1]/d", false), ("postgresql:///d?host=/run/pg", false),
        ("postgresql://localhost,db.example/d", true),
    ])
    func `an address whose server nobody proves is told from one that is safe`(url: String, isOpen: Bool) throws {
        #expect(try PostgreSQLAddress(url).isOpenToOthers == isOpen)
    }

    @Test(arguments: ["postgresql://u:secret@[/d", "postgresql://h/d?nonsense=secret", "sqlite:a", "postgresql//h"])
    func `a malformed address is refused without a word of it`(url: String) {
        #expect {
            try PostgreSQLAddress(url)
        } throws: { error in
            !"\(error)".contains("secret") && error is PostgreSQLAddress.Malformed
        }
    }

    @Test func `a password that is refused is not repeated`() async throws {
        let server = try PostgreSQLServer.shared.get()
        let url = server.url().replacing("registrar@", with: "nobody:hunter2@")
        #expect {
            try Wire(PostgreSQLAddress(url), settings: "")
        } throws: { error in
            !"\(error)".contains("hunter2") && (error as? PostgreSQLFailure)?.isLost == true
        }
    }

    @Test(arguments: [
        ("53100", "full"), ("53300", "busy"), ("40001", "busy"), ("40P01", "busy"), ("25006", "busy"),
        ("55P03", "busy"), ("57014", "busy"), ("57P01", "busy"), ("08006", "busy"), ("", "busy"), ("23505", "broken"),
        ("42P01", "broken"), ("XX001", "broken"),
    ])
    func `each failure has the ledger's word`(code: String, word: String) {
        let trouble = PostgreSQLFailure(code: code, message: "m", isLost: false).trouble
        let found =
            switch trouble {
            case .full: "full"
            case .busy: "busy"
            case .broken: "broken"
            }
        #expect(found == word)
    }

    @Test func `values come back as they went, the smallest and the largest`() throws {
        let server = try PostgreSQLServer.shared.get()
        let wire = try Wire(PostgreSQLAddress(server.url()), settings: Session.settings)
        for number in [Int.min, -1, 0, 1, 255, Int.max] {
            try wire.post("SELECT CAST($1 AS BIGINT)", [.int(number)])
            let row = AnswerRow(answer: try wire.collect(), row: 0)
            #expect(row.int(0) == number)
        }
        for bytes in [[], [0], [0, 255, 1], Array(repeating: 92, count: 70_000)] as [[UInt8]] {
            try wire.post("SELECT CAST($1 AS BYTEA), CAST($2 AS TEXT)", [.bytes(bytes), .null])
            let row = AnswerRow(answer: try wire.collect(), row: 0)
            #expect(row.bytes(0) == bytes)
            #expect(row.text(1) == nil)
        }
        for text in ["", "a", "Müller 🎉 \u{202E}", "e\u{301}"] {
            try wire.post("SELECT CAST($1 AS TEXT)", [.text(text)])
            let row = AnswerRow(answer: try wire.collect(), row: 0)
            #expect(row.text(0)?.utf8.elementsEqual(text.utf8) == true)
        }
    }

    @Test func `a text with a zero character is refused, and the connection goes on`() async throws {
        try await withLedger { ledger, _, _ in
            await #expect(throws: LedgerTrouble.broken("a text holds a zero character")) {
                try await ledger.write { try $0.set(mark: "n", to: "a\0b", at: Samples.start) }
            }
            try await ledger.increment("n")
            #expect(try await ledger.number("n") == 1)
        }
    }

    @Test func `more statements than are kept prepared are run all the same`() throws {
        let server = try PostgreSQLServer.shared.get()
        let wire = try Wire(PostgreSQLAddress(server.url()), settings: Session.settings)
        for number in 0..<600 {
            try wire.post("SELECT \(number) + $1", [.int(1)])
            if number % 7 == 0 { try wire.collect() }
        }
        #expect(try wire.collect().rows == 1)
        try wire.post("SELECT COUNT(*) FROM pg_prepared_statements", [])
        let kept = AnswerRow(answer: try wire.collect(), row: 0).int(0)
        #expect(kept == 256)
    }
}
