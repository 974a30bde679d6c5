//! See the library, and `docs/performance.md`.
//!
//! ```text
//! api-benches             all tables, as Markdown
//! api-benches serving     the table of the server
//! api-benches streaming   the table of streams
//! api-benches scaling     the table of what might grow
//! api-benches locks       how often calls wait for locks
//! api-benches gate        what `.ci/run` checks: fails if a ratio has grown
//! api-benches count CASE  the instructions of one round
//! api-benches chart       the tables of a page, as a chart
//! api-benches run CASE N BASE  one case, N rounds: what runs under callgrind
//! api-benches serve HELD  the server of the calls, which responds to so many at a time
//! ```

mod scaling;

use std::process::ExitCode;

use api_benches::measure::Round;
use api_benches::{call, chart, gate, locks, measure, serve, tables};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => {
            tables::print();
            scaling::print();
            locks::print();
            true
        }
        ["serving"] => {
            tables::serving();
            true
        }
        ["streaming"] => {
            tables::streaming();
            true
        }
        ["scaling"] => {
            scaling::print();
            true
        }
        ["locks"] => {
            locks::print();
            true
        }
        ["chart"] => std::io::read_to_string(std::io::stdin())
            .map(|page| print!("{}", chart::draw(&page)))
            .is_ok(),
        ["count", name] => {
            let server = serve::Server::start(1);
            call::set_base(&server.base);
            println!("{:.0}", measure::cost(find, name).instructions);
            true
        }
        ["gate"] => return gate::check(),
        ["serve", held] => held.parse().is_ok_and(|held| serve::serve(held).is_ok()),
        ["run", name, rounds, base] => {
            call::set_base(base);
            rounds.parse().is_ok_and(|rounds| measure::run(find, name, rounds))
        }
        _ => {
            eprintln!(
                "api-benches [serving | streaming | scaling | locks | gate | count CASE | chart | run CASE ROUNDS BASE | serve HELD]"
            );
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A case, such as `get/ours` or `endpoints/1000`.
fn find(name: &str) -> Option<Round> {
    scaling::case(name).or_else(|| api_benches::find(name))
}
