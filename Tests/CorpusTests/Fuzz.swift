import Glibc

/// What libFuzzer calls with each input: `REGISTRAR_FUZZ` names the target.
///
/// https://llvm.org/docs/LibFuzzer.html
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    do {
        try chosen.run(bytes)
    } catch {
        preconditionFailure("\(chosen.rawValue): \(error)")
    }
    return 0
}

private let chosen: FuzzTarget = {
    guard let name = getenv("REGISTRAR_FUZZ"), let target = FuzzTarget(rawValue: String(cString: name)) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        preconditionFailure("REGISTRAR_FUZZ names one of: \(names)")
    }
    return target
}()
