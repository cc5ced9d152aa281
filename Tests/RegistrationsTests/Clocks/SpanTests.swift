import Foundation
import Testing

@testable import Registrations

@Suite struct SpanTests {
    @Test(arguments: [
        ("2 business days", Span.businessDays(2), "2 business days"),
        ("1 business day", .businessDays(1), "1 business day"),
        ("1 business days", .businessDays(1), "1 business day"),
        (" 5  Working\tDays ", .businessDays(5), "5 business days"),
        ("3 workdays", .businessDays(3), "3 business days"),
        ("4 business hours", .businessHours(4), "4 business hours"),
        ("1 office hour", .businessHours(1), "1 business hour"), ("48 hours", .hours(48), "48 hours"),
        ("48h", .hours(48), "48 hours"), ("48 h", .hours(48), "48 hours"), ("1 HOUR", .hours(1), "1 hour"),
        ("14 days", .days(14), "14 days"), ("14d", .days(14), "14 days"), ("1 calendar day", .days(1), "1 day"),
        ("3 weeks", .days(21), "21 days"), ("1 week", .days(7), "7 days"), ("2w", .days(14), "14 days"),
        ("6 months", .months(6), "6 months"), ("1 month", .months(1), "1 month"), ("3 years", .months(36), "36 months"),
        ("0 days", .days(0), "0 days"), ("007 days", .days(7), "7 days"), ("3660 days", .days(3660), "3660 days"),
    ])
    func `a span is read and written back in one way`(text: String, span: Span, canonical: String) {
        #expect(Span(text: text) == span)
        #expect(span.text == canonical)
        #expect(Span(text: span.text) == span)
    }

    @Test(arguments: [
        "", " ", "days", "2", "two days", "-1 days", "1.5 days", "2 businessdays", "2 fortnights", "2 days later",
        "2days 3h",
        "3661 days", "87841 hours", "11 years", "1000000 days", "99999999999999999999 days", "٣ days", "2 m",
        String(repeating: "9", count: 10_000), "2 days" + String(repeating: " ", count: 100),
    ])
    func `what is no span is refused`(text: String) {
        #expect(Span(text: text) == nil)
    }

    @Test func `a span is stored as its text`() throws {
        let spans: [Span] = [.businessDays(2), .businessHours(4), .hours(48), .days(14), .months(6)]
        let stored = try JSONEncoder().encode(spans)
        #expect(
            String(decoding: stored, as: UTF8.self)
                == #"["2 business days","4 business hours","48 hours","14 days","6 months"]"#
        )
        #expect(try JSONDecoder().decode([Span].self, from: stored) == spans)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Span].self, from: Data(#"["a while"]"#.utf8))
        }
    }
}
