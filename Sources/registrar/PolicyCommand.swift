public import ArgumentParser
import Foundation
public import PolicyFile
import PublicSuffix
public import Registrations

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "The published rules.",
        subcommands: [PolicyCheck.self, PolicyShow.self, PolicyDiff.self, PolicyReplay.self]
    )
}

struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say every mistake in a policy file, with line, column and mend."
    )

    @Argument(help: "The policy file.") var file: String

    func run() throws {
        let policy = try PolicyReading.read(file)
        let reviewers = policy.reviewers.count == 1 ? "1 reviewer" : "\(policy.reviewers.count) reviewers"
        Console.line("\(file): version \(policy.version), \(reviewers): no mistakes.")
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        for advice in policyAdvice(policy, in: year) { Console.line("\(file): \(advice)") }
    }
}

struct PolicyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the rules as people read them."
    )

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The policy file; the one in the settings when there is none.") var file: String?
    @Option(help: "text or md.") var format: RulesFormat = .text
    @Option(help: "en or de; the program's when not given.") var language: Language?
    @Flag(help: "Leave out what only the vendor may read.") var published = false

    func run() throws {
        let policy: Policy
        if let file {
            policy = try PolicyReading.read(file)
        } else {
            (policy, _) = try Assembly.loadPolicy(try shared.settings().policyPath)
        }
        let text = renderRules(
            policy,
            in: language ?? policy.program.language,
            as: format,
            for: published ? .partners : .vendor
        )
        Console.line(text)
    }
}

struct PolicyDiff: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "diff", abstract: "What a change would flip.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The new file; or the old one and the new one. The old one is that of the settings otherwise.")
    var files: [String]

    func validate() throws {
        guard (1...2).contains(files.count) else { throw ValidationError("name one file, or the old and the new one") }
    }

    func run() throws {
        let old =
            files.count == 2
            ? try PolicyReading.read(files[0]) : try Assembly.loadPolicy(try shared.settings().policyPath).0
        let differences = policyDifferences(old, try PolicyReading.read(files[files.count - 1]))
        guard !differences.isEmpty else { return Console.line("The rules are the same.") }
        for line in differences { Console.line(line) }
    }
}

extension RulesFormat: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension Partner.Kind: ExpressibleByArgument {}

extension PolicyMistakes {
    var count: String { list.count == 1 ? "1 mistake" : "\(list.count) mistakes" }
}

/// Reads a policy file for a command: mistakes one a line.
enum PolicyReading {
    static func read(_ path: String) throws -> Policy {
        do {
            return try Assembly.readPolicy(path).0
        } catch let mistakes as PolicyMistakes {
            for mistake in mistakes.list { Console.line(mistake.description) }
            throw CommandTrouble("\(path): \(mistakes.count); each is on standard output with its mend")
        }
    }
}
