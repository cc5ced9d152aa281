/// A member in one call.
extension JSONWriter {
    public mutating func field(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    public mutating func field(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    public mutating func field(_ name: String, _ number: Double) {
        key(name)
        value(number)
    }

    public mutating func field(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    /// Nothing at all when there is no text.
    public mutating func field(_ name: String, ifPresent text: String?) {
        if let text { field(name, text) }
    }

    public mutating func object(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try object(body)
    }

    public mutating func array(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try array(body)
    }

    /// A member that is JSON already.
    public mutating func raw(_ name: String, _ json: some Collection<UInt8>) {
        key(name)
        raw(json)
    }
}
