enum Chance {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")

    static func letters(_ count: Int) -> String {
        String((0..<count).compactMap { _ in alphabet.randomElement() })
    }

    static func hex(_ count: Int) -> String {
        String((0..<count).compactMap { _ in "0123456789abcdef".randomElement() })
    }
}
