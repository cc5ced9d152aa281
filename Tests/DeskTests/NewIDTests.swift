import Testing

@testable import Desk

@Suite struct NewIDTests {
    @Test func `no id could be taken for an option of a command`() async throws {
        let office = try await Office()
        let ids = (0..<1_000).map { _ in office.desk.newID() }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 22 && !$0.hasPrefix("-") })
    }
}
