//! The work of `api-benches`, done by other libraries. See `docs/performance.md`.
//!
//! ```text
//! api-peers               the table, as Markdown
//! api-peers run CASE N BASE  one case, N rounds: what runs under callgrind
//! api-peers serve HELD    the server of the calls
//! ```

mod feign;
mod pincers;
mod rfeigns;

use std::process::ExitCode;

use api_benches::many::MANY;
use api_benches::measure::{self, Round};
use api_benches::serve::{Server, serve};
use api_benches::{call, tables};

fn main() -> ExitCode {
    _ = rustls::crypto::ring::default_provider().install_default();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => {
            print();
            true
        }
        ["serve", held] => held.parse().is_ok_and(|held| serve(held).is_ok()),
        ["run", name, rounds, base] => {
            call::set_base(base);
            rounds.parse().is_ok_and(|rounds| measure::run(find, name, rounds))
        }
        _ => {
            eprintln!("api-peers [run CASE ROUNDS BASE | serve HELD]");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

const WAYS: [&str; 5] = ["hand", "ours", "feignhttp", "pincer", "rfeign"];

/// A case of a peer, or the same by hand.
fn find(name: &str) -> Option<Round> {
    let (work, way) = name.split_once('/')?;
    match way {
        "feignhttp" => feign::case(work),
        "pincer" => pincers::case(work),
        "rfeign" => rfeigns::case(work),
        _ => api_benches::find(name),
    }
}

/// The table. What is no case, a peer cannot do.
fn print() {
    println!("### Other libraries\n");
    tables::heads();
    let alone = Server::start(1);
    call::set_base(&alone.base);
    for work in ["build", "local"] {
        tables::rows(work, 1, &WAYS, find);
    }
    // Beside them what pincer is on, by this library, and the least that is possible over reqwest.
    for work in ["get", "post", "page"] {
        tables::rows(work, 1, &[&WAYS[..], &["ours-hyper", "reqwest"]].concat(), find);
    }
    let many = Server::start(MANY as usize);
    call::set_base(&many.base);
    tables::rows("many", MANY, &[&WAYS[..], &["ours-hyper"]].concat(), find);
    println!();
}
