//! The picture of `docs/tracing.md`: the trace of a call that is sent twice, drawn from a real one.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use api_core::Retry;
use api_tests::{Server, Step, json, response};

use crate::apis::{GOOD, builder, users};
use crate::subscriber::{Recording, Span, Value};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 190.0;
const ROW: f64 = 46.0;
const TOP: f64 = 34.0;

/// Draws the trace, and compares the words of the picture in the repository: its times are other ones
/// each time. `UPDATE_EXPECT=1` writes the picture.
#[api_tests::test]
async fn the_picture_shows_a_call_that_is_sent_twice() {
    let recording = Recording::start();
    let server = Server::by(|number| {
        let bytes = match number {
            0 => response(503, &[("Retry-After", "0"), ("Connection", "close")], ""),
            _ => json(200, GOOD),
        };
        let pause = Duration::from_millis(25);
        let size = bytes.len().div_ceil(3);
        vec![Step::ReadRequest, Step::Drip { bytes, size, pause }, Step::Close]
    });
    users(builder(&server).retry(Retry::default())).get(7).await.unwrap();
    let drawn = draw(&recording.spans());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/tracing.svg");
    if std::env::var_os("UPDATE_EXPECT").is_some() && !api_tests::is_over_hyper() {
        std::fs::write(file, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap();
    if !api_tests::is_over_hyper() {
        assert_eq!(words(&kept), words(&drawn), "UPDATE_EXPECT=1 writes the picture anew");
    }
}

/// The texts of a picture without digits that differ from run to run.
fn words(picture: &str) -> Vec<String> {
    let texts = picture.split("<text").skip(1).filter_map(|text| text.split_once('>'));
    let texts = texts.filter_map(|(_, text)| Some(text.split_once('<')?.0));
    texts.filter(|text| !text.ends_with(" ms")).map(str::to_owned).collect()
}

fn draw(spans: &[Span]) -> String {
    let begin = spans[0].begun;
    let end = spans[0].ended.unwrap();
    let total = (end - begin).as_secs_f64();
    let x = |at: Instant| LEFT + (at - begin).as_secs_f64() / total * (WIDTH - LEFT - 20.0);
    let height = TOP + ROW * spans.len() as f64 + 8.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>The spans of a call that is sent twice</title>\n\
         <style>text {{ fill: #24292f }} .call {{ fill: #8c959f }} .good {{ fill: #2da44e }} \
         .bad {{ fill: #cf222e }} .wait {{ fill: none; stroke: #8c959f; stroke-dasharray: 3 3 }} \
         .mark {{ stroke: #24292f }} .time {{ fill: #57606a }} \
         @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} .mark {{ stroke: #e6edf3 }} \
         .time {{ fill: #9198a1 }} }}</style>\n"
    );
    let text = |x: f64, y: f64, class: &str, anchor: &str, text: &str| {
        format!(
            "<text x=\"{x:.0}\" y=\"{y:.0}\" class=\"{class}\" text-anchor=\"{anchor}\">{text}</text>\n"
        )
    };
    let millis = |from: Instant, to: Instant| format!("{:.0} ms", (to - from).as_secs_f64() * 1e3);
    out += &text(LEFT, 18.0, "time", "start", "0 ms");
    out += &text(WIDTH - 20.0, 18.0, "time", "end", &millis(begin, end));
    for (number, span) in spans.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        let ended = span.ended.unwrap();
        let class = match (span.parent, span.get("error.type")) {
            (None, _) => "call",
            (_, None) => "good",
            _ => "bad",
        };
        let indent = if span.parent.is_some() { 16.0 } else { 0.0 };
        out += &text(4.0 + indent, y + 15.0, "", "start", &span.text("otel.name"));
        let mut notes = Vec::new();
        for (name, label) in [
            ("otel.kind", ""),
            ("http.response.status_code", "status "),
            ("http.request.resend_count", "resend "),
        ] {
            match span.get(name) {
                Some(Value::Text(text)) => notes.push(text),
                Some(Value::Integer(number)) => notes.push(format!("{label}{number}")),
                _ => {}
            }
        }
        out += &text(4.0 + indent, y + 31.0, "time", "start", &notes.join(", "));
        let (from, to) = (x(span.begun), x(ended));
        _ = writeln!(
            out,
            "<rect x=\"{from:.1}\" y=\"{y:.0}\" width=\"{:.1}\" height=\"20\" rx=\"3\" class=\"{class}\"/>",
            (to - from).max(2.0)
        );
        for event in &span.events {
            let at = x(event.at);
            let below = y + 34.0;
            let (label, from) = match (event.name, event.fields.get("seconds")) {
                ("wait", Some(Value::Float(seconds))) => {
                    let from = x(event.at - Duration::from_secs_f64(*seconds));
                    _ = writeln!(
                        out,
                        "<rect x=\"{from:.1}\" y=\"{:.0}\" width=\"{:.1}\" height=\"{:.0}\" class=\"wait\"/>",
                        y + 22.0,
                        (at - from).max(1.0),
                        ROW * 2.0
                    );
                    ("wait: backoff", from + 4.0)
                }
                ("http.client.request.exception", _) => ("error.type 503", at),
                (name, _) => (name, at),
            };
            if event.name != "wait" {
                _ = writeln!(
                    out,
                    "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{y:.0}\" y2=\"{:.0}\" class=\"mark\"/>",
                    y + 23.0
                );
            }
            let (anchor, from) = match event.name {
                "http.client.request.exception" => ("start", from + 4.0),
                "wait" => ("start", from),
                _ => ("end", from - 4.0),
            };
            // A body without bytes ends with its head.
            let is_empty =
                event.name == "body" && event.fields.get("size") == Some(&Value::Integer(0));
            if !is_empty {
                out += &text(from, below, "time", anchor, label);
            }
        }
    }
    out + "</svg>\n"
}
