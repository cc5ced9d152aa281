/// The demo's page and its parts, compiled in.
enum PageAssets {
    static var authorize: String { String(decoding: PackageResources.authorize_html, as: UTF8.self) }
    static var page: [UInt8] { PackageResources.page_html }
    static var style: [UInt8] { PackageResources.page_css }
    static var scripts: [UInt8] {
        PackageResources.blocks_js + PackageResources.modal_js + PackageResources.cards_js + PackageResources.dialog_js
            + PackageResources.page_js
    }
}
