/// What is said to somebody whose act is not taken now.
extension Phrasebook {
    public func busy() -> String {
        say(
            "It is very busy here right now, so nothing was done. Please try again in a moment.",
            "Gerade ist hier sehr viel los, deshalb ist nichts geschehen. Bitte gleich noch einmal versuchen."
        )
    }

    public func tooFast(_ perSecond: Int, waitSeconds: Int) -> String {
        say(
            "You are going faster than \(perSecond) acts a second, so nothing was done. Please wait \(seconds(waitSeconds)) and try again.",
            "Das waren mehr als \(perSecond) Schritte in der Sekunde, deshalb ist nichts geschehen. Bitte \(seconds(waitSeconds)) warten und noch einmal versuchen."
        )
    }

    public func workspaceTooFast(_ perSecond: Int, waitSeconds: Int) -> String {
        say(
            "Your workspace is going faster than \(perSecond) acts a second, so nothing was done. Please wait \(seconds(waitSeconds)) and try again.",
            "Aus Ihrem Workspace kamen mehr als \(perSecond) Schritte in der Sekunde, deshalb ist nichts geschehen. Bitte \(seconds(waitSeconds)) warten und noch einmal versuchen."
        )
    }

    private func seconds(_ count: Int) -> String {
        count == 1 ? say("a second", "eine Sekunde") : say("\(count) seconds", "\(count) Sekunden")
    }
}
