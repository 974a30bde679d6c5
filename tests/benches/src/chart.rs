//! The tables of calls as a chart: bars of instructions, each as a share of the same work by hand.
//!
//! It is drawn from the page, so that it cannot say anything else than the tables beside it.

use std::fmt::Write as _;

/// The works, and what the chart calls them.
const WORKS: [(&str, &str); 6] = [
    ("get", "GET, one query value"),
    ("post", "POST, three JSON fields"),
    ("page", "a page of fifty"),
    ("many", "GET, 64 at a time"),
    ("local", "GET without a socket"),
    ("build", "building a GET"),
];

/// The ways that are drawn, in order, with their colours. By hand is the line at 1.
const WAYS: [(&str, &str, &str); 6] = [
    ("ours", "this library", "#c2410c"),
    ("ours-hyper", "this library, feature hyper", "#ea9a5f"),
    ("hyper", "hyper-util, by hand", "#64748b"),
    ("feignhttp", "feignhttp", "#a8b3c1"),
    ("pincer", "pincer", "#a8b3c1"),
    ("rfeign", "rfeign", "#a8b3c1"),
];

const LEFT: f64 = 190.0;
const WIDTH: f64 = 500.0;
const BAR: f64 = 15.0;
const STEP: f64 = 20.0;

/// Draws the tables of a page.
#[must_use]
pub fn draw(page: &str) -> String {
    let most = WORKS.iter().flat_map(|(work, _)| bars(page, work)).map(|bar| bar.share);
    let unit = WIDTH / most.fold(1.0, f64::max);
    // Labels are written last, over the line.
    let (mut body, mut labels, mut y) = (String::new(), String::new(), 58.0);
    for (work, title) in WORKS {
        let bars = bars(page, work);
        if bars.is_empty() {
            continue;
        }
        y += 14.0;
        text(&mut labels, 16.0, y, "start", "work", title);
        y += 8.0;
        let top = y;
        for Bar { name, colour, share } in bars {
            let wide = share * unit;
            _ = write!(
                body,
                r#"<rect x="{LEFT}" y="{y}" width="{wide:.1}" height="{BAR}" fill="{colour}"/>"#
            );
            text(&mut labels, LEFT - 8.0, y + 12.0, "end", "way", name);
            text(&mut labels, LEFT + wide + 6.0, y + 12.0, "start", "way", &format!("{share:.2}"));
            y += STEP;
        }
        let one = LEFT + unit;
        _ = write!(body, r#"<path d="M{one:.1} {top}V{:.1}" class="hand"/>"#, y - STEP + BAR);
        y += 6.0;
    }
    let (width, height) = (LEFT + WIDTH + 60.0, y + 8.0);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>Instructions of a call, as a share of the same by hand</title>
<style>text{{font-family:sans-serif;fill:#1e293b}}.head{{font-size:17px;font-weight:bold}}.work{{font-size:13px;font-weight:bold}}.way{{font-size:12px;paint-order:stroke;stroke:#ffffff;stroke-width:4px}}.hand{{stroke:#1e293b;stroke-dasharray:3 3}}</style>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
<text x="16" y="28" class="head">Instructions of a call, as a share of the same by hand</text>
<text x="16" y="48" class="way">The dashed line is reqwest as people write it. Shorter is better.</text>
{body}
{labels}</svg>
"##
    )
}

struct Bar {
    name: &'static str,
    colour: &'static str,
    share: f64,
}

/// What the tables say of a work: the first row of a way counts, and a row without a share does not.
fn bars(page: &str, work: &str) -> Vec<Bar> {
    let share = |way: &str| {
        page.lines().find_map(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            match cells[..] {
                [_, its_work, its_way, _, share, ..] if its_work == work && its_way == way => {
                    share.parse().ok()
                }
                _ => None,
            }
        })
    };
    let bar = |(way, name, colour)| Some(Bar { name, colour, share: share(way)? });
    WAYS.into_iter().filter_map(bar).collect()
}

fn text(body: &mut String, x: f64, y: f64, anchor: &str, class: &str, text: &str) {
    _ = write!(
        body,
        r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" class="{class}">{text}</text>"#
    );
    body.push('\n');
}
