import Foundation

/// What every measurement stands on: a folder of its own, the vendor's stand-in, the load generator.
struct Workbench {
    let options: Options
    let folder: String
    let vendor: VendorStandIn
    let vendorAddress: String

    var load: Load { Load(executable: options.tools + "/load", folder: folder) }

    /// Runs a measurement and takes everything away after it.
    static func run<Value: Sendable>(
        _ options: Options,
        _ body: @escaping @Sendable (Workbench) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/registrar-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let vendor = VendorStandIn()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await vendor.run() }
            let address = try await eventually("the stand-in") { vendor.address }
            let bench = Workbench(options: options, folder: folder, vendor: vendor, vendorAddress: address)
            do {
                let value = try await body(bench)
                group.cancelAll()
                try FileManager.default.removeItem(atPath: folder)
                return value
            } catch {
                Bench.say("what the programs said is in \(folder)")
                throw error
            }
        }
    }

    /// The service with a database of its own, or with one that is there.
    func start(
        _ name: String,
        database: String? = nil,
        further: [String: String] = [:]
    ) async throws -> ServiceUnderTest {
        let home = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        return try await ServiceUnderTest.start(
            options.binaries,
            in: home,
            database: database,
            vendor: vendorAddress,
            further: further
        )
    }

    /// Drafts begun as people begin them, ready to be sent again and again.
    func drafts(at service: ServiceUnderTest) async throws -> Drafts {
        var drafts = try Drafts(host: service.host)
        try await drafts.begin(options.drafts, at: vendor)
        return drafts
    }
}

/// Starts the service with drafts and holds it for a profiler: prints its process id, address and a file of bodies.
enum Hold {
    static func run(_ bench: Workbench) async throws {
        let service = try await bench.start("hold")
        defer { service.program.end() }
        let drafts = try await bench.drafts(at: service)
        let bodies = bench.folder + "/bodies"
        _ = try drafts.write(to: bodies)
        Bench.say("\(service.program.id) \(service.host) \(bodies) \(Deliveries.secret)")
        while readLine() != nil {}
    }
}
