internal import FoundationEssentials

enum SystemTime {
    static var seconds: Double { Date().timeIntervalSince1970 }
}
