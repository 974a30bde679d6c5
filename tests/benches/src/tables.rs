//! All that is measured, as tables of Markdown.

use crate::call;
use crate::measure::{Cost, cost};
use crate::opening::{ANSWERS, WAYS};
use crate::payload::answer;
use crate::serve::Server;

/// Measures and prints everything.
pub(crate) fn print() {
    calls();
    openings();
}

/// Calls, each beside the same by hand.
fn calls() {
    let server = Server::start();
    call::BASE.lock().expect("nobody panics with it").clone_from(&server.base);
    println!("### Calls\n");
    println!("| work | way | instructions | of by hand | allocations | bytes |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
    for (work, ways) in [
        ("build", &["ours", "hand"][..]),
        ("local", &["ours", "hand"]),
        ("get", &["ours", "hand", "hyper"]),
        ("post", &["ours", "hand", "hyper"]),
        ("page", &["ours", "hand", "hyper"]),
    ] {
        let of = |way: &str| cost(&format!("{work}/{way}"));
        let base = of("hand");
        for way in ways {
            let Cost { instructions, allocations, bytes } =
                if *way == "hand" { base } else { of(way) };
            let ratio = instructions / base.instructions;
            println!(
                "| {work} | {way} | {instructions:.0} | {ratio:.2} | {allocations:.0} | {bytes:.0} |"
            );
        }
    }
    println!();
}

/// Openings of an envelope, each beside the derived struct.
fn openings() {
    println!("### Opening an envelope\n");
    println!("| answer | bytes | way | instructions | of the derived | allocations | bytes |");
    println!("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
    for name in ANSWERS {
        let length = answer(name).map_or(0, |body| body.len());
        let base = cost(&format!("derived/{name}"));
        for way in WAYS {
            let Cost { instructions, allocations, bytes } =
                if way == "derived" { base } else { cost(&format!("{way}/{name}")) };
            let ratio = instructions / base.instructions;
            println!(
                "| {name} | {length} | {way} | {instructions:.0} | {ratio:.2} | {allocations:.0} | \
                 {bytes:.0} |"
            );
        }
    }
    println!();
}
