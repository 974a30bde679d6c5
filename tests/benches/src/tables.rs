//! All that is measured, as tables of Markdown.

use crate::many::{FLOOD, MANY, memory};
use crate::measure::{Cost, Find, cost, cost_of_download};
use crate::opening::{RESPONSES, WAYS};
use crate::payload::response;
use crate::serve::Server;
use crate::streams::{DOWNLOAD, EVENTS, TRICKLES, most_held};
use crate::{call, find};

/// Measures and prints everything.
pub fn print() {
    calls();
    items();
    in_flight();
    openings();
    serving();
    streaming();
}

/// Calls, each beside the same by hand.
fn calls() {
    println!("### Calls\n");
    heads();
    let alone = Server::start(1);
    call::set_base(&alone.base);
    rows("build", 1, &["ours", "hand"], find);
    rows("local", 1, &["ours", "hand"], find);
    for work in ["get", "post", "page"] {
        rows(work, 1, &["ours", "ours-hyper", "hand", "reqwest", "hyper"], find);
    }
    let many = Server::start(MANY as usize);
    call::set_base(&many.base);
    rows("many", MANY, &["ours", "ours-hyper", "hand", "hyper"], find);
    println!();
}

/// A page of 50, read item by item, beside awaiting it.
fn items() {
    println!("### Items of a page\n");
    println!("| where | items() | awaiting it | ratio |");
    println!("| --- | ---: | ---: | ---: |");
    let server = Server::start(1);
    call::set_base(&server.base);
    for (place, case) in [("over a socket", "items"), ("without a socket", "items-local")] {
        let of = |way: &str| cost(find, &format!("{case}/{way}")).instructions;
        let (stream, awaited) = (of("stream"), of("await"));
        println!("| {place} | {stream:.0} | {awaited:.0} | {:.3} |", stream / awaited);
    }
    println!();
}

/// The heads of a table of `rows`.
pub fn heads() {
    println!("| work | way | instructions | of by hand | allocations | bytes |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
}

/// The ways of a work, whose rounds make so many calls each. A way that cannot do it says so.
pub fn rows(work: &str, calls: u32, ways: &[&str], find: Find) {
    let of = |way: &str| cost(find, &format!("{work}/{way}")).each(calls);
    let base = of("hand");
    for way in ways {
        if find(&format!("{work}/{way}")).is_none() {
            println!("| {work} | {way} | cannot | | | |");
            continue;
        }
        let Cost { instructions, allocations, bytes } = if *way == "hand" { base } else { of(way) };
        let ratio = instructions / base.instructions;
        println!(
            "| {work} | {way} | {instructions:.0} | {ratio:.2} | {allocations:.0} | {bytes:.0} |"
        );
    }
}

/// What a call holds while it waits for its response.
fn in_flight() {
    let server = Server::start(FLOOD as usize);
    call::set_base(&server.base);
    println!("### Calls under way\n");
    println!("| where | way | bytes a call | of by hand |");
    println!("| --- | --- | ---: | ---: |");
    for (place, prefix, ways) in [
        ("with a connection", "", &["ours", "ours-hyper", "hand", "hyper"][..]),
        ("without a socket", "local-", &["ours", "hand"]),
    ] {
        let hand = memory(&format!("{prefix}hand"));
        for way in ways {
            let bytes = if *way == "hand" { hand } else { memory(&format!("{prefix}{way}")) };
            println!("| {place} | {way} | {bytes} | {:.2} |", bytes as f64 / hand as f64);
        }
    }
    println!();
}

/// Openings of an envelope, each beside the derived struct.
fn openings() {
    println!("### Opening an envelope\n");
    println!("| response | bytes | way | instructions | of the derived | allocations | bytes |");
    println!("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
    for name in RESPONSES {
        let length = response(name).map_or(0, |body| body.len());
        let base = cost(find, &format!("derived/{name}"));
        for way in WAYS {
            let Cost { instructions, allocations, bytes } =
                if way == "derived" { base } else { cost(find, &format!("{way}/{name}")) };
            let ratio = instructions / base.instructions;
            println!(
                "| {name} | {length} | {way} | {instructions:.0} | {ratio:.2} | {allocations:.0} | \
                 {bytes:.0} |"
            );
        }
    }
    println!();
}

/// How often a download is measured.
const TIMES: usize = 7;

/// Streams, each beside the same by hand.
pub fn streaming() {
    let server = Server::start(1);
    call::set_base(&server.base);
    println!("### Streams\n");
    println!("| work | instructions | by hand | ratio | allocations | by hand |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let item = |case| cost(find, case).each(EVENTS);
    for (work, ours, hand) in [
        ("an event", item("events/ours"), item("events/hand")),
        ("a line", item("lines/ours"), item("lines/hand")),
    ] {
        println!(
            "| {work} | {:.0} | {:.0} | {:.3} | {:.2} | {:.2} |",
            ours.instructions,
            hand.instructions,
            ours.instructions / hand.instructions,
            ours.allocations,
            hand.allocations,
        );
    }
    println!();
    downloads();
    println!("| a line of | instructions per KiB |");
    println!("| --- | ---: |");
    for kib in [64_u32, 1024, 4096] {
        let each = cost(find, &format!("long-line/{kib}")).each(kib);
        println!("| {kib} KiB | {:.0} |", each.instructions);
    }
    println!();
}

/// Downloads, beside reqwest's `bytes_stream`.
fn downloads() {
    println!("| a download | way | instructions | ratio | pieces | of one | KiB held at most |");
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    for (work, case) in [
        (format!("{DOWNLOAD} MiB, there when asked for"), "download"),
        (format!("{TRICKLES} MiB, each piece waited for"), "trickle"),
    ] {
        let by_hand = cost_of_download(&format!("{case}/hand"), TIMES);
        for (name, way) in
            [("`bytes_stream`", "hand"), ("ours", "ours"), ("ours, over `hyper()`", "ours-hyper")]
        {
            let name_of_case = format!("{case}/{way}");
            let (instructions, pieces) =
                if way == "hand" { by_hand } else { cost_of_download(&name_of_case, TIMES) };
            println!(
                "| {work} | {name} | {instructions:.0} | {:.3} | {pieces} | {:.0} | {} |",
                instructions / by_hand.0,
                instructions / pieces as f64,
                most_held(case, way) >> 10,
            );
        }
    }
    println!();
}

/// Requests to a server, each beside an axum handler by hand.
pub fn serving() {
    println!("### Serving\n");
    println!("| request | instructions | by hand | ratio | allocations | by hand |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (request, case) in [
        ("a GET with one query value", "get"),
        ("a POST with three JSON fields", "post"),
        ("a form with three pairs", "form"),
        ("a path with two placeholders", "path"),
        ("a GET without its query value", "refused"),
        ("a path that is no endpoint's", "unknown"),
        ("64 GETs at a time, each", "many"),
        ("the last of 1 000 endpoints", "thousand"),
    ] {
        let calls = if case == "many" { MANY } else { 1 };
        let of = |way: &str| cost(find, &format!("serve-{case}/{way}")).each(calls);
        let (ours, hand) = (of("ours"), of("hand"));
        println!(
            "| {request} | {:.0} | {:.0} | {:.3} | {:.1} | {:.1} |",
            ours.instructions,
            hand.instructions,
            ours.instructions / hand.instructions,
            ours.allocations,
            hand.allocations,
        );
    }
    println!();
}
