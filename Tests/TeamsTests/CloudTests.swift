import Desk
import Teams
import Testing

@Suite
struct CloudTests {
    @Test(arguments: TeamsCloud.allCases)
    func `what is not set comes from the cloud`(cloud: TeamsCloud) {
        let settings = TeamsSettings(
            appID: "0000AAAA-1111-2222-3333-444455556666",
            credential: .secret(Secret("s")),
            tenantID: "0000BBBB-1111-2222-3333-444455556666",
            cloud: cloud,
            publicURL: "https://registrar.example/"
        )
        #expect(settings.openIDURL == cloud.openIDURL)
        #expect(settings.loginURL.hasSuffix("/"))
        #expect(cloud.scope == cloud.issuer + "/.default")
        #expect(settings.appID == "0000aaaa-1111-2222-3333-444455556666")
        #expect(settings.publicURL == "https://registrar.example")
    }
}
