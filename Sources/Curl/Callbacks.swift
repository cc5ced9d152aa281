import CCurl
import Glibc

// libcurl calls these on the loop's thread, each with the transfer it belongs to. They must neither throw nor trap, and
// none may call into `curl_multi_*`.

private func transfer(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
    pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

func takeBody(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
    guard let transfer = transfer(context), transfer.reception.receive(body: bytes) else { return refusal(of: bytes) }
    return bytes.count
}

func takeHeader(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
    guard let transfer = transfer(context), transfer.reception.receive(headerLine: line) else {
        return refusal(of: line)
    }
    return line.count
}

/// Any number but the one offered ends the transfer with `CURLE_WRITE_ERROR`.
private func refusal(of bytes: UnsafeRawBufferPointer) -> Int { bytes.isEmpty ? 1 : 0 }

func openSocket(
    _ context: UnsafeMutableRawPointer?,
    _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let address, let transfer = transfer(context),
        let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr)
    else { return CURL_SOCKET_BAD }
    // The address may be longer than the `sockaddr` it is declared as, hence the pointer instead of the field.
    let bytes = UnsafeRawPointer(address) + offset
    let kind = address.pointee
    guard transfer.mayReach(NetworkAddress(family: kind.family, at: bytes)) else { return CURL_SOCKET_BAD }
    return socket(kind.family, kind.socktype | Int32(SOCK_CLOEXEC.rawValue), kind.protocol)
}

/// Called when a connection stands, its TLS included, and before the first byte of a request is written to it.
func beginRequest(
    _ context: UnsafeMutableRawPointer?,
    _ remote: UnsafeMutablePointer<CChar>?,
    _ local: UnsafeMutablePointer<CChar>?,
    _ remotePort: Int32,
    _ localPort: Int32
) -> Int32 {
    guard let transfer = transfer(context), transfer.mayBegin() else { return CURL_PREREQFUNC_ABORT }
    return CURL_PREREQFUNC_OK
}
