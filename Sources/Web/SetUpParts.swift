import Dialogue
import Registrations

// The pieces of the set-up page.
extension HTML {
    mutating func checks(_ setUp: SetUp) {
        markup("<aside class=\"sheet\" aria-labelledby=\"ready\"><div id=\"checks\"><h2 id=\"ready\">")
        words(setUp.checksHeading)
        markup("</h2><p class=\"progress\">")
        words(setUp.progress)
        markup("</p><ul class=\"checks\">")
        for check in setUp.checks { self.check(check) }
        markup("</ul></div><p id=\"live\" class=\"note\" role=\"status\" data-silent=\"")
        words(setUp.live.silent)
        markup("\" data-connected=\"")
        words(setUp.live.connected)
        markup("\"></p></aside>")
    }

    private mutating func check(_ check: SetUp.Check) {
        markup("<li class=\"")
        words(check.state.rawValue)
        markup("\"><svg viewBox=\"0 0 20 20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" ")
        markup("stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">")
        switch check.state {
        case .done: markup("<circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"m6.5 10.2 2.5 2.5 4.7-5\"/>")
        case .missing, .either: markup("<circle cx=\"10\" cy=\"10\" r=\"8\" stroke-dasharray=\"3 3.3\"/>")
        case .later: markup("<circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"M6.5 10h7\"/>")
        }
        markup("</svg><span><strong>")
        words(check.label)
        markup("</strong> <span class=\"word\">")
        words(check.word)
        markup("</span><small>")
        words(check.detail)
        markup("</small></span></li>")
    }

    mutating func step(_ step: SetUp.Step, _ number: Int, _ setUp: SetUp) {
        markup("<section class=\"sheet step\"><h2><span class=\"number\" aria-hidden=\"true\">")
        words(String(number))
        markup("</span>")
        words(step.heading)
        markup("</h2>")
        parts(step.parts)
        if let form = step.form { self.form(form, setUp) }
        if let action = step.action {
            markup("<p><a class=\"button\" ")
            if action.isDownload {
                markup("download href=\"")
            } else {
                markup("target=\"_blank\" rel=\"noreferrer noopener\" href=\"")
            }
            words(action.url)
            markup("\">")
            words(action.label)
            markup("</a></p>")
        }
        for sample in step.samples { self.sample(sample, setUp) }
        markup("</section>")
    }

    private mutating func form(_ form: SetUp.Question, _ setUp: SetUp) {
        let name = form.name.rawValue
        markup("<form method=\"get\" action=\"/\">")
        hidden("lang", setUp.language.rawValue)
        if let kept = form.kept { hidden(kept.name.rawValue, kept.value) }
        markup("<label for=\"")
        words(name)
        markup("\">")
        words(form.label)
        markup("</label><div class=\"row\"><input id=\"")
        words(name)
        markup("\" name=\"")
        words(name)
        markup("\" ")
        switch form.name {
        case .url: markup("type=\"url\" inputmode=\"url\" autocomplete=\"url\"")
        case .app: markup("type=\"text\" autocomplete=\"off\" autocapitalize=\"none\"")
        }
        markup(" spellcheck=\"false\" placeholder=\"")
        words(form.placeholder)
        markup("\" value=\"")
        words(form.value)
        if form.mistake != nil {
            markup("\" aria-invalid=\"true\" aria-describedby=\"")
            words(name + "-mistake")
        }
        markup("\"><button type=\"submit\">")
        words(form.submit)
        markup("</button></div>")
        if let mistake = form.mistake {
            markup("<p id=\"")
            words(name + "-mistake")
            markup("\" class=\"mistake\">")
            words(mistake)
            markup("</p>")
        }
        markup("</form>")
    }

    private mutating func hidden(_ name: String, _ value: String) {
        markup("<input type=\"hidden\" name=\"")
        words(name)
        markup("\" value=\"")
        words(value)
        markup("\">")
    }

    private mutating func sample(_ sample: SetUp.Sample, _ setUp: SetUp) {
        if sample.isFolded { markup("<details><summary>") } else { markup("<figure><figcaption>") }
        words(sample.label)
        if sample.isFolded { markup("</summary>") } else { markup("</figcaption>") }
        markup("<div class=\"sample\"><pre tabindex=\"0\"><code>")
        words(sample.text)
        markup("</code></pre><button type=\"button\" class=\"copy\" hidden data-copied=\"")
        words(setUp.live.copied)
        markup("\">")
        words(setUp.live.copy)
        markup("</button></div>")
        if sample.isFolded { markup("</details>") } else { markup("</figure>") }
    }
}
