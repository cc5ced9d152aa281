public import Registrations

extension Policy {
    /// The rules of a service that has no policy file yet: every default and no reviewer.
    ///
    /// Claims are taken and wait for the program itself, whose name stands where a reviewer's would; nobody can decide.
    public static let builtIn = Policy(
        version: "built-in",
        program: Program(id: "main", name: "Partner Program", language: .english, timeZone: "UTC"),
        reviewers: [],
        routing: Routing(fallback: "Partner Program")
    )
}
